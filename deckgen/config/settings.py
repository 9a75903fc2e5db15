"""All settings there are: a section is a dataclass, an option is one line.

The reader (``reader.py``) understands fields of the types ``str``, ``bool``, ``bool | None``,
``int``, ``float``, ``tuple[str, ...]``, ``Literal[...]``, another settings class and
``tuple[Settings, ...]``; the default is the value of an absent key.  ``documented`` gives the
sentence of the reference.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from deckgen.config.globs import compile_glob
from deckgen.diagnostics import Suppression
from deckgen.model import Span


def documented(meaning: str, default: Any = "", *, kind: str = "") -> Any:
    """A field with its sentence for the reference.

    ``kind`` names a check beyond the type: ``"codes"`` (diagnostic codes), ``"glob"``, ``"url"``,
    ``"levels"`` (of a deck's name);
    or, as ``"columns"``, that numbers may stand for names.
    """
    return field(default=default, metadata={"meaning": meaning, "kind": kind})


def overriding(settings: type[Any], meaning: str) -> Any:
    """A field for some of the options of ``settings``: only the keys that are given."""
    return field(default_factory=dict, metadata={"meaning": meaning, "overrides": settings})


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckSettings:
    """``[deck]``: what the deck is."""

    name: str = documented(
        "the deck's name in Anki, `::` between its levels; by default the first build takes the "
        "title or the folder's name, and the lock keeps it",
        kind="levels",
    )
    id: str = documented(
        "the project's permanent id; by default the lock file makes one and keeps it"
    )
    description: str = documented("shown by Anki under the deck's name")
    source_url: str = documented("where the sources can be read: base of the links", kind="url")
    language: str = documented("language of the text, as in HTML's `lang`: `en`, `pt-BR`")


@dataclass(frozen=True, slots=True, kw_only=True)
class DecksSettings:
    """``[decks]``: how notes are spread over decks."""

    by: Literal["file", "folder", "topic", "one"] = documented(
        "a sub-deck for each file, folder or top heading, or `one` for all", "file"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class SourcesSettings:
    """``[sources]``: which files are read."""

    paths: tuple[str, ...] = documented("files and folders, relative to the project's root", ())
    exclude: tuple[str, ...] = documented("globs of files that are not read", (), kind="glob")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSettings:
    """``[reading]``: how files are read.  By default the text itself decides."""

    question: tuple[str, ...] = documented(
        "what asks, and nothing else does: `h1` … `h6` or a dialect; `none` reads no question", ()
    )
    never: tuple[str, ...] = documented("dialects that are not tried", ())
    skip: tuple[str, ...] = documented("titles of sections that hold no questions", ())
    file_asks: bool | None = documented(
        "whether every file is one question, its title; by default its text decides", None
    )

    def tries(self, dialect: str) -> bool:
        """Whether a dialect is tried at all."""
        return dialect not in self.never and (not self.question or dialect in self.question)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotesSettings:
    """``[notes]``: which notes are made of a question."""

    tables: Literal["cells", "rows", "columns", "overview", "off"] = documented(
        "comparison tables: a card for each cell, each row or each column, the overview only, or "
        "read as any other text",
        "cells",
    )
    orient: Literal["auto", "rows", "columns"] = documented(
        "where the things that a table compares stand; by default title and shape decide", "auto"
    )
    context: Literal["hidden", "row", "all"] = documented(
        "what of a table is seen beside the blank: headings and label only, the other cells of the "
        "row, or the whole table",
        "hidden",
    )
    key_column: str = documented(
        "the column that says what a row is about, by name or number; by default the first",
        kind="columns",
    )
    skip_columns: tuple[str, ...] = documented(
        "columns of tables, by name or number, that are never asked but read on the back",
        (),
        kind="columns",
    )
    reverse: bool = documented(
        "cards from a table's cell to what it belongs to, where the row has it only once", False
    )
    reverse_terms: bool = documented("cards from the definition to its term", False)
    lists: Literal["overview", "cloze"] = documented(
        "enumerations: asked as a whole, or each point also by itself between its neighbours",
        "overview",
    )
    highlights: bool = documented("a note for the highlights of an answer (`==…==`)", False)
    split: bool = documented("a note for each part under a sub-heading of a long answer", False)
    differences: bool = documented("which-one-is-it notes for answers with a part per item", True)
    clozes: bool = documented("a note for clozes the author wrote (`{{c1::…}}`)", True)
    points: bool = documented("say on the front how many points an enumeration has", True)
    long_answer: int = documented("words from which on an answer is folded", 120, kind="count")
    lead_words: int = documented("words of an item's lead that are shown", 50, kind="count")
    max_cell_words: int = documented("words above which a cell is reported", 15, kind="count")
    max_data_columns: int = documented("columns above which a table is reported", 4, kind="count")
    max_cards_per_table: int = documented(
        "cards above which a table, or a list, gives its overview only", 24, kind="count"
    )


NOTE_KEYS: Mapping[str, str] = {
    **{option: option for option in NotesSettings.__dataclass_fields__},
    "table": "tables",
    "list": "lists",
}
"""What a file may write for an option of its notes; before one table, "tables" reads badly."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaSettings:
    """``[media]``: pictures, sounds and films."""

    fetch: bool = documented("bring pictures from the web into the package", True)
    max_width: int = documented(
        "pixels to which wider JPEG and PNG pictures are scaled; `0` keeps them", 2000, kind="count"
    )
    max_megabytes: int = documented(
        "size above which nothing is fetched from the web", 20, kind="count"
    )
    patience: int = documented("seconds for fetching all of them", 180, kind="count")
    allow_hosts: tuple[str, ...] = documented(
        "hosts (`name` or `name:port`) in private networks that may be asked", ()
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeSettings:
    """``[theme]``: how the cards look."""

    css: tuple[str, ...] = documented(
        "style sheets that come after deckgen's own, relative to the project's root", ()
    )
    templates: str = documented(
        "folder with templates in the place of deckgen's: any of `basic_front.html`, "
        "`basic_back.html`, `cloze_front.html`, `cloze_back.html`"
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LintSettings:
    """``[lint]``: which findings are shown.  Errors always are."""

    select: tuple[str, ...] = documented("only these codes or ranges (`DG8`)", (), kind="codes")
    ignore: tuple[str, ...] = documented("not these codes or ranges", (), kind="codes")


@dataclass(frozen=True, slots=True, kw_only=True)
class PathSettings:
    """``[[path]]``: exceptions for the files that match."""

    glob: str = documented("which files, relative to the project's root", kind="glob")
    ignore: tuple[str, ...] = documented("codes not shown for them", (), kind="codes")
    reading: Mapping[str, Any] = overriding(ReadingSettings, "`reading`, as above, for them")
    notes: Mapping[str, Any] = overriding(NotesSettings, "`notes`, as above, for them")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The whole configuration.

    ``path`` is the file it came from, relative to the root, or ``""``.  ``theme_places`` tells
    where in it the files of ``[theme]`` are named.
    """

    deck: DeckSettings = field(default_factory=DeckSettings)
    decks: DecksSettings = field(default_factory=DecksSettings)
    sources: SourcesSettings = field(default_factory=SourcesSettings)
    reading: ReadingSettings = field(default_factory=ReadingSettings)
    notes: NotesSettings = field(default_factory=NotesSettings)
    media: MediaSettings = field(default_factory=MediaSettings)
    theme: ThemeSettings = field(default_factory=ThemeSettings)
    lint: LintSettings = field(default_factory=LintSettings)
    paths: tuple[PathSettings, ...] = field(default=(), metadata={"key": "path"})
    path: str = field(default="", metadata={"key": ""})
    suppressions: tuple[Suppression, ...] = field(default=(), metadata={"key": ""})
    """The ``ignore`` of every ``[[path]]``, with its place."""
    theme_places: Mapping[str, Span] = field(default_factory=dict, metadata={"key": ""})


def reading_for(config: Config, path: str) -> ReadingSettings:
    """How the file ``path`` (POSIX, relative to the root) is read; later ``[[path]]`` win."""
    changes = [rule.reading for rule in config.paths if compile_glob(rule.glob).fullmatch(path)]
    return replace(config.reading, **{key: one[key] for one in changes for key in one})


def notes_for(config: Config, path: str) -> NotesSettings:
    """Which notes are made of the questions of the file ``path``; later ``[[path]]`` win."""
    changes = [rule.notes for rule in config.paths if compile_glob(rule.glob).fullmatch(path)]
    return replace(config.notes, **{key: one[key] for one in changes for key in one})
