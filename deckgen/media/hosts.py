"""Addresses of the pages on which code hosts show a file, and those of the file itself."""

from __future__ import annotations

import re
from re import Pattern

from deckgen.patterns import lazy

_PAGES: tuple[tuple[Pattern[str], str], ...] = (
    # `raw` on the same host leads on to wherever the file lies, also one kept with Git LFS.
    (lazy(r"(github\.com/[^/]+/[^/]+)/blob/(.+)"), r"\1/raw/\2"),
    (lazy(r"([^/]+/.+?)/-/blob/(.+)"), r"\1/-/raw/\2"),  # GitLab, wherever it is installed
    (lazy(r"(gitlab\.com/[^/]+/(?:[^/]+/)*?[^/]+)/blob/(.+)"), r"\1/-/raw/\2"),
    (lazy(r"(bitbucket\.org/[^/]+/[^/]+)/src/(.+)"), r"\1/raw/\2"),
    (lazy(r"(gitee\.com/[^/]+/[^/]+)/blob/(.+)"), r"\1/raw/\2"),
    (lazy(r"([^/]+/[^/]+/[^/]+)/src/((?:branch|commit|tag)/.+)"), r"\1/raw/\2"),  # Gitea
    (lazy(r"(git\.sr\.ht/[^/]+/[^/]+)/tree/([^/]+)/item/(.+)"), r"\1/blob/\2/\3"),
    (lazy(r"(gist\.github\.com/[^/]+/[0-9a-f]+)/?()"), r"\1/raw\2"),
)
"""What stands behind ``https://`` on a page's address (without query), and the file's."""


def raw_address(address: str) -> str:
    """Return the address of a file whose page on a code host was given; any other as it is.

    Pictures pasted into issues (``user-attachments/assets``, ``/assets/``) are files already.
    """
    scheme, separator, rest = address.partition("://")
    bare = re.split(r"[?#]", rest, maxsplit=1)[0]
    host, slash, path = bare.partition("/")
    bare = host.lower().removeprefix("www.") + slash + path
    for page, raw in _PAGES:
        if found := page.fullmatch(bare):
            return scheme + separator + found.expand(raw)
    return address
