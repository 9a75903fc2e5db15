"""Comparison tables: which become row notes, and what no edit of a table may change."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.config import NotesSettings
from deckgen.model import Cloze, Note
from deckgen.notes import cloze
from tests.notes.cards import answered, asked, codes, read

QUESTION = "How do a raft, a canoe and a yacht compare?"
HEADINGS = ["Raft", "Canoe", "Yacht"]
LABELS = st.lists(
    st.sampled_from(["Hull", "Crew", "Drive", "Cost", "Speed", "Use", "Risk", "a | b", "*Depth*"]),
    unique=True,
    min_size=1,
    max_size=6,
)
CELLS = st.sampled_from(
    ["logs", "one", "paddle", "yes", "no", "", "–", "n/a", "`x::y`", "$a_1$", "**big** sail", "}}"]
)


def table(headings: list[str], rows: list[list[str]], corner: str = "") -> str:
    lines = [[corner, *headings], ["---"] * (len(headings) + 1), *rows]
    return "\n".join("| " + " | ".join(_pipeless(cells)) + " |" for cells in lines)


def _pipeless(cells: list[str]) -> list[str]:
    return [cell.replace("|", r"\|") for cell in cells]


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """Body rows with labels of their own."""
    return [[label, *(draw(CELLS) for _ in HEADINGS)] for label in draw(LABELS)]


def rows_of(markdown: str, settings: NotesSettings | None = None) -> dict[str, Note]:
    """The row notes of an answer by role; roles are unique."""
    notes = answered(QUESTION, markdown, settings)
    rows = [note for note in notes if note.role.startswith("row:")]
    assert len({note.role for note in notes}) == len(notes)
    return {note.role: note for note in rows}


def hidden(note: Note) -> dict[str, tuple[str, ...]]:
    """What each anchor of a note hides."""
    found: dict[str, tuple[str, ...]] = {}
    for part in note.fields[0]:
        if isinstance(part, Cloze):
            found[part.anchor] = (*found.get(part.anchor, ()), part.html)
    return found


@given(rows=tables(), seed=st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows: list[list[str]], seed: random.Random) -> None:
    """Roles, anchors, wishes and texts are those of the row, wherever it stands."""
    shuffled = seed.sample(rows, len(rows))
    before, after = rows_of(table(HEADINGS, rows)), rows_of(table(HEADINGS, shuffled))

    assert {role: hidden(note) for role, note in before.items()} == {
        role: hidden(note) for role, note in after.items()
    }
    assert {role: cloze.anchors(note) for role, note in before.items()} == {
        role: cloze.anchors(note) for role, note in after.items()
    }


@given(rows=tables(), cells=st.tuples(CELLS, CELLS, CELLS), at=st.integers(0, 6))
def test_a_new_row_changes_no_other(rows: list[list[str]], cells: tuple[str, ...], at: int) -> None:
    """All notes that were there stay as they were."""
    before = rows_of(table(HEADINGS, rows))
    more = [*rows[:at], ["Brand new", *cells], *rows[at:]]
    after = rows_of(table(HEADINGS, more))

    assert {role: hidden(after[role]) for role in before} == {
        role: hidden(note) for role, note in before.items()
    }


@given(rows=tables(), seed=st.randoms(use_true_random=False))
def test_the_order_of_columns_changes_only_wishes(
    rows: list[list[str]], seed: random.Random
) -> None:
    """A cell keeps its anchor, the heading of its column, wherever the column stands."""
    order = seed.sample(range(3), 3)
    moved = [[row[0], *(row[i + 1] for i in order)] for row in rows]
    before = rows_of(table(HEADINGS, rows))
    after = rows_of(table([HEADINGS[i] for i in order], moved))

    assert {role: {a: sorted(t) for a, t in hidden(n).items()} for role, n in before.items()} == {
        role: {a: sorted(t) for a, t in hidden(n).items()} for role, n in after.items()
    }


@given(rows=tables())
def test_a_table_written_the_other_way_round_gives_the_same_notes(rows: list[list[str]]) -> None:
    """Things compared in rows: the same roles, anchors and hidden texts."""
    turned = [[HEADINGS[i], *(row[i + 1] for row in rows)] for i in range(3)]
    straight = rows_of(table(HEADINGS, rows))
    other = rows_of(table([row[0] for row in rows], turned))

    assert {role: hidden(note) for role, note in straight.items()} == {
        role: hidden(note) for role, note in other.items()
    }


@pytest.mark.parametrize(
    ("cells", "anchors"),
    [
        (["logs", "bark", "steel"], {"Raft": 1, "Canoe": 2, "Yacht": 3}),
        (["logs", "–", "steel"], {"Raft": 1, "Yacht": 3}),
        (["", "bark", "N/A"], {"Canoe": 2}),
        (["logs", "logs", "logs"], None),
        (["yes", "no", "✓"], {"(row)": 1}),
        (["yes", "", "no"], {"(row)": 1}),
        (["❌ No", "✅ Yes", "❌ n/a"], {"(row)": 1}),
        (["да", "нет", "да"], {"(row)": 1}),
        (["✓", "", "✓"], {"(row)": 1}),
        (["", "", "x"], {"(row)": 1}),
        (["+", "–", "++"], {"(row)": 1}),
        (["नहीं", "हाँ", "हाँ"], {"(row)": 1}),
        (["six", "no", "nox"], {"Raft": 1, "Canoe": 2, "Yacht": 3}),
        (["yes", "no", "only at sea"], {"Raft": 1, "Canoe": 2, "Yacht": 3}),
        (["`+`", "`++`", "–"], {"Raft": 1, "Canoe": 2}),
        (["`-`", "`+`", "`*`"], {"Raft": 1, "Canoe": 2, "Yacht": 3}),
        (["![](a.png)", "![](b.png)", "–"], {"Raft": 1, "Canoe": 2}),
        (["–", "n/a", ""], None),
    ],
)
def test_which_cells_are_asked(cells: list[str], anchors: dict[str, int] | None) -> None:
    """Not what is empty or equal all over; yes and no at once; an unused number stays unused."""
    found = rows_of(table(HEADINGS, [["Hull", *cells]]))

    assert [cloze.anchors(note) for note in found.values()] == ([anchors] if anchors else [])


def test_rows_of_one_label_are_told_apart_by_what_they_say() -> None:
    """In any order, and empty labels too; a row that stands twice gives one note."""
    rows = [["Hull", "a", "b", "c"], ["Hull", "d", "e", "f"], ["", "g", "h", "i"]]
    straight, back = rows_of(table(HEADINGS, rows)), rows_of(table(HEADINGS, rows[::-1]))
    twice = table(HEADINGS, [rows[0], rows[0]])

    assert len(straight) == 3
    assert {role: hidden(note) for role, note in straight.items()} == {
        role: hidden(note) for role, note in back.items()
    }
    assert len(rows_of(twice)) == 1
    assert codes(asked(QUESTION, twice)) == ["DG304"]


def test_two_tables_in_one_answer() -> None:
    """Labels that both tables have are told apart by the tables' own headings."""
    one = table(HEADINGS, [["Hull", "a", "b", "c"], ["Crew", "1", "2", "3"]])
    two = table(HEADINGS, [["Hull", "d", "e", "f"]])
    found = rows_of(f"### In summer\n\n{one}\n\n### In winter\n\n{two}")

    assert set(found) == {"row:In summer: Hull", "row:In winter: Hull", "row:Crew"}


