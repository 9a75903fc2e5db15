"""Find and read the configuration of a project."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from deckgen.config.globs import compile_glob
from deckgen.config.places import Places, find_places, position
from deckgen.config.reader import Reader
from deckgen.config.settings import Config
from deckgen.diagnostics import Diagnostic, Suppression, report, unknown_code
from deckgen.model import Span
from deckgen.patterns import lazy

CONFIG = "deckgen.toml"
PYPROJECT = "pyproject.toml"
LIMIT = 1_000_000
"""Bytes.  A configuration has some dozens of lines; more is a mistake or an attack."""

_TABLE = lazy(r"^[ \t]*\[[ \t]*tool[ \t]*\.[ \t]*deckgen[ \t]*[.\]]", re.MULTILINE)
_PLACE = lazy(r"\s*\(at line (\d+), column (\d+)\)$")

Diagnostics = tuple[Diagnostic, ...]


def find_root(start: Path) -> Path:
    """The nearest folder upwards with a configuration, else ``start`` itself."""
    return find_configured(start) or start.absolute()


def find_configured(start: Path) -> Path | None:
    """The nearest folder upwards with a configuration."""
    start = start.absolute()
    return next((folder for folder in (start, *start.parents) if _find_file(folder)), None)


def load_config(root: Path) -> tuple[Config, Diagnostics]:
    """Read the configuration of the project in ``root``.

    Whatever is wrong is a diagnostic and leaves the default in place.  A project needs none.
    """
    location = _find_file(root)
    if not location:
        return Config(), ()
    text, wrong = _read(location)
    if text is None:
        return Config(path=location.name), wrong
    table, wrong = _parse(text, location.name)
    if table is None:
        return Config(path=location.name), wrong
    prefix = ("tool", "deckgen") if location.name == PYPROJECT else ()
    for name in prefix:
        table = table.get(name, {})
        if not isinstance(table, Mapping):
            found = f"`{name}` is not a table"
            return Config(path=location.name), (report("DG003", Span(location.name), found),)
    places = find_places(text, location.name)
    reader = Reader(places, prefix)
    config = reader.read_table(Config, table, ())
    suppressions = tuple(_suppressions(config, places, prefix))
    named = _theme_places(config, places, prefix)
    config = replace(config, path=location.name, suppressions=suppressions, theme_places=named)
    return config, (*_rivals(root, location), *reader.diagnostics)


def _find_file(folder: Path) -> Path | None:
    if (folder / CONFIG).is_file():
        return folder / CONFIG
    return folder / PYPROJECT if _has_table(folder / PYPROJECT) else None


def _has_table(location: Path) -> bool:
    """Whether a ``pyproject.toml`` configures deckgen.

    Asked of every folder upwards, most of them strangers, so a look at the text is enough and a
    file that cannot be read has no say.
    """
    try:
        with location.open("rb") as file:
            return _TABLE.search(file.read(LIMIT).decode("utf-8", "replace")) is not None
    except OSError:
        return False


def _read(location: Path) -> tuple[str | None, Diagnostics]:
    """Read a file as text, within bounds."""
    name = location.name
    try:
        with location.open("rb") as file:
            data = file.read(LIMIT + 1)
    except OSError as error:
        found = f"`{name}` cannot be read: {error.strerror}"
        return None, (report("DG005", Span(name), found, help="check the file's permissions"),)
    if len(data) > LIMIT:
        found = f"`{name}` is larger than {LIMIT:,} bytes"
        return None, (report("DG005", Span(name), found, help="keep only settings in it"),)
    try:
        return data.decode("utf-8").replace("\r\n", "\n"), ()
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8").replace("\r\n", "\n")
        line, col = position(before, len(before))
        span = Span(name, line, col, line, col + 1)
        found = f"`{name}` is not UTF-8: byte 0x{data[error.start]:02x} cannot be decoded"
        return None, (report("DG005", span, found, help="save the file as UTF-8"),)


def _parse(text: str, name: str) -> tuple[Mapping[str, Any] | None, Diagnostics]:
    """Parse TOML; the place of an error stands in the parser's message."""
    try:
        return tomllib.loads(text), ()
    except tomllib.TOMLDecodeError as error:
        message = str(error)
        match = _PLACE.search(message)
        line, col = (int(match[1]), int(match[2])) if match else position(text, len(text.rstrip()))
        span = Span(name, line, col, line, col + 1)
        what = re.sub(r"\s*\(at [^)]*\)$", "", message)
        found = f"`{name}` is not valid TOML: {what[:1].lower()}{what[1:]}"
        return None, (report("DG001", span, found, help="put the marked place right"),)
    except RecursionError:
        found = f"`{name}` is not valid TOML: nested too deeply"
        return None, (report("DG001", Span(name), found, help="no setting is nested"),)


def _rivals(root: Path, location: Path) -> Diagnostics:
    """A second configuration beside the one that counts."""
    if location.name != CONFIG or not _has_table(root / PYPROJECT):
        return ()
    text, wrong = _read(root / PYPROJECT)
    match = _TABLE.search(text or "")
    start, end = match.span() if match else (0, 0)
    (line, col), (end_line, end_col) = position(text or "", start), position(text or "", end)
    found = f"`[tool.deckgen]` in `{PYPROJECT}` has no effect beside `{CONFIG}`"
    span = Span(PYPROJECT, line, col, end_line, end_col)
    return (*wrong, report("DG006", span, found, help=f"move its settings to `{CONFIG}`"))


def _suppressions(config: Config, places: Places, prefix: tuple[str, ...]) -> list[Suppression]:
    """What the ``[[path]]`` tables suppress, each code with its place."""
    found = []
    for i, rule in enumerate(config.paths):
        paths = compile_glob(rule.glob)
        for code in rule.ignore:
            span = places.value((*prefix, "path", i, "ignore"), literal=code)
            if not unknown_code(code, span):
                found.append(Suppression(code=code, span=span, paths=paths))
    return found


def _theme_places(config: Config, places: Places, prefix: tuple[str, ...]) -> dict[str, Span]:
    """Where each file and folder of the theme is named."""
    theme = config.theme
    named = [(path, "css") for path in theme.css]
    named += [(theme.templates, "templates")] if theme.templates else []
    return {path: places.value((*prefix, "theme", key), literal=path) for path, key in named}
