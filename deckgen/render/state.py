"""What one field needs to know while it is being rendered."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from deckgen.model import MediaFile
from deckgen.render.record import RenderContext


@dataclass(slots=True)
class State:
    """The running state of one field; rules read and change it, nothing outlives the field."""

    context: RenderContext
    media: dict[str, MediaFile] = field(default_factory=dict)
    links: list[str] = field(default_factory=list)
    """What closes each open link: nothing where it is shown as text."""
    quotes: list[str] = field(default_factory=list)
    """What closes each open quote or alert."""
    headings: dict[str, str] = field(default_factory=dict)
    """Heading tag in the source -> tag in the field."""
    footnotes: dict[str, int] = field(default_factory=dict)
    """The footnotes referred to, in order, and their numbers."""
    foreign: bool = False
    """Whether an author's own HTML went in, which a browser may have to repair."""
    open: Counter[str] = field(default_factory=Counter)
    """Authors' own tags that are open, by name."""
    depth: int = 0
    """How many of them are within each other."""

    def need(self, file: MediaFile | None) -> None:
        """Remember a file that the field refers to."""
        if file is not None:
            self.media.setdefault(file.name, file)
