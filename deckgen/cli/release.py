"""``deckgen release``: the files to publish, and what learners are in for."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.console import Console
from deckgen.cli.exits import Exit, Stop
from deckgen.cli.first_build import (
    fresh_option,
    refuse_lost_lock,
    tell_beginning,
    wants_commit,
)
from deckgen.cli.options import paths_argument, strict_option, with_console

if TYPE_CHECKING:
    from deckgen.cli.project import Project
    from deckgen.pipeline import Compilation
    from deckgen.release import Bundle, Release, ReleaseRequest, Version

_APKG = click.Path(exists=True, dir_okay=False, path_type=Path)


def _read_version(_: click.Context, __: click.Parameter, text: str | None) -> Version | None:
    if text is None:
        return None
    from deckgen.release import parse_version

    version = parse_version(text)
    if version is None:
        raise click.BadParameter(f"`{text}` is not three numbers, as in `1.2.0`")
    return version


@click.command("release")
@paths_argument
@click.option("--previous", metavar="APKG", type=_APKG, help="The package of the last release.")
@click.option("--first", is_flag=True, help="There was no release before, whatever the lock says.")
@click.option(
    "--version",
    metavar="X.Y.Z",
    callback=_read_version,
    help="The version; by default the smallest one that tells the truth.",
)
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="Where the files go; by default `build/release`.",
)
@click.option("--locked", is_flag=True, help="Fail if `deckgen.lock` is not up to date (for CI).")
@click.option("--no-gate", is_flag=True, help="Do not try the update in the real Anki.")
@fresh_option
@click.option("--offline", is_flag=True, help="Fetch no pictures: those in the cache, else links.")
@click.option("--dry-run", is_flag=True, help="Print what would change, and write nothing.")
@strict_option
@with_console
def command(  # noqa: PLR0917
    console: Console,
    paths: tuple[Path, ...],
    previous: Path | None,
    first: bool,
    version: Version | None,
    out: Path | None,
    locked: bool,
    no_gate: bool,
    fresh: bool,
    offline: bool,
    dry_run: bool,
    strict: bool,
) -> Exit:
    """Make the files of a release: package, manifest, list of changes, checksums.

    What changed since the last release gets the time of this one, everything else keeps its own.
    The version says what learners are in for: the last number for wording, the middle one for
    questions that came or went, the first one for progress at risk, which has to be asked for.
    With `--locked` the lock stays as it is, else it remembers what was released.
    """
    from deckgen.cli.project import open_project
    from deckgen.pipeline import BUILD
    from deckgen.release import ReleaseRequest, preview_changes

    if previous and first:
        raise click.UsageError("`--previous` and `--first` exclude one another")
    project = open_project(paths, console)
    request = ReleaseRequest(
        now=project.now,
        previous=previous,
        first=first,
        version=version,
        about=project.config.deck.description,
        source=project.config.deck.source_url,
        tentative=dry_run,
    )
    guard = refuse_lost_lock(project, fresh=fresh, previous=previous)
    compilation = _compile(project, previous, console, online=not offline, strict=strict)
    if locked and compilation.lock_after != compilation.lock_before:
        from deckgen.cli.locked import refuse_changed_lock

        raise refuse_changed_lock(compilation, console)
    release = _prepare(compilation, request, console)
    if dry_run:
        console.result(preview_changes(release))
    elif release.unchanged:
        console.result(f"nothing changed since {release.version}; nothing was written\n")
    else:
        folder = out or project.root / BUILD / "release"
        if guard:
            guard(compilation, folder / "deck.apkg")
        _publish(project, release, folder, console, gate=not no_gate, keep_lock=locked)
        untracked = wants_commit(project.root)
        tell_beginning(project, compilation, console, untracked=untracked, previous=bool(previous))
    return Exit.OK


def _compile(
    project: Project, last: Path | None, console: Console, *, online: bool, strict: bool
) -> Compilation:
    """Compile the project; ends the command where a build would.

    If the lock is lost, the last release tells which note is which.
    """
    from deckgen.cli.compiling import make_request, refuse_nothing, show_verdict
    from deckgen.cli.previous import recall
    from deckgen.pipeline import LOCK, compile_project, forbids_package

    lost = last and not (project.root / LOCK).exists()
    recalled = recall(last, project, console).lock if last and lost else None
    request = make_request(project, console, online=online, previous=recalled)
    compilation = compile_project(request)
    refuse_nothing(project, compilation, console)
    show_verdict(project, compilation, console)
    if forbids_package(compilation, request, strict=strict):
        help = "put the findings above right" + (", or leave out `--strict`" if strict else "")
        raise Stop("nothing was written", help, Exit.FINDINGS)
    return compilation


def _prepare(compilation: Compilation, request: ReleaseRequest, console: Console) -> Release:
    """Prepare the release; ends the command if it must not be published."""
    from deckgen.cli.project import show_findings
    from deckgen.identity import read_lock
    from deckgen.release import prepare

    lock, _ = read_lock(compilation.lock_after or "", "deckgen.lock")
    if compilation.plan is None or lock is None:
        raise RuntimeError("a compilation without errors has a plan and a lock")
    release, found = prepare(compilation.plan, lock, request)
    show_findings(found, console, {one.path: one.text for one in compilation.sources}.get)
    if release is None:
        raise Stop("this must not be published", "see above", Exit.FINDINGS)
    return release


def _publish(
    project: Project,
    release: Release,
    folder: Path,
    console: Console,
    *,
    gate: bool,
    keep_lock: bool,
) -> None:
    """Write all files of the release, after trying it, and the lock unless it is to be kept."""
    from deckgen.cli.project import show_findings
    from deckgen.identity import write_lock
    from deckgen.package import stage
    from deckgen.pipeline import LOCK
    from deckgen.release import stage_bundle

    bundle, found = stage_bundle(release, folder)
    if bundle is None:
        show_findings(found, console, lambda _: None)
        raise Stop("nothing was written", "see above", Exit.FINDINGS)
    with bundle:
        tried = _try(release, bundle, console) if gate else "not tried in Anki (`--no-gate`)"
        if not keep_lock:
            with stage(project.root / LOCK, write_lock(release.lock).encode()) as lock:
                lock.commit()
        bundle.commit()
    if not console.quiet:
        lines = [_describe(release), tried]
        lines += [os.path.relpath(folder / name) for name in bundle.names]
        console.result("".join(f"{line}\n" for line in lines))


def _try(release: Release, bundle: Bundle, console: Console) -> str:
    """Import the last release and this one into the real Anki, and say what came of it.

    Raises:
        Stop: it would hurt a learner, or is not what the list of changes says.
    """
    from deckgen.anki import verify
    from deckgen.cli.project import exit_code, show_findings
    from deckgen.model import Span
    from deckgen.release import judge_import

    last = release.previous.path if release.previous else None
    report = verify(
        [*filter(None, [last]), bundle.package.path],
        console.detail,
        emptied=[card for risk in release.risks for card in risk.emptied],
    )
    if not report.anki:
        return "not tried in Anki, which is not installed: `pip install anki`"
    place = Span(bundle.package.target.name)  # the file itself waits under a hidden name
    hidden = str(bundle.package.path)
    found = tuple(
        replace(one, span=place) if one.span.path == hidden else one for one in report.diagnostics
    )
    if report.imports:
        seen = report.imports[-1]
        found += judge_import(release.forecast, seen.new, seen.updated, seen.duplicate)
    show_findings(found, console, lambda _: None)
    if exit_code(found) is not Exit.OK:
        raise Stop("Anki does not take it as it should; nothing was written", "", Exit.FINDINGS)
    forecast = release.forecast
    return (
        f"tried in Anki {report.anki}: {forecast.new:,} new, {forecast.updated:,} updated,"
        f" {forecast.unchanged:,} already there; history kept"
    )


def _describe(release: Release) -> str:
    """``Rivers 1.1.0, proposed: 2 added, 1 reworded``."""
    summary = release.summary
    lists = {
        "added": summary.added,
        "reworded": summary.reworded,
        "changed": summary.changed,
        "removed": summary.removed,
    }
    told = ", ".join(f"{len(found):,} {name}" for name, found in lists.items() if found)
    least = "" if release.version == release.proposed else f" ({release.proposed} would do)"
    return f"{release.plan.project} {release.version}{least}: {told or 'details only'}"
