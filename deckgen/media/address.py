"""What an address in a reference can mean."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import StrEnum
from urllib.parse import quote, unquote

from deckgen.patterns import lazy

_SCHEME = lazy(r"[A-Za-z][A-Za-z0-9+.-]*:")

_SAFE = "%/:?=&;,+$!*'()@~[]"


class AddressKind(StrEnum):
    """Where an address points."""

    LOCAL = "local"
    REMOTE = "remote"
    DATA = "data"
    ELSEWHERE = "elsewhere"
    EMPTY = "empty"


def classify(target: str) -> AddressKind:
    """Return where an address points: into the project, the web, itself or this machine."""
    if not target.strip():
        return AddressKind.EMPTY
    if target.startswith(("//", "\\\\")) or target[:7].lower() == "http://":
        return AddressKind.REMOTE if target[0] != "\\" else AddressKind.ELSEWHERE
    if target[:8].lower() == "https://":
        return AddressKind.REMOTE
    if target[:5].lower() == "data:":
        return AddressKind.DATA
    if _SCHEME.match(target):
        return AddressKind.ELSEWHERE
    return AddressKind.LOCAL


def is_remote(target: str) -> bool:
    """Tell whether an address points into the web."""
    return classify(target) is AddressKind.REMOTE


def web_address(target: str) -> str:
    """Return an address on the web in the one form that stands in the lock.

    It has a scheme and no fragment, and what is neither a letter nor a digit of ASCII is
    percent-encoded as browsers do it, however much of that the author or the parser has done.
    """
    bare = target.partition("#")[0].strip()
    scheme, _, rest = ("https:" + bare if bare.startswith("//") else bare).partition("://")
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}{slash}{quote(path, safe=_SAFE)}"


def paths(target: str) -> Iterator[str]:
    """Yield the paths that a local address can mean, the most literal first.

    Authors write paths as they are, percent-encoded, with a query (``?raw=true``) or with
    Windows' separators; a file of exactly that name comes first.
    """
    seen: set[str] = set()
    bare = re.split(r"[?#]", target, maxsplit=1)[0]
    for written in (target, bare):
        for path in (written, unquote(written), unquote(written).replace("\\", "/")):
            if path and path not in seen and "\0" not in path:
                seen.add(path)
                yield path
