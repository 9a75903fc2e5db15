"""``deckgen list``: one row for each note."""

from __future__ import annotations

import csv
import io
import json
import shutil
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deckgen.cli.console import Console
from deckgen.cli.exits import Exit, Stop
from deckgen.cli.options import paths_argument, with_console

if TYPE_CHECKING:
    from deckgen.model import IdentifiedNote

KEYS = (
    "path",
    "line",
    "end_line",
    "question",
    "answer",
    "kind",
    "dialect",
    "deck",
    "tags",
    "guid",
    "cards",
)
"""The keys of a row; stable, since programs read them."""


@click.command("list")
@paths_argument
@click.option(
    "--format",
    "format",
    type=click.Choice(["table", "jsonl", "csv"]),
    default="table",
    show_default=True,
    help="`jsonl` is one JSON object for each note, `csv` has a header line.",
)
@with_console
def command(console: Console, paths: tuple[Path, ...], format: str) -> Exit:
    """List the notes, one row for each.

    Rows are in the order of the deck.  PATH is a file or a folder; by default `source/`, else the
    current folder.
    """
    from deckgen.cli.compiling import compile_for, show_verdict
    from deckgen.cli.project import exit_code, open_project

    project = open_project(paths, console)
    compilation = compile_for(project, console)
    if compilation.plan is None:
        show_verdict(project, compilation, console)
        raise Stop("the notes have no identity without the lock", code=Exit.FINDINGS)
    rows = [make_row(note) for note in compilation.plan.notes]
    match format:
        case "jsonl":
            console.result(_render_jsonl(rows))
        case "csv":
            console.result(_render_csv(rows))
        case _:
            console.result(_render_table(rows))
    verdict = show_verdict(project, compilation, console, errors_only=True)
    return exit_code(verdict.diagnostics)


def make_row(note: IdentifiedNote) -> dict[str, Any]:
    """The row of a note: ``cards`` is the number of its cards, texts are plain."""
    span = note.note.span
    return {
        "path": span.path,
        "line": span.line,
        "end_line": span.end_line,
        "question": note.note.question,
        "answer": note.note.answer,
        "kind": note.kind.value,
        "dialect": note.dialect,
        "deck": note.deck,
        "tags": list(note.tags),
        "guid": note.guid,
        "cards": len(note.cards),
    }


def _render_jsonl(rows: Iterable[dict[str, Any]]) -> str:
    utf8 = (sys.stdout.encoding or "").lower().replace("-", "") == "utf8"
    return "".join(json.dumps(row, ensure_ascii=not utf8) + "\n" for row in rows)


def _render_csv(rows: Iterable[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, KEYS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "tags": " ".join(row["tags"])} for row in rows)
    return out.getvalue()


def _render_table(rows: list[dict[str, Any]]) -> str:
    """Place, kind, number of cards and question, cut to the terminal (100 columns elsewhere)."""
    from deckgen.diagnostics.excerpt import char_width, show_safely

    places = [show_safely(f"{row['path']}:{row['line']}") for row in rows]
    width = max(map(len, places), default=0)
    room = shutil.get_terminal_size((100, 24)).columns - width - 14
    lines = []
    for place, row in zip(places, rows, strict=True):
        used, shown = 0, ""
        for char in show_safely(" ".join(row["question"].split())):
            used += char_width(char)
            if used > max(room, 20):
                shown += "…"
                break
            shown += char
        lines.append(f"{place:<{width}}  {row['kind']:<5} {row['cards']:>3}  {shown}\n")
    return "".join(lines)
