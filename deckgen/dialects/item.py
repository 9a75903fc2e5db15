"""Dialect ``item``: a list item asks; the rest of it, a nested list or what is below answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from deckgen.dialects.candidate import Candidate, Facts, Piece, Told
from deckgen.dialects.entries import (
    count_on_one_line,
    only_asks_more,
    opens_answer,
    shows_anything,
    split_entry,
)
from deckgen.dialects.evidence import NOTHING, Evidence, ends_asking, sigmoid, weigh
from deckgen.dialects.label import read_label
from deckgen.dialects.lines import rough
from deckgen.dialects.markers import open_marker
from deckgen.dialects.tasks import offer_tasks
from deckgen.model import Block, BlockKind, Span

NAME = "item"
_CARD = re.compile(r"(?:#(?:flash)?cards?\b[\w/-]*|\[\[card\]\])\s*", re.IGNORECASE)
_LINKED = re.compile(r"^[*_\s]*\[(?:[^\[\]]|\[[^\[\]]*\])*\]\(\s*<?[^()]*(?:\([^()]*\)[^()]*)*\)")
_FIELD = re.compile(r"\*\*[^*\n?？]{1,30}(?:[:：]\*\*|\*\*\s*[:：—–-])\s*[^\n?？]+$")
_LEAST_ON_ONE_LINE = 2
_LEAST_ALIKE = 3
_LEAST_BY_LINE = 2
_MOST = 0.6
_DOUBTED = -2.0
_ALIKE = Evidence(1.0, ("is written like the others of its list",))
_CLOSED = re.compile(r"[?？.。!！;:；：]\W*$")
"""The end of a sentence: a line without one may go on below."""
_TEXTUAL = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})


class Item:
    """Recognises questions in lists."""

    name = NAME

    def recognise(self, pieces: Sequence[Piece], facts: Facts) -> tuple[Candidate, ...]:
        """Offer the items of each list, or those of nested lists where the outer are topics."""
        tasks = offer_tasks(pieces, facts)
        if tasks:
            return tasks
        lists = [piece.block for piece in pieces if piece.block.kind is BlockKind.LIST]
        broken = len(lists) > 1 and 2 * sum(len(one.children) == 1 for one in lists) >= len(lists)
        same_line = sum(count_on_one_line(one) for one in lists) >= _LEAST_ON_ONE_LINE
        found: list[Candidate] = []
        for at, piece in enumerate(pieces):
            if piece.block.kind is BlockKind.LIST:
                place = _Place(at=at, broken=broken, same_line=same_line)
                found.extend(_offer_list(piece.block, place))
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a list stands.

    ``broken``: the answers stand between the items, outside of the lists.  ``same_line``: there
    are several items that answer on the line that asks.  ``by_line``: the first lines ask.
    """

    at: int
    depth: int = 0
    topics: tuple[str, ...] = ()
    broken: bool = False
    same_line: bool = False
    by_line: bool = False


def _offer_list(block: Block, place: _Place) -> Iterator[Candidate]:
    place = replace(place, by_line=_asks_by_line(block))
    offers = _raise_alike([_offer(block, item, place) for item in block.children])
    chances = [sigmoid(offer.evidence.score) for offer in offers if offer is not None]
    asking = sum(chances) / len(chances) if chances else 0.0
    for item, offer in _pair(block.children, offers):
        nested = [child for child in item.children[1:] if child.kind is BlockKind.LIST]
        if nested and (offer is None or offer.evidence.score < 0) and asking < 0.5:
            topics = (*place.topics, item.children[0].source)
            inner = replace(place, depth=place.depth + 1, topics=topics)
            deeper = [candidate for child in nested for candidate in _offer_list(child, inner)]
            if sum(sigmoid(candidate.evidence.score) - 0.4 for candidate in deeper) > 0:
                yield from deeper
                continue
        if offer is not None:
            yield offer


def _asks_by_line(block: Block) -> bool:
    """Whether most items of several lines ask in the first of them."""
    sources = [item.children[0].source for item in block.children if item.children]
    firsts = [source.partition("\n")[0] for source in sources if "\n" in source]
    asking = sum(_CLOSED.search(first) is not None and _asks(first) for first in firsts)
    return asking >= _LEAST_BY_LINE and asking >= _MOST * len(firsts)


