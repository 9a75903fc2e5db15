"""What an author may decide instead of the resolver."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from deckgen.config import NOTE_KEYS, ReadingSettings
from deckgen.diagnostics import Diagnostic, report
from deckgen.dialects.candidate import Piece
from deckgen.dialects.contents import key
from deckgen.dialects.navigation import is_noise
from deckgen.dialects.outline import Section
from deckgen.dialects.registry import DIALECTS
from deckgen.markdown import Annotation, read_annotation
from deckgen.model import Block, BlockKind, Document, Span

NONE = "none"
_LEVELS = frozenset(f"h{level}" for level in range(1, 7))
_NAMES = frozenset({dialect.name for dialect in DIALECTS}) | {"heading", "file"}


def overrule(
    settings: ReadingSettings, front_matter: Mapping[str, Any], blocks: Sequence[Block]
) -> ReadingSettings:
    """Apply what the file itself says: front matter first, then its comments."""
    own = front_matter.get("deckgen")
    if isinstance(own, Mapping):
        settings = _apply(settings, {str(name): value for name, value in own.items()})
    for _, name, value in _instructions(blocks):
        if value:
            settings = _apply(settings, {name: value})
    return settings


def prune(section: Section, settings: ReadingSettings) -> Section:
    """Take out the sections and blocks that the author wants skipped."""
    titles = frozenset(key(title) for title in settings.skip)
    pruned, _ = _prune(section, titles, skipping=False)
    return pruned


def _prune(section: Section, titles: frozenset[str], *, skipping: bool) -> tuple[Section, bool]:
    """Prune a section; says whether what comes next in the file is to be skipped."""
    kept: list[Piece | Section] = []
    for part in section.content:
        if isinstance(part, Section):
            skipped = skipping or key(part.text) in titles or _skips_itself(part)
            inner, skipping = _prune(part, titles, skipping=False)
            if not skipped:
                kept.append(inner)
        elif _is_skip(part.block):
            skipping = True
        elif skipping and not is_noise(part.block):
            skipping = False
        else:
            kept.append(part)
    return replace(section, content=tuple(kept)), skipping


def check(document: Document, settings: ReadingSettings) -> tuple[Diagnostic, ...]:
    """Report instructions that name what there is not."""
    known = {"ask", "question", "never", "skip", "file_asks", "ignore"} | NOTE_KEYS.keys()
    found = [
        _unknown(block.span, f"`deckgen: {name}`", known)
        for block, name, _ in _instructions(document.blocks)
        if name.replace("-", "_") not in known
    ]
    top = Span(document.source.path, 1, 1, 1, 1)
    asking = _NAMES | _LEVELS | {NONE}
    found.extend(
        _unknown(top, f"`question = {name}`", asking)
        for name in settings.question
        if name not in asking
    )
    found.extend(
        _unknown(top, f"`never = {name}`", _NAMES) for name in settings.never if name not in _NAMES
    )
    return tuple(found)


def _unknown(span: Span, what: str, known: frozenset[str] | set[str]) -> Diagnostic:
    names = ", ".join(f"`{name}`" for name in sorted(known))
    return report("DG209", span, f"{what} is not known", help=f"known are {names}")


def _instructions(blocks: Sequence[Block]) -> Iterator[tuple[Block, str, str]]:
    """What the comments of a document say, outside of other blocks: a word, or name and value."""
    for block in blocks:
        annotation = _read_comment(block)
        if annotation:
            yield from ((block, word, "") for word in annotation.words[:1])
            yield from ((block, name, value) for name, value in annotation.options)


def _read_comment(block: Block) -> Annotation | None:
    if block.kind not in (BlockKind.COMMENT, BlockKind.HTML):
        return None
    return read_annotation(block.source) if "deckgen:" in block.source else None


def _says(block: Block, word: str) -> bool:
    annotation = _read_comment(block)
    return annotation is not None and word in annotation.words


def _is_skip(block: Block) -> bool:
    return _says(block, "skip")


def _skips_itself(section: Section) -> bool:
    first = section.content[0] if section.content else None
    return isinstance(first, Piece) and _is_skip(first.block)


def asks_itself(section: Section) -> bool:
    """Whether the author says right below a heading that it asks."""
    first = section.content[0] if section.content else None
    return isinstance(first, Piece) and _says(first.block, "ask")


def _apply(settings: ReadingSettings, values: Mapping[str, Any]) -> ReadingSettings:
    if values.get("skip") is True:
        settings = replace(settings, question=(NONE,))
    for name, value in values.items():
        if isinstance(value, bool):
            continue
        match name:
            case "question":
                settings = replace(settings, question=_names(value))
            case "never":
                settings = replace(settings, never=_names(value))
            case "skip":
                settings = replace(settings, skip=(*settings.skip, *_names(value)))
            case _:
                pass
    asks = values.get("file_asks")
    if asks in (True, False, "true", "false"):
        settings = replace(settings, file_asks=asks in (True, "true"))
    return settings


def _names(value: Any) -> tuple[str, ...]:
    listed = isinstance(value, Sequence) and not isinstance(value, str)
    parts = value if listed else str(value).split(",")
    return tuple(str(part).strip().lower() for part in parts if str(part).strip())
