"""The ways to divide an answer into the things it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile

from deckgen.markdown import plain
from deckgen.model import Block, BlockKind, Span
from deckgen.notes.forms import fold, is_form
from deckgen.notes.names import Name, is_small, name, words
from deckgen.patterns import lazy

_NAME_WORDS = 8
_NO_NAMES = frozenset({"", "a", "i", "q"})
_SHORT_NAME_WORDS = 5
_ASKED_MAX = 500
_SPOKEN_MAX = 120
_SPOKEN_MOST = 12
_BETWEEN_MOST = 3
_BETWEEN_LONGEST = 6

_BOLD = lazy(r"\s*(\*\*|__)(?=\S)(?P<name>.+?)\1(?P<rest>.*)", re.DOTALL)
_STRONG = lazy(r"\s*<(b|strong)>(?P<name>.+?)</\1>(?P<rest>.*)", re.DOTALL | re.IGNORECASE)
_SLANTED = lazy(
    r"\s*(?:([*_])(?![*_\s])(?P<name>[^*_\n]{1,80})\1|<(em|i)>(?P<tagged>[^<>\n]{1,80})</\3>)"
    r"(?P<rest>\s*[:：].*|\s+[-–—].*)",
    re.DOTALL | re.IGNORECASE,
)
_CODE = lazy(r"\s*(?P<name>(`+)[^`\n]{1,60}\2)(?=\s+\w)")
_SEPARATOR = lazy(r"\s*(?:[:：]|\s[-–—]|[–—]|-\s)\s*|\s*<br\s*/?>\s*|\s*\n\s*")
_PLAIN = lazy(
    r"(?P<name>[^\s:：][^:：\n]{0,59}?)(?:\s*[:：]\s+|\s+[-–—]\s+)(?P<rest>\S.*)", re.DOTALL
)
ARTICLE = lazy(
    r"the|an?|der|die|das|eine?|l[aeo]s?|les|une?|un[ao]?|el|il|gli|os|as|um|uma", re.IGNORECASE
)
"""Articles of several languages."""
_MARKUP = lazy(r"[*_`\[\\<&!$:~=^]")


@dataclass(frozen=True, slots=True)
class Item:
    """One of the things told apart.

    ``source`` is its name as written (inline Markdown), ``first`` the inline Markdown that follows
    the name in its own paragraph, ``body`` the blocks after that, ``whole`` all there is of it.
    """

    name: Name
    source: str
    first: str
    body: tuple[Block, ...]
    whole: tuple[Block, ...]
    span: Span


def sections(answer: Sequence[Block]) -> Iterator[tuple[Item, ...]]:
    """The sections of each level of heading, higher levels first."""
    levels = sorted({block.level for block in answer if block.kind is BlockKind.HEADING})
    for level in levels:
        starts = [
            i
            for i, block in enumerate(answer)
            if block.kind is BlockKind.HEADING and block.level <= level
        ]
        ends = [*starts[1:], len(answer)]
        yield tuple(
            _item(answer[i].source, "", answer[i + 1 : end], answer[i + 1 : end], answer[i].span)
            for i, end in zip(starts, ends, strict=True)
            if answer[i].level == level and _is_name(answer[i].text)
        )


def bold_leads(answer: Sequence[Block]) -> Iterator[tuple[Item, ...]]:
    """Paragraphs that begin with a bold name, each with the blocks up to the next."""
    leads = [(i, lead) for i, block in enumerate(answer) if (lead := _bold_lead(block))]
    ends = [*(i for i, _ in leads[1:]), len(answer)]
    yield tuple(
        _item(label, first, answer[i + 1 : end], answer[i:end], answer[i].span)
        for (i, (label, first)), end in zip(leads, ends, strict=False)
    )


def _bold_lead(block: Block) -> tuple[str, str] | None:
    """The bold name that a paragraph begins with, and what follows it.

    Where the name is part of a sentence (``**Lists** are …``) the whole sentence follows it.  One
    in italics is followed by a colon or a dash.
    """
    found = _emphasised(block.source) if block.kind is BlockKind.PARAGRAPH else None
    if not found or not _is_name(_words_of(found[0])):
        return None
    label, rest = found
    if not rest.strip():
        return label, ""
    separator = _SEPARATOR.match(rest)
    if separator:
        return label, rest[separator.end() :]
    if label.rstrip().endswith((":", "：")):
        return label, rest.strip()
    return label, block.source


def _emphasised(source: str) -> tuple[str, str] | None:
    """What a paragraph begins with in bold or italics, and the rest of it."""
    if found := _BOLD.match(source) or _STRONG.match(source):
        return found["name"], found["rest"]
    if found := _SLANTED.match(source):
        return found["name"] or found["tagged"], found["rest"]
    return None


def definitions(answer: Sequence[Block]) -> Iterator[tuple[Item, ...]]:
    """The terms of each list of definitions."""
    for block in answer:
        if block.kind is not BlockKind.DEFINITIONS:
            continue
        starts = [i for i, child in enumerate(block.children) if child.kind is BlockKind.TERM]
        ends = [*starts[1:], len(block.children)]
        items = []
        for start, end in zip(starts, ends, strict=True):
            term, said = block.children[start], block.children[start + 1 : end]
            body = [child for definition in said for child in definition.children]
            if _is_name(term.text):
                items.append(_item(term.source, "", body, body, term.span))
        yield tuple(items)


def list_leads(answer: Sequence[Block]) -> Iterator[tuple[Item, ...]]:
    """The items of each list that begin with a name."""
    for block in answer:
        if block.kind is not BlockKind.LIST:
            continue
        items = []
        for entry in block.children:
            lead = list_lead(entry)
            if lead:
                items.append(_item(*lead, entry.children[1:], entry.children, entry.span))
        yield tuple(items)


def list_lead(entry: Block) -> tuple[str, str] | None:
    """The name that an item begins with, and the inline Markdown that follows it."""
    if not entry.children or entry.children[0].kind is not BlockKind.PARAGRAPH:
        return None
    first = entry.children[0]
    if lead := _bold_lead(first):
        return lead
    if found := _PLAIN.match(first.source):
        return (found["name"], found["rest"]) if _is_name(_words_of(found["name"])) else None
    only_name = len(entry.children) > 1 and _is_name(first.text)
    return (first.source, "") if only_name else None


def code_leads(answer: Sequence[Block]) -> Iterator[tuple[Item, ...]]:
    """The items of each list all of whose items begin with code: "`map` returns …"."""
    for block in answer:
        if block.kind is not BlockKind.LIST:
            continue
        firsts = [entry.children[0] if entry.children else entry for entry in block.children]
        leads = [_CODE.match(first.source) for first in firsts]
        if all(leads):
            yield tuple(
                _item(lead["name"], first.source, entry.children[1:], entry.children, entry.span)
                for lead, first, entry in zip(leads, firsts, block.children, strict=True)
                if lead
            )


def spoken_leads(question: str, answer: Sequence[Block]) -> Iterator[tuple[Item, ...]]:
    """The items of each list all of whose items begin with a name that the question has.

    ``- Stalactites hang from the ceiling``; an article may stand before it.  Each name is said
    once, and the question has them side by side: "stalactites and stalagmites".
    """
    asked = [fold(word.text) for word in words(question[:_ASKED_MAX])]
    for block in answer:
        if block.kind is not BlockKind.LIST or len(block.children) > _SPOKEN_MOST:
            continue
        firsts = [entry.children[0] if entry.children else entry for entry in block.children]
        leads = list(takewhile(bool, (_spoken_lead(first, asked) for first in firsts)))
        if len(leads) < len(firsts):
            continue
        if _are_joined([lead.place for lead in leads if lead], asked):
            yield tuple(
                _item(lead.name, first.source, entry.children[1:], entry.children, entry.span)
                for lead, first, entry in zip(leads, firsts, block.children, strict=True)
                if lead
            )


@dataclass(frozen=True, slots=True)
class _Spoken:
    """A name that a paragraph begins with, and the words that it is in the question."""

    name: str
    place: range


def _spoken_lead(first: Block, asked: Sequence[str]) -> _Spoken | None:
    """The longest name at the beginning of a paragraph that the question has too."""
    if first.kind is not BlockKind.PARAGRAPH or _MARKUP.match(first.source):
        return None
    row = words(first.source[:_SPOKEN_MAX])[: _SHORT_NAME_WORDS + 1]
    if len(row) > 1 and ARTICLE.fullmatch(row[0].text):
        row = row[1:]
    folded = [fold(word.text) for word in row]
    starts = [at for at, word in enumerate(asked) if row and is_form(folded[0], word)]
    if not starts or is_small(folded[0]):
        return None
    for count in range(min(len(row) - 1, _SHORT_NAME_WORDS), 0, -1):
        named = folded[:count]
        if is_small(named[-1]):
            continue
        for at in starts:
            if at + count <= len(asked) and all(map(is_form, named, asked[at : at + count])):
                name = first.source[row[0].start : row[count - 1].end]
                return _Spoken(name, range(at, at + count))
    return None


def _are_joined(places: Sequence[range], asked: Sequence[str]) -> bool:
    """Whether names stand side by side, but for a few short words between each two."""
    ordered = sorted(places, key=lambda place: place.start)
    return all(
        one.stop <= other.start
        and other.start - one.stop <= _BETWEEN_MOST
        and all(len(word) <= _BETWEEN_LONGEST for word in asked[one.stop : other.start])
        for one, other in pairwise(ordered)
    )


def _words_of(inline: str) -> str:
    """What a reader sees of inline Markdown; parsed only where there is something to parse."""
    return plain(inline) if _MARKUP.search(inline) else inline.strip()


def _is_name(text: str) -> bool:
    return (
        text.strip().casefold() not in _NO_NAMES
        and len(text) <= 80
        and len(text.split()) <= _NAME_WORDS
    )


def _item(
    source: str, first: str, body: Sequence[Block], whole: Sequence[Block], span: Span
) -> Item:
    kept = tuple(block for block in body if block.kind is not BlockKind.COMMENT)
    end = kept[-1].span if kept else span
    around = Span(span.path, span.line, span.col, end.end_line, end.end_col)
    return Item(name(_words_of(source)), source.strip(), first.strip(), kept, tuple(whole), around)
