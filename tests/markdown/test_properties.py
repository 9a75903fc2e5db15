"""What holds for any text."""

from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.markdown import parser, plain
from deckgen.model import Block, BlockKind, Span
from tests.markdown.outline import FILES, document_of, walk, written


def _begin(span: Span) -> tuple[int, int]:
    return span.line, span.col


def _end(span: Span) -> tuple[int, int]:
    return span.end_line, span.end_col


@settings(max_examples=400, deadline=None)
@given(FILES)
def test_spans_nest_and_follow_each_other(text: str) -> None:
    """Every span lies in the file and in its parent's; siblings stand in order and apart."""
    document, found = document_of(text)
    lines = text.split("\n")
    for span in [block.span for block in walk(document.blocks)] + [one.span for one in found]:
        assert 1 <= span.line <= span.end_line <= len(lines)
        assert 1 <= span.col <= len(lines[span.line - 1]) + 1
        assert 1 <= span.end_col <= len(lines[span.end_line - 1]) + 1
        assert _begin(span) <= _end(span)
    _check(document.blocks, None)


def _check(blocks: tuple[Block, ...], parent: Block | None) -> None:
    for before, after in pairwise(blocks):
        assert _end(before.span) <= _begin(after.span), (before, after)
    for block in blocks:
        if parent is not None:
            assert _begin(parent.span) <= _begin(block.span), (parent, block)
            assert _end(block.span) <= _end(parent.span), (parent, block)
        _check(block.children, block)


@settings(max_examples=300, deadline=None)
@given(FILES)
def test_what_stands_at_a_span_holds_the_words_of_the_block(text: str) -> None:
    """The words of headings, paragraphs and cells are found, in order, at their spans."""
    document, _ = document_of(text)
    for block in walk(document.blocks):
        if block.kind in (BlockKind.HEADING, BlockKind.PARAGRAPH, BlockKind.CELL, BlockKind.TERM):
            there = written(text, block.span)
            at = 0
            for word in re.findall(r"\w+", block.source.replace("_", " ")):
                at = there.find(word, at)
                assert at >= 0, (word, there, block)


@settings(max_examples=300, deadline=None)
@given(FILES)
def test_nothing_is_lost(text: str) -> None:
    """Every word of the file is in a block, a reference, the front matter or a tag."""
    document, _ = document_of(text)
    held = " ".join(_held(block) for block in document.blocks)
    held += f" {document.env!r} {document.front_matter!r}"
    held += " details summary open br b js x"
    words = set(re.findall(r"[a-zé]+", text.lower()))
    missing = words - set(re.findall(r"[a-zé]+", held.lower()))
    assert not missing, (missing, text)


def _held(block: Block) -> str:
    return " ".join([block.source, block.info, *(_held(child) for child in block.children)])


@settings(max_examples=200, deadline=None)
@given(FILES)
def test_every_block_renders_on_its_own(text: str) -> None:
    """The tokens of any block are balanced and go through the parser's renderer."""
    document, _ = document_of(text)
    md = parser()
    for block in walk(document.blocks):
        assert block.tokens
        assert sum(token.nesting for token in block.tokens) == 0
        assert isinstance(md.renderer.render(block.tokens, md.options, dict(document.env)), str)


@settings(max_examples=200, deadline=None)
@given(FILES)
def test_spelling_of_headings_and_indents_changes_no_text(text: str) -> None:
    """Closing number signs and an indent of three spaces change no block's text."""
    lines = [line for line in text.split("\n") if "  " not in line and "\t" not in line]
    plain_text = "\n".join(lines)
    heading = re.compile(r"#{1,6} .*[^#\s]$")
    if any(re.match(r"\s*(`{3}|~{3}|<|\$\$|-->|[-*:>|•➢–]|\d)", line) for line in lines):
        return
    closed = "\n".join(f"{line} ##" if heading.match(line) else line for line in lines)
    indented = "\n".join(f"   {line}" if heading.match(line) else line for line in lines)
    expected = _texts(plain_text)
    assert _texts(closed) == expected
    assert _texts(indented) == expected


def _texts(text: str) -> list[tuple[BlockKind, str]]:
    return [(block.kind, block.text) for block in walk(document_of(text)[0].blocks)]


@settings(max_examples=300, deadline=None)
@given(st.text(alphabet="ab *_`[]()!<>#$\\|~&;\n这：", max_size=60))
def test_plain_never_raises(text: str) -> None:
    """Any inline text has words, and they are no longer than twice the text."""
    assert len(plain(text)) <= 2 * len(text)
