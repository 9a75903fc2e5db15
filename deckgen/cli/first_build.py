"""A build without a lock begins a new project: learners get every note once more.

So it must not happen unawares, where a lock was there before or a machine builds.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.exits import Exit, Stop

if TYPE_CHECKING:
    from deckgen.cli.project import Project
    from deckgen.identity import Lock
    from deckgen.model import Plan

fresh_option = click.option(
    "--fresh",
    is_flag=True,
    help="Begin anew without `deckgen.lock`: all notes are new to learners.",
)

_LOCK = "deckgen.lock"
_PACKAGES = 20
"""Packages of a folder that are looked at."""

Guard = Callable[["Plan", Path], None]
"""Called before anything is written, with the plan and the package's place; may raise Stop."""


def refuse_lost_lock(project: Project, *, fresh: bool, previous: Path | None) -> Guard | None:
    """Stop if there is no lock where there should be one.

    Returns:
        What is still to be asked when the package's place is known, if anything.

    Raises:
        Stop: a machine builds, or git has the lock (exit code 1).
    """
    root = project.root
    if fresh or previous or os.path.lexists(root / _LOCK):
        return None
    where = os.path.relpath(root / _LOCK)
    if _git(root, "cat-file", "-e", f"HEAD:./{_LOCK}") or _is_tracked(root):
        help = f"`git checkout HEAD -- {where}` brings it back; `--fresh` begins anew without it"
        message = f"`{where}` is gone, but git has it: without it every note is new to learners"
        raise Stop(message, help, Exit.FINDINGS)
    if os.environ.get("CI", "").lower() in ("1", "true"):
        help = "build where you write and commit `deckgen.lock`; `--fresh` begins anew without it"
        message = f"there is no `{where}`: without it each CI run makes notes new to learners"
        raise Stop(message, help, Exit.FINDINGS)
    return _refuse_known_package


def wants_commit(root: Path) -> bool:
    """Whether the project lies in a git repository that does not track its lock."""
    return _is_in_repository(root) and (root / _LOCK).exists() and not _is_tracked(root)


def _refuse_known_package(plan: Plan, target: Path) -> None:
    """Stop if a package of this project lies where the new one is to be written."""
    from deckgen.identity.words import question_key

    asked = {question_key(note.note.question) for note in plan.notes}
    for path, lock in _packages(target):
        is_same = lock.project is not None and lock.project.id == plan.project_id
        if is_same or any(question_key(note.question) in asked for note in lock.notes):
            place = os.path.relpath(path)
            help = (
                f"`--previous {place}` takes the identity of its notes from it; "
                "`--fresh` begins anew without it"
            )
            message = f"there is no `{_LOCK}`, but `{place}` is a package of this project"
            raise Stop(message, help, Exit.FINDINGS)


def _packages(target: Path) -> Iterator[tuple[Path, Lock]]:
    """The packages at and beside a place that deckgen made, with what they remember."""
    from deckgen.identity import recall_package
    from deckgen.package import read_package

    others = (path for path in sorted(target.parent.glob("*.apkg")) if path != target)
    for path in [target, *others][:_PACKAGES]:
        contents = read_package(path)[0] if path.is_file() else None
        if contents is not None:
            yield path, recall_package(contents)


def _is_tracked(root: Path) -> bool:
    return _git(root, "ls-files", "--error-unmatch", _LOCK)


def _git(root: Path, *arguments: str) -> bool:
    """Whether git says yes; no where there is no repository or no git."""
    if not _is_in_repository(root):
        return False
    try:
        command = ["git", "-C", str(root), *arguments]
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return False
    return done.returncode == 0


def _is_in_repository(root: Path) -> bool:
    root = root.absolute()
    return any((folder / ".git").exists() for folder in (root, *root.parents))
