"""DG76 releases: what would hurt learners who update."""

from deckgen.diagnostics.record import Severity
from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        code="DG760",
        name="previous-release-missing",
        severity=Severity.ERROR,
        summary="There was a release before, and its package was not named.",
        why=(
            "Without it every note would count as changed: the update would replace the tags of"
            " all of them, and nobody could be told what is new."
        ),
        remedy=(
            "Download the package of the last release and name it with `--previous`; say"
            " `--first` if nothing was ever published."
        ),
    ),
    Rule(
        code="DG761",
        name="previous-release-of-another-project",
        severity=Severity.ERROR,
        summary="The package named as the last release has other note types than this project.",
        why="Nothing in it could be recognised, so everything would reach learners a second time.",
        remedy="Name the package that this project published last.",
    ),
    Rule(
        code="DG762",
        name="version-too-small",
        severity=Severity.ERROR,
        summary="The version says less than what the release changes.",
        why=(
            "Learners read a version as a promise: the last number for wording, the middle one for"
            " questions that came or went, the first one for progress at risk."
        ),
        remedy="Take the proposed version, or a greater one.",
    ),
    Rule(
        code="DG763",
        name="note-type-unlike-published",
        severity=Severity.ERROR,
        summary="A note type has other fields or templates than in the last release.",
        why="Anki would not update any note that learners have of it, now or later.",
        remedy="Build with the deckgen and the lock of the last release.",
    ),
    Rule(
        code="DG764",
        name="note-type-exchanged",
        severity=Severity.ERROR,
        summary="A published note has another note type now.",
        why="Anki would report it as in conflict and never update it again.",
        remedy="Restore the lock of the last release and build again.",
    ),
    Rule(
        code="DG765",
        name="history-lost",
        severity=Severity.WARNING,
        summary="Most questions of the last release are gone, and as many new ones came.",
        why=(
            "So it looks when `deckgen.lock` was lost or not committed: learners get every"
            " question a second time, and their history stays with the old ones."
        ),
        remedy=(
            "Restore the lock. If the deck was really written anew, name the next major version"
            " with `--version`."
        ),
    ),
    Rule(
        code="DG766",
        name="card-emptied",
        severity=Severity.WARNING,
        summary="A blank of a published note is gone.",
        why="The learner's card has nothing to ask; Tools → Empty Cards removes it for good.",
        remedy="Bring it back, or name the next major version with `--version`.",
    ),
    Rule(
        code="DG767",
        name="published-deck-renamed",
        severity=Severity.WARNING,
        summary="A published deck has another name now.",
        why="Learners keep their cards in the old deck, and new cards arrive in another one.",
        remedy="Keep the name, or name the next major version with `--version`.",
    ),
    Rule(
        code="DG768",
        name="import-unlike-forecast",
        severity=Severity.ERROR,
        summary="The real Anki imported another number of notes than the release says.",
        why="Learners would not get what the list of changes promises.",
        remedy="This is a bug in deckgen: please report it.",
    ),
)
