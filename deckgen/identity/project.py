"""The project: its permanent id, its name, and the slug that starts its tags."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from os.path import commonpath
from pathlib import PurePosixPath

from deckgen.diagnostics import Diagnostic, report
from deckgen.identity.decks import humanize
from deckgen.identity.derive import derive_project_id
from deckgen.identity.records import LockProject
from deckgen.identity.request import IdentityRequest
from deckgen.identity.words import slug
from deckgen.model import Span

LOCK_SPAN = Span("deckgen.lock")
"""Where findings about the project as a whole are reported."""


_UNTELLING = frozenset({"", ".", "source", "sources", "readme", "index"})


def propose_name(paths: Sequence[str]) -> str:
    """Name a project that has no name, after its only file or the folder that holds all files.

    Args:
        paths: the sources, POSIX, relative to the project's root.

    The root's own name has no say, so that the same sources give the same package wherever they
    are checked out.
    """
    shared = PurePosixPath(paths[0]).with_suffix("") if len(paths) == 1 else None
    if len(paths) > 1:
        shared = PurePosixPath(commonpath([PurePosixPath(path).parent for path in paths]))
    while shared and shared.name.lower() in _UNTELLING and shared.name:
        shared = shared.parent
    return (humanize(shared.name) if shared else "") or "Notes"


def settle_project(
    request: IdentityRequest, known: LockProject | None
) -> tuple[LockProject, tuple[Diagnostic, ...]]:
    """Settle id and names: what the lock has stays, except that a configured name wins.

    Returns:
        The project's record, and an error when the configured id is not the lock's.
    """
    if known is None:
        project_id = request.project_id or derive_project_id(request.project_name)
        made = LockProject(
            id=project_id,
            name=request.project_name,
            slug=slug(request.project_name) or project_id,
            deck_by=request.deck_by,
        )
        return made, ()
    found: tuple[Diagnostic, ...] = ()
    if request.project_id and request.project_id != known.id:
        message = f"the project's id is `{known.id}`, the configuration says `{request.project_id}`"
        help_ = f'write `id = "{known.id}"` in the configuration, or leave it out'
        found = (report("DG609", LOCK_SPAN, message, help=help_),)
    name = request.project_name if request.name_is_configured else known.name
    return replace(known, name=name, deck_by=request.deck_by), found
