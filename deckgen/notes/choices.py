"""The choices of a quiz as people write them: tasks, lettered items, lettered lines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from deckgen.markdown import plain
from deckgen.model import Block, BlockKind
from deckgen.notes.lettering import LETTERS, is_letter_at, normal
from deckgen.notes.words import count_words
from deckgen.patterns import lazy

_LABEL = lazy(
    rf"\s*(?P<open>[*_]{{0,3}})[(（]?(?P<label>[{LETTERS}])"
    r"(?P<end>\s*[.)）:：、．]|[*_]{1,3}\s*[.):：])"
)
_IN_LINE = lazy(rf"(?<!\S)(?:[(（](?P<in>[{LETTERS}])[)）]|(?P<by>[{LETTERS}])[.)）])\s+")
_TASK = lazy(r"\s*(?:\\?\[(?P<tick>[ xX])\\?\]|(?P<box>[☐☑☒✅✔]))\s+")
_MOST = 12
_LONGEST = 60
OF_A_CHOICE = frozenset({BlockKind.CODE, BlockKind.MATH})
"""What is a part of a choice; anything else below one is a remark on it."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A choice.  ``label`` is its letter (upper case) or number, ``source`` inline Markdown."""

    label: str
    source: str
    body: tuple[Block, ...] = ()
    right: bool = False
    is_task: bool = False

    @property
    def words(self) -> str:
        """What a reader sees of it, without the label."""
        return plain(_unlabelled(self.source) if self.label else self.source)


@dataclass(frozen=True, slots=True)
class Choices:
    """Choices, and the index of the block behind them."""

    choices: tuple[Choice, ...]
    end: int


def choices_of(blocks: Sequence[Block], start: int, *, in_stem: bool) -> Choices | None:
    """The choices that begin with a block, or None.

    Code between choices belongs to the one above it.  ``in_stem``: the list belongs to the
    question, so that numbers and unlabelled items may be choices too.
    """
    found: list[Choice] = []
    at = start
    while at < len(blocks) and len(found) <= _MOST:
        block = blocks[at]
        if found and block.kind in OF_A_CHOICE:
            end = _code_end(blocks, at)
            if not _goes_on(blocks, end, found):
                break
            found[-1] = replace(found[-1], body=(*found[-1].body, *blocks[at:end]))
            at = end
        else:
            more = _read(block, found, in_stem=in_stem)
            if not more:
                break
            found += more
            at += 1
    if not 2 <= len(found) <= _MOST or any(count_words(one.source) > _LONGEST for one in found):
        return None
    return Choices(tuple(found), at)


def _code_end(blocks: Sequence[Block], at: int) -> int:
    while at < len(blocks) and blocks[at].kind in OF_A_CHOICE:
        at += 1
    return at


def _goes_on(blocks: Sequence[Block], end: int, found: list[Choice]) -> bool:
    """Whether code up to ``end`` is the last choice's: more follow, or each above has code too."""
    if end < len(blocks) and _read(blocks[end], found, in_stem=False):
        return True
    return len(found) > 1 and all(choice.body for choice in found[:-1])


def _read(block: Block, found: Sequence[Choice], *, in_stem: bool) -> list[Choice]:
    """The choices that a block adds to those found; none if it is something else."""
    if block.kind is BlockKind.LIST:
        return _list(block, found, in_stem=in_stem)
    if block.kind is BlockKind.PARAGRAPH:
        return _lines(block, found)
    return []


def _list(block: Block, found: Sequence[Choice], *, in_stem: bool) -> list[Choice]:
    items = [item for item in block.children if item.children]
    if not items or any(item.children[0].kind is not BlockKind.PARAGRAPH for item in items):
        return []
    tasks = all(item.info for item in items)
    if tasks != (not found or found[0].is_task) and (found or tasks):
        return []
    made: list[Choice] = []
    for item in items:
        source = item.children[0].source
        label = _label(source, len(found) + len(made))
        if not tasks and not label and found:
            return []
        made.append(Choice(label, source, item.children[1:], right=item.info == "x", is_task=tasks))
    if tasks:
        return made
    if all(choice.label for choice in made):
        return made
    if not in_stem or found or any(choice.label for choice in made):
        return []
    if block.level:
        return [
            replace(
                choice, label=str(block.level + i), source=f"{block.level + i}. {choice.source}"
            )
            for i, choice in enumerate(made)
        ]
    return made


def _lines(block: Block, found: Sequence[Choice]) -> list[Choice]:
    """The lines of a paragraph, if each is a choice: ``(a) one``, ``[x] two``."""
    made: list[Choice] = []
    for written in _apart(block.source):
        line = written.strip().removesuffix("\\").rstrip()
        task = _TASK.match(line)
        source = line[task.end() :] if task else line
        label = _label(source, len(found) + len(made))
        before = (*found, *made)
        if not (task or label) or (before and before[0].is_task != bool(task)):
            return []
        ticked = task is not None and _is_ticked(task)
        made.append(Choice(label, source, right=ticked, is_task=task is not None))
    return made


def _apart(source: str) -> list[str]:
    """The lines of a paragraph; choices that share its only line, one by one: ``(A) x (B) y``."""
    lines = source.split("\n")
    if len(lines) > 1:
        return lines
    starts: list[int] = []
    for found in _IN_LINE.finditer(source):
        if is_letter_at(found["in"] or found["by"], len(starts)):
            starts.append(found.start())
    if len(starts) < 2 or source[: starts[0]].strip():
        return lines
    return [source[a:b].strip() for a, b in pairwise([*starts, len(source)])]


def _is_ticked(task: re.Match[str]) -> bool:
    return task["tick"] in ("x", "X") if task["tick"] else task["box"] != "☐"


def _label(source: str, index: int) -> str:
    """The letter of the choice at an index, if its text begins with that one."""
    found = _LABEL.match(source)
    letter = found["label"] if found else ""
    return normal(letter) if letter and is_letter_at(letter, index) else ""


def _unlabelled(source: str) -> str:
    found = _LABEL.match(source) or re.match(r"\d+\. ", source)
    if not found:
        return source
    opened = found["open"] if "open" in found.groupdict() else ""
    return opened + source[found.end() :].strip()
