"""How each of the parser's tokens becomes HTML: a table of small functions."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from markdown_it.token import Token

from deckgen.patterns import lazy
from deckgen.render.allowed import ALERTS
from deckgen.render.code import code_block
from deckgen.render.footnotes import key_of
from deckgen.render.links import link_address
from deckgen.render.math import display_math, inline_math
from deckgen.render.pictures import picture
from deckgen.render.raw import raw_block, raw_inline
from deckgen.render.state import State
from deckgen.render.tags import open_link
from deckgen.render.text import escape, quote

Rule = Callable[[Sequence[Token], int, State], str]

FIXED: Mapping[str, str] = {
    "paragraph_open": "<p>",
    "paragraph_close": "</p>\n",
    "bullet_list_close": "</ul>\n",
    "ordered_list_close": "</ol>\n",
    "list_item_open": "<li>",
    "list_item_close": "</li>\n",
    "table_open": '<div class="tbl"><table>',
    "table_close": "</table></div>\n",
    "thead_open": "<thead>",
    "thead_close": "</thead>",
    "tbody_open": "<tbody>",
    "tbody_close": "</tbody>",
    "tr_open": "<tr>",
    "tr_close": "</tr>\n",
    "th_close": "</th>",
    "td_close": "</td>",
    "dl_open": "<dl>",
    "dl_close": "</dl>\n",
    "dt_open": "<dt>",
    "dt_close": "</dt>\n",
    "dd_open": "<dd>",
    "dd_close": "</dd>\n",
    "details_open": "<details>",
    "details_close": "</details>\n",
    "summary_open": "<summary>",
    "summary_close": "</summary>\n",
    "strong_open": "<strong>",
    "strong_close": "</strong>",
    "em_open": "<em>",
    "em_close": "</em>",
    "s_open": "<s>",
    "s_close": "</s>",
    "mark_open": "<mark>",
    "mark_close": "</mark>",
    "sub_open": "<sub>",
    "sub_close": "</sub>",
    "sup_open": "<sup>",
    "sup_close": "</sup>",
    "hardbreak": "<br>\n",
    "softbreak": "\n",
    "hr": "<hr>\n",
    "front_matter": "",
}
"""Tokens that are the same HTML whatever they hold."""

_ADDRESS = lazy(r"(?<![A-Za-z0-9])https?://[A-Za-z0-9][!#-&(-;=?-_a-z{-~]*")
_CLOZE_MARK = lazy(r"\{\{c[0-9]|\}\}")
_CLOZE_GOES_ON = lazy(r"::|\}\}")
_MARK = lazy(r"(?:[.,;!?)\]…。，、；：！？）」]|:(?!:))+")
_ALERT = lazy(r"\[!([A-Za-z]+)\][ \t]*(?:\n|\Z)")


def _text(tokens: Sequence[Token], index: int, state: State) -> str:
    content = tokens[index].content
    if index and tokens[index - 1].type == "math_inline":
        content = content[len(_mark(content)) :]
    if "://" in content and not state.links:
        return "".join(_linked(content))
    return escape(content)


def _linked(text: str) -> Iterator[str]:
    """Yield text with its bare addresses as links (GFM 6.9).

    In a cloze an address ends before the hint and the closing braces: they would end the cloze
    within the link's attribute, and leave the rest of it on the front.
    """
    end = 0
    in_cloze = False
    for found in _ADDRESS.finditer(text):
        before = text[end : found.start()]
        if marks := _CLOZE_MARK.findall(before):
            in_cloze = marks[-1] != "}}"
        whole = _CLOZE_GOES_ON.split(found[0], maxsplit=1)[0] if in_cloze else found[0]
        address = _without_punctuation(whole)
        yield escape(before)
        yield f'<a href="{quote(address)}">{escape(address)}</a>'
        end = found.start() + len(address)
    yield escape(text[end:])


def _without_punctuation(address: str) -> str:
    """Return an address without what ends the sentence, or the brackets it stands in."""
    end = len(address)
    unmatched = address.count(")") - address.count("(")
    while address[end - 1] in "?!.,:;*_~|" or (address[end - 1] == ")" and unmatched > 0):
        unmatched -= address[end - 1] == ")"
        end -= 1
    return address[:end]


def _code_inline(tokens: Sequence[Token], index: int, _: State) -> str:
    return f"<code>{escape(tokens[index].content)}</code>"


def _code_block(tokens: Sequence[Token], index: int, state: State) -> str:
    token = tokens[index]
    info = token.info if token.type == "fence" else ""
    return code_block(token.content, info, state.context.colours.highlight)


def _math_inline(tokens: Sequence[Token], index: int, _: State) -> str:
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    mark = _mark(behind.content) if behind and behind.type == "text" else ""
    return inline_math(tokens[index].content, mark=mark)


def _mark(text: str) -> str:
    """Return the punctuation with which text goes on behind a formula, unless it is a cloze's."""
    found = _MARK.match(text)
    return found[0] if found else ""


