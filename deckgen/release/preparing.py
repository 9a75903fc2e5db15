"""From a compiled project and the last release to the release to come; nothing is written."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from deckgen.changes import ImportForecast
from deckgen.diagnostics import Diagnostic, Severity, report
from deckgen.identity import Lock
from deckgen.model import Plan, Span
from deckgen.package import check_plan, describe, differences
from deckgen.release.previous import Previous, read_previous
from deckgen.release.risks import Risk, find_risks
from deckgen.release.stamp import stamp, stamp_lock
from deckgen.release.summary import Summary, foresee, summarize
from deckgen.release.version import FIRST, Level, Version

_LOCK = Span("deckgen.lock")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseRequest:
    """What to release.

    ``previous`` is the package of the last release, ``first`` says that there was none.
    ``version`` is the wished one.  ``now`` is the time of the release, in seconds.  ``about`` and
    ``source`` go into the decks' descriptions.  ``tentative``: nothing will be
    published, so no version has to be asked for.
    """

    now: int
    previous: Path | None = None
    first: bool = False
    version: Version | None = None
    about: str = ""
    source: str = ""
    tentative: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Release:
    """A release, ready to be written.

    ``previous`` is the last one.  ``proposed`` is the smallest version that tells the truth,
    ``version`` the one it gets.  ``now`` is its time in seconds.  ``risks`` are what it would do to
    learners.  ``unchanged``: there is nothing to release.
    """

    plan: Plan
    lock: Lock
    previous: Previous | None
    version: Version
    proposed: Version
    now: int
    source: str
    summary: Summary
    forecast: ImportForecast
    risks: tuple[Risk, ...]
    unchanged: bool

    @property
    def date(self) -> str:
        """The day of the release (UTC), as in ``2026-05-31``."""
        return _date(self.now)


def prepare(
    plan: Plan, lock: Lock, request: ReleaseRequest
) -> tuple[Release | None, tuple[Diagnostic, ...]]:
    """Prepare a release of a compiled project; None with errors if it must not be published.

    Args:
        plan: what the build would package.
        lock: the lock that belongs to the plan.
        request: the circumstances.
    """
    previous, found = _find_previous(lock, request)
    if found:
        return None, found
    plan = stamp(plan, previous, request.now)
    summary = summarize(plan, previous, lock)
    unchanged = previous is not None and _is_published(plan, previous, request)
    risks = find_risks(plan, previous, summary, lock) if previous and not unchanged else ()
    proposed = _propose(previous, summary, risks, unchanged=unchanged)
    version = request.version or proposed
    edition = f"Version {version}, {_date(request.now)}"
    final = describe(plan, request.about, request.source, edition)
    release = Release(
        plan=final,
        lock=stamp_lock(lock, plan),
        previous=previous,
        version=version,
        proposed=proposed,
        now=request.now,
        source=request.source,
        summary=summary,
        forecast=foresee(final, previous),
        risks=risks,
        unchanged=unchanged,
    )
    if unchanged:
        return release, ()
    found = (*(risk.found for risk in risks), *check_plan(final), *_judge_version(release, request))
    is_refused = any(one.severity is Severity.ERROR for one in found)
    return None if is_refused else release, found


def _find_previous(
    lock: Lock, request: ReleaseRequest
) -> tuple[Previous | None, tuple[Diagnostic, ...]]:
    if request.previous:
        return read_previous(request.previous)
    if request.first or not any(note.released for note in lock.notes):
        return None, ()
    message = "the lock remembers a release; which package it was, is not said"
    help = "name it with `--previous`, or say `--first` if nothing was ever published"
    return None, (report("DG760", _LOCK, message, help=help),)


def _is_published(plan: Plan, previous: Previous, request: ReleaseRequest) -> bool:
    """Whether the last release holds all this already."""
    same = describe(plan, request.about, request.source, previous.edition)
    contents = previous.contents
    if not contents.project_id:  # packages of earlier versions do not tell it
        contents = replace(contents, project_id=plan.project_id)
    return not differences(same, contents)


def _propose(
    previous: Previous | None,
    summary: Summary,
    risks: tuple[Risk, ...],
    *,
    unchanged: bool,
) -> Version:
    """The smallest version that says what learners are in for."""
    if previous is None or previous.version is None:
        return FIRST
    if unchanged:
        return previous.version
    if risks:
        return previous.version.next(Level.MAJOR)
    return previous.version.next(Level.MINOR if summary.changes_cards else Level.PATCH)


def _judge_version(release: Release, request: ReleaseRequest) -> tuple[Diagnostic, ...]:
    """Refuse a version that promises too much; what puts progress at risk must be asked for."""
    proposed = release.proposed
    if release.version < proposed:
        last = release.previous.version if release.previous else None
        after = f" after {last}" if last else ""
        message = f"version {release.version} is too small{after}: it has to be {proposed}"
        help = f"say `--version {proposed}`, or a greater one"
        return (report("DG762", _LOCK, message, help=help),)
    if release.risks and request.version is None and not request.tentative:
        message = f"this puts learners' progress at risk, so it has to be called {proposed}"
        help = f"put the warnings right, or say `--version {proposed}` if it is meant"
        return (report("DG762", _LOCK, message, help=help),)
    return ()


def _date(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).date().isoformat()
