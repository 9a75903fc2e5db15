"""Where in a TOML text a key and its value are.

``tomllib`` gives values without positions.  This reads a text that ``tomllib`` has already
accepted, so it need only tell keys, strings, brackets and comments apart.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from deckgen.model import Span
from deckgen.patterns import lazy

Path = tuple[str | int, ...]

_KEY = lazy(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_VALUE = lazy(
    r'"""(?:[^\\]|\\.)*?"""' + r"|'''.*?'''"
    r'|"(?:[^"\\\n]|\\.)*"' + r"|'[^'\n]*'"
    r"|\#[^\n]*|[\[\]{}]|\n|[^\"'#\[\]{}\n]+",
    re.DOTALL,
)


@dataclass(slots=True)
class Places:
    """The places of one TOML text, by path: ``("deck", "name")``, ``("path", 0, "glob")``."""

    file: str
    text: str
    keys: dict[Path, tuple[int, int]] = field(default_factory=dict)
    values: dict[Path, tuple[int, int]] = field(default_factory=dict)

    def key(self, path: Path) -> Span:
        """The key itself, or the nearest table around it that has a place."""
        while path and path not in self.keys:
            path = path[:-1]
        return self._span(*self.keys.get(path, (0, 0)))

    def value(self, path: Path, literal: str | None = None) -> Span:
        """The value of a key; with ``literal``, that string inside it."""
        while path and isinstance(path[-1], int) and path not in self.values:
            path = path[:-1]
        if path not in self.values:
            return self.key(path)
        start, end = self.values[path]
        if literal is not None:
            for quoted in (f'"{literal}"', f"'{literal}'"):
                at = self.text.find(quoted, start, end)
                if at >= 0:
                    return self._span(at, at + len(quoted))
        return self._span(start, end)

    def _span(self, start: int, end: int) -> Span:
        line, col = position(self.text, start)
        end_line, end_col = position(self.text, end)
        return Span(self.file, line, col, end_line, end_col)


def position(text: str, offset: int) -> tuple[int, int]:
    """The 1-based line and column of an offset."""
    before = text.rfind("\n", 0, offset)
    return text.count("\n", 0, offset) + 1, offset - before


def find_places(text: str, file: str) -> Places:
    """Find all keys of a valid TOML text.  Linear in its length."""
    places = Places(file, text)
    table: Path = ()
    counts: dict[Path, int] = {}
    at = 0
    while at < len(text):
        char = text[at]
        if char in " \t\r\n":
            at += 1
        elif char == "#":
            at = _line_end(text, at)
        elif char == "[":
            table, at = _read_header(places, counts, at)
        else:
            at = _read_pair(places, table, at)
    return places


def _line_end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end


def _read_key(text: str, at: int) -> tuple[tuple[str, ...], int]:
    """Read a dotted key; the offset behind its last part comes with it."""
    parts: list[str] = []
    end = at
    while True:
        while text[at : at + 1] in (" ", "\t"):
            at += 1
        match = _KEY.match(text, at)
        if not match:
            return tuple(parts), end
        parts.append(match[0].strip("\"'"))
        at = end = match.end()
        while text[at : at + 1] in (" ", "\t"):
            at += 1
        if text[at : at + 1] != ".":
            return tuple(parts), end
        at += 1


def _read_header(places: Places, counts: dict[Path, int], at: int) -> tuple[Path, int]:
    """Read ``[table]`` or ``[[array]]``; return the table's path and the end of the line."""
    many = places.text.startswith("[[", at)
    start = at + (2 if many else 1)
    names, end = _read_key(places.text, start)
    path: Path = ()
    for i, name in enumerate(names):
        path = (*path, name)
        if path in counts and not (many and i == len(names) - 1):
            path = (*path, counts[path])
    if many:
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    places.keys[path] = (start, end)
    return path, _line_end(places.text, end)


def _read_pair(places: Places, table: Path, at: int) -> int:
    """Read ``key = value``; return the offset behind the value."""
    text = places.text
    names, end = _read_key(text, at)
    if not names:
        return _line_end(text, at)
    path = (*table, *names)
    places.keys[path] = (at, end)
    equals = text.find("=", end)
    start = last = equals + 1
    depth = 0
    for match in _VALUE.finditer(text, start):
        piece = match[0]
        if piece == "\n" and depth == 0:
            break
        if piece in ("[", "{"):
            depth += 1
        elif piece in ("]", "}"):
            depth -= 1
        if piece.strip() and not piece.startswith("#"):
            last = match.start() + len(piece.rstrip())
    while start < last and text[start] in " \t":
        start += 1
    places.values[path] = (start, last)
    return max(_line_end(text, last), end)
