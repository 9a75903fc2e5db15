"""The folder of a release: the package and the three files that speak of it."""

from __future__ import annotations

import hashlib
from contextlib import ExitStack
from pathlib import Path
from typing import Self

from deckgen.diagnostics import Diagnostic
from deckgen.identity.words import slug
from deckgen.package import Staged, stage, stage_package
from deckgen.release.changes_text import write_changes
from deckgen.release.manifest import write_manifest
from deckgen.release.packaged import Packaged, measure
from deckgen.release.preparing import Release

MANIFEST = "manifest.json"
CHANGES = "CHANGES.md"
SUMS = "SHA256SUMS"


class Bundle:
    """The files of a release, waiting beside their targets; as a context manager it discards."""

    def __init__(self, package: Staged, packaged: Packaged, others: tuple[Staged, ...]) -> None:
        self.package = package
        self.packaged = packaged
        self._others = others

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        for staged in (self.package, *self._others):
            staged.discard()

    @property
    def names(self) -> list[str]:
        """The names of the files."""
        return [staged.target.name for staged in (self.package, *self._others)]

    def commit(self) -> None:
        """Put all files in their places.

        Raises:
            OSError: one cannot be renamed.
        """
        for staged in (self.package, *self._others):
            staged.commit()


def stage_bundle(release: Release, folder: Path) -> tuple[Bundle | None, tuple[Diagnostic, ...]]:
    """Stage all files of a release for ``folder``; None with diagnostics if that is not possible.

    Raises:
        OSError: a file other than the package cannot be written; nothing is left behind.
    """
    name = f"{slug(release.plan.project) or 'deck'}.apkg"
    package, found = stage_package(release.plan, folder / name, name)
    if package is None:
        return None, found
    with ExitStack() as undo:
        undo.callback(package.discard)
        packaged = measure(package.path, name)
        texts = {
            MANIFEST: write_manifest(release, packaged),
            CHANGES: write_changes(release, packaged),
        }
        texts[SUMS] = write_sums(packaged, texts)
        others = []
        for file, text in texts.items():
            others.append(stage(folder / file, text.encode()))
            undo.callback(others[-1].discard)
        undo.pop_all()
        return Bundle(package, packaged, tuple(others)), ()


def write_sums(packaged: Packaged, texts: dict[str, str]) -> str:
    """The checksums, as ``sha256sum --check`` reads them."""
    sums = {name: hashlib.sha256(text.encode()).hexdigest() for name, text in texts.items()}
    sums[packaged.name] = packaged.sha256
    return "".join(f"{sums[name]}  {name}\n" for name in sorted(sums))
