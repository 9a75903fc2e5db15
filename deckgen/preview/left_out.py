"""What gave no card, at its place among the notes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from deckgen.diagnostics import Diagnostic, sort_diagnostics
from deckgen.model import IdentifiedNote, SourceFile

_WITHOUT_CARD = frozenset({"DG201", "DG202", "DG203", "DG204", "DG210", "DG211"})
"""Findings of texts that have no card of their own, be they dropped or in the answer of another."""

_HEADING = re.compile(r" {0,3}#{1,6}(?:\s|$)")
_MOST = 12
"""Lines that are shown of a text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A text without a card, and the number of the note that follows it in the source."""

    finding: Diagnostic
    text: str
    before: int


def find_left_out(
    diagnostics: Sequence[Diagnostic],
    notes: Sequence[IdentifiedNote],
    sources: Sequence[SourceFile],
) -> tuple[Sequence[LeftOut], Sequence[Diagnostic]]:
    """Return what gave no card in files with notes, and the other findings."""
    texts = {source.path: source.text.split("\n") for source in sources}
    places = _find_places(notes)
    found: list[Diagnostic] = []
    rest: list[Diagnostic] = []
    for one in sort_diagnostics(diagnostics):
        path = one.span.path
        is_left_out = one.code in _WITHOUT_CARD and path in texts and path in places
        (found if is_left_out else rest).append(one)
    left_out = []
    for one in found:
        path, line = one.span.path, one.span.line
        starts = [start for start, _ in places[path]]
        starts += [other.span.line for other in found if other.span.path == path]
        end = min((start for start in starts if start > line), default=len(texts[path]) + 1)
        text = _cut(texts[path][line - 1 : end - 1])
        left_out.append(LeftOut(finding=one, text=text, before=_follow(places[path], line)))
    return sorted(left_out, key=lambda one: one.before), rest


def _find_places(notes: Sequence[IdentifiedNote]) -> Mapping[str, list[tuple[int, int]]]:
    """Return for each file the lines where its notes start, with their numbers."""
    places: dict[str, list[tuple[int, int]]] = {}
    for number, note in enumerate(notes):
        span = note.note.span
        places.setdefault(span.path, []).append((span.line, number))
    return places


def _follow(places: Sequence[tuple[int, int]], line: int) -> int:
    """Return the number of the first note below a line, else the one behind the file's last."""
    below = [place for place in places if place[0] > line]
    return min(below)[1] if below else max(number for _, number in places) + 1


def _cut(lines: Sequence[str]) -> str:
    """Return the text up to the next heading, and no more of it than is looked at."""
    kept = list(_until_heading(lines))
    if len(kept) > _MOST:
        kept[_MOST:] = ["…"]
    return "\n".join(kept).strip("\n")


def _until_heading(lines: Sequence[str]) -> Iterator[str]:
    for number, line in enumerate(lines):
        if number and _HEADING.match(line):
            return
        yield line
