"""``deckgen verify``, with the real Anki."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import RIVERS, Run

Write = Callable[..., Path]


def _build(deckgen: Run, write: Write, text: str, name: str) -> None:
    write("source/rivers.md", text)
    assert deckgen("build", "-o", name).code == 0


def test_verify_a_package(deckgen: Run, write: Write) -> None:
    pytest.importorskip("anki")
    _build(deckgen, write, RIVERS, "a.apkg")

    ran = deckgen("verify", "a.apkg")

    assert (ran.code, ran.err) == (0, "")
    assert "a.apkg: 5 new; now 5 notes, 7 cards\n" in ran.out
    assert "the same again: 5 already there; now 5 notes, 7 cards\n" in ran.out


def test_verify_an_update(deckgen: Run, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    pytest.importorskip("anki")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    _build(deckgen, write, RIVERS, "a.apkg")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700086400")
    _build(deckgen, write, RIVERS.replace("Why do", "For what reason do"), "b.apkg")

    ran = deckgen("verify", "a.apkg", "b.apkg")

    assert (ran.code, ran.err) == (0, "")
    assert "b.apkg: 1 updated, 4 already there; now 5 notes, 7 cards\n" in ran.out
    assert "  history kept on 7 of 7 cards, " in ran.out


def test_what_is_no_package_is_found(deckgen: Run, write: Write) -> None:
    pytest.importorskip("anki")
    write("a.apkg", "no zip")

    ran = deckgen("verify", "a.apkg")

    assert ran.code == 1
    assert "a.apkg" in ran.err
    assert "Traceback" not in ran.err


def test_without_anki_the_remedy_is_told(
    deckgen: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("a.apkg", "")
    monkeypatch.setitem(sys.modules, "anki", None)

    ran = deckgen("verify", "a.apkg")

    assert ran.code == 2
    assert "pip install anki" in ran.err
