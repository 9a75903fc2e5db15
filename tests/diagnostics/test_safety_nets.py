"""Findings that no project should be able to produce: the last look before a collection is hurt."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from deckgen.identity.findings import check_notes
from deckgen.model import NoteKind, Span


def _check(guid: str, number: int, line: int) -> tuple[Any, Any]:
    """A draft and its note, as far as they are looked at."""
    blank = SimpleNamespace(number=number, live=True)
    note = SimpleNamespace(span=Span("a.md", line), question="What is a ford?")
    draft = SimpleNamespace(guid=guid, note=note, clozes={"Ford": blank})
    return draft, SimpleNamespace(kind=NoteKind.CLOZE, cards=(0,))


def test_a_guid_twice_and_a_number_too_high() -> None:
    pairs = [_check("a", 500, 1), _check("b", 501, 2), _check("a", 1, 3)]

    found = list(check_notes([draft for draft, _ in pairs], [note for _, note in pairs]))

    assert [(one.code, one.span.line) for one in found] == [("DG610", 2), ("DG606", 3)]
    assert found[1].labels[0].span.line == 1
