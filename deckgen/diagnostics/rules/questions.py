"""DG2 questions and dialects."""

from deckgen.diagnostics.record import Severity
from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        code="DG201",
        name="unanswered-question",
        severity=Severity.WARNING,
        summary="A question has no answer below it.",
        why="It gives no card: there is nothing to learn from it yet.",
        remedy="Write the answer below the question, or take the question out.",
    ),
    Rule(
        code="DG202",
        name="placeholder-answer",
        severity=Severity.WARNING,
        summary='The answer of a question only says that there is none yet ("to be completed").',
        why="It gives no card.",
        remedy="Write the answer, or take the question out.",
    ),
    Rule(
        code="DG203",
        name="question-without-card",
        severity=Severity.WARNING,
        summary="A block looks like a question, but gave no card.",
        why="It stands where nothing else asks in its way, so it may have been overlooked.",
        remedy=(
            "Write it like the other questions of the file, or say what asks with "
            "`<!-- deckgen: question=… -->`; `deckgen explain FILE` shows how the file was read."
        ),
    ),
    Rule(
        code="DG204",
        name="orphan-answer",
        severity=Severity.WARNING,
        summary="An answer has no question above it.",
        why="The heading of its question seems to be lost, so it gives no card.",
        remedy="Put the question back above the answer.",
    ),
    Rule(
        code="DG205",
        name="number-gap",
        severity=Severity.NOTE,
        summary="The numbers of the questions skip one.",
        why="A question may be missing. Numbers never identify a card, so no card is touched.",
        remedy="Renumber the questions whenever you like; cards keep their history.",
    ),
    Rule(
        code="DG206",
        name="number-repeat",
        severity=Severity.NOTE,
        summary="Two questions in a row have the same number.",
        why="Readers may look for the wrong one. Numbers never identify a card.",
        remedy="Renumber the questions whenever you like; cards keep their history.",
    ),
    Rule(
        code="DG207",
        name="duplicate-question",
        severity=Severity.WARNING,
        summary="The same question is asked twice.",
        why="A learner meets the same front with two answers, and cannot know which one is meant.",
        remedy="Merge the two, or make the questions differ.",
    ),
    Rule(
        code="DG208",
        name="near-duplicate-question",
        severity=Severity.NOTE,
        summary="Two questions ask nearly the same.",
        why="Similar fronts are confused with each other, and one of them is studied in vain.",
        remedy="Merge the two, or say in each what sets it apart.",
    ),
    Rule(
        code="DG209",
        name="unknown-overrule",
        severity=Severity.WARNING,
        summary="An instruction in a file names something that deckgen does not know.",
        why="It has no effect.",
        remedy=(
            "`question` takes `h1` to `h6`, the names of dialects, or `none`; `never` takes the "
            "names of dialects."
        ),
    ),
    Rule(
        code="DG210",
        name="answer-is-the-question",
        severity=Severity.WARNING,
        summary="A question about the code below it has nothing but this code below it.",
        why="The code stands on both sides of the card; an answer is not there.",
        remedy="Write the answer below the code.",
    ),
)