@pytest.mark.parametrize(
    ("question", "markdown"),
    [
        ("What are the pros and cons?", "| Pros | Cons |\n|---|---|\n| cheap | slow |"),
        ("What is in it?", "| id | name | age |\n|---|---|---|\n| 1 | Ann | 3 |\n| 2 | Bo | 4 |"),
        ("What is in it?", "| x | y |\n|---|---|\n| 1 | a |\n| 1 | b |"),
        ("How do they relate?", "| | Real | Real |\n|---|---|---|\n| Said | TP | FP |"),
        ("What is it?", "| Left | Right |\n|---|---|\n| ![](a.png) | ![b](b.png) |"),
        ("What is there?", "| Only |\n|---|\n| one |"),
        ("What is there?", "| Sort | Use |\n|---|---|"),
    ],
)
def test_tables_that_are_no_comparison(question: str, markdown: str) -> None:
    """Lists and pictures side by side, records, grids, single columns: the overview is enough."""
    assert [note.role for note in answered(question, markdown)] == [""]


def test_a_table_without_row_labels_is_asked_by_the_other_cells() -> None:
    """Both columns are things that the question names: nothing else tells the rows apart."""
    notes = answered("Tea vs coffee?", "| Tea | Coffee |\n|---|---|\n| leaves | beans |")
    shared = "| Tea | Coffee |\n|---|---|\n| hot | black |\n| hot | brown |\n| cold | – |"
    half = answered("Tea vs coffee?", shared)

    assert [note.role for note in notes] == ["", "row:leaves"]
    assert "dg-row open" in str(notes[1].fields[0][0])
    assert cloze.anchors(notes[1]) == {"Tea": 1, "Coffee": 2}
    assert [cloze.anchors(note) for note in half[1:]] == [{"Tea": 1}, {"Tea": 1}]


