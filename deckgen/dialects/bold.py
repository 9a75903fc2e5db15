"""Dialect ``bold``: a bold line asks, what stands below it (or behind it) answers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from deckgen.dialects.candidate import Candidate, Facts, Piece, Told
from deckgen.dialects.counting import raise_counted
from deckgen.dialects.evidence import NOTHING, Evidence, weigh
from deckgen.dialects.label import Mark, read_answer_label, read_label
from deckgen.dialects.lines import rough
from deckgen.model import Block, BlockKind, Span

NAME = "bold"
_LONGEST = 600
_NUMBERED = Evidence(1.0, ("is numbered",))
_HEADED = Evidence(2.5, ("is numbered in a collection of questions",))
_BOLD = re.compile(
    r"(?P<before>[^*_<\n]{0,24}?)"
    r"(?:(?P<m>\*{2,3}|__)(?=\S)(?P<a>(?:(?!(?P=m))[^\n]|\n(?!\s*\n))+?)(?P=m)(?!\w)"
    r"|<(?P<t>b|strong)>(?P<b>(?:(?!</(?P=t)>)[^\n])+)</(?P=t)>)"
    r"(?P<after>[^\n]*)(?P<below>(?:\n.*)?)$",
    re.DOTALL,
)
_ITALIC = re.compile(
    r"(?P<m>[*_])(?=[^\s*_])(?P<a>[^*_\n]+)(?P=m)(?P<after>\W*)(?P<below>(?:\n.*)?)$", re.DOTALL
)
_QUIET = re.compile(r"^(?:\([^()]*\)|<!--[^<>]*-->|<br\s*/?>|</?\w+>|[^\w<])*+$")


class Bold:
    """Recognises bold lines."""

    name = NAME

    def recognise(self, pieces: Sequence[Piece], facts: Facts) -> tuple[Candidate, ...]:
        """Offer every paragraph that is bold in whole, in its first lines or up to a ``?``."""
        numbered = _HEADED if facts.headed else _NUMBERED
        found = (offer(piece.block, at, numbered) for at, piece in enumerate(pieces))
        return raise_counted([candidate for candidate in found if candidate is not None])


def offer(block: Block, at: int, numbered: Evidence) -> Candidate | None:
    """Offer a paragraph as a bold question, with the rest of it as the start of the answer."""
    if block.kind is not BlockKind.PARAGRAPH or len(block.source) > 20 * _LONGEST:
        return None
    split = split_bold(block.source)
    if split is None:
        return None
    prompt, rest, style = split
    text = rough(prompt)
    label = read_label(text)
    if not label.rest or read_answer_label(text).mark is Mark.ANSWER:
        return None
    return Candidate(
        dialect=NAME,
        form=f"{style.split()[0]} {label.mark}" if label.mark else style,
        at=at,
        prompt=prompt,
        text=text,
        label=label,
        evidence=weigh(text) + (numbered if label.mark is Mark.NUMBER else NOTHING),
        span=block.span,
        prompt_span=_first_lines(block.span, prompt),
        inner=(Told(block, rest),) if rest.strip() else (),
    )


def split_bold(source: str) -> tuple[str, str, str] | None:
    """Split a paragraph into a bold question, what follows it, and the style of the question."""
    found = _BOLD.match(source[: 4 * _LONGEST] if len(source) > 4 * _LONGEST else source)
    style = "bold"
    if found is None:
        found = _ITALIC.match(source)
        if found is None:
            return None
        inside, before, style = found["a"], "", "italic"
    else:
        inside, before = found["a"] or found["b"], found["before"]
    if len(inside) > _LONGEST or not (_QUIET.match(before) or _only_label(before)):
        return None
    after, below = found["after"].strip(), source[found.end("after") :].strip("\n")
    if _QUIET.match(after):
        more = split_bold(below) if below else None
        if more is not None and _asks(more[0]) and not more[2].endswith("lead"):
            return source[: len(source) - len(below)].strip() + "\n" + more[0], more[1], style
        return source[: found.end("after")].strip(), below, style
    if _asks(inside) or after.startswith(("?", "？")):
        head = source[: found.end("after") - len(found["after"].lstrip())]
        if after.startswith(("?", "？")):
            head, after = head + after[0], after[1:]
        return head.strip(), (after.lstrip(" -–—:") + "\n" + below).strip(), f"{style} lead"
    return None


def _asks(text: str) -> bool:
    return rough(text).rstrip(" *_").endswith(("?", "？", "؟"))


def _only_label(before: str) -> bool:
    label = read_label(before)
    return bool(label.length) and not label.rest


def _first_lines(span: Span, prompt: str) -> Span:
    lines = prompt.count("\n")
    return Span(span.path, span.line, span.col, span.line + lines, span.col + len(prompt))
