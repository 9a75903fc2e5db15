"""The allow-list: every tag, attribute and class that a field may hold.  All else is not there."""

from __future__ import annotations

from deckgen.render.palette import CODE_CLASSES
from deckgen.render.text import names

BLOCK_TAGS = names(
    "blockquote caption col colgroup dd details div dl dt figcaption figure h4 h5 h6 hr li ol p"
    " pre summary table tbody td tfoot th thead tr ul"
)
INLINE_TAGS = names(
    "a abbr b bdi bdo br cite code del dfn em i img ins kbd mark q rp rt ruby s samp small span"
    " strong sub sup u var wbr"
)
TAGS = BLOCK_TAGS | INLINE_TAGS

ATTRIBUTES: dict[str, frozenset[str]] = {
    "*": frozenset({"dir", "lang", "title"}),
    "a": frozenset({"href"}),
    "img": frozenset({"src", "alt", "width", "height"}),
    "ol": frozenset({"start", "reversed", "type"}),
    "li": frozenset({"value"}),
    "td": frozenset({"rowspan", "colspan"}),
    "th": frozenset({"rowspan", "colspan"}),
    "col": frozenset({"span"}),
    "colgroup": frozenset({"span"}),
    "details": frozenset({"open"}),
}

VOID_TAGS = frozenset({"br", "col", "embed", "hr", "img", "input", "source", "wbr"})

_ALIGN = frozenset({"left", "center", "right"})
ALIGNMENTS = dict.fromkeys(("div", "p", "td", "th", "tr"), _ALIGN)
"""Alignment classes by tag, from a table's head row or an author's ``align``."""

ALERTS = frozenset({"note", "tip", "important", "warning", "caution"})
CLASSES: dict[str, frozenset[str]] = {
    "div": frozenset({"tbl", "math", "alert"}) | ALERTS | _ALIGN,
    "p": frozenset({"alert-title"}) | _ALIGN,
    "pre": frozenset({"code", "mermaid"}),
    "span": frozenset({"math", "sound", "missing-image"}) | CODE_CLASSES,
    "sup": frozenset({"footnote"}),
    "ol": frozenset({"footnotes"}),
    "ul": frozenset({"tasks"}),
    "td": _ALIGN,
    "th": _ALIGN,
    "tr": _ALIGN,
}
"""deckgen's own classes; an author's classes never get this far."""

SCHEMES = frozenset({"http", "https", "mailto"})
