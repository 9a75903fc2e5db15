"""Cloze numbers through edits of tables."""

from __future__ import annotations

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from deckgen.identity.clozes import Blank, number_blanks, read_text
from deckgen.identity.records import ClozeNumber
from tests.identity.histories import History, Q

TABLE = {
    "Food": {"Otter": "fish", "Beaver": "bark", "Vole": "grass"},
    "Teeth": {"Otter": "pointed", "Beaver": "orange", "Vole": "rootless"},
    "Home": {"Otter": "holt", "Beaver": "lodge", "Vole": "bank burrow"},
}
TEXT = "How do otter, beaver and vole differ?"

Table = Mapping[str, Mapping[str, str]]


def numbers(history: History, row: str, at: int = -1) -> dict[str, int]:
    """Cell → number in a row of a build, as written in its field."""
    for note in history.builds[at].plan.notes:
        if note.note.role == f"row:{row}":
            found = note.fields[0].split("{{c")[1:]
            return {
                piece.split("::")[1].split("}}")[0]: int(piece.split("::")[0]) for piece in found
            }
    raise AssertionError(row)


def build(history: History, table: Table) -> None:
    history.build(Q(TEXT, "See the table.", table=table))


def columns(table: Table, *names: str) -> dict[str, dict[str, str]]:
    return {
        row: {name: cells[name] for name in names if name in cells} for row, cells in table.items()
    }


def test_reordered_columns_keep_their_numbers(history: History) -> None:
    build(history, TABLE)
    build(history, columns(TABLE, "Vole", "Otter", "Beaver"))

    for row in TABLE:
        assert numbers(history, row) == numbers(history, row, 0)


def test_inserted_column_takes_a_free_number(history: History) -> None:
    build(history, columns(TABLE, "Otter", "Vole"))
    build(history, columns(TABLE, "Otter", "Beaver", "Vole"))

    assert numbers(history, "Food") == {"fish": 1, "bark": 3, "grass": 2}


def test_number_of_a_removed_column_is_not_used_again(history: History) -> None:
    build(history, columns(TABLE, "Otter", "Beaver"))
    removed = history.build(Q(TEXT, "See the table.", table=columns(TABLE, "Otter")))
    build(history, columns(TABLE, "Otter", "Vole"))
    build(history, columns(TABLE, "Otter", "Vole", "Beaver"))

    assert {found.code for found in removed.diagnostics} == {"DG613"}
    assert numbers(history, "Food", 2) == {"fish": 1, "grass": 3}
    assert numbers(history, "Food", 3) == {"fish": 1, "grass": 3, "bark": 2}


def test_renamed_column_keeps_its_numbers_even_in_edited_cells(history: History) -> None:
    build(history, TABLE)
    renamed = {
        row: {("Castor" if name == "Beaver" else name): cell for name, cell in cells.items()}
        for row, cells in TABLE.items()
    }
    renamed["Home"]["Castor"] = "lodge of sticks and mud"
    build(history, renamed)

    assert numbers(history, "Food")["bark"] == numbers(history, "Food", 0)["bark"]
    assert numbers(history, "Home")["lodge of sticks and mud"] == 2


def test_exchanged_headings_do_not_exchange_the_texts(history: History) -> None:
    build(history, TABLE)
    exchanged = {
        row: {"Otter": cells["Beaver"], "Beaver": cells["Otter"], "Vole": cells["Vole"]}
        for row, cells in TABLE.items()
    }
    build(history, exchanged)

    for row in TABLE:
        assert numbers(history, row) == numbers(history, row, 0)


def test_edited_cell_keeps_its_number(history: History) -> None:
    build(history, TABLE)
    build(history, TABLE | {"Food": {"Otter": "fish and crabs", "Beaver": "bark", "Vole": "roots"}})

    assert numbers(history, "Food") == {"fish and crabs": 1, "bark": 2, "roots": 3}


def test_rows_inserted_removed_and_reordered(history: History) -> None:
    build(history, TABLE)
    before = history.guids()
    build(
        history,
        {
            "Home": TABLE["Home"],
            "Tail": {"Otter": "long", "Beaver": "flat", "Vole": "short"},
            "Food": TABLE["Food"],
        },
    )
    after = history.guids()

    assert after[f"{TEXT}/row:Home"] == before[f"{TEXT}/row:Home"]
    assert after[f"{TEXT}/row:Food"] == before[f"{TEXT}/row:Food"]
    assert after[f"{TEXT}/row:Tail"] not in before.values()


