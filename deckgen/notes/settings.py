"""What a project may choose about its notes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteSettings:
    """The options of :func:`deckgen.notes.compose`; the defaults suit most projects."""

    link_base: str = ""
    """Address of the project's root on the web, for links to the sources; empty: no links."""

    language: str = ""
    """Language of the few words deckgen adds (``en``); empty: the front matter's, else a guess."""

    tables: Literal["cells", "rows", "off"] = "cells"
    """Comparison tables: a card for each cell, one for each row, or none beside the overview."""

    differences: bool = True
    """Whether answers with a part for each item give "which one is it?" notes."""

    clozes: bool = True
    """Whether clozes written by the author (``{{c1::…}}``) give a note."""

    points: bool = True
    """Whether the front says how many points an enumeration has."""

    long_answer: int = 120
    """Words from which on an answer's first paragraph leads and the rest is folded."""

    lead_words: int = 50
    """Words up to which an item's lead is shown."""

    max_cell_words: int = 15
    """Words above which a cell is reported."""

    max_data_columns: int = 4
    """Data columns above which a table is reported."""

    max_cards_per_table: int = 24
    """Cards above which a table gives its overview only."""
