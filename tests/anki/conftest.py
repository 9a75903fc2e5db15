"""Real collections and packages for them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deckgen.anki.collection import AnkiCollection, fresh_collection
from deckgen.model import Plan
from deckgen.package import write_package


@pytest.fixture
def collection() -> Iterator[AnkiCollection]:
    """An empty collection of the real Anki."""
    with fresh_collection() as opened:
        yield opened


@pytest.fixture
def package(tmp_path: Path) -> Callable[[Plan], Path]:
    """A function that writes a plan under a new name and returns the path."""
    count = 0

    def write(plan: Plan) -> Path:
        nonlocal count
        count += 1
        path = tmp_path / f"r{count}.apkg"
        write_package(plan, path)
        return path

    return write
