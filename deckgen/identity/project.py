"""The project: its permanent id, its name, and the slug that starts its tags."""

from __future__ import annotations

from dataclasses import replace

from deckgen.diagnostics import Diagnostic, report
from deckgen.identity.derive import derive_project_id
from deckgen.identity.records import LockProject
from deckgen.identity.request import IdentityRequest
from deckgen.identity.words import slug
from deckgen.model import Span

LOCK_SPAN = Span("deckgen.lock")
"""Where findings about the project as a whole are reported."""


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
