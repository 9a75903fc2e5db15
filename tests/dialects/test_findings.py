"""Findings about questions."""

from __future__ import annotations

from deckgen.dialects import find_duplicates
from tests.dialects.reading import codes_of, read_text


def test_unanswered() -> None:
    assert codes_of("## What is moss?\n\n## What is fern?\n\nA plant.\n") == [("DG201", 1)]


def test_placeholder() -> None:
    for words in ("TODO", "*To be completed.*", "Coming soon…", "待补充", "в разработке"):
        assert codes_of(f"## What is moss?\n\n{words}\n") == [("DG202", 1)], words


def test_question_without_card() -> None:
    text = "# Walks\n\nUp.\n\n**Gear**\n\nBoots.\n\n**Food**\n\nBread.\n\n**Was it far?**\n\nNo.\n"

    assert codes_of(text) == [("DG203", 13)]


def test_orphan() -> None:
    text = "## What is moss?\n\n### Answer\n\nA plant.\n\n### Answer\n\nLost.\n"

    assert codes_of(text) == [("DG204", 7)]


def test_numbers() -> None:
    text = "".join(f"## {n}. What is plant {n} of these?\n\nGreen.\n\n" for n in (1, 2, 2, 5, 1, 2))

    assert [code for code in codes_of(text) if code[0] in ("DG205", "DG206")] == [
        ("DG206", 9),
        ("DG205", 13),
    ]


def test_duplicates_name_both_places() -> None:
    reading = read_text("## What is moss?\n\nA plant.\n\n## What is *moss*?\n\nGreen.\n")

    (found,) = reading.diagnostics
    assert (found.code, found.span.line) == ("DG207", 5)
    assert [label.span.line for label in found.labels] == [1]


def test_same_words_about_other_code_are_no_duplicates() -> None:
    text = "".join(
        f"## What is the output of the following?\n\n```\nprint({n})\n```\n\n{n}\n\n"
        for n in (1, 2)
    )

    assert codes_of(text) == []


def test_duplicates_across_files() -> None:
    one = read_text("## What is moss?\n\nA plant.\n", path="a.md").questions
    two = read_text("## What is moss?\n\nGreen.\n", path="b.md").questions

    (found,) = find_duplicates([*one, *two])
    assert (found.span.path, found.labels[0].span.path) == ("b.md", "a.md")


def test_near_duplicates() -> None:
    near = "## What is the purpose of moss?\n\nA.\n\n## What is the purpose of the moss?\n\nB.\n"
    far = "## What is mitosis in a cell?\n\nA.\n\n## What is meiosis in a cell?\n\nB.\n"

    assert codes_of(near) == [("DG208", 5)]
    assert codes_of(far) == []


def test_code_that_is_asked_about_is_no_answer() -> None:
    text = "## What does the following code print?\n\n```\nprint(1)\n```\n"

    assert codes_of(text) == [("DG210", 1)]
    (question,) = read_text(text).questions
    assert question.stem == question.answer
