"""Markdown beside the field it becomes: every ``fixtures/*.md`` has an ``.expected.html``.

Write a new expectation with ``DECKGEN_UPDATE_EXPECTED=1`` and review the difference.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.render.samples import media_file, render_text

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.md"))
MEDIA = {
    "cat.png": media_file("cat-0123456789ab.png"),
    "my cat.svg": media_file("my-cat-0123456789ab.svg"),
    "sounds/meow.mp3": media_file("meow-0123456789ab.mp3"),
    "film.webm": media_file("film-0123456789ab.webm"),
}


@pytest.mark.parametrize("source", FIXTURES, ids=lambda path: path.stem)
def test_fixture(source: Path) -> None:
    """The field is exactly what stands beside the source."""
    made = render_text(source.read_text("utf-8"), MEDIA, "https://code.example/project/blob/main/")
    expected = source.with_suffix(".expected.html")
    if os.environ.get("DECKGEN_UPDATE_EXPECTED"):
        expected.write_text(made.html + "\n", "utf-8")

    assert expected.read_text("utf-8") == made.html + "\n"
