"""Text on the card is the author's text: nothing lost between file and card, nothing invented."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from deckgen.model import Cloze, Composition, Note
from deckgen.notes.author import unmark
from deckgen.notes.fragment import FORMULA
from deckgen.notes.quiz import find_quiz
from deckgen.notes.words import phrases
from tests.notes.cards import read_file, seen

FIXTURES = Path(__file__).parent / "fixtures"
CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "files"
FILES = [*sorted(FIXTURES.glob("*.md")), *sorted(CORPUS.rglob("*.md"))]
WORD = re.compile(r"[^\W\d_]{3,}")
LABELS = frozenset({"answer", "ans", "antwort", "correct"})
OURS = frozenset({"image", "note", "tip", "important", "warning", "caution", "more"})
"""What a reading of a card adds: descriptions of pictures, titles of alerts."""


def words(text: str) -> list[str]:
    """The words of a text whatever their case, marks and hints of clozes left out."""
    bare = unmark(text.replace(FORMULA, " "))
    return [word.casefold() for word in WORD.findall(bare)]


def field(note: Note, *indices: int) -> str:
    """What a reader sees of some fields, the blanks filled in."""
    html = "\n".join(
        "".join(part.html if isinstance(part, Cloze) else part for part in note.fields[i])
        for i in indices
    )
    return seen(html)


def lost(composition: Composition) -> list[str]:
    """Words of the question and its answer, in order, that the overview does not show."""
    question = composition.question
    blocks = (*question.stem, *question.answer)
    written = words("\n".join([question.text, *(block.text for block in blocks)]))
    shown = Counter(words(field(composition.overview, 0, 1, 2)))
    missing = [word for word, count in Counter(written).items() for _ in range(count - shown[word])]
    if find_quiz(question):
        # The name of the right choice is shown as that choice, once.
        missing = [word for word in missing if word not in shown and word not in LABELS]
    return missing


def invented(composition: Composition, note: Note) -> list[str]:
    """Words of a note's own field that stand neither in the question nor in its answer."""
    question = composition.question
    blocks = (*question.stem, *question.answer)
    known = set(words("\n".join([question.text, question.prompt, *(b.text for b in blocks)])))
    known |= set(words("\n".join(source for block in blocks for source in sources(block))))
    for language in ("", "de", "es", "fr"):
        own = phrases(language, question.text)
        known |= OURS | set(words(f"{own.against} {own.either} {own.both} {own.points}"))
    return [word for word in words(field(note, 0)) if word not in known]


def sources(block: object) -> list[str]:
    """The Markdown of a block and of all within it."""
    children = getattr(block, "children", ())
    return [getattr(block, "source", ""), *(text for one in children for text in sources(one))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: "/".join(path.parts[-3:]))
def test_nothing_is_lost_and_nothing_invented(path: Path) -> None:
    """In the overview every word, in every other note none but the author's."""
    compositions = read_file(path)
    gone = {one.question.text: missing for one in compositions if (missing := lost(one))}
    new = {
        (one.question.text, note.role): words
        for one in compositions
        for note in one.notes
        if (words := invented(one, note))
    }

    assert gone == {}
    assert new == {}
