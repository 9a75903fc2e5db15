"""Regions without headings: what each dialect sees there, and which of them explains most."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from deckgen.dialects import words
from deckgen.dialects.candidate import Candidate, Dialect, Facts, Piece
from deckgen.dialects.contents import key
from deckgen.dialects.evidence import Evidence, fold
from deckgen.dialects.navigation import is_navigation, is_noise
from deckgen.dialects.outline import Section
from deckgen.dialects.regularity import logit, rates_within

_REGION_WEIGHT = 2.0
_REPEATED = 3
_MANY = 3
_UNANSWERED = 0.2
_ALONE = 3.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Consecutive pieces of a section without a heading between, from ``start`` in its content."""

    section: int
    start: int
    pieces: tuple[Piece, ...]
    offers: Mapping[str, tuple[Candidate, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """An accepted candidate: its gain, and the index of the piece its extent ends before."""

    candidate: Candidate
    gain: float
    stop: int
    answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How a region is read; ``runner_up`` is the dialect that explains second most."""

    taken: tuple[Taken, ...] = ()
    score: float = 0.0
    dialect: str = ""
    runner_up: str = ""
    runner_up_score: float = 0.0


def split_section(section: Section) -> list[tuple[int, tuple[Piece, ...]]]:
    """The maximal runs of pieces directly in a section, each with its position."""
    runs: list[tuple[int, tuple[Piece, ...]]] = []
    current: list[Piece] = []
    for index, part in enumerate(section.content):
        if isinstance(part, Section):
            if current:
                runs.append((index - len(current), tuple(current)))
            current = []
        else:
            current.append(part)
    if current:
        runs.append((len(section.content) - len(current), tuple(current)))
    return runs


def offer_regions(
    section: Section, dialects: Sequence[Dialect], facts: Facts, *, under_question: bool
) -> list[Region]:
    """Let every dialect look at the regions of a section."""
    regions = []
    if words.GLOSSARY.search(fold(section.text)):
        facts = replace(facts, glossary=True)
    for start, pieces in split_section(section):
        offers = {
            dialect.name: tuple(
                _doubt_repeated(candidate, facts) if under_question else candidate
                for candidate in dialect.recognise(pieces, facts)
            )
            for dialect in dialects
        }
        found = {name: candidates for name, candidates in offers.items() if candidates}
        regions.append(Region(section=section.index, start=start, pieces=pieces, offers=found))
    return regions


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
    scored = [(offer.form, offer.evidence.score) for offer in offers]
    local = rates_within(scored, rates, _REGION_WEIGHT)
    gains = [offer.evidence.score + logit(local[offer.form]) for offer in offers]
    taken: list[Taken] = []
    stop = len(region.pieces)
    for offer, gain in reversed(list(zip(offers, gains, strict=True))):
        if gain <= 0:
            continue
        end = stop if offer.open else offer.at + 1
        below = region.pieces[offer.at + 1 : end]
        answered = _shows([*offer.inner, *(piece.block for piece in below)])
        taken.append(
            Taken(candidate=offer, gain=gain, stop=max(end, offer.at + 1), answered=answered)
        )
        stop = min(stop, offer.at)
    taken.reverse()
    if len(taken) == 1 and len(offers) > _MANY - 1 and taken[0].gain < _ALONE:
        taken = []
    score = sum(take.gain if take.answered else _UNANSWERED * take.gain for take in taken)
    return Choice(taken=tuple(taken), score=score, dialect=offers[0].dialect if offers else "")


def _add(best: Choice, other: Choice) -> Choice:
    """Add what another dialect sees before the first or far behind the last question."""
    if not other.taken or not best.taken:
        return best
    first = min(take.candidate.at for take in best.taken)
    before = tuple(take for take in other.taken if max(take.stop - 1, take.candidate.at) < first)
    covered = [(take.candidate.at, take.stop) for take in best.taken]
    last_at, last_stop = covered[-1]
    closed = not best.taken[-1].candidate.open
    behind = tuple(
        take for take in other.taken if take.candidate.at >= (last_stop if closed else last_at + 2)
    )
    strong = [take for take in behind if take.answered and take.gain > 1]
    if not closed and len(strong) < _MANY:
        behind = ()
    if not before and not behind:
        return best
    kept = best.taken
    if behind and not closed:
        cut = behind[0].candidate.at
        kept = (*kept[:-1], replace(kept[-1], stop=cut))
    cut_before = tuple(replace(take, stop=min(take.stop, first)) for take in before)
    return replace(best, taken=(*cut_before, *kept, *behind))


def _doubt_repeated(candidate: Candidate, facts: Facts) -> Candidate:
    if facts.titles.get(key(candidate.text), 0) < _REPEATED:
        return candidate
    doubt = Evidence(-4.0, ("repeats under several questions",))
    return replace(candidate, evidence=candidate.evidence + doubt)


def _shows(blocks: Sequence[object]) -> bool:
    return any(
        not (is_noise(block) or is_navigation(block))  # type: ignore[arg-type]
        for block in blocks
    )
