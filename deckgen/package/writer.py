"""Write a plan as an ``.apkg`` package."""

from __future__ import annotations

import json
from pathlib import Path
from typing import BinaryIO

from deckgen.model import Plan


def write_package(plan: Plan, target: Path | BinaryIO) -> None:
    """Write the plan to ``target``: a path, or a binary file that is left open.

    Equal plans give equal bytes (docs/reproducible.md says on what that rests).  The plan must be
    one that ``check_plan`` has no error about.  To replace an older package only by a whole and
    right one, write through ``staging.stage_with`` and compare (``differences``) before ``commit``.

    Raises:
        OSError: the target cannot be written, or a media file not be read.
        OverflowError: the package would have more than 4 GiB or 65,534 files.
    """
    if isinstance(target, Path):
        with target.open("wb") as file:
            _write(plan, file)
    else:
        _write(plan, target)


def _write(plan: Plan, file: BinaryIO) -> None:
    # Neither genanki nor the compressor is imported before it is needed.
    from deckgen.package.archive import CanonicalZip
    from deckgen.package.collection import collection

    media = sorted(plan.media, key=lambda item: item.name)
    names = {str(number): item.name for number, item in enumerate(media)}
    with CanonicalZip(file) as archive:
        archive.add("collection.anki2", collection(plan), compress=True)
        archive.add("media", json.dumps(names).encode(), compress=True)
        for number, item in enumerate(media):
            content = item.location.read_bytes() if item.data is None else item.data
            archive.add(str(number), content, compress=False)