def _math_display(tokens: Sequence[Token], index: int, _: State) -> str:
    return display_math(tokens[index].content) + "\n"


def _math_double(tokens: Sequence[Token], index: int, _: State) -> str:
    return inline_math(tokens[index].content, display=True)


def _heading_open(tokens: Sequence[Token], index: int, state: State) -> str:
    return f"<{state.headings.get(tokens[index].tag, 'h4')}>"


def _heading_close(tokens: Sequence[Token], index: int, state: State) -> str:
    return f"</{state.headings.get(tokens[index].tag, 'h4')}>\n"


def _bullets_open(tokens: Sequence[Token], index: int, _: State) -> str:
    token = tokens[index]
    return '<ul class="tasks">' if "contains-task-list" in str(token.attrGet("class")) else "<ul>"


def _numbers_open(tokens: Sequence[Token], index: int, _: State) -> str:
    start = tokens[index].attrGet("start")
    return "<ol>" if start is None else f'<ol start="{int(start)}">'


def _cell_open(tokens: Sequence[Token], index: int, _: State) -> str:
    token = tokens[index]
    side = str(token.attrGet("style") or "").removeprefix("text-align:")
    return f'<{token.tag} class="{side}">' if side else f"<{token.tag}>"


def _quote_open(tokens: Sequence[Token], index: int, state: State) -> str:
    kind = alert_kind(tokens, index)
    state.quotes.append("</div>\n" if kind else "</blockquote>\n")
    if not kind:
        return "<blockquote>"
    return f'<div class="alert {kind}"><p class="alert-title">{kind.capitalize()}</p>\n'


def _quote_close(_: Sequence[Token], __: int, state: State) -> str:
    return state.quotes.pop() if state.quotes else ""


def alert_kind(tokens: Sequence[Token], index: int) -> str:
    """Return the kind of alert a quote is: its first line is ``[!NOTE]`` or the like."""
    token = tokens[index]
    if token.type == "alert_open":
        kind = str(token.meta.get("kind", "note")).lower()
    else:
        inline = tokens[index + 2] if index + 2 < len(tokens) else token
        found = _ALERT.match(inline.content) if inline.type == "inline" else None
        kind = found[1].lower() if found else ""
    return kind if kind in ALERTS else ""


def _link_open(tokens: Sequence[Token], index: int, state: State) -> str:
    context = state.context
    href = str(tokens[index].attrGet("href") or "")
    address = link_address(href, context.document.source.path, context.link_base)
    return open_link(address, state)


def _link_close(_: Sequence[Token], __: int, state: State) -> str:
    return state.links.pop() if state.links else ""


def _image(tokens: Sequence[Token], index: int, state: State) -> str:
    token = tokens[index]
    target = str(token.attrGet("src") or "")
    title = str(token.attrGet("title") or "")
    made, file = picture(target, _words(token), state.context, title=title)
    state.need(file)
    return made


def _words(token: Token) -> str:
    """Return an image's description without its markup."""
    parts: list[str] = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            parts.append(" ")
        else:
            parts.append(_words(child) if child.children else child.content)
    return "".join(parts)


def _footnote(tokens: Sequence[Token], index: int, state: State) -> str:
    number = state.footnotes.setdefault(key_of(tokens[index]), len(state.footnotes) + 1)
    return f'<sup class="footnote">[{number}]</sup>'


RULES: Mapping[str, Rule] = {
    "text": _text,
    "text_special": _text,
    "code_inline": _code_inline,
    "code_block": _code_block,
    "fence": _code_block,
    "math_inline": _math_inline,
    "math_inline_double": _math_double,
    "math_block": _math_display,
    "math_block_label": _math_display,
    "heading_open": _heading_open,
    "heading_close": _heading_close,
    "bullet_list_open": _bullets_open,
    "ordered_list_open": _numbers_open,
    "th_open": _cell_open,
    "td_open": _cell_open,
    "blockquote_open": _quote_open,
    "blockquote_close": _quote_close,
    "link_open": _link_open,
    "link_close": _link_close,
    "image": _image,
    "html_inline": raw_inline,
    "html_block": lambda tokens, index, state: raw_block(tokens[index].content, state),
    "footnote_ref": _footnote,
}
"""Tokens whose HTML depends on what they hold or where they stand."""
