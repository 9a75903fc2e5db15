"""Notes of removed questions that stay for a release or two, so that learners notice.

Anki never deletes on import, and nothing in a package can (ANKI-CONTRACT 69).  What works is an
update that says so on the card and adds a tag to search for; after that the note is left out, or
newcomers would get it and those who deleted it would get it back (ANKI-CONTRACT 70, rule 29).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from itertools import count

from deckgen.model import Deck, IdentifiedNote, MediaFile, Note, NoteKind, Plan, Span
from deckgen.package import read_media
from deckgen.package.check_media import references
from deckgen.package.contents import PackedNote
from deckgen.release.previous import Previous, retired_tag
from deckgen.release.text import read
from deckgen.release.version import Version

_BANNER = (
    "<p><strong>Removed from this deck in version {version}.</strong>"
    " You may delete this note; nothing else will.</p>"
)
_PLACE = Span("deckgen.lock")


def keep_removed(plan: Plan, previous: Previous, version: Version, now: int, releases: int) -> Plan:
    """Add the notes that are gone since the last release, marked as removed.

    Args:
        plan: the release, with its times.
        previous: the last release.
        version: of this release.
        now: seconds.
        releases: for how many releases a removed note stays, 0 to 2.
    """
    graves: list[PackedNote] = []
    if releases > 0:
        graves += _mark(plan, previous, version, now)
    if releases > 1:
        graves += _keep_marked(plan, previous)
    kinds = {kind.id: kind.kind for kind in plan.note_types}
    graves = [grave for grave in graves if grave.note_type in kinds and grave.cards]
    if not graves:
        return plan
    media = _load_media(graves, plan, previous)
    notes = [
        _plan_note(grave, kinds[grave.note_type], len(plan.notes) + number, media)
        for number, grave in enumerate(graves, 1)
    ]
    files = {file.name: file for file in (*plan.media, *media.values())}
    return replace(
        plan,
        notes=(*plan.notes, *notes),
        decks=_add_decks(plan.decks, previous.contents.decks, {note.deck for note in notes}),
        media=tuple(files[name] for name in sorted(files)),
    )


def _mark(plan: Plan, previous: Previous, version: Version, now: int) -> Iterator[PackedNote]:
    """The notes that are gone, with banner and tag."""
    kept = {note.guid for note in plan.notes}
    tag = retired_tag(previous.slug, version)
    for guid, note in previous.live.items():
        if guid not in kept:
            yield replace(
                note,
                fields=(_BANNER.format(version=version) + note.fields[0], *note.fields[1:]),
                tags=tuple(sorted({*note.tags, tag}, key=str.casefold)),
                modified=max(now, note.modified + 1),
            )


def _keep_marked(plan: Plan, previous: Previous) -> Iterator[PackedNote]:
    """The notes that the last release marked, but not those that the one before it did."""
    kept = {note.guid for note in plan.notes}
    for guid, note in previous.notes.items():
        is_fresh = guid in previous.retired and note.modified == previous.modified
        if is_fresh and guid not in kept:
            yield note


def _load_media(
    graves: Iterable[PackedNote], plan: Plan, previous: Previous
) -> Mapping[str, MediaFile]:
    """The pictures of the removed notes: those of the plan, else from the last release."""
    names = {name for grave in graves for field in grave.fields for name in references(field)}
    files = {file.name: file for file in plan.media if file.name in names}
    missing = {name for name in names if name not in files and name in previous.contents.media}
    for name, data in read_media(previous.path, missing).items():
        sha256 = previous.contents.media[name]
        files[name] = MediaFile(
            name=name, location=previous.path, sha256=sha256, size=len(data), data=data
        )
    return files


def _plan_note(
    grave: PackedNote, kind: NoteKind, due: int, media: Mapping[str, MediaFile]
) -> IdentifiedNote:
    """A packed note as one that can be packed again."""
    question = read(grave.fields[0 if kind is NoteKind.BASIC else 1])
    used = sorted({name for field in grave.fields for name in references(field)} & media.keys())
    files = tuple(media[name] for name in used)
    return IdentifiedNote(
        guid=grave.guid,
        note_id=grave.note_id,
        modified=grave.modified,
        kind=kind,
        fields=grave.fields,
        tags=grave.tags,
        deck=grave.cards[0].deck,
        cards=tuple(card.ord for card in grave.cards),
        due=due,
        media=files,
        note=Note(
            kind=kind,
            role="",
            fields=tuple((field,) for field in grave.fields),
            question=question,
            answer="",
            span=_PLACE,
            tags=grave.tags,
            media=files,
        ),
        dialect="",
    )


def _add_decks(
    decks: tuple[Deck, ...], published: tuple[Deck, ...], wanted: set[str]
) -> tuple[Deck, ...]:
    """The decks and those published ones, with their parents, that are wanted too."""
    needed = {
        "::".join(parts[:depth])
        for parts in (name.split("::") for name in wanted)
        for depth in range(1, len(parts) + 1)
    } - {deck.name for deck in decks}
    taken = {deck.id for deck in decks}
    added = []
    for deck in published:
        if deck.name in needed:
            free = next(number for number in count(deck.id) if number not in taken)
            taken.add(free)
            added.append(replace(deck, id=free))
    return (*decks, *added)
