"""Run the pipeline for a command."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from pathlib import Path

from deckgen.cli.caching import find_caches
from deckgen.cli.console import Console
from deckgen.cli.exits import Exit, Stop
from deckgen.cli.project import Project, make_lookup, show_findings
from deckgen.composing import Workshop
from deckgen.config import judge
from deckgen.diagnostics import Severity, Verdict
from deckgen.identity import Lock
from deckgen.media import Access
from deckgen.pipeline import Compilation, Request, compile_project


def make_request(
    project: Project,
    console: Console,
    *,
    online: bool = False,
    previous: Lock | None = None,
    workshop: Workshop | None = None,
) -> Request:
    """The request for the pipeline.

    ``online``: pictures may be fetched from the web; ``previous``: what a package remembers;
    ``workshop``: what may be used, by default all processors and the cache.
    """
    return Request(
        root=project.root,
        paths=project.paths,
        config=project.config,
        now=project.now,
        complete=project.complete,
        progress=console.progress,
        access=Access(cache=find_cache(), online=online, clock=time.monotonic),
        workshop=workshop or find_workshop(),
        previous=previous,
    )


def find_workshop(jobs: int = 0, *, cached: bool = True) -> Workshop:
    """What a run may use: ``jobs`` processes (0: one for each processor), and the cache."""
    caches = find_caches() if cached and not os.environ.get("DECKGEN_NO_CACHE") else None
    return Workshop(cache=caches / "composed" if caches else None, jobs=jobs or count_processors())


def count_processors() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def find_cache() -> Path | None:
    """The folder for pictures that were fetched or scaled, shared by all projects of the user."""
    caches = find_caches()
    return caches / "media" if caches else None


def compile_for(project: Project, console: Console, *, online: bool = False) -> Compilation:
    """Read and compile the project; ``online``: pictures may be fetched from the web.

    Raises:
        Stop: there is nothing to read, or it gives no card (exit code 3).
    """
    compilation = compile_project(make_request(project, console, online=online))
    refuse_nothing(project, compilation, console)
    return compilation


def refuse_nothing(project: Project, compilation: Compilation, console: Console) -> None:
    """End the command if there is no source or no note: an empty deck helps nobody.

    Raises:
        Stop: with exit code 3; the findings, which tell why, are printed.
    """
    if compilation.sources and (compilation.plan is None or compilation.plan.notes):
        return
    show_verdict(project, compilation, console)
    places = ", ".join(f"`{path}`" for path in project.paths)
    if not compilation.sources:
        help = "name files or folders that hold `.md` files"
        raise Stop(f"no Markdown file in {places}", help, Exit.EMPTY)
    raise Stop(
        f"no question with an answer in {places}",
        "write a question as a heading, and its answer below it;"
        " `deckgen explain FILE` shows how a file was read" + _advise(project, compilation),
        Exit.EMPTY,
    )


def _advise(project: Project, compilation: Compilation) -> str:
    """The comment that makes headings ask, for the file and level where most of them would.

    It is tried before it is advised, so that following it always gives cards.
    """
    from deckgen.config import reading_for
    from deckgen.dialects import find_questions
    from deckgen.markdown import parse
    from deckgen.model import BlockKind

    best, advice = 0, ""
    for source in compilation.sources:
        document = parse(source)[0]
        levels = {one.level for one in document.blocks if one.kind is BlockKind.HEADING}
        for level in sorted(levels):
            name = f"h{level}"
            settings = replace(reading_for(project.config, source.path), question=(name,))
            questions, _ = find_questions(document, settings)
            count = sum(one.dialect == "heading" for one in questions)
            if count > best:
                headings = "1 heading asks" if count == 1 else f"{count:,} headings ask"
                comment = f"`<!-- deckgen: question={name} -->`"
                best, advice = count, f"; with {comment} in `{source.path}` {headings}"
    return advice


def show_verdict(
    project: Project, compilation: Compilation, console: Console, *, errors_only: bool = False
) -> Verdict:
    """Print the findings of a compilation as the settings want them."""
    verdict = judge(
        (*project.diagnostics, *compilation.diagnostics),
        compilation.sources,
        project.config,
        complete=project.complete,
    )
    shown = verdict.diagnostics
    if errors_only:
        shown = tuple(one for one in shown if one.severity is Severity.ERROR)
    lookup = make_lookup(project.root, compilation.sources)
    show_findings(shown, console, lookup, verdict.suppressed)
    return verdict
