"""Fonts and pictures that style sheets and templates refer to, under the names they are packed by.

Anki finds what a note type refers to only if its name starts with ``_``; it never replaces such a
file, so the name follows from the content (ANKI-CONTRACT 45, 47, rule 21).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from deckgen.media import Shelf, resolve_refs
from deckgen.media.address import AddressKind, classify
from deckgen.model import MediaFile, MediaRef
from deckgen.theme.source import ThemeFile


@dataclass(frozen=True, slots=True)
class Reference:
    """An address in a file of the theme, and where it stands."""

    target: str
    begin: int
    end: int


@dataclass(slots=True)
class Assets:
    """All files that a theme refers to."""

    root: Path
    shelf: Shelf
    media: dict[str, MediaFile] = field(default_factory=dict)

    def pack(
        self, file: ThemeFile, references: Sequence[Reference], kinds: frozenset[str]
    ) -> Mapping[str, str]:
        """Return the packed name of each address that is a file of the project.

        What is not there, or lies elsewhere, is reported in ``file``.  ``kinds`` are the
        extensions that the files may have.
        """
        local: list[MediaRef] = []
        for one in references:
            match classify(one.target):
                case AddressKind.LOCAL if not one.target.startswith("#"):
                    span = file.span(one.begin, one.end)
                    local.append(MediaRef(target=one.target, alt="", span=span))
                case AddressKind.REMOTE | AddressKind.ELSEWHERE:
                    message = f"`{one.target[:80]}` is not a file of the project"
                    help = "save it into the project and refer to the file"
                    file.say("DG033", one.begin, one.end, message, help)
                case _:
                    pass  # within the file itself, or nothing at all
        folder = file.location.parent
        found, said = resolve_refs(local, folder, self.root, self.shelf, kinds)
        file.found += said
        packed: dict[str, str] = {}
        for ref in local:
            if ref.target in found:
                media = found[ref.target]
                media = replace(media, name=f"_{media.name}")
                self.media[media.name] = media
                fragment = ref.target.partition("#")[1:]
                packed[ref.target] = media.name + "".join(fragment)
        return packed
