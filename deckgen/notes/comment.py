"""Options of notes in a comment: ``<!-- deckgen: table=cells skip-columns="Notes, Example" -->``.

A value ends at a blank, unless it stands in quotes; several are parted by commas.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deckgen.config import NOTE_KEYS, NotesSettings, ReadingSettings
from deckgen.markdown import read_annotation
from deckgen.patterns import lazy

_ONE = r"""(?:"[^"]*+"|'[^']*+'|[^\s,;"'=]++)"""
_SEVERAL = lazy(rf"{_ONE}(?:\s*,\s*{_ONE})*+")
_VALUE = lazy(_ONE)
_BETWEEN = lazy(r"[\s,;]+")
_VALUES = {"true": True, "yes": True, "on": True, "false": False, "no": False}
_COLUMNS = frozenset(
    name
    for name, option in NotesSettings.__dataclass_fields__.items()
    if option.metadata.get("kind") == "columns"
)
_OF_READING = frozenset(ReadingSettings.__dataclass_fields__)


@dataclass(frozen=True, slots=True)
class Written:
    """The options in a comment as TOML would have them, and the words that are none."""

    values: Mapping[str, Any] = field(default_factory=dict)
    stray: tuple[str, ...] = ()


def read_comment(source: str) -> Written:
    """Read a comment; nothing if none of its options is one of notes."""
    annotation = read_annotation(source)
    if annotation is None or not any(option_name(key) for key, _ in annotation.options):
        return Written()
    values: dict[str, Any] = {}
    stray = list(annotation.words)
    for key, written in annotation.options:
        if key.replace("-", "_") in _OF_READING:
            continue
        found = _SEVERAL.match(written)
        if found:
            values[key] = _read(option_name(key), found[0])
        rest = written[found.end() if found else 0 :]
        stray += [word for word in _BETWEEN.split(rest) if word]
    return Written(values, tuple(stray))


def option_name(key: str) -> str:
    """The option of notes that a key means (``skip-columns``, ``table``), or nothing."""
    return NOTE_KEYS.get(key.replace("-", "_"), "")


def _read(option: str, written: str) -> Any:
    values = [_bare(value) for value in _VALUE.findall(written)]
    if option in _COLUMNS:
        return values if len(values) > 1 else values[0]
    if len(values) > 1:
        return written
    bare = values[0]
    if bare.isdecimal() and bare.isascii() and len(bare) < 9:
        return int(bare)
    return _VALUES.get(bare.lower(), bare)


def _bare(value: str) -> str:
    return value[1:-1] if value[0] in "\"'" else value
