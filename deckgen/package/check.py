"""What a plan must be, so that importing its package hurts no learner.

The last gate before writing.  Earlier stages see to all of this; here it is checked once more, with
eyes of its own, whatever wrote the plan.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import IdentifiedNote, NoteKind, NoteType, Plan, Span
from deckgen.package.check_cards import check_cards
from deckgen.package.check_media import check_media, find_missing_media
from deckgen.patterns import lazy

_BUG = "this is a bug in deckgen: please report it"
_MAX_POSITION = 999_999
_UNSTORABLE = lazy(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")
_CONTROLS = bytes(byte for byte in (*range(32), 127) if byte not in b"\t\n")
_BATCH = 1000
"""Notes whose fields are looked at together."""
_RESERVED_TAGS = frozenset({"marked", "leech"})


def check_plan(plan: Plan) -> tuple[Diagnostic, ...]:
    """Check a plan (ANKI-CONTRACT rules 2, 6, 7, 10, 16, 19, 20, 22, 24, 25).

    A plan without errors can be written, imports as a whole, and reads back as it was planned.
    """
    return (*_check_whole(plan), *(found for _, found in _check_notes(plan)))


def leave_out_unsound(plan: Plan) -> tuple[Plan, tuple[Diagnostic, ...]]:
    """Take the notes out of a plan that would not import as they are, and say so.

    One such note, be it the fault of its text or ours, is no reason to keep all others from
    learners.  Its record in the lock stays, so that it comes back as the same note.

    Returns:
        The plan of the other notes with their media, and all that ``check_plan`` finds.
    """
    found = list(_check_notes(plan))
    unsound = {note.guid for note, _ in found}
    of_notes = tuple(
        replace(one, message=f"{one.message}; the note is left out") for _, one in found
    )
    if unsound:
        kept = tuple(note for note in plan.notes if note.guid not in unsound)
        shown = {file.name for note in kept for file in note.media}
        gone = {file.name for note in plan.notes for file in note.media} - shown
        media = tuple(file for file in plan.media if file.name not in gone)
        plan = replace(plan, notes=kept, media=media)
    return plan, (*_check_whole(plan), *of_notes)


def _check_whole(plan: Plan) -> tuple[Diagnostic, ...]:
    """What concerns more than one note."""
    return (
        *_check_decks(plan),
        *_check_note_types(plan),
        *_check_identities(plan),
        *check_media(plan),
    )


def _check_notes(plan: Plan) -> Iterator[tuple[IdentifiedNote, Diagnostic]]:
    """What is wrong with single notes."""
    types = {note_type.kind: note_type for note_type in reversed(plan.note_types)}
    tags = {note.tags for note in plan.notes}
    fine = frozenset(one for one in tags if not any(_tag_problems(one)))
    for note in plan.notes:
        yield from ((note, found) for found in _check_note(note, types, fine))
    yield from _check_texts(plan, types)
    yield from find_missing_media(plan)


def _check_note(
    note: IdentifiedNote,
    types: Mapping[NoteKind, NoteType],
    fine: frozenset[tuple[str, ...]],
) -> Iterator[Diagnostic]:
    note_type = types.get(note.kind)
    if note_type is None or len(note_type.fields) != len(note.fields):
        kind = note.kind.value
        yield report(
            "DG720", note.note.span, f"the note does not fit a {kind} note type", help=_BUG
        )
        return
    if not 1 <= note.due <= _MAX_POSITION:
        message = f"the note's position is {note.due:,}, not between 1 and {_MAX_POSITION:,}"
        yield report("DG715", note.note.span, message, help="split the project")
    yield from check_cards(note)
    if note.tags not in fine:
        for tag, problem in _tag_problems(note.tags):
            message = f"tag `{tag}` {problem}"
            yield report("DG718", note.note.span, message, help="choose another tag")


def _check_texts(
    plan: Plan, types: Mapping[NoteKind, NoteType]
) -> Iterator[tuple[IdentifiedNote, Diagnostic]]:
    """Check the characters of all fields; where many notes together are in order, no single one."""
    for start in range(0, len(plan.notes), _BATCH):
        notes = plan.notes[start : start + _BATCH]
        if not _is_storable("".join(text for note in notes for text in note.fields)):
            for note in notes:
                note_type = types.get(note.kind)
                if note_type and len(note_type.fields) == len(note.fields):
                    yield from ((note, found) for found in _check_fields(note, note_type))


def _is_storable(text: str) -> bool:
    """Whether text has no character that cannot be stored, and is composed: a quick look.

    Joined texts may be composed though the first of them starts with a mark that joins the end of
    the one before: then they are looked at one by one.
    """
    try:
        data = text.encode()
    except UnicodeEncodeError:
        return False
    if len(data.translate(None, _CONTROLS)) != len(data):
        return False
    return text.isascii() or unicodedata.is_normalized("NFC", text)


def _check_fields(note: IdentifiedNote, note_type: NoteType) -> Iterator[Diagnostic]:
    for field, text in zip(note_type.fields, note.fields, strict=True):
        unstorable = _UNSTORABLE.search(text)
        if unstorable:
            yield report(
                "DG717",
                note.note.span,
                f"field `{field.name}` holds the character U+{ord(unstorable.group()):04X}",
                help="remove the character from the source",
            )
        if not unicodedata.is_normalized("NFC", text):
            message = f"field `{field.name}` is not in Unicode's composed form (NFC)"
            yield report("DG717", note.note.span, message, help=_BUG)


def _tag_problems(tags: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is wrong with the tags of a note, one after the other."""
    seen: set[str] = set()
    for tag in tags:
        problem = _tag_problem(tag)
        if tag.casefold() in seen:
            problem = "is there twice, perhaps in another case"
        seen.add(tag.casefold())
        if problem:
            yield tag, problem


