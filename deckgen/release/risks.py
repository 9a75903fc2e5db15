"""What a release would do to those who have the last one: errors forbid it, warnings make it major.

A build has looked at the lock already; here the package that learners really have is looked at, so
that a lost, unmerged or uncommitted lock is found out too.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from deckgen.changes.text import mark_down, shorten
from deckgen.diagnostics import Diagnostic, report
from deckgen.identity import Lock
from deckgen.identity.records import ClozeNumber
from deckgen.model import Guid, IdentifiedNote, Plan, Span
from deckgen.package.compare import as_packed
from deckgen.package.contents import PackedNote, PackedNoteType
from deckgen.release.previous import Previous
from deckgen.release.summary import Summary

_LOCK = Span("deckgen.lock")
_MANY = 10


@dataclass(frozen=True, slots=True)
class Risk:
    """A finding for the author, and what learners have to know if it is published all the same.

    ``emptied`` are the cards, by GUID and ordinal, that are left with nothing to ask.
    """

    found: Diagnostic
    advice: str = ""
    emptied: tuple[tuple[Guid, int], ...] = ()


_EMPTIED = (
    "Some blanks are gone, because a part of a table or list was removed. Their cards have nothing"
    " to ask any more: after the import, *Tools → Empty Cards…* removes them."
)
_RENAMED = (
    "The deck “{old}” is called “{new}” now. The cards you have stay in the old deck, and new ones"
    " arrive in the new one: in *Browse*, select yours and choose *Cards → Change Deck*."
)
_ANEW = (
    "Most questions were written anew. They arrive as new cards, without history; the old ones"
    " stay until you delete them."
)


def find_risks(plan: Plan, previous: Previous, summary: Summary, lock: Lock) -> tuple[Risk, ...]:
    """All that would hurt a learner who updates from the last release to the plan."""
    if not {kind.id for kind in plan.note_types} & previous.note_types.keys():
        message = "the package named as the last release is not of this project"
        help = "name the package that was published last"
        return (Risk(report("DG761", _LOCK, message, help=help)),)
    both = [(previous.notes[n.guid], n) for n in plan.notes if n.guid in previous.notes]
    names = {note.guid: note.clozes for note in lock.notes}
    return (
        *_compare_types(plan, previous.note_types),
        *(risk for old, new in both for risk in _compare_kinds(old, new, plan)),
        *(risk for old, new in both for risk in _find_emptied(old, new, names)),
        *_find_renamed_decks(plan, previous, both),
        *_find_lost_history(summary, previous, lock),
    )


def _compare_types(plan: Plan, published: Mapping[int, PackedNoteType]) -> Iterator[Risk]:
    for kind in map(as_packed, plan.note_types):
        old = published.get(kind.id)
        if old and _schema(old) != _schema(kind):
            message = f"the note type `{kind.name}` has other fields or templates than published"
            help = "build with the deckgen and the lock of the last release"
            yield Risk(report("DG763", _LOCK, message, help=help))


def _schema(kind: PackedNoteType) -> object:
    """What may never change (ANKI-CONTRACT 19): kind, fields and templates, by id if they have one.

    A name may change where there is an id (ANKI-CONTRACT 24).
    """
    fields = [field.id or field.name for field in kind.fields]
    return kind.kind, fields, [template.id or template.name for template in kind.templates]


def _compare_kinds(old: PackedNote, new: IdentifiedNote, plan: Plan) -> Iterator[Risk]:
    ids = {kind.kind: kind.id for kind in plan.note_types}
    if old.note_type != ids[new.kind]:
        message = f"{_quote(new)} has another note type than in the last release"
        help = "restore the lock of the last release and build again"
        yield Risk(report("DG764", new.note.span, message, help=help))


def _find_emptied(
    old: PackedNote, new: IdentifiedNote, names: Mapping[Guid, Mapping[str, ClozeNumber]]
) -> Iterator[Risk]:
    gone = sorted({card.ord for card in old.cards} - set(new.cards))
    if gone:
        blanks = {blank.number: name for name, blank in names[new.guid].items()}
        lost = ", ".join(f"`{blanks.get(card + 1, card + 1)}`" for card in gone)
        message = f"{_quote(new)} lost the blank {lost}: learners are left with an empty card"
        help = "bring it back, or name the next major version with `--version`"
        found = report("DG766", new.note.span, message, help=help)
        yield Risk(found, _EMPTIED, tuple((new.guid, card) for card in gone))


def _find_renamed_decks(
    plan: Plan, previous: Previous, both: list[tuple[PackedNote, IdentifiedNote]]
) -> Iterator[Risk]:
    """Decks that are gone while most of their notes went to one that was not there before."""
    names = {deck.name for deck in plan.decks}
    known = {deck.name for deck in previous.contents.decks}
    went: dict[str, Counter[str]] = defaultdict(Counter)
    for old, new in both:
        if old.cards:
            went[old.cards[0].deck][new.deck] += 1
    for name, places in went.items():
        now, count = places.most_common(1)[0]
        if name not in names and now not in known and 2 * count > places.total():
            message = f"the deck `{name}` is called `{now}` now"
            help = "keep the name, or name the next major version with `--version`"
            advice = _RENAMED.format(old=mark_down(name), new=mark_down(now))
            yield Risk(report("DG767", _LOCK, message, help=help), advice)


def _find_lost_history(summary: Summary, previous: Previous, lock: Lock) -> Iterator[Risk]:
    children = {note.guid for note in lock.notes if note.parent}
    before = sum(guid not in children for guid in previous.notes)
    gone = len(summary.removed)
    if gone > _MANY and 2 * gone > before and 2 * len(summary.added) > gone:
        message = (
            f"{gone} of {before} questions of the last release are gone, and"
            f" {len(summary.added)} new ones came: was `deckgen.lock` lost?"
        )
        help = "restore it; if the deck is new, name the next major version with `--version`"
        yield Risk(report("DG765", _LOCK, message, help=help), _ANEW)


def _quote(note: IdentifiedNote) -> str:
    role = f" ({note.note.role})" if note.note.role else ""
    return f"`{shorten(note.note.question)}`{role}"
