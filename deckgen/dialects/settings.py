"""What an author may decide instead of the resolver."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from deckgen.model import Block, BlockKind


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingSettings:
    """How a file is to be read; the defaults leave everything to the resolver.

    ``question`` names what asks (``h1`` … ``h6`` or dialects: ``bold``, ``details``, ``item``, …),
    nothing else does then; ``none`` reads no question.  ``never`` names dialects that are not
    tried.  ``skip`` are titles of sections that hold no questions, ``file_asks`` says that every
    file is one question, its title.
    """

    question: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    skip: tuple[str, ...] = ()
    file_asks: bool | None = None


_COMMENT = re.compile(r"<!--\s*deckgen:\s*(.*?)\s*-->", re.DOTALL)


def read_comment(block: Block) -> str:
    """The instruction of a ``<!-- deckgen: … -->`` comment, else nothing."""
    if block.kind not in (BlockKind.COMMENT, BlockKind.HTML) or len(block.source) > 500:
        return ""
    found = _COMMENT.fullmatch(block.source.strip())
    return found[1] if found else ""


def overrule(
    settings: ReadingSettings, front_matter: Mapping[str, Any], blocks: Sequence[Block]
) -> ReadingSettings:
    """Apply what the file itself says: front matter first, then its comments."""
    own = front_matter.get("deckgen")
    if isinstance(own, Mapping):
        settings = _apply(settings, {str(key): value for key, value in own.items()})
    for block in blocks:
        instruction = read_comment(block)
        name, _, value = instruction.partition("=")
        if value:
            settings = _apply(settings, {name.strip(): value.strip()})
    return settings


def _apply(settings: ReadingSettings, values: Mapping[str, Any]) -> ReadingSettings:
    for name in ("question", "never", "skip"):
        if name in values and not isinstance(values[name], bool):
            settings = _set(settings, name, _names(values[name]))
    if values.get("skip") is True:
        settings = replace(settings, question=("none",))
    if isinstance(values.get("file_asks"), bool):
        settings = replace(settings, file_asks=values["file_asks"])
    return settings


def _set(settings: ReadingSettings, name: str, value: tuple[str, ...]) -> ReadingSettings:
    match name:
        case "question":
            return replace(settings, question=value)
        case "never":
            return replace(settings, never=value)
        case _:
            return replace(settings, skip=value)


def _names(value: Any) -> tuple[str, ...]:
    parts = (
        value
        if isinstance(value, Sequence) and not isinstance(value, str)
        else str(value).split(",")
    )
    return tuple(str(part).strip().lower() for part in parts if str(part).strip())
