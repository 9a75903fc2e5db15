"""Answer markers: ``Answer:``, ``**Ans:**``, ``答：``, ``#### Answer: D``, details named "Show"."""

from __future__ import annotations

import re
from functools import lru_cache

from deckgen.dialects.evidence import fold, weigh
from deckgen.dialects.label import Label, Mark, read_answer_label
from deckgen.dialects.navigation import is_navigation, is_noise
from deckgen.dialects.titles import REVEAL
from deckgen.markdown import reparse
from deckgen.model import Block, BlockKind

_NOTE = re.compile(
    r"^\W*(?:note|nb|n\.b\.|注|注意|备注|備註|注释|примечание|примітка|nota|hinweis|anmerkung|참고|メモ|ملاحظة)"
    r"\s*[:：]",
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
_OPENING = re.compile(
    r"^\s*(?:[^\w\s*_<`~>|!\[(]{1,4}\s*)?((?:\*{1,3}|_{1,3}|<(?:b|strong|i|em|u)>|~~|`)*)\s*"
)
_BARE_LETTER = re.compile(r"[Aa]\s*[.)]|[Aa]\s*$")
_LONE_LETTER = re.compile(r"\W*[A-Za-z]\W*")
_CALLOUT = re.compile(r"\[!(\w+)\][-+]?[ \t]*(.*)")
_LETTER = 12
_FEW = 2
_SHORT = 60


@lru_cache(maxsize=4096)
def marker_of(line: str, *, letters: bool = False) -> Label | None:
    """The answer marker that opens a line of inline Markdown; its rest keeps the markup.

    ``letters``: "A." marks an answer too, since "Q." marks the questions.
    """
    opened = _OPENING.match(line)
    marks = opened[1] if opened else ""
    body = line[opened.end() :] if opened else line
    if marks and (closed := re.search(_closing(marks), body[:60])):
        # ``**Answer:** text`` and ``**Answer**: text``: the emphasis holds the marker only.
        label = read_answer_label((body[: closed.start()] + body[closed.end() :])[:80])
        inside = closed.start() <= label.length
        if label.mark is Mark.ANSWER and inside:
            rest = (body[: closed.start()] + body[closed.end() :])[label.length :]
            return Label(Mark.ANSWER, "", rest.strip(), label.length)
        if label.mark is Mark.ANSWER and not body[closed.end() :].strip():
            # ``**Correct answer: B**``: what is behind the marker stays emphasised.
            rest = marks + body[label.length :].strip()
            return Label(Mark.ANSWER, "", rest, label.length)
    label = read_answer_label(body[:80])
    if label.mark is not Mark.ANSWER or (_BARE_LETTER.match(body) and not (marks or letters)):
        return None
    return Label(Mark.ANSWER, "", (marks + body[label.length :]).strip(), label.length)


def _closing(marks: str) -> str:
    return re.escape(marks[::-1]) if "<" not in marks else r"</\w+>"


def open_marker(block: Block, *, letters: bool = False) -> tuple[Block, ...] | None:
    """The block without its answer marker, or nothing if it has none."""
    if block.kind is BlockKind.HEADING:
        label = read_answer_label(block.text)
        if label.mark is not Mark.ANSWER or len(block.text.strip()) < 2:
            return None
        return reparse(block, label.rest) if label.rest else ()
    if block.kind is BlockKind.QUOTE and block.children:
        opened = _open_callout(block.children[0]) or open_marker(block.children[0])
        return None if opened is None else (*opened, *block.children[1:])
    if block.kind is BlockKind.LIST and len(block.children) == 1 and block.children[0].children:
        said, *below = block.children[0].children
        opened = open_marker(said) if said.kind is BlockKind.PARAGRAPH else None
        return None if opened is None else (*opened, *below)
    if block.kind is not BlockKind.PARAGRAPH:
        return None
    first, newline, others = block.source.partition("\n")
    marker = marker_of(first, letters=letters)
    if marker is None:
        return None
    rest = marker.rest + newline + others if marker.rest else others
    return reparse(block, rest) if rest.strip() else ()


def _open_callout(block: Block) -> tuple[Block, ...] | None:
    """What stands below the title of a callout that opens an answer: ``[!note]- Answer``."""
    first, _, others = block.source.partition("\n")
    if not _names_answer(first) or not others.strip():
        return None
    return reparse(block, others, first_line=block.span.line + 1)


def _names_answer(line: str) -> bool:
    """Whether a line is the title of a callout that holds an answer."""
    found = _CALLOUT.match(line)
    if found is None:
        return False
    title = found[2].strip()
    return read_answer_label(title or found[1]).mark is Mark.ANSWER


def is_marked(block: Block) -> bool:
    """Whether a block opens with an answer marker."""
    if block.kind is BlockKind.HEADING:
        return len(block.text) > 1 and read_answer_label(block.text).mark is Mark.ANSWER
    if block.kind is BlockKind.QUOTE and block.children:
        first = block.children[0]
        return _names_answer(first.source.partition("\n")[0]) or is_marked(first)
    if block.kind is not BlockKind.PARAGRAPH:
        return False
    return marker_of(block.source.partition("\n")[0]) is not None


def names_choice(block: Block) -> bool:
    """Whether a block is a letter and nothing else: ``**A**``."""
    return len(block.text) < _LETTER and bool(_LONE_LETTER.fullmatch(block.text))


def open_details(
    block: Block, *, fits: bool, wrapped: bool, choices: bool = False
) -> tuple[Block, ...] | None:
    """The content of a details block that hides the whole answer, or nothing.

    ``fits`` says that nothing but code, choices and the like stands between the question and the
    block, ``wrapped`` that the questions around hide their answers so, ``choices`` that there are
    lettered choices, so that a letter names one.
    """
    if block.kind is not BlockKind.DETAILS or not (wrapped or (fits and hides(block))):
        return None
    content = tuple(child for child in block.children if child.kind is not BlockKind.SUMMARY)
    shown = [child for child in content if not is_noise(child)]
    is_named = choices and bool(shown) and names_choice(shown[0])
    opened = open_marker(shown[0]) if shown and not is_named else None
    return content if opened is None else (*opened, *shown[1:])


def hides(block: Block) -> bool:
    """Whether the summary of a details block only offers to show something."""
    title = fold(title_of(block))
    return (
        len(title) < _SHORT and (not title or bool(REVEAL.search(title))) and weigh(title).score < 2
    )


def title_of(block: Block) -> str:
    """The words of the summary of a details block."""
    summary = next((child for child in block.children if child.kind is BlockKind.SUMMARY), None)
    return summary.text if summary else ""


def is_stem(block: Block) -> bool:
    """Whether a block may stand between a question and the marker of its answer."""
    return (
        block.kind in _STEM
        or (block.kind is BlockKind.PARAGRAPH and "![" in block.source)
        or is_noise(block)
        or is_navigation(block)
        or is_note(block)
        or leads_in(block)
    )


def leads_in(block: Block) -> bool:
    """Whether a block only names what is below it: "Options:"."""
    words = block.text.rstrip()
    return (
        block.kind is BlockKind.PARAGRAPH
        and words.endswith((":", "："))
        and len(words.split()) <= _FEW
    )


def is_note(block: Block) -> bool:
    """Whether a block is a remark on the question, which belongs to neither side."""
    return bool(_NOTE.match(block.text[:20]))
