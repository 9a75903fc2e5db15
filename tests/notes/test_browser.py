"""Hostile text on cards, in a real browser: nothing acts, nothing is asked for, and all is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.config import NotesSettings
from tests.browser import CHROMIUM, Browser
from tests.notes.cards import Desk, notes_of
from tests.notes.sight import look_at
from tests.render.test_hostile import FRAGMENTS, WORD

pytestmark = pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")

EVERYTHING = NotesSettings(highlights=True, reverse=True, lists="cloze")
PLACES = [
    "## Which {} is this?\n\nThat one.\n\n",
    "## What is it?\n\n{}\n\n",
    "## What is behind it?\n\n<div>\n{}\n</div>\n\n",
    "## What folds?\n\n<details><summary>{}</summary>\n\n{}\n\n</details>\n\n",
    "## What is blank?\n\nThe {{c1::bank {}::hint {}}} of a river.\n\n",
    "## What is marked?\n\nThe =={}== of a river.\n\n",
    "## Which points are there?\n\n- first {}\n- second {}\n- third {}\n\n",
    "## How do tea and coffee compare?\n\n| {} | Tea | Coffee |\n|-|-|-|\n| {} | {} | other |\n\n",
]

AUTHORS_PICTURE = "https://web.example/x.png%22onerror=%22x()"
"""A picture from the web that was not fetched keeps its address, and nothing else has one."""


def _fill(place: str, fragment: str) -> str:
    written = fragment.replace("\n", " ").replace("|", r"\|") if "|-|" in place else fragment
    return place.replace("{}", written)


def test_the_browser_tells(browser: Browser, tmp_path: Path) -> None:
    """What these tests look for would be seen."""
    show = look_at(
        [
            '<img src="missing.png" onerror="x()"><a href="javascript:x()">A</a>',
            '<img src="https://web.example/a.png"><p style="color:red" onclick="x()">B</p>',
            "<script>alert(1)</script>",
            "<details><summary>C</summary>D</details>",
        ],
        browser,
        tmp_path,
    )
    image, style, script, quiet = show.cards

    assert set(image.did) == {"img has onerror", "goes to javascript:x()"}
    assert set(style.did) == {"p has style", "p has onclick", "ran"}
    assert set(script.did) == {"is a script", "ran"}
    assert quiet.did == ()
    assert quiet.text.split() == ["C", "D"]
    assert show.late == ("ran",)
    assert "https://web.example/a.png" in show.asked


@pytest.mark.slow
def test_hostile_cards_are_quiet_and_readable(desk: Desk, browser: Browser, tmp_path: Path) -> None:
    """Every fragment in every place: the question, the answer, clozes, lists and tables."""
    cards = [
        (fragment, card.back)
        for fragment in FRAGMENTS
        for place in PLACES
        for note in notes_of("# Deck\n\n" + _fill(place, fragment), EVERYTHING)
        for card in desk.cards(note)
    ]

    show = look_at([html for _, html in cards], browser, tmp_path)

    assert len(show.cards) == len(cards) > 2000
    sights = [(fragment, one) for (fragment, _), one in zip(cards, show.cards, strict=True)]
    assert not [(fragment, one.did) for fragment, one in sights if one.did]
    assert not show.late
    assert set(show.asked) == {AUTHORS_PICTURE}
    assert not [(fragment, one.text) for fragment, one in sights if WORD not in one.text]
