"""Fixtures of the room."""

from __future__ import annotations

import pytest

from tests.identity.histories import History


@pytest.fixture
def history() -> History:
    """A project without a build."""
    return History()