def _tag_problem(tag: str) -> str:
    if not all(tag.split("::")):
        return "has an empty part"
    if any(character.isspace() for character in tag) or _UNSTORABLE.search(tag):
        return "holds a space or a control character"
    if tag.casefold() in _RESERVED_TAGS:
        return "belongs to the learner"
    if not unicodedata.is_normalized("NFC", tag):
        return "is not in Unicode's composed form (NFC)"
    return ""


def _check_decks(plan: Plan) -> Iterator[Diagnostic]:
    place = plan.notes[0].note.span if plan.notes else Span(".")
    remedy = "choose another name in `deckgen.toml`"
    names: set[str] = set()
    ids: set[int] = set()
    for deck in plan.decks:
        name = deck.name.casefold()
        if deck.id <= 1 or deck.id in ids or name in names:
            message = f"deck `{deck.name}` ({deck.id}) has the name or id of another one"
            yield report("DG719", place, message, help=remedy)
        if name == "default" or any(_is_altered(part) for part in deck.name.split("::")):
            message = f"Anki would change the name of the deck `{deck.name}`"
            yield report("DG719", place, message, help=remedy)
        names.add(name)
        ids.add(deck.id)
    known = {deck.name for deck in plan.decks}
    for note in plan.notes:
        if note.deck not in known:
            message = f"the note's deck `{note.deck}` is not in the plan"
            yield report("DG719", note.note.span, message, help=_BUG)


def _is_altered(part: str) -> bool:
    """Say whether Anki would change this part of a deck's name."""
    stays = part == part.strip() and unicodedata.is_normalized("NFC", part)
    return not part or not stays or bool(_UNSTORABLE.search(part)) or "\n" in part or "\t" in part


def _check_note_types(plan: Plan) -> Iterator[Diagnostic]:
    place = plan.notes[0].note.span if plan.notes else Span(".")
    ids: set[int] = set()
    for note_type in plan.note_types:
        if note_type.id <= 0 or note_type.id in ids or note_type.modified <= 0:
            message = f"note type `{note_type.name}` has no id of its own, or no time of change"
            yield report("DG720", place, message, help=_BUG)
        ids.add(note_type.id)


def _check_identities(plan: Plan) -> Iterator[Diagnostic]:
    guids: dict[str, IdentifiedNote] = {}
    note_ids: set[int] = set()
    card_ids: set[int] = set()
    for note in plan.notes:
        first = guids.setdefault(note.guid, note)
        if first is not note:
            where = f"{first.note.span.path}:{first.note.span.line}"
            message = f"GUID `{note.guid}` is also that of the note at {where}"
            remedy = "give each of the two questions an id of its own"
            yield report("DG710", note.note.span, message, help=remedy)
        cards = {note.note_id + 1 + ordinal for ordinal in note.cards}
        if note.note_id in note_ids or not card_ids.isdisjoint(cards):
            message = f"row id {note.note_id}, or that of a card, is also that of another note"
            yield report("DG716", note.note.span, message, help=_LOCK)
        if note.note_id <= 0 or note.modified <= 0:
            message = f"row id {note.note_id} or time of change {note.modified} is not positive"
            yield report("DG716", note.note.span, message, help=_LOCK)
        note_ids.add(note.note_id)
        card_ids |= cards


_LOCK = "restore `deckgen.lock` from an earlier commit"
