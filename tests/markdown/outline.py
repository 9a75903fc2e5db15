"""A readable dump of a document, and the pieces of Markdown that random files are made of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hypothesis import strategies as st

from deckgen.diagnostics import Diagnostic
from deckgen.markdown import parse
from deckgen.model import Block, Document, SourceFile, Span

PIECES = (
    "# Title",
    "## What is it?",
    "##No space",
    "### 3. Why? ##",
    "Plain words here",
    "Upper line",
    "Another Upper line that is longer",
    "- item",
    "* star",
    "1. one",
    "2) two",
    "  - nested",
    "    deep",
    "> quote",
    "> > twice",
    "```js",
    "```",
    "~~~",
    "$$",
    "$$ x^2 $$",
    "\\[ y_1 \\]",
    "<details>",
    "<details><summary>Ask?</summary>",
    "</details>",
    "<summary>S</summary><br><b>",
    "</b></details>## Glued",
    "<br>",
    "<div>",
    "</div>",
    "<!-- note -->",
    "<!--",
    "-->",
    "<pre>",
    "---",
    "===",
    "***",
    "| a | b |",
    "|---|:-:|",
    "| `x` | 2 |",
    "Term",
    ": definition",
    "[^1]: note",
    "[ref]: http://example.org/a.png 'T'",
    "a [ref] and ![alt][ref] b[^1]",
    "![img](a%20b.png)# Glued title",
    '<img src="c.png" alt="C">',
    "**Bold lead:",
    "**",
    "**bold** _em_ `code` $a_1$ \\(b\\)",
    "• bullet",
    "➢ arrow",
    "  ◦ inner",
    "– dash",
    "wrapped on",
    "- [x] done",
    "\t tab",
    "",
    "",
    "   ",
)

LINES = st.one_of(
    st.sampled_from(PIECES),
    st.builds(
        "{}{}".format, st.sampled_from(("  ", "    ", "> ", "- ", "1. ")), st.sampled_from(PIECES)
    ),
    st.text(alphabet="ab A*_`[]()!<>#$\\|~:-\u00a0é这•", max_size=12),
)
FILES = st.lists(LINES, max_size=14).map("\n".join)


def document_of(text: str) -> tuple[Document, tuple[Diagnostic, ...]]:
    """Parse a text as a file called ``a.md``."""
    return parse(SourceFile(path="a.md", location=Path("a.md"), text=text))


def walk(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Yield every block of a tree."""
    for block in blocks:
        yield block
        yield from walk(block.children)


def written(text: str, span: Span) -> str:
    """Return what stands in ``text`` at a span."""
    lines = text.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_col - 1]
    lines[0] = lines[0][span.col - 1 :]
    return "\n".join(lines)


def outline(document: Document, found: tuple[Diagnostic, ...]) -> str:
    """Dump the tree, the media and the diagnostics, one a line."""
    lines = [line for block in document.blocks for line in _dump(block, 0)]
    if document.front_matter:
        lines.insert(0, f"front matter {dict(document.front_matter)!r}")
    lines += [f"media {_place(ref.span)} {ref.target} {ref.alt!r}" for ref in document.media]
    lines += [f"{one.code} {_place(one.span)} {one.message}" for one in found]
    return "\n".join(lines) + "\n"


def _dump(block: Block, depth: int) -> Iterator[str]:
    level = f" {block.level}" if block.level else ""
    info = f" ({block.info})" if block.info else ""
    text = "" if block.children else f" {block.text!r}"
    source = "" if block.source in ("", block.text) else f" <- {block.source!r}"
    yield f"{'  ' * depth}{block.kind} {_place(block.span)}{level}{info}{text}{source}"
    for child in block.children:
        yield from _dump(child, depth + 1)


def _place(span: Span) -> str:
    return f"{span.line}:{span.col}-{span.end_line}:{span.end_col}"
