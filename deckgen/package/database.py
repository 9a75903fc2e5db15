"""Read ``collection.anki2`` of schema 11, which anyone may have written."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from typing import Any

from deckgen.model import Deck, Guid, NoteKind
from deckgen.package.contents import (
    PROJECT_KEY,
    PackedCard,
    PackedField,
    PackedNote,
    PackedNoteType,
    PackedTemplate,
)

_SCHEMA = 11
_STEPS = 100_000
_SMALLEST_ROW = 24
"""Bytes; a card takes about 45, a note more."""

_DEFAULT_DECK = 1

_CARDS = (
    "SELECT nid, id, ord, due, CASE odid WHEN 0 THEN did ELSE odid END FROM cards ORDER BY nid, ord"
)
_NOTES = "SELECT id, guid, mid, mod, tags, flds FROM notes ORDER BY id"


class DamagedError(Exception):
    """A part of a package cannot be relied on.  Only ``reader`` catches it; it never gets out."""


@dataclass(frozen=True, slots=True)
class Collection:
    """What a collection says.

    ``as_expected``: its rows are those that were expected, and ``notes`` was left empty.
    """

    decks: tuple[Deck, ...]
    note_types: tuple[PackedNoteType, ...]
    notes: tuple[PackedNote, ...]
    project_id: str = ""
    as_expected: bool = False


@dataclass(frozen=True, slots=True)
class Rows:
    """What the queries below are to give: to compare rows takes a fifth of reading them."""

    notes: Sequence[tuple[Any, ...]]
    cards: Sequence[tuple[Any, ...]]


def read_collection(database: bytes, expected: Rows | None = None) -> Collection:
    """Read a SQLite file; notes whose rows are as ``expected`` are not made out of them.

    Raises:
        DamagedError: it is not one, not a collection of schema 11, or contradicts itself.
    """
    try:
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(database)
            _distrust(connection, len(database))
            return _read(connection, len(database), expected)
    except (sqlite3.Error, OverflowError) as error:
        raise DamagedError(f"its collection cannot be read ({error})") from None
    except (KeyError, TypeError, ValueError, AttributeError, RecursionError) as error:
        detail = f"{type(error).__name__}: {error}"
        raise DamagedError(f"its collection is not as Anki writes it ({detail})") from None


def _distrust(connection: sqlite3.Connection, size: int) -> None:
    """Let nothing in the database run code, or take more time and memory than its size allows."""
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, size + 1000)
    budget = iter(range(10 + 2 * size // _STEPS))
    connection.set_progress_handler(lambda: next(budget, None) is None, _STEPS)
    tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE 'CREATE TABLE%'"
    missing = {"col", "notes", "cards"} - {row[0] for row in connection.execute(tables)}
    if missing:
        raise DamagedError(f"its collection has no table `{min(missing)}`")
    for table in ("col", "notes", "cards"):
        columns = connection.execute("SELECT hidden FROM pragma_table_xinfo(?)", (table,))
        if any(hidden for (hidden,) in columns):
            raise DamagedError(f"its collection computes columns of the table `{table}`")


def _rows(connection: sqlite3.Connection, size: int, sql: str) -> Iterator[tuple[Any, ...]]:
    """Yield what a query gives, but not more rows than fit into the file."""
    for number, row in enumerate(connection.execute(sql)):
        if number * _SMALLEST_ROW > size:
            raise DamagedError("its collection has more rows than fit into it")
        yield row


def _read(connection: sqlite3.Connection, size: int, expected: Rows | None) -> Collection:
    row = connection.execute("SELECT ver, decks, models, conf FROM col").fetchone()
    if row is None:
        raise DamagedError("its collection has an empty table `col`")
    if row[0] != _SCHEMA:
        raise DamagedError(f"its collection has schema {row[0]}, not {_SCHEMA}")
    decks = tuple(_deck(deck) for deck in json.loads(row[1]).values())
    deck_names = {deck.id: deck.name for deck in decks}
    as_expected = False
    if expected is not None and _gives(connection, size, expected):
        as_expected = True
        notes: tuple[PackedNote, ...] = ()
        used = {deck_names.get(row[4], "") for row in expected.cards}
    else:
        cards = _cards(_rows(connection, size, _CARDS), deck_names)
        notes = tuple(_notes(_rows(connection, size, _NOTES), cards))
        used = {card.deck for note in notes for card in note.cards}
    return Collection(
        decks=tuple(
            sorted(
                (deck for deck in decks if deck.id != _DEFAULT_DECK or deck.name in used),
                key=lambda deck: deck.id,
            )
        ),
        note_types=tuple(
            sorted(map(_note_type, json.loads(row[2]).values()), key=lambda one: one.id)
        ),
        notes=tuple(sorted(notes, key=_order)),
        project_id=_project_id(row[3]),
        as_expected=as_expected,
    )


def _project_id(conf: object) -> str:
    """The project's id among the options of a collection, if deckgen wrote them."""
    options = json.loads(_text(conf)) if conf else {}
    return str(options.get(PROJECT_KEY, "")) if isinstance(options, dict) else ""


