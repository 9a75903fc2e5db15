"""The rich deck and its preview, made once."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.preview import Site
from tests.preview.decks import preview, write_rivers


@pytest.fixture(scope="session")
def rivers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of the rich deck."""
    return write_rivers(tmp_path_factory.mktemp("rivers"))


@pytest.fixture(scope="session")
def site(rivers: Path) -> Site:
    """Its preview."""
    return preview(rivers)
