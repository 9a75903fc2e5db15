"""The last word on every field: an allow-list, and nothing that Anki would take for its own syntax.

``clean`` does what a field needs, in this order: control characters go (Anki drops them, 0x1F
aborts an import), nh3 keeps what is allowed, text that looks like Anki's syntax is broken up, and
the result is NFC, as Anki stores it.  Cleaning twice is the same as cleaning once.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import nh3

from deckgen.patterns import lazy
from deckgen.render.allowed import ATTRIBUTES, CLASSES, SCHEMES, TAGS
from deckgen.render.text import CONTROLS

_MEDIA_NAME = lazy(r"[a-z0-9][a-z0-9.-]*-[0-9a-f]{12}\.[a-z0-9]+")
_ROUNDS = 4
_OWN_TAG = r"\[(?=sound:|anki:|/?latex\]|/?\$\$?\])"
_SYNTAX = rf"\\(?=[(\[])|{_OWN_TAG}"
_SOUND_OR_LATEX = lazy(_OWN_TAG, re.IGNORECASE)
_ANKI = lazy(_SYNTAX, re.IGNORECASE)
_MARKUP = lazy("[<>&\x00-\x08\x0b-\x1f\x7f]")
_PARTS = lazy(rf'<(?:span|div) class="(?:math|sound)">[^<]*<|<[^>]*>|{_SYNTAX}', re.IGNORECASE)


@lru_cache(maxsize=1)
def cleaner() -> nh3.Cleaner:
    """Return the one configured sanitiser."""
    return nh3.Cleaner(
        tags=set(TAGS),
        clean_content_tags=set(),
        attributes={tag: set(names) for tag, names in ATTRIBUTES.items()},
        allowed_classes={tag: set(names) for tag, names in CLASSES.items()},
        url_schemes=set(SCHEMES),
        link_rel="noopener noreferrer",
        strip_comments=True,
        url_relative=_media_name,
    )


def _media_name(address: str) -> str | None:
    """Return an address that is none of the web's if it is the name of a media file."""
    return address if _MEDIA_NAME.fullmatch(address) else None


def clean(html: str) -> str:
    """Return HTML that may stand in a field."""
    plain = html.isascii() and not _MARKUP.search(html)  # nothing that nh3 could change
    cleaned = html if plain else cleaner().clean(CONTROLS.sub("", html))
    if _ANKI.search(cleaned):
        cleaned = _PARTS.sub(_break_up, cleaned)
    if cleaned.isascii():
        return cleaned
    # A combining mark at the start of a text would melt into the tag before it: "b>" becomes "b≯".
    return unicodedata.normalize("NFC", cleaned.replace(">\u0338", ">&#824;"))


def clean_foreign(html: str) -> str:
    """Return HTML that may stand in a field, made from HTML that an author wrote.

    A browser's repair of broken HTML is not always stable: what is repaired may need repair again.
    So it is repaired until it stays; what never does is shown as text.
    """
    for _ in range(_ROUNDS):
        cleaned = clean(html)
        if cleaned == html:
            return cleaned
        html = cleaned
    return html if clean(html) == html else clean(html.replace("<", "&lt;"))


def _break_up(match: re.Match[str]) -> str:
    """Part what Anki would read as a formula, LaTeX or a sound, without changing what is read.

    Anki looks for them in the text of the field; MathJax looks in the text of the page and joins
    text over comments and entities, but not over elements.
    """
    found = match[0]
    if found in {"\\", "["}:
        return found + "<span></span>"
    if found.startswith('<span class="sound">'):
        return found
    if found.startswith(('<span class="math">', '<div class="math">')):
        return _SOUND_OR_LATEX.sub("&#91;", found)
    return found.replace("\\(", "&#92;(").replace("\\[", "&#92;[").replace("[", "&#91;")
