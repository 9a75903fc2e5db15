"""A list whose marks were lost: one item a line, and nothing else."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from deckgen.patterns import lazy

_OPENING = "*_\"'“‘«„"
_CLOSED = lazy(r"[.!?:;,…。！？：；，、．؟،؛।][*_\"'”’»)\]]*\Z")
_LEAD = lazy(r"[:：][*_]*\Z")
_LABEL = lazy(r"[^\s:：]+(?:[ \t][^\s:：]+)?[ \t]?[:：]|[^\W\d_]{1,3}[.．)][ \t]")
_HARD_BREAK = lazy(r"(?: {2}|\\|<br[ \t]*/?>[ \t]*)\Z", re.IGNORECASE)
_NUMBER = lazy(
    r"\s*(?:(?P<comma>\d{1,3})[、．]|[(（](?P<round>\d{1,3})[)）]|(?P<wide>\d{1,3})）"
    r"|(?P<circle>[\u2460-\u2473]))\s*(?=\S)"
)
_UNSEEN = lazy(r"\*\*|__|`|\]\([^()\s]*\)")
_NARROW = 50
"""Columns; prose is wrapped at more."""

_SHORT = 60
"""Columns; a longer line without closing punctuation goes on in the next."""

_SEPARATOR = lazy(r"::|;;|：：")
_WIDE = lazy(r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]")
_MARKED_LINE = lazy(r"(\*\*|__).*\1\s*\Z")


class LostList(NamedTuple):
    """The line that each item starts with, the length of its mark, and the first number (or 0)."""

    starts: tuple[int, ...]
    marks: tuple[int, ...]
    number: int = 0


def find_items(lines: list[str]) -> LostList | None:
    """Return the items that the lines of a paragraph are, if they are any.

    A first line that ends with a colon may lead to them.
    """
    lead = 1 if len(lines) > 2 and _LEAD.search(lines[0]) else 0
    found = _find_numbered(lines, lead)
    if found or not _are_items([line.strip() for line in lines[lead:]]):
        return found
    if any(_HARD_BREAK.search(line) for line in lines[:-1]):
        return None  # the author has said what the line ends are
    return LostList(tuple(range(lead, len(lines))), (0,) * (len(lines) - lead))


def _find_numbered(lines: list[str], lead: int) -> LostList | None:
    """Find items with numbers that Markdown does not know: ``1、``, ``(1)``, ``①``.

    Letters are none: they name the choices of a quiz, and must stay.
    """
    style, first = "", 0
    starts: list[int] = []
    marks: list[int] = []
    for number, line in enumerate(lines[lead:], lead):
        found = _NUMBER.match(line)
        value = _value(found) if found else -1
        kind = found.lastgroup if found else ""
        if not starts and (value < 0 or not kind):
            return None
        if not starts:
            style, first = kind or "", value
        if kind == style and value == first + len(starts):
            starts.append(number)
            marks.append(found.end() if found else 0)
    if len(starts) < 2:
        return None
    return LostList(tuple(starts), tuple(marks), max(first, 1))


def _value(found: re.Match[str]) -> int:
    mark = found[found.lastgroup or 0]
    return int(mark) if mark.isdecimal() else ord(mark) - ord("\u2460") + 1


def _are_items(items: list[str]) -> bool:
    """Tell whether lines are one item each.

    The evidence: every line starts with an upper-case or caseless letter, and at least one that is
    not the last has no closing punctuation although the first word of the next line would have
    fitted (see ``_room``).  Prose wrapped at a width has no such line, nor has prose with one
    sentence a line.  Lines of question and answer (labels, separators, a bold first line) are
    never items.
    """
    if len(items) < 2 or not all(map(_starts_anew, items)) or any(map(_is_other_form, items)):
        return False
    if len(items) == 2 and (_CLOSED.search(items[0]) or _CLOSED.search(items[1])):
        return False
    room = _room(items)
    return any(
        _width(item) <= _SHORT
        and _width(item) + _next_word(item, following) <= room
        and not _CLOSED.search(item)
        for item, following in pairwise(items)
    )


def _room(items: list[str]) -> float:
    """Return the columns up to which a wrapped line would surely have been filled.

    That is the longest line, if it is shorter than any width that prose is wrapped at.  Else it is
    less, since authors who wrap by hand do so roughly; and less still where no letter is small
    (other scripts, all capitals), so that the first letters of the lines say nothing.
    """
    longest = max(map(_width, items))
    if not any(letter.islower() for item in items for letter in item):
        return 0.7 * longest
    return longest if longest < _NARROW else 0.8 * longest


def _starts_anew(line: str) -> bool:
    letter = line.lstrip(_OPENING)[:1]
    return letter.isalpha() and not letter.islower()


def _is_other_form(line: str) -> bool:
    return bool(
        _LABEL.match(line.lstrip("*_")) or _SEPARATOR.search(line) or _MARKED_LINE.match(line)
    )


def _width(text: str) -> int:
    """Columns that the text takes: Chinese, Japanese and Korean letters take two."""
    shown = _UNSEEN.sub("", text)
    return len(shown) + len(_WIDE.findall(shown))


def _next_word(line: str, following: str) -> int:
    """Columns that the first word of the next line would have added."""
    if _WIDE.match(following):
        return 2
    return (0 if _WIDE.match(line[-1:]) else 1) + _width(following.split(None, 1)[0])
