"""On what terms pictures are fetched, and how it can fail; without anything that uses a network."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a picture was not fetched; ``passing``: another time it may be."""

    reason: str
    passing: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """On what terms pictures are fetched: ``seconds`` for all of them, told by ``clock``."""

    clock: Callable[[], float]
    seconds: float
    most_bytes: int
    allowed: tuple[str, ...] = ()
