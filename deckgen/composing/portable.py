"""What a stretch gave as bytes: to come from another process, or from an earlier run.

JSON, so that nothing in it is ever executed.  Lines are counted from the start of the stretch.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from deckgen.composing.stretch import Composed
from deckgen.diagnostics import Diagnostic, Label, Severity
from deckgen.dialects import Standing
from deckgen.model import (
    Block,
    BlockKind,
    Cloze,
    Composition,
    MediaFile,
    MediaRef,
    Note,
    NoteKind,
    Part,
    Question,
    Span,
)

_WRONG = (ValueError, TypeError, LookupError, AttributeError, RecursionError)
_KINDS = {str(kind): kind for kind in NoteKind}
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), check_circular=False).encode


def pack(made: Composed, first: int) -> bytes | None:
    """Return a result as bytes; ``None`` if a file of it is nowhere but in memory."""
    packer = _Packer(first)
    media = packer.media(made)
    if packer.holds_data:
        return None
    content = [
        media,
        [packer.composition(one) for one in made.compositions],
        [packer.diagnostic(one) for one in made.diagnostics],
        [packer.reference(one) for one in made.remote],
        dict(made.files),
        dict(made.web),
        [packer.standing(one) for one in made.standing],
    ]
    try:
        return _encode(content).encode()
    except ValueError:  # half a character of UTF-16, which no file holds
        return None


def unpack(content: bytes, path: str, first: int) -> Composed | None:
    """Return a result of the stretch that starts at line ``first``; ``None`` if it is none."""
    try:
        media, compositions, diagnostics, remote, files, web, standing = json.loads(content)
        unpacker = _Unpacker(path, first, [_media_file(one) for one in media])
        return Composed(
            compositions=tuple([unpacker.composition(one) for one in compositions]),
            diagnostics=tuple([unpacker.diagnostic(one) for one in diagnostics]),
            remote=tuple([unpacker.reference(one) for one in remote]),
            files={str(name): str(sha256) for name, sha256 in files.items()},
            web={str(address): str(name) for address, name in web.items()},
            standing=tuple([unpacker.standing(one) for one in standing]),
        )
    except _WRONG:
        return None


class _Packer:
    def __init__(self, first: int) -> None:
        self._first = first
        self._media: dict[MediaFile, int] = {}

    def media(self, made: Composed) -> list[Any]:
        for composition in made.compositions:
            for note in composition.notes:
                for file in note.media:
                    self._media.setdefault(file, len(self._media))
        return [[one.name, str(one.location), one.sha256, one.size] for one in self._media]

    @property
    def holds_data(self) -> bool:
        return any(file.data is not None for file in self._media)

    def reference(self, one: MediaRef) -> list[Any]:
        return [one.target, one.alt, self._span(one.span)]

    def standing(self, one: Standing) -> list[Any]:
        return [one.question, self._span(one.span), one.why]

    def composition(self, made: Composition) -> list[Any]:
        one = made.question
        return [
            one.dialect,
            one.prompt,
            one.text,
            self._span(one.span),
            self._span(one.prompt_span),
            [self._block(block) for block in one.stem],
            one.topics,
            one.number,
            one.explicit_id,
            one.tags,
            one.parts,
            one.left,
            [self._note(note) for note in made.notes],
            made.resting,
            made.fingerprint,
        ]

    def diagnostic(self, one: Diagnostic) -> list[Any]:
        labels = [[self._span(label.span), label.text] for label in one.labels]
        return [one.code, str(one.severity), one.message, self._span(one.span), one.help, labels]

    def _note(self, note: Note) -> list[Any]:
        return [
            str(note.kind),
            note.role,
            [[_part(part) for part in parts] for parts in note.fields],
            note.question,
            note.answer,
            self._span(note.span),
            note.tags,
            [self._media[file] for file in note.media],
            note.resting,
        ]

    def _block(self, block: Block) -> list[Any]:
        return [str(block.kind), self._span(block.span), block.text]

    def _span(self, span: Span) -> list[int]:
        return [span.line - self._first, span.col, span.end_line - self._first, span.end_col]


def _part(part: Part) -> Any:
    if isinstance(part, Cloze):
        return [part.anchor, part.html, part.hint, part.wanted]
    return part


class _Unpacker:
    def __init__(self, path: str, first: int, media: list[MediaFile]) -> None:
        self._path = path
        self._first = first
        self._media = media
        self._same: dict[tuple[str, ...], tuple[str, ...]] = {}

    def composition(self, values: list[Any]) -> Composition:
        *rest, topics, number, own, tags, parts, left, notes, resting, taken = values
        dialect, prompt, text, span, prompt_span, stem = rest
        return Composition(
            question=Question(
                dialect=dialect,
                prompt=prompt,
                text=text,
                answer=(),
                span=self._span(span),
                prompt_span=self._span(prompt_span),
                stem=tuple([self._block(one) for one in stem]),
                topics=self._names(topics),
                number=number,
                explicit_id=own,
                tags=self._names(tags),
                parts=self._names(parts),
                left=self._names(left),
            ),
            notes=tuple([self._note(one) for one in notes]),
            resting=self._names(resting),
            fingerprint=(taken[0], taken[1], taken[2]) if taken else None,
        )

    def reference(self, values: list[Any]) -> MediaRef:
        target, alt, span = values
        return MediaRef(target=target, alt=alt, span=self._span(span))

    def standing(self, values: list[Any]) -> Standing:
        question, span, why = values
        return Standing(question=question, span=self._span(span), why=why)

    def diagnostic(self, values: list[Any]) -> Diagnostic:
        code, severity, message, span, help_, labels = values
        return Diagnostic(
            code=code,
            severity=Severity(severity),
            message=message,
            span=self._span(span),
            help=help_,
            labels=tuple([Label(span=self._span(at), text=text) for at, text in labels]),
        )

    def _note(self, values: list[Any]) -> Note:
        kind, role, fields, question, answer, span, tags, media, resting = values
        return Note(
            kind=_KINDS[kind],
            role=role,
            fields=tuple([tuple([_unpart(part) for part in parts]) for parts in fields]),
            question=question,
            answer=answer,
            span=self._span(span),
            tags=self._names(tags),
            media=tuple([self._media[at] for at in media]),
            resting=self._names(resting),
        )

    def _block(self, values: list[Any]) -> Block:
        kind, span, text = values
        return Block(kind=BlockKind(kind), span=self._span(span), text=text)

    def _span(self, values: list[int]) -> Span:
        line, col, end_line, end_col = values
        return Span(self._path, line + self._first, col, end_line + self._first, end_col)

    def _names(self, values: list[str]) -> tuple[str, ...]:
        names = tuple(values)
        return self._same.setdefault(names, names)


def _unpart(part: Any) -> Part:
    if type(part) is str:
        return part
    anchor, html, hint, wanted = part
    return Cloze(anchor=anchor, html=html, hint=hint, wanted=wanted)


def _media_file(values: list[Any]) -> MediaFile:
    name, location, sha256, size = values
    return MediaFile(name=name, location=Path(location), sha256=sha256, size=size)
