"""Ids that follow from what they belong to: two people, or two builds, make the same ones."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Container, Sequence

from deckgen.model import Guid

GUID_LENGTH = 13
PIN_PREFIX = "dg-"
"""Starts an id that ``deckgen ids --write`` puts into the Markdown: the GUID follows."""

NOTE_SPACING = 512
"""Milliseconds between note ids: more than a note has cards (ANKI-CONTRACT rule 25)."""

_PINNED = re.compile(rf"{PIN_PREFIX}([a-z2-7]{{{GUID_LENGTH}}})")
_DECK_IDS = 1 << 30


def derive_guid(project_id: str, *parts: str, occurrence: int = 0) -> Guid:
    """Derive a GUID: 13 characters of lower-case base32, 65 bits of SHA-256.

    ``parts`` say what the note is: of a question its key (``words.question_key``), of a child its
    parent's GUID, kind and role.  ``occurrence`` counts the notes for which they are the same.
    """
    text = "\x1f".join((project_id, *parts, str(occurrence)))
    digest = hashlib.sha256(text.encode()).digest()
    return Guid(base64.b32encode(digest).decode().lower()[:GUID_LENGTH])


def free_guid(taken: Container[str], project_id: str, *parts: str) -> Guid:
    """Derive the first GUID that no other note has or ever had."""
    occurrence = 0
    while (guid := derive_guid(project_id, *parts, occurrence=occurrence)) in taken:
        occurrence += 1
    return guid


def pinned_guid(explicit_id: str) -> Guid | None:
    """The GUID in an id that deckgen wrote into the Markdown, else ``None``."""
    found = _PINNED.fullmatch(explicit_id)
    return Guid(found[1]) if found else None


def derive_project_id(name: str, content: str = "") -> str:
    """Derive the id of a project that has not been given one.

    Args:
        name: the project's name.
        content: a digest of its questions and answers at the first build, so that two projects of
            one name differ; packages of earlier versions were built without.
    """
    return derive_guid("", "project", name, *([content] if content else []))


def derive_deck_id(taken: Container[int], project_id: str, name: str) -> int:
    """Derive a deck's id: positive, 31 bits, not that of another deck."""
    occurrence = 0
    while True:
        digest = hashlib.sha256("\x1f".join((project_id, "deck", name, str(occurrence))).encode())
        made = _DECK_IDS + int.from_bytes(digest.digest()[:8], "big") % _DECK_IDS
        if made not in taken:
            return made
        occurrence += 1


def allot_note_ids(count: int, now: int, taken: Container[int]) -> Sequence[int]:
    """Allot ids to new notes, ascending: milliseconds, before ``now`` (seconds), multiples of 512.

    They become the notes' "Added" dates and never change.  An id is never 0 (ANKI-CONTRACT 60);
    only when there is no room before ``now`` (a clock near 1970) do they lie behind it.
    """
    slot = max(now * 1000 // NOTE_SPACING, 1)
    step = -1
    ids: list[int] = []
    first = slot
    while len(ids) < count:
        slot += step
        if slot < 1:
            slot, step = first, 1
        if slot * NOTE_SPACING not in taken:
            ids.append(slot * NOTE_SPACING)
    return sorted(ids)
