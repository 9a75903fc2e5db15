"""Ids for the questions of a file, written only where they change nothing else."""

from __future__ import annotations

import codecs
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from deckgen.dialects import ReadingSettings, find_questions
from deckgen.identity import Pin, insert_pins
from deckgen.markdown import parse, read_source
from deckgen.model import Block, Question, SourceFile, Span

_ATTEMPTS = 64
"""Readings of one file at most: ids are a wish, not worth minutes."""
_LINE_END = re.compile(r"\r\n|\r|\n")
_CLOSING = re.compile(
    r"(?:[*_]{1,3}|</(?:b|strong|i|em|u|summary|span|font|h[1-6])>|<br ?/?>|\s)+$", re.IGNORECASE
)
_UTF16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


@dataclass(frozen=True, slots=True)
class Pinned:
    """A file with its ids: the bytes to write, the pins in them, and those without a place."""

    source: SourceFile
    content: bytes
    written: tuple[Pin, ...]
    refused: tuple[Pin, ...]


def pin_file(source: SourceFile, pins: Sequence[Pin], settings: ReadingSettings) -> Pinned:
    """Write pins into the text of a file; what is not told by one stays to the byte.

    The result is read again: a pin that is not read back as the id of its question, or with which
    any question, answer or topic would be another, is left out.

    Raises:
        OSError: the file cannot be read.
    """
    data = source.location.read_bytes()
    if data.startswith(_UTF16):
        return Pinned(source, data, (), tuple(pins))
    text = data.decode("utf-8", "surrogateescape")
    trial = _Trial(text, source, settings, _read(data, source, settings))
    groups: dict[str, list[Pin]] = defaultdict(list)
    dialects = {_end(one.prompt_span): one.dialect for one in trial.before}
    for pin in pins:
        groups[dialects.get((pin.line, pin.col), "")].append(pin)
    placed: dict[Pin, Pin] = {pin: pin for pin in pins}
    if not trial.holds(placed):
        placed = {}
        for group in groups.values():
            placed |= trial.settle(group)
        if not trial.holds(placed):  # each alone is well, together they are not
            placed = {}
    refused = tuple(pin for pin in pins if pin not in placed)
    return Pinned(source, _encode(text, placed.values()), tuple(placed), refused)


@dataclass(slots=True)
class _Trial:
    """Attempts to place pins; ``left`` is how many more are made."""

    text: str
    source: SourceFile
    settings: ReadingSettings
    before: tuple[Question, ...]
    left: int = _ATTEMPTS
    lines: list[str] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = _LINE_END.split(self.text.removeprefix("\ufeff"))

    def settle(self, pins: list[Pin]) -> dict[Pin, Pin]:
        """Each pin that has a place, with it: found by halving, since few have none."""
        for move in (_stay, _go_inside):
            placed = {pin: move(self.lines, pin) for pin in pins}
            if self.left <= 0:
                return {}
            self.left -= 1
            if self.holds(placed):
                return placed
        if len(pins) < 2:
            return {}
        middle = len(pins) // 2
        return self.settle(pins[:middle]) | self.settle(pins[middle:])

    def holds(self, placed: Mapping[Pin, Pin]) -> bool:
        """Whether the questions are the same with these pins, but for their ids."""
        if not placed:
            return True
        try:
            data = _encode(self.text, placed.values())
        except IndexError:  # the file was changed since it was read
            return False
        after = _read(data, self.source, self.settings)
        if len(self.before) != len(after):
            return False
        ids = {(pin.line, pin.col): _id(pin) for pin in placed}
        return all(
            other.explicit_id == ids.get(_end(one.prompt_span), one.explicit_id)
            and _sign(one) == _sign(other)
            for one, other in zip(self.before, after, strict=True)
        )


def _stay(_: Sequence[str], pin: Pin) -> Pin:
    return pin


def _go_inside(lines: Sequence[str], pin: Pin) -> Pin:
    """The place before what closes the question: ``**What is a fen? <here>**``."""
    line = lines[pin.line - 1] if pin.line <= len(lines) else ""
    closing = _CLOSING.search(line[: pin.col - 1])
    return replace(pin, col=closing.start() + 1) if closing else pin


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_col


def _id(pin: Pin) -> str:
    return pin.comment.removeprefix("<!-- id: ").removesuffix(" -->")


def _encode(text: str, pins: Iterable[Pin]) -> bytes:
    return insert_pins(text, pins).encode("utf-8", "surrogateescape")


def _read(data: bytes, source: SourceFile, settings: ReadingSettings) -> tuple[Question, ...]:
    """The questions of a file if it held these bytes."""
    with TemporaryDirectory(prefix="deckgen-") as name:
        location = Path(name) / "text.md"
        location.write_bytes(data)
        read, _ = read_source(location, Path(name))
    if read is None:
        raise RuntimeError("a file that was just written can be read")
    document, _ = parse(replace(read, path=source.path, location=source.location))
    return find_questions(document, settings)[0]


def _sign(question: Question) -> tuple[Any, ...]:
    """All of a question but its place and its id."""
    return (
        question.dialect,
        question.prompt,
        question.text,
        question.number,
        question.topics,
        question.tags,
        *map(_shape, question.stem),
        None,
        *map(_shape, question.answer),
    )


def _shape(block: Block) -> tuple[Any, ...]:
    content = (block.kind, block.level, block.source, block.text, block.info)
    return (*content, *map(_shape, block.children))
