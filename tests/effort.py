"""Effort that is the same on every machine: function calls, counted, where a clock would guess.

What a single call costs, as a search through a text does, is measured by ``benchmarks/hostile.py``.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType


def count_calls(work: Callable[[], object]) -> int:
    """How many functions are called, in Python or in C, while ``work`` runs."""
    calls = 0

    def see(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(see)
    try:
        work()
    finally:
        sys.setprofile(before)
    return calls
