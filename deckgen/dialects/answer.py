"""From the blocks below a question to exactly its answer: markers, wrappers and back-links gone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from deckgen.dialects.evidence import fold, weigh
from deckgen.dialects.label import Label, Mark, read_answer_label
from deckgen.dialects.navigation import is_navigation, is_noise, leads_away
from deckgen.dialects.words import PLACEHOLDER, REVEAL
from deckgen.markdown import reparse
from deckgen.model import Block, BlockKind

_NOTE = re.compile(
    r"^\W*(?:note|nb|n\.b\.|注|注意|备注|備註|注释|примечание|nota|hinweis|anmerkung|참고|メモ)\s*[:：]",
    re.IGNORECASE,
)
_STEM = frozenset(
    {
        BlockKind.CODE,
        BlockKind.LIST,
        BlockKind.TABLE,
        BlockKind.MATH,
        BlockKind.HTML,
        BlockKind.QUOTE,
    }
)
_MARKUP = re.compile(r"^[*_`~>\s]+|[*_`~\s]+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """``blocks`` answer, ``stem`` belongs to the question, ``end_line`` is the last line of either.

    ``placeholder`` says that the author left a note instead of an answer ("to be completed").
    """

    blocks: tuple[Block, ...]
    stem: tuple[Block, ...] = ()
    end_line: int = 0
    placeholder: bool = False


def read_answer(blocks: Sequence[Block], *, marked: bool, wrapped: bool) -> Answer:
    """Read what stands below a question.

    ``marked``: the questions around open their answers with a marker, so what stands before it
    belongs to the question.  ``wrapped``: they hide their answers in details, likewise.
    """
    parts = split_answers(blocks, eager=marked, wrapped=wrapped)
    stem, body = parts[0], [block for part in parts[1:] for block in part]
    if len(parts) == 1:
        stem, body = (), list(stem)
    body = _trim(body)
    stem = tuple(_trim([block for block in stem if not _NOTE.match(block.text[:20])]))
    shown = body or list(stem)
    end = shown[-1].span.end_line if shown else 0
    empty = len(body) <= 2 and is_placeholder("\n".join(block.text for block in body))
    return Answer(blocks=tuple(body), stem=stem, end_line=end, placeholder=bool(body) and empty)


def split_answers(
    blocks: Sequence[Block], *, eager: bool, wrapped: bool = False
) -> list[tuple[Block, ...]]:
    """Split at answer markers: what stands before the first, then each answer.

    Without ``eager`` a marker counts only where nothing but code, choices or tables stands
    before it: "Solution:" in the middle of a long answer is a part of it.
    """
    parts: list[list[Block]] = [[]]
    for index, block in enumerate(blocks):
        before = parts[0]
        fits = len(parts) > 1 or eager or all(_is_stem(b) for b in before)
        opened = _open_marker(block) if fits else None
        if opened is None and len(parts) == 1 and block.kind is BlockKind.DETAILS:
            opened = _open_details(
                block, last=index == _last(blocks), wrapped=wrapped, before=before
            )
        if opened is not None and not (len(parts) > 1 and block.kind is BlockKind.PARAGRAPH):
            parts.append(list(opened))
        else:
            parts[-1].append(block)
    return [tuple(part) for part in parts]


def opens_answer(block: Block) -> bool:
    """Whether a block starts with an answer marker or hides an answer."""
    return _open_marker(block) is not None


def is_placeholder(text: str) -> bool:
    """Whether an answer only says that there is none yet."""
    words = fold(text)
    return len(words) < 60 and bool(PLACEHOLDER.fullmatch(words.strip(" .!()[]*_-~…。（）<>")))


def _is_stem(block: Block) -> bool:
    return (
        block.kind in _STEM
        or (block.kind is BlockKind.PARAGRAPH and "![" in block.source)
        or (is_noise(block) or bool(_NOTE.match(block.text[:20])))
    )


def _last(blocks: Sequence[Block]) -> int:
    last = len(blocks) - 1
    while last > 0 and (is_noise(blocks[last]) or is_navigation(blocks[last])):
        last -= 1
    return last


def _open_marker(block: Block) -> tuple[Block, ...] | None:
    """The block without its answer marker, or nothing if it has none."""
    if block.kind is BlockKind.HEADING:
        label = read_answer_label(block.text)
        if label.mark is not Mark.ANSWER:
            return None
        return reparse(block, label.rest) if label.rest else ()
    if block.kind is not BlockKind.PARAGRAPH:
        return None
    first, newline, others = block.source.partition("\n")
    marker = marker_of(first)
    if marker is None:
        return None
    rest = marker.rest + newline + others if marker.rest else others
    return reparse(block, rest) if rest.strip() else ()


def marker_of(line: str) -> Label | None:
    """The answer marker that opens a line of inline Markdown; its rest keeps the markup."""
    opened = re.match(r"^\s*((?:\*{1,3}|_{1,3}|<(?:b|strong|i|em|u)>|~~|`)*)\s*", line)
    marks = opened[1] if opened else ""
    body = line[opened.end() :] if opened else line
    label = read_answer_label(body[:80])
    if label.mark is not Mark.ANSWER:
        return None
    if re.match(r"[Aa]\s*[.)]|[Aa]\s*$", body) and not marks:
        return None
    rest = body[label.length :]
    if marks:
        closing = re.escape(marks[::-1]) if "<" not in marks else r"</\w+>"
        closed = re.match(rf"\s*{closing}\s*[:：.]?\s*|\s*[:：.]\s*{closing}\s*", rest)
        rest = rest[closed.end() :] if closed else marks + rest
    return Label(Mark.ANSWER, "", rest.strip(), label.length)


def _open_details(
    block: Block, *, last: bool, wrapped: bool, before: Sequence[Block]
) -> tuple[Block, ...] | None:
    """The content of a details block that hides the whole answer, or nothing."""
    summary = next((child for child in block.children if child.kind is BlockKind.SUMMARY), None)
    title = fold(summary.text) if summary else ""
    hides = len(title) < 60 and bool(REVEAL.search(title)) and weigh(title).score < 2
    if not (
        (hides or wrapped) and (last or wrapped) and (wrapped or all(_is_stem(b) for b in before))
    ):
        return None
    content = tuple(child for child in block.children if child.kind is not BlockKind.SUMMARY)
    inside = split_answers(content, eager=False)
    return tuple(part for answer in inside for part in answer)


def _trim(blocks: Sequence[Block]) -> list[Block]:
    """Drop back-links everywhere, and what shows nothing at the ends."""
    kept = [
        block
        for block in blocks
        if not is_navigation(block) and block.kind is not BlockKind.COMMENT
    ]
    while kept and is_noise(kept[-1]):
        kept.pop()
    start = 0
    while start < len(kept) and is_noise(kept[start]):
        start += 1
    kept = kept[start:]
    if kept and kept[-1].kind is BlockKind.PARAGRAPH and "\n" in kept[-1].source:
        lines = kept[-1].source.split("\n")
        if leads_away(lines[-1]):
            kept[-1:] = reparse(kept[-1], "\n".join(lines[:-1]), first_line=kept[-1].span.line)
    return kept
