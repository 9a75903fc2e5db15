"""The colours of code can be read, by day and by night."""

from __future__ import annotations

import re

import pytest

from deckgen.render import code_css
from deckgen.render.palette import BACKGROUND, COLOURS, TEXT


def luminance(colour: str) -> float:
    """Return the relative luminance of ``#rrggbb`` (WCAG 2.2)."""
    parts = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast of two colours, 1 to 21 (WCAG 2.2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("mode", [0, 1], ids=["light", "dark"])
def test_contrast(mode: int) -> None:
    """Every colour has a contrast of at least 4.5 to its background."""
    colours = {name: pair[mode] for name, pair in {**COLOURS, "text": TEXT}.items()}

    weak = {n: contrast(c, BACKGROUND[mode]) for n, c in colours.items()}
    assert {name: ratio for name, ratio in weak.items() if ratio < 4.5} == {}


def test_css_defines_what_it_uses() -> None:
    """Every variable has a value in both modes, and every class a rule."""
    css = code_css()

    used = set(re.findall(r"var\((--code-[a-z]+)\)", css))
    assert all(len(re.findall(rf"{name}: #", css)) == 2 for name in used)
    assert used == {f"--code-{name}" for name in (*COLOURS, "bg", "fg")}
