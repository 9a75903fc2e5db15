"""Parsing gives a tree of blocks with spans."""

from pathlib import Path

from deckgen.markdown import discover, parse, plain, read_source
from deckgen.model import BlockKind


def test_a_file_becomes_blocks(tmp_path: Path) -> None:
    """Heading, paragraph and list arrive with level, text and lines."""
    (tmp_path / "a.md").write_text("## What *is* `x`?\n\nA thing.\n\n- one\n- two\n")
    (found,), _ = discover([tmp_path], tmp_path)
    source, _ = read_source(found, tmp_path)
    assert source is not None

    document, _ = parse(source)

    heading, paragraph, bullets = document.blocks
    assert (heading.kind, heading.level, heading.text) == (BlockKind.HEADING, 2, "What is x?")
    assert (paragraph.span.line, paragraph.text) == (3, "A thing.")
    assert [item.text for item in bullets.children] == ["one", "two"]


def test_plain_keeps_words_only() -> None:
    """Markup disappears, code and math keep their text."""
    assert plain("**a** `b` [c](d) $e$ ![f](g)") == "a b c e"
