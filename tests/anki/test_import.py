"""What the real Anki makes of the packages that are written."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.anki.collection import AnkiCollection, anki_version, fresh_collection
from deckgen.model import Deck, NoteKind, Plan
from deckgen.package import check_plan, write_package
from deckgen.package.check_cards import scan
from tests.package.plans import (
    BASIC,
    CLOZE,
    RELEASED,
    make_media,
    make_note,
    make_plan,
    many_notes,
    small_plan,
)

pytestmark = pytest.mark.skipif(not anki_version(), reason="needs the extra `anki`")

Package = Callable[[Plan], Path]


def _counts(collection: AnkiCollection, path: Path) -> tuple[int, int, int, int]:
    log = collection.import_package(path)
    return len(log.new), len(log.updated), len(log.duplicate), len(log.conflicting)


def test_all_notes_and_cards_arrive(collection: AnkiCollection, package: Package) -> None:
    plan = small_plan()
    assert _counts(collection, package(plan)) == (4, 0, 0, 0)

    rows = collection.rows(
        "SELECT n.guid, c.ord, c.due, c.id - n.id, n.mod FROM cards c JOIN notes n ON n.id = c.nid"
        " ORDER BY c.due, c.ord"
    )
    assert [tuple(row) for row in rows] == [
        (note.guid, ordinal, note.due, 1 + ordinal, note.modified)
        for note in plan.notes
        for ordinal in note.cards
    ]


def test_ankis_own_checks_are_silent(
    collection: AnkiCollection, package: Package, tmp_path: Path
) -> None:
    collection.import_package(package(small_plan(tmp_path)))

    assert collection.check_database() == ()
    assert collection.check_media() == ((), ())
    assert collection.empty_cards() == frozenset()
    assert collection.media_files() == {"newt-0123456789ab.svg"}


def test_an_update_reaches_exactly_the_notes_that_changed(
    collection: AnkiCollection, package: Package
) -> None:
    plan = small_plan()
    collection.import_package(package(plan))
    reworded = replace(
        plan.notes[2],
        fields=("Where do reeds grow?", *plan.notes[2].fields[1:]),
        modified=RELEASED + 1,
    )
    notes = (*plan.notes[:2], reworded, plan.notes[3], make_note("n5", "New?", position=5))

    assert _counts(collection, package(replace(plan, notes=notes))) == (1, 1, 3, 0)
    rows = collection.rows("SELECT flds FROM notes WHERE guid = 'n3'")
    assert rows[0][0].startswith("Where do reeds grow?\x1f")


def test_a_cloze_number_that_comes_later_gets_its_card(
    collection: AnkiCollection, package: Package
) -> None:
    """Also a nested one, beside the history of the others."""
    before = make_note("g", "{{c2::a}} b c", kind=NoteKind.CLOZE, cards=(1,))
    after = replace(
        before,
        fields=("{{c2::a}} {{c4::b {{c7::c}}}}", *before.fields[1:]),
        cards=(1, 3, 6),
        modified=RELEASED + 1,
    )
    collection.import_package(package(make_plan((before,))))
    collection.change("UPDATE cards SET reps = ?, ivl = 30", [(4,)])
    collection.import_package(package(make_plan((after,))))

    rows = collection.rows("SELECT ord, reps, ivl FROM cards ORDER BY ord")
    assert [tuple(row) for row in rows] == [(1, 4, 30), (3, 0, 0), (6, 0, 0)]
    assert collection.check_database() == ()


def test_a_new_style_arrives_and_schema_and_names_stay(
    collection: AnkiCollection, package: Package
) -> None:
    plan = small_plan()
    collection.import_package(package(plan))
    restyled = replace(CLOZE, css=".cloze { color: teal }", modified=RELEASED + 1)
    collection.import_package(package(replace(plan, note_types=(BASIC, restyled))))

    types = {row[0]: row[1] for row in collection.rows("SELECT id, name FROM notetypes")}
    assert types[BASIC.id] == "Pond Life · Basic"
    assert types[CLOZE.id] == "Pond Life · Cloze"
    assert ".cloze { color: teal }" in str(collection.shape())
    assert not any(name.endswith("+") for name in types.values())


def test_a_renamed_field_is_no_conflict(collection: AnkiCollection, package: Package) -> None:
    """Because every field has an id of its own."""
    plan = small_plan()
    collection.import_package(package(plan))
    fields = (replace(BASIC.fields[0], name="Asked"), *BASIC.fields[1:])
    template = replace(BASIC.template, front="{{Asked}}")
    renamed = replace(BASIC, fields=fields, template=template, modified=RELEASED + 1)
    notes = tuple(replace(note, modified=RELEASED + 1) for note in plan.notes)
    after = replace(plan, note_types=(renamed, CLOZE), notes=notes)

    assert _counts(collection, package(after)) == (0, 4, 0, 0)


def test_new_cards_come_in_the_order_of_the_source_across_sub_decks(package: Package) -> None:
    """As Anki's own scheduler deals them, with notes that a later release inserts in between."""
    decks = (
        Deck(id=1_500_000_001, name="Pond"),
        *(Deck(id=1_500_000_090 - i, name=f"Pond::{i:02} part") for i in range(1, 13)),
    )
    keys = [f"q{i:02}" for i in range(60)]
    ids = {key: 1_600_000_000_000 + 1024 * i for i, key in enumerate(keys)}
    shuffled = random.Random(7).sample(keys, 40)  # what the first release has

    def release(chosen: list[str]) -> Plan:
        return make_plan(
            (
                make_note(
                    key,
                    f"{key}?",
                    position=position,
                    note_id=ids[key] if key in shuffled else ids[key] + 10**9,
                    deck=decks[1 + keys.index(key) // 5].name,
                )
                for position, key in enumerate(chosen, start=1)
            ),
            decks=decks,
        )

    with fresh_collection() as later:
        later.import_package(package(release([key for key in keys if key in shuffled])))
        later.import_package(package(release(keys)))
        assert later.rows("SELECT count() FROM cards") == [[60]]
    with fresh_collection() as fresh:
        fresh.import_package(package(release(keys)))
        assert _dealt(fresh, "Pond") == keys


def _dealt(collection: AnkiCollection, deck: str) -> list[str]:
    """The GUIDs of the cards as a learner meets them who studies the deck."""
    real: Any = collection._collection
    deck_id = real.decks.id(deck)
    preset = real.decks.config_dict_for_deck_id(deck_id)
    preset["new"]["perDay"] = 9999
    real.decks.update_config(preset)
    real.decks.select(deck_id)
    guids = []
    while queued := real.sched.get_queued_cards(fetch_limit=1).cards:
        card = real.get_card(queued[0].card.id)
        guids.append(card.note().guid)
        real.sched.suspend_cards([card.id])
    return guids


def test_a_changed_picture_arrives_under_its_new_name(
    collection: AnkiCollection, package: Package, tmp_path: Path
) -> None:
    old = make_media(tmp_path, "newt-aaaa.png", b"old")
    new = make_media(tmp_path, "newt-bbbb.png", b"new")
    note = make_note("g", f'<img src="{old.name}">')
    collection.import_package(package(make_plan((note,), media=(old,))))
    fields = (f'<img src="{new.name}">', *note.fields[1:])
    changed = replace(note, fields=fields, modified=RELEASED + 1)
    collection.import_package(package(make_plan((changed,), media=(new,))))

    assert collection.media_files() == {old.name, new.name}
    assert collection.check_media() == ((), (old.name,))


def test_a_thousand_pictures(collection: AnkiCollection, package: Package, tmp_path: Path) -> None:
    pictures = [make_media(tmp_path, f"p-{i:04}.png", b"%d" % i * 50) for i in range(1000)]
    notes = tuple(
        make_note(f"g{i}", f'<img src="{picture.name}">', position=i + 1)
        for i, picture in enumerate(pictures)
    )
    collection.import_package(package(make_plan(notes, media=pictures)))

    assert collection.media_files() == {picture.name for picture in pictures}
    assert collection.check_media() == ((), ())


def test_a_thousand_notes(collection: AnkiCollection, package: Package) -> None:
    path = package(many_notes(1000))

    assert _counts(collection, path) == (1000, 0, 0, 0)
    assert collection.rows("SELECT count() FROM cards") == [[1250]]
    assert collection.check_database() == ()
    assert _counts(collection, path) == (0, 0, 1000, 0)


def test_empty_decks_are_not_imported(collection: AnkiCollection, package: Package) -> None:
    collection.import_package(package(small_plan()))

    names = {str(row[0]).replace("\x1f", "::") for row in collection.rows("SELECT name FROM decks")}
    assert names == {"Default", "Pond Life", "Pond Life::09 Animals", "Pond Life::10 Plants"}


PIECES = ["{{c1::", "{{c2::", "{{c12::", "{{c0::", "}}", "{{", "}", "::", "a", "<b>", "\n"]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_clozes_are_read_as_anki_reads_them(tmp_path: Path, text: str) -> None:
    """Whatever passes the gate has exactly the cards that Anki would make, and shows no message."""
    found = scan([text])
    cards = tuple(sorted(number - 1 for number in found.numbers if 1 <= number <= 500))
    plan = make_plan((make_note("g", text, kind=NoteKind.CLOZE, cards=cards),))
    if check_plan(plan):
        return
    write_package(plan, tmp_path / "x.apkg")
    with fresh_collection() as collection:
        collection.import_package(tmp_path / "x.apkg")
        assert collection.empty_cards() == frozenset()
        assert collection.check_database() == ()
        assert len(collection.rows("SELECT id FROM cards")) == len(cards)


STORED = st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30)


@given(st.lists(STORED, min_size=6, max_size=6))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
def test_what_passes_the_gate_is_stored_as_written(tmp_path: Path, fields: list[str]) -> None:
    plan = make_plan((make_note("g", *fields),))
    if check_plan(plan):
        return
    write_package(plan, tmp_path / "x.apkg")
    with fresh_collection() as collection:
        collection.import_package(tmp_path / "x.apkg")
        assert collection.rows("SELECT flds FROM notes") == [["\x1f".join(plan.notes[0].fields)]]


@pytest.mark.parametrize("tag", ["a::b", "蘆", "a'b", "100%", "a_b", "-x", "tag:x"])
def test_tags_that_pass_the_gate_are_stored_as_written(
    collection: AnkiCollection, package: Package, tag: str
) -> None:
    plan = make_plan((make_note("g", "Q", tags=(tag,)),))
    assert check_plan(plan) == ()
    collection.import_package(package(plan))

    assert collection.rows("SELECT tags FROM notes") == [[f" {tag} "]]
