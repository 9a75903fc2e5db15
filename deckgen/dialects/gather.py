"""From decisions to drafts: which pieces answer which candidate, under which topics."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from deckgen.dialects import words
from deckgen.dialects.candidate import Candidate, Piece
from deckgen.dialects.evidence import fold, weigh
from deckgen.dialects.navigation import is_navigation, is_noise
from deckgen.dialects.outline import Section
from deckgen.dialects.resolve import Choice, Decision, Verdict
from deckgen.model import Block, BlockKind


@dataclass(slots=True)
class Draft:
    """A question whose answer is still being gathered.

    ``parts`` are the texts of sections of its own level that were taken for parts of the answer.
    """

    candidate: Candidate
    gain: float
    topics: tuple[str, ...]
    choice: Choice | None = None
    verdict: Verdict | None = None
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class Left:
    """A section that gives no question: a topic, a part of an answer, navigation."""

    section: Section
    role: str
    why: str


@dataclass(slots=True)
class Gathering:
    """All drafts in document order, and what became of the other sections."""

    drafts: list[Draft] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)


def gather(root: Section, decision: Decision) -> Gathering:
    """Walk the decided outline and gather what belongs to each question."""
    gathering = Gathering()
    _walk_topic(root, (), decision, gathering)
    return gathering


def _walk_topic(
    section: Section, topics: tuple[str, ...], decision: Decision, gathering: Gathering
) -> None:
    last: Draft | None = None
    run: list[Piece] = []
    start = 0
    for index, part in enumerate(section.content):
        if isinstance(part, Piece):
            start = index if not run else start
            run.append(part)
            continue
        if run:
            last = _read_run(section, start, run, topics, decision, gathering) or last
            run = []
        last = _walk_section(part, topics, decision, gathering, last)
    if run:
        _read_run(section, start, run, topics, decision, gathering)


def _walk_section(
    section: Section,
    topics: tuple[str, ...],
    decision: Decision,
    gathering: Gathering,
    last: Draft | None,
) -> Draft | None:
    """Walk one section inside a topic; returns the question that may still take up siblings."""
    verdict = decision.verdicts[section.index]
    if verdict.asks and verdict.candidate is not None:
        draft = Draft(
            candidate=verdict.candidate, gain=verdict.gain, topics=topics, verdict=verdict
        )
        return _walk_question(section, draft, decision, gathering)
    if verdict.inside:
        gathering.left.append(Left(section, "topic", f"holds {verdict.inside} questions"))
        _walk_topic(section, (*topics, section.text), decision, gathering)
        return None
    why = _part_of(section, last, decision)
    if last is not None and why:
        last.blocks.extend(piece.block for piece in section.pieces(whole=True))
        gathering.left.append(Left(section, "answer", why))
        return last
    gathering.left.append(Left(section, *_leave(section)))
    return None


def _walk_question(
    section: Section, draft: Draft, decision: Decision, gathering: Gathering
) -> Draft:
    gathering.drafts.append(draft)
    current = draft
    for part in section.content:
        if isinstance(part, Piece):
            current.blocks.append(part.block)
        elif decision.verdicts[part.index].inside and _stands_alone(part, decision):
            inner = (*draft.topics, section.text)
            current = _walk_section(part, inner, decision, gathering, None) or current
        else:
            current.blocks.extend(piece.block for piece in part.pieces(whole=True))
            gathering.left.append(Left(part, "answer", "stands below the question"))
    return draft


def _stands_alone(section: Section, decision: Decision) -> bool:
    verdict = decision.verdicts[section.index]
    return max(verdict.as_question, verdict.as_topic) > NESTED_COST * verdict.inside


NESTED_COST = 1.5


def _read_run(
    section: Section,
    start: int,
    run: Sequence[Piece],
    topics: tuple[str, ...],
    decision: Decision,
    gathering: Gathering,
) -> Draft | None:
    """Gather the questions that the chosen dialect sees in a run."""
    choice = decision.choices[(section.index, start)]
    offers = decision.runs[(section.index, start)].offers.get(choice.dialect, ())
    accepted = {id(candidate): gain for candidate, gain in choice.accepted}
    stops = sorted({offer.at for offer in offers if id(offer) in accepted})
    draft = None
    for offer in offers:
        if id(offer) not in accepted:
            continue
        draft = Draft(
            candidate=offer,
            gain=accepted[id(offer)],
            topics=(*topics, *offer.topics),
            choice=choice,
            blocks=list(offer.inner),
        )
        if offer.open:
            stop = next((at for at in stops if at > offer.at), len(run))
            draft.blocks.extend(piece.block for piece in run[offer.at + 1 : stop])
        gathering.drafts.append(draft)
    return draft if draft is not None and draft.candidate.open else None


def _part_of(section: Section, last: Draft | None, decision: Decision) -> str:
    """Why a section belongs to the answer of the question before it, or nothing."""
    if last is None or last.verdict is None or last.verdict.candidate is None:
        return ""
    if not _shows(section.pieces()) or is_section(section):
        return ""
    asked = last.verdict.candidate
    name = fold(section.text)
    if not any(not (is_noise(block) or is_navigation(block)) for block in last.blocks):
        return "the question above has no other answer"
    if len(name) > 2 and name in fold(asked.text):
        return "the question above names it"
    if decision.rates[asked.form] < 0.5:
        return ""
    return "stands between questions of its level and does not ask"


def _leave(section: Section) -> tuple[str, str]:
    if is_section(section):
        return "ignored", "is a section that is never a card"
    if not _shows(section.pieces()):
        return "topic", "has nothing below it"
    return "ignored", "does not ask"


def is_section(section: Section) -> bool:
    """Whether a section is one of those that are never cards: licence, references, links."""
    name = fold(section.text).strip(" .:!#*_")
    if words.SECTION.fullmatch(name) or words.CALL.search(name):
        return True
    return weigh(section.text).score < 0 and only_links([piece.block for piece in section.pieces()])


def only_links(blocks: Sequence[Block]) -> bool:
    """Whether blocks are nothing but links that lead elsewhere."""
    shown = [block for block in blocks if not (is_noise(block) or is_navigation(block))]
    return bool(shown) and all(_is_link_list(block) for block in shown)


def _is_link_list(block: Block) -> bool:
    if block.kind is BlockKind.LIST:
        return all(
            item.children
            and all(
                _is_link_list(child) if child.kind is BlockKind.LIST else _starts_with_link(child)
                for child in item.children
            )
            for item in block.children
        )
    return False


def _starts_with_link(block: Block) -> bool:
    source = block.source.lstrip(" *_")
    return block.kind is BlockKind.PARAGRAPH and (
        source.startswith(("[", "<http", "http", "<a ", "![")) or "](http" in source
    )


def _shows(pieces: Iterable[Piece]) -> bool:
    return any(not (is_noise(piece.block) or is_navigation(piece.block)) for piece in pieces)
