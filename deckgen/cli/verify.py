"""``deckgen verify``: packages into the real Anki."""

from __future__ import annotations

from pathlib import Path

import click

from deckgen.cli.console import Console
from deckgen.cli.exits import Exit, Stop
from deckgen.cli.options import with_console


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

    Several packages are imported in order, which shows what an update does.  Needs the real Anki:
    `pip install "deckgen[anki]"`.
    """
    try:
        import anki  # noqa: F401  (whether it is there)
    except ModuleNotFoundError:
        help = 'install it: `pip install "deckgen[anki]"`'
        raise Stop("`verify` needs the real Anki, which is not installed", help) from None
    from deckgen.anki import verify

    report = verify(packages)
    console.result(str(report))
    return Exit.OK
