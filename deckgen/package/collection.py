"""A plan as an Anki collection in memory, written by genanki.  The only module that knows genanki.

genanki gives the schema, the JSON of decks and note types, and the rows.  What it leaves open is
fixed here (ANKI-CONTRACT rules 6, 11, 14, 19, 25-27): the time of every note and note type, the row
ids, the cards, their position; each JSON text is written once instead of once per deck.

The database must come out the same from any SQLite.  Therefore rows are inserted in the order of
their ids and indexes are made last, so that pages are only ever appended to; and what a page holds
beside its rows is made constant (``pages``).
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping
from typing import Any

import genanki
from genanki.apkg_col import APKG_COL
from genanki.apkg_schema import APKG_SCHEMA

from deckgen.model import Deck, IdentifiedNote, NoteKind, NoteType, Plan
from deckgen.package.contents import PROJECT_KEY
from deckgen.package.decks import decks_to_write
from deckgen.package.pages import PAGE_SIZE, remove_traces

_INSERT_COL = (
    "INSERT INTO col VALUES (:id, :crt, :mod, :scm, :ver, :dty, :usn, :ls, "
    ":conf, :models, :decks, :dconf, :tags)"
)

_PRAGMAS = (
    f"PRAGMA page_size = {PAGE_SIZE}",
    "PRAGMA encoding = 'UTF-8'",
    "PRAGMA auto_vacuum = NONE",
    "PRAGMA secure_delete = ON",
    "PRAGMA journal_mode = OFF",
)


class _Note(genanki.Note):  # type: ignore[misc]
    """A genanki note that writes its own times, row ids and cards."""

    def __init__(self, planned: IdentifiedNote, model: _Model) -> None:
        super().__init__(
            model=model,
            fields=list(planned.fields),
            sort_field=_sort_field(planned.fields[0]),
            tags=planned.tags,
            guid=planned.guid,
            due=planned.due,
        )
        self.planned = planned
        self.cards = [genanki.Card(ordinal) for ordinal in planned.cards]

    @property
    def sort_field(self) -> str:
        return str(self._sort_field)

    @sort_field.setter
    def sort_field(self, value: str) -> None:
        self._sort_field = value

    def _check_invalid_html_tags_in_fields(self) -> None:
        """Skip genanki's check: its pattern takes quadratic time (ANKI-CONTRACT 67)."""

    def write(self, cursor: sqlite3.Cursor, deck_id: int) -> None:
        """Insert the note and its cards."""
        planned = self.planned
        first = planned.note_id
        ids = iter((first, *(first + 1 + ordinal for ordinal in planned.cards)))
        self.write_to_db(cursor, planned.modified, deck_id, ids)


class _Model(genanki.Model):  # type: ignore[misc]
    """A genanki model made from a note type."""

    _req = ((0, "any", (0,)),)  # Anki computes its own; genanki's scan of the templates is slow

    def __init__(self, note_type: NoteType) -> None:
        template = note_type.template
        super().__init__(
            model_id=note_type.id,
            name=note_type.name,
            fields=[{"name": field.name, "id": field.id} for field in note_type.fields],
            templates=[
                {
                    "name": template.name,
                    "id": template.id,
                    "qfmt": template.front,
                    "afmt": template.back,
                }
            ],
            css=note_type.css,
            model_type=self.CLOZE if note_type.kind is NoteKind.CLOZE else self.FRONT_BACK,
        )


def collection(plan: Plan) -> bytearray:
    """Return the SQLite file ``collection.anki2`` (schema 11) that holds the plan.

    Equal plans give equal bytes.  The plan must be one that ``check_plan`` has no error about.

    Raises:
        KeyError: a note names a deck or a kind that the plan does not have (a bug).
        sqlite3.IntegrityError: two rows have the same id (a bug: ``check_plan`` finds it).
    """
    connection = sqlite3.connect(":memory:", isolation_level=None)
    try:
        for pragma in _PRAGMAS:
            connection.execute(pragma)
        _write(connection, plan)
        database = bytearray(connection.serialize())
    finally:
        connection.close()
    remove_traces(database)
    return database


def _write(connection: sqlite3.Connection, plan: Plan) -> None:
    statements = [statement.strip() for statement in APKG_SCHEMA.split(";")]
    connection.execute("BEGIN")
    for statement in statements:
        if statement.startswith("CREATE TABLE"):
            connection.execute(statement)
    _write_col(connection, plan)
    _write_notes(connection, plan)
    for statement in statements:
        if statement.startswith("CREATE INDEX"):
            connection.execute(statement)
    connection.execute("COMMIT")


def _write_notes(connection: sqlite3.Connection, plan: Plan) -> None:
    deck_ids = {deck.name: deck.id for deck in plan.decks}
    models = {note_type.kind: _Model(note_type) for note_type in plan.note_types}
    cursor = connection.cursor()
    for planned in sorted(plan.notes, key=lambda note: note.note_id):
        _Note(planned, models[planned.kind]).write(cursor, deck_ids[planned.deck])


def _write_col(connection: sqlite3.Connection, plan: Plan) -> None:
    """Insert the one row of ``col``: genanki's, with the plan's decks, note types and times."""
    row = _genanki_col()
    note_types = {
        str(note_type.id): dict(_Model(note_type).to_json(note_type.modified, None))
        for note_type in plan.note_types
    }
    newest_type = max((note_type.modified for note_type in plan.note_types), default=0)
    newest_note = max((note.modified for note in plan.notes), default=0)
    row["mod"] = 1000 * max(newest_note, newest_type) or row["mod"]
    row["scm"] = 1000 * newest_type or row["scm"]
    row["models"] = _json(note_types)
    decks = json.loads(row["decks"])
    row["decks"] = _json(decks | {str(d.id): _deck(d) for d in decks_to_write(plan)})
    # Anki imports no options of a package: there the project's id waits for a lost lock.
    known = {PROJECT_KEY: plan.project_id} if plan.project_id else {}
    row["conf"] = _json(json.loads(row["conf"]) | known)
    row["dconf"] = _json(json.loads(row["dconf"]))
    connection.execute(_INSERT_COL, row)


def _genanki_col() -> dict[str, Any]:
    """Return genanki's ``col`` row: times of 2014 and 2015, default options, the default deck."""
    scratch = sqlite3.connect(":memory:")
    try:
        scratch.executescript(APKG_SCHEMA)
        scratch.executescript(APKG_COL)
        scratch.row_factory = sqlite3.Row
        return dict(scratch.execute("SELECT * FROM col").fetchone())
    finally:
        scratch.close()


def _deck(deck: Deck) -> Mapping[str, Any]:
    return dict(genanki.Deck(deck.id, deck.name, deck.description).to_json())


def _sort_field(text: str) -> str:
    """Return what the browser sorts by until Anki computes its own value, at import.

    The column has a number's affinity, and how SQLite reads decimals has changed between its
    versions; so a text that could be a number is left out.
    """
    try:
        float(text)
    except ValueError:
        return text
    return ""


def _json(value: object) -> str:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
