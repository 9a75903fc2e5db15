"""Markdown beside the cards it becomes: every ``fixtures/*.md`` has an ``.expected.txt``.

Write new expectations with ``--update-expected`` and review the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.model import Note
from deckgen.notes import cloze
from tests.notes.cards import Desk, read, seen

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.md"))


@pytest.mark.parametrize("source", FIXTURES, ids=lambda path: path.stem)
def test_fixture(source: Path, desk: Desk, update_expected: bool) -> None:
    """The cards, rendered by Anki, read as what stands beside the source; so do the findings."""
    compositions, diagnostics = read(source.read_text("utf-8"))
    parts = [describe(desk, note) for one in compositions for note in one.notes]
    parts += [f"{found.code} {found.span.line}: {found.message}" for found in diagnostics]
    made = "\n\n".join(parts) + "\n"
    expected = source.with_suffix(".expected.txt")
    if update_expected:
        expected.write_text(made, "utf-8")

    assert expected.read_text("utf-8") == made


def describe(desk: Desk, note: Note) -> str:
    """A note: kind, role, lines, numbers of anchors; each card's sides; what is folded, once."""
    span = note.span
    numbers = ", ".join(f"{anchor}={wanted}" for anchor, wanted in cloze.anchors(note).items())
    lines = [f"{note.kind} {note.role!r} {span.line}-{span.end_line} {numbers}".rstrip()]
    more = ""
    for card in desk.cards(note):
        front = seen(card.front)
        back, _, more = seen(card.back).partition("\nMore\n")
        for side, text in (("front", front), ("back", back.removeprefix(front + "\n"))):
            lines.append(f"  {side} {card.ordinal + 1}")
            lines += [f"    {line}" for line in text.split("\n")]
    if more:
        lines += ["  more", *(f"    {line}" for line in more.split("\n"))]
    return "\n".join(lines)
