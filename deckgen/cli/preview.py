"""``deckgen preview``: every card in the browser."""

from __future__ import annotations

import os
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.console import Console
from deckgen.cli.exits import Exit, Stop
from deckgen.cli.options import paths_argument, with_console
from deckgen.cli.serving import serve_options, start_server, until_ended

if TYPE_CHECKING:
    from collections.abc import Sequence

    from deckgen.diagnostics import Diagnostic
    from deckgen.pipeline import Compilation
    from deckgen.preview import Site, Subject

FOLDER = "preview"
"""The folder in ``build/`` that the preview is written to if no other is named."""


@click.command("preview")
@paths_argument
@click.option(
    "--out",
    metavar="DIR",
    type=click.Path(file_okay=False, path_type=Path),
    help="The folder for the pages; by default `build/preview`.",
)
@serve_options
@click.option("--offline", is_flag=True, help="Fetch no pictures: those in the cache, else links.")
@with_console
def command(
    console: Console,
    paths: tuple[Path, ...],
    out: Path | None,
    serve: bool,
    port: int | None,
    offline: bool,
) -> Exit:
    """Show every card in the browser: front and back, light and dark, phone.

    Writes a page to open, which needs no network, or serves it with `--serve`.  Cards look as in
    Anki: its templates, its grammar of clozes, the style sheet of the note type; findings stand
    beside the cards that they concern.  Neither the package nor `deckgen.lock` is touched.
    """
    from deckgen.cli.compiling import compile_for, show_verdict
    from deckgen.cli.project import exit_code, open_project
    from deckgen.pipeline import BUILD
    from deckgen.preview import make_site

    serve = serve or port is not None
    if serve and out:
        raise click.UsageError("`--out` writes files, `--serve` and `--port` write none")
    project = open_project(paths, console)
    compilation = compile_for(project, console, online=not offline)
    verdict = show_verdict(project, compilation, console)
    site = make_site(make_subject(compilation, verdict.diagnostics, live=serve))
    if serve:
        _serve(site, port, console)
        return Exit.OK
    page = _write(site, out or project.root / BUILD / FOLDER)
    console.result(f"{os.path.relpath(page)}\n")
    return exit_code(verdict.diagnostics)


def _write(site: Site, folder: Path) -> Path:
    from deckgen.preview import FolderTakenError, write_site

    try:
        return write_site(site, folder)
    except FolderTakenError:
        help = "name a new folder, or an empty one"
        raise Stop(f"`{os.path.relpath(folder)}` holds files, and no preview", help) from None


def _serve(site: Site, port: int | None, console: Console) -> None:
    with until_ended(), start_server(site, port) as server:
        console.result(f"{server.address}\n")
        console.flush()
        if not console.quiet:
            console.say("serving this preview until Ctrl-C")
        while True:
            time.sleep(3600)


def make_subject(
    compilation: Compilation, diagnostics: Sequence[Diagnostic], *, live: bool = False
) -> Subject:
    """What is previewed of a compilation.

    Raises:
        Stop: the lock cannot be read, so that no note has an identity (exit code 1).
    """
    from deckgen.preview import Subject

    if compilation.plan is None:
        raise Stop("the notes have no identity without the lock", code=Exit.FINDINGS)
    return Subject(
        plan=compilation.plan, sources=compilation.sources, diagnostics=diagnostics, live=live
    )
