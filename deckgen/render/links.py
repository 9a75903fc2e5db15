"""Addresses in links."""

from __future__ import annotations

import posixpath
import re

from deckgen.patterns import lazy

_SCHEME = lazy(r"[A-Za-z][A-Za-z0-9+.-]*:")
_WEB = lazy(r"(?:https?://|mailto:)[^\s]", re.IGNORECASE)
_INVISIBLE = lazy(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]+")


def link_address(href: str, path: str, base: str) -> str:
    """Return the address a link leads to from a card, or nothing where it cannot lead anywhere.

    Web and mail addresses stay; a relative address becomes one below ``base`` (the project's root
    on the web) as seen from the file ``path``; anchors and all other schemes lead nowhere.
    """
    href = _INVISIBLE.sub("", href)
    if href.startswith("//"):
        href = "https:" + href
    if _WEB.match(href):
        return href
    if not href or not base or href[0] in "#?\\" or _SCHEME.match(href):
        return ""
    place, mark, rest = _split(href)
    folder = "" if place.startswith("/") else posixpath.dirname(path)
    target = posixpath.normpath(posixpath.join(folder, place.lstrip("/")))
    if target == ".." or target.startswith("../"):
        return ""
    root = base.rstrip("/") + "/"
    tail = "/" if place.endswith("/") and target != "." else ""
    return root + ("" if target == "." else target) + tail + mark + rest


def _split(href: str) -> tuple[str, str, str]:
    for index, character in enumerate(href):
        if character in "?#":
            return href[:index], character, href[index + 1 :]
    return href, "", ""
