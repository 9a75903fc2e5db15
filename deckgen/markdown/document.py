"""A source file as a document."""

from __future__ import annotations

import re
from typing import Any

from markdown_it.rules_block import StateBlock

from deckgen.diagnostics import Diagnostic, report
from deckgen.markdown.front_matter import FrontMatter, read_front_matter
from deckgen.markdown.inline_parser import parse_inlines
from deckgen.markdown.log import KEY, log_of
from deckgen.markdown.media_refs import find_media
from deckgen.markdown.parser import block_parser, parser
from deckgen.markdown.positions import Positions
from deckgen.markdown.tree import build, release
from deckgen.model import Block, Document, MediaRef, SourceFile
from deckgen.patterns import lazy

_DEFINITION = lazy(r"^[ \t>*+\-\d.):]*\[[^\]\n]*(?:\]:|\n)", re.MULTILINE)
"""What may be the start of a link reference or footnote definition."""

_UNCLOSED = lazy(r"\[[^\[\]\n]*\n")
"""The last bracket of a line that is not closed there; no bracket is searched through twice."""

_SLIDE = lazy(r"---[ \t]*\n")


def parse(source: SourceFile) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Parse a source file into a tree of blocks with exact spans.

    Any text is a document.  The diagnostics say what was repaired (DG110 to DG115) and what is
    broken and was read as well as could be (DG105, DG107, DG116 to DG118, DG120).
    """
    env: dict[str, Any] = {}
    md = parser()
    positions = Positions(source.text, source.path)
    front = read_front_matter(source.text)
    blocks: list[Block] = []
    media: list[MediaRef] = []
    log = log_of(env)
    log.has_slides = _has_slides(source.text, front)
    state = StateBlock(source.text, md, env, [])
    groups = block_parser().top_blocks(state, min(front.lines, state.lineMax))
    # A definition may stand behind its use: then all blocks are needed before any inline text.
    for tokens in list(groups) if may_tie_lines(source.text) else groups:
        parse_inlines(tokens, md, env)
        blocks += build(tokens, positions)
        media += find_media(tokens, positions)
        release(tokens)
    del env[KEY]
    document = Document(
        source=source,
        blocks=tuple(blocks),
        front_matter=front.values,
        media=tuple(media),
        env=env,
    )
    findings = sorted((*front.findings, *log.findings), key=lambda found: found.at)
    return document, tuple(
        report(
            found.code,
            positions.span(found.at, max(found.at, found.end)),
            found.message,
            help=found.help,
        )
        for found in findings
    )


def may_tie_lines(text: str) -> bool:
    """Tell whether a text may define what other lines of it refer to: links, footnotes."""
    if "]:" not in text and not _UNCLOSED.search(text):
        return False  # a quick look: it is asked of every text
    return _DEFINITION.search(text) is not None


def _has_slides(text: str, front: FrontMatter) -> bool:
    """Tell whether a file is slides: it starts with a separator, or its front matter says so."""
    if front.lines:
        return "marp" in front.values or "slides" in front.values
    return _SLIDE.match(text) is not None
