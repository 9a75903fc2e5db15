"""Options that several commands share."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from deckgen.cli.console import Console

Function = Callable[..., Any]


def with_console(function: Function) -> Function:
    """Add ``-q``, ``-v`` and ``--color``; the command gets a ``Console`` as first argument."""

    @click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
    @click.option("-v", "--verbose", is_flag=True, help="Print more.")
    @click.option(
        "--color",
        type=click.Choice(["auto", "always", "never"]),
        default="auto",
        show_default=True,
        help="Colour the output; `auto` looks at the terminal and at NO_COLOR.",
    )
    @functools.wraps(function)
    def wrapper(*, quiet: bool, verbose: bool, color: str, **options: Any) -> Any:
        console = Console(quiet=quiet, verbose=verbose, color=color)
        try:
            return function(console, **options)
        finally:
            console.clear()

    return wrapper


paths_argument = click.argument(
    "paths",
    nargs=-1,
    metavar="[PATH]...",
    type=click.Path(exists=True, path_type=Path),
)
"""Files and folders to read."""

strict_option = click.option("--strict", is_flag=True, help="Take warnings for errors.")