def test_columns_are_known_by_their_own_words() -> None:
    """What both headings have in common stands in the question once."""
    notes = answered(
        "Hot and cold springs?", "| Hot springs | Cold springs |\n|---|---|\n| a | b |"
    )

    assert cloze.anchors(notes[1]) == {"Hot springs": 1, "Cold springs": 2}
    assert "dg-row open" in str(notes[1].fields[0][0])


def test_a_column_of_ticks_is_nothing_that_is_compared() -> None:
    """Though the question names it, as it names the column of labels."""
    table = "| Boat | Fast | Dry |\n|---|---|---|\n| Raft | | |\n| Canoe | ✓ | |\n| Yacht | | ✓ |"
    notes = answered("Which boat is fast, and which is dry?", table)

    assert [note.role for note in notes] == ["", "row:Canoe", "row:Yacht"]
    assert [cloze.anchors(note) for note in notes[1:]] == [{"(row)": 1}] * 2


def test_rows_of_one_label_are_asked_by_their_other_cells() -> None:
    """Where there are any; yes and no are none."""
    rows = [["Goethe", "Faust", "1808", ""], ["Goethe", "Werther", "1774", ""]]
    notes = rows_of(table(["Work", "Year", "Part"], rows))
    short = "| Author | Work |\n|---|---|\n| Goethe | Faust |\n| Goethe | Werther |"
    signs = table(HEADINGS, [["Sail", "yes", "no", "yes"], ["Sail", "no", "no", "yes"]])

    assert all("dg-row open" in str(note.fields[0][0]) for note in notes.values())
    assert all("Goethe" in str(note.fields[0][0]) for note in notes.values())
    assert [cloze.anchors(note) for note in notes.values()] == [{"Work": 1, "Year": 2}] * 2
    assert rows_of(short) == rows_of(signs) == {}
    assert rows_of(table(HEADINGS, rows), NotesSettings(tables="rows")) == {}
    assert codes(asked(QUESTION, short)) == ["DG304", "DG308", "DG308"]


@pytest.mark.parametrize(
    ("cells", "asked_for"),
    [
        (["N", "n", "nn"], ["Raft", "Canoe", "Yacht"]),
        (["Na", "K", "Ca"], ["Raft", "Canoe", "Yacht"]),
        (["na", "ka", "ra"], ["Raft", "Canoe", "Yacht"]),
        (["NA", "EU", "UK"], ["Raft", "Canoe", "Yacht"]),
        (["NA", "slow", "N/A"], ["Canoe"]),
        (["n/a", "fast", "n.a."], ["Canoe"]),
        (["x", "y", "n"], ["Raft", "Canoe", "Yacht"]),
        (["x", "y", "x"], ["Raft", "Canoe", "Yacht"]),
        (["x", "", "✓"], ["(row)"]),
        (["Y", "N", "y"], ["(row)"]),
        (["low", "low", "low"], []),
    ],
)
def test_what_a_row_asks(cells: list[str], asked_for: list[str]) -> None:
    """Case counts; N/A has its own forms; single letters are marks beside marks only."""
    notes = rows_of(table(HEADINGS, [["Sign", *cells]]))

    assert [one for note in notes.values() for one in cloze.anchors(note)] == asked_for


def test_a_letter_is_no_mark_in_a_column_of_words() -> None:
    rows = [["Name", "x", "paddle", "sail"], ["Drive", "rope", "y", "n"]]
    notes = rows_of(table(HEADINGS, rows))

    assert [list(cloze.anchors(note)) for note in notes.values()] == [HEADINGS, HEADINGS]


def test_columns_that_differ_by_case_are_compared() -> None:
    notes = answered(
        "What is the difference between N and n?", table(["N", "n"], [["Counts", "all", "some"]])
    )

    assert [note.role for note in notes] == ["", "row:Counts"]


