"""How often a drawing copies its own parts: ``<use>`` of ``<use>`` can stand for billions."""

from __future__ import annotations

from dataclasses import dataclass, field

_MOST = 1_000_000
"""Elements after copying; real drawings have some thousands."""


@dataclass(slots=True)
class Copies:
    """The tree of elements, by number, with the copies among them."""

    parents: list[int] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    ids: dict[str, int] = field(default_factory=dict)
    uses: dict[int, str] = field(default_factory=dict)

    def start(self, id_: str, copied: str) -> None:
        """Take note of an element that begins: its id, and the id of what it copies."""
        number = len(self.parents)
        self.parents.append(self.open[-1] if self.open else -1)
        self.open.append(number)
        if id_:
            self.ids.setdefault(id_, number)
        if copied:
            self.uses[number] = copied

    def end(self) -> None:
        """Take note that the last begun element ends."""
        self.open.pop()

    def explode(self) -> bool:
        """Tell whether the drawing has too many elements once everything is copied.

        A circle of copies is not followed, as in browsers.
        """
        if not self.uses or not self.parents:
            return False
        parts: list[list[int]] = [[] for _ in self.parents]
        for number, parent in enumerate(self.parents):
            if parent >= 0:
                parts[parent].append(number)
            if (copied := self.ids.get(self.uses.get(number, ""))) is not None:
                parts[number].append(copied)
        sizes = [0] * len(parts)
        seen = [False] * len(parts)
        waiting = [(0, False)]
        while waiting:
            number, complete = waiting.pop()
            if complete:
                sizes[number] = min(_MOST + 1, 1 + sum(sizes[part] for part in parts[number]))
            elif not seen[number]:
                seen[number] = True
                waiting.append((number, True))
                waiting.extend((part, False) for part in parts[number])
        return sizes[0] > _MOST
