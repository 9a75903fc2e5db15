"""The things an answer tells apart: one sub-heading, bold lead or list item each."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from deckgen.markdown import plain
from deckgen.model import Block, BlockKind, Span
from deckgen.notes.names import Name, distinctive, is_mentioned, name
from deckgen.notes.words import count_words

_MOST = 8
_PARTS_MAX = 40
_NO_NAMES = frozenset({"", "a", "i", "q"})
_NAME_WORDS = 8
_SHORT_NAME_WORDS = 5
_BODY_MIN = 8

_BOLD = re.compile(r"\s*(\*\*|__)(?=\S)(?P<name>.+?)\1(?P<rest>.*)", re.DOTALL)
_CODE = re.compile(r"\s*(?P<name>(`+)[^`\n]{1,60}\2)(?=\s+\w)")
_SEPARATOR = re.compile(r"\s*(?:[:：]|\s[-–—]|[–—]|-\s)\s*|\s*<br\s*/?>\s*|\s*\n\s*")
_PLAIN = re.compile(
    r"(?P<name>[^\s:：][^:：\n]{0,59}?)(?:\s*[:：]\s+|\s+[-–—]\s+)(?P<rest>\S.*)", re.DOTALL
)
_MARKUP = re.compile(r"[*_`\[\\<&!$:~=^]")
_DIFFERENCE = re.compile(
    r"differen|differ\b|distinguish|distinction|compar|contrast|versus|\bvs\b|unterschied|vergleich"
    r"|diferencia|diferença|compara|différen|confront|differenz"
    r"|отлич|разниц|различ|сравн|区别|區別"
    r"|差异|差別|对比|比较|比較|违い|違い|차이|비교|الفرق|مقارنة|fark",
    re.IGNORECASE,
)
_KINDS = re.compile(
    r"\b(?:types?|kinds?|categor(?:y|ies)|variants?|flavou?rs?|forms?)\b|\barten\b|\btypen\b"
    r"|\btipos\b|\bclases de\b|\btipi\b|\bsortes\b|\bвиды\b|\bтипы\b|类型|類型|种类|種類|几种|유형"
    r"|종류|أنواع",
    re.IGNORECASE,
)
_GENERIC = re.compile(
    r"(?:(?:dis)?advantages?|pros?|cons?|benefits?|drawbacks?|limitations?|usages?|uses?"
    r"|examples?(?: (?:of|for) .*)?"
    r"|use cases?|syntax|summary|conclusion|overview|introduction|intro|definition|notes?|output"
    r"|code|result|explanation|answer|solution|references?|resources?|links?|see also|further "
    r"reading|comparison|key (?:differences?|points?|takeaways?)|differences?|similarities|"
    r"when to use.*|how .*|why .*|what .*|where .*|vorteile?|nachteile?|beispiele?|fazit|ventajas"
    r"|desventajas|ejemplos?|resumen|avantages|inconvénients|exemples?|преимущества|недостатки"
    r"|пример[ы]?|итоги?|优点|缺点|示例|例子|总结|小结|장점|단점|예시|例|まとめ)",
    re.IGNORECASE,
)


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


@dataclass(frozen=True, slots=True)
class Items:
    """What an answer tells apart; ``named``: the question names them."""

    items: tuple[Item, ...] = ()
    named: bool = False


_Finder = Callable[[Sequence[Block]], Iterator[tuple[Item, ...]]]


def find_items(answer: Sequence[Block], question: str) -> Items:
    """The items of an answer, at least two, in order; empty for any other answer.

    Items are parts whose names the question mentions.  Where it asks for kinds ("types of …"),
    short and parallel headings do as well: there structure decides.  Plain paragraphs never do.
    """
    asks_kinds = bool(_KINDS.search(question))
    finders: tuple[_Finder, ...] = (_sections, _bold_leads, _list_leads)
    candidates = _candidates(finders, answer)
    for parts in (*candidates, *_candidates((_code_leads,), answer)):
        if len(named := _named(parts, question)) > 1:
            return Items(named[:_MOST], named=True)
    for parts in candidates:
        if asks_kinds and len(parallel := _parallel(parts)) > 1:
            return Items(parallel)
    return Items()


def _candidates(finders: Sequence[_Finder], answer: Sequence[Block]) -> list[tuple[Item, ...]]:
    return [parts for find in finders for parts in find(answer) if 1 < len(parts) <= _PARTS_MAX]


def _named(parts: Sequence[Item], question: str) -> tuple[Item, ...]:
    """The parts that the question names; by their own words only where it asks to compare."""
    parts = _distinct(part for part in parts if not _GENERIC.fullmatch(part.name.text))
    named = tuple(part for part in parts if is_mentioned(part.name, question))
    if len(named) > 1 or not _DIFFERENCE.search(question):
        return named
    own = distinctive([part.name for part in parts])
    return tuple(
        part
        for part, words in zip(parts, own, strict=True)
        if is_mentioned(part.name, question, by=words)
    )


def _parallel(parts: Sequence[Item]) -> tuple[Item, ...]:
    """The parts, if all that are not generic are short names with something said of each."""
    kept = _distinct(part for part in parts if not _GENERIC.fullmatch(part.name.text))
    if not 1 < len(kept) <= _MOST:
        return ()
    for part in kept:
        said = count_words(part.first) or sum(count_words(block.text) for block in part.body)
        is_short = count_words(part.name.text) <= _SHORT_NAME_WORDS
        if not is_short or part.name.text.endswith(("?", "？", ".", "!")) or said < _BODY_MIN:
            return ()
    return kept


def _distinct(parts: Iterator[Item] | Sequence[Item]) -> tuple[Item, ...]:
    """The parts whose names no earlier part has, be it in the singular or the plural."""
    seen: dict[str, Item] = {}
    for part in parts:
        seen.setdefault(part.name.text.casefold().removesuffix("s"), part)
    return tuple(seen.values())


def _sections(answer: Sequence[Block]) -> Iterator[tuple[Item, ...]]:
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


def _bold_leads(answer: Sequence[Block]) -> Iterator[tuple[Item, ...]]:
    """Paragraphs that begin with a bold name, each with the blocks up to the next."""
    leads = [(i, lead) for i, block in enumerate(answer) if (lead := _bold_lead(block))]
    ends = [*(i for i, _ in leads[1:]), len(answer)]
    yield tuple(
        _item(label, first, answer[i + 1 : end], answer[i:end], answer[i].span)
        for (i, (label, first)), end in zip(leads, ends, strict=False)
    )


def _bold_lead(block: Block) -> tuple[str, str] | None:
    """The bold name that a paragraph begins with, and what follows it.

    Where the name is part of a sentence (``**Lists** are …``) the whole sentence follows it.
    """
    found = _BOLD.match(block.source) if block.kind is BlockKind.PARAGRAPH else None
    if not found or not _is_name(_words_of(found["name"])):
        return None
    rest = found["rest"]
    if not rest.strip():
        return found["name"], ""
    separator = _SEPARATOR.match(rest)
    if separator:
        return found["name"], rest[separator.end() :]
    if found["name"].rstrip().endswith((":", "：")):
        return found["name"], rest.strip()
    return found["name"], block.source


def _list_leads(answer: Sequence[Block]) -> Iterator[tuple[Item, ...]]:
    """The items of each list that begin with a name."""
    for block in answer:
        if block.kind is not BlockKind.LIST:
            continue
        items = []
        for entry in block.children:
            lead = _list_lead(entry)
            if lead:
                items.append(_item(*lead, entry.children[1:], entry.children, entry.span))
        yield tuple(items)


def _list_lead(entry: Block) -> tuple[str, str] | None:
    if not entry.children or entry.children[0].kind is not BlockKind.PARAGRAPH:
        return None
    first = entry.children[0]
    if lead := _bold_lead(first):
        return lead
    if found := _PLAIN.match(first.source):
        return (found["name"], found["rest"]) if _is_name(_words_of(found["name"])) else None
    only_name = len(entry.children) > 1 and _is_name(first.text)
    return (first.source, "") if only_name else None


def _code_leads(answer: Sequence[Block]) -> Iterator[tuple[Item, ...]]:
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
