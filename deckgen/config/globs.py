"""Globs over POSIX paths relative to the project's root."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=256)
def compile_glob(glob: str) -> re.Pattern[str]:
    """Translate a glob to a pattern for ``fullmatch`` on a path.

    ``*`` and ``?`` stay within one name, ``**`` crosses folders, ``[a-z]`` is a class.  A glob
    that names a folder also matches everything below it.

    Raises:
        re.error: a class holds a range that ends before it starts, such as ``[z-a]``.
    """
    parts = [name for name in glob.removeprefix("./").strip("/").split("/") if name]
    pattern = ""
    for i, part in enumerate(parts):
        last = i == len(parts) - 1
        if part == "**":
            pattern += ".*" if last else "(?:[^/]+/)*"
        else:
            pattern += _segment(part) + ("(?:/.*)?" if last else "/")
    return re.compile(pattern, re.DOTALL)


def _segment(part: str) -> str:
    """Translate one name of the glob.  Runs of stars are one star, so matching stays linear."""
    pattern = ""
    for piece in re.findall(r"\*+|\?|\[!?\]?[^\]]+\]|.", part, re.DOTALL):
        if piece.startswith("*"):
            pattern += "[^/]*"
        elif piece == "?":
            pattern += "[^/]"
        elif len(piece) > 1:
            body = piece[1:-1].replace("\\", "\\\\").replace("[", "\\[")
            pattern += "[^/" + body[1:] + "]" if body.startswith("!") else "[" + body + "]"
        else:
            pattern += re.escape(piece)
    return pattern
