"""What ``--locked`` says of a lock that would change."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from deckgen.cli.console import Console, wants_color
from deckgen.cli.exits import Exit, Stop

if TYPE_CHECKING:
    from deckgen.pipeline import Compilation

_SHOWN = 5
"""Rows of ``deckgen diff`` that are shown."""
_RECORDS = {
    "project": "the project",
    "deck": "its decks",
    "note_type": "how the cards look",
    "media": "pictures from the web",
    "guid": "the order of questions",
}
"""Keys that begin records of the lock, and what these are about."""


def refuse_changed_lock(compilation: Compilation, console: Console) -> Stop:
    """Show the first of what would change; on GitHub as an annotation too."""
    from deckgen.cli.diff import compare_with_lock
    from deckgen.cli.diff_show import first_rows, tell_counts
    from deckgen.cli.project import show_findings
    from deckgen.diagnostics import report
    from deckgen.model import Span
    from deckgen.pipeline import LOCK

    comparison = compare_with_lock(compilation)
    told = tell_counts(comparison)
    if not comparison.entries:
        told = f"no question changes, but {_name_records(compilation)}"
    message = f"`{LOCK}` is not up to date: {told}"
    help = f"run `deckgen build` and commit `{LOCK}`; `deckgen diff` shows all that changes"
    show_findings([report("DG615", Span(LOCK), message, help=help)], console, lambda _: None)
    color = wants_color(console.color, sys.stderr)
    if rows := first_rows(comparison, _SHOWN, color=color):
        console.say(rows)
    return Stop(f"`{LOCK}` would change; nothing was written", help, Exit.FINDINGS)


def _name_records(compilation: Compilation) -> str:
    """What changes in the lock where no question does: ``a deck and a note type``."""
    before, after = (
        set((text or "").splitlines()) for text in (compilation.lock_before, compilation.lock_after)
    )
    changed = "\n".join(before ^ after)
    found = [name for key, name in _RECORDS.items() if f'"{key}":' in changed]
    return ", ".join(found) or "the way it is written"
