"""Questions written in any of the ways are read back exactly, whatever they say."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.dialects import find_questions, read
from deckgen.markdown import parse
from deckgen.model import SourceFile
from tests.dialects.reading import read_text
from tests.effort import count_calls

WORDS = ["amber", "basin", "cedar", "delta", "ember", "fjord", "gully", "heron", "islet", "jetty"]
OPENINGS = ["What is the", "Why does the", "How large is the", "When was the", "Which is the"]

names = st.lists(st.sampled_from(WORDS), min_size=2, max_size=4).map(" ".join)
questions = st.builds("{} {}?".format, st.sampled_from(OPENINGS), names)
answers = st.lists(names.map(lambda text: f"The {text} is there."), min_size=1, max_size=3)
cards = st.lists(
    st.tuples(questions, answers), min_size=2, max_size=8, unique_by=lambda card: card[0]
)

Card = tuple[str, list[str]]


def as_headings(_: int, card: Card) -> str:
    return f"## {card[0]}\n\n" + "\n\n".join(card[1])


def as_numbered_headings(number: int, card: Card) -> str:
    return f"### Q{number}. {card[0]}\n\n" + "\n\n".join(card[1])


def as_bold(_: int, card: Card) -> str:
    return f"**{card[0]}**\n\n" + "\n\n".join(card[1])


def as_prefix(_: int, card: Card) -> str:
    return f"Q: {card[0]}\nA: " + "\n\n".join(card[1])


def as_items(_: int, card: Card) -> str:
    return f"- {card[0]}\n" + "".join(f"  - {line}\n" for line in card[1])


def as_details(_: int, card: Card) -> str:
    inside = "\n\n".join(card[1])
    return f"<details>\n<summary>{card[0]}</summary>\n\n{inside}\n\n</details>"


def as_lines(_: int, card: Card) -> str:
    return f"{card[0]}\n\n" + "\n\n".join(card[1][:1])


def as_separated(_: int, card: Card) -> str:
    return f"{card[0]} :: {card[1][0]}"


STYLES: list[Callable[[int, Card], str]] = [
    as_headings,
    as_numbered_headings,
    as_bold,
    as_prefix,
    as_items,
    as_details,
    as_lines,
    as_separated,
]


@pytest.mark.parametrize("style", STYLES)
@given(cards=cards)
@settings(max_examples=30, deadline=None)
def test_written_and_read(style: Callable[[int, Card], str], cards: list[Card]) -> None:
    text = "\n\n".join(style(number, card) for number, card in enumerate(cards, 1)) + "\n"
    reading = read_text(text)

    assert [question.text for question in reading.questions] == [card[0] for card in cards]
    for question, (_, told) in zip(reading.questions, cards, strict=True):
        shown = "\n".join(block.text for block in question.answer)
        assert shown.split("\n")[0] == told[0]
        for span in (question.span, question.prompt_span):
            assert 1 <= span.line <= span.end_line <= text.count("\n") + 1


@given(first=cards, second=cards)
@settings(max_examples=30, deadline=None)
def test_two_ways_in_one_file(first: list[Card], second: list[Card]) -> None:
    text = "# Land\n\n## Low\n\n"
    text += "\n\n".join(as_bold(0, card) for card in first)
    text += "\n\n## High\n\n" + "\n".join(as_items(0, card) for card in second)

    read_back = [question.text for question in read_text(text).questions]
    assert read_back == [card[0] for card in (*first, *second)]


@given(text=st.text(alphabet="#*-_:>?Q A1.`|<\n \t[]()!~{}\\$=+", max_size=300))
@settings(max_examples=300, deadline=None)
def test_any_text_is_read(text: str) -> None:
    """Nothing crashes, and what is read lies within the file and has an answer."""
    reading = read_text(text)

    for question in reading.questions:
        assert question.answer
        assert question.span.end_line <= text.count("\n") + 1


@pytest.mark.parametrize(
    "line",
    [
        "# What is this?\n\n",
        "**What is this?**\n\n",
        "- What is this?\n",
        "> What is this?\n\n",
        "Q: What?\nA: That.\n\n",
        "What? :: That\n",
        "<details><summary>What?</summary>\n\nThat\n\n</details>\n\n",
        "| a | b |\n| - | - |\n| What? | That |\n\n",
        "---\n\nWhat is this?\n\nThat.\n\n",
        "#### Answer\n\n",
        "1. ### What is this?\n\n",
        "\\*\\*_`[" * 20 + "\n\n",
    ],
)
def test_cost_is_linear(line: str) -> None:
    """Eight times the text takes about eight times as many calls, not sixty-four times."""

    def cost(count: int) -> int:
        source = SourceFile(path="x.md", location=Path("x.md"), text=line * count)
        document, _ = parse(source)
        return count_calls(partial(find_questions, document))

    assert cost(800) < 12 * cost(100) + 2_000


def test_same_document_gives_the_same_reading() -> None:
    text = "# A\n\n## What is b?\n\nC.\n\n- d\n"
    document, _ = parse(SourceFile(path="x.md", location=Path("x.md"), text=text))

    assert read(document) == read(document)


UNITS = [
    *(
        "()",
        "[]",
        "(",
        "[",
        " ",
        "\t",
        "**",
        "*a",
        "__",
        "_a ",
        "`",
        "<br>",
        "<",
        "<a ",
        "::",
        "a:: ",
    ),
    *(
        ";;",
        "? ",
        "?:",
        "a?b ",
        ": ",
        "Q ",
        "Q: ",
        "1. ",
        "1",
        "$",
        "{a=",
        "{#",
        "![",
        "](",
        "[^",
        "#",
    ),
    *("- ", ">", "a-", "：", "A: ", "…", "\\"),
]
FRAMES = ["{}", "## {}", "**{}", "- {}", "> {}", "Q: {}", "What {}?", "| {} | b |\n|-|-|"]


@pytest.mark.parametrize("unit", UNITS)
@pytest.mark.parametrize("frame", FRAMES)
def test_hostile_lines_are_read(unit: str, frame: str) -> None:
    """A line of ten thousand characters is read at once, however they tempt to try again."""
    text = frame.format(unit * (10_000 // len(unit)) + "a") + "\n\nText.\n"
    document, _ = parse(SourceFile(path="x.md", location=Path("x.md"), text=text))

    questions, _ = find_questions(document)

    assert len(questions) <= 2
