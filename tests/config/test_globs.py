"""Globs over paths."""

from __future__ import annotations

from unittest.mock import ANY

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.config import compile_glob
from deckgen.config.places import find_places
from deckgen.config.reader import Reader
from deckgen.config.settings import SourcesSettings


@pytest.mark.parametrize(
    ("glob", "path", "expected"),
    [
        ("a.md", "a.md", True),
        ("a.md", "b/a.md", False),
        ("**/a.md", "a.md", True),
        ("**/a.md", "x/y/a.md", True),
        ("x/**", "x/y/a.md", True),
        ("x", "x/y/a.md", True),
        ("./x/", "x/a.md", True),
        ("x", "xy/a.md", False),
        ("*.md", "a.md", True),
        ("*.md", "x/a.md", False),
        ("x/*/a.md", "x/y/a.md", True),
        ("x/*/a.md", "x/y/z/a.md", False),
        ("x/**/a.md", "x/a.md", True),
        ("?.md", "a.md", True),
        ("?.md", "ab.md", False),
        ("[ab].md", "b.md", True),
        ("[!ab].md", "b.md", False),
        ("a+b (1).md", "a+b (1).md", True),
        ("[", "[", True),
        ("日本/*", "日本/語.md", True),
    ],
)
def test_glob(glob: str, path: str, expected: bool) -> None:
    assert bool(compile_glob(glob).fullmatch(path)) is expected


@given(st.text(alphabet="[]!^-az09\\&*?./", max_size=12))
def test_a_glob_compiles_or_is_named_as_wrong(glob: str) -> None:
    """Nothing that a configuration can hold is a crash, here or later."""
    reader = Reader(find_places("", "deckgen.toml"))
    read = reader.read_table(SourcesSettings, {"exclude": [glob]}, ("sources",))

    if not reader.diagnostics:
        assert compile_glob(read.exclude[0]).fullmatch("a.md") in (None, ANY)
    else:
        assert read.exclude == ()


def test_many_stars_do_not_hang() -> None:
    assert not compile_glob("*" * 50 + "x").fullmatch("a" * 5000)
