"""A build without a lock begins a new project: learners get every note once more.

So it must not happen unawares, where a lock was there before or a machine builds.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from deckgen.cli.console import Console
from deckgen.cli.exits import Exit, Stop

if TYPE_CHECKING:
    from deckgen.cli.project import Project
    from deckgen.identity import Lock
    from deckgen.pipeline import Compilation

fresh_option = click.option(
    "--fresh",
    is_flag=True,
    help="Begin anew without `deckgen.lock`: all notes are new to learners.",
)

_LOCK = "deckgen.lock"
_PACKAGES = 20
"""Packages of a folder that are looked at."""
_UNTRACKED = 1
"""What ``git ls-files --error-unmatch`` exits with; other codes tell of other troubles."""

Guard = Callable[["Compilation", Path], None]
"""Called before anything is written, with the package's place; may raise Stop."""


def refuse_lost_lock(
    project: Project, *, fresh: bool, previous: Path | None, output: Path | None = None
) -> Guard | None:
    """Stop if there is no lock where there should be one.

    Args:
        project: what is built.
        fresh: it is to begin anew.
        previous: the package that tells which note is which.
        output: the package that was asked for.  Without it the folder is the project's own, and
            all packages in it are looked at.

    Returns:
        What is still to be asked when the package's place is known, if anything.

    Raises:
        Stop: a machine builds, or git has the lock (exit code 1).
    """
    root = project.root
    if fresh or previous or os.path.lexists(root / _LOCK):
        return None
    where = os.path.relpath(root / _LOCK)
    if restore := _find_in_git(root):
        help = f"`{restore}` brings it back; `--fresh` begins anew without it"
        message = f"`{where}` is gone, but git has it: without it every note is new to learners"
        raise Stop(message, help, Exit.FINDINGS)
    if os.environ.get("CI", "").lower() in ("1", "true"):
        help = "build where you write and commit `deckgen.lock`; `--fresh` begins anew without it"
        message = f"there is no `{where}`: without it each CI run makes notes new to learners"
        raise Stop(message, help, Exit.FINDINGS)
    return partial(_refuse_known_package, has_own_folder=output is None)


def tell_beginning(
    project: Project,
    compilation: Compilation,
    console: Console,
    *,
    untracked: bool,
    previous: bool = False,
) -> None:
    """Say after a build what the project was called, and that its lock is to be committed."""
    plan = compilation.plan
    if console.quiet or plan is None:
        return
    if not (compilation.lock_before or previous or project.config.deck.name):
        console.say(f"the deck is called “{plan.project}”: `[deck] name` in deckgen.toml names it")
    if untracked:
        console.say("commit deckgen.lock: it holds what learners' cards are known by")


def wants_commit(root: Path) -> bool:
    """Whether the project lies in a git repository that does not track its lock."""
    return (root / _LOCK).exists() and _ask_index(root) == _UNTRACKED


def _refuse_known_package(compilation: Compilation, target: Path, *, has_own_folder: bool) -> None:
    """Stop if a package of this project lies where the new one is to be written."""
    from deckgen.identity import read_lock

    made, _ = read_lock(compilation.lock_after or "", _LOCK)
    for path, lock in _packages(target, has_own_folder=has_own_folder):
        if made and _is_same_project(lock, made):
            place = os.path.relpath(path)
            help = (
                f"`--previous {place}` takes the identity of its notes from it; "
                "`--fresh` begins anew without it"
            )
            message = f"there is no `{_LOCK}`, but `{place}` is a package of this project"
            raise Stop(message, help, Exit.FINDINGS)


def _packages(target: Path, *, has_own_folder: bool) -> Iterator[tuple[Path, Lock]]:
    """The packages that deckgen made at a place, or in its folder, with what they remember."""
    from deckgen.identity import recall_package
    from deckgen.package import read_package

    beside = sorted(target.parent.glob("*.apkg")) if has_own_folder else []
    for path in [target, *(path for path in beside if path != target)][:_PACKAGES]:
        contents = read_package(path)[0] if path.is_file() else None
        if contents is not None:
            yield path, recall_package(contents)


def _is_same_project(packed: Lock, made: Lock) -> bool:
    """Whether a package is of the project that is built.

    It has the project's id, asks half of what it did, or has its name and asks something still:
    the id follows from the sources, which may have been edited since.
    """
    from deckgen.identity.words import question_key

    if packed.project is None or made.project is None:
        return False
    if packed.project.id == made.project.id:
        return True
    asked = {question_key(note.question) for note in made.notes if not note.parent}
    answered = {note.answer.hash for note in made.notes if not note.parent and note.answer.length}
    olds = [note for note in packed.notes if not note.parent]
    known = sum(
        question_key(note.question) in asked or note.answer.hash in answered for note in olds
    )
    has_name = packed.project.name == made.project.name
    return bool(known) and (has_name or 2 * known >= len(olds))


def _find_in_git(root: Path) -> str:
    """The command that brings the lock back from git, if it is there."""
    folder = os.path.relpath(root)
    git = "git" if folder == "." else f"git -C {folder}"
    if _run_git(root, "cat-file", "-e", f"HEAD:./{_LOCK}") == 0:
        return f"{git} checkout HEAD -- {_LOCK}"
    return f"{git} checkout -- {_LOCK}" if _ask_index(root) == 0 else ""


def _ask_index(root: Path) -> int | None:
    return _run_git(root, "ls-files", "--error-unmatch", "--", _LOCK)


def _run_git(root: Path, *arguments: str) -> int | None:
    """What git exits with; nothing where there is no repository or no git."""
    root = root.absolute()
    if not any((folder / ".git").exists() for folder in (root, *root.parents)):
        return None
    try:
        command = ["git", "-C", str(root), *arguments]
        return subprocess.run(command, capture_output=True, check=False).returncode
    except OSError:
        return None
