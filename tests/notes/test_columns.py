"""What options say of a table's columns, and what is seen beside the blank."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.config import NotesSettings
from deckgen.model import Note
from deckgen.notes import cloze
from deckgen.notes.comment import read_comment
from tests.notes.cards import Desk, answered, asked, codes, read, seen

QUESTION = "How do the boats compare?"
TABLE = """\
| Part | Raft | Canoe | Notes, odd |
|---|---|---|---|
| Hull | logs | bark | both float |
| Crew | two | one | |"""
RECORDS = """\
| No. | Boat | Hull | Crew |
|---|---|---|---|
| 1 | Raft | logs | two |
| 2 | Canoe | bark | one |"""
HTML = """\
<table><tr><th>Sea</th><th>Boat</th><th>Hull</th><th>Crew</th></tr>
<tr><td rowspan="2">North</td><td>Raft</td><td>logs</td><td>two</td></tr>
<tr><td>Canoe</td><td>bark</td><td>one</td></tr></table>"""
BOTH = f"{TABLE}\n\n{RECORDS}"
QUIET = st.text(st.characters(exclude_characters="\"'<>-", exclude_categories=["Cc", "Cs"]))


def rows(answer: str, settings: NotesSettings) -> dict[str, dict[str, int]]:
    """The anchors of each row note of an answer."""
    notes = answered(QUESTION, answer, settings)
    return {note.role: cloze.anchors(note) for note in notes if note.role}


def sides(desk: Desk, answer: str, settings: NotesSettings) -> list[tuple[str, str]]:
    """Fronts and backs of the row notes' cards, without the question and what is folded."""
    notes: list[Note] = [note for note in answered(QUESTION, answer, settings) if note.role]
    return [
        (seen(card.front).partition("?")[2], seen(card.back).partition("?")[2].partition("More")[0])
        for note in notes
        for card in desk.cards(note)
    ]


@pytest.mark.parametrize("column", ["4", "Notes, odd", "notes,  ODD"])
def test_skipped_columns_are_read_on_the_back_only(desk: Desk, column: str) -> None:
    """Named by heading, also one with a comma, or by number; the other numbers stay."""
    settings = NotesSettings(skip_columns=(column,))

    assert rows(TABLE, settings) == {
        "row:Hull": {"Raft": 1, "Canoe": 2},
        "row:Crew": {"Raft": 1, "Canoe": 2},
    }
    front, back = sides(desk, TABLE, settings)[0]
    assert "Notes" not in front
    assert "Notes, odd\nboth float" in back


def test_several_columns_in_one_string() -> None:
    """And what is skipped on either side of the table that turns."""
    turned = NotesSettings(orient="rows", skip_columns=("Canoe, 4",))

    assert rows(TABLE, NotesSettings(skip_columns=("canoe, 4",))) == {
        "row:Hull": {"Raft": 1},
        "row:Crew": {"Raft": 1},
    }
    assert rows(TABLE, turned) == {"row:Raft": {"Hull": 1, "Crew": 2}}
    assert rows(TABLE, NotesSettings(skip_columns=("2", "3", "4"))) == {}


@pytest.mark.parametrize("context", ["hidden", "row", "all"])
def test_what_is_seen_beside_the_blank(desk: Desk, context: str) -> None:
    """Headings and label; the other cells of the row; the whole table."""
    settings = NotesSettings(context=context, skip_columns=("4",))  # type: ignore[arg-type]
    front, back = sides(desk, TABLE, settings)[0]

    assert ("bark" in front) == (context != "hidden")
    assert ("two" in front) == (context == "all")
    assert "logs" not in front
    assert "[...]" in front
    assert all(word in front for word in ("Hull", "Raft", "Canoe"))
    assert all(word in back for word in ("logs", "bark", "float"))
    assert rows(TABLE, settings) == rows(TABLE, NotesSettings(skip_columns=("4",)))


