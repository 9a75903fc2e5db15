"""Names for the flat media folder."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from deckgen.media.naming import media_name

HASH = "0123456789abcdef" * 4


@given(st.text(max_size=200))
def test_every_stem_gives_a_safe_name(stem: str) -> None:
    """The name is short lower-case ASCII, flat, and none of those that mean something to Anki."""
    name = media_name(stem, HASH, ".png")

    assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*-0123456789ab\.png", name)
    assert len(name.encode()) <= 100
    assert not name.startswith(("_", "latex-"))


def test_readable_stems() -> None:
    """A stem keeps its words; accents go, other scripts leave a plain word."""
    stems = ("My Cat (2)", "Überblick", "_theme", "latex-1", "注意力", "...")

    assert [media_name(stem, HASH, ".svg") for stem in stems] == [
        "my-cat-2-0123456789ab.svg",
        "uberblick-0123456789ab.svg",
        "theme-0123456789ab.svg",
        "a-latex-1-0123456789ab.svg",
        "file-0123456789ab.svg",
        "file-0123456789ab.svg",
    ]
