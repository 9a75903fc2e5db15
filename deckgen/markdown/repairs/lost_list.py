"""A list whose marks were lost: one item a line, and nothing else."""

from __future__ import annotations

import re

_OPENING = "*_\"'“‘«„(["
_CLOSED = re.compile(r"[.!?:;,…。！？：；，、．؟،؛।][*_\"'”’»)\]]*\Z")
_LEAD = re.compile(r"[:：][*_]*\Z")
_LABEL = re.compile(r"[^\s:：]+(?:[ \t][^\s:：]+)?[ \t]?[:：]|[^\W\d_]{1,3}[.．)][ \t]")
_HARD_BREAK = re.compile(r"(?: {2}|\\|<br[ \t]*/?>[ \t]*)\Z", re.IGNORECASE)
_SEPARATOR = re.compile(r"::|;;|：：")
_WIDE = re.compile(
    r"[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uff60]"
)
_MARKED_LINE = re.compile(r"(\*\*|__).*\1\s*\Z")


def find_items(lines: list[str]) -> int | None:
    """Return which line the items start with (0, or 1 behind a leading line), if they are items.

    The evidence: every line starts with an upper-case or caseless letter, and at least one that is
    not the last has no closing punctuation although the first word of the next line would have
    fitted within the longest line.  Prose wrapped at a width has no such line, nor has prose with
    one sentence a line.  Lines of question and answer (labels, separators, a bold first line)
    are never items.
    """
    first = 1 if len(lines) > 2 and _LEAD.search(lines[0]) else 0
    items = [line.strip() for line in lines[first:]]
    if len(items) < 2 or not all(map(_starts_anew, items)) or any(map(_is_other_form, items)):
        return None
    if any(_HARD_BREAK.search(line) for line in lines[:-1]):
        return None  # hard breaks: the author has said what the line ends are
    if len(items) == 2 and (_CLOSED.search(items[0]) or _CLOSED.search(items[1])):
        return None
    widths = [_width(item) for item in items]
    longest = max(widths)
    for width, item, following in zip(widths, items, items[1:], strict=False):
        if not _CLOSED.search(item) and width + _next_word(item, following) <= longest:
            return first
    return None


def _starts_anew(line: str) -> bool:
    letter = line.lstrip(_OPENING)[:1]
    return letter.isalpha() and not letter.islower()


def _is_other_form(line: str) -> bool:
    return bool(
        _LABEL.match(line.lstrip("*_")) or _SEPARATOR.search(line) or _MARKED_LINE.match(line)
    )


def _width(text: str) -> int:
    """Columns that the text takes: Chinese, Japanese and Korean letters take two."""
    return len(text) + len(_WIDE.findall(text))


def _next_word(line: str, following: str) -> int:
    """Columns that the first word of the next line would have added."""
    if _WIDE.match(following):
        return 2
    return (0 if _WIDE.match(line[-1:]) else 1) + _width(following.split(None, 1)[0])
