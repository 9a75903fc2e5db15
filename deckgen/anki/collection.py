"""A real Anki collection, behind the few calls that are needed here.

The only module that imports ``anki``, inside functions, since it is an optional extra.  What
differs between Anki's releases (23.12 to 26.09 are tested) belongs here and nowhere else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from anki.cards import CardId
    from anki.collection import Collection
    from anki.notes import NoteId

Row = Sequence[Any]


class ImportFailedError(Exception):
    """Anki refused a package; the text is Anki's."""


@dataclass(frozen=True, slots=True)
class Log:
    """The import log: for each outcome, the row ids of the notes."""

    new: tuple[int, ...]
    updated: tuple[int, ...]
    duplicate: tuple[int, ...]
    conflicting: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A rendered card: ``front`` and ``back`` are the HTML that the learner's browser gets.

    ``problem`` is Anki's message if it cannot be rendered at all.
    """

    note_id: int
    ord: int
    front: str = ""
    back: str = ""
    has_sound: bool = False
    problem: str = ""


def anki_version() -> str:
    """Return the version of the installed Anki, empty if there is none."""
    try:
        from anki import buildinfo
    except ImportError:
        return ""
    return str(buildinfo.version)


@contextmanager
def fresh_collection() -> Iterator[AnkiCollection]:
    """Open a new, empty collection in a temporary folder; both are gone afterwards."""
    from anki.collection import Collection

    with TemporaryDirectory(prefix="deckgen-") as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        try:
            yield AnkiCollection(collection)
        finally:
            collection.close()


def _quiet() -> redirect_stdout[StringIO]:
    """Drop what Anki up to 25.02 prints when a call takes longer than a fifth of a second."""
    return redirect_stdout(StringIO())


class AnkiCollection:
    """An open collection."""

    def __init__(self, collection: Collection) -> None:
        self._collection = collection

    def import_package(self, path: Path) -> Log:
        """Import with the choices that Anki's dialog offers in a fresh profile.

        Raises:
            ImportFailedError: Anki refuses the package.
        """
        from anki.collection import ImportAnkiPackageOptions, ImportAnkiPackageRequest
        from anki.errors import AnkiException

        request = ImportAnkiPackageRequest(
            package_path=str(path.absolute()), options=ImportAnkiPackageOptions()
        )
        try:
            with _quiet():
                log = self._collection.import_anki_package(request).log
        except AnkiException as error:
            raise ImportFailedError(str(error)) from None
        return Log(
            *(
                tuple(note.id.nid for note in notes)
                for notes in (log.new, log.updated, log.duplicate, log.conflicting)
            )
        )

    def rows(self, sql: str, *arguments: object) -> Sequence[Row]:
        """Return the rows that a query gives."""
        found: Sequence[Row] = self._database.all(sql, *arguments)
        return found

    def change(self, sql: str, rows: Sequence[Row]) -> None:
        """Run a statement once for each row of arguments, all of it or nothing."""
        self._database.transact(lambda: self._database.executemany(sql, rows))

    def add_tag(self, tag: str) -> None:
        """Give every note a tag, as the browser does; that also moves its time of change."""
        notes: list[NoteId] = [row[0] for row in self.rows("SELECT id FROM notes")]
        with _quiet():
            self._collection.tags.bulk_add(notes, tag)

    def cards(self) -> Iterator[Card]:
        """Render every card, in the order of new cards."""
        for card_id, note_id, ordinal in self.rows("SELECT id, nid, ord FROM cards ORDER BY due"):
            yield self._card(card_id, note_id, ordinal)

    def _card(self, card_id: CardId, note_id: int, ordinal: int) -> Card:
        from anki.errors import AnkiException

        try:
            output = self._collection.get_card(card_id).render_output()
        except AnkiException as error:
            return Card(note_id, ordinal, problem=str(error))
        return Card(
            note_id,
            ordinal,
            front=output.question_text,
            back=output.answer_text,
            has_sound=bool(output.question_av_tags),
        )

    def empty_cards(self) -> frozenset[tuple[int, int]]:
        """Return note id and ordinal of what Tools → Empty Cards would delete."""
        ids = {card for note in self._collection.get_empty_cards().notes for card in note.card_ids}
        rows = self.rows("SELECT nid, ord, id FROM cards")
        return frozenset((note, ordinal) for note, ordinal, card in rows if card in ids)

    def check_database(self) -> tuple[str, ...]:
        """Return what Tools → Check Database finds, and repairs.

        Cards that a note lacks are added without a word (ANKI-CONTRACT 34), so they are counted.
        """
        before = self.rows("SELECT count() FROM cards")[0][0]
        with _quiet():
            text, is_fine = self._collection.fix_integrity()
        added = self.rows("SELECT count() FROM cards")[0][0] - before
        problems = () if is_fine else tuple(text.splitlines()[:-1] or text.splitlines())
        return (*problems, f"added {added:,} missing cards") if added > 0 else problems

    def check_media(self) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the missing and the unused files that Tools → Check Media finds."""
        with _quiet():
            found = self._collection.media.check()
        return tuple(found.missing), tuple(found.unused)

    def media_files(self) -> frozenset[str]:
        """Return the names in the media folder."""
        return frozenset(file.name for file in Path(self._collection.media.dir()).iterdir())

    def shape(self) -> tuple[object, ...]:
        """Return decks and note types, to see whether an import changes them."""
        models = self._collection.models
        models._clear_cache()  # noqa: SLF001  Anki forgets to, after an import
        keys = ("id", "name", "css", "mod", "flds", "tmpls")
        types = sorted(tuple(str(one[key]) for key in keys) for one in models.all())
        all_decks = self._collection.decks.all()
        decks = sorted((deck["id"], deck["name"], deck["desc"]) for deck in all_decks)
        return (*types, *decks)

    def cloze_types(self) -> frozenset[int]:
        """Return the ids of the note types with clozes."""
        return frozenset(one["id"] for one in self._collection.models.all() if one["type"] == 1)

    @property
    def _database(self) -> Any:
        return self._collection.db
