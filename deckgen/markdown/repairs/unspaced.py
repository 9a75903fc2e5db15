"""A heading whose mark is not followed by a space."""

from __future__ import annotations

from deckgen.patterns import lazy

_HEX_COLOUR = lazy(r"(?:[0-9a-fA-F]{3,4}|[0-9a-fA-F]{6}|[0-9a-fA-F]{8})\b")
_HASHTAG = lazy(r"(?:^|\s)#\w")


def is_unspaced_heading(level: int, rest: str, *, alone: bool) -> bool:
    """Tell whether ``rest``, which follows ``level`` number signs directly, is a heading.

    Two signs and more before a letter, a digit or an opening mark are one.  A single sign may be a
    hashtag, ``#include``, ``#!/bin/sh``, ``#1`` or a colour: it is a heading only if the line
    stands ``alone`` and reads like a title, of several words, the first with a capital (or
    caseless) letter.
    """
    first = rest[:1]
    if level > 1:
        return (
            first.isalnum() or first in ("*", "_", "`", "[", "¿", "¡", "“", "«") or first > "\u2600"
        )
    words = rest.split()
    caseless = first.isalpha() and not first.isupper() and not first.islower()
    if not alone or not first.isalpha() or first.islower() or _HEX_COLOUR.match(rest):
        return False
    return (len(words) > 1 or caseless) and not _HASHTAG.search(rest)