def _asks(line: str) -> bool:
    words = rough(line)
    return ends_asking(words) or weigh(words).score > 0


def _raise_alike(offers: Sequence[Candidate | None]) -> list[Candidate | None]:
    """Give more evidence to items that are written like the others of a list, most of which ask."""
    told = [offer for offer in offers if offer is not None and offer.inner]
    asking = sum(offer.evidence.score > 0 for offer in told)
    if asking < _LEAST_ALIKE or asking < _MOST * len(told):
        return list(offers)
    return [
        replace(offer, evidence=offer.evidence + _ALIKE)
        if offer is not None and offer.inner and _DOUBTED < offer.evidence.score <= 0
        else offer
        for offer in offers
    ]


def _pair(
    items: Sequence[Block], offers: Sequence[Candidate | None]
) -> Iterator[tuple[Block, Candidate | None]]:
    """Items with what they offer; an item that opens an answer belongs to the one before it."""
    held: tuple[Block, Candidate | None] | None = None
    for item, offer in zip(items, offers, strict=True):
        opened = open_marker(item.children[0]) if item.children else None
        if (
            held is not None
            and held[1] is not None
            and opened is not None
            and not _FIELD.match(held[1].prompt)
        ):
            asked = held[1]
            inner = (*asked.inner, *opened, *item.children[1:])
            evidence = asked.evidence + Evidence(2.5, ("its answer is marked",))
            held = (held[0], replace(asked, inner=inner, evidence=evidence, open=False))
            continue
        if held is not None:
            yield held
        held = (item, offer)
    if held is not None:
        yield held


def _offer(block: Block, item: Block, place: _Place) -> Candidate | None:
    first = item.children[0] if item.children else None
    if first is None or first.kind not in _TEXTUAL:
        return None
    alone = place.same_line and not shows_anything(item.children[1:])
    prompt, rest = split_entry(first.source, alone=alone)
    if place.by_line and not rest and "\n" in prompt and weigh(rough(prompt)).score >= 0:
        prompt, _, rest = prompt.partition("\n")
    text = rough(_CARD.sub(" ", prompt))
    inner: tuple[Block | Told, ...] = (
        *((Told(first, rest),) if rest.strip() else ()),
        *item.children[1:],
    )
    inner = () if only_asks_more(inner) else inner
    kind = "numbered item" if block.level or _ordered(block) else "item"
    last = item is block.children[-1] and place.depth == 0 and _goes_on(block)
    return Candidate(
        dialect=NAME,
        form=f"{kind} {place.depth + 1}",
        at=place.at,
        prompt=_CARD.sub(" ", prompt).strip(),
        text=text,
        label=read_label(text),
        evidence=weigh(text) + _extra(first.source, prompt, inner),
        span=item.span,
        prompt_span=_prompt_span(item, first, prompt),
        inner=inner,
        open=last and (place.broken or not shows_anything(inner)),
        topics=place.topics,
    )


def _goes_on(block: Block) -> bool:
    """Whether what is below a list may answer its last item: not where none of several is."""
    before = block.children[:-1]
    return not before or any(len(item.children) > 1 for item in before)


def _extra(source: str, prompt: str, inner: Sequence[Block | Told]) -> Evidence:
    if _CARD.search(source):
        return Evidence(4.0, ("is tagged as a card",))
    if _LINKED.match(prompt) and not inner:
        return Evidence(-5.0, ("is a link",))
    if any(opens_answer(part) for part in inner[:3]):
        return Evidence(2.5, ("its answer is marked",))
    return NOTHING


def _ordered(block: Block) -> bool:
    return bool(block.tokens) and getattr(block.tokens[0], "type", "") == "ordered_list_open"


def _prompt_span(item: Block, first: Block, prompt: str) -> Span:
    span, lines = first.span, prompt.count("\n")
    return Span(span.path, item.span.line, span.col, span.line + lines, span.col + len(prompt))
