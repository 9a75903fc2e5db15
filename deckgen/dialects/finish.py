"""From drafts to questions: prompts with exactly their answers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from deckgen.dialects.answer import Part, offers_choices, read_answer, split_answers
from deckgen.dialects.candidate import Candidate
from deckgen.dialects.customs import Customs, find_customs
from deckgen.dialects.gather import Draft
from deckgen.dialects.label import Mark
from deckgen.dialects.lines import rough, split_asking, split_lines
from deckgen.dialects.markers import leads_in
from deckgen.dialects.navigation import is_noise
from deckgen.dialects.numbering import Numbering, find_numbering
from deckgen.dialects.pairing import Finished, deal_out, drop_links, share_out
from deckgen.dialects.prompt import read_prompt
from deckgen.markdown import reparse
from deckgen.model import Block, BlockKind, Question, Span

_WORD = re.compile(r"\w")
_LETTER = re.compile(r"[^\W\d_]")
_PICTURE = re.compile(r"!\[|<img\b", re.IGNORECASE)
_DIVIDED = frozenset({"separator", "table", "definition", "glossary", "prefix"})
"""Dialects that say where the answer begins."""

_ASKING = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE, BlockKind.HEADING})


def finish(drafts: Sequence[Draft], beside: Iterable[Candidate] = ()) -> tuple[Finished, ...]:
    """Read prompts and answers of all drafts of a document.

    ``beside`` are the candidates whose numbers count together with those of the drafts.
    """
    customs = find_customs(drafts)
    numbering = find_numbering((*beside, *(draft.candidate for draft in drafts)))
    read = [_read(draft, _split(draft, customs), numbering) for draft in drafts]
    drop_links(read)
    deal_out(read)
    share_out(read)
    return tuple(replace(one, question=_question(one)) for one in read)


def _split(draft: Draft, customs: Customs) -> tuple[Part, ...]:
    """What stands before the answer, and the answers."""
    if draft.candidate.opened:
        return (Part(opener=None, blocks=()), Part(opener=None, blocks=tuple(draft.blocks)))
    letters = draft.candidate.label.mark is Mark.QUESTION and not offers_choices(draft.blocks)
    parts = split_answers(
        draft.blocks,
        eager=customs.marks(draft),
        wrapped=customs.wraps(draft),
        letters=letters,
        asked_below=not draft.candidate.label.rest,
    )
    if len(parts) == 1 and customs.sets_task(draft):
        return _split_task(parts[0].blocks)
    return parts


def _split_task(blocks: Sequence[Block]) -> tuple[Part, ...]:
    """Split a task at its first code: what stands before it belongs to the question."""
    at = next((n for n, block in enumerate(blocks) if block.kind is BlockKind.CODE), 0)
    before, code = tuple(blocks[:at]), tuple(blocks[at:])
    return (Part(opener=None, blocks=before), Part(opener=None, blocks=code))


def _read(draft: Draft, parts: Sequence[Part], numbering: Numbering) -> Finished:
    """Read one draft; a heading that is only a marker ("Question 3") asks with its first block."""
    prompt = numbering.read(draft.candidate.prompt, draft.candidate.form)
    # What a summary points at stands in the summary.
    words = "" if draft.candidate.stem else prompt.text
    asks_itself = draft.candidate.label.rest or _PICTURE.search(prompt.markdown)
    if asks_itself or not parts[0].blocks:
        divided = draft.candidate.dialect in _DIVIDED
        answer = read_answer(words, parts, divided=divided)
        return Finished(draft=draft, prompt=prompt, answer=answer)
    before = [block for block in parts[0].blocks if not is_noise(block)]
    if not before or before[0].kind not in _ASKING or leads_in(before[0]):
        return Finished(draft=draft, prompt=prompt, answer=read_answer(prompt.text, parts))
    asks = before[0].children[0] if before[0].children else before[0]
    source, rest = split_lines(asks.source)
    if not rest and len(before) == 1 and len(parts) == 1:
        source, rest = split_asking(source)
    asked = numbering.read(source, "below")
    asked = replace(asked, number=prompt.number or draft.candidate.label.number)
    below = (*(reparse(asks, rest) if rest else ()), *before[1:])
    answer = read_answer(rough(source), (Part(opener=None, blocks=below), *parts[1:]))
    return Finished(draft=draft, prompt=asked, answer=answer)


def _id_below(draft: Draft) -> str:
    """The id in a comment right below the question."""
    first = draft.blocks[0] if draft.blocks else None
    if first is None or first.kind not in (BlockKind.COMMENT, BlockKind.HTML):
        return ""
    return read_prompt(first.source).explicit_id if len(first.source) < 200 else ""


def _question(one: Finished) -> Question | None:
    answer = one.answer
    explicit = one.draft.candidate.explicit_id or one.prompt.explicit_id or _id_below(one.draft)
    candidate = one.draft.candidate
    text = one.prompt.text
    if not one.prompt.markdown:  # asked by what is shown: code
        text = " ".join(" ".join(block.text for block in candidate.stem).split())
    if (
        not answer.blocks
        or answer.missing
        or not (_WORD.search(text) or _PICTURE.search(one.prompt.markdown))
    ):
        return None
    start = candidate.prompt_span
    end = max(answer.end_line, start.end_line)
    ends = [b.span.end_col for b in (*answer.blocks, *answer.stem) if b.span.end_line == end]
    return Question(
        dialect=candidate.dialect,
        prompt=one.prompt.markdown,
        text=text,
        answer=answer.blocks,
        stem=(*candidate.stem, *answer.stem),
        span=Span(start.path, start.line, start.col, end, max(ends, default=start.end_col)),
        prompt_span=start,
        topics=tuple(name for topic in one.draft.topics if _LETTER.search(name := _topic(topic))),
        number=one.prompt.number,
        explicit_id=explicit,
        tags=candidate.tags,
        parts=tuple(dict.fromkeys(one.draft.parts)),
        left=tuple(dict.fromkeys(one.draft.left)),
    )


@lru_cache(maxsize=256)
def _topic(source: str) -> str:
    return read_prompt(source).text
