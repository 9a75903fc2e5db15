"""Open the project that a command works on, and show what was found in it."""

from __future__ import annotations

import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from deckgen.cli.console import Console, wants_color
from deckgen.cli.exits import Exit, Stop
from deckgen.cli.fitting import fit, terminal_width
from deckgen.config import Config, find_configured, find_root, load_config
from deckgen.diagnostics import CODES, Diagnostic, Severity, sort_diagnostics
from deckgen.diagnostics.render import (
    Lookup,
    count_things,
    render_full,
    render_github,
    summarize,
)
from deckgen.model import SourceFile
from deckgen.pipeline import default_paths

_LATEST = 253_402_300_799
"""The last second of the year 9999."""
_FEW = 3
"""Findings of one code that are shown in full where they are not the point."""
_MOST_ERRORS = 20
_EXCERPT_LIMIT = 4_000_000
"""Bytes of a file that is no source (configuration, lock) and is read to show a line of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Project:
    """The root, its configuration, what to read, and the time of this run (seconds).

    ``complete`` says that the whole project is read, not only named parts of it; ``diagnostics``
    are those of the configuration.
    """

    root: Path
    config: Config
    paths: tuple[Path, ...]
    now: int
    complete: bool
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def broken(self) -> bool:
        """Whether the configuration cannot be used."""
        return any(one.severity is Severity.ERROR for one in self.diagnostics)


def open_project(paths: Sequence[Path], console: Console) -> Project:
    """Find the root and read the configuration.

    Raises:
        Stop: the configuration is wrong (exit code 2); its findings are printed.
    """
    project = locate_project(paths, console)
    if project.broken:
        show_findings(project.diagnostics, console, make_lookup(project.root, ()))
        raise refuse_configuration(project)
    return project


def locate_project(paths: Sequence[Path], console: Console) -> Project:
    """Find the root and read the configuration, be it broken or not.

    Raises:
        Stop: something to read does not exist.
        click.UsageError: ``SOURCE_DATE_EPOCH`` makes no sense.
    """
    root = _locate_root(paths)
    config, diagnostics = load_config(root)
    chosen = tuple(path.absolute() for path in paths) or default_paths(root, config)
    missing = [path for path in chosen if not path.exists()]
    if missing:
        raise Stop(f"`{missing[0]}` does not exist", "see `paths` under `[sources]`")
    console.detail(f"project {root} ({config.path or 'no configuration'})")
    return Project(
        root=root,
        config=config,
        paths=chosen,
        now=read_clock(),
        complete=not paths,
        diagnostics=diagnostics,
    )


def refuse_configuration(project: Project) -> Stop:
    """What is said when the configuration cannot be used."""
    return Stop(f"the configuration `{project.config.path}` is wrong", "put it right first")


def _locate_root(paths: Sequence[Path]) -> Path:
    """The configured folder at or above what is read; else the current folder if it holds that."""
    here = Path.cwd()
    if not paths:
        return find_root(here)
    common = Path(os.path.commonpath([os.path.normpath(path.absolute()) for path in paths]))
    folder = common if common.is_dir() else common.parent
    configured = find_configured(folder)
    if configured:
        return configured
    return here if folder.is_relative_to(here) else folder


def read_clock() -> int:
    """The time of this run: ``SOURCE_DATE_EPOCH`` if it is set, else the clock.

    Raises:
        click.UsageError: the variable is not a whole number of seconds since 1970.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "")
    if not given:
        return int(time.time())
    if not (given.isascii() and given.isdigit() and len(given) <= 12 and int(given) <= _LATEST):
        raise click.UsageError(
            f"SOURCE_DATE_EPOCH is `{given}`, not a whole number of seconds since 1970"
        )
    return int(given)


def make_lookup(root: Path, sources: Iterable[SourceFile]) -> Lookup:
    """Texts for excerpts: the sources, and other files of the project as they lie there."""
    texts = {source.path: source.text for source in sources}

    def look_up(path: str) -> str | None:
        if path not in texts:
            try:
                with (root / path).open("rb") as file:
                    texts[path] = file.read(_EXCERPT_LIMIT).decode("utf-8", "replace")
            except (OSError, ValueError):
                return None
        return texts[path]

    return look_up


def show_findings(
    diagnostics: Iterable[Diagnostic], console: Console, lookup: Lookup, suppressed: int = 0
) -> None:
    """Print findings to stderr: errors and warnings, with ``-v`` notes too, with ``-q`` errors.

    Of many with one code the first few are shown, the others counted; ``-v`` shows them all.
    """
    found = sort_diagnostics(diagnostics)
    wanted = [one for one in found if _is_shown(one, console)]
    shown = wanted if console.verbose else _first_few(wanted)
    if shown:
        console.say(render_full(shown, lookup, color=wants_color(console.color, sys.stderr)))
    if len(shown) < len(wanted):
        console.say("\n" + "".join(_count_others(wanted, shown)))
    if on_github() and wanted:
        console.say(render_github(wanted))
    if found and not console.quiet:
        hidden = "; `-v` or `deckgen check` shows all" if len(shown) < len(found) else ""
        console.say(summarize(found, suppressed) + hidden)


def _first_few(found: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The first findings of each code: thirty of a kind hide the one of another."""
    counts: Counter[str] = Counter()
    few = []
    for one in found:
        counts[one.code] += 1
        if counts[one.code] <= (_MOST_ERRORS if one.severity is Severity.ERROR else _FEW):
            few.append(one)
    return few


def _count_others(found: Sequence[Diagnostic], shown: Sequence[Diagnostic]) -> Iterator[str]:
    """``… and 32 more DG201 in 2 files: A question has no answer.``, a line for each code."""
    seen = set(map(id, shown))
    others: dict[str, list[Diagnostic]] = {}
    for one in found:
        if id(one) not in seen:
            others.setdefault(one.code, []).append(one)
    for code, left in sorted(others.items()):
        files = count_things(len({one.span.path for one in left}), "file")
        line = f"and {len(left):,} more {code} in {files}: {CODES[code].summary}"
        yield fit(line, terminal_width()) + "\n"


def on_github() -> bool:
    """Whether annotations are understood here."""
    return os.environ.get("GITHUB_ACTIONS") == "true"


def _is_shown(one: Diagnostic, console: Console) -> bool:
    if console.quiet:
        return one.severity is Severity.ERROR
    return console.verbose or one.severity is not Severity.NOTE


def count_without_card(diagnostics: Iterable[Diagnostic]) -> str:
    """``; 3 headings gave no card``, or nothing."""
    codes = Counter(one.code for one in diagnostics)
    parts = [
        count_things(codes[code], name)
        for code, name in (("DG211", "heading"), ("DG203", "line"))
        if codes[code]
    ]
    return f"; {' and '.join(parts)} gave no card" if parts else ""


def exit_code(diagnostics: Iterable[Diagnostic], *, strict: bool = False) -> Exit:
    """1 if there are errors, or with ``strict`` warnings."""
    bad = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    return Exit.FINDINGS if any(one.severity in bad for one in diagnostics) else Exit.OK
