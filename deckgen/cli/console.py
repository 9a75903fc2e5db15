"""Writing to the terminal: results on stdout, everything else on stderr."""

from __future__ import annotations

import io
import os
import sys
import time
from typing import TextIO

from deckgen.cli.exits import Stop

_DELAY = 1.0
"""Seconds of work before a progress bar appears."""
_PAUSE = 0.1
_BAR = 24


def prepare_streams() -> None:
    """Let no character of any script stop the output, whatever the locale can encode."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


def wants_color(choice: str, stream: TextIO) -> bool:
    """Whether to colour: the option first, then ``NO_COLOR``, ``FORCE_COLOR`` and the terminal."""
    if choice != "auto":
        return choice == "always"
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return stream.isatty() and os.environ.get("TERM") != "dumb"


def refuse_output(error: OSError) -> Stop:
    """What is said when the output cannot be written."""
    help = "free some space, or send the output to another place"
    return Stop(f"the output cannot be written: {error.strerror}", help)


class Console:
    """What a command prints with.

    ``quiet`` leaves errors only, ``verbose`` adds what is usually of no interest; ``said`` are the
    lines that went to stderr.
    """

    def __init__(self, *, quiet: bool = False, verbose: bool = False, color: str = "auto") -> None:
        self.quiet = quiet
        self.verbose = verbose and not quiet
        self.color = color
        self.said: list[str] = []
        self._progress = Progress(enabled=not quiet)

    def result(self, text: str) -> None:
        """Write a result, as it is."""
        self._write(sys.stdout, text)

    def say(self, text: str) -> None:
        """Write a line to stderr."""
        line = text.rstrip("\n") + "\n"
        self.said.append(line)
        self._write(sys.stderr, line)

    def detail(self, text: str) -> None:
        """Write a line to stderr if it was asked for."""
        if self.verbose:
            self.say(text)

    def error(self, message: str, help: str = "") -> None:
        """Write what went wrong, and what to do."""
        from deckgen.diagnostics.excerpt import show_safely  # not needed to print help

        self.say(self.paint("error", "1;31") + f": {show_safely(message)}")
        if help:
            self.say(f"  help: {show_safely(help)}")

    def bug(self) -> None:
        """Write what somebody who mends deckgen needs to know of the exception at hand."""
        import traceback

        self.say(traceback.format_exc())
        self.error("this is a bug in deckgen", "please report it with the lines above")

    def paint(self, text: str, codes: str) -> str:
        """Colour a text for stderr."""
        return f"\x1b[{codes}m{text}\x1b[0m" if wants_color(self.color, sys.stderr) else text

    @property
    def arrow(self) -> str:
        """An arrow that stdout can encode."""
        try:
            "→".encode(sys.stdout.encoding or "ascii")
        except (UnicodeEncodeError, LookupError):
            return "->"
        return "→"

    def progress(self, stage: str, done: int, total: int) -> None:
        """Show how far the work is, on a terminal, once it has taken a second."""
        self._progress.show(stage, done, total)

    def clear(self) -> None:
        """Remove the progress bar, whatever else comes."""
        self._progress.clear()

    def flush(self) -> None:
        """Write out what is buffered.

        Raises:
            Stop: they cannot take it, for example because the disk is full.
        """
        for stream in (sys.stderr, sys.stdout):
            try:
                stream.flush()
            except BrokenPipeError:
                self.mute(stream)
            except OSError as error:
                self.mute(stream)
                raise refuse_output(error) from error

    def mute(self, stream: TextIO) -> None:
        """Send the rest to nowhere: whoever was reading has gone, the work goes on."""
        nowhere = os.open(os.devnull, os.O_WRONLY)
        try:
            os.dup2(nowhere, stream.fileno())
        except (OSError, ValueError):
            pass
        finally:
            os.close(nowhere)

    def _write(self, stream: TextIO, text: str) -> None:
        self._progress.clear()
        try:
            stream.write(text)
        except BrokenPipeError:
            self.mute(stream)
        except OSError as error:
            self.mute(stream)
            raise refuse_output(error) from error


class Progress:
    """A line on the terminal that is drawn over itself."""

    def __init__(self, *, enabled: bool) -> None:
        self._enabled = enabled and sys.stderr.isatty() and os.environ.get("TERM") != "dumb"
        self._started = time.monotonic()
        self._drawn_at = 0.0
        self._drawn = False

    def show(self, stage: str, done: int, total: int) -> None:
        """Draw, unless it is too early or too soon after the last time."""
        now = time.monotonic()
        if not self._enabled or now - self._started < _DELAY or now - self._drawn_at < _PAUSE:
            return
        self._drawn_at = now
        self._drawn = True
        share = min(1.0, done / total) if total else 0.0
        bar = "#" * round(share * _BAR)
        sys.stderr.write(f"\r\x1b[K{stage:<12} [{bar:<{_BAR}}] {done}/{total}")
        sys.stderr.flush()

    def clear(self) -> None:
        """Remove the line."""
        if self._drawn:
            self._drawn = False
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()
