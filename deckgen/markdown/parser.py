"""The one configured Markdown parser."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache, partial

from markdown_it import MarkdownIt, rules_block, rules_inline
from markdown_it.common.utils import escapeHtml
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote.index import footnote_def

from deckgen.markdown.block_parser import QUOTES, BlockParser, BlockRule, Row, note_depth
from deckgen.markdown.inline_parser import InlineParser, parse_inlines
from deckgen.markdown.log import log_of
from deckgen.markdown.repairs.bullets import may_be_bullet
from deckgen.markdown.rules.bullets import typed_list
from deckgen.markdown.rules.details import details
from deckgen.markdown.rules.emphasis import emphasis
from deckgen.markdown.rules.fence import fence
from deckgen.markdown.rules.heading import INVISIBLE, heading
from deckgen.markdown.rules.html import html_block
from deckgen.markdown.rules.links import footnote_ref, image, link, reference
from deckgen.markdown.rules.math_block import math_block
from deckgen.markdown.rules.math_inline import math_bracket, math_dollar
from deckgen.markdown.rules.newline import newline
from deckgen.markdown.rules.table import table
from deckgen.markdown.rules.text import text_block

_SHOWN = {
    "footnote_reference_open": "",
    "footnote_reference_close": "",
    "footnote_ref": "<sup>[{}]</sup>",
    "math_inline": "\\({}\\)",
    "math_inline_double": "\\[{}\\]",
    "math_block": "<p>\\[{}\\]</p>\n",
}
_ALL = ("paragraph", "reference", "blockquote", "list")
_TEXT = ("paragraph", "reference")
_MOST = ("paragraph", "reference", "blockquote")


@lru_cache(maxsize=1)
def block_parser() -> BlockParser:
    """Return the block parser of ``parser()``."""
    return BlockParser(_block_rows())


@lru_cache(maxsize=1)
def parser() -> MarkdownIt:
    """Return the parser: CommonMark, GFM tables, strikethrough, task lists, footnotes, math.

    Definition lists and ``<details>`` too.  It holds no state between calls; one instance serves
    a process.  Raw HTML passes through: whoever renders it cleans it.
    """
    md = MarkdownIt("commonmark", {"html": True, "maxNesting": 40})
    md.block = block_parser()
    md.inline = InlineParser(
        {
            "\n": (newline,),
            "\\": (math_bracket, rules_inline.escape),
            "`": (rules_inline.backtick,),
            "~": (rules_inline.strikethrough.tokenize,),
            "*": (emphasis,),
            "_": (emphasis,),
            "[": (footnote_ref, link),
            "!": (image,),
            "<": (rules_inline.autolink, rules_inline.html_inline),
            "&": (rules_inline.entity,),
            "$": (math_dollar,),
        }
    )
    md.core.ruler.at("inline", lambda state: parse_inlines(state.tokens, state.md, state.env))
    md.core.ruler.enableOnly(["normalize", "block", "inline"])
    for name, pattern in _SHOWN.items():
        md.renderer.rules[name] = partial(_show, pattern)  # type: ignore[attr-defined]
    return md


def _show(pattern: str, tokens: Sequence[Token], index: int, *_: object) -> str:
    """Render a token that markdown-it-py has no rule for; ``render/`` has better ones."""
    token = tokens[index]
    return pattern.format(escapeHtml(str(token.meta.get("label", token.content))))


def _block_rows() -> list[Row]:
    return [
        Row("table", table, _TEXT),
        Row("code", rules_block.code),
        Row("math_block", math_block, _MOST, "$\\".__contains__),
        Row("fence", fence, _ALL, "`~".__contains__),
        Row("blockquote", _quote, _ALL, ">".__contains__),
        Row("hr", rules_block.hr, _ALL, "*-_".__contains__),
        Row("list", rules_block.list_block, _MOST, "*-+0123456789".__contains__),
        Row("footnote_def", footnote_def, _TEXT, "[".__contains__),
        Row("reference", reference, (), "[".__contains__),
        Row("details", details, _MOST, "<".__contains__),
        Row("html_block", html_block, _MOST, "<".__contains__),
        Row("heading", heading, _MOST, f"#{INVISIBLE}".__contains__),
        Row("typed_list", typed_list, _MOST, may_be_bullet),
        Row("deflist", _deflist, _MOST),
        Row("text", text_block),
    ]


def _quote(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a quote; every level reads all its lines again, so there are not many levels."""
    if silent:
        return rules_block.blockquote(state, start, end, silent)
    log = log_of(state.env)
    if log.quotes >= QUOTES:
        if state.src[state.bMarks[start] + state.tShift[start]] == ">":
            note_depth(state, start)
        return False
    log.quotes += 1
    taken = rules_block.blockquote(state, start, end, silent)
    log.quotes -= 1
    return taken


def _plugin_rule() -> BlockRule:
    """Return the plugin's rule, which it hands to a parser only."""
    carrier = MarkdownIt("zero")
    carrier.block.ruler = Ruler[BlockRule]()
    carrier.block.ruler.push("paragraph", text_block)
    deflist_plugin(carrier)
    return carrier.block.ruler.getRules("")[0]


_DEFLIST = _plugin_rule()


def _deflist(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a definition list; only ``:`` starts a definition, since ``~ 5`` means "about five"."""
    if silent:
        return state.ddIndent >= 0 and _DEFLIST(state, start, end, silent)
    line = start + 1
    if line < end and state.isEmpty(line):
        line += 1
    if line >= end or state.isEmpty(line):
        return False
    if state.src[state.bMarks[line] + state.tShift[line]] != ":":
        return False
    return _DEFLIST(state, start, end, silent)
