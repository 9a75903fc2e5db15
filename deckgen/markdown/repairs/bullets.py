"""Bullets typed as signs: what is one, and how deep it stands."""

from __future__ import annotations

from deckgen.patterns import lazy

STRONG = frozenset("•●▪■◾◼◦‣⁃∙❖➢➤►▶▸➔➣➛")
"""Signs that mean a bullet wherever a line starts with them."""

WEAK = frozenset("–·○□✓✔→")
"""Signs that mean a bullet only if two lines start with them."""

_MARK = lazy(r"[\uFE0E\uFE0F]?[ \t\u00a0\u2000-\u200b\u202f\u3000]*")


MARKDOWN = frozenset("-*+")
"""Markdown's own bullets, which it does not see before a no-break space."""

_NO_BREAK = "\u00a0\u2007\u202f\u3000"


def starts_bullet(line: str) -> bool:
    """Tell whether a line starts with a sign that means a bullet, and some text."""
    if line[:1] in MARKDOWN:
        return line[1:2] != "" and line[1:2] in _NO_BREAK and without_bullet(line) != ""
    return line != "" and is_bullet(line[0]) and without_bullet(line) != ""


def may_be_bullet(letter: str) -> bool:
    """Tell whether a line with this first letter is worth a look."""
    return letter in MARKDOWN or is_bullet(letter)


def is_bullet(letter: str) -> bool:
    """Tell whether a list item may start with ``letter``; private-use letters come from slides."""
    return letter in STRONG or letter in WEAK or "\ue000" <= letter <= "\uf8ff"


def is_strong(letter: str) -> bool:
    """Tell whether a single line with ``letter`` makes a list."""
    return letter not in WEAK


def without_bullet(line: str) -> str:
    """Take the sign and the space behind it off a line; nothing is left if it was no bullet."""
    found = _MARK.match(line, 1)
    rest = line[found.end() :] if found else ""
    spaced = found is not None and found.end() > 1
    if not rest or is_bullet(rest[0]):
        return ""
    return rest if spaced or line[0] not in WEAK else ""


def find_depth(stack: list[tuple[int, str]], indent: int, sign: str) -> int:
    """Return how many of the open lists, outermost first, remain above a new item.

    ``stack`` holds the indent and the sign of each.  The same sign at about the same indent is a
    sibling; a deeper indent or a new sign opens a list below.
    """
    for depth, (width, known) in enumerate(stack):
        if known == sign and indent <= width + 1:
            return depth
    depth = len(stack)
    while depth and indent < stack[depth - 1][0] - 1:
        depth -= 1
    return depth
