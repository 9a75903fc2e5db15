"""DG3 cloze."""

from deckgen.diagnostics.record import Severity
from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        code="DG301",
        name="long-table-cell",
        severity=Severity.NOTE,
        summary="A cell of a comparison table has many words for one blank.",
        why="Nobody recalls a paragraph word for word, so the card is hard to grade.",
        remedy="Shorten the cell, or ask it as a question of its own.",
    ),
    Rule(
        code="DG302",
        name="wide-table",
        severity=Severity.NOTE,
        summary="A comparison table has many data columns.",
        why="Each row becomes as many cards, and more than four things are hard to tell apart.",
        remedy="Split the table into several that compare fewer things each.",
    ),
    Rule(
        code="DG303",
        name="too-many-cards-from-a-table",
        severity=Severity.WARNING,
        summary="A table or list would give more cards than the limit; only the overview shows it.",
        why="A single answer that floods the learner is more often an oversight than a wish.",
        remedy="Split the table, or raise `max_cards_per_table`.",
    ),
    Rule(
        code="DG304",
        name="repeated-row",
        severity=Severity.NOTE,
        summary="A table has a row or its label twice, or a list a point: which is asked?",
        why="Two cards that ask the same have two right answers, and an edit could exchange them.",
        remedy="Remove one of them, or give them different labels.",
    ),
    Rule(
        code="DG305",
        name="malformed-cloze",
        severity=Severity.WARNING,
        summary="Something looks like a cloze but is none, so it gives no card.",
        why=(
            "A cloze must close in the element it opens in, hide something, stand in no other "
            "cloze, and have a number from 1 to 500."
        ),
        remedy="Write `{{c1::answer}}` or `{{c1::answer::hint}}` within one paragraph or cell.",
    ),
    Rule(
        code="DG306",
        name="unknown-note-option",
        severity=Severity.WARNING,
        summary="Front matter or a comment sets an option of notes that there is not.",
        why="It has no effect: the notes are made as if it were not there.",
        remedy="Write an option of `[notes]` with one of its values, as the documentation has it.",
    ),
    Rule(
        code="DG307",
        name="misplaced-note-option",
        severity=Severity.WARNING,
        summary="A comment sets options of notes, but stands before no question, table or list.",
        why="It has no effect: a comment speaks of the question, table or list right below it.",
        remedy="Move it, or set the option for the whole file in its front matter.",
    ),
)
