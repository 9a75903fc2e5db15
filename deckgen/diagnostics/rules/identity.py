"""DG6 identity and lock."""

from deckgen.diagnostics.record import Severity
from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        code="DG601",
        name="lock-conflict",
        severity=Severity.ERROR,
        summary="The two sides of a merge in the lock file contradict each other.",
        why=(
            "A merge is joined record by record. But of two projects' ids one is wrong for all"
            " questions that are added later, and where the sides gave one blank two numbers, a"
            " learner's card would show another blank."
        ),
        remedy=(
            "Of the lines that are named keep that of the side whose package learners have, delete"
            " the other and the marks, and build. Marks that are not complete: restore them."
        ),
    ),
    Rule(
        code="DG602",
        name="lock-broken",
        severity=Severity.ERROR,
        summary="A record of the lock file cannot be read.",
        why="Building without it would start the history of its notes anew.",
        remedy="Take the last good version from version control, or repair the marked line.",
    ),
    Rule(
        code="DG603",
        name="lock-too-new",
        severity=Severity.ERROR,
        summary="The lock file was written by a newer deckgen.",
        why="This deckgen could not keep all that it holds.",
        remedy="Update deckgen.",
    ),
    Rule(
        code="DG604",
        name="lock-joined",
        severity=Severity.NOTE,
        summary="The two sides of a merge in the lock file were joined.",
        why=(
            "Each branch had added records or changed them. All are kept, of two for one thing the"
            " newer; the build reads everything else from the sources, and writes the lock anew."
        ),
        remedy="Look at `deckgen diff`, build, and commit the lock with the merge.",
    ),
    Rule(
        code="DG605",
        name="duplicate-id",
        severity=Severity.WARNING,
        summary="Two questions have the same explicit id.",
        why="An id names one note.  This one counts for neither; both are known by their text.",
        remedy="Give one of them another id, or none.",
    ),
    Rule(
        code="DG606",
        name="duplicate-guid",
        severity=Severity.ERROR,
        summary="Two notes would get the same GUID.",
        why="Anki would make two notes of it, and later releases would update only one.",
        remedy="Remove or change the explicit id of one of them.",
    ),
    Rule(
        code="DG607",
        name="note-without-card",
        severity=Severity.ERROR,
        summary="A note gives no card.",
        why="Anki would import a note that can never be seen.",
        remedy="Give the cloze note at least one blank with text in it.",
    ),
    Rule(
        code="DG608",
        name="note-type-changed",
        severity=Severity.ERROR,
        summary="A published note type has other fields, another id or another kind than before.",
        why=(
            "Anki would refuse to update every note that a learner has of it (or change its kind"
            " silently)."
        ),
        remedy="Keep the note types as published; only their look and wording may change.",
    ),
    Rule(
        code="DG609",
        name="project-id-changed",
        severity=Severity.ERROR,
        summary="The configuration names another project id than the lock file.",
        why=(
            "Note types and new GUIDs derive from the id: learners would get everything a"
            " second time."
        ),
        remedy="Set `deck.id` back to the id in the lock, or remove it.",
    ),
    Rule(
        code="DG610",
        name="too-many-clozes",
        severity=Severity.ERROR,
        summary="A note needs a cloze number above 500.",
        why="Anki makes no card of its own from it. Numbers of removed blanks are not used again.",
        remedy="Split the table or the list into several questions.",
    ),
    Rule(
        code="DG611",
        name="ambiguous-history",
        severity=Severity.WARNING,
        summary="Two questions are about equally likely to be the one that was there before.",
        why="One of them keeps the learner's history, the other starts as a new card.",
        remedy="Write the id that the message shows at the end of the line of the question to keep "
        "it.",
    ),
    Rule(
        code="DG612",
        name="deck-renamed",
        severity=Severity.WARNING,
        summary="A published deck gets another name.",
        why=(
            "Anki knows decks by their names: the cards that learners have stay in the old deck,"
            " new cards go to the new one."
        ),
        remedy="Keep the old name and way of dividing, or tell learners to move their cards.",
    ),
    Rule(
        code="DG613",
        name="blank-removed",
        severity=Severity.WARNING,
        summary="A blank of a published note is gone.",
        why=(
            "The learner's card stays, with nothing to ask, until Tools → Empty Cards removes it"
            " with its history."
        ),
        remedy="Say so in the notes of the release, or bring the column or item back.",
    ),
    Rule(
        code="DG614",
        name="many-removed",
        severity=Severity.WARNING,
        summary="Most questions of the last build are gone.",
        why=(
            "A file may have been emptied or left out by accident. Nothing is lost yet: retired"
            " notes come back with their questions."
        ),
        remedy="If it was meant, build on; else restore the files.",
    ),
    Rule(
        code="DG615",
        name="lock-out-of-date",
        severity=Severity.ERROR,
        summary="The lock is not that of the sources, and `--locked` forbids to write it.",
        why="What is published would not be what the next build recognises its notes by.",
        remedy="Run `deckgen build`, and commit `deckgen.lock` with the sources.",
    ),
    Rule(
        code="DG620",
        name="package-of-another-project",
        severity=Severity.ERROR,
        summary="The package of `--previous` has no question in common with the sources.",
        why=(
            "Identity is to be taken from it, so everything would become new cards, and the notes"
            " of another project would be remembered as removed ones of this."
        ),
        remedy="Name the package that was built from these sources, or leave `--previous` out.",
    ),
    Rule(
        code="DG625",
        name="question-still-stands",
        severity=Severity.ERROR,
        summary="A question that was a card still stands in the text, but gives none any more.",
        why=(
            "Its card would stay with the learners without ever being updated again, although"
            " nobody took the question out. Nothing is written until that is clear."
        ),
        remedy=(
            "Give the question an answer of its own; or reword it or take it out, so that its card"
            " is retired. `<!-- deckgen: skip -->` below its heading (or above its line) takes out"
            " all that belongs to it, whatever it looks like."
        ),
    ),
)
