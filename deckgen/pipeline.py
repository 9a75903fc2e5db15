"""The list of stages, and nothing else.

    files -> blocks -> questions -> notes -> identity -> package

``compile_project`` runs all that writes nothing, ``build`` adds the package and the lock.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import partial
from pathlib import Path

from deckgen.composing import (
    Recollection,
    Result,
    Workshop,
    compose_again,
    compose_files,
    recollect,
)
from deckgen.config import Config, judge
from deckgen.diagnostics import Diagnostic, Severity, report
from deckgen.dialects import Standing, find_duplicates
from deckgen.identity import (
    Change,
    IdentityRequest,
    Lock,
    NoteTypeChange,
    identify,
    propose_name,
    read_lock,
    write_lock,
)
from deckgen.identity.adoption import adopt, check_adoption
from deckgen.identity.words import slug
from deckgen.markdown import find_title
from deckgen.media import (
    Access,
    Shelf,
    State,
    judge_remote,
    web_address,
    withhold,
)
from deckgen.model import Composition, MediaRef, Plan, SourceFile, Span
from deckgen.package import describe, leave_out_unsound, stage, stage_package
from deckgen.sources import discover
from deckgen.theme import Theme

LOCK = "deckgen.lock"
BUILD = "build"
SOURCE = "source"
_NAME_BYTES = 160
"""Bytes that the project's name gives to the package's: file systems allow 255 in all."""

Progress = Callable[[str, int, int], None]
"""Called with the name of the stage, the number of things done and the number of things to do."""

Diagnostics = tuple[Diagnostic, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What to build.  ``now`` (seconds) is the only time there is.

    ``complete`` says that ``paths`` are the whole project, not a part of it.  ``previous`` is what
    an earlier package remembers, to be used in the place of the lock.
    """

    root: Path
    paths: tuple[Path, ...]
    config: Config
    now: int
    complete: bool = True
    progress: Progress | None = None
    access: Access = field(default_factory=Access)
    workshop: Workshop = field(default_factory=Workshop)
    previous: Lock | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Compilation:
    """Everything known before anything is written.

    ``lock_before`` is the lock's text, empty for a first build.  ``plan`` and ``lock_after`` are
    ``None`` when the lock could not be read: without it nothing can be identified.
    ``note_types`` are those that are new or look different.  ``remote`` are the references to the
    web that cards show, ``shelf`` what is known of them.  ``theme`` is the project's own look, with
    the files that it was read from.  ``recollection`` is what the lock knows of the files whose
    plain reading contradicts it, ``standing`` are its questions that stand there and give no card.
    """

    sources: tuple[SourceFile, ...]
    compositions: tuple[Composition, ...]
    diagnostics: Diagnostics
    lock_before: str = ""
    lock_after: str | None = None
    plan: Plan | None = None
    changes: tuple[Change, ...] = ()
    note_types: tuple[NoteTypeChange, ...] = ()
    remote: tuple[MediaRef, ...] = ()
    shelf: Shelf = field(default_factory=Shelf, repr=False)
    theme: Theme = field(default_factory=Theme, repr=False)
    recollection: Recollection = field(default_factory=Recollection, repr=False)
    standing: tuple[Standing, ...] = ()

    def count_links(self) -> int:
        """The pictures on cards that stay on the web."""
        addresses = {web_address(ref.target) for ref in self.remote}
        return sum(self.shelf.look(address).state is not State.HERE for address in addresses)


class Outcome(StrEnum):
    """How a build ended."""

    WRITTEN = "written"
    UNCHANGED = "unchanged"
    NOTHING = "nothing"
    FINDINGS = "findings"
    LOCK_DIFFERS = "lock differs"
    UNWRITTEN = "unwritten"


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildResult:
    """How a build ended, and where its package is."""

    compilation: Compilation
    outcome: Outcome
    output: Path


def default_paths(root: Path, config: Config) -> tuple[Path, ...]:
    """What is read when no path is given: the configured ones, else ``source/``, else the root."""
    if config.sources.paths:
        return tuple(root / path for path in config.sources.paths)
    return (root / SOURCE,) if (root / SOURCE).is_dir() else (root,)


