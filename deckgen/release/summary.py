"""What a release changes, question by question and deck by deck: what CHANGES.md tells."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from deckgen.changes import ImportForecast
from deckgen.changes.text import read_question, substance
from deckgen.identity import Lock
from deckgen.model import Guid, IdentifiedNote, NoteKind, Plan
from deckgen.package.compare import as_packed
from deckgen.package.contents import PackedNote
from deckgen.release.previous import Previous, is_unchanged, looks_same

_CONTENT_FIELDS = 4
"""The first fields of both note types; behind them are Context, Source and ID."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A question that changed.

    ``guids`` are its notes that a learner would look for; ``old`` is its former text if it was
    reworded; ``came`` and ``went`` count cards of a question that stays.
    """

    text: str
    deck: str
    guids: tuple[Guid, ...]
    old: str = ""
    came: int = 0
    went: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckCounts:
    """A deck in numbers of cards; ``changed`` are those whose note is updated."""

    name: str
    cards: int
    new: int
    changed: int
    removed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """All that a release changes for those who have the last one.

    ``tidied`` counts the notes of which markup, tags or chapter changed but no word; ``moved``
    those that newcomers find in another deck; ``looks`` are the note types that look different.
    """

    added: tuple[Entry, ...]
    reworded: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    removed: tuple[Entry, ...]
    tidied: int
    moved: int
    looks: tuple[str, ...]
    decks: tuple[DeckCounts, ...]
    questions: int

    @property
    def changes_cards(self) -> bool:
        """Whether cards come or go."""
        return bool(self.added or self.removed) or any(
            one.came or one.went for one in (*self.reworded, *self.changed)
        )


def summarize(plan: Plan, previous: Previous | None, lock: Lock) -> Summary:
    """Summarize what changed from the last release to the plan (without what it marks as removed).

    ``lock`` tells which notes belong to one question.
    """
    history = _History(plan, previous, lock)
    lists: dict[str, list[Entry]] = defaultdict(list)
    for question, guids in history.questions.items():
        kind = history.classify(question, guids)
        if kind:
            lists[kind].append(history.tell(question, guids))
    types = previous.note_types if previous else {}
    return Summary(
        added=tuple(lists["added"]),
        reworded=tuple(lists["reworded"]),
        changed=tuple(lists["changed"]),
        removed=tuple(lists["removed"]),
        tidied=sum(len(entry.guids) for entry in lists["tidied"]),
        moved=sum(_deck(note) != new.deck for note, new in history.both),
        looks=tuple(
            kind.name
            for kind in plan.note_types
            if kind.id in types and not looks_same(types[kind.id], as_packed(kind))
        ),
        decks=_count_decks(history),
        questions=sum(question in history.new for question in history.questions),
    )


def foresee(plan: Plan, previous: Previous | None) -> ImportForecast:
    """What Anki will report (ANKI-CONTRACT 64) when a learner updates to the plan."""
    known = previous.notes if previous else {}
    new = sum(note.guid not in known for note in plan.notes)
    updated = sum(
        note.guid in known and note.modified > known[note.guid].modified for note in plan.notes
    )
    return ImportForecast(new=new, updated=updated, unchanged=len(plan.notes) - new - updated)


class _History:
    """The notes before and now, and which of them belong to one question."""

    def __init__(self, plan: Plan, previous: Previous | None, lock: Lock) -> None:
        self.new: Mapping[Guid, IdentifiedNote] = {note.guid: note for note in plan.notes}
        self.old: Mapping[Guid, PackedNote] = previous.notes if previous else {}
        self._types = previous.note_types if previous else {}
        parents = {note.guid: Guid(note.parent) for note in lock.notes if note.parent}
        self.questions: dict[Guid, list[Guid]] = defaultdict(list)
        for guid in dict.fromkeys((*self.new, *self.old)):
            parent = parents.get(guid, guid)
            known = parent in self.new or parent in self.old
            self.questions[parent if known else guid].append(guid)

    @property
    def both(self) -> list[tuple[PackedNote, IdentifiedNote]]:
        """The notes that were there and are there."""
        return [(note, self.new[guid]) for guid, note in self.old.items() if guid in self.new]

    def classify(self, question: Guid, guids: list[Guid]) -> str:
        """Which list a question belongs to, or none if nothing about it changed."""
        if question not in self.old:
            return "added"
        if question not in self.new:
            return "removed"
        if self._old_text(question) != self._new_text(question):
            return "reworded"
        if any(map(self._is_another, guids)):
            return "changed"
        return "tidied" if any(map(self.is_touched, guids)) else ""

    def tell(self, question: Guid, guids: list[Guid]) -> Entry:
        """The entry of a question that changed."""
        is_new, is_old = question in self.new, question in self.old
        text = self._new_text(question) if is_new else self._old_text(question)
        old = self._old_text(question) if is_old else ""
        before, now = self.old_cards(guids), self.new_cards(guids)
        return Entry(
            text=text,
            deck=self.new[question].deck if is_new else _deck(self.old[question]),
            guids=tuple(guid for guid in guids if self.is_touched(guid)),
            old=old if old != text else "",
            came=len(now - before) if is_old else 0,
            went=len(before - now) if is_new else 0,
        )

    def is_touched(self, guid: Guid) -> bool:
        """Whether a note came, went or has another content."""
        old, new = self.old.get(guid), self.new.get(guid)
        return old is None or new is None or not is_unchanged(old, new)

    def _is_another(self, guid: Guid) -> bool:
        """Whether a learner reads something else on a note, or it came or went."""
        old, new = self.old.get(guid), self.new.get(guid)
        if old is None or new is None or {card.ord for card in old.cards} != set(new.cards):
            return True
        was, is_ = old.fields[:_CONTENT_FIELDS], new.fields[:_CONTENT_FIELDS]
        return list(map(substance, was)) != list(map(substance, is_))

    def old_cards(self, guids: list[Guid]) -> set[tuple[Guid, int]]:
        """The cards of some notes at the last release."""
        return {(g, card.ord) for g in guids if g in self.old for card in self.old[g].cards}

    def new_cards(self, guids: list[Guid]) -> set[tuple[Guid, int]]:
        """The cards of some notes now."""
        return {(guid, card) for guid in guids if guid in self.new for card in self.new[guid].cards}

    def _new_text(self, guid: Guid) -> str:
        note = self.new[guid]
        return read_question(note.fields[0 if note.kind is NoteKind.BASIC else 1])

    def _old_text(self, guid: Guid) -> str:
        note = self.old[guid]
        kind = self._types[note.note_type].kind
        return read_question(note.fields[0 if kind is NoteKind.BASIC else 1])


def _deck(note: PackedNote) -> str:
    return note.cards[0].deck if note.cards else ""


def _count_decks(history: _History) -> tuple[DeckCounts, ...]:
    """The decks in their order, with their cards; cards that went count where they were."""
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for guid, note in history.new.items():
        old = history.old.get(guid)
        known = {card.ord for card in old.cards} if old else set()
        counts[note.deck]["cards"] += len(note.cards)
        counts[note.deck]["new"] += len(set(note.cards) - known)
        if old and not is_unchanged(old, note):
            counts[note.deck]["changed"] += len(known & set(note.cards))
    for guid, old in history.old.items():
        now = set(history.new[guid].cards) if guid in history.new else set()
        counts[_deck(old)]["removed"] += sum(card.ord not in now for card in old.cards)
    return tuple(
        DeckCounts(
            name=name,
            cards=count["cards"],
            new=count["new"],
            changed=count["changed"],
            removed=count["removed"],
        )
        for name, count in counts.items()
        if count["cards"] or count["removed"]
    )
