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
    Rule(
        code="DG804",
        name="answer-in-question",
        severity=Severity.NOTE,
        summary="A short answer can be read in its question.",
        why="The card is answered by reading, so nothing is learned from it.",
        remedy="Ask so that the answer does not stand in the question.",
    ),
    Rule(
        code="DG805",
        name="too-much-asked",
        severity=Severity.NOTE,
        summary="A question asks many things at once.",
        why="When half of the answer comes to mind, no grade is right.",
        remedy="Make a question of each thing, or let each point of a list be asked by itself.",
    ),
    Rule(
        code="DG806",
        name="orphan-reference",
        severity=Severity.NOTE,
        summary="What is said of an item begins by referring to what its card does not show.",
        why="A card shows one sentence without those above it: nobody knows what is meant.",
        remedy='Name what is meant instead of "both", "the former" or "the latter".',
    ),
)
