"""Dialect ``glossary``: ``**Term**: definition``, a paragraph or a list item each."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from deckgen.dialects.candidate import Candidate, Facts, Piece, Told
from deckgen.dialects.evidence import Evidence, weigh
from deckgen.dialects.label import read_answer_label, read_label
from deckgen.dialects.lines import rough
from deckgen.model import Block, BlockKind, Span

NAME = "glossary"
_ENTRY = re.compile(
    r"(?P<q>(?P<m>\*\*|__)(?=\S)(?:(?!(?P=m)).){1,80}(?P=m)(?:\s*\([^()\n]{1,60}\))?)"
    r"\s*(?:[:：–—=]|-(?=\s)|(?<=:\*\*)|(?<=:__)|\n|(?=(?:is|are|ist|est|es|è)\b))\s*(?P<a>\S.*)$",
    re.DOTALL,
)
_PLAIN = re.compile(
    r"(?P<q>[^\s:：–—\n][^:：–—\n.!?]{0,60}?)(?:\s*[:：]\s+|\s+[–—-]\s+)(?P<a>\S.*)$", re.DOTALL
)


class Glossary:
    """Recognises terms with their definitions on the same line."""

    name = NAME

    def recognise(self, pieces: Sequence[Piece], facts: Facts) -> tuple[Candidate, ...]:
        """Offer every paragraph and list item that opens with a term."""
        found: list[Candidate] = []
        for at, piece in enumerate(pieces):
            for block, others, kind in _entries(piece.block):
                candidate = _offer(block, others, kind, at, facts)
                if candidate is not None:
                    found.append(candidate)
        return tuple(found)


def _entries(block: Block) -> Iterator[tuple[Block, tuple[Block, ...], str]]:
    if block.kind is BlockKind.PARAGRAPH:
        yield block, (), "entry"
    elif block.kind is BlockKind.LIST:
        for item in block.children:
            if item.children and item.children[0].kind is BlockKind.PARAGRAPH:
                yield item.children[0], item.children[1:], "entry item"


def _offer(
    block: Block, others: tuple[Block, ...], kind: str, at: int, facts: Facts
) -> Candidate | None:
    source = block.source
    found = _ENTRY.match(source)
    if found is None and facts.glossary:
        found = _PLAIN.match(source)
    if found is None:
        return None
    prompt = found["q"].strip()
    text = rough(prompt).rstrip(" :：")
    if not text or read_answer_label(text + ":").length:
        return None
    told = Told(block, found["a"])
    end = (others or (block,))[-1].span
    span = block.span
    return Candidate(
        dialect=NAME,
        form=kind,
        at=at,
        prompt=prompt,
        text=text,
        label=read_label(text),
        evidence=_weigh(text, facts),
        span=Span(span.path, span.line, span.col, end.end_line, end.end_col),
        prompt_span=Span(span.path, span.line, span.col, span.line, span.col + len(prompt)),
        inner=(told, *others),
        open=kind == "entry",
    )


def _weigh(text: str, facts: Facts) -> Evidence:
    if weigh(text).score < -3:
        return Evidence(-3.0, ("is a label",))
    if facts.glossary:
        return Evidence(3.0, ("is a term with its definition", "the file is a glossary"))
    return Evidence(-1.0, ("is a term with its definition",))
