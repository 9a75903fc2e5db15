"""The small parts: names, fragments, author's clozes, tags, words."""

from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model import Cloze
from deckgen.notes.author import blanked, find, unmark
from deckgen.notes.forms import is_same_word
from deckgen.notes.fragment import cut, markup, mask, shown, units
from deckgen.notes.names import mentions, name
from deckgen.notes.tags import slug
from deckgen.notes.words import count_words
from tests.notes.cards import notes_of

PIECES = st.lists(
    st.sampled_from(
        ["<p>", "</p>", "<b>", "</b>", "a", "word ", "&lt;", "&amp;", "é", "<br>", r"\(x_1\)",
         "{{c1::", "{{c2::", "}}", "::", "<code>", "</code>", "{", "}"]
    ),
    max_size=14,
).map("".join)  # fmt: skip


@given(source=PIECES, length=st.integers(0, 30))
def test_units_make_up_their_source(source: str, length: int) -> None:
    """A cut shows the first characters of it and never more."""
    row = units(source)
    short = cut(row, length)

    assert markup(row) == source
    assert shown(row).startswith(shown(short).rstrip("\n"))


@given(
    text=st.text("ab<&> é", min_size=1, max_size=20),
    start=st.integers(0, 20),
    size=st.integers(1, 9),
)
def test_masks_hide_exactly_their_stretch(text: str, start: int, size: int) -> None:
    """The parts make up the text, the blanks make up the stretch."""
    row = units(f"<p>{html.escape(text)}</p>")
    span = (start + 1, min(start + 1 + size, len(text) + 1))
    parts = mask(row, [span] if span[0] < span[1] else [], lambda raw: Cloze(anchor="x", html=raw))
    hidden = [part.html for part in parts if isinstance(part, Cloze)]
    whole = "".join(part.html if isinstance(part, Cloze) else part for part in parts)

    assert html.unescape(whole) == f"<p>{text}</p>"
    assert html.unescape("".join(hidden)) == text[start : start + size]


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("transfer", "transferring", True), ("tuning", "tuned", True), ("cookie", "cookies", True),
        ("class", "classes", True), ("classification", "classifier", True),
        ("map", "mapping", True), ("отличие", "отличия", True), ("string", "strong", False),
        ("state", "static", False),
        ("Wörter", "Wort", True), ("libro", "libri", True), ("оды", "ода", True),
        ("والنثر", "النثر", True), ("للشعر", "الشعر", True), ("שירה", "לשירה", True),
        ("there", "three", False), ("كتاب", "باب", False),
        ("var", "variable", False), ("stage", "state", False), ("meta", "metadata", False),
    ],
)  # fmt: skip
def test_forms_of_a_word(one: str, other: str, same: bool) -> None:
    """Endings differ, roots do not."""
    assert is_same_word(one, other) is same
    assert is_same_word(other, one) is same


@pytest.mark.parametrize(
    ("heading", "text", "found"),
    [
        ("Multi-Task Learning", "In multitask learning all", ["multitask learning"]),
        ("2) Set:", "sets and a set, not reset", ["sets", "set"]),
        ("==", "a == b === c", ["=="]),
        ("C", "C and C++ and c", ["C"]),
        ("HTTP", "HTTP, https, HTTPS and http", ["HTTP", "http"]),
        ("O(n)", "a big O of O(n)", ["O(n)"]),
        ("RAID1", "RAID 1 and RAID10, 1 disk", ["RAID 1"]),
        ("CNN", "CNNs and cnn, CNN's", ["CNNs", "cnn", "CNN"]),
        ("str_replace()", "call str_replace twice", ["str_replace"]),
        ("str_replace()", "call str_replace() twice", ["str_replace()"]),
        ("过拟合", "当过拟合发生", ["过拟合"]),
        ("संज्ञा", "यह संज्ञा है", ["संज्ञा"]),
        ("Gated unit (GU)", "GUs and gated units, no gull", ["GUs", "gated units"]),
        ("Warm front (Low front)", "a low front came", ["low front"]),
    ],
)
def test_mentions(heading: str, text: str, found: list[str]) -> None:
    """A name is found as a whole, whatever joins its words."""
    assert [text[start:end] for start, end in mentions(name(heading), text)] == found


