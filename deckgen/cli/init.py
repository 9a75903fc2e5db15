"""``deckgen init``: the first files of a project."""

from __future__ import annotations

import base64
import os
import re
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.console import Console
from deckgen.cli.exits import Exit, Stop
from deckgen.cli.options import with_console

if TYPE_CHECKING:
    from deckgen.release.starting import Start

SAMPLE = "source/first-questions.md"
PAGE = "UPDATING.md"
ATTRIBUTES = ".gitattributes"
OF_LOCK = "deckgen.lock text eol=lf merge=union"
_REMOTE = re.compile(r"(?:https://|git@|ssh://git@)github\.com[/:]([\w.-]+)/([\w.-]+?)(?:\.git)?/?")


@click.command("init")
@click.argument(
    "folder", metavar="[DIR]", default=".", type=click.Path(file_okay=False, path_type=Path)
)
@click.option("--name", metavar="NAME", help="The deck's name; by default that of the folder.")
@click.option("--source-url", metavar="URL", help="Where the files can be read on the web.")
@click.option("--github", is_flag=True, help="Write a GitHub workflow: reviews and releases.")
@click.option("--shell", is_flag=True, help="Write a shell script that does it in any other CI.")
@click.option(
    "--from",
    "origin",
    metavar="ORIGIN",
    help="Where a CI installs deckgen from: `git+https://…@COMMIT`, or a wheel in the project.",
)
@click.option("--theme", is_flag=True, help="Write a style sheet and templates to start from.")
@with_console
def command(  # noqa: PLR0917
    console: Console,
    folder: Path,
    name: str | None,
    source_url: str | None,
    github: bool,
    shell: bool,
    origin: str | None,
    theme: bool,
) -> Exit:
    """Start a project: settings, a sample, and the page that tells learners how to update.

    DIR is the project's root, by default the current folder.  On a terminal it asks for what was
    not said, elsewhere it takes what is likely.  No file that is there already is changed.
    """
    root = folder.absolute()
    requirement = _require(origin, root) if github or shell else ""
    has_source = (root / "source").is_dir()
    has_questions = not has_source and _has_questions(root)
    start = _describe(root, name, source_url, reads_root=has_questions, has_theme=theme)
    wants_sample = not has_source and not has_questions
    files = _files(start, requirement, wants_sample=wants_sample, github=github, shell=shell)
    files |= _theme_files(root) if theme else {}
    written, left = _write(root, files)
    if not console.quiet:
        for path in written:
            console.result(f"wrote {os.path.relpath(root / path)}\n")
        for path in left:
            console.result(f"left alone: {path} (there is one)\n")
        if ATTRIBUTES in left and not _names_lock(root / ATTRIBUTES):
            console.result(f"add to {ATTRIBUTES}: `{OF_LOCK}`\n")
        if PAGE in written and _is_source(root):
            console.result(
                f"exclude {PAGE}: it is read as a source (`[sources]` in the settings)\n"
            )
        if theme and "deckgen.toml" in left:
            console.result(_ask_for_theme(root))
        if has_questions:
            console.result("no sample: there are questions already\n")
        console.result("next: `deckgen build`, then commit `deckgen.lock` with the rest\n")
    return Exit.OK


def _has_questions(root: Path) -> bool:
    """Whether there is Markdown that asks something, so that no sample is needed."""
    from deckgen.dialects import find_questions
    from deckgen.markdown import parse, read_source
    from deckgen.sources import discover

    if not root.is_dir():
        return False
    for location in discover([root], root)[0]:
        source = None if location.name == PAGE else read_source(location, root)[0]
        if source and find_questions(parse(source)[0])[0]:
            return True
    return False


def _describe(
    root: Path, name: str | None, source_url: str | None, *, reads_root: bool, has_theme: bool
) -> Start:
    """What was said, what is answered on the terminal, and what is likely."""
    from deckgen.identity import read_lock
    from deckgen.identity.decks import humanize
    from deckgen.release.starting import Start

    lock = None
    if (root / "deckgen.lock").is_file():
        text = (root / "deckgen.lock").read_text("utf-8", errors="replace")
        lock, _ = read_lock(text, "deckgen.lock")
    known = lock.project if lock else None
    likely = known.name if known else humanize(root.name) or "Notes"
    return Start(
        name=_ask("The deck's name", likely) if name is None else name,
        id=known.id if known else _make_id(),
        source_url=_ask("Where the files can be read (an address, or nothing)", _find_host(root))
        if source_url is None
        else source_url,
        reads_root=reads_root,
        has_theme=has_theme,
    )