def compile_project(request: Request) -> Compilation:
    """Run every stage that writes nothing."""
    config, root = request.config, request.root
    locations, diagnostics = discover(request.paths, root, config.sources.exclude)
    text, lock, of_lock = _load_lock(root)
    recollection = Recollection()
    if request.previous is not None:
        lock, of_lock = adopt(request.previous, lock), ()
    shelf = Shelf(
        settings=config.media, access=request.access, pins=lock.media if lock is not None else {}
    )
    theme, of_theme = _load_theme(request, shelf)
    results = compose_files(locations, root, config, shelf, request.workshop, _reading(request))
    if lock is not None:
        recollection = recollect(
            lock.notes,
            [(one.source, one.compositions) for one in results if one.source],
            lambda path: request.complete or not (root / path).exists(),
        )
        results = compose_again(
            results, recollection.paths, root, config, shelf, request.workshop, recollection
        )
        shelf, results = _fetch(results, shelf, request, recollection)
    remote = tuple(ref for one in results for ref in one.remote)
    of_files = tuple(found for one in results for found in one.diagnostics)
    compositions = tuple(made for one in results for made in one.compositions)
    doubles = _find_doubles(compositions) if len(results) > 1 else ()
    read = Compilation(
        sources=tuple(one.source for one in results if one.source),
        compositions=compositions,
        diagnostics=(
            *of_theme,
            *diagnostics,
            *of_files,
            *doubles,
            *judge_remote(remote, shelf),
            *of_lock,
        ),
        lock_before=text,
        remote=remote,
        shelf=shelf,
        theme=theme,
        recollection=recollection,
        standing=tuple(found for one in results for found in one.standing),
    )
    return read if lock is None else _identify(request, read, lock)


def _load_theme(request: Request, shelf: Shelf) -> tuple[Theme, Diagnostics]:
    """The project's own look; most projects have none, and then nothing is imported for it."""
    config = request.config
    if not config.theme.css and not config.theme.templates:
        return Theme(), ()
    from deckgen.theme.read import read_theme

    return read_theme(config.theme, config.theme_places, request.root, shelf)


def _find_doubles(compositions: Sequence[Composition]) -> Diagnostics:
    """Questions that two files ask; those of one file are reported where it is read."""
    found = find_duplicates([one.question for one in compositions])
    return tuple(one for one in found if one.labels[0].span.path != one.span.path)


def _reading(request: Request) -> Callable[[int, int], None] | None:
    return partial(request.progress, "reading") if request.progress else None


def _fetch(
    results: list[Result], shelf: Shelf, request: Request, recollection: Recollection
) -> tuple[Shelf, list[Result]]:
    """Fetch what cards show and is not here, and compose the files anew that show it."""
    progress = request.progress
    wanted = shelf.missing(ref for one in results for ref in one.remote)
    filled = shelf.fetch(wanted, partial(progress, "pictures") if progress else None)
    new = {address for address in wanted if filled.look(address) != shelf.look(address)}
    touched = {
        one.source.path
        for one in results
        if one.source and any(web_address(ref.target) in new for ref in one.remote)
    }
    root, config, workshop = request.root, request.config, request.workshop
    anew = compose_again(results, touched, root, config, filled, workshop, recollection)
    return filled, anew


def build(
    request: Request,
    *,
    output: Path | None = None,
    locked: bool = False,
    frozen: bool = False,
    strict: bool = False,
    guard: Callable[[Compilation, Path], None] | None = None,
) -> BuildResult:
    """Compile, write the package, reopen and compare it, then replace lock and package.

    ``locked``: refuse when the lock would change.  ``frozen``: leave the lock as it is.
    ``strict``: warnings stop the build too.  ``guard`` is called with the compilation and the
    package's place before anything is written; what it raises ends the build.

    Raises:
        OSError: the lock cannot be written; the old one and the old package are whole.
    """
    compilation = compile_project(request)
    plan, lock = compilation.plan, compilation.lock_after
    name = slug(plan.project).encode()[:_NAME_BYTES].decode(errors="ignore") if plan else ""
    target = output or request.root / BUILD / f"{name or 'deck'}.apkg"

    def end(outcome: Outcome, found: Diagnostics = ()) -> BuildResult:
        known = replace(compilation, diagnostics=(*compilation.diagnostics, *found))
        return BuildResult(compilation=known, outcome=outcome, output=target)

    if plan is None or lock is None or forbids_package(compilation, request, strict=strict):
        return end(Outcome.FINDINGS)
    if not plan.notes:
        return end(Outcome.NOTHING)
    if locked and lock != compilation.lock_before:
        return end(Outcome.LOCK_DIFFERS)
    if guard:
        guard(compilation, target)
    if request.progress:
        request.progress("packaging", 0, 1)
    package, found = stage_package(plan, target, _show_path(target, request.root))
    if package is None:
        return end(Outcome.UNWRITTEN, found)
    with package:
        if not frozen:
            # The lock goes first: a lock that is ahead of the package costs nothing, a package
            # ahead of its lock could lose the identity of a question that is reworded next.
            with stage(request.root / LOCK, lock.encode()) as staged:
                staged.commit()
        package.commit()
        return end(Outcome.WRITTEN if package.changed else Outcome.UNCHANGED)