def _gives(connection: sqlite3.Connection, size: int, expected: Rows) -> bool:
    """Whether the queries give just these rows, of just these types."""
    pairs = ((_NOTES, expected.notes), (_CARDS, expected.cards))
    for sql, rows in pairs:
        wanted = iter(rows)
        if not all(row == next(wanted, None) for row in _rows(connection, size, sql)):
            return False
        if next(wanted, None) is not None:
            return False
    return True


def _order(note: PackedNote) -> tuple[int, int]:
    return (min((card.due for card in note.cards), default=0), note.note_id)


def _cards(
    rows: Iterator[tuple[Any, ...]], deck_names: Mapping[int, str]
) -> Mapping[int, Sequence[PackedCard]]:
    cards: dict[int, list[PackedCard]] = {}
    for nid, card_id, ordinal, due, deck in rows:
        card = PackedCard(
            id=_integer(card_id),
            ord=_integer(ordinal),
            due=_integer(due),
            deck=deck_names.get(deck, ""),
        )
        cards.setdefault(nid, []).append(card)
    return cards


def _notes(
    rows: Iterator[tuple[Any, ...]], cards: Mapping[int, Sequence[PackedCard]]
) -> Iterator[PackedNote]:
    for note_id, guid, mid, mod, tags, fields in rows:
        yield PackedNote(
            guid=Guid(_text(guid)),
            note_id=_integer(note_id),
            note_type=_integer(mid),
            modified=_integer(mod),
            fields=tuple(_text(fields).split("\x1f")),
            tags=tuple(_text(tags).split()),
            cards=tuple(cards.get(note_id, ())),
        )


def _deck(deck: Mapping[str, Any]) -> Deck:
    name = _text(deck["name"]).replace("\x1f", "::")
    return Deck(id=int(deck["id"]), name=name, description=_text(deck.get("desc", "")))


def _note_type(model: Mapping[str, Any]) -> PackedNoteType:
    return PackedNoteType(
        id=int(model["id"]),
        kind=NoteKind.CLOZE if model["type"] == 1 else NoteKind.BASIC,
        name=_text(model["name"]),
        fields=tuple(
            PackedField(id=_optional(field.get("id")), name=_text(field["name"]))
            for field in model["flds"]
        ),
        templates=tuple(
            PackedTemplate(
                id=_optional(template.get("id")),
                name=_text(template["name"]),
                front=_text(template["qfmt"]),
                back=_text(template["afmt"]),
            )
            for template in model["tmpls"]
        ),
        css=_text(model["css"]),
        modified=_integer(model["mod"]),
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError(f"text expected, not {type(value).__name__}")
    return value


def _integer(value: object) -> int:
    if not isinstance(value, int):
        raise TypeError(f"a whole number expected, not {type(value).__name__}")
    return value


def _optional(value: object) -> int | None:
    return None if value is None else _integer(value)