def test_renamed_row_keeps_its_note(history: History) -> None:
    build(history, TABLE)
    build(history, {("Diet" if row == "Food" else row): cells for row, cells in TABLE.items()})

    assert list(history.guids(1).values()) == list(history.guids(0).values())


def test_row_that_was_removed_comes_back(history: History) -> None:
    build(history, TABLE)
    build(history, {row: cells for row, cells in TABLE.items() if row != "Teeth"})
    build(history, TABLE)

    assert history.guids(2) == history.guids(0)
    assert numbers(history, "Teeth") == numbers(history, "Teeth", 0)


def test_rows_follow_a_reworded_and_moved_question(history: History) -> None:
    build(history, TABLE)
    history.build(
        Q("What tells otter, beaver and vole apart?", "See below.", path="b.md", table=TABLE)
    )

    assert list(history.guids(1).values()) == list(history.guids(0).values())


def test_rows_are_retired_and_revived_with_their_question(history: History) -> None:
    build(history, TABLE)
    gone = history.build(Q("Why?", "Because."))
    build(history, TABLE)

    assert {str(change.kind) for change in gone.changes} == {"added", "retired"}
    assert history.guids(2) == history.guids(0)


def test_markup_and_pictures_in_a_blank() -> None:
    assert read_text("<b>Some</b>  &amp; <i>more</i>") == "some & more"
    assert read_text('<img src="a.png">') != read_text('<img src="b.png">')


names = st.sampled_from(["a", "b", "c", "d", "e", "f"])
texts = st.sampled_from(["red", "blue", "green", "yes", "no", "old", "new"])
rows = st.dictionaries(names, texts, max_size=5)


@given(st.lists(rows, min_size=2, max_size=8))
def test_a_number_is_never_given_to_another_blank(history_of_row: list[dict[str, str]]) -> None:
    """A number stays with its anchor or its text; one that was retired comes back only so too."""
    known: dict[str, ClozeNumber] = {}
    for row in history_of_row:
        before = known
        now = {name: Blank(text, wanted) for wanted, (name, text) in enumerate(row.items(), 1)}
        known = number_blanks(before, now, {})
        live = {name: cloze for name, cloze in known.items() if cloze.live}

        assert live.keys() == row.keys()
        assert {name: cloze.text for name, cloze in live.items()} == row
        assert len({cloze.number for cloze in known.values()}) == len(known)
        assert {cloze.number for cloze in before.values()} <= {
            cloze.number for cloze in known.values()
        }
        for name, cloze in live.items():
            for old_name, old in before.items():
                if old.number == cloze.number:
                    assert old_name.split("~")[0] == name or old.text == cloze.text
        assert number_blanks(known, now, {}) == known


SAID = {
    "Otter": "It swims after fish and keeps its fur dry with air.",
    "Beaver": "It fells trees, dams streams and stores branches for winter.",
}


def test_renamed_item_keeps_its_card(history: History) -> None:
    history.build(Q(TEXT, "See below.", items=SAID))
    renamed = {"River otters (Lutrinae)": SAID["Otter"], "Beaver": SAID["Beaver"]}
    history.build(Q(TEXT, "See below.", items=renamed))

    assert list(history.guids(1).values()) == list(history.guids(0).values())
    assert [note.cards for note in history.builds[1].plan.notes] == [(0,)] * 3


def test_longer_name_of_an_item_is_the_same_name(history: History) -> None:
    history.build(Q(TEXT, "See below.", items={"River otter": SAID["Otter"]}))
    longer = {"River otters (also called common otters)": "Whiskers help it to find crabs."}
    history.build(Q(TEXT, "See below.", items=longer))

    assert list(history.guids(1).values()) == list(history.guids(0).values())


def test_another_item_in_its_place_is_another_card(history: History) -> None:
    history.build(Q(TEXT, "See below.", items=SAID))
    other = {"Vole": "A rodent that digs into banks and lives on grass.", "Beaver": SAID["Beaver"]}
    history.build(Q(TEXT, "See below.", items=other))

    before, after = history.guids(0), history.guids(1)
    assert after[f"{TEXT}/item:Vole"] not in before.values()
    assert after[f"{TEXT}/item:Beaver"] == before[f"{TEXT}/item:Beaver"]


def test_item_described_in_other_words_keeps_its_card(history: History) -> None:
    history.build(Q(TEXT, "See below.", items=SAID))
    reworded = {name: lead.replace("It ", "This one ") for name, lead in SAID.items()}
    history.build(Q(TEXT, "See below.", items=reworded))

    assert history.guids(1) == history.guids(0)
