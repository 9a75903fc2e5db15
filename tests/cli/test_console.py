"""What is drawn on a terminal."""

from __future__ import annotations

import io
import sys
from types import SimpleNamespace

import pytest

from deckgen.cli import console as module
from deckgen.cli.console import Console


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


class Clock:
    """Time that passes when it is told to."""

    now = 100.0

    def monotonic(self) -> float:
        return self.now


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(module, "time", clock)
    monkeypatch.setenv("TERM", "xterm")
    return clock


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    terminal = Terminal()
    monkeypatch.setattr(module, "sys", SimpleNamespace(stdout=sys.stdout, stderr=terminal))
    return terminal


def test_progress_appears_after_a_second_and_goes_away(clock: Clock, terminal: Terminal) -> None:
    console = Console()
    console.progress("reading", 1, 4)
    assert terminal.getvalue() == ""
    clock.now += 1.5
    console.progress("reading", 2, 4)
    assert terminal.getvalue() == f"\r\x1b[Kreading      [{'#' * 12}{' ' * 12}] 2/4"
    drawn = len(terminal.getvalue())
    console.progress("reading", 3, 4)
    console.say("done")
    console.clear()
    assert terminal.getvalue()[drawn:] == "\r\x1b[Kdone\n"


def test_progress_of_nothing_is_drawn(clock: Clock, terminal: Terminal) -> None:
    console = Console()
    clock.now += 2
    console.progress("reading", 0, 0)

    assert terminal.getvalue().endswith("] 0/0")


def test_no_progress_where_it_is_not_wanted(
    clock: Clock, terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    quiet = Console(quiet=True)
    monkeypatch.setenv("TERM", "dumb")
    dumb = Console()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(terminal, "isatty", lambda: False)
    piped = Console()
    clock.now += 2
    for console in (quiet, dumb, piped):
        console.progress("reading", 1, 2)

    assert terminal.getvalue() == ""


def test_details_are_for_the_verbose(terminal: Terminal) -> None:
    Console().detail("a")
    Console(quiet=True, verbose=True).detail("b")
    Console(verbose=True).detail("c")

    assert terminal.getvalue() == "c\n"


def test_a_closed_pipe_mutes_and_the_work_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    class Closed(io.StringIO):
        tries = 0

        def write(self, _text: str) -> int:
            self.tries += 1
            raise BrokenPipeError

    closed = Closed()
    monkeypatch.setattr(sys, "stdout", closed)

    Console().result("x")

    assert closed.tries == 1
