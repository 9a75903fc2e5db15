"""The command ``deckgen``: finds the sub-command, and turns what went wrong into a message."""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Sequence
from typing import NoReturn

import click

from deckgen import __version__
from deckgen.cli.console import Console, prepare_streams
from deckgen.cli.exits import Exit, Stop
from deckgen.cli.failures import describe_failure, find_remedy

COMMANDS = {
    "build": "Build the deck from Q&A Markdown.",
    "check": "Report what is wrong or doubtful, without building.",
    "list": "List the notes, one row for each.",
    "media": "List, refresh or prune the pictures of the deck.",
    "diff": "Tell what is different, question by question, and what learners will see.",
    "ids": "Show the id of each question, or write ids into the Markdown.",
    "preview": "Show every card in the browser: front and back, light and dark, phone.",
    "watch": "Build again whenever a source, a picture or a setting is saved, until Ctrl-C.",
    "push": "Hand the package to a running Anki, through the add-on AnkiConnect.",
    "explain": "Explain how a file was read, or what a finding means.",
    "verify": "Import packages into a fresh, real Anki collection and check every card.",
    "release": "Make the files of a release: package, manifest, list of changes, checksums.",
    "init": "Start a project: settings, a sample, and the page that tells learners how to update.",
}
"""Name and first help line; a command's module is imported only when the command is used."""


class LazyGroup(click.Group):
    """A group that imports a command when it is used, not to list it."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  (click's signature)
        """The names, in the order of ``COMMANDS``."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Import the command's module; it holds the command as ``command``."""
        if cmd_name not in COMMANDS:
            return None
        command = importlib.import_module(f"deckgen.cli.{cmd_name}").command
        return command if isinstance(command, click.Command) else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(
    cls=LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 ok, 1 findings, 2 usage or configuration, 3 nothing to read or no card.",
)
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Turn Q&A Markdown into an Anki deck that can be regenerated after every edit."""


def main(argv: Sequence[str] | None = None) -> NoReturn:
    """Run the command line and exit."""
    # All that is read lives until the end, so looking for cycles again and again finds none and
    # takes a third of the time of a large build.
    gc.disable()
    sys.exit(run(argv))


def run(argv: Sequence[str] | None = None) -> int:
    """Run the command line and return the exit code; nothing escapes as a traceback but bugs."""
    prepare_streams()
    console = Console()
    code = _run(argv, console)
    try:
        console.flush()
    except Stop as stop:
        console.error(stop.message, stop.help)
        return stop.code
    return code


def _run(argv: Sequence[str] | None, console: Console) -> int:
    try:
        result = cli.main(
            None if argv is None else list(argv), prog_name="deckgen", standalone_mode=False
        )
        return int(result or Exit.OK)
    except Stop as stop:
        console.error(stop.message, stop.help)
        return stop.code
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.ClickException as error:
        error.show()
        return Exit.USAGE
    except (click.Abort, KeyboardInterrupt):
        console.error("interrupted")
        return 130
    except OSError as error:
        console.error(describe_failure(error), find_remedy(error))
        return Exit.USAGE
    except Exception:  # noqa: BLE001  (the last resort: a bug must not look like a finding)
        console.bug()
        return Exit.USAGE
