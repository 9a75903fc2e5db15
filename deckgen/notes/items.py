"""The things an answer tells apart: one sub-heading, bold lead or list item each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from deckgen.model import Block
from deckgen.notes.divisions import (
    Item,
    bold_leads,
    code_leads,
    definitions,
    list_leads,
    sections,
    spoken_leads,
)
from deckgen.notes.forms import is_same_word, root
from deckgen.notes.names import distinctive, is_mentioned, is_small, mentions, words
from deckgen.notes.words import count_words
from deckgen.patterns import lazy

_MOST = 8
_PARTS_MAX = 40
_SHORT_NAME_WORDS = 5
_BODY_MIN = 8
_SAME_ENDS = 3
_DIFFERENCE = lazy(
    r"differen|differ\b|difier|difer|distinguish|distinction|compar|contrast|versus|\bvs\b|unterschied|vergleich"
    r"|diferencia|diferença|compara|différen|confront|differenz"
    r"|отлич|разниц|различ|сравн|区别|區別"
    r"|差异|差別|对比|比较|比較|违い|違い|차이|비교|الفرق|مقارنة|fark|تفاوت"
    r"|skillnad|verschil|różni|rozdíl|διαφορ|відмін|הבדל|perbedaan|khác|अंतर|तुलना",
    re.IGNORECASE,
)
_KINDS = lazy(
    r"\b(?:types?|kinds?|categor(?:y|ies)|variants?|flavou?rs?|forms?)\b|\b(?:\w{4,})?arten\b"
    r"|\btypen\b|\bgenres\b|\bespèces\b|\bsoorten\b|\brodzaje\b|\bdruhy\b|\bjenis\b"
    r"|türleri|çeşitleri|\bвиди\b|प्रकार|סוגי|είδη"
    r"|\btipos\b|\bclases de\b|\btipi\b|\bsortes\b|\bвиды\b|\bтипы\b|类型|類型|种类|種類|几种|유형"
    r"|종류|أنواع",
    re.IGNORECASE,
)
_GENERIC = lazy(
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
    finders: tuple[_Finder, ...] = (sections, bold_leads, list_leads, definitions)
    candidates = _candidates(finders, answer)
    spoken = partial(spoken_leads, question)
    for parts in (*candidates, *_candidates((code_leads, spoken), answer)):
        if len(named := _named(parts, question)) > 1:
            return Items(named[:_MOST], named=True)
    asks_kinds = bool(candidates) and bool(_KINDS.search(question))
    for parts in candidates:
        if asks_kinds and len(parallel := _parallel(parts)) > 1:
            return Items(parallel)
    return Items()


def _candidates(finders: Sequence[_Finder], answer: Sequence[Block]) -> list[tuple[Item, ...]]:
    return [parts for find in finders for parts in find(answer) if 1 < len(parts) <= _PARTS_MAX]


def _named(parts: Sequence[Item], question: str) -> tuple[Item, ...]:
    """The parts that the question names.

    By their own words ("supervised" for "Supervised learning") only where it asks to compare, or
    names all of them so and what they have in common.
    """
    parts = _distinct(part for part in parts if not _GENERIC.fullmatch(part.name.text))
    named = tuple(part for part in parts if is_mentioned(part.name, question))
    asks = len(named) < 2 and bool(_DIFFERENCE.search(question))
    if asks or (len(named) < len(parts) and _names_common(parts, question)):
        own = distinctive([part.name for part in parts])
        more = tuple(
            part
            for part, words in zip(parts, own, strict=True)
            if is_mentioned(part.name, question, by=words)
        )
        if asks or len(more) == len(parts):
            named = more
    return _standing_alone(named, question)


def _names_common(parts: Sequence[Item], question: str) -> bool:
    """Whether the question has a word of all names: "supervised and unsupervised learning"."""
    if not parts:
        return False
    common = set.intersection(*({root(word) for word in part.name.words} for part in parts))
    if not common:
        return False
    asked = [word.text for word in words(question) if not is_small(word.text)]
    return any(is_same_word(word, one) for word in asked for one in common)


def _standing_alone(parts: Sequence[Item], question: str) -> tuple[Item, ...]:
    """The parts that the question names not only within the name of another one.

    "What is the bias-variance trade-off?" asks for no bias.
    """
    places = [mentions(part.name, question) for part in parts]
    return tuple(
        part
        for part, own in zip(parts, places, strict=True)
        if not own or not all(_is_within(span, places) for span in own)
    )


def _is_within(span: tuple[int, int], places: Sequence[Sequence[tuple[int, int]]]) -> bool:
    """Whether another, longer mention holds this one."""
    return any(a <= span[0] and span[1] <= b and (a, b) != span for one in places for a, b in one)


def _parallel(parts: Sequence[Item]) -> tuple[Item, ...]:
    """The parts, if all that are not generic are short names with something said of each."""
    kept = _distinct(part for part in parts if not _GENERIC.fullmatch(part.name.text))
    kept = _of_one_kind(kept)
    if not 1 < len(kept) <= _MOST:
        return ()
    for part in kept:
        said = count_words(part.first) or sum(count_words(block.text) for block in part.body)
        is_short = count_words(part.name.text) <= _SHORT_NAME_WORDS
        if not is_short or part.name.text.endswith(("?", "？", ".", "!")) or said < _BODY_MIN:
            return ()
    return kept


def _of_one_kind(parts: tuple[Item, ...]) -> tuple[Item, ...]:
    """Where most names end with one word, those that do: "igneous rock", but no "rock cycle"."""
    ends = Counter(root(part.name.words[-1]) for part in parts if len(part.name.words) > 1)
    end, count = max(ends.items(), key=lambda item: item[1], default=("", 0))
    if count < _SAME_ENDS or 2 * count <= len(parts):
        return parts
    return tuple(part for part in parts if part.name.words and root(part.name.words[-1]) == end)


def _distinct(parts: Iterator[Item] | Sequence[Item]) -> tuple[Item, ...]:
    """The parts whose names no earlier part has, be it in the singular or the plural."""
    seen: dict[str, Item] = {}
    for part in parts:
        seen.setdefault(part.name.text.removesuffix("s").casefold(), part)
    return tuple(seen.values())