@pytest.mark.parametrize("column", ["2", "Boat"])
def test_the_column_of_labels(desk: Desk, column: str) -> None:
    """The row is still known by what it was known by, so that its cards are the same."""
    settings = NotesSettings(key_column=column, context="row")
    by_number = NotesSettings(orient="columns", key_column="1")

    assert rows(RECORDS, settings)["row:Raft"] == {"Hull": 1, "Crew": 2}
    assert rows(HTML, settings)["row:North › Raft"] == {"Hull": 1, "Crew": 2}
    assert rows(RECORDS, by_number) == {
        "row:Raft": {"Boat": 3, "Hull": 1, "Crew": 2},
        "row:Canoe": {"Boat": 3, "Hull": 1, "Crew": 2},
    }
    assert sides(desk, RECORDS, by_number)[0][0].strip().startswith("1\nBoat")


def test_columns_without_a_heading_are_not_asked() -> None:
    """Nobody could say what for; unless there is no other."""
    beside = "| Part | Raft | |\n|---|---|---|\n| Hull | logs | (a drawing) |"
    alone = "| Part | |\n|---|---|\n| Hull | logs |"

    assert rows(beside, NotesSettings()) == {"row:Hull": {"Raft": 1}}
    assert rows(alone, NotesSettings()) == {"row:Hull": {"(untitled)": 1}}


@pytest.mark.parametrize(
    ("comment", "expected"),
    [
        ('skip-columns="Notes, odd"', {"skip-columns": "Notes, odd"}),
        (
            "skip-columns='a b',c, \"d\" table=rows",
            {"skip-columns": ["a b", "c", "d"], "table": "rows"},
        ),
        ("context=row key_column=2", {"key_column": "2", "context": "row"}),
        (
            "key-column=yes, reverse=yes; max_cards_per_table=30",
            {"key-column": "yes", "reverse": True, "max_cards_per_table": 30},
        ),
    ],
)
def test_values_in_comments(comment: str, expected: dict[str, object]) -> None:
    """Quotes keep blanks together, commas part values; names of columns stay as they are."""
    found = read_comment(f"<!-- deckgen: {comment} -->")

    assert (found.values, found.stray) == (expected, ())


@given(names=st.lists(QUIET, min_size=1, max_size=4), table=st.sampled_from(["rows", "off"]))
def test_names_in_quotes_are_read_back(names: list[str], table: str) -> None:
    """Whatever they hold."""
    written = ", ".join(f'"{name}"' for name in names)
    found = read_comment(f"<!-- deckgen: table={table} skip-columns={written} -->").values

    assert found["skip-columns"] == (names if len(names) > 1 else names[0])
    assert found["table"] == table


@pytest.mark.parametrize("text", ["a=" * 400, "table=" + '"' * 900, "table=a," * 120, "=" * 900])
def test_hostile_comments(text: str) -> None:
    """Are read at once and to the end."""
    assert read_comment(f"<!-- deckgen: {text}-->").values.keys() <= {"table", "a"}


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        (asked(QUESTION, f"<!-- deckgen: skip-columns=Note -->\n{TABLE}"), ["5:1 `Note`"]),
        (asked(QUESTION, f"<!-- deckgen: key-column=9 -->\n{TABLE}"), ["5:1 `9`"]),
        (asked(QUESTION, f"<!-- deckgen: key-column=0 -->\n{TABLE}"), ["5:1 `0`"]),
        (f"---\ndeckgen: {{skip_columns: [Raft, Hul]}}\n---\n{asked(QUESTION, TABLE)}",
         ["2:11 `Hul`"]),
        (f"---\ndeckgen: {{skip_columns: Boat}}\n---\n{asked(QUESTION, BOTH)}", []),
        (asked(QUESTION, f"<!-- deckgen: context=row Raft -->\n{TABLE}"), ["5:1 `Raft`"]),
    ],
)  # fmt: skip
def test_columns_that_are_not_there(markdown: str, expected: list[str]) -> None:
    """Are reported where they are named; the table is read without them."""
    compositions, found = read(markdown)
    said = [f"{one.span.line}:{one.span.col} `{one.message.split('`')[-2]}`" for one in found]

    assert {one.code for one in found} <= {"DG306"}
    assert said == expected
    assert len(compositions[0].notes) > 2


def test_the_project_may_name_what_only_some_tables_have() -> None:
    """No finding, no effect."""
    assert codes(asked(QUESTION, TABLE), NotesSettings(skip_columns=("Price",))) == []
