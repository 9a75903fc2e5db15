"""Plans built by hand, so that the tests of this room need no other room."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from deckgen.model import (
    BASIC_FIELDS,
    CLOZE_FIELDS,
    Deck,
    Guid,
    IdentifiedNote,
    MediaFile,
    Note,
    NoteField,
    NoteKind,
    NoteTemplate,
    NoteType,
    Plan,
    Span,
)

RELEASED = 1_700_000_000
"""Seconds: the time of the first release in the tests."""

BASIC = NoteType(
    id=1_600_000_001,
    kind=NoteKind.BASIC,
    name="Pond Life · Basic",
    fields=tuple(NoteField(id=7000 + i, name=name) for i, name in enumerate(BASIC_FIELDS)),
    template=NoteTemplate(
        id=7100,
        name="Card",
        front="{{Question}}",
        back="{{FrontSide}}<hr id=answer>{{Answer}}{{#Extra}}<hr>{{Extra}}{{/Extra}}",
    ),
    css=".card { text-align: left }",
    modified=RELEASED,
)
CLOZE = NoteType(
    id=1_600_000_002,
    kind=NoteKind.CLOZE,
    name="Pond Life · Cloze",
    fields=tuple(NoteField(id=7200 + i, name=name) for i, name in enumerate(CLOZE_FIELDS)),
    template=NoteTemplate(
        id=7300, name="Cloze", front="{{cloze:Text}}", back="{{cloze:Text}}<hr>{{Extra}}"
    ),
    css=".cloze { font-weight: bold }",
    modified=RELEASED,
)
POND = Deck(id=1_500_000_001, name="Pond Life")


def make_note(
    key: str,
    *fields: str,
    position: int = 1,
    kind: NoteKind = NoteKind.BASIC,
    cards: Sequence[int] = (0,),
    deck: str = POND.name,
    tags: Sequence[str] = (),
    modified: int = RELEASED,
    note_id: int = 0,
    media: Sequence[MediaFile] = (),
) -> IdentifiedNote:
    """Make a note whose GUID is ``key`` and whose missing fields are empty."""
    filled = (*fields, *("",) * (6 - len(fields)), key)
    span = Span("source/pond.md", position, 1, position, 2)
    note = Note(
        kind=kind,
        role="",
        fields=tuple((text,) for text in filled),
        question=key,
        answer="",
        span=span,
        media=tuple(media),
    )
    return IdentifiedNote(
        guid=Guid(key),
        note_id=note_id or 1_600_000_000_000 + 1024 * position,
        modified=modified,
        kind=kind,
        fields=filled,
        tags=tuple(tags),
        deck=deck,
        cards=tuple(cards),
        due=position,
        media=tuple(media),
        note=note,
        dialect="heading",
    )


def make_plan(
    notes: Iterable[IdentifiedNote],
    *,
    decks: Sequence[Deck] = (POND,),
    media: Sequence[MediaFile] = (),
    note_types: tuple[NoteType, ...] = (BASIC, CLOZE),
) -> Plan:
    """Make a plan of the project "Pond Life"."""
    return Plan(
        project="Pond Life",
        decks=tuple(decks),
        note_types=note_types,
        notes=tuple(notes),
        media=tuple(media),
    )


def make_media(folder: Path, name: str, content: bytes) -> MediaFile:
    """Write a media file below ``folder``."""
    location = folder / name
    location.write_bytes(content)
    digest = hashlib.sha256(content).hexdigest()
    return MediaFile(name=name, location=location, sha256=digest, size=len(content))


def small_plan(folder: Path | None = None) -> Plan:
    """Make a plan with every feature: two decks, both kinds, nested clozes, tags, media."""
    newt = (
        make_media(folder, "newt-0123456789ab.svg", b"<svg xmlns='http://www.w3.org/2000/svg'/>")
        if folder
        else None
    )
    picture = f'<img src="{newt.name}">' if newt else ""
    decks = (
        Deck(id=1_500_000_010, name="Pond Life::10 Plants"),
        Deck(id=1_500_000_009, name="Pond Life::09 Animals", description="Newts and more."),
        Deck(id=1_500_000_008, name="Pond Life::Nothing"),
        POND,
    )
    media = (newt,) if newt else ()
    notes = (
        make_note("n1", "What is a newt?", f"An amphibian. {picture}", position=1, media=media),
        make_note(
            "n2",
            "Newts {{c1::breathe through {{c3::skin}}}} and {{c2::lungs}}",
            kind=NoteKind.CLOZE,
            cards=(0, 1, 2),
            position=2,
            tags=("pond::animals", "young"),
        ),
        make_note("n3", "Wo wächst Schilf? 蘆葦", "Am <b>Ufer</b>", position=3),
        make_note("n4", "3.14159265358979323846", "A number for a question", position=4),
    )
    animals, plants = decks[1].name, decks[0].name
    placed = (
        replace(notes[0], deck=animals),
        replace(notes[1], deck=animals),
        replace(notes[2], deck=plants),
        replace(notes[3], deck=POND.name),
    )
    return make_plan(placed, decks=decks, media=media)


def many_notes(count: int) -> Plan:
    """Make a plan of ``count`` notes in ten decks, one in four a cloze note with two cards."""
    decks = tuple(Deck(id=1_500_001_000 + i, name=f"Pond Life::{i:02}") for i in range(10))
    words = [
        "reed",
        "newt",
        "frog",
        "lily",
        "pike",
        "midge",
        "snail",
        "otter",
        "heron",
        "carp",
        "sedge",
        "moss",
    ]

    def sentence(seed: int, length: int) -> str:
        return " ".join(words[(seed * 7 + i * i) % 12] + str(seed * i % 97) for i in range(length))

    def note(i: int) -> IdentifiedNote:
        deck = decks[i * 10 // count].name
        if i % 4:
            question, answer = f"{i}: {sentence(i, 10)}?", f"<p>{sentence(i + 1, 40)}</p>"
            return make_note(f"m{i}", question, answer, position=i + 1, deck=deck)
        text = f"{i}: {{{{c1::{sentence(i, 5)}}}}} {{{{c2::{sentence(i + 2, 5)}}}}}"
        return make_note(
            f"m{i}", text, kind=NoteKind.CLOZE, cards=(0, 1), position=i + 1, deck=deck
        )

    return make_plan((note(i) for i in range(count)), decks=decks)
