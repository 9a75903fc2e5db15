"""The resolver: which headings and which blocks ask, decided per region from evidence.

Every heading and every candidate of every dialect has evidence of its own (log odds).  To that
comes how regularly its form asks, in this region and in the whole document.  Then each section is
read in the way that explains most: it asks itself, or it is a topic and what is inside asks.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from math import log

from deckgen.config import ReadingSettings
from deckgen.dialects import heading
from deckgen.dialects.candidate import NEVER, Candidate, Dialect, Facts, Piece
from deckgen.dialects.choose import Choice, choose
from deckgen.dialects.company import weigh_company
from deckgen.dialects.evidence import NOTHING, Evidence, sigmoid
from deckgen.dialects.label import Mark
from deckgen.dialects.memory import Memory
from deckgen.dialects.outline import Section
from deckgen.dialects.recall import recall
from deckgen.dialects.regions import Region, offer_regions, split_section
from deckgen.dialects.regularity import logit, rates_of
from deckgen.dialects.sections import has_body, is_apart
from deckgen.dialects.settings import asks_itself
from deckgen.dialects.whole_file import find_title, weigh_name

_NESTED = 1.5
_NESTED_REGION = 3.0
_NESTED_ODD = 4.0
_LIKELY = 0.5
_APART = -5.0
_SEVERAL = 2
_QUIET = -1.5
_CERTAIN = 60.0
_NEVER = -200.0


@dataclass(slots=True)
class Verdict:
    """What a section was taken for.

    ``gain`` is the evidence that its heading asks, ``inside`` how many questions the section
    gives (itself included), ``unanswered`` says that it asks but has nothing below it,
    ``open_inside`` counts those that are so inside.  ``whole``: it is the title of a file whose
    name asks, so that the file answers.  ``in_parts``: most sections below it do not ask, so that
    they are the parts of an answer.
    """

    candidate: Candidate | None
    gain: float = _NEVER
    asks: bool = False
    unanswered: bool = False
    as_question: float = 0.0
    as_topic: float = 0.0
    inside: int = 0
    open_inside: int = 0
    whole: bool = False
    in_parts: bool = False


@dataclass(slots=True)
class Decision:
    """The reading of a document: a verdict per section, a choice per region."""

    verdicts: dict[int, Verdict] = field(default_factory=dict)
    regions: dict[tuple[int, int], Region] = field(default_factory=dict)
    choices: dict[tuple[int, int], Choice] = field(default_factory=dict)
    rates: dict[str, float] = field(default_factory=dict)
    shares: dict[str, float] = field(default_factory=dict)


def resolve(
    root: Section,
    dialects: Sequence[Dialect],
    facts: Facts,
    settings: ReadingSettings,
    memory: Memory | None = None,
) -> Decision:
    """Decide how a document is read; ``memory`` is what the lock knows of it."""
    decision = Decision()
    title = find_title(root)
    context = _Context(
        title=title.index if title else 0,
        dialects=dialects,
        facts=facts,
        forced=settings.question,
        eager=memory is not None,
    )
    _offer(root, context, decision, 0.0)
    if memory is not None:
        _remember(root, memory, decision, forced=bool(settings.question))
    decision.rates = rates_of(_scored(decision))
    candidates = {index: verdict.candidate for index, verdict in decision.verdicts.items()}
    company = weigh_company(root, candidates, _find_holding(decision))
    for index, verdict in decision.verdicts.items():
        if verdict.candidate is not None:
            verdict.gain = verdict.candidate.evidence.score + logit(
                decision.rates[verdict.candidate.form]
            )
            verdict.gain += company[index].score if index in company else 0.0
            if verdict.candidate.is_quiet:
                verdict.gain = NEVER
    _decide(root, decision, 0.0)
    decision.shares = _count_shares(decision)
    return decision


def stands_alone(section: Section, above: Verdict, decision: Decision) -> bool:
    """Whether a section below a question holds questions of its own, or is unanswered itself."""
    verdict = decision.verdicts[section.index]
    if verdict.unanswered:
        return verdict.gain > _cost(verdict, above)
    return verdict.inside > 0 and _own(verdict, above) > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class _Context:
    """What stays the same while the sections of a document are weighed."""

    title: int
    dialects: Sequence[Dialect]
    facts: Facts
    forced: tuple[str, ...]
    eager: bool
    """Whether every dialect looks at every region."""


def _find_holding(decision: Decision) -> frozenset[int]:
    """The sections with blocks that seem to ask."""
    return frozenset(
        region.section
        for region in decision.regions.values()
        if any(
            sum(offer.evidence.score > 1 for offer in offers) >= _SEVERAL
            for offers in region.offers.values()
        )
    )


def _count_shares(decision: Decision) -> dict[str, float]:
    """The share of the headings of each form that ask."""
    asked: dict[str, list[bool]] = {}
    for verdict in decision.verdicts.values():
        if verdict.candidate is not None:
            asks = verdict.asks or verdict.unanswered
            asked.setdefault(verdict.candidate.form, []).append(asks)
    return {form: sum(found) / len(found) for form, found in asked.items()}


def _offer(section: Section, context: _Context, decision: Decision, above: float) -> None:
    verdict = Verdict(None)
    facts = context.facts
    if section.heading is not None:
        candidate = heading.offer(section, section.heading, facts, above, apart=is_apart(section))
        evidence = _force(section, section.heading, context.forced)
        if section.index == context.title:
            named = weigh_name(facts.path)
            evidence += named
            verdict.whole = named is not NOTHING
        candidate = replace(candidate, evidence=candidate.evidence + evidence)
        verdict.candidate = candidate
        above = max(above, candidate.evidence.score)
    decision.verdicts[section.index] = verdict
    for region in offer_regions(section, context.dialects, facts, above, eager=context.eager):
        decision.regions[(section.index, region.start)] = region
    for inside in section.sections:
        _offer(inside, context, decision, above)


def _force(section: Section, title: Piece, forced: Sequence[str]) -> Evidence:
    """What the author says asks, does; if it is said of the whole file, nothing else does then."""
    if asks_itself(section):
        return Evidence(_CERTAIN, ("the author says that it asks",))
    if not forced:
        return NOTHING
    if heading.NAME in forced or f"h{title.block.level}" in forced:
        return Evidence(_CERTAIN, ("the author says that it asks",))
    return Evidence(-_CERTAIN, ("the author says that others ask",))


def _remember(root: Section, memory: Memory, decision: Decision, *, forced: bool) -> None:
    """Give every candidate what the lock knows of it.

    ``forced``: the author says which headings ask.
    """
    headings = {
        section.index: (section.heading, candidate)
        for section in root.walk()
        if section.heading and (candidate := decision.verdicts[section.index].candidate)
    }
    reminded, regions = recall(headings, decision.regions, memory)
    for index, candidate in reminded.items() if not forced else ():
        decision.verdicts[index].candidate = candidate
    decision.regions = regions


def _scored(decision: Decision) -> Iterator[tuple[str, float]]:
    for verdict in decision.verdicts.values():
        if verdict.candidate is not None and verdict.candidate.evidence.score > _APART:
            yield verdict.candidate.form, verdict.candidate.score
        elif verdict.candidate is not None:
            yield verdict.candidate.form, _QUIET
    for region in decision.regions.values():
        for form, count in region.quiet.items():
            yield from ((form, _QUIET) for _ in range(count))
        for offers in region.offers.values():
            for candidate in offers:
                yield candidate.form, candidate.score


def _decide(section: Section, decision: Decision, doubt: float) -> float:
    """Decide a section from the inside out; returns the score of its best reading.

    ``doubt`` is the probability that a heading around it asks.
    """
    verdict = decision.verdicts[section.index]
    doubt = max(doubt, sigmoid(verdict.gain))
    for inside in section.sections:
        _decide(inside, decision, doubt)
    choices = []
    for start, _ in split_section(section):
        at = (section.index, start)
        choices.append(choose(decision.regions[at], decision.rates))
        decision.choices[at] = choices[-1]
    _score_topic(section, choices, decision, doubt)
    _score_question(section, decision)
    if not verdict.asks and verdict.as_topic <= 0:
        verdict.inside = 0
    return max(verdict.as_question, verdict.as_topic, 0.0)


def _score_topic(
    section: Section, choices: Sequence[Choice], decision: Decision, doubt: float
) -> None:
    verdict = decision.verdicts[section.index]
    if verdict.candidate is not None and _only_marks(verdict.candidate):
        choices = [choice for choice in choices if len(choice.taken) > 1]
    inner = [decision.verdicts[part.index] for part in section.sections]
    verdict.as_topic = sum(
        max(0.0, _best(part) - _NESTED * sigmoid(verdict.gain) * part.inside * part.asks)
        for part in inner
    ) + sum(max(0.0, _damp(choice, doubt)) for choice in choices)
    verdict.inside = sum(part.inside for part in inner)
    verdict.inside += sum(len(choice.taken) for choice in choices if _damp(choice, doubt) > 0)


def _only_marks(candidate: Candidate) -> bool:
    """Whether a heading only says that a question follows: "Question 3"."""
    return candidate.label.mark is Mark.QUESTION and not candidate.label.rest


def _damp(choice: Choice, doubt: float) -> float:
    """The score of a region under a heading that may ask itself.

    Questions in one list or one text are not independent of each other: an answer may hold a
    list of them.  So the more the heading asks, the less many of them count.
    """
    count = len(choice.taken)
    if not count:
        return 0.0
    damped = min(choice.score, 1.0 + choice.score / count + log(count)) - _NESTED_REGION
    if count == 1 and doubt > _LIKELY:
        return damped
    return (1 - doubt) * choice.score + doubt * damped


def _score_question(section: Section, decision: Decision) -> None:
    verdict = decision.verdicts[section.index]
    own, count, answered = 0.0, 1, has_body(section)
    parts = sum(_is_part(decision.verdicts[part.index]) for part in section.sections)
    verdict.in_parts = parts > 1 and 2 * parts > len(section.sections)
    for part in section.sections:
        if stands_alone(part, verdict, decision):
            inner = decision.verdicts[part.index]
            own, count = own + max(0.0, _own(inner, verdict)), count + inner.inside
        else:
            answered = True
    verdict.as_question = verdict.gain + own if answered else 0.0
    verdict.asks = verdict.as_question > max(verdict.as_topic, 0.0)
    if verdict.asks:
        verdict.inside = count
    verdict.unanswered = not answered and not verdict.inside and verdict.gain > 0
    inner_verdicts = [decision.verdicts[part.index] for part in section.sections]
    verdict.open_inside = sum(part.open_inside + part.unanswered for part in inner_verdicts)


def _best(verdict: Verdict) -> float:
    return max(verdict.as_question, verdict.as_topic, 0.0)


def _own(verdict: Verdict, above: Verdict) -> float:
    score = _best(verdict)
    if verdict.asks and verdict.candidate is not None:
        # That others like it ask too counts for nothing here: parts of answers are regular as well.
        score -= max(0.0, verdict.gain - verdict.candidate.evidence.score)
    return score - _cost(verdict, above) * max(verdict.inside, 1)


def _cost(verdict: Verdict, above: Verdict) -> float:
    """What a question below another must show more than one of its own.

    Below a numbered or marked question a heading without number or mark seldom asks anew.
    """
    outer, inner = above.candidate, verdict.candidate
    if outer is None or inner is None:
        return _NESTED
    if above.whole:
        return _NESTED_ODD
    odd = outer.label.mark and not inner.label.mark
    odd = odd or ("list item" in outer.form and "list item" not in inner.form)
    return _NESTED_ODD if odd or above.in_parts else _NESTED


def _is_part(verdict: Verdict) -> bool:
    """Whether a section below a question does not ask: it is a part of the answer."""
    if verdict.candidate is None or verdict.asks or verdict.unanswered:
        return False
    return not verdict.inside
