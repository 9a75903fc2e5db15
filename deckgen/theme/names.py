"""What a theme may rely on: the variables and classes of deckgen's own look, with their meaning.

They stay: what is named here goes on to mean what it says, and what goes away is a breaking change.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from deckgen.theme.builtin import own_css

VARIABLES: Mapping[str, str] = {
    "--bg": "the page",
    "--fg": "text",
    "--muted": "what is beside the point: breadcrumb, labels, source",
    "--line": "lines and borders",
    "--raised": "what stands out a little: inline code, alerts",
    "--accent": "links, labels of rows, the text of a blank",
    "--accent-soft": "behind blanks and highlights",
    "--blank-line": "the border of a blank",
    "--plate": "behind pictures",
    "--note": "alerts and what is right or wrong: a note",
    "--tip": "… a tip, the correct choice",
    "--important": "… what is important",
    "--warning": "… a warning",
    "--caution": "… a danger",
    "--code-bg": "behind blocks of code",
    "--code-fg": "code; its parts are `--code-k`, `--code-s` …, as in Pygments",
}
"""Colours; each has a value for the day and one for the night."""

CLASSES: Mapping[str, str] = {
    ".card": "the whole page; variables are set here",
    ".dg": "the column of text",
    ".front": "one side of a card; the back of a basic card shows both",
    ".back": "the other side",
    ".context": "the breadcrumb above the question",
    ".question": "basic cards: the question",
    ".stem": "… the code or picture that belongs to it",
    ".count": "… how many points its answer has",
    ".answer": "basic cards: the answer",
    ".title": "cloze cards: the question that the blank belongs to",
    ".text": "cloze cards: the text with the blank",
    ".extra": "what is folded below the answer",
    ".dg-hint": "a hint, folded",
    ".source": "the link to the source",
    ".cloze": "the blank, on the back what was in it",
    ".cloze-inactive": "the other blanks of the same text",
    ".dg-row": "a row of a comparison",
    ".cells": "… its cells; each is a `div` with `dt` and `dd`",
    ".label": "… what the row is about",
    ".against": "this one, as against those",
    ".which": "which one is it?",
    ".choice": "… the names to choose from",
    ".lead": "… what is said of it",
    ".points": "a list of which one point is asked",
    ".choices": "the choices of a quiz",
    ".correct": "… the right one",
    ".tbl": "around a table, which scrolls in it",
    ".code": "a block of code",
    ".math": "a formula",
    ".alert": "a box: note, tip, important, warning, caution (each is a class, too)",
    ".tasks": "a list with ticks",
    ".footnotes": "footnotes",
    ".missing-image": "in the place of a picture that is not there",
}

NIGHT = ".nightMode.card, .night_mode.card, .nightMode .card, .night_mode .card"
"""What selects the page at night: desktop, AnkiWeb and iPhone say the one, Android the other."""


def read_values(variable: str) -> tuple[str, str]:
    """Return the values of a variable, by day and by night."""
    day, night = re.findall(rf"{variable}: ([^;]*);", own_css())
    return day, night
