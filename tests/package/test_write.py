"""What is written, down to the row and the byte."""

from __future__ import annotations

import hashlib
import io
import json
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from deckgen.model import Deck, Plan
from deckgen.package import write_package
from deckgen.package.archive import CanonicalZip
from tests.package.plans import (
    BASIC,
    CLOZE,
    POND,
    RELEASED,
    make_media,
    make_note,
    make_plan,
    many_notes,
    small_plan,
)

Write = Callable[[Plan], bytes]
Query = Callable[[bytes, str], list[tuple[Any, ...]]]

GOLDEN = {
    "small": "59bb840093cc9bc88c3b4ae5f501efa6de8eec480ace0df03d5d9c98a5067e5e",
    "large": "30f7a3ba0a0e59031a8828b44dd83451d63e2df8394d617583cef35a284cddb9",
}
"""SHA-256 of packages: they change only on purpose, and on no machine."""


def test_the_bytes_are_those_of_every_machine(written: Write) -> None:
    """The large one has every kind of page that a database has."""
    digests = {
        name: hashlib.sha256(written(plan)).hexdigest()
        for name, plan in (("small", small_plan()), ("large", many_notes(6000)))
    }

    assert digests == GOLDEN


def test_the_database_is_sound(written: Write, query: Query) -> None:
    """Although its pages are changed after SQLite has written them; with texts of many pages."""
    notes = [make_note(f"g{i}", "蘆" * i * 40, position=i + 1) for i in range(200)]
    package = written(make_plan(notes))

    assert query(package, "PRAGMA integrity_check") == [("ok",)]
    assert query(package, "SELECT sum(length(flds)) FROM notes")[0][0] == sum(
        len("\x1f".join(note.fields)) for note in notes
    )


def test_every_note_has_its_own_time_and_row_ids(written: Write, query: Query) -> None:
    late = make_note("late", "Q2", position=1, modified=RELEASED + 7, note_id=5_000_000)
    early = make_note("early", "Q1", position=2, modified=RELEASED, note_id=4_000_000)
    package = written(make_plan((late, early)))

    notes = query(package, "SELECT guid, id, mod FROM notes ORDER BY id")
    assert notes == [("early", 4_000_000, RELEASED), ("late", 5_000_000, RELEASED + 7)]
    cards = query(package, "SELECT id, nid, ord, mod, due FROM cards ORDER BY id")
    assert cards == [
        (4_000_001, 4_000_000, 0, RELEASED, 2),
        (5_000_001, 5_000_000, 0, RELEASED + 7, 1),
    ]


def test_cards_are_those_of_the_plan(written: Write, query: Query) -> None:
    """A gap in the numbers stays a gap; a nested cloze, which genanki misses, has its card."""
    package = written(small_plan())

    rows = query(package, "SELECT id - nid, ord, due FROM cards WHERE due = 2 ORDER BY ord")
    assert rows == [(1, 0, 2), (2, 1, 2), (3, 2, 2)]


def test_cards_are_new_and_carry_no_scheduling(written: Write, query: Query) -> None:
    columns = "type, queue, ivl, factor, reps, lapses, left, odue, odid, flags, data"
    rows = query(written(small_plan()), f"SELECT DISTINCT {columns} FROM cards")

    assert rows == [(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, "")]


def test_fields_and_tags_arrive_as_planned(written: Write, query: Query) -> None:
    note = make_note("g", "<b>Q</b> <<", "A", "E", tags=("pond::a", "pond::b"))
    rows = query(written(make_plan((note,))), "SELECT flds, tags FROM notes")

    assert rows == [("<b>Q</b> <<\x1fA\x1fE\x1f\x1f\x1f\x1fg", " pond::a pond::b ")]


def test_note_types_have_permanent_ids_and_their_own_times(written: Write, query: Query) -> None:
    newer = replace(CLOZE, modified=RELEASED + 9)
    package = written(make_plan((make_note("g", "Q"),), note_types=(BASIC, newer)))

    ((models, scm, mod),) = query(package, "SELECT models, scm, mod FROM col")
    basic, cloze = (json.loads(models)[str(one.id)] for one in (BASIC, CLOZE))
    assert (basic["mod"], cloze["mod"]) == (RELEASED, RELEASED + 9)
    assert (basic["type"], cloze["type"]) == (0, 1)
    assert (basic["did"], cloze["did"]) == (None, None)
    assert [field["id"] for field in basic["flds"]] == [field.id for field in BASIC.fields]
    assert [one["id"] for one in cloze["tmpls"]] == [CLOZE.template.id]
    assert (scm, mod) == (1000 * (RELEASED + 9), 1000 * (RELEASED + 9))


