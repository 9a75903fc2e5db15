"""The description of a deck: what it is, where it comes from, how to update it.

It is HTML, stands below the deck's name in Anki, and overwrites the learner's at every import
(ANKI-CONTRACT 30); so it is short, and only the decks at the top have one.
"""

from __future__ import annotations

import html
from dataclasses import replace

from deckgen.model import Plan
from deckgen.patterns import lazy

HOW_TO_UPDATE = (
    "To update: File → Import, choose the newer file, and leave “Merge note types” off and"
    " “Update notes” and “Update note types” at “If newer”."
    " Do not delete this deck first: your history stays with it."
)
_EDITION = lazy(r'<p class="edition">([^<]*)</p>')


def describe(plan: Plan, about: str, source: str, edition: str = "") -> Plan:
    """Describe the decks at the top of a plan; without anything to say they get no description.

    Args:
        plan: what will be packaged.
        about: what the deck is, in plain text.
        source: the address of the sources, or nothing.
        edition: version and date of a release, or nothing.
    """
    text = _write(about, source, edition) if about or source or edition else ""
    decks = tuple(
        deck if "::" in deck.name else replace(deck, description=text) for deck in plan.decks
    )
    return replace(plan, decks=decks)


def read_edition(description: str) -> str:
    """The edition that ``describe`` wrote, or nothing."""
    found = _EDITION.search(description)
    return html.unescape(found[1]) if found else ""


def _write(about: str, source: str, edition: str) -> str:
    link = f'<a href="{html.escape(source)}">{html.escape(source)}</a>' if source else ""
    return "".join(
        [
            f"<p>{html.escape(about)}</p>" if about else "",
            f'<p class="edition">{html.escape(edition)}</p>' if edition else "",
            f"<p>Source: {link}</p>" if link else "",
            f"<p>{HOW_TO_UPDATE}</p>",
        ]
    )
