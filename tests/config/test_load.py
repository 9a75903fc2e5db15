"""Configuration: what is found, what is refused and where that is said to be."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.config import (
    Config,
    find_configured,
    find_root,
    load_config,
    notes_for,
    reading_for,
)
from deckgen.config.load import LIMIT
from deckgen.config.places import find_places


def _load(root: Path, text: str, name: str = "deckgen.toml") -> tuple[Config, list[str]]:
    """Load a configuration; findings as ``line:col CODE message``."""
    (root / name).write_text(text, encoding="utf-8")
    config, found = load_config(root)
    return config, [f"{d.span.line}:{d.span.col} {d.code} {d.message}" for d in found]


def test_no_configuration_is_the_defaults(tmp_path: Path) -> None:
    assert load_config(tmp_path) == (Config(), ())


def test_settings_arrive(tmp_path: Path) -> None:
    config, found = _load(
        tmp_path,
        '[deck]\nname = "Rivers"\n[decks]\nby = "one"\n[sources]\npaths = ["a", "b"]\n'
        '[lint]\nignore = ["DG008"]\n[[path]]\nglob = "a/**"\nignore = ["DG00"]\n',
    )

    assert found == []
    assert config.deck.name == "Rivers"
    assert config.decks.by == "one"
    assert config.sources.paths == ("a", "b")
    assert config.lint.ignore == ("DG008",)
    assert config.paths[0].glob == "a/**"
    assert [(s.code, s.span.line, s.span.col) for s in config.suppressions] == [("DG00", 11, 11)]


def test_pyproject_table_is_read_with_its_places(tmp_path: Path) -> None:
    text = '[project]\nname = "x"\n[tool.deckgen.deck]\nnmae = "y"\n'

    _, found = _load(tmp_path, text, "pyproject.toml")

    assert found == ["4:1 DG002 unknown key `nmae` in `[deck]`"]


def test_pyproject_of_others_is_no_configuration(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "x"\n')

    assert find_configured(tmp_path / "docs") is None
    assert load_config(tmp_path) == (Config(), ())


def test_root_is_the_nearest_folder_with_a_configuration(tmp_path: Path) -> None:
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "deckgen.toml").touch()

    assert find_root(inner) == tmp_path
    (inner / "deckgen.toml").touch()
    assert find_root(inner) == inner


def test_root_without_configuration_is_the_start(tmp_path: Path) -> None:
    assert find_root(tmp_path) == tmp_path


@pytest.mark.parametrize(
    ("text", "finding"),
    [
        ("colour = 1\n", "1:1 DG002 unknown key `colour`"),
        ('[deck]\n  nam = "x"', "2:3 DG002 unknown key `nam` in `[deck]`"),
        ("[deck]\nname = 3", "2:8 DG003 `deck.name` is a number, not a string"),
        ("deck = 3", "1:8 DG003 `deck` is a number, not a table"),
        ("[path]\nglob='x'", "1:2 DG003 `path` is a table, not an array of tables"),
        ("[sources]\npaths = [ 'a',\n 1]", "2:9 DG003 `sources.paths` is a number, not a string"),
        ("[sources]\npaths = 2026-01-01", "2:9 DG003 `sources.paths` is a date or time, not"),
        ('[decks]\nby = "files" # ?', "2:6 DG004 `decks.by` is `files`, which is none of"),
        ("[decks]\nby = true", "2:6 DG003 `decks.by` is a boolean, not one of"),
        ("[notes]\nlong_answer = -1", "2:15 DG004 `notes.long_answer` is less than zero"),
        ("[reading]\nfile_asks = 1", "2:13 DG003 `reading.file_asks` is a number, not true or"),
        ("[[path]]\nnotes = 1", "2:9 DG003 `path.notes` is a number, not a table"),
        ("[[path]]\n[path.notes]\ntable='off'", "3:1 DG002 unknown key `table` in `[path.notes]`"),
        ('[deck]\nsource_url = "x"', "2:14 DG004 `deck.source_url` is no web address"),
        ('[lint]\nignore = ["DG001", "DG999"]', "2:20 DG007 there is no code `DG999`"),
        ("[[path]]\nglob='a'\n[[path]]\nglob = ''", "4:8 DG004 `path.glob` holds an empty glob"),
        ("[sources]\nexclude = ['a', '[z-a].md']", "2:17 DG004 `sources.exclude` holds `[z-a].md`"),
        ("[[path]]\nglob = '[9-0]/**'", "2:8 DG004 `path.glob` holds `[9-0]/**`, in which a range"),
        ("[deck]\nname = \n", "2:8 DG001 `deckgen.toml` is not valid TOML: invalid value"),
        ("[deck", "1:6 DG001 `deckgen.toml` is not valid TOML: expected ']'"),
        ("x = " + "[" * 5000, "1:1 DG001 `deckgen.toml` is not valid TOML: nested too deeply"),
    ],
)
def test_mistakes_are_named_with_their_place(tmp_path: Path, text: str, finding: str) -> None:
    _, found = _load(tmp_path, text)

    assert len(found) == 1
    assert found[0].startswith(finding)


def test_unknown_key_names_the_nearest(tmp_path: Path) -> None:
    (tmp_path / "deckgen.toml").write_text('[deck]\nlanguag = "en"\n')

    _, found = load_config(tmp_path)

    assert [d.help for d in found] == ["did you mean `language`?"]


def test_path_tables_override_for_their_files(tmp_path: Path) -> None:
    config, found = _load(
        tmp_path,
        "[notes]\nlong_answer = 80\n[reading]\nfile_asks = true\n"
        '[[path]]\nglob = "a/**"\nnotes = { tables = "off", long_answer = 9 }\n'
        '[[path]]\nglob = "a/b/*"\n[path.notes]\nlong_answer = 10\n'
        '[path.reading]\nquestion = "h3"\n',
    )

    assert found == []
    assert (notes_for(config, "c.md").tables, notes_for(config, "c.md").long_answer) == (
        "cells",
        80,
    )
    assert notes_for(config, "a/x.md").long_answer == 9
    assert notes_for(config, "a/b/x.md").tables == "off"
    assert notes_for(config, "a/b/x.md").long_answer == 10
    assert reading_for(config, "a/b/x.md").question == ("h3",)
    assert reading_for(config, "a/x.md") == config.reading
    assert config.reading.file_asks is True


def test_a_mistake_leaves_the_other_settings(tmp_path: Path) -> None:
    config, _ = _load(tmp_path, '[deck]\nname = "Lakes"\nid = 3\n')

    assert config.deck.name == "Lakes"
    assert config.deck.id == ""


def test_a_string_is_an_array_of_one(tmp_path: Path) -> None:
    config, found = _load(tmp_path, '[sources]\npaths = "notes"\n')

    assert found == []
    assert config.sources.paths == ("notes",)


def test_undecodable_bytes_have_a_place(tmp_path: Path) -> None:
    (tmp_path / "deckgen.toml").write_bytes("# é\r\n".encode() + b"# ab\xff\n")

    _, found = load_config(tmp_path)

    assert [(d.code, d.span.line, d.span.col) for d in found] == [("DG005", 2, 5)]


def test_a_huge_configuration_is_refused(tmp_path: Path) -> None:
    _, found = _load(tmp_path, "#" * (LIMIT + 1))

    assert found == ["1:1 DG005 `deckgen.toml` is larger than 1,000,000 bytes"]


def test_a_second_configuration_is_told(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool.deckgen]\n")

    _, found = _load(tmp_path, "")

    assert [line.split()[1] for line in found] == ["DG006"]


_VALUES = st.recursive(
    st.one_of(st.integers(0, 9).map(str), st.text(st.characters(codec="ascii")).map(repr)),
    lambda inner: st.lists(inner, max_size=3).map(lambda items: "[" + ",\n ".join(items) + "]"),
    max_leaves=5,
)


@given(st.lists(st.tuples(st.sampled_from(["a", "b.c", '"d"']), _VALUES), max_size=5))
def test_places_point_at_keys_and_values(pairs: list[tuple[str, str]]) -> None:
    """On any valid text, a key's place holds the key and a value's place parses to the value."""
    text = "".join(f"[t{i}]  # [x]\n{key} = {value} # y\n" for i, (key, value) in enumerate(pairs))
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    places = find_places(text, "deckgen.toml")
    lines = text.split("\n")
    for i, (key, _) in enumerate(pairs):
        names = [name.strip('"') for name in key.split(".")]
        span = places.key((f"t{i}", *names))
        assert lines[span.line - 1][span.col - 1 : span.end_col - 1] == key
        start, end = places.values[(f"t{i}", *names)]
        value = data[f"t{i}"]
        for name in names:
            value = value[name]
        assert tomllib.loads("v = " + text[start:end])["v"] == value
