"""The resolver: which headings and which blocks ask, decided per region from evidence.

Every heading and every candidate of every dialect has evidence of its own (log odds).  To that
comes how regularly its form asks in this region and in the whole document.  Then each section is
read in the way that explains most: it asks itself, or it is a topic and what is inside asks.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import exp, log

from deckgen.dialects import heading
from deckgen.dialects.candidate import Candidate, Dialect, Facts, Piece
from deckgen.dialects.navigation import is_navigation, is_noise
from deckgen.dialects.outline import Section
from deckgen.dialects.settings import ReadingSettings

NESTED = 1.5
"""What a question inside the answer of another must have more than one of its own."""
_PRIOR_WEIGHT = 1.5
_PRIOR_RATE = 0.4
_REGION_WEIGHT = 2.0
_NEVER = -100.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Consecutive pieces without a heading, and what each dialect sees in them."""

    section: int
    start: int
    pieces: tuple[Piece, ...]
    offers: Mapping[str, tuple[Candidate, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """How a run is read: the dialect, its accepted candidates with their gains, the runner-up."""

    dialect: str = ""
    accepted: tuple[tuple[Candidate, float], ...] = ()
    score: float = 0.0
    runner_up: str = ""
    runner_up_score: float = 0.0


@dataclass(slots=True)
class Verdict:
    """What a section was taken for."""

    candidate: Candidate | None
    gain: float
    asks: bool = False
    as_question: float = 0.0
    as_topic: float = 0.0
    inside: int = 0
    """How many questions the section gives, itself included."""


@dataclass(slots=True)
class Decision:
    """The reading of a document: a verdict per section, a choice per run."""

    verdicts: dict[int, Verdict] = field(default_factory=dict)
    choices: dict[tuple[int, int], Choice] = field(default_factory=dict)
    runs: dict[tuple[int, int], Run] = field(default_factory=dict)
    rates: dict[str, float] = field(default_factory=dict)


def resolve(
    root: Section, dialects: Sequence[Dialect], facts: Facts, settings: ReadingSettings
) -> Decision:
    """Decide how a document is read."""
    decision = Decision()
    _offer_headings(root, facts, settings, decision.verdicts, 0.0)
    _offer_runs(root, dialects, facts, settings, decision.runs)
    _weigh_regularity(decision)
    _decide(root, decision)
    return decision


def find_runs(section: Section) -> list[tuple[int, tuple[Piece, ...]]]:
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


def sigmoid(score: float) -> float:
    """The probability of a log-odds score."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def _logit(rate: float) -> float:
    return log(rate / (1 - rate))


def _offer_headings(
    section: Section,
    facts: Facts,
    settings: ReadingSettings,
    verdicts: dict[int, Verdict],
    above: float,
) -> None:
    own = above
    if section.heading is None:
        verdicts[section.index] = Verdict(None, _NEVER)
    else:
        candidate = heading.offer(section, section.heading, facts, above)
        own = candidate.evidence.score
        verdicts[section.index] = Verdict(candidate, own)
    for inside in section.sections:
        _offer_headings(inside, facts, settings, verdicts, own)


def _offer_runs(
    section: Section,
    dialects: Sequence[Dialect],
    facts: Facts,
    settings: ReadingSettings,
    runs: dict[tuple[int, int], Run],
) -> None:
    for start, pieces in find_runs(section):
        offers = {dialect.name: dialect.recognise(pieces, facts) for dialect in dialects}
        offers = {name: found for name, found in offers.items() if found}
        run = Run(section=section.index, start=start, pieces=pieces, offers=offers)
        runs[(section.index, start)] = run
    for inside in section.sections:
        _offer_runs(inside, dialects, facts, settings, runs)


def _weigh_regularity(decision: Decision) -> None:
    """Work out how often each form asks in the document."""
    sums: dict[str, list[float]] = {}
    for verdict in decision.verdicts.values():
        if verdict.candidate is not None and verdict.gain > _NEVER / 2:
            sums.setdefault(verdict.candidate.form, []).append(sigmoid(verdict.gain))
    for run in decision.runs.values():
        for offers in run.offers.values():
            for candidate in offers:
                sums.setdefault(candidate.form, []).append(sigmoid(candidate.evidence.score))
    for form, chances in sums.items():
        decision.rates[form] = (sum(chances) + _PRIOR_WEIGHT * _PRIOR_RATE) / (
            len(chances) + _PRIOR_WEIGHT
        )
    for verdict in decision.verdicts.values():
        if verdict.candidate is not None:
            verdict.gain += _logit(decision.rates[verdict.candidate.form])


def _decide(section: Section, decision: Decision) -> float:
    """Decide a section from the inside out; returns the score of its best reading."""
    verdict = decision.verdicts[section.index]
    inner = [(part, _decide(part, decision)) for part in section.sections]
    choices = []
    for start, _ in find_runs(section):
        choices.append(_choose(decision.runs[(section.index, start)], decision))
        decision.choices[(section.index, start)] = choices[-1]
    _score_topic(verdict, inner, choices, decision)
    _score_question(section, verdict, inner, decision)
    verdict.asks = verdict.as_question > max(verdict.as_topic, 0.0)
    return max(verdict.as_question, verdict.as_topic, 0.0)


def _score_topic(
    verdict: Verdict,
    inner: Sequence[tuple[Section, float]],
    choices: Sequence[Choice],
    decision: Decision,
) -> None:
    cost = NESTED * sigmoid(verdict.gain)
    verdict.as_topic = sum(
        max(0.0, score - cost * decision.verdicts[part.index].inside) for part, score in inner
    ) + sum(max(0.0, choice.score - cost * len(choice.accepted)) for choice in choices)
    verdict.inside = sum(decision.verdicts[part.index].inside for part, _ in inner) + sum(
        len(choice.accepted) for choice in choices
    )


def _score_question(
    section: Section,
    verdict: Verdict,
    inner: Sequence[tuple[Section, float]],
    decision: Decision,
) -> None:
    nested = 0.0
    count, answered = (
        1,
        any(
            isinstance(part, Piece) and not (is_noise(part.block) or is_navigation(part.block))
            for part in section.content
        ),
    )
    for part, score in inner:
        own = score - NESTED * decision.verdicts[part.index].inside
        if own > 0:
            nested, count = nested + own, count + decision.verdicts[part.index].inside
        else:
            answered = True
    verdict.as_question = verdict.gain + nested if answered else 0.0
    if verdict.as_question > max(verdict.as_topic, 0.0):
        verdict.inside = count


def _choose(run: Run, decision: Decision) -> Choice:
    """Choose the dialect that explains most of a run."""
    read = sorted(
        (_read_run(name, offers, decision) for name, offers in run.offers.items()),
        key=lambda choice: -choice.score,
    )
    if not read or read[0].score <= 0:
        return Choice()
    second = read[1] if len(read) > 1 else Choice()
    return Choice(
        dialect=read[0].dialect,
        accepted=read[0].accepted,
        score=read[0].score,
        runner_up=second.dialect,
        runner_up_score=second.score,
    )


def _read_run(name: str, offers: Sequence[Candidate], decision: Decision) -> Choice:
    rates: dict[str, float] = {}
    by_form: dict[str, list[float]] = {}
    for offer in offers:
        by_form.setdefault(offer.form, []).append(sigmoid(offer.evidence.score))
    for form, chances in by_form.items():
        rates[form] = (sum(chances) + _REGION_WEIGHT * decision.rates[form]) / (
            len(chances) + _REGION_WEIGHT
        )
    gains = [(offer, offer.evidence.score + _logit(rates[offer.form])) for offer in offers]
    accepted = tuple((offer, gain) for offer, gain in gains if gain > 0)
    return Choice(dialect=name, accepted=accepted, score=sum(gain for _, gain in accepted))
