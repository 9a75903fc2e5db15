"""``deckgen push``: the package into a running Anki."""

from __future__ import annotations

import os
from pathlib import Path

import click

from deckgen.cli.anki import anki_options, describe_pushed, make_connection, push_package
from deckgen.cli.console import Console
from deckgen.cli.exits import Exit, Stop
from deckgen.cli.options import with_console


@click.command("push")
@click.argument(
    "package",
    metavar="[APKG]",
    required=False,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
)
@anki_options
@with_console
def command(console: Console, package: Path | None, url: str, key: str, timeout: float) -> Exit:
    """Hand the package to a running Anki, through the add-on AnkiConnect.

    APKG is by default the one that the last `deckgen build` wrote.  Anki must run on this machine,
    with the add-on AnkiConnect (code 2055492159): Anki itself reads the file.  Notes keep their
    learning history, as with *File → Import*.
    """
    package = package or _find_package()
    pushed = push_package(make_connection(url, key, timeout), package)
    if not console.quiet:
        console.result(
            f"{os.path.relpath(package)} {console.arrow} Anki: {describe_pushed(pushed)}\n"
        )
    return Exit.OK


def _find_package() -> Path:
    """The package that the last build wrote: named in the lock, else the only one in ``build/``.

    Raises:
        Stop: there is none.
    """
    from deckgen.config import find_root
    from deckgen.identity import read_lock
    from deckgen.identity.words import slug
    from deckgen.pipeline import BUILD, LOCK

    root = find_root(Path.cwd())
    folder = root / BUILD
    try:
        lock, _ = read_lock((root / LOCK).read_text(encoding="utf-8"), LOCK)
    except (OSError, ValueError):
        lock = None
    project = lock.project if lock else None
    found = [folder / f"{slug(project.name) or 'deck'}.apkg"] if project else []
    found = [path for path in found if path.exists()] or sorted(folder.glob("*.apkg"))
    if len(found) == 1:
        return found[0]
    missing = "several packages" if found else "no package"
    help = "name the package, or run `deckgen build` first"
    raise Stop(f"{missing} in `{os.path.relpath(folder)}`", help)
