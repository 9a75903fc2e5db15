"""A source file as a document."""

from __future__ import annotations

from typing import Any

from markdown_it.rules_block import StateBlock
from markdown_it.rules_core import StateCore

from deckgen.diagnostics import Diagnostic, report
from deckgen.markdown.front_matter import read_front_matter
from deckgen.markdown.inline_parser import parse_inlines
from deckgen.markdown.log import KEY, log_of
from deckgen.markdown.media_refs import find_media
from deckgen.markdown.parser import parser
from deckgen.markdown.positions import Positions
from deckgen.markdown.tree import build
from deckgen.model import Document, SourceFile


def parse(source: SourceFile) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Parse a source file into a tree of blocks with exact spans.

    Any text is a document.  The diagnostics say what was repaired (DG110 to DG115) and what is
    broken and was read as well as could be (DG105, DG107, DG116 to DG118).
    """
    env: dict[str, Any] = {}
    md = parser()
    positions = Positions(source.text, source.path)
    front = read_front_matter(source.text)
    core = StateCore(source.text, md, env)
    state = StateBlock(source.text, md, env, core.tokens)
    md.block.tokenize(state, min(front.lines, state.lineMax), state.lineMax)
    parse_inlines(core)
    log = log_of(env)
    del env[KEY]
    document = Document(
        source=source,
        blocks=build(core.tokens, positions),
        front_matter=front.values,
        media=find_media(core.tokens, positions),
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
