"""Emphasis (CommonMark 6.2), also beside Chinese, Japanese and Korean letters.

CommonMark takes a mark between punctuation and a letter for no closing mark, so that
``**注意：**这`` stays as it is: these scripts put no space there.
"""

from __future__ import annotations

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace
from markdown_it.rules_inline import StateInline
from markdown_it.rules_inline.state_inline import Delimiter

from deckgen.patterns import lazy

_SPACELESS = lazy(
    r"[\u1100-\u11ff\u2e80-\u303f\u3040-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe4f\uff00-\uffef"
    r"\U00020000-\U0003ffff]"
)


def emphasis(state: StateInline, silent: bool) -> bool:
    """Take a run of ``*`` or ``_``."""
    if silent:
        return False
    start = state.pos
    marker = state.src[start]
    scanned = state.scanDelims(start, marker == "*")
    can_open, can_close = scanned.can_open, scanned.can_close
    if marker == "*" and not (can_open and can_close):
        before = state.src[start - 1] if start else " "
        end = start + scanned.length
        after = state.src[end] if end < state.posMax else " "
        can_open = can_open or _flanks(after, before)
        can_close = can_close or _flanks(before, after)
    for _ in range(scanned.length):
        token = state.push("text", "", 0)
        token.content = marker
        state.delimiters.append(
            Delimiter(
                marker=ord(marker),
                length=scanned.length,
                token=len(state.tokens) - 1,
                end=-1,
                open=can_open,
                close=can_close,
            )
        )
    state.pos += scanned.length
    return True


def _flanks(inside: str, outside: str) -> bool:
    """Tell whether a mark with punctuation inside may stand beside a letter without a space."""
    is_punctuation = isMdAsciiPunct(ord(inside)) or isPunctChar(inside)
    return (
        is_punctuation and not isWhiteSpace(ord(inside)) and _SPACELESS.match(outside) is not None
    )
