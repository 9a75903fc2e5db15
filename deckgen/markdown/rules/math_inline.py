r"""Math in a line: ``$ … $``, ``$$ … $$``, ``\( … \)``, ``\[ … \]`` and GitHub's ``$`…`$``."""

from __future__ import annotations

import re

from markdown_it.rules_inline import StateInline

from deckgen.patterns import lazy

_WORD = lazy(r"[^\W\d_]{4,}")
_SIGN = lazy(r"\\[A-Za-z]|[\^_{}=<>+*/|]")
_TEX = lazy(r"\\[A-Za-z]|[\^{}=<>]")
_CLOSE = lazy(r"\\.|\$", re.DOTALL)
_LONGEST = 4000
"""Characters; what does not close within them is text."""


def math_dollar(state: StateInline, silent: bool) -> bool:
    """Take ``$…$`` or ``$$…$$``.

    As pandoc has it: no space inside the marks, no digit behind the closing one; as GitHub has it:
    no letter or digit outside either.  So ``$5 and $6``, ``US$5`` and ``$HOME/$USER`` are text.
    """
    src, start, end = state.src, state.pos, state.posMax
    if start and (_is_word(src[start - 1]) or src[start - 1] in "$_"):
        return False
    double = src.startswith("$$", start)
    inside = start + (2 if double else 1)
    close = _find_dollar(src, inside, min(end, inside + _LONGEST))
    if close < 0 or (double and src[close : close + 2] != "$$"):
        return False
    after = close + (2 if double else 1)
    content = src[inside:close]
    if not double:
        if not content or content[0].isspace() or content[-1].isspace():
            return False
        if after < end and (_is_word(src[after]) or src[after] == "$"):
            return False
    quoted = len(content) > 2 and content[0] == content[-1] == "`"
    content = content[1:-1] if quoted else content
    if not content.strip() or "`" in content or after > end:
        return False
    return _take(state, silent, content, "$$" if double else "$", after)


def math_bracket(state: StateInline, silent: bool) -> bool:
    r"""Take ``\(…\)`` or ``\[…\]``, unless they are escaped brackets around words."""
    src, start = state.src, state.pos
    opening = src[start + 1 : start + 2]
    if opening not in ("(", "["):
        return False
    closing = "\\)" if opening == "(" else "\\]"
    close = src.find(closing, start + 2, min(state.posMax, start + _LONGEST))
    content = src[start + 2 : close] if close > 0 else ""
    if not content.strip() or f"\\{opening}" in content:
        return False
    if not any(letter.isalnum() for letter in content):
        return False
    if opening == "[" and not is_tex(content):
        return False
    if _WORD.search(content) and not _SIGN.search(content):
        return False
    return _take(state, silent, content, "\\" + opening, close + 2)


def is_tex(content: str) -> bool:
    r"""Tell whether what stands between ``\[`` and ``\]`` is TeX; ``\[optional\]`` is not."""
    return bool(_TEX.search(content))


def _take(state: StateInline, silent: bool, content: str, mark: str, after: int) -> bool:
    if not silent:
        kind = "math_inline_double" if mark in ("$$", "\\[") else "math_inline"
        token = state.push(kind, "math", 0)
        token.content = content.strip()
        token.markup = mark
    state.pos = after
    return True


def _find_dollar(src: str, start: int, end: int) -> int:
    """Return the place of the next dollar sign that is not escaped, or -1."""
    for found in _CLOSE.finditer(src, start, end):
        if found[0] == "$":
            return found.start()
    return -1


def _is_word(letter: str) -> bool:
    return letter.isascii() and letter.isalnum()
