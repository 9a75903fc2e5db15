"""Which note a finding concerns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from deckgen.diagnostics import Diagnostic, sort_diagnostics
from deckgen.model import Guid, IdentifiedNote


def sort_findings(
    diagnostics: Iterable[Diagnostic], notes: Sequence[IdentifiedNote]
) -> tuple[Mapping[Guid, Sequence[Diagnostic]], Sequence[Diagnostic]]:
    """Return the findings of each note, and those that concern none.

    A finding belongs to the note with the fewest lines around its place, the first of equals: a
    row's cloze note before the question that holds the table.
    """
    owners = _find_owners(notes)
    found: dict[Guid, list[Diagnostic]] = {}
    others: list[Diagnostic] = []
    for one in sort_diagnostics(diagnostics):
        owner = owners.get((one.span.path, one.span.line))
        found.setdefault(owner, []).append(one) if owner else others.append(one)
    return found, others


def _find_owners(notes: Sequence[IdentifiedNote]) -> dict[tuple[str, int], Guid]:
    """Return the note of each line: wide notes first, narrow ones over them."""
    spans = [(note.note.span, note.guid) for note in notes]
    # Stable, so of equals the last would win; the first is to.
    spans.reverse()
    spans.sort(key=lambda one: one[0].line - one[0].end_line)
    return {
        (span.path, line): guid
        for span, guid in spans
        for line in range(span.line, span.end_line + 1)
    }
