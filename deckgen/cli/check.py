"""``deckgen check``: findings only, nothing is written."""

from __future__ import annotations

import sys
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.console import Console, wants_color
from deckgen.cli.exits import Exit
from deckgen.cli.options import paths_argument, strict_option, with_console

if TYPE_CHECKING:
    from deckgen.diagnostics import Verdict
    from deckgen.diagnostics.render import Lookup

_MANY = 10
"""Findings from which on they are also counted by code."""
FORMATS = ("full", "concise", "json", "github", "sarif")


@click.command("check")
@paths_argument
@strict_option
@click.option("--select", multiple=True, metavar="CODE", help="Show only this code or range.")
@click.option("--ignore", multiple=True, metavar="CODE", help="Do not show this code or range.")
@click.option(
    "--format",
    "format",
    type=click.Choice(FORMATS),
    default="full",
    show_default=True,
    help="How findings are printed; `json` and `sarif` are for programs.",
)
@with_console
def command(
    console: Console,
    paths: tuple[Path, ...],
    strict: bool,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    format: str,
) -> Exit:
    """Report what is wrong or doubtful, without building.

    PATH is a file or a folder; by default `source/`, else the current folder.  CODE is a code such
    as DG305 or a range such as DG3; several may be given, also with commas.  Errors are always
    shown.
    """
    from deckgen.cli.compiling import compile_for
    from deckgen.cli.project import (
        count_without_card,
        exit_code,
        locate_project,
        make_lookup,
        refuse_configuration,
    )
    from deckgen.config import judge
    from deckgen.diagnostics import Verdict
    from deckgen.diagnostics.render import count_things, summarize

    select, ignore = read_codes(select), read_codes(ignore)
    project = locate_project(paths, console)
    if project.broken:
        verdict = Verdict(diagnostics=project.diagnostics)
        _print(verdict, format, make_lookup(project.root, ()), console)
        raise refuse_configuration(project)
    compilation = compile_for(project, console)
    verdict = judge(
        (*project.diagnostics, *compilation.diagnostics),
        compilation.sources,
        project.config,
        select=select,
        ignore=ignore,
        complete=project.complete,
    )
    _print(verdict, format, make_lookup(project.root, compilation.sources), console)
    if not console.quiet:
        found = summarize(verdict.diagnostics, verdict.suppressed)
        files = count_things(len(compilation.sources), "file")
        made = sum(len(one.notes) for one in compilation.compositions)
        if len(verdict.diagnostics) > _MANY:
            console.say(_count_codes(verdict))
        lost = count_without_card(verdict.diagnostics)
        console.say(f"{found} in {files}; {count_things(made, 'note')} for Anki{lost}")
    return exit_code(verdict.diagnostics, strict=strict)


def _count_codes(verdict: Verdict) -> str:
    """How many findings there are of each code, the most frequent first."""
    from deckgen.cli.fitting import fit, terminal_width
    from deckgen.diagnostics import CODES

    counts = Counter(one.code for one in verdict.diagnostics)
    width = len(f"{max(counts.values()):,}")
    room = terminal_width() - width - 1
    return "".join(
        f"{count:>{width},} {fit(f'{code} {CODES[code].summary}', room)}\n"
        for code, count in counts.most_common()
    )


def read_codes(given: tuple[str, ...]) -> tuple[str, ...]:
    """The codes of an option, which may hold several with commas.

    Raises:
        click.UsageError: no code is or begins so.
    """
    from deckgen.diagnostics import unknown_code
    from deckgen.model import Span

    codes = tuple(code.strip().upper() for one in given for code in one.split(","))
    for code in codes:
        if unknown_code(code, Span("")):
            raise click.UsageError(f"there is no code `{code}`; `deckgen explain` lists them all")
    return codes


def _print(verdict: Verdict, format: str, lookup: Lookup, console: Console) -> None:
    from deckgen.cli.project import on_github
    from deckgen.diagnostics.render import render_github

    console.result(_render(verdict, format, lookup, console))
    if on_github() and format in ("full", "concise"):
        console.say(render_github(verdict.diagnostics))


def _render(verdict: Verdict, format: str, lookup: Lookup, console: Console) -> str:
    from deckgen import __version__
    from deckgen.diagnostics import machine, render

    found = verdict.diagnostics
    color = wants_color(console.color, sys.stdout)
    match format:
        case "json":
            return machine.render_json(found, verdict.suppressed)
        case "sarif":
            return machine.render_sarif(found, __version__)
        case "github":
            return render.render_github(found)
        case "concise":
            return render.render_concise(found, color=color)
        case _:
            full = render.render_full(found, lookup, color=color)
            return full + "\n" if full else ""
