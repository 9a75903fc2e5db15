"""Read a lock, and say exactly what is wrong with a broken one."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any, NoReturn, TypeVar

from deckgen.diagnostics import Diagnostic, report
from deckgen.identity.fingerprint import Fingerprint
from deckgen.identity.lock_write import VERSION
from deckgen.identity.merging import join_records, kind_of, take_both_sides
from deckgen.identity.records import (
    ClozeNumber,
    Lock,
    LockDeck,
    LockNote,
    LockNoteType,
    LockProject,
)
from deckgen.model import NoteKind, Span

_RESTORE = "take the last good version from version control (`git checkout -- {path}`), or"
_REMEDY = f"{_RESTORE} repair the line by hand"

_NOTE_KINDS = {str(kind): kind for kind in NoteKind}

T = TypeVar("T")
Record = dict[str, Any]


class _WrongRecordError(ValueError):
    """A record without the shape of its kind; the text says what is wrong."""


def read_lock(text: str, path: str) -> tuple[Lock | None, tuple[Diagnostic, ...]]:
    """Read the text of a lock; an empty text is an empty lock.

    Args:
        text: the file's content.
        path: the file's name for diagnostics.

    Returns:
        The lock, or ``None`` when any of it cannot be trusted, with the reasons: broken JSON, a
        format of a newer deckgen, the records of two projects.  The two sides of a merge are
        joined, with or without its marks, and a note says so.
    """
    lines, first_mark, found = take_both_sides(text, path)
    if found:
        return None, found
    if not lines and first_mark:
        return None, (_broken(path, first_mark, 1, "the lock holds no record"),)
    if not lines:
        return Lock(), ()
    records, found = _parse(lines, path)
    if found:
        return None, found
    numbered = [(number, record) for (number, _), record in zip(lines, records, strict=True)]
    if found := _check_version(numbered[0], path):
        return None, found
    joined, found = join_records(numbered, path, first_mark)
    if any(one.code == "DG601" for one in found):
        return None, found
    lock, wrong = _build(joined, path)
    return lock, (*found, *wrong)


def _parse(lines: list[tuple[int, str]], path: str) -> tuple[list[Record], tuple[Diagnostic, ...]]:
    """Parse all lines at once; only when that fails, one by one to find the place."""
    try:
        records = json.loads(f"[{','.join(line for _, line in lines)}]")
    except (ValueError, RecursionError):
        records = []
    if len(records) == len(lines) and all(type(record) is dict for record in records):
        return records, ()
    for number, line in lines:
        try:
            if type(json.loads(line)) is not dict:
                return [], (_broken(path, number, 1, "the record is not a JSON object"),)
        except (ValueError, RecursionError) as error:
            column = error.colno if isinstance(error, json.JSONDecodeError) else 1
            reason = error.msg if isinstance(error, json.JSONDecodeError) else "nested too deeply"
            return [], (_broken(path, number, column, f"the record is not valid JSON: {reason}"),)
    return [], (_broken(path, lines[0][0], 1, "the lines are not one JSON object each"),)


def _broken(path: str, line: int, column: int, message: str) -> Diagnostic:
    return report("DG602", _span(path, line, column), message, help=_REMEDY.format(path=path))


def _span(path: str, line: int, column: int = 1) -> Span:
    return Span(path, line, column, line, column + 1)


def _check_version(first: tuple[int, Record], path: str) -> tuple[Diagnostic, ...]:
    line, header = first
    version = header.get("deckgen")
    if type(version) is not int or version < 1:
        message = 'the first record is not the header `{"deckgen":1}`'
        return (_broken(path, line, 1, message),)
    if version > VERSION:
        message = f"the lock has format {version}, this deckgen knows formats up to {VERSION}"
        remedy = "update deckgen; do not delete the lock, it holds the learners' histories"
        return (report("DG603", _span(path, line), message, help=remedy),)
    return ()


def _build(
    numbered: list[tuple[int, Record]], path: str
) -> tuple[Lock | None, tuple[Diagnostic, ...]]:
    made: dict[str, list[Any]] = {kind: [] for kind in (*_READERS, "media", "deckgen", "")}
    for line, record in numbered:
        kind = kind_of(record)
        try:
            made[kind].append(_READERS[kind](record) if kind in _READERS else record)
        except _WrongRecordError as error:
            return None, (_broken(path, line, 1, f"the record is incomplete: {error}"),)
    header = {key: value for key, value in made["deckgen"][0].items() if key != "deckgen"}
    media = {record.pop("media"): record for record in made["media"]}
    lock = Lock(
        project=made["project"][0] if made["project"] else None,
        decks=tuple(made["deck"]),
        note_types=tuple(made["note_type"]),
        media=media,
        notes=tuple(made["guid"]),
        others=tuple(made[""]),
        extra=header,
    )
    return lock, ()


def _take(record: Record, key: str, kind: type[T], default: T | None = None) -> T:
    """Take a value out of a record, so that what is left is what this deckgen does not know."""
    value = record.pop(key, default)
    if type(value) is not kind:
        raise _WrongRecordError(f"`{key}` is not a {kind.__name__}")
    return value


def _project(record: Record) -> LockProject:
    return LockProject(
        id=_take(record, "project", str),
        name=_take(record, "name", str),
        slug=_take(record, "slug", str),
        deck_by=_take(record, "deck_by", str, "file"),
        extra=record,
    )


def _deck(record: Record) -> LockDeck:
    return LockDeck(
        key=_take(record, "deck", str),
        name=_take(record, "name", str),
        id=_take(record, "id", int),
        extra=record,
    )


def _note_type(record: Record) -> LockNoteType:
    return LockNoteType(
        kind=_note_kind(_take(record, "note_type", str)),
        id=_take(record, "id", int),
        name=_take(record, "name", str),
        schema=tuple(_pair(part) for part in _take(record, "schema", list)),
        hash=_take(record, "hash", str),
        modified=_take(record, "modified", int),
        extra=record,
    )


def _note(record: Record) -> LockNote:
    take = record.pop
    clozes, state = take("clozes", None), take("state", "live")
    if type(state) is not str:
        raise _WrongRecordError("`state` is not a str")
    note = LockNote(
        guid=take("guid", None),
        note_id=take("id", None),
        kind=_note_kind(take("kind", None)),
        content=take("content", None),
        modified=take("modified", None),
        question=take("question", ""),
        stem=take("stem", ""),
        answer=_fingerprint(take("answer", None)),
        path=take("path", ""),
        topics=_names(take("topics", [])),
        after=take("after", ""),
        parent=take("parent", ""),
        role=take("role", ""),
        pin=take("pin", ""),
        parts=_marks(take("parts", None)),
        left=_marks(take("left", None)) or (),
        clozes=_clozes(clozes) if clozes is not None else {},
        live=state == "live",
        released=take("released", ""),
        extra=record,
    )
    if list(map(type, _values(note))) != _TYPES:  # one look at all: there are many records
        _complain(note)
    return note


_TEXTS = ("guid", "content", "question", "stem", "path", "after", "parent", "role", "pin")
_CHECKED = (*_TEXTS, "released", "note_id", "modified")
_TYPES = [*[str] * 10, int, int]
_values = attrgetter(*_CHECKED)


def _complain(note: LockNote) -> NoReturn:
    """Say which value is not of its type."""
    for name, value, kind in zip(_CHECKED, _values(note), _TYPES, strict=True):
        if type(value) is not kind:
            key = "id" if name == "note_id" else name
            raise _WrongRecordError(f"`{key}` is not a {kind.__name__}")
    raise RuntimeError("all values are of their types")


def _names(value: object) -> tuple[str, ...]:
    if type(value) is not list:
        raise _WrongRecordError("`topics` is not a list")
    return tuple(map(str, value))


def _marks(value: object) -> tuple[str, ...] | None:
    if value is not None and type(value) is not str:
        raise _WrongRecordError("`parts` or `left` is not a text")
    return None if value is None else tuple(value.split())


def _clozes(value: object) -> Mapping[str, ClozeNumber]:
    if type(value) is not dict:
        raise _WrongRecordError("`clozes` is not a dict")
    return {anchor: _cloze(cloze) for anchor, cloze in value.items()}


def _note_kind(name: object) -> NoteKind:
    if not isinstance(name, str):
        raise _WrongRecordError("`kind` is not a str")
    if name not in _NOTE_KINDS:
        raise _WrongRecordError(f"the kind `{name}` is unknown")
    return _NOTE_KINDS[name]


def _pair(value: object) -> tuple[int, str]:
    match value:
        case [int(number), str(name)]:
            return number, name
        case _:
            raise _WrongRecordError("`schema` is not a list of ids and names")


def _fingerprint(value: object) -> Fingerprint:
    if not isinstance(value, list):
        raise _WrongRecordError("`answer` is not a list")
    if list(map(type, value)) == [str, int, str]:
        return Fingerprint(*value)
    raise _WrongRecordError("`answer` is not a hash, a length and a sketch")


def _cloze(value: object) -> ClozeNumber:
    match value:
        case [int(number), str(text)]:
            return ClozeNumber(number, text)
        case [int(number), str(text), "retired"]:
            return ClozeNumber(number, text, live=False)
        case _:
            raise _WrongRecordError("a cloze is not a number and a hash")


_READERS: Mapping[str, Callable[[Record], Any]] = {
    "project": _project,
    "deck": _deck,
    "note_type": _note_type,
    "guid": _note,
}
