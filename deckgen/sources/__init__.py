"""Which files there are to read: apart from their parsing, since there may be nothing to parse."""

from deckgen.sources.discover import NOT_SOURCES, SUFFIXES, discover
from deckgen.sources.paths import relative_path, unreadable

__all__ = ["NOT_SOURCES", "SUFFIXES", "discover", "relative_path", "unreadable"]
