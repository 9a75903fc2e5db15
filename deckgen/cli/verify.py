"""``deckgen verify``: packages into the real Anki."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.console import Console
from deckgen.cli.exits import Exit, Stop
from deckgen.cli.options import with_console

if TYPE_CHECKING:
    from deckgen.anki import Imported, Kept


@click.command("verify")
@click.argument(
    "packages",
    nargs=-1,
    required=True,
    metavar="APKG...",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@with_console
def command(console: Console, packages: tuple[Path, ...]) -> Exit:
    """Import packages into a fresh, real Anki collection and check every card.

    Several packages are imported in order, with reviews in between, which shows what an update does
    to a learner. Needs the real Anki in the same environment: `pip install anki`.
    """
    from deckgen.anki import verify
    from deckgen.cli.project import exit_code, show_findings

    report = verify(packages, console.detail)
    if not report.anki:
        help = "install the package `anki` beside deckgen: `pip install anki`"
        raise Stop("`verify` needs the real Anki, which is not installed", help)
    if not console.quiet:
        console.result(f"Anki {report.anki}\n")
        for imported in report.imports:
            console.result(describe_import(imported, imported.package))
        if report.again:
            console.result(describe_import(report.again, "the same again"))
    show_findings(report.diagnostics, console, lambda _: None)
    code = exit_code(report.diagnostics)
    if code is Exit.OK and not console.quiet:
        console.result("every card rendered; database and media checks are silent\n")
    return code


def describe_import(imported: Imported, name: str) -> str:
    """``deck.apkg: 61 notes, 140 cards; 61 new``, and what became of a learner's work."""
    counts = {
        "new": imported.new,
        "updated": imported.updated,
        "already there": imported.duplicate,
        "in conflict": imported.conflicting,
    }
    said = ", ".join(f"{count:,} {what}" for what, count in counts.items() if count)
    lines = [f"{name}: {said or 'nothing'}; now {imported.notes:,} notes, {imported.cards:,} cards"]
    if imported.kept:
        lines.append(_describe_kept(imported.kept))
    if imported.leftover_media:
        lines.append(f"  {imported.leftover_media:,} media files are used no more")
    return "\n".join(lines) + "\n"


def _describe_kept(kept: Kept) -> str:
    from deckgen.diagnostics.render import count_things

    reviews = "kept" if kept.reviews_unchanged else "CHANGED"
    text = (
        f"  history kept on {kept.unchanged:,} of {kept.cards:,} cards, "
        f"{kept.reviews:,} reviews {reviews}"
    )
    if kept.tags_replaced:
        text += f", tags replaced on {count_things(kept.tags_replaced, 'updated note')}"
    return text
