"""The filters ``{{cloze:Text}}`` and ``{{cloze-only:Text}}``: what Anki makes of clozes.

After ``cloze.rs`` of Anki 26.09: the tokens are those of :mod:`deckgen.notes.cloze`.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from deckgen.notes.cloze import MARK, MAX_DEPTH, read_numbers
from deckgen.patterns import lazy

_SAFE = lazy(r"[^0-9A-Za-z\u0100-\U0010ffff]")
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#x27;"}
_OPENED = lazy(r"\\[(\[]")
_CLOSED = lazy(r"\\[)\]]")


@dataclass(slots=True)
class _Cloze:
    """A cloze that is being read, with what is in it."""

    numbers: tuple[int, ...]
    nodes: list[str | _Cloze] = field(default_factory=list)
    hint: str | None = None


def reveal(text: str, number: int, *, is_front: bool) -> str:
    """Return a cloze field as the card of that number shows it, nothing if it has no such cloze."""
    html: list[str] = []
    found = [_write(node, number, html, is_front=is_front) for node in _read(text)]
    return _clear_formulas("".join(html)) if any(found) else ""


def reveal_only(text: str, number: int, *, is_front: bool) -> str:
    """Return what the clozes of a number hide, or on the front their hints, and nothing else."""
    found: list[str] = []
    _gather(_read(text), number, found, is_front=is_front)
    return ", ".join(found)


def _gather(nodes: list[str | _Cloze], number: int, found: list[str], *, is_front: bool) -> None:
    for node in nodes:
        if isinstance(node, str):
            continue
        if number in node.numbers:
            hint = "..." if node.hint is None else node.hint
            found.append(hint if is_front else _text(node))
        _gather(node.nodes, number, found, is_front=is_front)


def _text(cloze: _Cloze) -> str:
    return "".join(node if isinstance(node, str) else _text(node) for node in cloze.nodes)


def _read(text: str) -> list[str | _Cloze]:
    """Return the text as a tree; what was opened and never closed is lost, as in Anki."""
    top: list[str | _Cloze] = []
    opened: list[_Cloze] = []
    position = 0
    for mark in MARK.finditer(text):
        numbers = read_numbers(mark[1]) if mark[1] else ()
        if mark[1] and not numbers:
            continue  # `{{c,::` is text
        _add_text(text[position : mark.start()], opened, top)
        position = mark.end()
        if numbers:
            if len(opened) < MAX_DEPTH:
                opened.append(_Cloze(numbers))
        elif opened:
            cloze = opened.pop()
            (opened[-1].nodes if opened else top).append(cloze)
        else:
            top.append("}}")
    _add_text(text[position:], opened, top)
    return top


def _add_text(text: str, opened: list[_Cloze], top: list[str | _Cloze]) -> None:
    if not text:
        return
    if not opened:
        top.append(text)
        return
    before, hint, after = text.partition("::")
    if hint:
        opened[-1].hint = after
    opened[-1].nodes.append(before)


def _write(node: str | _Cloze, number: int, html: list[str], *, is_front: bool) -> bool:
    """Append the HTML of a node; tell whether the asked cloze is in it."""
    if isinstance(node, str):
        html.append(node)
        return False
    is_asked = number in node.numbers
    ordinals = ",".join(map(str, node.numbers))
    if is_asked and is_front:
        hidden: list[str] = []
        for inner in node.nodes:
            _write(inner, number, hidden, is_front=is_front)
        answer = _attribute("".join(hidden))
        hint = "..." if node.hint is None else node.hint
        html.append(
            f'<span class="cloze" data-cloze="{answer}" data-ordinal="{ordinals}">[{hint}]</span>'
        )
        return True
    name = "cloze" if is_asked else "cloze-inactive"
    html.append(f'<span class="{name}" data-ordinal="{ordinals}">')
    found = [_write(inner, number, html, is_front=is_front) for inner in node.nodes]
    html.append("</span>")
    return is_asked or any(found)


def _attribute(text: str) -> str:
    """Return text as Anki writes it into ``data-cloze``: all but letters and digits as entities."""
    return _SAFE.sub(lambda found: _NAMED.get(found[0]) or f"&#x{ord(found[0]):02X};", text)


def _clear_formulas(html: str) -> str:
    """Take the tags out of formulas, as Anki does for MathJax."""
    out: list[str] = []
    position = 0
    while opened := _OPENED.search(html, position):
        closed = _CLOSED.search(html, opened.end())
        if closed is None:
            break
        out += [html[position : opened.end()], _strip_tags(html[opened.end() : closed.start()])]
        out.append(closed[0])
        position = closed.end()
    return "".join((*out, html[position:]))


def _strip_tags(html: str) -> str:
    """Return HTML without comments and tags, entities as they are."""
    out: list[str] = []
    position = 0
    while (start := html.find("<", position)) >= 0:
        is_comment = html.startswith("<!--", start)
        end = html.find("-->", start + 4) + 3 if is_comment else 0
        if end < 3:
            end = html.find(">", start) + 1
        if not end:
            break
        out.append(html[position:start])
        position = end
    return "".join((*out, html[position:]))
