"""Quizzes in many shapes: the front never tells, the back shows what is right, and why."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.notes.quiz import find_quiz
from tests.notes.cards import Desk, answered, notes_of, read, seen

TEXTS = st.lists(
    st.sampled_from(["tin", "`zinc`", "*lead*", "iron ore", "$x_1$", "brass: an alloy", "ἄργυρος"]),
    unique=True,
    min_size=2,
    max_size=5,
)
WHY = "Because electrons move freely in it."


def ticked(texts: list[str], right: list[int]) -> str:
    """Tasks, the right ones ticked."""
    return "\n".join(f"- [{'x' if i in right else ' '}] {text}" for i, text in enumerate(texts))


def lettered(form: str, texts: list[str]) -> str:
    """Choices with letters."""
    return "\n".join(form.format(letter="ABCDE"[i], text=text) for i, text in enumerate(texts))


def named(right: list[int]) -> str:
    """The letters of the right choices."""
    return ", ".join("ABCDE"[i] for i in right)


SHAPES = {
    "tasks": lambda texts, right: f"{ticked(texts, right)}\n\n{WHY}",
    "list": lambda texts, right: (
        f"{lettered('- {letter}: {text}', texts)}\n\nAnswer: {named(right)}\n\n{WHY}"
    ),
    "lines": lambda texts, right: (
        f"{lettered('{letter}) {text}', texts)}\n\n**Answer: {named(right)}**\n\n{WHY}"
    ),
    "details": lambda texts, right: (
        f"{lettered('* {letter}. {text}', texts)}\n\n<details><summary>Answer</summary>\n\n"
        f"#### Answer: {named(right)}\n\n{WHY}\n\n</details>"
    ),
    "bold letter": lambda texts, right: (
        f"{lettered('- ({letter}) {text}', texts)}\n\n<details><summary>Solution</summary>\n\n"
        f"**{named(right)}**\n\n{WHY}\n\n</details>"
    ),
    "paragraphs": lambda texts, right: (
        f"{lettered('{letter}. {text}', texts)}\n\n正解：{named(right)}\n\n{WHY}".replace(
            "\nB", "\n\nB"
        )
    ),
}


@pytest.mark.parametrize("shape", SHAPES)
@given(texts=TEXTS, data=st.data())
def test_every_shape(desk: Desk, shape: str, texts: list[str], data: st.DataObject) -> None:
    """All choices in front and nothing else; the right ones and the reason on the back."""
    indices = st.lists(st.sampled_from(range(len(texts))), unique=True, min_size=1)
    right = sorted(data.draw(indices.filter(lambda found: len(found) < len(texts))))
    note = answered("Which of these conducts best?", SHAPES[shape](texts, right))[0]
    card = desk.cards(note)[0]
    front = seen(card.front).split("\n")
    back = seen(card.back).split("\n")[len(front) :]

    shown = [line.removeprefix("☐ ") for line in front[2:]]
    assert len(shown) == len(texts)
    assert [line.removeprefix("☑ ") for line in back[: len(right)]] == [shown[i] for i in right]
    assert back[len(right) : -1] == [WHY]
    assert not any(sign in line for line in front for sign in "☑✅")


@pytest.mark.parametrize(
    "answer",
    [
        "- [x] sow\n- [x] water",
        "- [ ] sow\n- [ ] water",
        "- A: sow\n- B: water",
        "- A: sow\n- B: water\n\nA good gardener does both.",
        "- sow\n- water\n\nAnswer: neither.",
        "First sow.\n\nThen water.\n\nAt last wait.\n\n- [x] rain\n- [ ] sun",
        "A. Smith wrote it.",
        "1. sow\n2. water\n\n2 is the hard part.",
        "1. sow\n2. water\n\nThen rest.\n\n3. harvest",
        "(a) sow early, (b) water often.",
    ],
)
def test_what_is_no_quiz(answer: str) -> None:
    """Checklists, lists without a verdict, prose that begins like one."""
    compositions, _ = read(f"# Garden\n\n## Which comes first?\n\n{answer}\n")

    assert [find_quiz(one.question) for one in compositions] == [None] * len(compositions)


@pytest.mark.parametrize(
    ("answer", "front", "back"),
    [
        ("1. tin\n2. zinc\n3. lead\n\nAnswer: 2. It must be.",
         ["1. tin", "2. zinc", "3. lead"], ["2. zinc", "It must be."]),
        ("а) tin\nб) zinc\nв) lead\n\nОтвет: в", ["а) tin", "б) zinc", "в) lead"], ["в) lead"]),
        ("أ) tin\nب) zinc\n\nالجواب: أ", ["أ) tin", "ب) zinc"], ["أ) tin"]),
        ("ア：tin\nイ：zinc\n\n正解：イ", ["ア：tin", "イ：zinc"], ["イ：zinc"]),
        ("① tin\n② zinc\n\n정답: ②", ["1. tin", "2. zinc"], ["2. zinc"]),
        ("(a) tin (b) zinc (c) lead\n\nAnswer: (b)",
         ["(a) tin", "(b) zinc", "(c) lead"], ["(b) zinc"]),
        ("A. tin B. zinc\n\nB", ["A. tin", "B. zinc"], ["B. zinc"]),
    ],
)  # fmt: skip
def test_letters_and_numbers(desk: Desk, answer: str, front: list[str], back: list[str]) -> None:
    """Of any alphabet, in lines or in one, and a verdict that Markdown reads as a list."""
    card = desk.cards(answered("Which of these conducts best?", answer)[0])[0]
    shown = seen(card.front).split("\n")

    assert shown[2:] == front
    assert seen(card.back).split("\n")[len(shown) : -1] == back


def test_remarks_on_choices_wait_for_the_back(desk: Desk) -> None:
    """They would give the right one away."""
    answer = "- [ ] tin\n\n  Too soft.\n- [x] zinc\n\n  Right, it is."
    card = desk.cards(answered("Which one?", answer)[0])[0]

    assert "Right" not in seen(card.front)
    assert seen(card.back).split("\n")[-5:-1] == ["☐ tin", "Too soft.", "☑ zinc", "Right, it is."]


@pytest.mark.parametrize(
    "answer",
    [
        "- [x] a\n" * 20_000,
        "- A: a\n\n" + "```\nx\n```\n\n" * 5_000,
        "\n".join(f"{letter}) x" for letter in "ABCDEFGHIJ" * 3_000),
        "- A: x\n- B: y\n\n" + "A, " * 50_000,
        "- A: x\n- B: y\n\n" + "a " * 50_000 + ":",
        "- A: **x" + "**" * 20_000 + "\n- B: y",
    ],
)
def test_hostile_quizzes_take_linear_time(answer: str) -> None:
    """And lose nothing."""
    assert notes_of(f"# Deck\n\n## Which one is it?\n\n{answer}\n\nAnswer: B\n\nSo.\n")
