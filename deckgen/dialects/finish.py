"""From drafts to questions: prompts, answers, and who shares or lacks one."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from deckgen.dialects.answer import Answer, Part, offers_choices, read_answer, split_answers
from deckgen.dialects.evidence import fold
from deckgen.dialects.gather import Draft
from deckgen.dialects.label import Mark
from deckgen.dialects.lines import rough, split_asking, split_lines
from deckgen.dialects.markers import hides, is_marked, title_of
from deckgen.dialects.navigation import is_navigation, is_noise
from deckgen.dialects.prompt import Prompt, read_prompt
from deckgen.dialects.words import OPENERS
from deckgen.markdown import reparse
from deckgen.model import Block, BlockKind, Question, Span

_REGULAR = 0.5
_WORDS = re.compile(r"[\w#+]+")
_NO_SPACES = "\u0e00"
_LONG = 4
_WORD = re.compile(r"\w")
_Form = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Finished:
    """A draft with its prompt and answer; ``question`` is absent where the answer is missing."""

    draft: Draft
    prompt: Prompt
    answer: Answer
    question: Question | None = None


def finish(drafts: Sequence[Draft]) -> tuple[Finished, ...]:
    """Read prompts and answers of all drafts of a document."""
    marked = _share(drafts, _is_marked)
    titles = _wrappers(drafts)
    wrapped = _share(drafts, lambda blocks: _is_wrapped(blocks, titles))
    read = [
        _read(
            draft,
            split_answers(
                draft.blocks,
                eager=marked.get(_form(draft), 0.0) >= _REGULAR,
                wrapped=wrapped.get(_form(draft), 0.0) >= _REGULAR,
                letters=draft.candidate.label.mark is Mark.QUESTION
                and not offers_choices(draft.blocks),
            ),
        )
        for draft in drafts
    ]
    _deal_out(read)
    _share_out(read)
    return tuple(replace(one, question=_question(one)) for one in read)


def _form(draft: Draft) -> _Form:
    return draft.candidate.dialect, draft.candidate.form


def _share(drafts: Sequence[Draft], test: Callable[[Sequence[Block]], bool]) -> dict[_Form, float]:
    counts: Counter[_Form] = Counter()
    found: Counter[_Form] = Counter()
    for draft in drafts:
        shown = _shown(draft)
        if shown:
            counts[_form(draft)] += 1
            found[_form(draft)] += test(shown)
    return {form: found[form] / counts[form] for form in counts}


def _is_marked(blocks: Sequence[Block]) -> bool:
    return any(is_marked(block) for block in blocks)


def _wrappers(drafts: Sequence[Draft]) -> frozenset[str]:
    """The summaries that repeat below questions: whatever they say, they hide the answers."""
    counts: Counter[str] = Counter()
    for draft in drafts:
        shown = _shown(draft)
        if shown and shown[-1].kind is BlockKind.DETAILS:
            counts[fold(title_of(shown[-1]))] += 1
    return frozenset(title for title, count in counts.items() if count > 1)


def _is_wrapped(blocks: Sequence[Block], titles: frozenset[str]) -> bool:
    last = blocks[-1]
    return last.kind is BlockKind.DETAILS and (hides(last) or fold(title_of(last)) in titles)


def _shown(draft: Draft) -> list[Block]:
    return [block for block in draft.blocks if not (is_noise(block) or is_navigation(block))]


def _read(draft: Draft, parts: Sequence[Part]) -> Finished:
    """Read one draft; a heading that is only a marker ("Question 3") asks with its first block."""
    prompt = read_prompt(draft.candidate.prompt)
    if draft.candidate.label.rest or not parts[0].blocks:
        return Finished(draft=draft, prompt=prompt, answer=read_answer(prompt.text, parts))
    before = [block for block in parts[0].blocks if not is_noise(block)]
    if not before or before[0].kind not in (
        BlockKind.PARAGRAPH,
        BlockKind.QUOTE,
        BlockKind.HEADING,
    ):
        return Finished(draft=draft, prompt=prompt, answer=read_answer(prompt.text, parts))
    asks = before[0].children[0] if before[0].children else before[0]
    source, rest = split_lines(asks.source)
    if not rest and len(before) == 1 and len(parts) == 1:
        source, rest = split_asking(source)
    asked = replace(read_prompt(source), number=prompt.number)
    below = (*(reparse(asks, rest) if rest else ()), *before[1:])
    answer = read_answer(rough(source), (Part(opener=None, blocks=below), *parts[1:]))
    return Finished(draft=draft, prompt=asked, answer=answer)


def _deal_out(read: list[Finished]) -> None:
    """Give several answers in a row to as many questions in a row.

    Bilingual files write question, question, answer, answer.
    """
    waiting: list[int] = []
    for index, one in enumerate(read):
        if one.answer.blocks and not one.answer.missing:
            parts = _answers_of(one)
            if waiting and len(parts) == len(waiting) + 1:
                for at, part in zip((*waiting, index), parts, strict=True):
                    before = Part(opener=None, blocks=read[at].answer.stem)
                    text = read[at].prompt.text
                    read[at] = replace(read[at], answer=read_answer(text, (before, part)))
            waiting = []
        elif not one.answer.blocks:
            waiting.append(index)
        else:
            waiting = []


def _answers_of(one: Finished) -> tuple[Part, ...]:
    parts = split_answers(one.draft.blocks, eager=True, wrapped=False)[1:]
    return tuple(part for part in parts if part.opener is not None)


def _share_out(read: list[Finished]) -> None:
    """Let a question without a body share the answer of the one right below it.

    Only where it stands alone so, and both ask about the same; else it is unanswered.
    """
    for index in range(len(read) - 2, -1, -1):
        one, below = read[index], read[index + 1]
        alone = index == 0 or _has_answer(read[index - 1]) or not _glued(read[index - 1], one)
        if (
            not one.answer.blocks
            and not one.answer.stem
            and _has_answer(below)
            and alone
            and _glued(one, below)
            and _related(one.prompt.text, below.prompt.text)
        ):
            read[index] = replace(one, answer=below.answer)


def _has_answer(one: Finished) -> bool:
    return bool(one.answer.blocks) and not one.answer.missing


def _glued(one: Finished, below: Finished) -> bool:
    """Whether two headings of one form stand right above each other."""
    return (
        _form(one.draft) == _form(below.draft)
        and one.draft.candidate.dialect == "heading"
        and below.draft.candidate.span.line - one.draft.candidate.span.end_line <= 2
    )


def _related(one: str, other: str) -> bool:
    """Whether two questions are about the same: half of the words of one are in the other."""
    mine, theirs = _content(one), _content(other)
    shared = len(mine & theirs)
    return shared > 0 and 2 * shared >= min(len(mine), len(theirs))


def _content(text: str) -> set[str]:
    """The words that carry a question; pairs of letters in scripts without spaces."""
    found: set[str] = set()
    for word in _WORDS.findall(fold(text)):
        if word[0] >= _NO_SPACES:
            found.update(word[at : at + 2] for at in range(len(word) - 1))
        elif len(word) >= _LONG and word not in OPENERS:
            found.add(word)
    return found


def _id_below(draft: Draft) -> str:
    """The id in a comment right below the question."""
    first = draft.blocks[0] if draft.blocks else None
    if first is None or first.kind not in (BlockKind.COMMENT, BlockKind.HTML):
        return ""
    return read_prompt(first.source).explicit_id if len(first.source) < 200 else ""


def _question(one: Finished) -> Question | None:
    answer = one.answer
    explicit = one.draft.candidate.explicit_id or one.prompt.explicit_id or _id_below(one.draft)
    if not answer.blocks or answer.missing or not _WORD.search(one.prompt.text):
        return None
    candidate = one.draft.candidate
    start = candidate.prompt_span
    end = max(answer.end_line, start.end_line)
    ends = [b.span.end_col for b in (*answer.blocks, *answer.stem) if b.span.end_line == end]
    return Question(
        dialect=candidate.dialect,
        prompt=one.prompt.markdown,
        text=one.prompt.text,
        answer=answer.blocks,
        stem=(*candidate.stem, *answer.stem),
        span=Span(start.path, start.line, start.col, end, max(ends, default=start.end_col)),
        prompt_span=start,
        topics=tuple(read_prompt(topic).text for topic in one.draft.topics),
        number=one.prompt.number,
        explicit_id=explicit,
        tags=candidate.tags,
    )
