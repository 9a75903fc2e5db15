"""A first look over the whole document: its titles, its table of contents, what it calls itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from deckgen.dialects.bold import split_bold
from deckgen.dialects.candidate import Facts, Piece
from deckgen.dialects.contents import Entry, find_contents, key
from deckgen.dialects.details import summary_of
from deckgen.dialects.evidence import fold, sigmoid, weigh
from deckgen.dialects.lines import rough
from deckgen.dialects.numbering import count_up
from deckgen.dialects.outline import Section
from deckgen.dialects.titles import GLOSSARY, TOPIC
from deckgen.dialects.whole_file import name_of
from deckgen.model import BlockKind, Document

_NUMBER = re.compile(r"\d{1,9}")
_MOST = 0.8
_LEAST = 4


def survey(document: Document, root: Section) -> tuple[Facts, Section, tuple[Piece, ...]]:
    """Learn the facts of a document.

    Returns them, the outline without its tables of contents, and these.
    """
    pieces = list(root.pieces())
    titles = _titles(pieces)
    contents, entries = find_contents(root, titles)
    left_out = frozenset(id(piece.block) for piece in contents)
    name = name_of(document.source.path)
    titled = document.front_matter.get("title")
    named = fold(f"{_title(root)} {titled if isinstance(titled, str) else ''} {name}")
    facts = Facts(
        path=document.source.path,
        headed=bool(TOPIC.search(named)),
        glossary=bool(GLOSSARY.search(named)),
        titles={name: len(places) for name, places in titles.items()},
        listed=_weigh_depths(entries, titles),
        complete=_complete(entries, titles),
        counting=count_up([int(name) for name in titles if _NUMBER.fullmatch(name)]),
    )
    return facts, without(root, left_out), contents


def without(section: Section, left_out: frozenset[int]) -> Section:
    """The section without the blocks with these ids."""
    if not left_out:
        return section
    kept = tuple(
        without(part, left_out) if isinstance(part, Section) else part
        for part in section.content
        if isinstance(part, Section) or id(part.block) not in left_out
    )
    return replace(section, content=kept)


def _titles(pieces: Sequence[Piece]) -> dict[str, list[tuple[int, str]]]:
    """Everything that may ask on a line of its own: key to the places and texts."""
    titles: dict[str, list[tuple[int, str]]] = {}
    for place, piece in enumerate(pieces):
        text = _title_of(piece)
        if text and (name := key(text)):
            titles.setdefault(name, []).append((place, text))
    return titles


def _title_of(piece: Piece) -> str:
    block = piece.block
    if block.kind is BlockKind.HEADING:
        return block.text
    if block.kind is BlockKind.DETAILS:
        summary = summary_of(block)
        return summary.text if summary else ""
    if block.kind is BlockKind.PARAGRAPH and block.source[:2] in ("**", "__", "<b", "<s"):
        split = split_bold(block.source)
        return rough(split[0]) if split and not split[1] else ""
    return ""


def _title(root: Section) -> str:
    first = root.sections[:1]
    return first[0].text if first else ""


def _weigh_depths(
    entries: Sequence[Entry], titles: Mapping[str, Sequence[tuple[int, str]]]
) -> dict[str, float]:
    """For each listed title how much its neighbours in the contents look like questions."""
    by_depth: dict[int, list[float]] = {}
    for entry in entries:
        if entry.name in titles:
            by_depth.setdefault(entry.depth, []).append(
                sigmoid(weigh(titles[entry.name][0][1]).score)
            )
    rates = {depth: (sum(found) + 1) / (len(found) + 2) for depth, found in by_depth.items()}
    return {entry.name: rates[entry.depth] for entry in entries if entry.name in titles}


def _complete(entries: Sequence[Entry], titles: Mapping[str, Sequence[tuple[int, str]]]) -> bool:
    """Whether the contents list nearly all questions, so that what is missing is none."""
    if not entries:
        return False
    listed = {entry.name for entry in entries}
    asking = [name for name, places in titles.items() if weigh(places[0][1]).score > 0]
    return len(asking) >= _LEAST and sum(name in listed for name in asking) >= _MOST * len(asking)
