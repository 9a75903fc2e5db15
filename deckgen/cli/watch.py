"""``deckgen watch``: build again at every save."""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deckgen.cli.anki import anki_options, describe_pushed, make_connection, push_package
from deckgen.cli.console import Console
from deckgen.cli.exits import Exit, Stop
from deckgen.cli.failures import describe_failure, find_remedy
from deckgen.cli.first_build import (
    fresh_option,
    refuse_lost_lock,
    tell_beginning,
    wants_commit,
)
from deckgen.cli.options import paths_argument, strict_option, with_console
from deckgen.cli.serving import serve_options, start_server, until_ended

if TYPE_CHECKING:
    from deckgen.anki.connect import AnkiConnect
    from deckgen.cli.project import Project
    from deckgen.diagnostics import Verdict
    from deckgen.pipeline import BuildResult
    from deckgen.preview import PreviewServer, Site
    from deckgen.watch import Scope


@click.command("watch")
@paths_argument
@click.option(
    "-o",
    "--output",
    metavar="FILE",
    type=click.Path(dir_okay=False, path_type=Path),
    help="The package to write; by default `build/<deck>.apkg`.",
)
@serve_options
@click.option("--push", is_flag=True, help="Hand each new package to a running Anki.")
@anki_options
@click.option("--frozen", is_flag=True, help="Build, but do not write `deckgen.lock`.")
@fresh_option
@click.option("--offline", is_flag=True, help="Fetch no pictures: those in the cache, else links.")
@strict_option
@with_console
def command(
    console: Console,
    paths: tuple[Path, ...],
    serve: bool,
    port: int | None,
    push: bool,
    **options: Any,
) -> Exit:
    """Build again whenever a source, a picture or a setting is saved, until Ctrl-C.

    Each build says in one line what became of it, and what was found.  A save that cannot be built
    ends nothing: the last package stays, and the next save is built.  `--serve` shows the cards in
    the browser, which follows every save; `--push` hands each new package to Anki.
    """
    options["output"] = options["output"] and options["output"].absolute()
    reached = {name: options.pop(name) for name in ("url", "key", "timeout")}
    anki = make_connection(**reached) if push else None
    watch = _Watch(tuple(path.absolute() for path in paths), Options(**options), console, anki)
    with until_ended():
        watch.run(serve=serve or port is not None, port=port)
    return Exit.OK


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """How to build."""

    output: Path | None
    frozen: bool
    fresh: bool
    offline: bool
    strict: bool


