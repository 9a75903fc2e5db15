"""deckgen's own look: one style sheet for both note types, and four templates."""

from __future__ import annotations

from functools import lru_cache
from importlib.resources import files

from deckgen.render import code_css

_STYLES = ("base.css", "prose.css", "cloze.css")


@lru_cache(maxsize=1)
def own_css() -> str:
    """Return the style sheet, which refers to nothing outside of it."""
    return "\n".join([*(own_file(name) for name in _STYLES), code_css()])


@lru_cache
def own_file(name: str) -> str:
    """Return a file of the folder ``own``: a part of the sheet, or one of ``TEMPLATES``."""
    return files("deckgen.theme").joinpath("own", name).read_text(encoding="utf-8").strip()