def test_decks_with_notes_and_their_parents_are_written(written: Write, query: Query) -> None:
    ((decks, presets),) = query(written(small_plan()), "SELECT decks, dconf FROM col")

    by_name = {deck["name"]: deck for deck in json.loads(decks).values()}
    assert sorted(by_name) == [
        "Default",
        "Pond Life",
        "Pond Life::09 Animals",
        "Pond Life::10 Plants",
    ]
    assert by_name["Pond Life::09 Animals"]["desc"] == "Newts and more."
    assert {deck["conf"] for deck in by_name.values()} == {1}
    assert list(json.loads(presets)) == ["1"]


def test_no_time_is_zero_and_none_is_the_clock(written: Write, query: Query) -> None:
    note = make_note("g", "Q", modified=RELEASED + 4)
    rows = query(written(make_plan((note,))), "SELECT crt, mod, scm, ls FROM col")

    assert rows == [(1_411_124_400, 1000 * (RELEASED + 4), 1000 * RELEASED, 0)]


def test_archive_is_canonical(tmp_path: Path) -> None:
    """Media sorted by name, numbered from 0, stored; the rest deflated; fixed dates and modes."""
    zebra = make_media(tmp_path, "zebra-1.png", b"z" * 500)
    aphid = make_media(tmp_path, "aphid-2.png", b"a" * 500)
    note = make_note("g", f'<img src="{zebra.name}"><img src="{aphid.name}">')
    write_package(make_plan((note,), media=(zebra, aphid)), tmp_path / "x.apkg")

    with zipfile.ZipFile(tmp_path / "x.apkg") as archive:
        members = archive.infolist()
        assert archive.testzip() is None
        assert json.loads(archive.read("media")) == {"0": "aphid-2.png", "1": "zebra-1.png"}
        assert archive.read("1") == b"z" * 500
    assert [one.filename for one in members] == ["collection.anki2", "media", "0", "1"]
    assert [one.compress_type for one in members] == [8, 8, 0, 0]
    assert {one.date_time for one in members} == {(1980, 1, 1, 0, 0, 0)}
    assert {(one.create_system, one.external_attr, one.extra) for one in members} == {
        (3, 0o100644 << 16, b"")
    }


def test_order_of_notes_decks_and_media_does_not_matter(tmp_path: Path, written: Write) -> None:
    """The position is in ``due``, not in the order of the tuples."""
    plan = small_plan(tmp_path)
    turned = replace(
        plan, notes=plan.notes[::-1], decks=plan.decks[::-1], note_types=plan.note_types[::-1]
    )

    assert written(plan) == written(turned)


def test_a_number_for_a_question_is_no_number_in_the_database(written: Write, query: Query) -> None:
    """SQLite would store it rounded, and not every version in the same way."""
    package = written(make_plan((make_note("g", "3.14159265358979323846264"),)))

    assert query(
        package, "SELECT typeof(sfld), sfld, flds LIKE '3.1415926535897932384%' FROM notes"
    ) == [("text", "", 1)]


def test_html_that_genanki_distrusts_takes_no_time(written: Write) -> None:
    """Its check takes quadratic time: minutes for this field."""
    assert written(make_plan((make_note("g", "Q", "<" * 200_000),)))


def test_a_missing_media_file_is_an_error_of_the_environment(tmp_path: Path) -> None:
    newt = make_media(tmp_path, "newt.png", b"n")
    newt.location.unlink()
    plan = make_plan((make_note("g", '<img src="newt.png">'),), media=(newt,))

    with pytest.raises(FileNotFoundError):
        write_package(plan, tmp_path / "x.apkg")


def test_no_more_members_than_a_zip_file_can_hold() -> None:
    with CanonicalZip(io.BytesIO()) as archive:
        for number in range(65_534):
            archive.add(str(number), b"", compress=False)
        with pytest.raises(OverflowError):
            archive.add("one too many", b"", compress=False)


def test_deck_descriptions_are_part_of_the_package(written: Write) -> None:
    other = Deck(id=POND.id, name=POND.name, description="Version 2")
    notes = (make_note("g", "Q"),)

    assert written(make_plan(notes)) != written(make_plan(notes, decks=(other,)))
