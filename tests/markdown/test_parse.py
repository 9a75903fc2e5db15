"""Parsing gives a tree of blocks with spans."""

from pathlib import Path

from deckgen.markdown import parse, parser, plain, read_source
from deckgen.model import BlockKind
from deckgen.sources import discover
from tests.markdown.outline import document_of


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


def test_tokens_render_without_further_rules() -> None:
    """What markdown-it-py does not know still shows its words."""
    document, _ = document_of("a[^1] $b<c$\n\n$$d$$\n\n[^1]: e\n")
    md = parser()

    html = "".join(
        md.renderer.render(block.tokens, md.options, dict(document.env))
        for block in document.blocks
    )

    assert html == ("<p>a<sup>[1]</sup> \\(b&lt;c\\)</p>\n<p>\\[d\n\\]</p>\n<p>e</p>\n")


def test_references_reach_text_that_stands_before_them() -> None:
    """A definition at the end of the file serves a link at its start, and ``plain``."""
    document, _ = document_of("# See [the *site*][s]\n\ntext\n\n[s]: http://example.org\n")

    assert document.blocks[0].text == "See the site"
    assert plain("[the *site*][s]") == "[the site][s]"
    assert plain("[the *site*][s]", document.env["references"]) == "the site"
