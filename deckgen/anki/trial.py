"""Import packages into a real Anki, one after the other, and look at all that a learner would."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from pathlib import Path

from deckgen.anki import findings
from deckgen.anki.collection import (
    AnkiCollection,
    ImportFailedError,
    Log,
    anki_version,
    fresh_collection,
)
from deckgen.anki.learner import Snapshot, compare, restore_times, snapshot, study
from deckgen.anki.report import Imported, Kept, Report
from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Span
from deckgen.package import Contents, read_package

_NEWER_FORMAT = "DG704"

Step = Callable[[str], None]


def verify(
    packages: Sequence[Path],
    step: Step = lambda _: None,
    *,
    emptied: Collection[tuple[str, int]] = (),
) -> Report:
    """Import packages, oldest first, like a learner who takes one release after the other.

    After each import every card is rendered and Anki's own checks are run; before the next one the
    learner reviews, flags, suspends and tags.  The last package is imported once more, which must
    change nothing.  The collection is a new one in a temporary folder; nothing is left of it.
    ``step`` is told what is being done.  ``emptied`` are cards, by GUID and ordinal, whose blank
    was removed on purpose, so that they are rightly empty.  A package that cannot be imported ends
    it.
    """
    version = anki_version()
    if not version:
        return Report(anki="", imports=(), again=None, diagnostics=(_anki_missing(packages),))
    imports: list[Imported] = []
    again: Imported | None = None
    diagnostics: list[Diagnostic] = []
    with fresh_collection() as collection:
        for path in packages:
            imported, found = _verify_one(collection, path, step, emptied, is_first=not imports)
            diagnostics += found
            if imported is None:
                break
            imports.append(imported)
        if packages and len(imports) == len(packages):
            again, found = _import_again(collection, packages[-1], step)
            diagnostics += found
    return Report(anki=version, imports=tuple(imports), again=again, diagnostics=tuple(diagnostics))


def _verify_one(
    collection: AnkiCollection,
    path: Path,
    step: Step,
    emptied: Collection[tuple[str, int]],
    *,
    is_first: bool,
) -> tuple[Imported | None, tuple[Diagnostic, ...]]:
    step(f"importing {path.name}")
    contents, unreadable = read_package(path)
    if any(one.code != _NEWER_FORMAT for one in unreadable):
        return None, unreadable
    before = snapshot(collection)
    try:
        log = _import(collection, path, contents)
    except ImportFailedError as error:
        return None, (_refused(path, str(error)),)
    after = snapshot(collection)
    kept = None if is_first else compare(before, after)
    step(f"rendering {len(after.cards):,} cards")
    rendered = tuple(findings.check_cards(path, collection, emptied))
    step("checking database and media")
    problems = collection.check_database()
    missing, unused = collection.check_media()
    ours = contents.media.keys() if contents else frozenset()
    imported = _imported(path, log, before, after, kept=kept, leftover=len(set(unused) - ours))
    study(collection)
    return imported, (
        *findings.check_log(path, log, before, contents),
        *(findings.check_progress(path, kept, log) if kept else ()),
        *rendered,
        *findings.check_collection(path, problems, missing, sorted(ours & set(unused))),
    )


def _import_again(
    collection: AnkiCollection, path: Path, step: Step
) -> tuple[Imported | None, tuple[Diagnostic, ...]]:
    step(f"importing {path.name} again")
    contents, _ = read_package(path)
    before, shape = snapshot(collection), collection.shape()
    try:
        log = _import(collection, path, contents)
    except ImportFailedError as error:
        return None, (_refused(path, str(error)),)
    after = snapshot(collection)
    kept = compare(before, after)
    is_same = before == after and shape == collection.shape()
    found = tuple(findings.check_same(path, kept, log, is_same=is_same))
    return _imported(path, log, before, after, kept=kept, leftover=0), found


def _import(collection: AnkiCollection, path: Path, contents: Contents | None) -> Log:
    log = collection.import_package(path)
    if contents is not None:
        restore_times(collection, {note.guid: note.modified for note in contents.notes}, log)
    return log


def _imported(
    path: Path, log: Log, before: Snapshot, after: Snapshot, *, kept: Kept | None, leftover: int
) -> Imported:
    outcomes = (log.new, log.updated, log.duplicate, log.conflicting)
    return Imported(
        package=str(path),
        found=sum(map(len, outcomes)),
        new=len(log.new),
        updated=len(log.updated),
        duplicate=len(log.duplicate),
        conflicting=len(log.conflicting),
        new_cards=len(after.cards.keys() - before.cards.keys()),
        notes=len(after.notes),
        cards=len(after.cards),
        leftover_media=leftover,
        kept=kept,
    )


def _refused(path: Path, message: str) -> Diagnostic:
    remedy = "build the package again; if Anki still refuses it, report it with this message"
    return report("DG741", Span(str(path)), f"Anki cannot import it: {message}", help=remedy)


def _anki_missing(packages: Sequence[Path]) -> Diagnostic:
    span = Span(str(packages[0]) if packages else ".")
    remedy = "install the package `anki` beside deckgen: `pip install anki`"
    return report("DG740", span, "the library `anki` is not installed", help=remedy)
