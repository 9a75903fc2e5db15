"""Options in a comment: ``<!-- deckgen: table=cells skip-columns="Notes, Example" -->``.

A value ends at a blank, unless it stands in quotes; several are parted by commas.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from deckgen.config import NOTE_KEYS, NotesSettings
from deckgen.patterns import lazy

_COMMENT = lazy(r"<!--\s*deckgen:(?P<options>.{1,1000}?)-->\s*\Z", re.DOTALL)
_ONE = r"""(?:"[^"]*+"|'[^']*+'|[^\s,;"'=]++)"""
_OPTION = lazy(rf"(?P<key>[\w-]++)\s*=\s*(?P<value>{_ONE}(?:\s*,\s*{_ONE}(?!\s*=))*+)")
_VALUE = lazy(_ONE)
_BETWEEN = lazy(r"[\s,;]+")
_VALUES = {"true": True, "yes": True, "on": True, "false": False, "no": False}
_COLUMNS = frozenset(
    name
    for name, option in NotesSettings.__dataclass_fields__.items()
    if option.metadata.get("kind") == "columns"
)


@dataclass(frozen=True, slots=True)
class Written:
    """The options in a comment as TOML would have them, and the words that are none."""

    values: Mapping[str, Any] = field(default_factory=dict)
    stray: tuple[str, ...] = ()


def read_comment(source: str) -> Written:
    """Read a comment; nothing if none of its options is one of notes."""
    found = _COMMENT.match(source.strip())
    if not found:
        return Written()
    pairs = {one["key"]: one["value"] for one in _OPTION.finditer(found["options"])}
    if not any(option_name(key) for key in pairs):
        return Written()
    stray = _BETWEEN.split(_OPTION.sub(" ", found["options"]))
    return Written(
        {key: _read(option_name(key), value) for key, value in pairs.items()},
        tuple(word for word in stray if word),
    )


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
