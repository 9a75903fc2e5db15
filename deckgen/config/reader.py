"""Tables of a TOML file to settings: one reader for all sections, driven by the field types."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Mapping
from dataclasses import Field, fields, is_dataclass
from types import UnionType
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints
from urllib.parse import urlsplit

from deckgen.config.globs import compile_glob
from deckgen.config.places import Path, Places
from deckgen.diagnostics import Diagnostic, report, unknown_code

T = TypeVar("T")

_LEVEL = re.compile(r"[^\s:\"]")
_NAMES = {
    str: "a string",
    bool: "true or false",
    int: "a whole number",
    float: "a number",
    dict: "a table",
}


class Reader:
    """Reads tables and keeps what is wrong with them."""

    def __init__(self, places: Places, prefix: Path = ()) -> None:
        self.places = places
        self.prefix = prefix
        self.diagnostics: list[Diagnostic] = []

    def read_table(self, settings: type[T], table: Mapping[str, Any], path: Path) -> T:
        """Read one table; a key that is wrong keeps its default."""
        return settings(**self.read_values(settings, table, path))

    def read_values(
        self, settings: type[Any], table: Mapping[str, Any], path: Path
    ) -> dict[str, Any]:
        """Read the keys that are there and right."""
        hints = get_type_hints(settings)
        known = {key_of(option): option for option in options(settings)}
        values: dict[str, Any] = {}
        for key, value in table.items():
            if key not in known:
                self._unknown_key(key, known, path)
                continue
            option = known[key]
            overrides = option.metadata.get("overrides")
            if overrides and isinstance(value, Mapping):
                values[option.name] = self.read_values(overrides, value, (*path, key))
                continue
            kind = dict if overrides else hints[option.name]
            is_column = option.metadata.get("kind") == "columns"
            spelt = _spell_numbers(value) if is_column else value
            ok, read = self._read(kind, spelt, (*path, key))
            if ok and self._check(option, read, (*path, key)):
                values[option.name] = read
        return values

    def _read(self, kind: Any, value: Any, path: Path) -> tuple[bool, Any]:
        """Read a value of a known type: (is it right, the value)."""
        if is_dataclass(kind) and isinstance(kind, type):
            if isinstance(value, Mapping):
                return True, self.read_table(kind, value, path)
            return self._wrong(path, "a table", value)
        if get_origin(kind) is UnionType:
            kind = get_args(kind)[0]
        if get_origin(kind) is Literal:
            return self._read_choice(get_args(kind), value, path)
        if get_origin(kind) is tuple:
            return self._read_array(get_args(kind)[0], value, path)
        accepted = (int, float) if kind is float else kind
        if not isinstance(value, accepted) or (isinstance(value, bool) and kind is not bool):
            return self._wrong(path, _NAMES[kind], value)
        return True, value

    def _read_choice(self, choices: tuple[Any, ...], value: Any, path: Path) -> tuple[bool, Any]:
        if value in choices:
            return True, value
        if not isinstance(value, str):
            return self._wrong(path, "one of " + quote(choices), value)
        found = f"`{self._name(path)}` is `{value}`, which is none of {quote(choices)}"
        self._report("DG004", path, found, help=nearest(value, choices))
        return False, None

    def _read_array(self, kind: Any, value: Any, path: Path) -> tuple[bool, Any]:
        tables = is_dataclass(kind)
        expected = "an array of tables" if tables else "an array of strings"
        if isinstance(value, str) and not tables:
            value = [value]
        if not isinstance(value, list):
            return self._wrong(path, expected, value)
        items = [self._read(kind, item, (*path, i)) for i, item in enumerate(value)]
        return all(ok for ok, _ in items), tuple(item for _, item in items)

    def _check(self, option: Field[Any], value: Any, path: Path) -> bool:
        """Check what the type cannot say."""
        match option.metadata.get("kind"):
            case "codes":
                for code in value:
                    self._check_code(code, path)
            case "url" if value and urlsplit(value).scheme not in ("http", "https"):
                found = f"`{self._name(path)}` is no web address"
                self._report("DG004", path, found, help="write it in full: `https://…`")
                return False
            case "levels" if value and not all(map(_LEVEL.search, value.split("::"))):
                found = f"`{self._name(path)}` has a level without a name"
                help_ = "write a name on both sides of each `::`, as in `Languages::German`"
                self._report("DG004", path, found, help=help_)
                return False
            case "count" if value < 0:
                found = f"`{self._name(path)}` is less than zero"
                self._report("DG004", path, found, help="count from zero")
                return False
            case "glob" if "" in (value if isinstance(value, tuple) else (value,)):
                found = f"`{self._name(path)}` holds an empty glob"
                self._report("DG004", path, found, help="name files, as in `drafts/**`")
                return False
            case "glob":
                globs = value if isinstance(value, tuple) else (value,)
                wrong = [glob for glob in globs if not self._check_glob(glob, path)]
                return not wrong
            case _:
                pass
        return True

    def _check_glob(self, glob: str, path: Path) -> bool:
        try:
            compile_glob(glob)
        except re.error:
            span = self.places.value((*self.prefix, *path), literal=glob)
            found = f"`{self._name(path)}` holds `{glob}`, in which a range ends before it starts"
            help = "write ranges as in `[a-z]`, and `[-az]` for the hyphen itself"
            self.diagnostics.append(report("DG004", span, found, help=help))
            return False
        return True

    def _check_code(self, code: str, path: Path) -> None:
        span = self.places.value((*self.prefix, *path), literal=code)
        finding = unknown_code(code, span)
        self.diagnostics += [finding] if finding else []

    def _wrong(self, path: Path, expected: str, value: Any) -> tuple[bool, None]:
        found = f"`{self._name(path)}` is {describe(value)}, not {expected}"
        self._report("DG003", path, found, help=f"make it {expected}")
        return False, None

    def _unknown_key(self, key: str, known: Iterable[str], path: Path) -> None:
        where = self._name(path)
        found = f"unknown key `{key}`" + (f" in `[{where}]`" if where else "")
        span = self.places.key((*self.prefix, *path, key))
        self.diagnostics.append(report("DG002", span, found, help=nearest(key, tuple(known))))

    def _report(self, code: str, path: Path, message: str, *, help: str) -> None:
        span = self.places.value((*self.prefix, *path))
        self.diagnostics.append(report(code, span, message, help=help))

    def _name(self, path: Path) -> str:
        return ".".join(part for part in path if isinstance(part, str))


def _spell_numbers(value: Any) -> Any:
    """Numbers as strings, alone or in an array."""
    if isinstance(value, list):
        return [_spell_numbers(one) for one in value]
    return str(value) if isinstance(value, int) and not isinstance(value, bool) else value


def options(settings: type[Any]) -> list[Field[Any]]:
    """The fields that can be set in a file."""
    return [option for option in fields(settings) if key_of(option)]


def key_of(option: Field[Any]) -> str:
    """The key by which a field is set; empty for what is no option."""
    return str(option.metadata.get("key", option.name))


def nearest(word: str, known: Iterable[Any]) -> str:
    """Advice with the nearest of the known words, or with all of them."""
    known = [str(name) for name in known]
    close = difflib.get_close_matches(word[:80], known, n=1, cutoff=0.6)
    return f"did you mean `{close[0]}`?" if close else f"known here: {quote(known)}"


def quote(words: Iterable[Any]) -> str:
    """The words in backticks, with commas."""
    return ", ".join(f"`{word}`" for word in words)


def describe(value: Any) -> str:
    """What a TOML value is, for a sentence."""
    match value:
        case bool():
            return "a boolean"
        case str():
            return "a string"
        case int() | float():
            return "a number"
        case list():
            return "an array"
        case dict():
            return "a table"
        case _:
            return "a date or time"
