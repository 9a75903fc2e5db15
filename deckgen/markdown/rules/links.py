"""Images, links, link references and footnote references, with where the author wrote them."""

from __future__ import annotations

from typing import Any

from markdown_it import rules_block, rules_inline
from markdown_it.common.utils import normalizeReference
from markdown_it.rules_block import StateBlock
from markdown_it.rules_inline import StateInline

from deckgen.patterns import lazy

_FOOTNOTE = lazy(r"\[\^([^\]\s]{1,200})\]")
_SPACE = lazy(r"\s*")
_NO_POSITION = -1
"""A key of the parser's cache, which otherwise holds positions: the last end of a link's text."""


def link(state: StateInline, silent: bool) -> bool:
    """Take a link, unless nothing behind this bracket could make it one."""
    return _may_be_link(state) and rules_inline.link(state, silent)


def image(state: StateInline, silent: bool) -> bool:
    """Take an image; its token gets ``meta["target"]``, the address as written.

    ``meta["at"]`` is the offset of the address in the inline text, or of its definition in the
    file if ``meta["defined"]`` is set.
    """
    start = state.pos
    if not _may_be_link(state) or not rules_inline.image(state, silent):
        return False
    if silent:
        return True
    token = state.tokens[-1]
    src, place = state.src, start + 2 + len(token.content) + 1
    target, at = str(token.attrGet("src") or ""), start
    if src[place : place + 1] == "(":
        found = _SPACE.match(src, place + 1)
        at = found.end() if found else place + 1
        read = state.md.helpers.parseLinkDestination(src, at, len(src))
        target = read.str if read.ok else ""
        at += src.startswith("<", at)
        token.meta.update(target=target, at=at)
        return True
    label = src[place + 1 : state.pos - 1] or token.content
    reference = state.env.get("references", {}).get(normalizeReference(label), {})
    token.meta.update(target=reference.get("target", target), at=at)
    if "at" in reference:
        token.meta.update(at=reference["at"], defined=True)
    return True


def _may_be_link(state: StateInline) -> bool:
    last = state.cache.get(_NO_POSITION)
    if last is None:
        mark = "]" if state.env.get("references") else "]("
        last = state.cache[_NO_POSITION] = state.src.rfind(mark)
    return last > state.pos


def reference(state: StateBlock, start: int, end: int, silent: bool) -> bool:
    """Take a link reference definition; its entry also gets the address as written, and where."""
    begin = state.bMarks[start] + state.tShift[start]
    known = len(state.env.get("references", ()))
    if not rules_block.reference(state, start, end, silent):
        return False
    entries = state.env.get("references", {})
    if len(entries) > known:
        entry = next(reversed(entries.values()))
        stop = state.eMarks[state.line - 1]
        found = _SPACE.match(state.src, state.src.find("]:", begin) + 2, stop)
        at = found.end() if found else begin
        read = state.md.helpers.parseLinkDestination(state.src, at, stop)
        if read.ok:
            entry["target"] = read.str
            entry["at"] = at + state.src.startswith("<", at)
    return True


def footnote_ref(state: StateInline, silent: bool) -> bool:
    """Take ``[^label]`` if the document defines the footnote."""
    notes = state.env.get("footnotes")
    found = _FOOTNOTE.match(state.src, state.pos, state.posMax) if notes else None
    if not notes or not found or f":{found[1]}" not in notes.get("refs", {}):
        return False
    if not silent:
        token = state.push("footnote_ref", "", 0)
        token.meta = _count(notes, found[1])
    state.pos = found.end()
    return True


def _count(notes: dict[str, Any], label: str) -> dict[str, Any]:
    refs, listed = notes["refs"], notes.setdefault("list", {})
    number = refs[f":{label}"]
    if number < 0:
        number = refs[f":{label}"] = len(listed)
        listed[number] = {"label": label, "count": 0}
    used = listed[number]["count"]
    listed[number]["count"] += 1
    return {"id": number, "subId": used, "label": label}
