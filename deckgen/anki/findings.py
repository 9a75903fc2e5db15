"""What can be wrong after an import: each check yields diagnostics at the package."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path

from deckgen.anki.card_page import is_template_problem, look_at, stray_marks
from deckgen.anki.collection import AnkiCollection, Card, Log
from deckgen.anki.learner import Snapshot
from deckgen.anki.report import Kept
from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Span
from deckgen.package import Contents
from deckgen.package.check_media import references
from deckgen.patterns import lazy

_SHOWN = 20
_TAG = lazy(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class _Deck:
    """What the checks of cards need to know about the whole collection."""

    names: Mapping[int, str]
    clozes: frozenset[int]
    empty: frozenset[tuple[int, int]]
    emptied: frozenset[tuple[int, int]]
    files: frozenset[str]


def check_log(
    path: Path, log: Log, before: Snapshot, contents: Contents | None
) -> Iterator[Diagnostic]:
    """Compare the import log with what the package and the collection before let expect."""
    span = Span(str(path))
    if log.conflicting:
        message = f"{_notes(len(log.conflicting))} not updated: their note type has changed"
        remedy = "restore the fields and templates of the note type, and its id"
        yield report("DG742", span, message, help=remedy)
    if contents is None:
        return
    known = {guid: row[2] for guid, row in before.notes.items()}
    new = len({note.guid for note in contents.notes} - known.keys())
    newer = sum(note.modified > known.get(note.guid, note.modified) for note in contents.notes)
    for word, wanted, found in (("added", new, log.new), ("updated", newer, log.updated)):
        if wanted != len(found):
            message = f"Anki {word} {_notes(len(found))}, the package lets expect {wanted:,}"
            remedy = "compare the packages: `deckgen diff OLD.apkg NEW.apkg`"
            yield report("DG743", span, message, help=remedy)


def check_progress(path: Path, kept: Kept, log: Log) -> Iterator[Diagnostic]:
    """Say what the import took from the learner, beyond the tags of updated notes."""
    remedy = "do not publish the package; compare it with the older one: `deckgen diff`"
    lost = []
    if kept.unchanged != kept.cards:
        lost.append(f"{kept.cards - kept.unchanged:,} of {kept.cards:,} cards changed or gone")
    if not kept.reviews_unchanged:
        lost.append("the review log has changed")
    if kept.tags_replaced > len(log.updated):
        lost.append(f"tags of {kept.tags_replaced:,} notes gone, {len(log.updated):,} were updated")
    for text in lost:
        yield report("DG744", Span(str(path)), f"the import lost progress: {text}", help=remedy)


def check_same(path: Path, kept: Kept, log: Log, *, is_same: bool) -> Iterator[Diagnostic]:
    """Check that importing the same package again has changed nothing."""
    counts = {"added": log.new, "updated": log.updated, "conflicting": log.conflicting}
    changes = [f"{_notes(len(notes))} {word}" for word, notes in counts.items() if notes]
    if kept.cards != kept.cards_now:
        changes.append(f"{kept.cards:,} cards became {kept.cards_now:,}")
    if changes or not is_same:
        message = "importing it again changes something"
        if changes:
            message += f": {', '.join(changes)}"
        remedy = "this is a bug in deckgen: please report it"
        yield report("DG745", Span(str(path)), message, help=remedy)


def check_cards(
    path: Path, collection: AnkiCollection, emptied: Collection[tuple[str, int]] = ()
) -> Iterator[Diagnostic]:
    """Render every card and look at it, but not at those that were ``emptied`` on purpose."""
    rows = collection.rows("SELECT id, guid, mid, flds FROM notes")
    types = collection.cloze_types()
    ids = {row[1]: row[0] for row in rows}
    deck = _Deck(
        names={row[0]: f"note `{row[1]}`{_title(row[3])}" for row in rows},
        clozes=frozenset(row[0] for row in rows if row[2] in types),
        empty=collection.empty_cards(),
        emptied=frozenset((ids[guid], card) for guid, card in emptied if guid in ids),
        files=collection.media_files(),
    )
    span = Span(str(path))
    yield from _limit(
        report(
            code, span, f"card {card.ord + 1} of {deck.names[card.note_id]}: {text}", help=remedy
        )
        for card in collection.cards()
        for code, text, remedy in _check_card(card, deck)
    )


def _check_card(card: Card, deck: _Deck) -> Iterator[tuple[str, str, str]]:
    is_cloze = card.note_id in deck.clozes
    if (card.note_id, card.ord) in deck.emptied:
        return
    if card.problem:
        yield "DG754", f"Anki cannot render it: {card.problem}", "correct the template"
        return
    for file in sorted({*references(card.front), *references(card.back)} - deck.files):
        yield "DG755", f"the file `{file}` is missing", "build again with the file in place"
    if (card.note_id, card.ord) in deck.empty:
        if is_cloze:
            yield "DG751", "its cloze is not in the note", "keep the number of published clozes"
        else:
            yield "DG750", "the front is empty", "give the question text or a picture"
        return
    if is_template_problem(card.front, card.back):
        yield "DG754", "Anki cannot render it: the template is wrong", "correct the template"
        return
    front, back = look_at(card.front), look_at(card.back)
    if not front.shows and not card.has_sound:
        yield "DG750", "the front shows nothing", "give the question text or a picture"
    elif is_cloze and not front.has_blank:
        yield "DG752", "the front shows no blank", "move the cloze to where it shows"
    marks = stray_marks(front, is_cloze=is_cloze) or stray_marks(back, is_cloze=is_cloze)
    if marks:
        yield "DG753", f"`{marks}` shows", "correct the text around the marks"


def check_collection(
    path: Path, problems: Iterable[str], missing: Iterable[str], unused: Iterable[str]
) -> Iterator[Diagnostic]:
    """Report what Check Database and Check Media say."""
    span = Span(str(path))
    bug = "this is a bug in deckgen: please report it"
    for problem in problems:
        yield report("DG746", span, f"Check Database: {problem}", help=bug)
    for word, names in (("missing", missing), ("unused", unused)):
        yield from _limit(
            report("DG747", span, f"Check Media: `{name}` is {word}", help=bug) for name in names
        )


def _limit(found: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the first findings of each code, and one that counts the others."""
    seen: Counter[str] = Counter()
    last: dict[str, Diagnostic] = {}
    for one in found:
        seen[one.code] += 1
        last[one.code] = one
        if seen[one.code] <= _SHOWN:
            yield one
    for code, count in seen.items():
        if count > _SHOWN:
            message = f"and {count - _SHOWN:,} more findings of this kind"
            yield report(code, last[code].span, message, help=last[code].help)


def _title(fields: str) -> str:
    """Return the beginning of a note's first field, in plain words and parentheses."""
    text = " ".join(unescape(_TAG.sub("", fields.split("\x1f", 1)[0])).split())
    return f" ({text[:60]}…)" if len(text) > 60 else f" ({text})" if text else ""


def _notes(count: int) -> str:
    return "1 note" if count == 1 else f"{count:,} notes"
