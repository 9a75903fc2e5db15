"""Regions without headings, and what each dialect sees there."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from deckgen.dialects import titles
from deckgen.dialects.candidate import Candidate, Dialect, Facts, Piece
from deckgen.dialects.contents import key
from deckgen.dialects.evidence import Evidence, fold, strip_ends
from deckgen.dialects.outline import Section
from deckgen.model import BlockKind

_REPEATED = 3
_SURELY = 2.0
_SEVERAL = 2
_MARKS = ("?", "？", "؟")
_BOLD = ("**", "__", "<b", "<s")
_ASKING = frozenset({BlockKind.DETAILS, BlockKind.TABLE, BlockKind.DEFINITIONS})
_SHORT_TITLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Consecutive pieces of a section without a heading between, from ``start`` in its content."""

    section: int
    start: int
    pieces: tuple[Piece, ...]
    offers: Mapping[str, tuple[Candidate, ...]]
    quiet: Mapping[str, int] = field(default_factory=dict)
    """For each form how many more there are that do not ask."""


def split_section(section: Section) -> list[tuple[int, tuple[Piece, ...]]]:
    """The maximal runs of pieces directly in a section, each with its position."""
    runs: list[tuple[int, tuple[Piece, ...]]] = []
    current: list[Piece] = []
    for index, part in enumerate(section.content):
        if isinstance(part, Section):
            if current:
                runs.append((index - len(current), tuple(current)))
            current = []
        else:
            current.append(part)
    if current:
        runs.append((len(section.content) - len(current), tuple(current)))
    return runs


def offer_regions(
    section: Section,
    dialects: Sequence[Dialect],
    facts: Facts,
    above: float,
    *,
    eager: bool = False,
) -> list[Region]:
    """Let every dialect look at the regions of a section.

    ``above`` is the evidence that its heading, or one around it, asks: then what is below is an
    answer unless it asks more than once itself, and only ``eager`` dialects look there.
    """
    regions = []
    if _is_glossary(section.text):
        facts = replace(facts, glossary=True)
    apart = bool(titles.SECTION.fullmatch(strip_ends(section.text)))
    for start, pieces in split_section(section):
        if above >= _SURELY and not eager and not _may_ask(pieces):
            quiet = _count_quiet(pieces)
            regions.append(
                Region(section=section.index, start=start, pieces=pieces, offers={}, quiet=quiet)
            )
            continue
        offers = {
            dialect.name: tuple(
                _doubt(candidate, facts, above=above, apart=apart)
                for candidate in dialect.recognise(pieces, facts)
            )
            for dialect in dialects
        }
        found = {name: candidates for name, candidates in offers.items() if candidates}
        regions.append(Region(section=section.index, start=start, pieces=pieces, offers=found))
    return regions


def _is_glossary(title: str) -> bool:
    """Whether a heading names a glossary, and does not only have such a word in it."""
    name = fold(title)
    return len(name.split()) <= _SHORT_TITLE and bool(titles.GLOSSARY.search(name))


def _doubt(candidate: Candidate, facts: Facts, *, above: float, apart: bool) -> Candidate:
    evidence = candidate.evidence
    if above > 0 and facts.titles.get(key(candidate.text), 0) >= _REPEATED:
        evidence += Evidence(-4.0, ("repeats under several questions",))
    if apart:
        evidence += Evidence(-2.5, ("stands in a section that is never a card",))
    return candidate if evidence is candidate.evidence else replace(candidate, evidence=evidence)


def _may_ask(pieces: Sequence[Piece]) -> bool:
    """Whether pieces hold several question marks, or blocks that ask without them."""
    marks = 0
    for piece in pieces:
        block = piece.block
        if block.kind in _ASKING or (
            block.kind is BlockKind.PARAGRAPH and ":" in block.source[:30]
        ):
            return True
        if block.kind is not BlockKind.CODE:
            found = sum(block.text.count(mark) for mark in _MARKS)
            marks += 2 * found if block.source.startswith(_BOLD) else found
        if marks >= _SEVERAL:
            return True
    return False


def _count_quiet(pieces: Sequence[Piece]) -> Counter[str]:
    """Count what would have been candidates that do not ask."""
    counts: Counter[str] = Counter()
    for piece in pieces:
        block = piece.block
        if block.kind is BlockKind.PARAGRAPH:
            counts["bold" if block.source.startswith(_BOLD) else "line"] += 1
        elif block.kind is BlockKind.LIST:
            kind = "numbered item 1" if block.level else "item 1"
            counts[kind] += len(block.children)
    return counts
