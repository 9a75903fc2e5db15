"""``deckgen build``: from Markdown to the package."""

from __future__ import annotations

import os
from collections import Counter
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
    from deckgen.cli.replay import Replay
    from deckgen.pipeline import BuildResult


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """What was asked for."""

    output: Path | None
    locked: bool
    frozen: bool
    fresh: bool
    previous: Path | None
    offline: bool
    strict: bool
    jobs: int
    no_cache: bool


@click.command("build")
@paths_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The package to write; by default `build/<deck>.apkg`.",
)
@click.option("--locked", is_flag=True, help="Fail if `deckgen.lock` would change (for CI).")
@click.option("--frozen", is_flag=True, help="Build, but do not write `deckgen.lock`.")
@click.option(
    "--previous",
    metavar="APKG",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Take the identity of the notes from this package: `deckgen.lock` is lost or damaged.",
)
@fresh_option
@click.option("--offline", is_flag=True, help="Fetch no pictures: those in the cache, else links.")
@strict_option
@click.option(
    "-j",
    "--jobs",
    type=click.IntRange(min=0, max=64),
    default=0,
    metavar="N",
    help="Processes for large projects; by default as many as there are processors.",
)
@click.option(
    "--no-cache",
    is_flag=True,
    envvar="DECKGEN_NO_CACHE",
    show_envvar=True,
    help="Use nothing that earlier runs found out.",
)
@with_console
def command(console: Console, paths: tuple[Path, ...], **options: Any) -> Exit:
    """Build the deck from Q&A Markdown.

    PATH is a file or a folder; by default `source/`, else the current folder.  The package and
    `deckgen.lock` are replaced only if all went well.

    The lock holds what learners' cards are known by.  If it is lost, `--previous` rebuilds it from
    the newest package that learners have; `--fresh` begins anew, and every note is new to them.
    """
    chosen = Options(**options)
    if chosen.no_cache or chosen.previous:
        return _build(paths, chosen, console, None)
    from deckgen.cli.replay import open_replay

    shown = {"quiet": console.quiet, "verbose": console.verbose, "color": console.color}
    replay = open_replay({**asdict(chosen), **shown}, paths)
    said = replay.recall() if replay else None
    if said is None:
        return _build(paths, chosen, console, replay)
    if said.err:
        console.say(said.err)
    if said.out:
        console.result(said.out)
    return Exit.OK


def _build(
    paths: tuple[Path, ...], options: Options, console: Console, replay: Replay | None
) -> Exit:
    """Build, and leave with ``replay`` what the next build would say."""
    from deckgen.cli.compiling import (
        find_workshop,
        make_request,
        refuse_nothing,
        show_verdict,
    )
    from deckgen.cli.previous import recall
    from deckgen.cli.project import (
        count_without_card,
        make_lookup,
        open_project,
        refuse_configuration,
        show_findings,
    )
    from deckgen.diagnostics.render import count_things
    from deckgen.package import diagnose
    from deckgen.pipeline import build

    project = open_project(paths, console)
    if options.strict and project.diagnostics:
        show_findings(project.diagnostics, console, make_lookup(project.root, ()))
        raise refuse_configuration(project)
    guard = refuse_lost_lock(
        project, fresh=options.fresh, previous=options.previous, output=options.output
    )
    recalled = recall(options.previous, project, console).lock if options.previous else None
    request = make_request(
        project,
        console,
        online=not options.offline,
        previous=recalled,
        workshop=find_workshop(options.jobs, cached=not options.no_cache),
    )
    try:
        result = build(
            request,
            output=options.output,
            locked=options.locked,
            frozen=options.frozen,
            strict=options.strict,
            guard=guard,
        )
    except OSError as error:
        place = os.path.relpath(options.output or error.filename or project.root / "build")
        show_findings([diagnose(error, place)], console, lambda _: None)
        return Exit.USAGE
    refuse_nothing(project, result.compilation, console)
    verdict = show_verdict(project, result.compilation, console)
    if (links := result.compilation.count_links()) and not console.quiet:
        console.say(f"{count_things(links, 'picture')} on the web, not in the package (`-v`: why)")
    lost = count_without_card(verdict.diagnostics)
    return _end(project, result, options, console, replay, lost)


def _end(
    project: Project,
    result: BuildResult,
    options: Options,
    console: Console,
    replay: Replay | None,
    lost: str,
) -> Exit:
    """Say how the build ended; ``lost`` is what is said of headings without a card."""
    from deckgen.pipeline import Outcome

    if result.outcome is Outcome.UNWRITTEN:
        return Exit.USAGE
    if result.outcome is Outcome.LOCK_DIFFERS:
        from deckgen.cli.locked import refuse_changed_lock

        raise refuse_changed_lock(result.compilation, console)
    if result.outcome is Outcome.FINDINGS:
        help = "put the findings above right" + (
            ", or leave out `--strict`" if options.strict else ""
        )
        raise Stop("nothing was written", help, Exit.FINDINGS)
    untracked = wants_commit(project.root)
    if replay and not untracked:
        again = "" if console.quiet else summarize(result, console, lost, again=True)
        replay.remember(project, result, again, "".join(console.said))
    tell_beginning(
        project,
        result.compilation,
        console,
        untracked=untracked,
        previous=bool(options.previous),
    )
    if not console.quiet:
        console.result(summarize(result, console, lost))
    return Exit.OK


def summarize(result: BuildResult, console: Console, lost: str = "", *, again: bool = False) -> str:
    """``3 added, 1 reworded, 54 unchanged → build/x.apkg (61 notes, 140 cards)``.

    ``again``: as if it had been built once more.
    """
    from deckgen.diagnostics.render import count_things
    from deckgen.pipeline import Outcome

    plan = result.compilation.plan
    identified = plan.notes if plan else ()
    found = () if again else result.compilation.changes
    changed = {change.guid for change in found}
    kinds = Counter(change.kind.value for change in found)
    kinds["unchanged"] = sum(note.guid not in changed for note in identified)
    changes = ", ".join(f"{count:,} {name}" for name, count in kinds.items() if count)
    if not again and any(not one.is_new for one in result.compilation.note_types):
        changes += ", a new look"
    notes = count_things(len(identified), "note")
    cards = count_things(sum(len(note.cards) for note in identified), "card")
    same = ", as it was" if again or result.outcome is Outcome.UNCHANGED else ""
    place = os.path.relpath(result.output)
    return f"{changes} {console.arrow} {place} ({notes}, {cards}{same}){lost}\n"
