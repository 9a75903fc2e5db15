"""How an outline looks: to people, cut to the terminal, and as JSON."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

from deckgen.cli.fitting import can_show, fit, pad, terminal_width
from deckgen.cli.outline import Row
from deckgen.diagnostics import Diagnostic, machine
from deckgen.diagnostics.excerpt import show_safely
from deckgen.diagnostics.render import Style, count_things, render_concise, summarize
from deckgen.dialects import ReadingSettings

_COLORS = {
    "topic": ("1",),
    "question": ("32",),
    "unanswered": ("33",),
    "instruction": ("35",),
}
_DIM = "2"
_PLAIN = frozenset({"navigation", "instruction"})
"""Roles that need no reason."""
_ROLE = 11
_DIALECT = 10

OVERRULE = """\
Not as you meant it? The nearest of these wins, and `deckgen explain` shows the effect:

  one section   <!-- deckgen: skip -->          below its heading: no question in it
                <!-- deckgen: ask -->           below its heading: it asks
  this file     <!-- deckgen: question=h3 -->   in a line of its own: level 3 asks, nothing else
                <!-- deckgen: never=item -->    list items never ask
                front matter                    deckgen: {question: [h2, bold]}
  the project   deckgen.toml                    [reading]
                                                question = ["h3"]
                                                skip = ["Exercises"]
  some files    deckgen.toml                    [[path]]
                                                glob = "notes/**"
                                                reading = { file_asks = true }
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outline:
    """All that is shown of a file."""

    path: str
    lines: int
    settings: ReadingSettings
    rows: tuple[Row, ...]
    diagnostics: tuple[Diagnostic, ...]


def render_json(outline: Outline) -> str:
    """One object: ``path``, ``settings``, ``parts`` and ``diagnostics`` as in ``check``."""
    found = json.loads(machine.render_json(outline.diagnostics))
    parts: list[dict[str, Any]] = [asdict(row) for row in outline.rows]
    data = {
        "path": outline.path,
        "lines": outline.lines,
        "settings": asdict(outline.settings),
        "parts": parts,
        **found,
    }
    return json.dumps(data, indent=2, ensure_ascii=True) + "\n"


def render_text(outline: Outline, *, color: bool) -> str:
    """The outline, the findings, and how to overrule."""
    style = Style(color)
    blocks = [_head(outline, style), _table(outline.rows, style) if outline.rows else ""]
    if outline.diagnostics:
        found = render_concise(outline.diagnostics, color=color)
        blocks.append(f"findings: {summarize(outline.diagnostics)}\n{found}")
    return "\n".join(filter(None, [*blocks, OVERRULE]))


def _head(outline: Outline, style: Style) -> str:
    counts = Counter(row.role for row in outline.rows)
    dialects = Counter(row.dialect for row in outline.rows if row.role == "question")
    kinds = ", ".join(f"{name} {count:,}" for name, count in dialects.most_common())
    said = count_things(counts["question"], "question") + (f" ({kinds})" if kinds else "")
    if counts["unanswered"]:
        said += f", {counts['unanswered']:,} without an answer"
    lines = count_things(outline.lines, "line")
    head = f"{style.paint(show_safely(outline.path), '1')}: {said} in {lines}\n"
    given = [f"{name} = {_value(value)}" for name, value in asdict(outline.settings).items()]
    default = ReadingSettings()
    told = [
        text
        for text, name in zip(given, asdict(outline.settings), strict=True)
        if getattr(outline.settings, name) != getattr(default, name)
    ]
    return head + (f"as its author wants: {show_safely('; '.join(told))}\n" if told else "")


def _value(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, tuple) else str(value).lower()


def _table(rows: Sequence[Row], style: Style) -> str:
    """A line for what a part was taken for, and one for the reasons."""
    places = [_place(row) for row in rows]
    width = max((len(place) for place in places), default=0)
    width = max(width, len("lines"))
    whole = terminal_width()
    start = width + 2 + _ROLE + 1 + _DIALECT + 1
    title = f"{pad('lines', width)}  {pad('taken for', _ROLE)} {pad('dialect', _DIALECT)} text"
    lines = [style.paint(title, _DIM)]
    for row, place in zip(rows, places, strict=True):
        indent = " " * min(2 * row.depth, 12, max(whole - start - 24, 0))
        text = fit(row.text, max(whole - start - len(indent), 10))
        role = style.paint(pad(row.role, _ROLE), *_COLORS.get(row.role, (_DIM,)))
        dialect = pad(fit(row.dialect, _DIALECT), _DIALECT)
        lines.append(f"{place:<{width}}  {role} {dialect} {indent}{text}".rstrip())
        reason = _reason(row)
        if reason:
            room = max(whole - start - len(indent) - 2, 10)
            wrapped = _wrap(reason, room)
            lines += [" " * start + indent + "  " + style.paint(line, _DIM) for line in wrapped]
    return "".join(f"{line}\n" for line in lines)


def _place(row: Row) -> str:
    dash = "–" if can_show("–") else "-"
    return str(row.line) if row.line == row.end_line else f"{row.line}{dash}{row.end_line}"


def _reason(row: Row) -> str:
    """``ends with a question mark, 91 % of its form (h3) ask; else: topic``."""
    if row.role in _PLAIN:
        return ""
    reason = ", ".join(row.why)
    return f"{reason}; runner-up: {row.instead}" if row.instead else reason


def _wrap(text: str, room: int) -> list[str]:
    """Wrap at spaces; a word that is wider than the room is cut."""
    lines: list[str] = []
    for word in show_safely(" ".join(text.split())).split():
        if lines and len(lines[-1]) + 1 + len(word) <= room:
            lines[-1] += f" {word}"
        else:
            lines.append(fit(word, room))
    return lines
