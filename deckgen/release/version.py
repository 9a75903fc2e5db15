"""Versions of a deck: ``X.Y.Z``, where X says that progress is at risk (docs/releasing.md)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from deckgen.patterns import lazy

_VERSION = lazy(r"v?(\d{1,6})\.(\d{1,6})\.(\d{1,6})")


class Level(IntEnum):
    """How much a release changes for those who have the deck already."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3


@dataclass(frozen=True, slots=True, order=True)
class Version:
    """A version; the greater one is the newer one."""

    major: int
    minor: int
    patch: int

    def __str__(self) -> str:
        return f"{self.major}.{self.minor}.{self.patch}"

    def next(self, level: Level) -> Version:
        """The smallest version that says as much as ``level``."""
        match level:
            case Level.MAJOR:
                return Version(self.major + 1, 0, 0)
            case Level.MINOR:
                return Version(self.major, self.minor + 1, 0)
            case Level.PATCH:
                return Version(self.major, self.minor, self.patch + 1)
            case Level.NONE:
                return self


FIRST = Version(1, 0, 0)


def parse_version(text: str) -> Version | None:
    """Read ``1.2.3``, or ``v1.2.3`` as tags are called; None if it is neither."""
    found = _VERSION.fullmatch(text.strip())
    return Version(*map(int, found.groups())) if found else None