def _ask(question: str, likely: str) -> str:
    """The answer on a terminal; what is likely where there is none."""
    if not sys.stdin.isatty():
        return likely
    return str(click.prompt(question, default=likely, err=True)).strip()


def _make_id() -> str:
    """A project's permanent id: 13 characters, as identity makes them, but by chance."""
    return base64.b32encode(secrets.token_bytes(10)).decode().lower()[:13]


def _find_host(root: Path) -> str:
    """The address of the files on GitHub, if git knows such a remote (``HEAD``: main branch)."""
    try:
        config = (root / ".git" / "config").read_text("utf-8", errors="replace")
    except OSError:
        return ""
    for line in config.splitlines():
        key, _, value = line.partition("=")
        found = _REMOTE.fullmatch(value.strip()) if key.strip() == "url" else None
        if found:
            return f"https://github.com/{found[1]}/{found[2]}/blob/HEAD"
    return ""


def _require(origin: str | None, root: Path) -> str:
    """The line by which a CI installs deckgen.

    Raises:
        Stop: nobody else can have what is installed here, and it is not said where else to look.
    """
    from deckgen.release.origin import find_origin, read_origin

    found = read_origin(origin, root) if origin else find_origin(root)
    if found:
        return found
    help = "name it with `--from`: `git+https://…@COMMIT`, or the path of a wheel in the project"
    if origin:
        raise Stop(f"`{origin}` is neither an address nor a wheel in the project", help)
    raise Stop("where a CI can install this deckgen from is not known", help)


def _files(
    start: Start, requirement: str, *, wants_sample: bool, github: bool, shell: bool
) -> dict[str, str]:
    """The files of a project by their paths."""
    from deckgen.release.starting import template, write_page, write_requirements, write_settings

    files = {
        "deckgen.toml": write_settings(start),
        ATTRIBUTES: "# Of both sides of a merge all records are kept; the build joins them.\n"
        f"{OF_LOCK}\n",
        "build/.gitignore": "# Everything here can be built again.\n*\n!.gitignore\n",
        PAGE: write_page(start),
    }
    if wants_sample:
        files[SAMPLE] = template("sample.md")
    if github:
        files[".github/workflows/deck.yml"] = template("github.yml")
    for wanted, place in ((github, ".github"), (shell, "ci")):
        if wanted:
            files[f"{place}/deck.sh"] = template("deck.sh")
            files[f"{place}/deckgen.txt"] = write_requirements(requirement)
    return files


def _names_lock(attributes: Path) -> bool:
    """Whether git is told how to merge the lock."""
    try:
        return "deckgen.lock" in attributes.read_text("utf-8", errors="replace")
    except OSError:
        return False


def _is_source(root: Path) -> bool:
    """Whether the page for learners is read as questions: settings that were there are left."""
    from deckgen.config import load_config
    from deckgen.pipeline import default_paths
    from deckgen.sources import discover

    config, _ = load_config(root)
    found, _ = discover(default_paths(root, config), root, config.sources.exclude)
    return root / PAGE in found


def _ask_for_theme(root: Path) -> str:
    """What is to be done by hand where there are settings already: those are left alone."""
    from deckgen.config import load_config
    from deckgen.theme.starter import SETTINGS

    config, _ = load_config(root)
    if config.theme.css and config.theme.templates:
        return ""
    settings = SETTINGS.replace("[theme]", "[tool.deckgen.theme]", config.path != "deckgen.toml")
    return f"to use the theme, add to {config.path}:\n\n{settings}\n"


def _theme_files(root: Path) -> dict[str, str]:
    """A style sheet and the templates, in the project's language, that change nothing yet."""
    from deckgen.config import load_config
    from deckgen.notes import own_template
    from deckgen.theme import TEMPLATES
    from deckgen.theme.starter import STYLE, write_style, write_templates

    language = load_config(root)[0].deck.language if root.is_dir() else ""
    templates = {name: own_template(name, language) for name in TEMPLATES}
    return {STYLE: write_style(), **write_templates(templates)}


def _write(root: Path, files: Mapping[str, str]) -> tuple[list[str], list[str]]:
    """Write what is not there; the paths that were written, and those that were left alone.

    Raises:
        OSError: a file cannot be written.
    """
    from deckgen.config import load_config

    written, left = [], []
    is_configured = root.is_dir() and bool(load_config(root)[0].path)
    for path, text in files.items():
        target = root / path
        if os.path.lexists(target) or (path == "deckgen.toml" and is_configured):
            left.append(path)
            continue
        target.parent.mkdir(parents=True, exist_ok=True)
        with target.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        written.append(path)
    return written, left
