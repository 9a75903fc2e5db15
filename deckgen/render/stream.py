"""The parser's tokens as HTML, not yet sanitised."""

from __future__ import annotations

from collections.abc import Sequence

from markdown_it.token import Token

from deckgen.markdown import parser
from deckgen.render.footnotes import environment
from deckgen.render.rules import FIXED, RULES, alert_kind
from deckgen.render.state import State


def render_tokens(tokens: Sequence[Token], state: State) -> str:
    """Return block or inline tokens as HTML; definitions of footnotes are left out."""
    out: list[str] = []
    index = 0
    while index < len(tokens):
        token = tokens[index]
        kind = token.type
        if kind == "inline":
            out.append(render_tokens(_children(tokens, index), state))
        elif kind == "footnote_reference_open":
            index = _close(tokens, index)
        elif not token.hidden:
            fixed = FIXED.get(kind)
            if fixed is not None:
                out.append(fixed)
            elif rule := RULES.get(kind):
                out.append(rule(tokens, index, state))
        index += 1
    return "".join(out)


def render_source(markdown: str, state: State) -> str:
    """Return inline Markdown as HTML; the document's link references and footnotes count."""
    return render_tokens(parser().parseInline(markdown, environment(state.context)), state)


def _children(tokens: Sequence[Token], index: int) -> Sequence[Token]:
    """Return the tokens of a line of text, without the marker of an alert."""
    children = tokens[index].children or ()
    if index < 2 or tokens[index - 2].type != "blockquote_open":
        return children
    if not alert_kind(tokens, index - 2):
        return children
    for place, child in enumerate(children):
        if child.type in ("softbreak", "hardbreak"):
            return children[place + 1 :]
    return ()


def _close(tokens: Sequence[Token], index: int) -> int:
    level = tokens[index].level
    index += 1
    while tokens[index].level != level or tokens[index].nesting != -1:
        index += 1
    return index
