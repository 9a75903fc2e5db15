"""What a run of the command line leaves behind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left: exit code, stdout, stderr."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


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
