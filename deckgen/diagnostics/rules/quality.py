"""DG8 card quality."""

from deckgen.diagnostics.record import Severity
from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        code="DG801",
        name="long-answer",
        severity=Severity.NOTE,
        summary="An answer is long prose without list, table, code or sub-heading.",
        why="A card that asks for a page is graded by feeling and reviewed with dread.",
        remedy="Begin with a short answer of its own, or split it under sub-headings.",
    ),
    Rule(
        code="DG802",
        name="undescribed-picture",
        severity=Severity.NOTE,
        summary="An answer is a picture only, and its description says nothing.",
        why=(
            "Such a card cannot be found by a search, read aloud, or understood when the picture "
            "does not arrive."
        ),
        remedy="Say in the alt text what the picture shows: `![what it shows](picture.png)`.",
    ),
    Rule(
        code="DG803",
        name="cloze-that-gives-itself-away",
        severity=Severity.NOTE,
        summary="What a blank hides can be read beside it on the same card.",
        why="The card is answered by reading, so nothing is learned from it.",
        remedy="Reword what stands beside the blank, or leave the cell empty.",
    ),
)
