"""Join the two sides of a merge in a lock, record by record, as the sources merge line by line.

The records of both sides are kept.  Where both have one for the same thing, the one with the
greater ``modified`` counts; what else they disagree about (which question stands before it, whether
it is still asked) the next build reads from the sources.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from typing import Any

from deckgen.diagnostics import Diagnostic, Label, report
from deckgen.identity.derive import NOTE_SPACING
from deckgen.model import Span

Record = dict[str, Any]
Numbered = tuple[int, Record]
"""The line of a record (1-based), and the record."""

Lines = list[tuple[int, str]]

_BASE, _MIDDLE, _THEIRS = "|||||||", "=======", ">>>>>>>"
_MARK = re.compile(r"(<{7}|\|{7}|={7}|>{7})(?: |$)")
_KINDS = ("guid", "media", "deck", "note_type", "project", "deckgen")


def kind_of(record: Record) -> str:
    """The key that says what a record is about, or ``""``."""
    return next((key for key in _KINDS if key in record), "")


def take_both_sides(text: str, path: str) -> tuple[Lines, int, tuple[Diagnostic, ...]]:
    """The lines of a lock with their numbers (1-based), without the marks of a conflict.

    Of a conflict both sides are kept, and not the version that they come from.

    Returns:
        The lines that are not empty, the line of the first mark (0: there is none), and an error
        if a base has no end: what stands behind it may be the other side.
    """
    kept, first, base = [], 0, 0
    for number, line in enumerate(text.split("\n"), 1):
        mark = None if line.startswith("{") else _MARK.match(line)
        if not mark:
            if line.strip() and not base:
                kept.append((number, line))
        elif not base or mark[1] in (_MIDDLE, _THEIRS):  # else of a merge of bases, within one
            first = first or number
            if base and mark[1] == _THEIRS:
                break
            base = number if mark[1] == _BASE else 0
    if not base:
        return kept, first, ()
    message = "a merge whose marks are not complete: the base has no end"
    help = f"restore it with its marks (`git checkout --merge -- {path}`), and build again"
    return kept, first, (report("DG601", Span(path, base, 1, base, 8), message, help=help),)


def join_records(
    numbered: Sequence[Numbered], path: str, first_mark: int
) -> tuple[list[Numbered], tuple[Diagnostic, ...]]:
    """One record for each thing, in order; of several for one thing those are joined.

    Args:
        numbered: the records, those of both sides of a merge among them.
        path: the lock's name, for findings.
        first_mark: the line of the first mark of a conflict, or 0.

    Returns:
        The records; and a note (DG604) if something was joined, or an error (DG601) for records
        that contradict each other: the lock of two projects, one blank with two numbers.
    """
    joined: dict[tuple[str, str], Numbered] = {}
    doubles, found = 0, []
    for number, record in numbered:
        kind = kind_of(record)
        key = _key(record)
        if key not in joined:
            joined[key] = number, record
            continue
        line, other = joined[key]
        if kind == "project" and record["project"] != other["project"]:
            found.append(_contradict(path, (line, other), (number, record)))
        if twice := _numbered_twice(other, record):
            found.append(_cross(path, (line, other), (number, record), twice))
        if record != other:
            doubles += 1
            joined[key] = line, _join(other, record)
    records = list(joined.values())
    if found:
        return records, tuple(found)
    _space(records)
    if not first_mark and not doubles:
        return records, ()
    span = Span(path, max(first_mark, 1), 1, max(first_mark, 1), 8)
    message = "the records of both sides of a merge are joined; the build writes the lock anew"
    return records, (report("DG604", span, message, help="check the result with `deckgen diff`"),)


def _key(record: Record) -> tuple[str, str]:
    """What a record is about; one of a later version is told apart by all it says."""
    kind = kind_of(record)
    if not kind:
        return kind, json.dumps(record, sort_keys=True)
    return kind, "" if kind in ("project", "deckgen") else str(record[kind])


def _contradict(path: str, one: Numbered, other: Numbered) -> Diagnostic:
    first = Span(path, one[0], 1, one[0], 2)
    message = (
        f"the lock of two projects: `{other[1]['project']}` here, `{one[1]['project']}` before"
    )
    help = "keep the line of the project whose package learners have, and build again"
    label = Label(span=first, text="the other one")
    span = Span(path, other[0], 1, other[0], 2)
    return report("DG601", span, message, help=help, labels=(label,))


def _numbered_twice(one: Record, other: Record) -> str:
    """The first blank to which the two sides gave different numbers, and these; else nothing."""
    numbers = [_live_numbers(record) for record in (one, other)]
    for anchor, number in numbers[0].items():
        if numbers[1].get(anchor, number) != number:
            return f"the blank `{anchor}` is {numbers[1][anchor]} here, {number} before"
    return ""


def _live_numbers(record: Record) -> dict[str, object]:
    clozes = record.get("clozes")
    if not isinstance(clozes, dict):
        return {}
    return {
        anchor: cloze[0]
        for anchor, cloze in clozes.items()
        if isinstance(cloze, list) and len(cloze) == 2  # a third value marks what is retired
    }


def _cross(path: str, one: Numbered, other: Numbered, twice: str) -> Diagnostic:
    name = other[1].get("question") or other[1].get("role") or other[1].get("guid")
    message = f"the two sides of a merge numbered `{name}` differently: {twice}"
    help = "keep the line of the side whose package learners have, else either, and build again"
    labels = (Label(span=Span(path, one[0], 1, one[0], 2), text="the other one"),)
    return report("DG601", Span(path, other[0], 1, other[0], 2), message, help=help, labels=labels)


def _join(one: Record, other: Record) -> Record:
    """The newer of two records for one thing, with the cloze numbers that only the older has."""
    newer, older = (other, one) if _age(other) > _age(one) else (one, other)
    clozes, more = newer.get("clozes"), older.get("clozes")
    if not isinstance(clozes, dict) or not isinstance(more, dict):
        return newer
    used = {str(cloze[:1]) for cloze in clozes.values() if isinstance(cloze, list)}
    missing = {
        anchor: cloze
        for anchor, cloze in more.items()
        if anchor not in clozes and isinstance(cloze, list) and str(cloze[:1]) not in used
    }
    return {**newer, "clozes": {**clozes, **missing}}


def _age(record: Record) -> tuple[int, str]:
    """Orders records by time; where that says nothing, in any way that is always the same."""
    modified = record.get("modified")
    return modified if type(modified) is int else 0, json.dumps(record, sort_keys=True)


def _space(records: Sequence[Numbered]) -> None:
    """Give notes of both sides that were made in the same second row ids of their own."""
    taken: set[int] = set()
    for note in _notes(records):
        while note["id"] in taken and note["id"] > NOTE_SPACING:
            note["id"] -= NOTE_SPACING
        taken.add(note["id"])


def _notes(records: Sequence[Numbered]) -> Iterator[Record]:
    notes = [record for _, record in records if "guid" in record and type(record.get("id")) is int]
    return iter(sorted(notes, key=lambda note: str(note["guid"])))
