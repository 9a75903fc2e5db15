"""The prompt of a question: inline Markdown without numbering, anchors, ids and badges."""

from __future__ import annotations

import re
from dataclasses import dataclass

from deckgen.dialects.label import MOST_STEPS, Step, read_label
from deckgen.markdown import plain


@dataclass(frozen=True, slots=True)
class Prompt:
    """A cleaned prompt; ``text`` is what a reader sees of ``markdown``.

    ``steps`` are the numbers that were taken off, ``number`` the first of them that has one.
    """

    markdown: str
    text: str
    number: str = ""
    explicit_id: str = ""
    steps: tuple[Step, ...] = ()


_ID = re.compile(r"\s*\{:?\s*(?:\.[\w-]+\s+)*#([\w.:-]+)[^{}]*\}\s*$")
_ATTRIBUTES = re.compile(r"\s*\{:?\s*[.\w][^{}]*=[^{}]*\}\s*$|\s*\{:?\s*\.[\w-]+[^{}]*\}\s*$")
_BRACKETED_SPAN = re.compile(r"\[([^\[\]]+)\]\{:?\s*#([\w.:-]+)[^{}]*\}")
_COMMENT_ID = re.compile(r"<!--\s*id:\s*([\w.:-]+)\s*-->")
_COMMENT = re.compile(r"<!--(?:[^-]|-(?!->))*-->")
_EMPTY_ANCHOR = re.compile(
    r"<a\s[^<>]*>\s*</a>|<a\s[^<>]*/>"
    r"|\s*(?<!!)\[(?:#|¶|🔗|⚓|§|:link:|\s*)\]\(\s*<?#?[^()]*\)\s*$"
    r"|<a\s[^<>]*href\s*=\s*[\"']?#[^<>]*>\s*[#¶🔗⚓§]\s*</a>",
    re.IGNORECASE,
)
_NAMED = re.compile(
    r"^<a\s[^<>]*\b(?:name|id)\s*=[^<>]*>((?:[^<]|<(?!/a>))*)</a>(.*)$", re.IGNORECASE | re.DOTALL
)
_SELF_LINK = re.compile(r"^\[((?:[^\[\]]|\[[^\[\]]*\])*)\]\(\s*<?#[^()\s]*\)$")
_BRACKETED = re.compile(r"^\[([^\[\]]+)\]$")
_BADGE = re.compile(
    r"\[!\[[^\[\]]*\]\([^()]*\)\]\([^()]*\)|!\[[^\[\]]*\]\([^()]*(?:badge|shields\.io)[^()]*\)",
    re.IGNORECASE,
)
_WRAPPERS = (
    re.compile(r"^(\*{1,3}|_{1,3})(?=\S)(.+?)(?<=\S)\1$", re.DOTALL),
    re.compile(
        r"^<(b|strong|i|em|u|h[1-6]|summary|font|span|big)\b[^<>]*>(.*)</\1>$",
        re.IGNORECASE | re.DOTALL,
    ),
)
_CHECKBOX = re.compile(r"^\[[ xX]\]\s+")
_BREAK = re.compile(r"^(?:<br\s*/?>\s*)+|(?:\s*<br\s*/?>)+$", re.IGNORECASE)
_LABEL_WRAP = re.compile(
    r"^(?:[^\w\s*_<`~|!\[(¿¡]{1,4}\s*)?(\*{1,3}|_{1,3}|`)([^*_`]{1,40})\1\s*[:.)：、-]?\s*"
)
_DECOR = re.compile(
    r"[^\w\s*_<`~|!\[(¿¡\"'#$]{1,4}[\s\ufe0f]*(?=\*{1,3}\S|_{1,3}\S|<(?:b|strong)\b)"
)
"""Emoji and bullets before emphasis."""

