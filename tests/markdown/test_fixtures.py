"""Small files and the trees that they become.

``pytest tests/markdown --update-expected`` writes the trees anew: review the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.markdown.outline import document_of, outline

FIXTURES = sorted((Path(__file__).parent / "fixtures").glob("*.md"))


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_a_file_becomes_the_expected_tree(path: Path, update_expected: bool) -> None:
    expected = path.with_name(f"{path.stem}.expected.txt")
    made = outline(*document_of(path.read_text(encoding="utf-8")))
    if update_expected:
        expected.write_text(made, encoding="utf-8")

    assert expected.read_text(encoding="utf-8") == made


def test_there_are_fixtures() -> None:
    """A wrong folder must not pass as success."""
    assert len(FIXTURES) > 20
