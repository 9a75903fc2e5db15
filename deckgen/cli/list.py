"""``deckgen list``: one row for each note."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Iterable, Sequence
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
_ENDS = {ord(end): f"\\u{ord(end):04x}" for end in "\x85\u2028\u2029"}
"""Line ends to some programs, though not to JSON: escaped, so that a row is a line to all."""


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
    notes = compilation.plan.notes
    match format:
        case "jsonl":
            console.result(_render_jsonl(map(make_row, notes)))
        case "csv":
            console.result(_render_csv(map(make_row, notes)))
        case _:
            console.result(_render_table(notes))
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
    lines = (json.dumps(row, ensure_ascii=not utf8).translate(_ENDS) for row in rows)
    return "".join(f"{line}\n" for line in lines)


def _render_csv(rows: Iterable[dict[str, Any]]) -> str:
    out = io.StringIO()
    writer = csv.DictWriter(out, KEYS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({**row, "tags": " ".join(row["tags"])} for row in rows)
    return out.getvalue()


def _render_table(notes: Sequence[IdentifiedNote]) -> str:
    """Place, kind, number of cards and question, cut to the terminal (100 columns elsewhere).

    A note below a question is told by what it is about: the row, the item.
    """
    from deckgen.cli.fitting import fit, pad, terminal_width, width_of
    from deckgen.diagnostics.excerpt import show_safely

    spans = [note.note.span for note in notes]
    places = [show_safely(f"{span.path}:{span.line}") for span in spans]
    width = max(map(width_of, places), default=0)
    room = max(terminal_width() - width - 14, 20)
    lines = []
    for place, note in zip(places, notes, strict=True):
        label = note.note.role.partition(":")[2]
        text = fit(note.note.question, room) if not label else "  " + fit(label, room - 2)
        lines.append(f"{pad(place, width)}  {note.kind:<5} {len(note.cards):>3}  {text}\n")
    return "".join(lines)
