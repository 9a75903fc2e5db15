"""All settings there are: a section is a dataclass, an option is one line.

The reader (``reader.py``) understands fields of the types ``str``, ``bool``, ``int``, ``float``,
``tuple[str, ...]``, ``Literal[...]``, another settings class and ``tuple[Settings, ...]``; the
default is the value of an absent key.  ``documented`` gives the sentence that the reference shows.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from deckgen.diagnostics import Suppression


def documented(meaning: str, default: Any = "", *, kind: str = "") -> Any:
    """A field with its sentence for the reference.

    ``kind`` names a check beyond the type: ``"codes"`` (diagnostic codes), ``"glob"``, ``"url"``.
    """
    return field(default=default, metadata={"meaning": meaning, "kind": kind})


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckSettings:
    """``[deck]``: what the deck is."""

    name: str = documented("the deck's name in Anki; by default the name of the project's folder")
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
class LintSettings:
    """``[lint]``: which findings are shown.  Errors always are."""

    select: tuple[str, ...] = documented("only these codes or ranges (`DG8`)", (), kind="codes")
    ignore: tuple[str, ...] = documented("not these codes or ranges", (), kind="codes")


@dataclass(frozen=True, slots=True, kw_only=True)
class PathSettings:
    """``[[path]]``: exceptions for the files that match."""

    glob: str = documented("which files, relative to the project's root", kind="glob")
    ignore: tuple[str, ...] = documented("codes not shown for them", (), kind="codes")


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """The whole configuration.

    ``path`` is the file it came from, relative to the root, or ``""``.
    """

    deck: DeckSettings = field(default_factory=DeckSettings)
    decks: DecksSettings = field(default_factory=DecksSettings)
    sources: SourcesSettings = field(default_factory=SourcesSettings)
    lint: LintSettings = field(default_factory=LintSettings)
    paths: tuple[PathSettings, ...] = field(default=(), metadata={"key": "path"})
    path: str = field(default="", metadata={"key": ""})
    suppressions: tuple[Suppression, ...] = field(default=(), metadata={"key": ""})
    """The ``ignore`` of every ``[[path]]``, with its place."""
