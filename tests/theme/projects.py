"""Themes read from small projects."""

from __future__ import annotations

from pathlib import Path

from deckgen.config import load_config
from deckgen.diagnostics import Diagnostic
from deckgen.media import Shelf
from deckgen.theme import Theme
from deckgen.theme.read import read_theme

SETTINGS = '[theme]\ncss = ["looks.css"]\ntemplates = "pages"\n'
WAVE = '<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 6 Q10 0 20 6"/></svg>'
FONT = b"wOF2\x00\x01\x00\x00 not quite a font, but it begins like one"


def write(root: Path, files: dict[str, str | bytes]) -> None:
    """Write files below a folder."""
    for name, content in files.items():
        location = root / name
        location.parent.mkdir(parents=True, exist_ok=True)
        location.write_bytes(content if isinstance(content, bytes) else content.encode())


def read(
    root: Path, files: dict[str, str | bytes], settings: str = SETTINGS
) -> tuple[Theme, tuple[Diagnostic, ...]]:
    """Write a project and read its theme."""
    write(root, {"deckgen.toml": settings, "pages/cloze_back.html": CLOZE, **files})
    config, found = load_config(root)
    assert found == ()
    return read_theme(config.theme, config.theme_places, root, Shelf())


CLOZE = "{{cloze:Text}}"


def style(root: Path, css: str | bytes, **files: str | bytes) -> tuple[str, list[str]]:
    """Read a style sheet: what is packed of it, and findings as ``line:col CODE``."""
    settings = '[theme]\ncss = ["looks.css"]\n'
    theme, found = read(root, {"looks.css": css, **files}, settings)
    return theme.css, places(found)


def page(root: Path, name: str, html: str | bytes) -> tuple[str | None, list[str]]:
    """Read a template: what is packed of it, and findings as ``line:col CODE``."""
    theme, found = read(root, {f"pages/{name}.html": html}, '[theme]\ntemplates = "pages"\n')
    return theme.templates.get(f"{name}.html"), places(found)


def places(found: tuple[Diagnostic, ...]) -> list[str]:
    """Findings as ``line:col CODE``, in order of the text."""
    ordered = sorted(found, key=lambda one: (one.span.path, one.span.line, one.span.col, one.code))
    return [f"{one.span.line}:{one.span.col} {one.code}" for one in ordered]
