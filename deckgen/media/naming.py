"""Names for Anki's flat media folder, made from a file's own name and its content."""

from __future__ import annotations

import unicodedata

from deckgen.patterns import lazy

_FOREIGN = lazy(r"[^a-z0-9]+")
_LONGEST_STEM = 60


def media_name(stem: str, sha256: str, extension: str) -> str:
    """Return ``stem-<12 hex of sha256>.ext``: lower-case ASCII, at most 100 bytes.

    The content decides (ANKI-CONTRACT rule 20): Anki never replaces a file of the same name, so
    another picture needs another name.  It starts neither with ``_`` nor with ``latex-``, which
    mean something to Anki.
    """
    plain = unicodedata.normalize("NFKD", stem).encode("ascii", "ignore").decode().lower()
    words = _FOREIGN.sub("-", plain).strip("-")[:_LONGEST_STEM].strip("-")
    if words == "latex" or words.startswith("latex-"):
        words = f"a-{words}"
    return f"{words or 'file'}-{sha256[:12]}{extension}"
