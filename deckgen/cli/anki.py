"""Options for a running Anki, and what is said of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deckgen.cli.exits import Exit, Stop
from deckgen.cli.options import Function

if TYPE_CHECKING:
    from deckgen.anki.connect import AnkiConnect, Pushed

URL = "http://127.0.0.1:8765"
"""Where AnkiConnect listens if nothing else is set in its configuration."""


def anki_options(function: Function) -> Function:
    """Add ``--url``, ``--key`` and ``--timeout``; ``make_connection`` takes them."""
    options = (
        click.option(
            "--url",
            metavar="URL",
            default=URL,
            show_default=True,
            envvar="DECKGEN_ANKI_URL",
            show_envvar=True,
            help="Where AnkiConnect listens.",
        ),
        click.option(
            "--key",
            metavar="KEY",
            default="",
            envvar="DECKGEN_ANKI_KEY",
            show_envvar=True,
            help="The `apiKey` of AnkiConnect's configuration, if it has one.",
        ),
        click.option(
            "--timeout",
            metavar="SECONDS",
            type=click.FloatRange(min=0.1, max=3600),
            default=120,
            show_default=True,
            help="How long to wait for an answer of Anki.",
        ),
    )
    for option in reversed(options):
        function = option(function)
    return function


def make_connection(url: str, key: str, timeout: float) -> AnkiConnect:
    """The Anki that the options of ``anki_options`` name."""
    from deckgen.anki.connect import AnkiConnect

    return AnkiConnect(url=url, key=key, patience=timeout)


def push_package(anki: AnkiConnect, package: Path) -> Pushed:
    """Hand a package to Anki.

    Raises:
        Stop: it is no package (exit code 1), or Anki does not take it (exit code 2).
    """
    from deckgen.anki.connect import AnkiError
    from deckgen.package import read_package

    contents, found = read_package(package)
    if contents is None:
        reason = f": {found[0].message}" if found else ""
        raise Stop(f"`{package}` is no Anki package{reason}", code=Exit.FINDINGS)
    try:
        return anki.push(package, [one.id for one in contents.note_types])
    except AnkiError as error:
        raise Stop(error.message, error.help) from None


def describe_pushed(pushed: Pushed) -> str:
    """``3 new, 2 updated, 214 as they were``."""
    counts: dict[str, Any] = {
        "new": pushed.new,
        "updated": pushed.updated,
        "as they were": pushed.same,
    }
    return ", ".join(f"{count:,} {what}" for what, count in counts.items() if count) or "no change"
