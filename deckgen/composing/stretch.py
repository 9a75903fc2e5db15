"""One stretch of a file through all stages up to its notes."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from deckgen.cache import Folder, digest_code
from deckgen.config import MediaSettings, NotesSettings, ReadingSettings
from deckgen.diagnostics import Diagnostic, Label
from deckgen.dialects import Memory, Standing, find_questions, read_again
from deckgen.identity.questions import take_fingerprint
from deckgen.markdown import parse
from deckgen.media import Shelf, find_shown, is_remote, resolve, web_address
from deckgen.model import (
    Block,
    Composition,
    Document,
    MediaRef,
    Note,
    Question,
    SourceFile,
    Span,
)
from deckgen.notes import compose
from deckgen.render import Colours, check_markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A stretch to be composed: all that its result depends on but the media files.

    ``text``, ``first`` and ``lent`` are those of the ``Stretch``; ``whole`` says that it is the
    whole file.  ``memory`` is what the lock knows of it, if a plain reading contradicts the lock.
    """

    path: str
    location: Path
    root: Path
    text: str
    first: int
    lent: int
    whole: bool
    reading: ReadingSettings
    notes: NotesSettings
    media: MediaSettings
    link_base: str
    language: str
    memory: Memory | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """What a stretch gave; lines count from the file's first.

    The blocks of its questions are gone but for the words of the stem: they have become notes.
    ``remote`` are the references to the web that its cards show.  ``files`` are the media files
    that were read, with the SHA-256 of their content, and "" where more than that decides
    (``Shelf.files``).  ``web`` is what the shelf had at each address that the stretch refers to.
    It depends on nothing else.  ``standing`` are the questions of the memory that give no card.
    """

    compositions: tuple[Composition, ...]
    diagnostics: tuple[Diagnostic, ...]
    remote: tuple[MediaRef, ...] = ()
    files: Mapping[str, str]
    web: Mapping[str, str] = field(default_factory=dict)
    standing: tuple[Standing, ...] = ()


def name_shelved(shelf: Shelf, address: str) -> str:
    """What tells the file that the shelf has at an address from any other; "" without one."""
    file = shelf.look(address).file
    return f"{file.size} {file.sha256} {file.location} {file.name}" if file else ""


def _name_colours(task: Task) -> str:
    """Name what is kept of a stretch: by its file and the heading that it starts with.

    Edits of anything else leave the name as it is.
    """
    start = task.text.split("\n", task.lent + 1)[task.lent] if task.first else ""
    parts = f"{digest_code()}\0{task.path}\0{start}"
    return "colours-" + hashlib.sha256(parts.encode("utf-8", "surrogatepass")).hexdigest()


def compose_stretch(task: Task, shelf: Shelf, folder: Folder | None = None) -> Composed:
    """Take a stretch through reading, dialects, media and notes.

    ``folder`` keeps the colours of its code for the next time that it is edited.
    """
    name = _name_colours(task) if folder else ""
    colours = Colours(folder.read(name) if folder else None)
    own = replace(shelf, files={})
    source = SourceFile(path=task.path, location=task.location, text=task.text)
    document, of_parsing = parse(source)
    questions, of_reading, standing = _read(document, task)
    media, of_media = resolve(document, task.root, own)
    compositions, of_notes = compose(
        document,
        questions,
        media,
        task.notes,
        link_base=task.link_base,
        language=task.language,
        colours=colours,
    )
    shown = [block for one in questions for block in (*one.stem, *one.answer)]
    of_markup = check_markup(document, shown, colours)
    content = colours.pack()
    if folder and content is not None:
        folder.write(name, content)
    move = _Move(task.first - task.lent, task.lent)
    files = {str(path): sha256 for path, sha256 in own.files.items()}
    for one in (file for made in compositions for note in made.notes for file in note.media):
        files.setdefault(str(one.location), "" if one.data is not None else one.sha256)
    addresses = dict.fromkeys(
        web_address(ref.target) for ref in document.media if is_remote(ref.target)
    )
    return Composed(
        compositions=tuple(map(move.composition, compositions)),
        diagnostics=move.diagnostics((*of_parsing, *of_reading, *of_media, *of_markup, *of_notes)),
        remote=tuple(
            replace(ref, span=move.span(ref.span))
            for ref in find_shown(document, media, compositions)
        ),
        files=files,
        web={address: name_shelved(own, address) for address in addresses},
        standing=tuple(replace(one, span=move.span(one.span)) for one in standing),
    )


def _read(
    document: Document, task: Task
) -> tuple[tuple[Question, ...], tuple[Diagnostic, ...], tuple[Standing, ...]]:
    if task.memory is None:
        return (*find_questions(document, task.reading, whole=task.whole), ())
    reading = read_again(document, task.reading, task.memory, whole=task.whole)
    return reading.questions, reading.diagnostics, reading.standing


@dataclass(frozen=True, slots=True)
class _Move:
    """From the lines of a stretch to those of its file; ``lent`` lines of it are not its own."""

    by: int
    lent: int

    def span(self, span: Span) -> Span:
        if not self.by:
            return span
        return Span(span.path, span.line + self.by, span.col, span.end_line + self.by, span.end_col)

    def composition(self, made: Composition) -> Composition:
        taken = take_fingerprint(made)
        return replace(
            made,
            question=self._question(made.question),
            notes=tuple(map(self._note, made.notes)),
            fingerprint=(taken.hash, taken.length, taken.sketch),
        )

    def diagnostics(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Those of its own lines: what is to be said of the lent ones is said where they stand."""
        return tuple(
            replace(
                one,
                span=self.span(one.span),
                labels=tuple(
                    Label(span=self.span(label.span), text=label.text) for label in one.labels
                ),
            )
            for one in found
            if one.span.line > self.lent
        )

    def _note(self, note: Note) -> Note:
        return replace(note, span=self.span(note.span)) if self.by else note

    def _question(self, question: Question) -> Question:
        return replace(
            question,
            span=self.span(question.span),
            prompt_span=self.span(question.prompt_span),
            stem=_only_text(question.stem),
            answer=(),
        )


def _only_text(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The words of blocks in one block, which is all that tells questions of one text apart."""
    if not blocks:
        return ()
    text = "\n".join(block.text for block in blocks)
    return (Block(kind=blocks[0].kind, span=blocks[0].span, text=text),)
