"""How findings look to people: ``full`` with an excerpt, ``concise``, and GitHub's annotations."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from deckgen.diagnostics.excerpt import Mark, draw_line, show_safely
from deckgen.diagnostics.record import Diagnostic, Severity
from deckgen.model import Span

Lookup = Callable[[str], str | None]
"""Path to the text of that file, or ``None`` where there is none to show."""

_COLORS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.NOTE: "36"}
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


@dataclass(frozen=True, slots=True)
class Style:
    """Paints text with ANSI colours, or leaves it as it is."""

    color: bool = False

    def paint(self, text: str, *codes: str) -> str:
        """The text in the given colours."""
        return f"\x1b[{';'.join(codes)}m{text}\x1b[0m" if self.color and text else text


def render_full(diagnostics: Iterable[Diagnostic], lookup: Lookup, *, color: bool = False) -> str:
    """Each finding with its source line, its mark and its help."""
    style = Style(color)
    lines = _Lines(lookup)
    return "\n".join("\n".join(_full(one, lines, style)) + "\n" for one in diagnostics)


def render_concise(diagnostics: Iterable[Diagnostic], *, color: bool = False) -> str:
    """``file:line:col: CODE message``, one line for each finding."""
    style = Style(color)
    return "".join(
        f"{_place(one.span)}: {style.paint(one.code, '1', _COLORS[one.severity])} "
        f"{show_safely(one.message)}\n"
        for one in diagnostics
    )


def render_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Workflow commands, which GitHub shows as annotations beside the lines."""
    return "".join(_annotation(one) for one in diagnostics)


def summarize(diagnostics: Iterable[Diagnostic], suppressed: int = 0) -> str:
    """``2 errors, 1 warning (3 suppressed)``."""
    found = [one.severity for one in diagnostics]
    counts = [(found.count(severity), severity.value) for severity in Severity]
    parts = [count_things(number, name) for number, name in counts if number]
    return (", ".join(parts) or "no findings") + (
        f" ({suppressed} suppressed)" if suppressed else ""
    )


def count_things(number: int, name: str) -> str:
    """The number with its noun: ``1 note``, ``2 notes``."""
    return f"{number:,} {name}{'' if number == 1 else 's'}"


class _Lines:
    """The lines of the files, each split once."""

    def __init__(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self._files: dict[str, list[str]] = {}

    def line(self, path: str, number: int) -> str | None:
        if path not in self._files:
            text = self._lookup(path)
            self._files[path] = [] if text is None else [s.rstrip() for s in text.split("\n")]
        lines = self._files[path]
        return lines[number - 1] if 0 < number <= len(lines) else None


def _place(span: Span) -> str:
    return f"{show_safely(span.path)}:{span.line}:{span.col}"


def _full(one: Diagnostic, lines: _Lines, style: Style) -> list[str]:
    color = _COLORS[one.severity]
    title = style.paint(f"{one.severity.value}[{one.code}]", "1", color)
    rows = [f"{title}{style.paint(': ' + show_safely(one.message), '1')}"]
    marks = _collect_marks(one)
    width = max(len(str(line)) for _, line in marks)
    bar = style.paint(" " * width + " |", "34")
    for i, ((path, line), found) in enumerate(marks.items()):
        arrow = "-->" if i == 0 else ":::"
        column = min(mark.start for mark in found if mark.primary or i)
        place = f"{show_safely(path)}:{line}:{column}"
        rows.append(f"{style.paint(' ' * width + arrow, '34')} {place}")
        source = lines.line(path, line)
        if source is None:
            rows += [f"{bar} {mark.text}" for mark in found if mark.text]
            continue
        shown, below = draw_line(source, _clip(found, source))
        paint = color if i == 0 else "34"
        rows.append(bar)
        rows.append(f"{style.paint(f'{line:>{width}} |', '34')} {shown}".rstrip())
        rows += [f"{bar} {style.paint(row, '1', paint)}" for row in below]
    if one.help:
        rows += [bar, f"{style.paint(' ' * width + ' =', '34')} help: {show_safely(one.help)}"]
    return rows


def _collect_marks(one: Diagnostic) -> dict[tuple[str, int], list[Mark]]:
    """What is underlined, by file and line; the finding's own place comes first."""
    marks: dict[tuple[str, int], list[Mark]] = {}
    spans = [(one.span, "", True), *((label.span, label.text, False) for label in one.labels)]
    for span, text, primary in spans:
        end = span.end_col if span.end_line == span.line else 1 << 30
        mark = Mark(start=span.col, end=end, text=show_safely(text), primary=primary)
        marks.setdefault((span.path, span.line), []).append(mark)
    return marks


def _clip(marks: list[Mark], source: str) -> list[Mark]:
    """Marks end with their line; one of no width marks its first character."""
    last = len(source) + 1
    return [
        Mark(
            start=mark.start,
            end=max(mark.start + 1, min(mark.end, max(last, mark.start + 1))),
            text=mark.text,
            primary=mark.primary,
        )
        for mark in marks
    ]


def _annotation(one: Diagnostic) -> str:
    """One workflow command.  An end column is only understood on the same line."""
    span = one.span
    properties = {
        "file": show_safely(span.path),
        "line": span.line,
        "endLine": max(span.line, span.end_line),
    }
    if span.end_line == span.line:
        properties |= {"col": span.col, "endColumn": max(span.col, span.end_col)}
    properties["title"] = one.code
    given = ",".join(f"{key}={_escape_property(str(value))}" for key, value in properties.items())
    message = show_safely(one.message)
    message += f"\nhelp: {show_safely(one.help)}" if one.help else ""
    return f"::{_GITHUB[one.severity]} {given}::{_escape(message)}\n"


def _escape(text: str) -> str:
    """As the workflow runner decodes it."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _escape_property(text: str) -> str:
    return _escape(text).replace(":", "%3A").replace(",", "%2C")