@given(source=PIECES)
def test_an_authors_clozes_lose_nothing_but_marks(source: str) -> None:
    """What they hide stays; a troubled one stays as it is; all blanks have content."""
    marked = find(source)
    whole = "".join(part.html if isinstance(part, Cloze) else part for part in marked.parts)

    assert unmark(source) == whole
    assert all(part.html.strip() for part in marked.clozes)
    assert all(1 <= part.wanted <= 500 for part in marked.clozes)
    assert len(whole) <= len(source)


@pytest.mark.parametrize(
    ("source", "expected", "front"),
    [
        ("a {{c1::b}} c", "a b c", "a […] c"),
        ("{{c2::<b>x</b>::hint}}", "<b>x</b>", "[hint]"),
        ("<code>{{c1::x}}</code>", "<code>{{c1::x}}</code>", "<code>{{c1::x}}</code>"),
        ("{{c1::out {{c2::in}} side::h}}", "out in side", "[h]"),
        (r"\(E = {{c1::m c^{2}}}\)", r"\(E = m c^{2}\)", r"\(E = […]\)"),
        (r"{{c1::\(\frac{a}{\sqrt{b}}\)}}", r"\(\frac{a}{\sqrt{b}}\)", "[…]"),
        ("<p>{{c1::a</p><p>b}}</p>", "<p>{{c1::a</p><p>b}}</p>", "<p>{{c1::a</p><p>b}}</p>"),
        ("{{c0::a}} {{c501::b}} {{c1::}}", "{{c0::a}} {{c501::b}} {{c1::}}", None),
    ],
)
def test_which_clozes_of_an_author_are_clozes(
    source: str, expected: str, front: str | None
) -> None:
    """Code is left alone, braces of TeX are counted, broken ones stay text with a reason."""
    assert unmark(source) == expected
    assert front is None or blanked(source) == front


@pytest.mark.parametrize(
    ("source", "trouble"),
    [
        ("{{c1::a", "is not closed"),
        ("<p>{{c1::a</p><p>b}}</p>", "closes in another element"),
        ("{{c1::}}", "hides nothing"),
        ("{{c501::a}}", "has a number outside 1 to 500"),
        ("{{c1::a {{c2::b}}}}", "holds another cloze"),
    ],
)
def test_why_a_cloze_is_none(source: str, trouble: str) -> None:
    """Each reason names the mark."""
    assert find(source).troubles == (
        f"`{source[source.index('{') :].partition('::')[0]}::` {trouble}",
    )


def test_tags_are_what_anki_can_hold() -> None:
    """Topics as one path, the author's own beside it, none twice."""
    markdown = (
        "---\ntags: [Deep Learning, '#exam', 3]\ntag: deep-learning\n---\n"
        "# Übung: Netze & mehr\n\n## C++ / Rust\n\n### What is it?\n\nA thing.\n"
    )
    note = notes_of(markdown)[0]

    assert note.tags == ("übung-netze-mehr::c++-rust", "deep-learning", "exam", "3")


@given(text=st.text())
def test_slugs_hold_no_blank_and_no_level(text: str) -> None:
    """Whatever the heading was."""
    made = slug(text)

    assert not any(character.isspace() for character in made)
    assert "::" not in made
    assert slug(made) == made


@pytest.mark.parametrize(
    ("text", "count"),
    [("", 0), ("one two-three don't", 3), ("a, b; c", 3), ("机器学习是什么", 4), ("naïve café", 2)],
)  # fmt: skip
def test_counting_words(text: str, count: int) -> None:
    """Scripts without blanks are counted by their characters."""
    assert count_words(text) == count


@pytest.mark.parametrize(
    "answer",
    [
        "{{c1::" * 20_000 + "x" + "}}" * 20_000,
        "{{c1::a::" * 20_000,
        "### Tea\n\n" + "." * 100_000 + "x\n\n### Coffee\n\nbeans",
        "### Tea\n\n" + "tea " * 30_000 + "\n\n### Coffee\n\nbeans",
        "\n\n".join(f"### Tea {i}\n\nleaves" for i in range(3000)),
        "| | Tea | Coffee |\n|---|---|---|\n" + "| a | b | c |\n" * 3000,
        "| |" + " Tea |" * 1000 + "\n|---|" + "---|" * 1000 + "\n| a |" + " b |" * 1000,
        "<img " * 20_000,
        "![" * 20_000,
        "- **" * 5_000,
    ],
)
def test_hostile_answers_take_linear_time(answer: str) -> None:
    """Some hundred thousand characters are a matter of seconds, and no crash."""
    assert notes_of(f"# Deck\n\n## Tea vs coffee?\n\nSaid at first.\n\n{answer}\n")
