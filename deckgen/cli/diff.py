"""``deckgen diff``: what a build would change, or what is different between two packages."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.console import Console, wants_color
from deckgen.cli.exits import Exit, Stop
from deckgen.cli.options import with_console

if TYPE_CHECKING:
    from deckgen.changes import Comparison
    from deckgen.cli.previous import Recalled
    from deckgen.cli.project import Project
    from deckgen.diagnostics import Diagnostic
    from deckgen.model import Guid, Plan
    from deckgen.pipeline import Compilation

SOURCES = "the sources"

_APKG = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command("diff")
@click.argument("old", metavar="[OLD", required=False, type=_APKG)
@click.argument("new", metavar="[NEW]]", required=False, type=_APKG)
@click.option(
    "--format",
    "format",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="`json` is for programs, `markdown` for comments on changes.",
)
@click.option("--exit-code", is_flag=True, help="Exit with 1 when anything is different.")
@with_console
def command(
    console: Console, old: Path | None, new: Path | None, format: str, exit_code: bool
) -> Exit:
    """Tell what is different, question by question, and what learners will see.

    Without an argument the sources are compared with `deckgen.lock`: what the next build changes.
    OLD is a package, with which the sources are compared: what learners who have it will see.  OLD
    and NEW are two packages.  Nothing is written; `-v` adds how answers changed.
    """
    from deckgen.cli.diff_show import render
    from deckgen.cli.project import open_project

    project = open_project((), console)
    if old and new:
        comparison = _compare_packages(old, new, project, console)
    else:
        comparison = _compare_sources(old, project, console)
    shown = render(
        comparison,
        format,
        verbose=console.verbose,
        color=format == "text" and wants_color(console.color, sys.stdout),
    )
    console.result(shown)
    return Exit.FINDINGS if exit_code and comparison.differs else Exit.OK


def _compare_packages(old: Path, new: Path, project: Project, console: Console) -> Comparison:
    from deckgen.changes import compare_locks
    from deckgen.cli.previous import recall
    from deckgen.identity.adoption import shares_notes

    one, other = recall(old, project, console), recall(new, project, console)
    if not shares_notes(one.lock, other.lock):
        console.say(f"warning: no note is in both `{old}` and `{new}`: are they one project's?")
    order = [note.guid for note in other.contents.notes]
    names = (str(old), str(new))
    return compare_locks(names, one.lock, other.lock, order, answers=_answers(one, other))


def _compare_sources(old: Path | None, project: Project, console: Console) -> Comparison:
    from deckgen.changes import compare_locks
    from deckgen.cli.previous import recall, recall_contents
    from deckgen.package.compare import pack
    from deckgen.pipeline import LOCK

    before = recall(old, project, console) if old else None
    compilation = _compile(before, project, console)
    if before is None:
        if not compilation.lock_before:
            console.say(f"there is no `{LOCK}` yet: everything is new")
        return compare_with_lock(compilation)
    plan = _plan_of(compilation)
    packed = recall_contents(pack(plan), project)
    names = (str(old), SOURCES)
    return compare_locks(
        names,
        before.lock,
        packed.lock,
        [note.guid for note in plan.notes],
        _ambiguous(compilation),
        answers=_answers(before, packed),
    )


def compare_with_lock(compilation: Compilation) -> Comparison:
    """What a build would change in the lock.

    Raises:
        Stop: the sources give no plan.
    """
    from deckgen.changes import compare_locks
    from deckgen.identity import Lock, read_lock
    from deckgen.pipeline import LOCK

    plan = _plan_of(compilation)
    known, _ = read_lock(compilation.lock_before, LOCK)
    after, _ = read_lock(compilation.lock_after or "", LOCK)
    order = [note.guid for note in plan.notes]
    names = (LOCK, SOURCES)
    return compare_locks(names, known or Lock(), after or Lock(), order, _ambiguous(compilation))


def _plan_of(compilation: Compilation) -> Plan:
    if compilation.plan is None or compilation.lock_after is None:
        raise Stop("nothing can be compared", "put the findings above right", Exit.FINDINGS)
    return compilation.plan


def _ambiguous(compilation: Compilation) -> list[Diagnostic]:
    return [one for one in compilation.diagnostics if one.code == "DG611"]


def _compile(before: Recalled | None, project: Project, console: Console) -> Compilation:
    """Compile the sources; without a lock a package tells which note is which.

    Raises:
        Stop: there is nothing to compare.
    """
    from deckgen.cli.compiling import make_request, refuse_nothing, show_verdict
    from deckgen.pipeline import LOCK, compile_project

    lost = before is not None and not (project.root / LOCK).exists()
    if before and lost:
        console.say(f"there is no `{LOCK}`: the package tells which note is which")
    request = make_request(project, console, previous=before.lock if before and lost else None)
    compilation = compile_project(request)
    refuse_nothing(project, compilation, console)
    show_verdict(project, compilation, console, errors_only=True)
    return compilation


def _answers(old: Recalled, new: Recalled) -> dict[Guid, tuple[str, str]]:
    """The answers on both sides as plain text, by GUID, where they are different."""
    before, after = old.read_answers(), new.read_answers()
    return {
        guid: (text, after[guid])
        for guid, text in before.items()
        if guid in after and after[guid] != text
    }
