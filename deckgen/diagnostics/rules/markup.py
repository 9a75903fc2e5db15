"""DG4 HTML, math, code."""

from deckgen.diagnostics.record import Severity
from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        code="DG401",
        name="active-html",
        severity=Severity.NOTE,
        summary="A tag that does something (a script, a form, a style sheet) is shown as text.",
        why="Cards carry no active content: it would run on every learner's device.",
        remedy="If the tag is what the text is about, put it into backticks or a fence. If it was"
        " meant to work, leave it out.",
    ),
    Rule(
        code="DG402",
        name="unfenced-tag",
        severity=Severity.NOTE,
        summary="Words in angle brackets, such as `List<String>`, are shown as text.",
        why="The card is right, but code hosts and browsers take them for tags and hide them.",
        remedy="Put them into backticks.",
    ),
    Rule(
        code="DG403",
        name="inline-drawing",
        severity=Severity.WARNING,
        summary="Of a drawing typed into the text as `<svg>` only the words are on the card.",
        why="Anki keeps pictures in files; a drawing inside a field could also hold scripts.",
        remedy="Save the drawing as a file and refer to it with `![description](drawing.svg)`.",
    ),
    Rule(
        code="DG404",
        name="diagram-as-code",
        severity=Severity.NOTE,
        summary="A Mermaid diagram is shown as its source.",
        why="Drawing it needs JavaScript, which cards do not carry.",
        remedy="Export the diagram as SVG and refer to the file.",
    ),
    Rule(
        code="DG405",
        name="unknown-language",
        severity=Severity.NOTE,
        summary="A code block names a language that is not known, so it is not coloured.",
        why="Coloured code is easier to read; the text is the same.",
        remedy="Write the language as Pygments names it (`python`, `cpp`, `bash` …), or `text`.",
    ),
    Rule(
        code="DG406",
        name="long-code",
        severity=Severity.NOTE,
        summary="A code block is too long to be coloured.",
        why="Code of more than 200 lines, 5,000 characters or 400 characters in a line can take"
        " very long to colour, and nobody reads it on a card.",
        remedy="Show the lines that matter.",
    ),
    Rule(
        code="DG407",
        name="formula-as-code",
        severity=Severity.WARNING,
        summary="A formula is shown as its TeX source.",
        why="Its braces do not match, or it holds a command for links or styles (`\\href`,"
        " `\\style`): MathJax would show the text that follows as part of it, or run it.",
        remedy="Match the braces, and leave such commands out; a link can stand outside the"
        " formula.",
    ),
)
