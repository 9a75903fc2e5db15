"""Decks: their names, and when they stay."""

from __future__ import annotations

from dataclasses import replace

import pytest

from deckgen.identity.decks import clean_name, humanize
from tests.identity.histories import History, Q

ONE = Q("What is a heron?", "A wading bird.", path="source/birds/01_herons.md", topics=("Birds",))
TWO = Q("What is an otter?", "A swimmer.", path="source/otters.md", topics=("Mammals", "Wet"))
THREE = Q("What is this?", "An overview.", path="source/README.md")


def decks(history: History, at: int = -1) -> list[str]:
    return [note.deck for note in history.builds[at].plan.notes]


def codes(history: History) -> list[str]:
    return [found.code for found in history.builds[-1].diagnostics]


def test_one_file_is_one_deck_named_after_the_project(history: History) -> None:
    history.build(TWO)

    assert decks(history) == ["Zoo"]


def test_several_files_are_sub_decks_of_the_project(history: History) -> None:
    done = history.build(ONE, TWO, THREE)

    assert decks(history) == ["Zoo::Birds::01 Herons", "Zoo::Otters", "Zoo"]
    assert [deck.name for deck in done.plan.decks] == [
        "Zoo",
        "Zoo::Birds",
        "Zoo::Birds::01 Herons",
        "Zoo::Otters",
    ]
    assert len({deck.id for deck in done.plan.decks}) == 4
    assert all(deck.id > 1 for deck in done.plan.decks)


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        ("folder", ["Zoo::Birds", "Zoo", "Zoo"]),
        ("topic", ["Zoo::Birds", "Zoo::Mammals::Wet", "Zoo"]),
        ("one", ["Zoo", "Zoo", "Zoo"]),
    ],
)
def test_other_ways_of_dividing(history: History, by: str, expected: list[str]) -> None:
    history.build(ONE, TWO, THREE, deck_by=by)

    assert decks(history) == expected


def test_a_second_file_does_not_rename_the_first_deck(history: History) -> None:
    history.build(TWO)
    history.build(TWO, ONE)

    assert decks(history) == ["Zoo", "Zoo::Birds::01 Herons"]
    assert codes(history) == []


def test_a_renamed_file_keeps_its_deck(history: History) -> None:
    history.build(ONE, TWO)
    history.build(replace(ONE, path="source/waders.md"), TWO)
    history.build(replace(ONE, path="source/waders.md"), TWO, replace(THREE, path=ONE.path))

    assert decks(history, 1) == ["Zoo::Birds::01 Herons", "Zoo::Otters"]
    assert decks(history, 2)[:2] == decks(history, 1)
    assert codes(history) == []


def test_a_file_that_only_took_some_questions_gets_a_deck_of_its_own(history: History) -> None:
    birds = [replace(ONE, text=f"What is bird {n}?") for n in range(6)]
    history.build(*birds, TWO)
    history.build(*(replace(q, path=f"source/b{n % 3}.md") for n, q in enumerate(birds)), TWO)

    assert decks(history)[:3] == ["Zoo::B0", "Zoo::B1", "Zoo::B2"]


def test_another_name_of_the_project_is_followed_with_a_warning(history: History) -> None:
    history.build(ONE, TWO)
    history.build(ONE, TWO, name="Animals")

    assert decks(history) == ["Animals::Birds::01 Herons", "Animals::Otters"]
    assert codes(history) == ["DG612", "DG612"]


def test_a_default_name_never_renames(history: History) -> None:
    history.build(ONE, TWO, name="Animals")
    history.build(ONE, TWO)

    assert decks(history) == ["Animals::Birds::01 Herons", "Animals::Otters"]
    assert history.builds[-1].plan.project == "Animals"


def test_another_way_of_dividing_is_followed_with_a_warning(history: History) -> None:
    history.build(ONE, TWO)
    history.build(ONE, TWO, deck_by="one")

    assert decks(history) == ["Zoo", "Zoo"]
    assert set(codes(history)) == {"DG612"}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("transfer_learning", "Transfer Learning"),
        ("01-intro", "01 Intro"),
        ("SQL_basics", "SQL Basics"),
        ("a::b", "A:b"),
        ("tab\there", "Tab Here"),
        ("вопросы", "Вопросы"),
        ("深層学習", "深層学習"),
        ("___", ""),
    ],
)
def test_names_of_files_are_made_readable(name: str, expected: str) -> None:
    assert humanize(name) == expected


def test_a_level_of_a_name_can_break_nothing() -> None:
    assert clean_name(" ::a::::b:: \x1f\x00") == "a:b"
