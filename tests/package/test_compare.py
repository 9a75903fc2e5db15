"""Write, read back, compare: nothing differs; and whatever does is noticed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model import Deck, IdentifiedNote, NoteKind, Plan
from deckgen.package import (
    Contents,
    check_plan,
    differences,
    read_package,
    stage_package,
    write_package,
)
from tests.package.plans import (
    BASIC,
    CLOZE,
    POND,
    RELEASED,
    make_media,
    make_note,
    make_plan,
    small_plan,
)

# Whatever may stand in a field: all of Unicode but the control characters that are refused.
TEXT = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=40
)
WORDS = st.text("abcæ蘆0123", min_size=1, max_size=6)
TAGS = st.lists(WORDS, max_size=3, unique_by=str.casefold).map(tuple)
DECKS = (
    POND,
    Deck(id=1_500_000_101, name="Pond Life::1", description="One «two»"),
    Deck(id=1_500_000_102, name="Pond Life::1::蘆"),
    Deck(id=1_500_000_103, name="Other: pond"),
)


@st.composite
def plans(draw: st.DrawFn) -> Plan:
    """Plans that are sound in all that the comparison looks at."""
    guids = draw(st.lists(WORDS, unique=True, max_size=6))
    notes: list[IdentifiedNote] = []
    for number, guid in enumerate(guids):
        ordinals = draw(st.lists(st.integers(0, 499), min_size=1, max_size=5, unique=True))
        is_cloze = draw(st.booleans())
        notes.append(
            make_note(
                guid,
                *draw(st.lists(TEXT, max_size=6)),
                kind=NoteKind.CLOZE if is_cloze else NoteKind.BASIC,
                cards=sorted(ordinals) if is_cloze else (0,),
                position=draw(st.integers(1, 999_999)),
                deck=draw(st.sampled_from(DECKS)).name,
                tags=draw(TAGS),
                modified=draw(st.integers(1, 2**32)),
                note_id=1_000_000 + 1024 * number * draw(st.integers(1, 3)),
            )
        )
    unique = {note.note_id: note for note in notes}
    css = replace(BASIC, css=draw(TEXT), modified=draw(st.integers(1, 2**32)))
    return make_plan(unique.values(), decks=DECKS, note_types=(css, CLOZE))


def _through_a_file(plan: Plan) -> Contents:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "x.apkg"
        write_package(plan, path)
        contents, found = read_package(path)
    assert contents is not None, found
    return contents


@given(plans())
def test_what_is_read_is_what_was_planned(plan: Plan) -> None:
    assert differences(plan, _through_a_file(plan)) == ()


def _changed(plan: Plan, **changes: object) -> Plan:
    """The plan with another second note."""
    first, second, *others = plan.notes
    return replace(plan, notes=(first, replace(second, **changes), *others))  # type: ignore[arg-type]


CHANGES: dict[str, tuple[Callable[[Plan], Plan], str]] = {
    "note absent": (lambda p: replace(p, notes=p.notes[1:]), "note `n1` was not planned"),
    "note added": (
        lambda p: replace(p, notes=(*p.notes, make_note("n9", position=9))),
        "note `n9` is absent",
    ),
    "time": (lambda p: _changed(p, modified=RELEASED + 1), "note `n2` differs in modified"),
    "row id": (lambda p: _changed(p, note_id=77), "note `n2` differs in note_id, cards"),
    "field": (
        lambda p: _changed(p, fields=("Other", *p.notes[1].fields[1:])),
        "note `n2` differs in fields",
    ),
    "tags": (lambda p: _changed(p, tags=("young",)), "note `n2` differs in tags"),
    "cards": (lambda p: _changed(p, cards=(0, 1)), "note `n2` differs in cards"),
    "position": (lambda p: _changed(p, due=9), "note `n2` differs in cards"),
    "deck of a note": (lambda p: _changed(p, deck=POND.name), "note `n2` differs in cards"),
    "note type of a note": (
        lambda p: _changed(p, kind=NoteKind.BASIC),
        "note `n2` differs in note_type",
    ),
    "deck": (
        lambda p: replace(p, decks=(*p.decks[:3], Deck(id=5, name=POND.name))),
        "deck `Pond Life` (5) is absent or has another id or description",
    ),
    "style": (
        lambda p: replace(p, note_types=(replace(BASIC, css="b"), CLOZE)),
        "note type `Pond Life · Basic` is absent or differs",
    ),
    "note type": (
        lambda p: replace(p, note_types=(BASIC, replace(CLOZE, id=3))),
        "note type `Pond Life · Cloze` was not planned",
    ),
    "media absent": (
        lambda p: replace(p, media=()),
        "media file `newt-0123456789ab.svg` was not planned",
    ),
    "media added": (
        lambda p: replace(p, media=(*p.media, replace(p.media[0], name="b.svg"))),
        "media file `b.svg` is absent",
    ),
    "media bytes": (
        lambda p: replace(p, media=(replace(p.media[0], sha256="0"),)),
        "media file `newt-0123456789ab.svg` has other bytes",
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_every_change_is_noticed(tmp_path: Path, name: str) -> None:
    change, message = CHANGES[name]
    plan = small_plan(tmp_path)
    contents = _through_a_file(plan)

    assert differences(plan, contents) == ()
    assert any(one.startswith(message) for one in differences(change(plan), contents))


def test_a_picture_that_changes_during_the_build_replaces_nothing(tmp_path: Path) -> None:
    newt = make_media(tmp_path, "newt-1.png", b"as it was")
    plan = make_plan((make_note("g", '<img src="newt-1.png">'),), media=(newt,))
    target = tmp_path / "build" / "deck.apkg"
    first, _ = stage_package(plan, target, "build/deck.apkg")
    assert first is not None
    first.commit()
    newt.location.write_bytes(b"as it is now")
    staged, found = stage_package(plan, target, "build/deck.apkg")

    assert staged is None
    assert [one.code for one in found] == ["DG702"]
    assert "`newt-1.png` has other bytes: it changed during the build" in found[0].message
    assert [path.name for path in target.parent.iterdir()] == ["deck.apkg"]
    contents, _ = read_package(target)
    assert contents is not None
    assert differences(plan, contents) == ()


def test_a_sound_plan_is_staged_committed_and_found_unchanged(tmp_path: Path) -> None:
    plan, target = small_plan(tmp_path), tmp_path / "deck.apkg"
    assert check_plan(plan) == ()
    first, found = stage_package(plan, target, "deck.apkg")
    assert first is not None
    assert (found, first.changed) == ((), True)
    first.commit()
    second, _ = stage_package(plan, target, "deck.apkg")
    assert second is not None
    assert not second.changed
    second.discard()


def test_a_package_that_is_too_large_is_a_diagnostic(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("deckgen.package.archive.MAX_BYTES", 2000)
    staged, found = stage_package(small_plan(), tmp_path / "deck.apkg", "deck.apkg")

    assert staged is None
    assert [one.code for one in found] == ["DG730"]
    assert list(tmp_path.iterdir()) == []
