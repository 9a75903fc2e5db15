"""Sections of a template: are they closed, and what does every card show for certain?"""

from __future__ import annotations

from collections.abc import Collection, Container
from itertools import product

from deckgen.theme.marks import Mark, MarkKind
from deckgen.theme.source import ThemeFile

Conditions = frozenset[tuple[str, bool]]
"""Fields, each with whether it has to hold something or nothing."""

_MOST = 8
"""Fields whose combinations are all tried; more than a note type has that can be empty."""


class Sections:
    """The sections that are open while a template is read."""

    def __init__(self, file: ThemeFile) -> None:
        self._file = file
        self._open: list[tuple[Mark, Conditions]] = []

    @property
    def conditions(self) -> Conditions:
        """What has to be true of the fields for this place to show."""
        return self._open[-1][1] if self._open else frozenset()

    def read(self, mark: Mark) -> None:
        """Open or close a section; report one that is closed without being the one open."""
        if mark.kind is not MarkKind.CLOSE:
            wanted = (mark.name, mark.kind is MarkKind.SECTION)
            self._open.append((mark, self.conditions | {wanted}))
            return
        last = self._open[-1][0].name if self._open else ""
        if last == mark.name and self._open:
            self._open.pop()
            return
        help = f"close `{{{{#{last}}}}}` first" if last else f"open it with `{{{{#{mark.name}}}}}`"
        message = f"`{{{{/{mark.name}}}}}` closes a section that is not the one open"
        self._file.say("DG024", mark.begin, mark.end, message, help)

    def finish(self) -> None:
        """Report the sections that are still open."""
        for mark, _ in self._open:
            help = f"close it with `{{{{/{mark.name}}}}}`"
            message = f"the section `{mark.name}` is not closed"
            self._file.say("DG024", mark.begin, mark.end, message, help)


def shows_always(places: Collection[Conditions], filled: Container[str]) -> bool:
    """Tell whether one of some places shows, whichever fields are empty.

    Args:
        places: the conditions of each.
        filled: fields that never are empty.
    """
    possible = {
        frozenset((name, wanted) for name, wanted in place if name not in filled)
        for place in places
        if not any(name in filled and not wanted for name, wanted in place)
    }
    names = sorted({name for place in possible for name, _ in place})
    if frozenset() in possible or len(names) > _MOST:
        return frozenset() in possible
    cases = (
        frozenset(zip(names, holds, strict=True))
        for holds in product((True, False), repeat=len(names))
    )
    return all(any(place <= case for place in possible) for case in cases)
