"""Numbers that count go, numbers that belong to a question stay."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from deckgen.config import ReadingSettings
from deckgen.dialects import find_questions, stretches
from deckgen.markdown import parse
from deckgen.model import SourceFile


def _read(text: str, settings: ReadingSettings | None = None) -> list[str]:
    document, _ = parse(SourceFile(path="a.md", location=Path("a.md"), text=text))
    return [one.text for one in find_questions(document, settings)[0]]


def _headings(titles: Sequence[str], level: int = 2) -> str:
    return "# Topic\n\n" + "".join(f"{'#' * level} {one}\n\nSo it is.\n\n" for one in titles)


STAYING = (
    ("1648: what was signed?", "1713: what was signed?", "1815: what was signed?"),
    ("868.3 MHz or 2.4 GHz: which reaches farther?",),
    ("127.0.0.1 stands for which machine?", "127.0.0.2 stands for which machine?"),
    ("2.718 is called after whom?", "1.618 is called after whom?"),
    ("80: which protocol listens?", "443: which protocol listens?"),
    ("21: which protocol?", "22: which protocol?", "25: which protocol?", "110: which protocol?"),
    ("7 bridges: which town has them?", "12 Angry Men: who directed it?"),
    ("3-way handshake: what is it?",),
    ("1815. What was signed?", "1914. What began?"),
    ("5-HT is what?", "007: who is it?"),
    ("12: what is it called?",),
)
GOING = (
    ("1. {}", "2. {}", "3. {}"),
    ("1: {}", "2: {}", "3: {}"),
    ("1 - {}", "2 - {}", "4 - {}"),
    ("1.1 {}", "1.2 {}", "2.1 {}"),
    ("12. {}",),
    ("12) {}",),
    ("(3) {}",),
    ("Q1066: {}",),
    ("#404 {}",),
    ("17. {}", "430. {}", "871. {}"),
    ("1. {}", "2. {}", "1. {}", "2. {}"),
    ("5.2. {}",),
)


@pytest.mark.parametrize("titles", STAYING)
def test_numbers_that_belong_to_a_question_stay(titles: Sequence[str]) -> None:
    assert _read(_headings(titles)) == list(titles)


@pytest.mark.parametrize("titles", STAYING)
def test_they_stay_beside_numbers_that_count(titles: Sequence[str]) -> None:
    counted = [f"{number}. What is {name}?" for number, name in enumerate(("a gill", "a cove"), 1)]
    found = _read(_headings((*titles, *counted)))

    assert found == [*titles, "What is a gill?", "What is a cove?"]


@pytest.mark.parametrize("titles", GOING)
def test_numbers_that_count_go(titles: Sequence[str]) -> None:
    asked = [f"What is the {name} of it?" for name in ("rim", "hub", "nave", "felly")]
    numbered = [title.format(text) for title, text in zip(titles, asked, strict=False)]

    assert _read(_headings(numbered)) == asked[: len(numbered)]


@pytest.mark.parametrize(
    "form", ["**{}**\n\n{}\n\n", "- {}\n  - {}\n", "{}\n\n{}\n\n", "- {} :: {}\n", "{} :: {}\n"]
)
def test_in_every_dialect(form: str) -> None:
    titles = ["1648: what was signed?", "1713: what was signed?", "1815: what was signed?"]
    answers = ["A peace.", "Treaties.", "An act."]
    text = "".join(form.format(*pair) for pair in zip(titles, answers, strict=True))

    assert _read(f"# Questions\n\n{text}") == titles


def test_a_bare_number_is_what_is_asked_where_it_does_not_count() -> None:
    asks = ReadingSettings(question=("h2",))

    assert _read(_headings(("200", "404", "500")), asks) == ["200", "404", "500"]


def test_a_bare_number_above_a_question_counts() -> None:
    text = "# Q\n\n## 12\n\nWhat is a tarn?\n\nA lake.\n\n## 40\n\nWhat is a weir?\n\nA dam.\n"

    assert _read(text, ReadingSettings(question=("h2",))) == ["What is a tarn?", "What is a weir?"]


@pytest.mark.parametrize(
    "form", ["## {}. What is part {} called?", "## {}: What is part {} called?"]
)
def test_a_part_of_a_large_file_is_read_like_the_whole(form: str) -> None:
    text = "# Parts\n\n" + "".join(
        f"{form.format(number, chr(97 + number % 26) * 3)}\n\n{'It is so. ' * 9}{number}\n\n"
        for number in range(1, 1700)
    )
    parts = stretches.cut(text, ReadingSettings())
    assert len(parts) > 2

    assert [one for part in parts for one in _read(part.text)] == _read(text)
    assert not any(one[0].isdecimal() for one in _read(text))
