"""The command line: the only place that prints, and that reads the clock or the environment."""

from deckgen.cli.entry import cli, main

__all__ = ["cli", "main"]
