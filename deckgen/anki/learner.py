"""A simulated learner: what a person does to a deck between two releases, and what is left of it.

The learner reviews every card, flags and suspends some, and tags every note, all of it right after
the import.  That means: tagging sets a note's time of change to now, which would protect it from
every package built before (ANKI-CONTRACT 9); and up to Anki 24.11 an update does the same
(ANKI-CONTRACT 5).  Packages that are verified were all built before, in real life one after the
other; so the times of change are put back to those of the package.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass

from deckgen.anki.collection import AnkiCollection, Log, Row
from deckgen.anki.report import Kept

TAG = "learner"

_CARDS = (
    "SELECT id, nid, did, ord, type, queue, due, ivl, factor, reps, lapses, left, odue, odid,"
    " flags, data FROM cards"
)
_REVIEWS = "SELECT id, cid, ease, ivl, lastIvl, factor, time, type FROM revlog ORDER BY id"
_STUDY = (
    "UPDATE cards SET type = 2, queue = ?, ivl = ?, due = ?, factor = 2500, reps = reps + 1,"
    " flags = ?, data = ? WHERE id = ?"
)
_REVIEW = (
    "INSERT INTO revlog (id, cid, usn, ease, ivl, lastIvl, factor, time, type)"
    " VALUES (?, ?, -1, 3, ?, 0, 2500, 4000, 1)"
)
_SUSPENDED, _REVIEWING = -1, 2


@dataclass(frozen=True, slots=True)
class Snapshot:
    """The state of a collection: cards by id, notes by GUID, and the review log."""

    cards: Mapping[int, Row]
    reviews: tuple[Row, ...]
    notes: Mapping[str, Row]


def snapshot(collection: AnkiCollection) -> Snapshot:
    """Take down all that belongs to the learner."""
    return Snapshot(
        cards={row[0]: tuple(row[1:]) for row in collection.rows(_CARDS)},
        reviews=tuple(tuple(row) for row in collection.rows(_REVIEWS)),
        notes={
            row[0]: tuple(row[1:])
            for row in collection.rows("SELECT guid, id, mid, mod, tags, flds FROM notes")
        },
    )


def study(collection: AnkiCollection) -> None:
    """Do what a learner does between two imports."""
    times = collection.rows("SELECT mod, id FROM notes")
    collection.add_tag(TAG)
    collection.change("UPDATE notes SET mod = ? WHERE id = ?", times)
    cards = [row[0] for row in collection.rows("SELECT id FROM cards ORDER BY due, id")]
    last = "SELECT max(crt * 1000, (SELECT ifnull(max(id), 0) FROM revlog)) FROM col"
    first = collection.rows(last)[0][0] + 1  # milliseconds
    seen = json.dumps({"lrt": first // 1000})  # from 26.09 on, Anki wants the time of the review
    reviewed = []
    for i, card in enumerate(cards):
        queue = _SUSPENDED if i % 5 == 1 else _REVIEWING
        flag = i % 8 if i % 3 == 0 else 0
        reviewed.append((queue, 10 + i % 90, 20 + i % 50, flag, seen, card))
    collection.change(_STUDY, reviewed)
    collection.change(_REVIEW, [(first + i, card, 10 + i % 90) for i, card in enumerate(cards)])


def restore_times(collection: AnkiCollection, modified: Mapping[str, int], log: Log) -> None:
    """Put the times of updated notes back to those of their package, given by GUID."""
    guids: dict[int, str] = {
        row[0]: row[1] for row in collection.rows("SELECT id, guid FROM notes")
    }
    rows = [(modified[guids[note]], note) for note in log.updated if guids[note] in modified]
    collection.change("UPDATE notes SET mod = ? WHERE id = ?", rows)


def compare(before: Snapshot, after: Snapshot) -> Kept:
    """Say what an import left of the learner's work."""
    tagged = [guid for guid, row in before.notes.items() if _has_tag(row)]
    kept = sum(guid in after.notes and _has_tag(after.notes[guid]) for guid in tagged)
    return Kept(
        cards=len(before.cards),
        unchanged=sum(after.cards.get(card) == row for card, row in before.cards.items()),
        reviews=len(before.reviews),
        reviews_unchanged=before.reviews == after.reviews,
        notes=len(tagged),
        tags_kept=kept,
        tags_replaced=len(tagged) - kept,
        cards_with_history=sum(row[8] > 0 for row in after.cards.values()),
        cards_now=len(after.cards),
    )


def _has_tag(note: Row) -> bool:
    return TAG in note[3].split()
