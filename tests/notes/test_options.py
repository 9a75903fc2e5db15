"""Options of notes: per project, file, question and table; each kind of note they give."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.config import NotesSettings
from deckgen.model import Cloze
from deckgen.notes import cloze
from deckgen.notes.highlights import blank_highlights, show_highlights
from tests.notes.cards import answered, asked, codes, notes_of, read

QUESTION = "How do a raft and a canoe compare?"
TABLE = "| | Raft | Canoe |\n|---|---|---|\n| Hull | logs | bark |\n| Crew | two | one |"
LIST = "1. Boil the milk.\n2. Cool it.\n3. Stir the culture in.\n4. Wait."
PIECES = st.lists(
    st.sampled_from(
        ["==", "==", "=", " ", "word", "<b>", "</b>", "<p>", "</p>", "<code>", "</code>", r"\("]
    ),
    max_size=14,
).map("".join)  # fmt: skip


def roles(markdown: str, settings: NotesSettings | None = None) -> list[str]:
    """The roles of all notes but the overviews."""
    return [note.role for note in notes_of(markdown, settings) if note.role]


@pytest.mark.parametrize(
    ("mode", "expected"),
    [
        ("cells", ["row:Hull", "row:Crew"]),
        ("rows", ["row:Hull", "row:Crew"]),
        ("columns", ["column:Raft", "column:Canoe"]),
        ("overview", []),
        ("off", []),
    ],
)
def test_modes_of_tables(mode: str, expected: list[str]) -> None:
    """The same from a comment before the table, before the question, and in front matter."""
    plain = asked(QUESTION, TABLE)
    before_table = asked(QUESTION, f"<!-- deckgen: table={mode} -->\n{TABLE}")
    before_question = plain.replace("## ", f"<!-- deckgen: tables={mode} -->\n\n## ")
    front = f"---\ndeckgen:\n  tables: {mode}\n---\n{plain}"
    first = f"<!-- deckgen: tables={mode} -->\n\n{plain}"

    for markdown in (before_table, before_question, front, first):
        assert roles(markdown) == expected
        assert codes(markdown) == []


def test_only_the_marked_question_is_changed() -> None:
    """And only the marked one of two tables."""
    markdown = (
        f"# Boats\n\n<!-- deckgen: table=off -->\n\n## {QUESTION}\n\n{TABLE}\n\n"
        f"## How do they compare?\n\n{TABLE}\n\n<!-- deckgen: table=rows -->\n\n"
        "| | Yacht | Tug |\n|---|---|---|\n| Mast | one | none |\n"
    )
    notes = [note for note in notes_of(markdown) if note.role]

    assert [note.role for note in notes] == ["row:Hull", "row:Crew", "row:Mast"]
    assert [len(cloze.anchors(note)) for note in notes] == [2, 2, 1]


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (asked(QUESTION, f"<!-- deckgen: table=some -->\n{TABLE}"), "DG306 5:1"),
        (asked(QUESTION, f"<!-- deckgen: table=off wide=1 -->\n{TABLE}"), "DG306 5:1"),
        (asked(QUESTION, f"<!-- deckgen: table=off -->\nBoth.\n\n{TABLE}"), "DG307 5:1"),
        (asked(QUESTION, f"{TABLE}\n\n<!-- deckgen: table=off -->"), "DG307 10:1"),
        (f"---\ndeckgen: {{split: maybe}}\n---\n{asked(QUESTION, TABLE)}", "DG306 2:11"),
        (f"---\ndeckgen:\n  spilt: yes\n---\n{asked(QUESTION, TABLE)}", "DG306 3:3"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(markdown: str, expected: str) -> None:
    """And has no effect."""
    _, found = read(markdown)

    assert [f"{one.code} {one.span.line}:{one.span.col}" for one in found] == [expected]


def test_orientation_overrules_the_title() -> None:
    """Rows are what is compared, or columns, whatever the question names."""
    turned = "| Boat | Hull | Crew |\n|---|---|---|\n| Raft | logs | two |\n| Canoe | bark | one |"

    assert roles(asked(QUESTION, turned)) == ["row:Hull", "row:Crew"]
    kept = NotesSettings(orient="columns")
    assert roles(asked(QUESTION, turned), kept) == ["row:Raft", "row:Canoe"]
    assert roles(asked(QUESTION, TABLE), NotesSettings(orient="rows")) == [
        "row:Raft",
        "row:Canoe",
    ]


def test_reverse_cards_only_where_the_cell_tells() -> None:
    """Not for what two columns share, for yes and no, or where the heading is named."""
    table = (
        "| | Raft | Canoe | Yacht |\n|---|---|---|---|\n| Hull | logs | bark | bark |\n"
        "| Sail | no | no | yes |\n| Kin | float | canoes of old | ship |"
    )
    notes = answered(QUESTION, table, NotesSettings(reverse=True))
    made = {note.role: note for note in notes if note.role.startswith("value:")}

    assert list(made) == ["value:Hull: Raft", "value:Kin: Raft", "value:Kin: Yacht"]
    assert all(list(cloze.anchors(note).values()) == [1] for note in made.values())


def test_points_of_a_list() -> None:
    """Each a note of its own that a new neighbour does not rename."""
    settings = NotesSettings(lists="cloze")
    before = [note.role for note in answered("How is it made?", LIST, settings)]
    longer = LIST.replace("2. Cool it.", "2. Skim it.\n3. Cool it.")
    after = [note.role for note in answered("How is it made?", longer, settings)]

    assert before[1:] == [
        "point:Boil the milk.", "point:Cool it.", "point:Stir the culture in.", "point:Wait."
    ]  # fmt: skip
    assert set(before) < set(after)
    assert answered("How is it made?", LIST)[1:] == ()
    marked = asked("How is it made?", f"<!-- deckgen: list=cloze -->\n\n{LIST}")
    assert (roles(marked), codes(marked)) == (before[1:], [])
    repeated = asked("How is it made?", f"{LIST}\n5. Wait.")
    assert codes(repeated, settings) == ["DG304"]
    many = asked("How is it made?", "\n".join(f"- point {i}" for i in range(30)))
    assert codes(many, settings) == ["DG303"]


def test_terms_are_asked_from_their_definition() -> None:
    """Their own mentions masked; a question is no term."""
    glossary = (
        "# Glossary\n\nGluten\n: What makes dough stretch; glutens differ by flour.\n\n"
        "Crumb\n: The inside of a loaf, below its crust.\n\nProof\n: Proof, proofs.\n"
    )
    notes = notes_of(glossary, NotesSettings(reverse_terms=True))
    hidden = [part.html for part in notes[1].fields[0] if isinstance(part, Cloze)]

    assert [note.role for note in notes] == ["", "term", "", "term", ""]
    assert hidden == ["Gluten", "glutens"]
    assert roles(glossary) == []
    settings = NotesSettings(reverse_terms=True)
    for request in ("Is it gluten?", "Explain the gluten", "Name the proteins of flour"):
        assert roles(asked(request, "It makes the dough stretch."), settings) == []
    assert roles("# Glossary\n\nGluten\n: Makes {{c1::dough}} stretch.\n", settings) == ["cloze"]


def test_parts_of_a_long_answer() -> None:
    """Named by the headings that lead to them; a short answer is left alone."""
    answer = (
        "Slowly.\n\n### Day one\n\nMix flour and water in a jar.\n\n"
        "#### Warm rooms\n\nHalf the time.\n\n### Day two\n\nFeed it.\n\n### Empty\n"
    )
    split = NotesSettings(split=True, long_answer=10)
    made = [note.role for note in answered("How does a starter begin?", answer, split)]

    assert made[1:] == ["part:Day one", "part:Day one › Warm rooms", "part:Day two"]
    assert len(answered("How does a starter begin?", answer, NotesSettings(split=True))) == 1


def test_highlights_are_blanks_by_their_words() -> None:
    """Numbers of the author's own clozes are left to them."""
    settings = NotesSettings(highlights=True)
    answer = "==Yeast== makes {{c1::gas}}, ==salt== slows it. `a ==b== c` and x == y."
    note = answered("What rises?", answer, settings)[1]

    assert cloze.anchors(note) == {"==Yeast": 2, "c1": 1, "==salt": 3}
    assert "==" not in str(note.fields[0][-1]).replace("==b==", "").replace("x == y", "")
    assert len(answered("What rises?", "==Yeast== does.")) == 1
    only = NotesSettings(highlights=True, clozes=False)
    assert cloze.anchors(answered("What rises?", answer, only)[1]) == {"==Yeast": 1, "==salt": 2}


@given(source=PIECES)
def test_highlights_lose_nothing_but_marks(source: str) -> None:
    """What they hide stays, in its place."""
    parts = blank_highlights(source)
    whole = "".join(part.html if isinstance(part, Cloze) else part for part in parts)

    assert whole.replace("==", "") == source.replace("==", "")
    assert show_highlights(source).replace("<mark>", "").replace("</mark>", "") == whole


@pytest.mark.parametrize(
    "answer", ["==a " * 30_000, "==a== " * 3_000, "==<b>" * 10_000, "- ==a==\n" * 3_000]
)
def test_hostile_highlights_take_linear_time(answer: str) -> None:
    """And never more blanks than Anki can number."""
    notes = answered("What is it?", f"Said.\n\n{answer}", NotesSettings(highlights=True))

    assert all(number <= 500 for note in notes for number in cloze.anchors(note).values())
