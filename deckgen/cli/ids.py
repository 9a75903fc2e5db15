"""``deckgen ids``: which note each question is, and ids in the Markdown for those who want them."""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.console import Console
from deckgen.cli.exits import Exit, Stop
from deckgen.cli.options import paths_argument, with_console

if TYPE_CHECKING:
    from deckgen.cli.pinning import Pinned
    from deckgen.cli.project import Project
    from deckgen.identity import Pin
    from deckgen.pipeline import Compilation


@click.command("ids")
@paths_argument
@click.option("--write", is_flag=True, help="Write ids into the Markdown, and nothing else.")
@with_console
def command(console: Console, paths: tuple[Path, ...], write: bool) -> Exit:
    """Show the id of each question, or write ids into the Markdown.

    PATH is a file or a folder; by default `source/`, else the current folder.  A row has the place,
    the note's id in Anki (search `ID:…` in its browser), the id in the Markdown if there is one,
    and the question.

    Nobody needs ids in the Markdown: `deckgen.lock` remembers.  Written as comments (`<!-- id: …
    -->`), they hold a question to its note through any rewrite, even without the lock.  All else in
    the files stays to the byte.
    """
    from deckgen.cli.compiling import compile_for, show_verdict
    from deckgen.cli.project import exit_code, open_project
    from deckgen.identity import propose_pins

    project = open_project(paths, console)
    compilation = compile_for(project, console)
    verdict = show_verdict(project, compilation, console, errors_only=True)
    if compilation.plan is None:
        raise Stop("the questions have no ids without the lock", code=Exit.FINDINGS)
    code = exit_code(verdict.diagnostics)
    if not write:
        console.result(_render(compilation))
        return code
    if code is not Exit.OK:
        raise Stop("nothing was written", "put the findings above right", Exit.FINDINGS)
    return _write(
        project, compilation, propose_pins(compilation.compositions, compilation.plan), console
    )


def _render(compilation: Compilation) -> str:
    """A row for each question, in the order of the files."""
    from deckgen.cli.fitting import fit, pad, terminal_width, width_of
    from deckgen.diagnostics.excerpt import show_safely

    guids = {id(one.note): one.guid for one in compilation.plan.notes} if compilation.plan else {}
    rows = [
        (
            show_safely(f"{one.question.prompt_span.path}:{one.question.prompt_span.line}"),
            guids.get(id(one.overview), ""),
            show_safely(one.question.explicit_id or "-"),
            one.question.text,
        )
        for one in compilation.compositions
    ]
    widths = [max((width_of(row[at]) for row in rows), default=0) for at in range(3)]
    room = terminal_width() if sys.stdout.isatty() else 10_000
    room = max(room - sum(widths) - 6, 20)
    return "".join(
        "  ".join([*map(pad, row[:3], widths), fit(row[3], room)]).rstrip() + "\n" for row in rows
    )


def _write(
    project: Project, compilation: Compilation, pins: tuple[Pin, ...], console: Console
) -> Exit:
    """Write the pins of all files, or none if one file cannot be written."""
    from contextlib import ExitStack

    from deckgen.diagnostics.render import count_things
    from deckgen.package import stage

    pinned = _pin(project, compilation, pins)
    with ExitStack() as stack:
        staged = [
            stack.enter_context(stage(one.source.location, one.content))
            for one in pinned
            if one.written
        ]
        for file in staged:
            file.commit()
    _tell_refused(compilation, pinned, console)
    had = sum(bool(one.question.explicit_id) for one in compilation.compositions)
    count = sum(len(one.written) for one in pinned)
    refused = sum(len(one.refused) for one in pinned)
    if not console.quiet:
        said = f"{count_things(count, 'id')} written into {count_things(len(staged), 'file')}"
        if had:
            said += f", {count_things(had, 'question')} had one"
        if refused:
            said += f", {refused:,} left to `deckgen.lock`"
        console.result(said + "\n")
    return Exit.OK


def _pin(project: Project, compilation: Compilation, pins: tuple[Pin, ...]) -> list[Pinned]:
    from dataclasses import asdict

    from deckgen.cli.pinning import pin_file
    from deckgen.config import reading_for
    from deckgen.dialects import ReadingSettings

    of_file: dict[str, list[Pin]] = defaultdict(list)
    for pin in pins:
        of_file[pin.path].append(pin)
    return [
        pin_file(
            source,
            of_file[source.path],
            ReadingSettings(**asdict(reading_for(project.config, source.path))),
        )
        for source in compilation.sources
        if of_file[source.path]
    ]


def _tell_refused(compilation: Compilation, pinned: list[Pinned], console: Console) -> None:
    """Name the questions whose form has no place for an id."""
    spans = [one.question.prompt_span for one in compilation.compositions]
    texts = {
        (span.path, span.end_line, span.end_col): one.question.text
        for span, one in zip(spans, compilation.compositions, strict=True)
    }
    for one in pinned:
        for pin in one.refused:
            text = texts.get((pin.path, pin.line, pin.col), "")
            console.say(
                f"{pin.path}:{pin.line}: no place for an id that would change nothing: {text}"
            )
