"""What a run of the command line leaves behind."""

from __future__ import annotations

import signal
import subprocess
import time
from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from queue import Queue
from threading import Thread
from typing import IO


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


@dataclass(slots=True)
class Running:
    """A command that runs until it is ended; what it prints is read while it runs."""

    process: subprocess.Popen[str]
    lines: Queue[str] = field(default_factory=Queue)
    errors: list[str] = field(default_factory=list)
    _readers: list[Thread] = field(default_factory=list)

    def __post_init__(self) -> None:
        streams = ((self.process.stdout, self.lines.put), (self.process.stderr, self.errors.append))
        for stream, take in streams:
            assert stream
            self._readers.append(Thread(target=_read, args=(stream, take), daemon=True))
            self._readers[-1].start()

    def line(self, patience: float = 30) -> str:
        """The next line on stdout."""
        return self.lines.get(timeout=patience).rstrip("\n")

    def pause(self) -> None:
        """Give the command a moment; it must not have ended."""
        time.sleep(0.05)
        assert self.process.poll() is None, self.said()

    def interrupt(self, number: int = signal.SIGINT) -> int:
        """End the command as Ctrl-C does; its exit code."""
        self.process.send_signal(number)
        return self.process.wait(timeout=30)

    def said(self) -> str:
        """All that was written to stderr, once the command has ended."""
        for reader in self._readers:
            reader.join(timeout=30)
        return "".join(self.errors)


def _read(stream: IO[str], take: Callable[[str], None]) -> None:
    for line in stream:
        take(line)


Start = Callable[..., AbstractContextManager[Running]]


RIVERS = """\
# Rivers

## 1. Why do rivers meander?

Water is faster on the outside of a bend and cuts the bank there; inside it drops sand.

## 2. What is the difference between a delta and an estuary?

|         | Delta                        | Estuary                   |
| ------- | ---------------------------- | ------------------------- |
| Made by | sediment the river drops     | the sea flooding a valley |
| Shape   | branches out                 | widens like a funnel      |

## 3. What is a watershed?

The line that parts the land of one river from that of the next.
"""
"""A file with three questions, one of them a comparison."""

WARNED = RIVERS + "\n<!-- deckgen: ignore DG801 -->\n"
"""The same with one warning: a suppression that suppresses nothing."""
