"""One tag of an author's own HTML, read and written anew with its allowed attributes."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Mapping

from deckgen.patterns import lazy
from deckgen.render.allowed import ALIGNMENTS, ATTRIBUTES, TAGS, VOID_TAGS
from deckgen.render.links import link_address
from deckgen.render.pictures import picture
from deckgen.render.state import State
from deckgen.render.text import escape, names, quote

Attributes = Mapping[str, str]

_ATTRIBUTE = lazy(
    r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'<>`]++)))?", re.DOTALL
)
_RENAMED = {
    **dict.fromkeys(("h1", "h2", "h3"), "h4"),
    **dict.fromkeys(names("address article aside center footer header hgroup main section"), "div"),
    "acronym": "abbr",
    "big": "b",
    "font": "span",
    "strike": "s",
    "tt": "code",
}
_SILENT = names("body html nav nobr noscript picture")
"""Tags that say nothing to a reader: they go, what is between them stays."""

_DEEPEST = 60
"""Authors' tags that may be open at once: a browser looks through all of them at every tag, and
repeats the inline ones in every block.  Those that close themselves (``<li>``, ``<td>``) do not
count.
"""

_SELF_CLOSING = names("caption colgroup dd dt li p rp rt summary tbody td tfoot th thead tr")

_BOOLEAN = frozenset({"open", "reversed"})
_VALID = {
    "dir": lazy(r"(?i:ltr|rtl|auto)"),
    "lang": lazy(r"[A-Za-z0-9-]{1,35}"),
    "start": lazy(r"-?\d{1,9}"),
    "value": lazy(r"-?\d{1,9}"),
    "type": lazy(r"[1aAiI]"),
    "rowspan": lazy(r"\d{1,3}"),
    "colspan": lazy(r"\d{1,3}"),
    "span": lazy(r"\d{1,3}"),
}


def tag(name: str, closing: bool, rest: str, source: str, state: State) -> str:
    """Return a tag as it may stand in a field, or its source as text where it may not.

    ``rest`` is what follows the name, ``source`` the whole tag.  A closing tag that closes
    nothing goes; a mixed-case name (``List<Object>``) is a word, not a tag.
    """
    lower = name.lower()
    if state.open["svg"]:
        return _within_drawing(lower, closing, state)
    # A closing tag has no attributes to be judged by.
    if is_text(name, name if closing else rest):
        return escape(source)
    lower = _RENAMED.get(lower, lower)
    if lower in _SILENT:
        return ""
    if closing:
        return _close(lower, source, state)
    attributes = _attributes(rest)
    if special := _SPECIAL.get(lower):
        return special(attributes, state)
    return _open(lower, attributes, state, center=name.lower() == "center")


def is_text(name: str, attributes: str) -> bool:
    """Tell whether an opening tag is no tag to deckgen, but text.

    So are unknown and active ones, those in mixed case (``List<Object>``) and those that are
    nothing without attributes (``<a>``): the text is about them.
    """
    lower = _RENAMED.get(name.lower(), name.lower())
    if not name.islower() and not name.isupper():
        return True
    if lower in _SPECIAL:
        return lower != "table" and not attributes.strip(" \t\n/")
    return lower not in TAGS and lower not in _SILENT


def _attributes(rest: str) -> Attributes:
    found: dict[str, str] = {}
    for match in _ATTRIBUTE.finditer(rest):
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), html.unescape(value) if "&" in value else value)
    return found


def _open(name: str, attributes: Attributes, state: State, center: bool = False) -> str:
    if name not in VOID_TAGS:
        if name not in _SELF_CLOSING:
            if state.depth >= _DEEPEST:
                return ""
            state.depth += 1
        state.open[name] += 1
    parts = [name]
    alignment = "center" if center else attributes.get("align", "").lower()
    if alignment in ALIGNMENTS.get(name, ()):
        parts.append(f'class="{alignment}"')
    elif name == "pre":
        parts.append('class="code"')
    for key in sorted(ATTRIBUTES["*"] | ATTRIBUTES.get(name, frozenset())):
        if key in attributes and (key not in _VALID or _VALID[key].fullmatch(attributes[key])):
            value = "" if key in _BOOLEAN else attributes[key]
            parts.append(f'{key}="{quote(value)}"')
    return f"<{' '.join(parts)}>"


def _close(name: str, source: str, state: State) -> str:
    if name == "a":
        return state.links.pop() if state.links else ""
    if name in VOID_TAGS or not state.open[name]:
        return "<br>" if name == "br" else escape(source) if name in _EMBEDDED else ""
    state.open[name] -= 1
    state.depth -= name not in _SELF_CLOSING and name not in _EMBEDDED
    if name == "table":
        return "</table></div>"
    return "" if name in _EMBEDDED else f"</{name}>"


def _anchor(attributes: Attributes, state: State) -> str:
    context = state.context
    href = attributes.get("href", "")
    address = link_address(href, context.document.source.path, context.link_base)
    return open_link(address, state)


def open_link(address: str, state: State) -> str:
    """Open a link, or nothing where there is no address; ``state.links`` knows how to close it."""
    state.links.append("</a>" if address else "")
    return f'<a href="{quote(address)}">' if address else ""


def _medium(attributes: Attributes, state: State) -> str:
    target = (attributes.get("src") or attributes.get("data", "")).strip()
    words = attributes.get("alt") or attributes.get("title", "")
    if not target:
        return escape(words)
    sizes = (attributes.get("width", ""), attributes.get("height", ""))
    made, file = picture(target, words, state.context, sizes, attributes.get("title", ""))
    state.need(file)
    return made


def _player(name: str) -> Callable[[Attributes, State], str]:
    def render(attributes: Attributes, state: State) -> str:
        if name not in VOID_TAGS:
            state.open[name] += 1
        return _medium(attributes, state) if "src" in attributes or "data" in attributes else ""

    return render


def _frame(attributes: Attributes, state: State) -> str:
    """A page within the page becomes a link to it."""
    state.open["iframe"] += 1
    address = link_address(attributes.get("src", ""), state.context.document.source.path, "")
    words = attributes.get("title") or address
    return f'<a href="{quote(address)}">{escape(words)}</a>' if address else escape(words)


def _input(attributes: Attributes, _: State) -> str:
    if attributes.get("type", "").lower() == "checkbox":
        return "☑" if "checked" in attributes else "☐"
    return escape(attributes.get("value") or attributes.get("placeholder", ""))


def _table(attributes: Attributes, state: State) -> str:
    opened = _open("table", attributes, state)
    return opened and f'<div class="tbl">{opened}'


def _drawing(attributes: Attributes, state: State) -> str:
    state.open["svg"] += 1
    return f"{escape(words)} " if (words := attributes.get("aria-label", "")) else ""


def _within_drawing(name: str, closing: bool, state: State) -> str:
    """Of a drawing typed into the text only its words stay: cards show pictures from files."""
    if name in ("style", "script"):
        state.open["svg style"] = int(not closing)
    elif name == "svg":
        state.open["svg"] += -1 if closing else 1
        state.open["svg style"] = 0
    return " "


_EMBEDDED = frozenset({"audio", "embed", "iframe", "object", "source", "svg", "video"})
_SPECIAL: Mapping[str, Callable[[Attributes, State], str]] = {
    "a": _anchor,
    "img": _medium,
    "table": _table,
    "svg": _drawing,
    "iframe": _frame,
    "input": _input,
    **{name: _player(name) for name in ("audio", "embed", "object", "source", "video")},
}
