"""Decide which note of the learner's collection each composed note is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from deckgen.diagnostics import Diagnostic
from deckgen.identity import findings
from deckgen.identity.changes import compare, compare_note_types
from deckgen.identity.decks import SEPARATOR, DeckRules, Decks, Place, choose_decks
from deckgen.identity.derive import derive_deck_id
from deckgen.identity.drafts import Draft, Drafting
from deckgen.identity.matching import match
from deckgen.identity.note_types import date_note_types
from deckgen.identity.project import LOCK_SPAN, settle_project
from deckgen.identity.questions import order_records, read_traces, recall_traces
from deckgen.identity.records import Lock, LockNote, LockProject
from deckgen.identity.request import Identification, IdentityRequest
from deckgen.identity.trace import Trace
from deckgen.identity.writing import Written, write_drafts
from deckgen.model import Composition, Deck, MediaFile, Plan
from deckgen.notes import note_types
from deckgen.theme import Theme


def identify(
    compositions: Sequence[Composition], lock: Lock | None, request: IdentityRequest
) -> Identification:
    """Identify all notes of a build and make the lock that remembers them.

    Args:
        compositions: the questions read, in document order.
        lock: the lock as read, ``None`` or empty for a first build.
        request: the circumstances.

    Returns:
        Plan, new lock, changes and findings.  The same compositions with the new lock give the
        same plan and the same lock again.
    """
    lock = lock or Lock()
    project, project_found = settle_project(request, lock.project, compositions)
    types, type_records, type_found = date_note_types(
        note_types(project.id, project.name, request.language, request.theme),
        lock.note_types,
        request.now,
        LOCK_SPAN,
    )
    seen = _recognize(compositions, lock, project, request)
    decks = _choose_decks(project, lock, request, seen)
    written = write_drafts(
        seen.drafts, compositions, seen.traces, decks, project, lock.notes, request.now
    )
    new_lock = Lock(
        project=project,
        decks=decks.records,
        note_types=type_records,
        media=lock.media,
        notes=_merge(seen, written),
        others=lock.others,
        extra=lock.extra,
    )
    plan = Plan(
        project=project.name,
        project_id=project.id,
        decks=_list_decks(project, decks, written),
        note_types=types,
        notes=written.notes,
        media=_gather_media(written, request.theme),
    )
    return Identification(
        plan=plan,
        lock=new_lock,
        changes=compare(lock, new_lock),
        note_types=compare_note_types(lock.note_types, new_lock.note_types),
        diagnostics=(
            *project_found,
            *type_found,
            *seen.diagnostics,
            *findings.check_notes(seen.drafts, written.notes),
            *findings.report_renamed_decks(decks.renamed),
        ),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Recognized:
    """What is known when every note has its GUID.

    ``known`` has the record of each question or ``None``; ``in_scope`` and ``untouched`` are the
    records that this build is about, and the others.
    """

    traces: Sequence[Trace]
    known: Sequence[LockNote | None]
    drafts: Sequence[Draft]
    in_scope: Sequence[LockNote]
    untouched: Sequence[LockNote]
    diagnostics: tuple[Diagnostic, ...]


def _recognize(
    compositions: Sequence[Composition], lock: Lock, project: LockProject, request: IdentityRequest
) -> _Recognized:
    in_scope, untouched = _split(lock.notes, request)
    pins, found = findings.check_pins(compositions)
    questions = _in_order([record for record in in_scope if not record.parent])
    traces = read_traces(compositions, pins)
    matching = match(recall_traces(questions), traces)
    known = [questions[at] if at != -1 else None for at in matching.of_new]
    drafts = list(Drafting(project.id, lock.notes).draft(compositions, traces, known))
    return _Recognized(
        traces=traces,
        known=known,
        drafts=drafts,
        in_scope=in_scope,
        untouched=untouched,
        diagnostics=(
            *found,
            *findings.report_doubts(matching.doubts, questions, compositions, drafts),
            *findings.report_lost_blanks(drafts),
            *findings.report_mass_removal(questions, matching.of_old),
            *findings.report_standing(request.standing, questions, matching.of_old),
        ),
    )


def _split(
    notes: Sequence[LockNote], request: IdentityRequest
) -> tuple[list[LockNote], list[LockNote]]:
    """Records that this build is about, and those it must leave alone."""
    paths = {note.path for note in notes if not note.parent}
    outside = {path for path in paths if not request.in_scope(path)}
    if not outside:
        return list(notes), []
    left_out = {note.guid for note in notes if not note.parent and note.path in outside}
    chosen: tuple[list[LockNote], list[LockNote]] = [], []
    for note in notes:
        chosen[(note.parent or note.guid) in left_out].append(note)
    return chosen


def _in_order(questions: Sequence[LockNote]) -> list[LockNote]:
    """The live ones in the order of their files, then the retired ones, the latest first."""
    live = [record for file in order_records(questions) for record in file]
    retired = [record for record in questions if not record.live]
    return live + sorted(retired, key=lambda record: (-record.modified, record.guid))


def _choose_decks(
    project: LockProject, lock: Lock, request: IdentityRequest, seen: _Recognized
) -> Decks:
    last = lock.project or project
    rules = DeckRules(
        project_id=project.id,
        by=request.deck_by,
        name=project.name,
        last_by=last.deck_by,
        last_name=last.name,
    )
    others = [record.path for record in seen.untouched if record.live and not record.parent]
    place = cache(Place)
    moves = [
        (
            place(trace.path, trace.topics),
            place(record.path, record.topics) if record and record.live else None,
        )
        for trace, record in zip(seen.traces, seen.known, strict=True)
    ]
    return choose_decks(rules, lock.decks, tuple(dict.fromkeys((*request.sources, *others))), moves)


def _merge(seen: _Recognized, written: Written) -> tuple[LockNote, ...]:
    """All records: those written now, those retired now or before, and those left alone."""
    records = {record.guid: record for record in (*seen.untouched, *written.records)}
    for record in seen.in_scope:
        if record.guid not in records:
            records[record.guid] = replace(record, live=False) if record.live else record
    return tuple(records[guid] for guid in sorted(records))


def _gather_media(written: Written, theme: Theme) -> tuple[MediaFile, ...]:
    """The files of the notes and of the theme, by name."""
    files = {file.name: file for file in (*written.media, *theme.media)}
    return tuple(files[name] for name in sorted(files))


def _list_decks(project: LockProject, decks: Decks, written: Written) -> tuple[Deck, ...]:
    """The decks of the plan in the order of their notes, and their parents before them."""
    ids: dict[str, int] = {deck.name: deck.id for deck in decks.records}
    taken = set(ids.values())
    listed: dict[str, Deck] = {}
    for name in dict.fromkeys(note.deck for note in written.notes):
        levels = name.split(SEPARATOR)
        for depth in range(1, len(levels) + 1):
            full = SEPARATOR.join(levels[:depth])
            if full not in ids:
                ids[full] = derive_deck_id(taken, project.id, full)
                taken.add(ids[full])
            listed.setdefault(full, Deck(id=ids[full], name=full))
    return tuple(listed.values())
