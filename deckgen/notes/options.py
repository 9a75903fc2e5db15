"""What a file decides about its own notes: in its front matter, and in comments.

    ---
    deckgen: {tables: rows}                the whole file
    ---
    <!-- deckgen: table=off -->            the question, table or list right below

A comment before anything else in a file speaks of the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from itertools import takewhile
from typing import Any

from deckgen.config import NOTE_KEYS, NotesSettings, ReadingSettings
from deckgen.config.places import Places, position
from deckgen.config.reader import Reader, nearest, quote
from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Block, BlockKind, Document, Span
from deckgen.notes.comment import Written, option_name, read_comment

_SECTION = "deckgen"
_OF_READING = frozenset(ReadingSettings.__dataclass_fields__)
_DEPTH = 12
_FRONT_MATTER = 16 * 1024


@dataclass(frozen=True, slots=True)
class _Told:
    """What a comment says of the block below it."""

    span: Span
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Options:
    """The settings of a file, and what comments change for the blocks that begin at a line.

    ``whole``: where the file sets an option for all of it.
    """

    settings: NotesSettings
    told: Mapping[int, _Told] = field(default_factory=dict)
    whole: Mapping[str, Span] = field(default_factory=dict)

    def at(self, line: int, settings: NotesSettings) -> NotesSettings:
        """The settings for the question or table that begins at a line."""
        told = self.told.get(line)
        return replace(settings, **told.values) if told else settings

    def chosen(self, line: int) -> Mapping[str, Any]:
        """The options that a comment sets for what begins at a line."""
        return self.told[line].values if line in self.told else {}

    def place(self, option: str, lines: Iterable[int]) -> Span | None:
        """Where the file sets an option for what begins at the first of some lines that has it.

        None if the project sets it.
        """
        for line in lines:
            if option in self.chosen(line):
                return self.told[line].span
        return self.whole.get(option)

    def misplaced(self, used: Iterable[int]) -> Iterator[Diagnostic]:
        """Report the comments that speak of nothing; ``used``: where something was asked for."""
        known = frozenset(used)
        for line, told in self.told.items():
            if line not in known:
                names = quote(told.values)
                message = f"{names} is set here for no question, table or list"
                remedy = "Move the comment right before one, or use the file's front matter."
                yield report("DG307", told.span, message, help=remedy)


def read_options(
    document: Document, settings: NotesSettings, questions: Iterable[int]
) -> tuple[Options, tuple[Diagnostic, ...]]:
    """The options that a document sets, over those of the project.

    ``questions``: the lines at which its questions begin.
    """
    starts = frozenset(questions)
    found: list[Diagnostic] = []
    whole: dict[str, Span] = {}
    own = document.front_matter.get(_SECTION)
    if isinstance(own, Mapping):
        mine = {str(key): value for key, value in own.items() if key not in _OF_READING}
        values = _read(mine, partial(_find_key, document), found)
        settings = replace(settings, **values)
        whole |= {option_name(key): _find_key(document, key) for key in mine}
    told: dict[int, _Told] = {}
    for comment, written, target in _comments(document.blocks):
        values = _read(written.values, partial(_at, comment.span), found)
        found += (_stray(comment.span, word) for word in written.stray)
        if not values:
            continue
        line = target.span.line if target else -comment.span.line
        if target and line not in starts and _is_first(comment, document):
            settings = replace(settings, **values)
            whole |= dict.fromkeys(values, comment.span)
        else:
            before = told[line].values if line in told else {}
            told[line] = _Told(comment.span, {**before, **values})
    return Options(settings, told, whole), tuple(found)


def _stray(span: Span, word: str) -> Diagnostic:
    remedy = "Write `option=value`; a value with blanks in quotes."
    return report("DG306", span, f"`{word[:40]}` is no option with a value", help=remedy)


def _comments(
    blocks: Sequence[Block], depth: int = 0
) -> Iterator[tuple[Block, Written, Block | None]]:
    """The comments that set options, what they say, and the block below each."""
    waiting: list[tuple[Block, Written]] = []
    for block in blocks:
        if block.kind is BlockKind.COMMENT:
            written = read_comment(block.source)
            waiting += [(block, written)] if written.values else []
            continue
        yield from ((*comment, block) for comment in waiting)
        waiting.clear()
        if block.children and block.kind is not BlockKind.TABLE and depth < _DEPTH:
            yield from _comments(block.children, depth + 1)
    yield from ((*comment, None) for comment in waiting)


def _is_first(comment: Block, document: Document) -> bool:
    """Whether nothing but comments stands before a comment."""
    above = takewhile(lambda block: block.kind is BlockKind.COMMENT, document.blocks)
    return any(block is comment for block in above)


def _read(
    written: Mapping[str, Any], find: Callable[[str], Span], found: list[Diagnostic]
) -> Mapping[str, Any]:
    """The options that are right; what is wrong with the others is added to ``found``.

    ``find`` tells where a key stands.
    """
    values: dict[str, Any] = {}
    for key, value in written.items():
        name = option_name(key)
        if not name:
            message = f"`{key}` is no option of notes"
            found.append(report("DG306", find(key), message, help=nearest(key, NOTE_KEYS)))
            continue
        # YAML 1.1 reads `off` as false.
        meant = "off" if name == "tables" and value is False else value
        reader = Reader(Places("", ""))
        values |= reader.read_values(NotesSettings, {name: meant}, ())
        wrong = [
            report("DG306", find(key), one.message, help=one.help) for one in reader.diagnostics
        ]
        found += wrong
    return values


def _at(span: Span, _: str) -> Span:
    return span


def _find_key(document: Document, key: str) -> Span:
    """Where the front matter sets an option."""
    path, text = document.source.path, document.source.text[:_FRONT_MATTER]
    section = max(text.find(_SECTION), 0)
    found = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])").search(text, section)
    if not found:
        return Span(path)
    (line, col), (_, end) = position(text, found.start()), position(text, found.end())
    return Span(path, line, col, line, end)
