"""Numbering and markers, as they are typed."""

from __future__ import annotations

import pytest

from deckgen.dialects.label import Mark, read_answer_label, read_label
from deckgen.dialects.prompt import read_prompt


@pytest.mark.parametrize(
    ("written", "number"),
    [
        *(("q1) What is x?", "1"), ("Q12. What is x?", "12"), ("Q 1 ) What is x?", "1")),
        *(("Q1- What is x?", "1"), ("Q–1: What is x?", "1"), ("Q#1 What is x?", "1")),
        *(("(Q1) What is x?", "1"), ("[Q1] What is x?", "1"), ("Ques-1: What is x?", "1")),
        *(("Question No. 3 What is x?", "3"), ("QUESTION 1 - What is x?", "1")),
        *(("3. What is x?", "3"), ("3.What is x?", "3"), ("(3) What is x?", "3")),
        *(("#3: What is x?", "3"), ("№ 3. What is x?", "3"), ("3、What is x?", "3")),
        *(("5.2. What is x?", "5.2"), ("5.2. Q. What is x?", "5.2"), ("1-) What is x?", "1")),
        *(("1️⃣ What is x?", "1️⃣"), ("① What is x?", "①"), ("❓ 7. What is x?", "7")),
        *(("第3题 What is x?", "3"), ("问题2：What is x?", "2"), ("Вопрос №5. What is x?", "5")),
        *(("Frage 1: What is x?", "1"), ("문제 1. What is x?", "1"), ("प्रश्न 1: What is x?", "1")),
        *(("السؤال 1: What is x?", "1"), ("Câu hỏi 2. What is x?", "2"), ("Q: What is x?", "")),
        *(("**Q1:** What is x?", "1"), ("**1.** What is x?", "1"), ("1\\. What is x?", "1")),
        *(("**1. What is x?**", "1"), ("Q. ***What is x?***", ""), ("❓ **Q:** What is x?", "")),
    ],
)
def test_taken_off(written: str, number: str) -> None:
    prompt = read_prompt(written)

    assert prompt.text == "What is x?"
    assert prompt.number == number


@pytest.mark.parametrize(
    "text",
    [
        *("2-3 trees", "3D printing", "3:00 pm", "2 + 2", "Q&A", "Quest for gold", "20° is warm"),
        *("Querying data", "C++ or C?", "What is x?", "No answer", "7 wonders"),
    ],
)
def test_left_alone(text: str) -> None:
    assert read_label(text).mark is Mark.NONE
    assert read_prompt(text).text == text


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        *(("Answer: D", "D"), ("Ans: yes", "yes"), ("A: yes", "yes"), ("答：对", "对")),
        *(("Ответ", ""), ("Answer -", ""), ("Correct answer: B", "B"), ("Answer (b)", "b)")),
    ],
)
def test_answer_markers(text: str, rest: str) -> None:
    label = read_answer_label(text)

    assert (label.mark, label.rest) == (Mark.ANSWER, rest)


@pytest.mark.parametrize("text", ["A small step", "Answers to all", "答辩", "Answering machines"])
def test_no_answer_markers(text: str) -> None:
    assert read_answer_label(text).mark is Mark.NONE


@pytest.mark.parametrize(
    ("written", "text", "explicit"),
    [
        ("What is x? {#x-1}", "What is x?", "x-1"),
        ("What is x? {: #x .wide }", "What is x?", "x"),
        ("What is x? <!-- id: x -->", "What is x?", "x"),
        ("[Term]{#t}", "Term", "t"),
        ('<a name="x"></a>What is x?', "What is x?", ""),
        ('<a name="x">What is x?</a>', "What is x?", ""),
        ("What is x? [#](#x)", "What is x?", ""),
        ("[What is x?](#what-is-x)", "What is x?", ""),
        ("What is x? [![b](https://x.org/badge.svg)](https://x.org)", "What is x?", ""),
        ("<summary><b>What is x?</b></summary>", "What is x?", ""),
        ("What is `{#x}`?", "What is {#x}?", ""),
        ("#{} and ${}?", "#{} and ${}?", ""),
    ],
)
def test_ids_and_anchors(written: str, text: str, explicit: str) -> None:
    prompt = read_prompt(written)

    assert (prompt.text, prompt.explicit_id) == (text, explicit)


def test_markup_stays_in_the_prompt() -> None:
    assert read_prompt("Q1. What does *x* do with `y`?").markdown == "What does *x* do with `y`?"


def test_a_picture_without_alternative_text_stays() -> None:
    """It looks like a link without words, which is an anchor."""
    assert read_prompt("Which leaf is this? ![](oak.png)").markdown.endswith(" ![](oak.png)")
    assert read_prompt("Which leaf is this? [](#leaf)").markdown == "Which leaf is this?"
