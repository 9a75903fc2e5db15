"""From decisions to drafts: which pieces answer which candidate, under which topics."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from deckgen.dialects.asides import find_asides
from deckgen.dialects.candidate import Candidate, Piece
from deckgen.dialects.choose import Choice
from deckgen.dialects.counting import goes_on
from deckgen.dialects.evidence import compares, fold, strip_ends
from deckgen.dialects.memory import mark
from deckgen.dialects.navigation import is_navigation, is_noise
from deckgen.dialects.outline import Section
from deckgen.dialects.resolve import Decision, Verdict, stands_alone
from deckgen.dialects.sections import is_apart, shows
from deckgen.dialects.titles import CHAPTER
from deckgen.model import Block, BlockKind

_NAMED, _COMPARED = "the question above names it", "the question above compares"
_KNOWN = "the lock knows it as a part of this answer"
PARTS = frozenset({_NAMED, _KNOWN})
"""Why a section is a part of an answer without any doubt."""

_MOST = 0.6
_FAR = 5
_SEVERAL = 3


@dataclass(slots=True)
class Draft:
    """A question whose answer is still being gathered.

    ``parts`` are the marks of headings and lines that could ask and were taken for parts of the
    answer, ``left`` those behind it that belong to nothing: what the lock is to remember.
    """

    candidate: Candidate
    gain: float
    topics: tuple[str, ...]
    choice: Choice | None = None
    verdict: Verdict | None = None
    blocks: list[Block] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)

    def take_in(self, section: Section) -> None:
        """Take a section for a part of the answer."""
        for piece in section.pieces(whole=True):
            self.blocks.append(piece.block)
            if piece.block.kind is BlockKind.HEADING:
                self.parts.append(mark(piece.block.text, piece.block.level))


@dataclass(slots=True)
class Left:
    """A section that gives no question: a topic, a part of an answer, navigation.

    ``owner`` is the question at its own level whose answer has taken it in.
    """

    section: Section
    role: str
    why: str
    instead: str = ""
    owner: Draft | None = None


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
    end = _find_end(section, decision)
    for index, part in enumerate(section.content):
        if isinstance(part, Piece):
            start = index if not run else start
            run.append(part)
            continue
        if run:
            last = _read_region(section, start, run, topics, decision, gathering) or last
            run = []
        if not (last and _recalls(last, part)) and _concludes(
            part, section.content[index + 1 : index + _FAR]
        ):
            last = None
        last = _walk_section(part, topics, decision, gathering, last, ended=index > end)
    if run:
        _read_region(section, start, run, topics, decision, gathering)


def _walk_section(
    section: Section,
    topics: tuple[str, ...],
    decision: Decision,
    gathering: Gathering,
    last: Draft | None,
    *,
    ended: bool = False,
) -> Draft | None:
    """Walk one section inside a topic; returns the question that may still take up siblings.

    ``ended``: it stands behind the last question of a chapter that held nothing but questions.
    """
    verdict = decision.verdicts[section.index]
    if verdict.asks and verdict.candidate is not None:
        draft = Draft(
            candidate=verdict.candidate, gain=verdict.gain, topics=topics, verdict=verdict
        )
        return _walk_question(section, draft, decision, gathering)
    if verdict.unanswered and verdict.candidate is not None:
        draft = Draft(
            candidate=verdict.candidate, gain=verdict.gain, topics=topics, verdict=verdict
        )
        gathering.drafts.append(draft)
        return draft
    if verdict.inside or verdict.open_inside:
        instead = "question" if verdict.as_question > 0 else ""
        why = f"holds {verdict.inside} question{'' if verdict.inside == 1 else 's'}"
        gathering.left.append(Left(section, "topic", why, instead))
        inner = topics if is_apart(section) else (*topics, section.text)
        _walk_topic(section, inner, decision, gathering)
        return None
    known = _remember_part(section, last, verdict)
    why = known if known is not None else _part_of(section, last, decision, ended=ended)
    if last is not None and why:
        last.take_in(section)
        gathering.left.append(Left(section, "answer", why, "question", last))
        return last
    gathering.left.append(Left(section, *_leave(section)))
    if gathering.drafts and shows(section.pieces()):
        gathering.drafts[-1].left.append(_mark(section))
    return None


def _walk_question(
    section: Section, draft: Draft, decision: Decision, gathering: Gathering
) -> Draft | None:
    """Walk the section of a question; returns the question that its siblings may belong to."""
    gathering.drafts.append(draft)
    current: Draft | None = draft
    above = decision.verdicts[section.index]
    for part in section.content:
        if isinstance(part, Section) and stands_alone(part, above, decision):
            topics = (*draft.topics, section.text)
            current = _walk_section(part, topics, decision, gathering, None)
        elif isinstance(part, Section):
            owner = current or draft
            if _recalls(draft, part) and not _recalls(owner, part):
                owner = draft
            owner.take_in(part)
            gathering.left.append(Left(part, "answer", "stands below the question"))
        else:
            (current or draft).blocks.append(part.block)
    return draft if current is draft else None


def _read_region(
    section: Section,
    start: int,
    run: Sequence[Piece],
    topics: tuple[str, ...],
    decision: Decision,
    gathering: Gathering,
) -> Draft | None:
    """Gather the questions that the chosen dialects see in a region."""
    choice = decision.choices[(section.index, start)]
    draft = None
    for take in choice.taken:
        draft = Draft(
            candidate=take.candidate,
            gain=take.gain,
            topics=(*topics, *take.topics, *take.candidate.topics),
            choice=choice,
            blocks=list(take.candidate.read_inner()),
        )
        if take.candidate.open:
            draft.blocks.extend(piece.block for piece in run[take.candidate.at + 1 : take.stop])
        gathering.drafts.append(draft)
    first = len(gathering.drafts) - len(choice.taken)
    for at, aside, inside in find_asides(choice, decision.regions[(section.index, start)]):
        if first + at >= 0:
            owner = gathering.drafts[first + at]
            (owner.parts if inside else owner.left).append(aside)
    return draft if draft is not None and draft.candidate.open else None


def _part_of(section: Section, last: Draft | None, decision: Decision, *, ended: bool) -> str:
    """Why a section belongs to the answer of the question before it, or nothing."""
    if last is None or last.verdict is None or last.verdict.candidate is None:
        return ""
    asked = last.verdict.candidate
    if not shows(section.pieces()) or is_apart(section):
        return ""
    candidate = decision.verdicts[section.index].candidate
    if candidate is not None and goes_on(asked, candidate):
        return ""
    name = fold(section.text)
    if len(name) > 1 and name in fold(asked.text):
        return _NAMED
    if compares(fold(asked.text)):
        return _COMPARED
    empty = not any(not (is_noise(block) or is_navigation(block)) for block in last.blocks)
    if empty or decision.shares.get(asked.form, 0.0) < _MOST:
        return ""
    if ended and candidate is not None and _level_of(candidate) == _level_of(asked):
        return ""
    return "stands between questions of its level and does not ask"


def _remember_part(section: Section, last: Draft | None, verdict: Verdict) -> str | None:
    """The same by what the lock knows; ``None`` where it knows nothing of it.

    The answer of a question that it knows takes in no other section.
    """
    if last is None:
        return None
    if _recalls(last, section):
        return _KNOWN
    known = last.candidate.known
    quiet = verdict.candidate is not None and verdict.candidate.is_quiet
    return "" if quiet or (known is not None and known.parts is not None) else None


def _recalls(last: Draft, section: Section) -> bool:
    """Whether the lock knows a section as a part of the answer of the question before it."""
    known = last.candidate.known
    return known is not None and _mark(section) in (known.parts or ())


def _mark(section: Section) -> str:
    level = section.heading.block.level if section.heading else 0
    return mark(section.text, level or 1)


def _find_end(section: Section, decision: Decision) -> int:
    """Where the questions of a chapter end, if nothing but questions stands between them.

    What follows there is an epilogue, no part of the last answer.
    """
    asking = [
        index
        for index, part in enumerate(section.content)
        if isinstance(part, Section) and _seems_asked(decision.verdicts[part.index])
    ]
    if len(asking) < _SEVERAL or asking[-1] - asking[0] >= len(asking):
        return len(section.content)
    return asking[-1]


def _seems_asked(verdict: Verdict) -> bool:
    return verdict.asks or verdict.unanswered


def _concludes(section: Section, below: Sequence[Piece | Section]) -> bool:
    """Whether a section ends a chapter: "Conclusion", and nothing but references below it."""
    return bool(CHAPTER.fullmatch(strip_ends(section.text))) and all(
        isinstance(part, Section) and is_apart(part) for part in below
    )


def _level_of(candidate: Candidate) -> str:
    return candidate.form.removeprefix("numbered ")


def _leave(section: Section) -> tuple[str, str]:
    if is_apart(section):
        return "ignored", "is a section that is never a card"
    if not shows(section.pieces()):
        return "topic", "has nothing below it"
    return "ignored", "does not ask"
