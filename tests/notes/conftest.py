"""A real Anki collection for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from anki.collection import Collection

from tests.notes.cards import Desk


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """A fresh collection, shared: tests only render in it."""
    folder: Path = tmp_path_factory.mktemp("anki")
    col = Collection(str(folder / "collection.anki2"))
    yield col
    col.close()


@pytest.fixture(scope="session")
def desk(collection: Collection) -> Desk:
    """The collection with the note types of a project."""
    return Desk(collection)