@dataclass(slots=True)
class _Watch:
    """A watch, and what it knows from the builds before."""

    paths: tuple[Path, ...]
    options: Options
    console: Console
    anki: AnkiConnect | None
    server: PreviewServer | None = None
    reads: tuple[Path, ...] = ()
    lock: str = ""
    unreachable: frozenset[str] = frozenset()
    waits_for_anki: bool = True
    is_shown: bool = False

    def run(self, *, serve: bool, port: int | None) -> None:
        """Build, then watch and build again; this ends by an interrupt alone."""
        from deckgen.cli.project import open_project
        from deckgen.watch import Watcher

        project = open_project(self.paths, self.console)
        self.reads = project.paths
        try:
            if serve:
                self.server = start_server(None, port)
                self.console.result(f"{self.server.address}\n")
                self.console.flush()
            watcher = Watcher(self._scope(project))
            for changed in watcher.changes():
                if not self._is_own(changed, project.root):
                    rebuilt = self._rebuild()
                    watcher.set_scope(self._scope(rebuilt or project))
        finally:
            if self.server:
                self.server.close()

    def _scope(self, project: Project) -> Scope:
        from deckgen.watch import Scope

        written = (self.options.output,) if self.options.output else ()
        whole = bool(project.config.path) or not self.paths
        return Scope(root=project.root, paths=project.paths, written=written, whole=whole)

    def _is_own(self, changed: Collection[Path], root: Path) -> bool:
        """Tell whether all that changed is the lock, and it is as the last build left it."""
        from deckgen.pipeline import LOCK

        if {path.name for path in changed} != {LOCK}:
            return False
        try:
            return (root / LOCK).read_bytes().decode() == self.lock
        except (OSError, ValueError):
            return False

    def _rebuild(self) -> Project | None:
        """Build once, whatever happens; return the project as it is now, if it can be opened."""
        from deckgen.cli.project import open_project

        given = self.console
        console = Console(quiet=given.quiet, verbose=given.verbose, color=given.color)
        project, problem = None, ""
        try:
            project = open_project(self.paths, console)
            problem = self._build(project, console)
        except Stop as stop:
            console.error(stop.message, stop.help)
            problem = stop.message
        except click.ClickException as error:
            console.error(problem := error.format_message())
        except OSError as error:
            console.error(problem := describe_failure(error), find_remedy(error))
        except Exception:  # noqa: BLE001  (a watch goes on, even after a bug)
            console.bug()
            problem = "this is a bug in deckgen"
        console.clear()
        self._warn(project, problem)
        console.flush()
        gc.collect()  # a watch lasts, and nothing else collects in this program
        return project

    def _build(self, project: Project, console: Console) -> str:
        """Build, show and push; return why there is no package, if there is none."""
        from deckgen.cli.build import summarize
        from deckgen.cli.compiling import refuse_nothing, show_verdict
        from deckgen.cli.project import count_without_card
        from deckgen.pipeline import Outcome

        self._refuse_loss(project)
        started = time.perf_counter()
        result = self._package(project, console)
        self.lock = result.compilation.lock_after or ""
        refuse_nothing(project, result.compilation, console)
        verdict = show_verdict(project, result.compilation, console)
        is_built = result.outcome in (Outcome.WRITTEN, Outcome.UNCHANGED)
        if not is_built:
            console.say(f"{_clock()}  not built; the package stays as it was")
        elif not console.quiet:
            untracked = wants_commit(project.root)
            tell_beginning(project, result.compilation, console, untracked=untracked)
            lost = count_without_card(verdict.diagnostics)
            line = summarize(result, console, lost).rstrip("\n")
            console.result(f"{_clock()}  {line} in {time.perf_counter() - started:.1f} s\n")
            console.flush()
        self._preview(result, verdict)
        if not is_built:
            return "there are errors, or the package cannot be written; see the terminal"
        self._push(result, console)
        return ""

    def _preview(self, result: BuildResult, verdict: Verdict) -> None:
        """Show the cards as they are now, also where they gave no package."""
        from deckgen.cli.preview import make_subject
        from deckgen.preview import make_site

        if self.server and result.compilation.plan:
            subject = make_subject(result.compilation, verdict.diagnostics, live=True)
            self._show(make_site(subject))

    def _warn(self, project: Project | None, problem: str) -> None:
        """Tell open pages of a problem; before the first build they have nothing else to show."""
        if self.server and problem:
            if not self.is_shown:
                from deckgen.preview import make_empty_site

                name = project.config.deck.name if project else ""
                self._show(make_empty_site(name or "deckgen"))
            self.server.warn(f"Not built: {problem}.")

    def _show(self, site: Site) -> None:
        if self.server:
            self.server.show(site)
            self.is_shown = True

    def _refuse_loss(self, project: Project) -> None:
        """Stop if the folder `source/` is gone: without it another one would be read."""
        lost = [path for path in self.reads if not path.exists()]
        if lost and not project.config.sources.paths:
            raise Stop(f"`{os.path.relpath(lost[0])}` is gone", code=Exit.EMPTY)
        self.reads = project.paths

    def _package(self, project: Project, console: Console) -> BuildResult:
        """Build; pictures that could not be fetched once are not tried again at every save."""
        from deckgen.cli.compiling import find_workshop, make_request
        from deckgen.media import State, web_address
        from deckgen.pipeline import build, compile_project

        # Threads of the server and new processes do not go together.
        workshop = find_workshop(1 if self.is_shown else 0)
        online = not self.options.offline
        if online and self.unreachable:
            seen = compile_project(make_request(project, console, workshop=workshop))
            wanted = {web_address(ref.target) for ref in seen.remote}
            missing = {one for one in wanted if seen.shelf.look(one).state is not State.HERE}
            online = not missing <= self.unreachable
        result = build(
            make_request(project, console, online=online, workshop=workshop),
            output=self.options.output,
            frozen=self.options.frozen,
            strict=self.options.strict,
            guard=refuse_lost_lock(
                project, fresh=self.options.fresh, previous=None, output=self.options.output
            ),
        )
        if online:
            self.unreachable = frozenset(result.compilation.shelf.failed)
        return result

    def _push(self, result: BuildResult, console: Console) -> None:
        """Hand the package to Anki if it is new, or did not get there the last time."""
        from deckgen.pipeline import Outcome

        if not self.anki or not (self.waits_for_anki or result.outcome is Outcome.WRITTEN):
            return
        self.waits_for_anki = True
        try:
            pushed = push_package(self.anki, result.output)
        except Stop as stop:
            console.error(stop.message, stop.help)
            return
        self.waits_for_anki = False
        if not console.quiet:
            console.result(f"{_clock()}  {console.arrow} Anki: {describe_pushed(pushed)}\n")


def _clock() -> str:
    return time.strftime("%H:%M:%S")