_OPENER = re.compile(
    r"(?:\*{1,3}|_{1,3}|<(?:b|strong|i|em|u|span|font)\b[^<>]*>|\[(?!\s*[Qq]?\d*\]))+",
    re.IGNORECASE,
)
_MARKUP = re.compile(r"[\\`*_{}\[\]<>!&$~^|:@]")
_ROUNDS = 6
_LONGEST = 2000
"""Longer prompts are left as they are; whatever they are, they were not typed as questions."""
_STARS = re.compile(r"(?<=\s)\*{1,3}$")
"""Stars behind a blank open nothing: they refer to a remark elsewhere."""
_BACKSLASH = re.compile(r"\\(?=[.)#\-])")


def read_prompt(source: str, most: int = _ROUNDS * MOST_STEPS) -> Prompt:
    """Clean inline Markdown as it stands in a heading, a bold line, a list item or a cell.

    At most ``most`` numbers are taken off its front.
    """
    source = source.strip()
    if len(source) > _LONGEST:
        return Prompt(source, " ".join(plain(source).split()), read_label(source).number)
    rest, explicit_id = _take_id(source)
    number = ""
    steps: tuple[Step, ...] = ()
    for _ in range(_ROUNDS):
        before = rest
        if _MARKUP.search(rest):
            rest = _unwrap(_tidy(rest))
        rest, found, taken = _take_label(rest, most - len(steps))
        number, steps = number or found, steps + taken
        if rest == before:
            break
    rest = rest.strip(" \t\u00a0")
    words = plain(rest) if _MARKUP.search(rest) else rest
    return Prompt(rest, " ".join(words.split()), number, explicit_id, steps)


def _take_id(source: str) -> tuple[str, str]:
    explicit = ""
    if "{" not in source and "<!" not in source:
        return source, explicit
    if found := _COMMENT_ID.search(source):
        explicit = found[1]
    source = _COMMENT.sub("", source).strip()
    if found := _BRACKETED_SPAN.search(source):
        explicit = explicit or found[2]
        source = _BRACKETED_SPAN.sub(r"\1", source)
    if found := _ID.search(source):
        explicit = explicit or found[1]
        source = source[: found.start()]
    return _ATTRIBUTES.sub("", source), explicit


def _tidy(source: str) -> str:
    source = _BADGE.sub("", source) if "![" in source else source
    source = _EMPTY_ANCHOR.sub("", source).strip()
    if found := _NAMED.match(source):
        source = found[1] + found[2]
    if found := _SELF_LINK.match(source):
        source = found[1]
    if found := _BRACKETED.match(source):
        source = found[1]
    source = _STARS.sub("", _CHECKBOX.sub("", _BREAK.sub("", source)))
    return source.strip()


def _unwrap(source: str) -> str:
    """Take off emphasis that wraps the whole prompt."""
    for wrapper in _WRAPPERS:
        found = wrapper.match(source)
        if found and _closed(found[1], found[2]):
            return found[2].strip()
    return source


def _closed(mark: str, inside: str) -> bool:
    """Whether the wrapper is one pair, and not the ends of two (``**a** and **b**``)."""
    if mark[0] in "*_":
        return mark not in inside
    return f"</{mark.lower()}>" not in inside.lower()


def _take_label(source: str, most: int) -> tuple[str, str, tuple[Step, ...]]:
    """Take numbering off, also where it is emphasised on its own (``**Q1:** What``)."""
    if most <= 0:
        return source, "", ()
    if found := _LABEL_WRAP.match(source) if _MARKUP.search(source[:60]) else None:
        label = read_label(found[2], most)
        if label.length and not label.rest:
            return source[found.end() :], label.number, label.steps
    decor = _DECOR.match(source)
    before = decor.end() if decor else 0
    opener = _OPENER.match(source, before)
    start = opener.end() if opener else 0
    plainly = _BACKSLASH.sub("", source[start : start + 60]) + source[start + 60 :]
    label = read_label(plainly, most)
    if label.length and label.rest:
        return source[before:start] + label.rest, label.number, label.steps
    return source, "", ()
