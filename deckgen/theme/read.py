"""Read a project's theme: the only place where its files are looked at."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from deckgen.config import ThemeSettings
from deckgen.diagnostics import Diagnostic, report
from deckgen.media import Shelf
from deckgen.media.search import Folders, Outcome, Search
from deckgen.model import Span
from deckgen.sources import relative_path
from deckgen.theme.assets import Assets
from deckgen.theme.sheet import read_sheet
from deckgen.theme.source import ThemeFile, read_file
from deckgen.theme.template import read_template
from deckgen.theme.value import TEMPLATES, Theme, page_names

MAX_CSS, MAX_TEMPLATE = 200_000, 50_000
"""Bytes of a file."""

_COPY = "copy it into the project"


def read_theme(
    settings: ThemeSettings, places: Mapping[str, Span], root: Path, shelf: Shelf
) -> tuple[Theme, tuple[Diagnostic, ...]]:
    """Read and check the style sheets and templates that a project names.

    Args:
        settings: the section ``[theme]``.
        places: where each of its paths is named.
        root: the project's root; paths are seen from there, and none leads out of it.
        shelf: settings and cache for pictures.

    Returns:
        The theme without the files that have errors, and what was found.
    """
    if not settings.css and not settings.templates:
        return Theme(), ()
    reader = _Reader(root.absolute(), places, shelf)
    css = reader.read_css(settings)
    templates = reader.read_templates(settings.templates) if settings.templates else {}
    found = (*reader.found, *(one for file in reader.files for one in file.found))
    assets = reader.assets
    theme = Theme(
        css=css,
        templates=templates,
        media=tuple(assets.media[name] for name in sorted(assets.media)),
        files=reader.states,
    )
    return theme, found


@dataclass(slots=True)
class _Reader:
    root: Path
    places: Mapping[str, Span]
    shelf: Shelf
    found: list[Diagnostic] = field(default_factory=list)
    files: list[ThemeFile] = field(default_factory=list)
    states: dict[Path, str] = field(default_factory=dict)
    assets: Assets = field(init=False)
    folders: Folders = field(init=False)

    def __post_init__(self) -> None:
        self.assets = Assets(self.root, self.shelf)
        self.folders = Folders(self.root)

    def read_css(self, settings: ThemeSettings) -> str:
        """Return the project's style sheets as one."""
        parts: list[str] = []
        for path in dict.fromkeys(settings.css):
            location = self._find(path, ".css")
            file = self._read(location, MAX_CSS, self._place(path)) if location else None
            if file:
                css = read_sheet(file, self.assets)
                parts.append("" if file.is_wrong else css)
        return "\n".join(filter(None, parts))

    def read_templates(self, path: str) -> dict[str, str]:
        """Return the templates that are in the folder, by name."""
        folder = self._find(path, "")
        if folder is None:
            return {}
        try:
            names = page_names(folder)
        except OSError as error:
            reason = (error.strerror or "unknown error").lower()
            help = "check its permissions" if folder.is_dir() else "name the folder"
            self._say("DG021", path, f"`{path}` cannot be read: {reason}", help)
            return {}
        self.states[folder] = "\n".join(names)
        self.found += self._check_names(path, names)
        templates: dict[str, str] = {}
        for name in [name for name in TEMPLATES if name in names]:
            wanted = self.folders.search(folder, name)
            if wanted.outcome is not Outcome.FOUND:
                self._say("DG020", path, f"`{name}` leads out of the project", _COPY)
                continue
            span = Span(relative_path(wanted.location, self.root))
            file = self._read(wanted.location, MAX_TEMPLATE, span)
            template = read_template(file, name, self.assets) if file else ""
            if file and not file.is_wrong:
                templates[name] = template
        return templates

    def _find(self, path: str, suffix: str) -> Path | None:
        """Find what the configuration names; report what is not there, or not in the project."""
        wanted = self.folders.search(self.root, path)
        if wanted.outcome is Outcome.FOUND:
            return wanted.location
        self.states[self.root / path] = ""
        help = self._advise(wanted, suffix)
        what = "leads out of the project" if wanted.outcome is Outcome.OUTSIDE else "does not exist"
        self._say("DG020", path, f"`{path}` {what}", help)
        return None

    def _advise(self, wanted: Search, suffix: str) -> str:
        if wanted.outcome is Outcome.OTHER_CASE:
            return f"did you mean `{wanted.path}`?"
        if wanted.outcome is Outcome.OUTSIDE:
            return _COPY
        folder = wanted.location.parent
        try:
            beside = [one.name for one in folder.iterdir() if one.suffix == suffix]
        except OSError:
            beside = []
        close = difflib.get_close_matches(wanted.location.name, sorted(beside), n=1)
        if close:
            return f"did you mean `{relative_path(folder / close[0], self.root)}`?"
        return "correct the path; `deckgen init --theme` writes files to start from"

    def _read(self, location: Path, limit: int, named: Span) -> ThemeFile | None:
        file, found = read_file(location, relative_path(location, self.root), limit, named)
        self.found += found
        self.files += [file] if file else []
        self.states[location] = file.sha256 if file else ""
        return file

    def _check_names(self, path: str, names: list[str]) -> Iterator[Diagnostic]:
        """Report what looks like a template and is none."""
        for name in names:
            if name not in TEMPLATES:
                close = difflib.get_close_matches(name.lower(), TEMPLATES, n=1)
                help = f"did you mean `{close[0]}`?" if close else "known: " + ", ".join(TEMPLATES)
                span = Span(f"{path.rstrip('/')}/{name}")
                yield report(
                    "DG023", span, f"`{name}` is no template that deckgen knows", help=help
                )
        if not names:
            help = "remove `templates`, or start from those that `deckgen init --theme` writes"
            yield report("DG023", self._place(path), f"`{path}` holds no template", help=help)

    def _place(self, path: str) -> Span:
        return self.places.get(path, Span("deckgen.toml"))

    def _say(self, code: str, path: str, message: str, help: str) -> None:
        self.found.append(report(code, self._place(path), message, help=help))
