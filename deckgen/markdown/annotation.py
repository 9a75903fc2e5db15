"""The one grammar of ``<!-- deckgen: … -->``: words, then options with values.

    <!-- deckgen: skip -->
    <!-- deckgen: question=h3, bold table=off skip-columns="Notes, Example" -->

A value goes to the next ``name=``; what separates its parts is up to the option.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from deckgen.patterns import lazy

_COMMENT = lazy(r"<!--\s*deckgen:(.{1,1000}?)-->\s*\Z", re.DOTALL)
_NAME = r"[\w-]++"
_OPTION = lazy(
    rf"""(?P<name>{_NAME})\s*=(?P<value>(?:"[^"]*+"|'[^']*+'|(?!(?<=[\s,;]){_NAME}\s*=).)*+)""",
    re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Annotation:
    """What a comment says: ``words`` without a value, and ``options`` as (name, value) in order."""

    words: tuple[str, ...]
    options: tuple[tuple[str, str], ...]


def read_annotation(source: str) -> Annotation | None:
    """Read a comment; ``None`` if it is none of deckgen's."""
    found = _COMMENT.match(source.strip())
    if not found:
        return None
    body = found[1]
    first = _OPTION.search(body)
    return Annotation(
        words=tuple(body[: first.start() if first else None].split()),
        options=tuple(
            (one["name"], one["value"].strip().rstrip(",;")) for one in _OPTION.finditer(body)
        ),
    )