@given(rows=tables())
def test_what_no_card_asks_is_said(rows: list[list[str]]) -> None:
    """Each cell with words is hidden by a note, or named by a finding of its row."""
    markdown = asked(QUESTION, table(HEADINGS, rows))
    found = [one.message for one in read(markdown)[1] if one.code == "DG308"]
    notes = rows_of(table(HEADINGS, rows))
    hiding = {role.removeprefix("row:"): hidden(note) for role, note in notes.items()}

    for label, *cells in rows:
        blanks = hiding.get(label.strip("*"), {})
        words = [cell for cell in cells if cell in ("one", "paddle", "yes", "no", "logs", "n/a")]
        if words and not blanks:
            assert any(f"the row `{label.strip('*')}`" in message for message in found)


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["Mass | 5 kg", "Length | 2 m"], {"row:Mass": ["5 kg"], "row:Length": ["2 m"]}),
        ([" | Raft | Canoe", "Hull | logs | bark"], {"row:Hull": ["logs", "bark"]}),
        (["Part | **Raft** | **Kayak**", "Hull | a | b"], {"row:Hull": ["a", "b"]}),
        (["Part | Canoe | Tub", "Hull | a | b"], {"row:Hull": ["a", "b"]}),
        (["apple | red | sweet", "lime | green | sour"], {}),
    ],
)
def test_tables_with_an_empty_head(lines: list[str], expected: dict[str, list[str]]) -> None:
    """The first row may be the head; of two columns there need be none."""
    width = lines[0].count("|") + 1
    markdown = "\n".join(
        ["| " * width + "|", "|---" * width + "|", *(f"| {line} |" for line in lines)]
    )
    found = rows_of(markdown)

    assert {
        role: [text for texts in hidden(note).values() for text in texts]
        for role, note in found.items()
    } == expected


def test_a_table_is_the_result_of_code_above_it() -> None:
    """The question is nothing without its code; a comment may want the rows all the same."""
    result = "| name | score |\n|---|---|\n| Ann | 3 |\n| Bob | 4 |"
    code = "```sql\nselect name, score from t\n```\n\n**Answer:**\n\n"
    wanted = f"{code}<!-- deckgen: table=cells -->\n{result}"

    assert [note.role for note in answered("What does it return?", code + result)] == [""]
    assert len(answered("What does it return?", wanted)) == 3


def test_ticks_are_asked_with_what_has_none() -> None:
    """Nothing means no, and is hidden as well."""
    found = rows_of(table(HEADINGS, [["Sail", "✓", "", "✓"], ["Oars", "+", "-", "+"]]))

    assert hidden(found["row:Sail"]) == {"(row)": ("✓", "–", "✓")}
    assert hidden(found["row:Oars"]) == {"(row)": ("+", "-", "+")}
    skipping = NotesSettings(skip_columns=("Raft",))
    some = rows_of(table(HEADINGS, [["Sail", "✓", "", "✓"]]), skipping)
    assert hidden(some["row:Sail"]) == {"(row)": ("–", "✓")}


def test_limits() -> None:
    """Long cells and many columns are reported; too many cards leave the overview alone."""
    long = table(HEADINGS, [["Hull", "word " * 16, "b", "c"]])
    wide = table([*HEADINGS, "Ship", "Tub"], [["Hull", "a", "b", "c", "d", "e"]])
    many = table(HEADINGS, [[f"Aspect {i}", "a", "b", "c"] for i in range(9)])

    assert (codes(asked(QUESTION, long)), len(rows_of(long))) == (["DG301"], 1)
    assert (codes(asked(QUESTION, wide)), len(rows_of(wide))) == (["DG302"], 1)
    assert (codes(asked(QUESTION, many)), len(rows_of(many))) == (["DG303"], 0)
    assert len(rows_of(many, NotesSettings(max_cards_per_table=27))) == 9


def test_modes() -> None:
    """One card for each row, or none."""
    markdown = table(HEADINGS, [["Hull", "a", "b", "c"]])

    rows = rows_of(markdown, NotesSettings(tables="rows"))
    assert [cloze.anchors(note) for note in rows.values()] == [{"(row)": 1}]
    assert rows_of(markdown, NotesSettings(tables="off")) == {}


def test_a_blank_that_can_be_read_beside_it() -> None:
    """The label says what the cell hides."""
    markdown = table(HEADINGS, [["Drive: paddle", "paddle", "sail", "engine"]])

    assert codes(asked(QUESTION, markdown)) == ["DG803"]
