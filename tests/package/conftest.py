"""Fixtures of this room."""

from __future__ import annotations

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from deckgen.model import Plan
from deckgen.package import write_package

Query = Callable[[bytes, str], list[tuple[Any, ...]]]


@pytest.fixture
def written(tmp_path: Path) -> Callable[[Plan], bytes]:
    """A function that writes a plan and returns the bytes of the package."""

    def write(plan: Plan) -> bytes:
        path = tmp_path / "written.apkg"
        write_package(plan, path)
        return path.read_bytes()

    return write


@pytest.fixture
def query() -> Query:
    """A function that runs SQL on the collection inside a package."""

    def run(package: bytes, sql: str) -> list[tuple[Any, ...]]:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            database = archive.read("collection.anki2")
        with closing(sqlite3.connect(":memory:")) as connection:
            connection.deserialize(database)
            return connection.execute(sql).fetchall()

    return run


@pytest.fixture
def repacked(tmp_path: Path) -> Iterator[Callable[[bytes, Mapping[str, bytes | None]], Path]]:
    """A function that changes members of a package (None removes one) and returns its path."""

    def repack(package: bytes, changes: Mapping[str, bytes | None]) -> Path:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            members: dict[str, bytes | None] = {n: archive.read(n) for n in archive.namelist()}
        members |= changes
        path = tmp_path / "repacked.apkg"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in members.items():
                if content is not None:
                    archive.writestr(name, content)
        return path

    return repack  # type: ignore[return-value]


def media_list(package: bytes) -> dict[str, str]:
    """The media map of a package."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        listed: dict[str, str] = json.loads(archive.read("media"))
    return listed
