"""The values that flow between the stages, and nothing else.

    SourceFile -> Document (blocks) -> Question -> Composition (notes) -> IdentifiedNote -> .apkg

All records are frozen and slotted, hold tuples, and have no behaviour beyond tiny derived
properties.  Lines and columns are 1-based, columns count characters, ends are exclusive in
columns and inclusive in lines (``end_line`` is the last line that belongs to the thing).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any, NewType

Guid = NewType("Guid", str)
"""Anki's identity of a note (ANKI-CONTRACT 1); here also the text of the note's ID field."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a source file.

    ``path`` is POSIX and relative to the project root.  ``end_line`` is inclusive,
    ``end_col`` exclusive: the single character at line 3, column 1 is ``(3, 1, 3, 2)``.
    """

    path: str
    line: int = 1
    col: int = 1
    end_line: int = 1
    end_col: int = 1


# --- reading -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file as text: no byte order mark, every line end a single ``\\n``, otherwise as written.

    ``sha256`` is that of its bytes.
    """

    path: str
    location: Path
    text: str
    sha256: str = ""


class BlockKind(StrEnum):
    """What a block is; the names are CommonMark's and GFM's."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    ITEM = "item"
    QUOTE = "quote"
    CODE = "code"
    MATH = "math"
    HTML = "html"
    COMMENT = "comment"
    DETAILS = "details"
    SUMMARY = "summary"
    TABLE = "table"
    ROW = "row"
    CELL = "cell"
    RULE = "rule"
    DEFINITIONS = "definitions"
    TERM = "term"
    DEFINITION = "definition"
    FOOTNOTE = "footnote"


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A node of the block tree.

    ``level``: heading level 1-6; for a LIST its start number (0 when bulleted); for a ROW 1 in the
    table's head, 0 in its body.  ``source`` is the inline Markdown of a heading, paragraph, cell or
    term, the literal text of code, math and HTML, else empty.  ``text`` is what a reader sees:
    no markup (also that of the children, joined by newlines).  ``info`` is the language of code,
    the kind of a quote that is an alert, the tick of an item that is a task (``x`` or a blank).
    ``tokens`` are the parser's tokens of the whole block, opaque to all but ``markdown/`` and
    ``render/``.
    """

    kind: BlockKind
    span: Span
    level: int = 0
    source: str = ""
    text: str = ""
    info: str = ""
    children: tuple[Block, ...] = ()
    tokens: tuple[Any, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaRef:
    """A picture or sound as the author refers to it.

    ``target`` is the address exactly as written (unquoted).
    """

    target: str
    alt: str
    span: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A parsed file.  ``env`` is the parser's environment (link references, footnotes), opaque."""

    source: SourceFile
    blocks: tuple[Block, ...]
    front_matter: Mapping[str, Any] = field(default_factory=dict)
    media: tuple[MediaRef, ...] = ()
    env: Mapping[str, Any] = field(default_factory=dict)


# --- questions ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A question with exactly its answer.

    ``prompt`` is inline Markdown without numbering and anchors, ``text`` the same in plain words.
    ``stem`` are blocks that belong to the question (code, choices); ``answer`` never is empty,
    until the question has become notes: then it is, and of the stem are left the words.
    ``topics`` are the headings above, outermost first.  ``span`` covers the whole item.
    ``parts`` and ``left`` are what the lock remembers of how it was read: marks of what could ask
    and is a part of the answer, and of what stands behind it and belongs to nothing.
    """

    dialect: str
    prompt: str
    text: str
    answer: tuple[Block, ...]
    span: Span
    prompt_span: Span
    stem: tuple[Block, ...] = ()
    topics: tuple[str, ...] = ()
    number: str = ""
    explicit_id: str = ""
    tags: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    left: tuple[str, ...] = ()


# --- media -------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class MediaFile:
    """A file for Anki's flat media folder.

    ``name`` is derived from the content (ANKI-CONTRACT rule 20).  ``data`` holds the bytes where
    they are not those of the file at ``location`` (a cleaned drawing); ``sha256`` and ``size`` are
    always those of what goes into the package.
    """

    name: str
    location: Path
    sha256: str
    size: int
    data: bytes | None = field(default=None, repr=False)


# --- notes -------------------------------------------------------------------------------


class NoteKind(StrEnum):
    """The two note types every project has."""

    BASIC = "basic"
    CLOZE = "cloze"


BASIC_FIELDS = ("Question", "Answer", "Extra", "Hint", "Context", "Source", "ID")
CLOZE_FIELDS = ("Text", "Title", "Extra", "Hint", "Context", "Source", "ID")


WHOLE_ROW = "(row)"
"""The anchor of all cells of a row that are asked at once: no heading's, and none becomes it."""

TURNED = " ↓"
"""Ends the anchors of a turned table where a row is called like a column: A of B is not B of A."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cloze:
    """A blank.  ``anchor`` names what is hidden (a column heading, an item), never a position.

    Clozes of one anchor share one number.  ``wanted`` is the number a new anchor gets if that is
    free.  ``html`` and ``hint`` are safe HTML, not yet protected against cloze syntax.
    """

    anchor: str
    html: str
    hint: str = ""
    wanted: int = 1


Part = str | Cloze
"""A piece of a field: HTML, or a blank whose number is not known yet."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A note as composed from a question.

    It is not known yet which note in the learner's collection it is.
    ``role`` says what part of the question it asks: ``""`` for the overview, else ``"row:Cost"``,
    ``"item:List"``: kind and label, unique among the notes of the question.  ``fields`` follow
    BASIC_FIELDS or CLOZE_FIELDS, the last one (ID) is empty: identity fills it.
    ``question`` and ``answer`` are plain text.  ``resting`` are anchors of blanks that the note
    could have and has not, as options of its table say: nothing else may take their numbers.
    """

    kind: NoteKind
    role: str
    fields: tuple[tuple[Part, ...], ...]
    question: str
    answer: str
    span: Span
    tags: tuple[str, ...] = ()
    media: tuple[MediaFile, ...] = ()
    resting: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Composition:
    """A question and its notes, the overview first.

    ``resting`` are roles of notes that the question could have and has not, as its options say.
    ``fingerprint`` is what identity remembers of stem and answer, if it was taken already.
    """

    question: Question
    notes: tuple[Note, ...]
    resting: tuple[str, ...] = ()
    fingerprint: tuple[str, int, str] | None = None

    @property
    def overview(self) -> Note:
        """The basic note that asks the whole question."""
        return self.notes[0]


# --- identity ----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentifiedNote:
    """A note with everything that is written to the package.

    ``fields`` are final HTML (cloze numbers written); ``cards`` the ordinals of its cards;
    ``note_id`` the row id (milliseconds, spaced by at least 512 so that card ids fit between);
    ``modified`` seconds; ``due`` the 1-based position over all decks.
    """

    guid: Guid
    note_id: int
    modified: int
    kind: NoteKind
    fields: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    cards: tuple[int, ...]
    due: int
    media: tuple[MediaFile, ...]
    note: Note
    dialect: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteTemplate:
    """A card template with its permanent id."""

    id: int
    name: str
    front: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteField:
    """A field of a note type with its permanent id."""

    id: int
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteType:
    """One of the project's note types.

    ``modified`` (seconds) moves iff name, templates or CSS change.
    """

    id: int
    kind: NoteKind
    name: str
    fields: tuple[NoteField, ...]
    template: NoteTemplate
    css: str
    modified: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Deck:
    """A deck: permanent full name (``::`` hierarchy), id and description."""

    id: int
    name: str
    description: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """All a package holds, in final order: what ``package/`` writes and what it must read back.

    ``project`` is the project's name, ``project_id`` its permanent id ("" in a plan made only to
    be shown).
    """

    project: str
    project_id: str = ""
    decks: tuple[Deck, ...]
    note_types: tuple[NoteType, ...]
    notes: tuple[IdentifiedNote, ...]
    media: tuple[MediaFile, ...]
