"""Which dialect explains most of a region, and how far its questions reach."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from deckgen.dialects.candidate import NEVER, Candidate, Piece, Role, Told
from deckgen.dialects.navigation import is_navigation, is_noise
from deckgen.dialects.regions import Region
from deckgen.dialects.regularity import logit, rates_within
from deckgen.model import Block

_REGION_WEIGHT = 2.0
_MANY = 3
_UNANSWERED = 0.2
_ALONE = 3.0
_MOST = 0.6
_ODD = 3.0
_FOLDED = 1.0
_TITLE = re.compile(r"\*\*(?:[^\W_][^\s*]*+[ \t]++){0,4}[^\W_][^\s*]*+(?<![.:。：])\*\*")
_TITLING = "bold"
_FOLDING = "details"


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An accepted candidate.

    ``stop`` is the index of the piece its extent ends before, ``topics`` are lines above it that
    stand there like titles.
    """

    candidate: Candidate
    gain: float
    stop: int
    answered: bool
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How a region is read; ``runner_up`` is the dialect that explains second most."""

    taken: tuple[Taken, ...] = ()
    score: float = 0.0
    dialect: str = ""
    runner_up: str = ""
    runner_up_score: float = 0.0


def choose(region: Region, rates: Mapping[str, float]) -> Choice:
    """Choose the dialect that explains most of a region, others only where it sees nothing."""
    read = [_read(region, offers, rates) for offers in region.offers.values()]
    read.sort(key=lambda choice: -choice.score)
    if not read or read[0].score <= 0:
        return Choice()
    best = read[0]
    second = read[1] if len(read) > 1 else Choice()
    for other in read[1:]:
        best = _add(best, other)
    return replace(best, runner_up=second.dialect, runner_up_score=second.score)


def _read(region: Region, offers: Sequence[Candidate], rates: Mapping[str, float]) -> Choice:
    gains = _gains(offers, rates)
    titles = _titles(region.pieces, offers, gains)
    parts = {offer.at for offer in offers if offer.role is Role.PART}
    taken: list[Taken] = []
    stop = len(region.pieces)
    for offer, gain in reversed(list(zip(offers, gains, strict=True))):
        if id(offer) in titles or offer.role is Role.ENDS:
            stop = min(stop, offer.at)
        if gain <= 0:
            continue
        if stop - 1 not in parts:
            stop = _above_title(region.pieces, offer.at, stop)
        end = stop if offer.open else offer.at + 1
        below = region.pieces[offer.at + 1 : end]
        answered = _shows([*offer.inner, *(piece.block for piece in below)])
        end = max(end, offer.at + 1)
        taken.append(Taken(candidate=offer, gain=gain, stop=end, answered=answered))
        stop = min(stop, offer.at)
    taken.reverse()
    if len(taken) == 1 and len(offers) >= _MANY and taken[0].gain < _ALONE:
        taken = []
    score = sum(take.gain if take.answered else _UNANSWERED * take.gain for take in taken)
    dialect = offers[0].dialect if offers else ""
    return Choice(taken=_under_titles(taken, offers, titles), score=score, dialect=dialect)


def _gains(offers: Sequence[Candidate], rates: Mapping[str, float]) -> list[float]:
    """The evidence of each candidate with the regularity of its form, in region and document."""
    scored = [(offer.form, offer.score) for offer in offers]
    local = rates_within(scored, rates, _REGION_WEIGHT)
    gains = [
        offer.evidence.score
        + logit(local[offer.form])
        + (_FOLDED if _is_alike(offer, rates) else 0.0)
        for offer in offers
    ]
    asking = [offer for offer, gain in zip(offers, gains, strict=True) if gain > 0]
    marked = [offer for offer in asking if offer.label.mark]
    if len(marked) > 1 and len(marked) >= _MOST * len(asking):
        # Among numbered questions one without a number seldom asks anew.
        gains = [
            gain if offer.label.mark else gain - _ODD
            for offer, gain in zip(offers, gains, strict=True)
        ]
    return [NEVER if offer.is_quiet else gain for offer, gain in zip(offers, gains, strict=True)]


def _is_alike(offer: Candidate, rates: Mapping[str, float]) -> bool:
    """Whether it is folded like many questions: nothing else has a summary and a content."""
    return (
        offer.dialect == _FOLDING
        and offer.evidence.score > -_ODD / 2
        and rates[offer.form] >= _MOST
        and bool(offer.inner)
    )


def _titles(
    pieces: Sequence[Piece], offers: Sequence[Candidate], gains: Sequence[float]
) -> frozenset[int]:
    """Candidates that do not ask and stand right above one that does: topics, by their ``id``."""
    asking = {offer.at for offer, gain in zip(offers, gains, strict=True) if gain > 0}
    return frozenset(
        id(offer)
        for offer, gain in zip(offers, gains, strict=True)
        if gain <= 0
        and offer.role is not Role.PART
        and offer.dialect == _TITLING
        and offer.open
        and not offer.inner
        and _next_shown(pieces, offer.at) in asking
        and len(offer.text.split()) <= _MANY + 2
        and not offer.text.endswith((".", ":", "。", "："))
    )


def _above_title(pieces: Sequence[Piece], at: int, stop: int) -> int:
    """Where what stands below a question ends: a bold line right above the next is its topic."""
    last = stop - 1
    while last > at and is_noise(pieces[last].block):
        last -= 1
    if last > at + 1 and stop < len(pieces) and _TITLE.fullmatch(pieces[last].block.source):
        return last
    return stop


def _next_shown(pieces: Sequence[Piece], at: int) -> int:
    at += 1
    while at < len(pieces) and is_noise(pieces[at].block):
        at += 1
    return at


def _under_titles(
    taken: Sequence[Taken], offers: Sequence[Candidate], titles: frozenset[int]
) -> tuple[Taken, ...]:
    """Give each question the topic line above it."""
    if not titles:
        return tuple(taken)
    above = sorted((offer.at, offer.prompt) for offer in offers if id(offer) in titles)
    given: list[Taken] = []
    index = -1
    for take in taken:
        while index + 1 < len(above) and above[index + 1][0] < take.candidate.at:
            index += 1
        given.append(replace(take, topics=(above[index][1],)) if index >= 0 else take)
    return tuple(given)


def _add(best: Choice, other: Choice) -> Choice:
    """Add what another dialect sees before the first or far behind the last question."""
    if not other.taken or not best.taken:
        return best
    first = min(take.candidate.at for take in best.taken)
    before = tuple(take for take in other.taken if max(take.stop - 1, take.candidate.at) < first)
    last = best.taken[-1]
    closed = not last.candidate.open
    reach = last.stop if closed else last.candidate.at + 2
    end = last.candidate.span.end_line if closed else 0
    behind = tuple(
        take
        for take in other.taken
        if take.candidate.at >= reach and take.candidate.span.line > end
    )
    strong = [take for take in behind if take.answered and take.gain > 1]
    if not closed and len(strong) < _MANY:
        behind = ()
    kept = best.taken
    if behind and not closed:
        kept = (*kept[:-1], replace(last, stop=behind[0].candidate.at))
    return replace(best, taken=(*before, *kept, *behind))


def _shows(parts: Sequence[Block | Told]) -> bool:
    return any(
        isinstance(part, Told) or not (is_noise(part) or is_navigation(part)) for part in parts
    )
