"""Overview notes: nothing lost, long answers folded, points counted."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.config import NotesSettings
from deckgen.model import Note, NoteKind
from deckgen.notes.fragment import visible
from tests.notes.cards import answered, asked, codes, read, written

WORDS = st.sampled_from(
    ["anvil", "bellows", "chisel", "drill", "file", "gouge", "hammer", "lathe", "mallet", "plane"]
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=40).map(lambda words: " ".join(words) + ".")
BLOCK = st.one_of(
    SENTENCE,
    st.lists(SENTENCE, min_size=1, max_size=4).map(lambda s: "\n".join(f"- {one}" for one in s)),
    st.lists(WORDS, min_size=1, max_size=5).map(lambda w: "```py\n" + " = ".join(w) + "\n```"),
    st.tuples(WORDS, WORDS).map(lambda w: f"| A | B |\n|---|---|\n| {w[0]} | {w[1]} |"),
    SENTENCE.map(lambda s: f"> {s}"),
    WORDS.map(lambda w: f"#### {w}"),
    st.just("**Short answer:** a tool."),
)  # fmt: skip
LONG = "This second paragraph goes on about many things at considerable length. " * 14


def overview(question: str, answer: str, settings: NotesSettings | None = None) -> Note:
    note = answered(question, answer, settings)[0]
    assert note.kind is NoteKind.BASIC
    assert note.role == ""
    return note


def words(text: str) -> list[str]:
    return re.findall(r"[a-z]{3,}", visible(text).lower())


@given(blocks=st.lists(BLOCK, min_size=1, max_size=6))
def test_every_word_is_in_the_overview(blocks: list[str]) -> None:
    """In order, whatever is folded."""
    answer = "\n\n".join(blocks)
    note = overview("Which tool is it, and why?", answer)
    fields = written(note)

    source = re.sub(r"```py", "", answer).lower()
    assert words("\n".join(fields[1:3])) == re.findall(r"[a-z]{3,}", source)
    assert words(fields[0])[:4] == ["which", "tool", "and", "why"]


def test_a_long_answer_is_folded_behind_its_lead() -> None:
    """The first paragraph answers, the rest is Extra."""
    note = overview("Why is it so?", f"Because all of it fits together.\n\n{LONG}")
    fields = written(note)

    assert visible(fields[1]).strip() == "Because all of it fits together."
    assert "second paragraph" in fields[2]


@pytest.mark.parametrize(
    "lead",
    [
        "Yes.",
        "There are several reasons, as follows:",
        "Who would have thought of that one day?",
        "### Reasons",
        "```\ncode and more code and even more code\n```",
        "![a picture](of.png)",
    ],
)
def test_what_does_not_answer_leads_nothing(lead: str) -> None:
    """The whole answer is shown at once."""
    fields = written(overview("Why is it so?", f"{lead}\n\n{LONG}"))

    assert fields[2] == ""


def test_a_short_answer_leads_even_if_it_is_short() -> None:
    """It says what it is."""
    fields = written(overview("Is it so?", f"**Short answer:** yes.\n\nBecause.\n\n{LONG}"))

    assert visible(fields[1]).split() == ["Short", "answer:", "yes.", "Because."]


def test_a_comparison_table_is_not_folded_away() -> None:
    """It is what the question is about."""
    table = "| | Tea | Coffee |\n|---|---|---|\n| Made of | leaves | beans |"
    fields = written(
        overview("Tea or coffee?", f"They come from different plants.\n\n{table}\n\n{LONG}")
    )

    assert "leaves" in fields[1]
    assert "second paragraph" in fields[2]


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        ("1. one thing\n2. another", 2),
        ("These are they:\n\n- a\n- b\n- c\n\nThat is all.", 3),
        ("- only one", 0),
        ("- a\n- b\n\nand\n\n* c\n* d", 0),
        ("- a\n- b\n\n```\ncode\n```", 0),
        (f"{LONG}\n\n- a\n- b", 0),
    ],
)
def test_the_front_says_how_many_points(answer: str, points: int) -> None:
    """Only where the list is the answer."""
    fields = written(overview("What is needed for it?", answer))

    assert f"{points} points" in fields[0] if points else "points" not in fields[0]
    assert "points" not in written(overview("What for?", answer, NotesSettings(points=False)))[0]


def test_fields_are_complete() -> None:
    """Breadcrumb, source and empty spare fields; a link where the project is on the web."""
    markdown = "# A & B\n\n## Topic\n\n### What is it?\n\nA thing.\n"
    plain = read(markdown)[0][0].notes[0]
    linked = read(markdown, link_base="https://code.example/p")[0][0].notes[0]

    assert written(plain)[2:] == ("", "", "A &amp; B › Topic", "notes/file.md", "")
    assert written(linked)[5] == (
        '<a href="https://code.example/p/notes/file.md">notes/file.md</a>'
    )


def test_findings_on_answers() -> None:
    """Long prose without a lead, and a picture that nobody described."""
    assert codes(asked("Why is it so?", "Yes. " + LONG.strip())) == ["DG801"]
    assert codes(asked("Why is it so?", f"Because it all fits together.\n\n{LONG}")) == []
    assert codes(asked("What does it show?", "![](a.png)")) == ["DG802"]
    assert codes(asked("What does it show?", "![Screenshot 3](a.png)")) == ["DG802"]
    assert codes(asked("What does it show?", "![the water cycle](a.png)")) == []


@pytest.mark.parametrize(
    ("question", "phrase"),
    [
        ("Какие бывают шаги?", "пунктов: 2"),
        ("有哪些步骤？", "2 点"),
        ("¿Qué pasos hay?", "2 puntos"),
        ("What steps are there?", "2 points"),
    ],
)
def test_words_of_ours_are_in_the_language_of_the_question(question: str, phrase: str) -> None:
    """Guessed from the script; a setting or the front matter decides otherwise."""
    answer = "- a\n- b"
    forced = f"---\nlang: de\n---\n{asked(question, answer)}"

    assert phrase in written(overview(question, answer))[0]
    assert "2 Punkte" in written(read(forced)[0][0].notes[0])[0]
    french = read(asked(question, answer), language="fr-CA")[0][0].notes[0]
    assert "2 points" in written(french)[0]
