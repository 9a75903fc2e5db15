"""DG0 configuration, command line and suppressions."""

from deckgen.diagnostics.record import Severity
from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        code="DG001",
        name="invalid-toml",
        severity=Severity.ERROR,
        summary="The configuration is not valid TOML.",
        why="None of its settings can be trusted, so nothing is built with half of them.",
        remedy="Put the marked place right; strings need quotes, tables stand in brackets.",
    ),
    Rule(
        code="DG002",
        name="unknown-setting",
        severity=Severity.ERROR,
        summary="The configuration has a key that deckgen does not know.",
        why="A misspelt setting would have no effect and nobody would notice.",
        remedy="Correct the key (the nearest known one is named) or remove it.",
    ),
    Rule(
        code="DG003",
        name="wrong-type",
        severity=Severity.ERROR,
        summary="A setting has a value of the wrong type.",
        why='What was meant cannot be known: `"no"` is a string, not a boolean.',
        remedy="Write the value as the message says.",
    ),
    Rule(
        code="DG004",
        name="invalid-value",
        severity=Severity.ERROR,
        summary="A setting has a value that it cannot have.",
        why="Falling back to another value would build another deck than the one asked for.",
        remedy="Use one of the values that the message names.",
    ),
    Rule(
        code="DG005",
        name="unreadable-configuration",
        severity=Severity.ERROR,
        summary="The configuration exists but cannot be read.",
        why="A build without it would be a different deck.",
        remedy="Check the file's permissions, its size, and that it is UTF-8.",
    ),
    Rule(
        code="DG006",
        name="second-configuration",
        severity=Severity.WARNING,
        summary="There are two configurations; `deckgen.toml` counts.",
        why="Settings in `pyproject.toml` look as if they had an effect, and have none.",
        remedy="Keep the settings in one of the two files.",
    ),
    Rule(
        code="DG007",
        name="unknown-code",
        severity=Severity.WARNING,
        summary="A diagnostic code is selected, ignored or suppressed that does not exist.",
        why="The line has no effect; most often a digit is wrong.",
        remedy="Use a code from `deckgen explain`, or a range such as `DG8`.",
    ),
    Rule(
        code="DG008",
        name="unused-suppression",
        severity=Severity.WARNING,
        summary="A suppression suppresses nothing.",
        why="It would hide the next, real finding.  Errors cannot be suppressed.",
        remedy="Remove the code from the comment or from the `[[path]]` table.",
    ),
    Rule(
        code="DG009",
        name="suppression-without-code",
        severity=Severity.WARNING,
        summary="A suppression names no code.",
        why="A comment that hides everything hides what nobody has seen yet, so it has no effect.",
        remedy="Name what is meant: `<!-- deckgen: ignore DG305 -->`.",
    ),
)
