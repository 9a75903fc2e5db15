"""Regions without headings, and what each dialect sees there."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from deckgen.dialects import words
from deckgen.dialects.candidate import Candidate, Dialect, Facts, Piece
from deckgen.dialects.contents import key
from deckgen.dialects.evidence import Evidence, fold
from deckgen.dialects.outline import Section

_REPEATED = 3
_SHORT_TITLE = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """Consecutive pieces of a section without a heading between, from ``start`` in its content."""

    section: int
    start: int
    pieces: tuple[Piece, ...]
    offers: Mapping[str, tuple[Candidate, ...]]


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
    section: Section, dialects: Sequence[Dialect], facts: Facts, *, under_question: bool
) -> list[Region]:
    """Let every dialect look at the regions of a section."""
    regions = []
    if _is_glossary(section.text):
        facts = replace(facts, glossary=True)
    for start, pieces in split_section(section):
        offers = {
            dialect.name: tuple(
                _doubt_repeated(candidate, facts) if under_question else candidate
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
    return len(name.split()) <= _SHORT_TITLE and bool(words.GLOSSARY.search(name))


def _doubt_repeated(candidate: Candidate, facts: Facts) -> Candidate:
    if facts.titles.get(key(candidate.text), 0) < _REPEATED:
        return candidate
    doubt = Evidence(-4.0, ("repeats under several questions",))
    return replace(candidate, evidence=candidate.evidence + doubt)