def _load_lock(root: Path) -> tuple[str, Lock | None, Diagnostics]:
    """The lock's text and what it says; an absent lock is an empty one."""
    try:
        data = (root / LOCK).read_bytes()
        # A checkout may have turned the line ends; that is no change of the lock.
        text = data.replace(b"\r\n", b"\n").decode("utf-8")
    except FileNotFoundError:
        return "", Lock(), ()
    except OSError as error:
        found = f"`{LOCK}` cannot be read: {error.strerror}"
        return "", None, (report("DG602", Span(LOCK), found, help="check its permissions"),)
    except UnicodeDecodeError as error:
        line = error.object.count(b"\n", 0, error.start) + 1
        remedy = "take the last good version from version control"
        found = f"`{LOCK}` is not UTF-8"
        return "", None, (report("DG602", Span(LOCK, line, 1, line, 2), found, help=remedy),)
    if not text.strip():  # no lock is a first build; one without records has lost them
        remedy = f"take the last good version from version control, or delete `{LOCK}`"
        return "", None, (report("DG602", Span(LOCK), f"`{LOCK}` is empty", help=remedy),)
    return text, *read_lock(text, LOCK)


def _identify(request: Request, read: Compilation, lock: Lock) -> Compilation:
    """Add plan, changes and the new lock to what was read."""
    identified = identify(read.compositions, lock, _identity_request(request, read, lock))
    about = request.config.deck
    shown = dict.fromkeys(web_address(ref.target) for ref in read.remote)
    pinned = replace(identified.lock, media=read.shelf.record(shown))
    plan = withhold(identified.plan, read.remote, read.shelf)
    adopted = check_adoption(request.previous, plan) if request.previous else ()
    plan, of_package = leave_out_unsound(plan)
    return replace(
        read,
        diagnostics=(*read.diagnostics, *identified.diagnostics, *adopted, *of_package),
        lock_after=write_lock(pinned),
        plan=describe(plan, about.description, about.source_url),
        changes=identified.changes,
        note_types=identified.note_types,
    )


def _identity_request(request: Request, known: Compilation, lock: Lock) -> IdentityRequest:
    config = request.config
    name = config.deck.name or (
        lock.project.name if lock.project else _name_project(request, known)
    )
    paths = tuple(source.path for source in known.sources)
    read = frozenset(paths)

    shown = [web_address(ref.target) for ref in known.remote]
    fetched = () if lock.project else known.shelf.record(shown).values()

    def is_in_scope(path: str) -> bool:
        return request.complete or path in read or not (request.root / path).exists()

    return IdentityRequest(
        project_name=name or _name_project(request, known),
        name_is_configured=bool(config.deck.name),
        project_id=config.deck.id or None,
        now=request.now,
        sources=paths,
        in_scope=is_in_scope,
        fetched=frozenset(str(record["name"]) for record in fetched),
        deck_by=config.decks.by,
        language=config.deck.language,
        theme=known.theme,
        standing=known.standing,
    )


def _name_project(request: Request, known: Compilation) -> str:
    """Name a project that neither its settings nor its lock name."""
    sources = {source.path: source for source in known.sources}
    asked = {(one.question.span.path, one.question.prompt_span.line) for one in known.compositions}

    def title_of(path: str) -> str:
        title = find_title(sources[path])
        return title[0] if title and (path, title[1].line) not in asked else ""

    return propose_name(tuple(sources), title_of, request.root.absolute().name)


def _show_path(path: Path, root: Path) -> str:
    """A path as messages name it: relative to the root if it is below it."""
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else str(path)


def forbids_package(compilation: Compilation, request: Request, *, strict: bool) -> bool:
    """Whether the findings that are not suppressed forbid a package."""
    verdict = judge(
        compilation.diagnostics, compilation.sources, request.config, complete=request.complete
    )
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return any(one.severity in bad for one in verdict.diagnostics)
