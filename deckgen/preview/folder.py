"""Write a preview to a folder: nothing of others is touched, nothing is ever half new."""

from __future__ import annotations

import contextlib
import json
from pathlib import Path

from deckgen.package import stage
from deckgen.preview.site import PAGE, Site

MARK = "preview.json"
"""Names the files of the preview in its folder, so that the next one can remove what is gone."""


class FolderTakenError(Exception):
    """There is something in the folder that is no preview."""


def write_site(site: Site, folder: Path) -> Path:
    """Write the files of a preview; return the page to open.

    The page is written last: until then the old one shows the old data.  Files of an earlier
    preview that are not needed any more are removed, all else in the folder stays.

    Raises:
        FolderTakenError: the folder holds files, and no preview.
        OSError: something cannot be written.
    """
    before = _read_mark(folder)
    folder.mkdir(parents=True, exist_ok=True)
    # While it is written, both the old and the new files belong to the preview.
    _write(folder / MARK, _mark({*before, *site}))
    for name in sorted(site, key=lambda name: name == PAGE):
        content = site[name]
        _write(folder / name, content if isinstance(content, bytes) else content.read_bytes())
    for name in before - site.keys():
        with contextlib.suppress(OSError):
            (folder / name).unlink()
    _write(folder / MARK, _mark(site))
    return folder / PAGE


def _read_mark(folder: Path) -> set[str]:
    """Return the files of the preview that lies there."""
    if not folder.exists():
        return set()
    try:
        given = json.loads((folder / MARK).read_text(encoding="utf-8"))["deckgen preview"]
        names = {str(name) for name in given}
    except FileNotFoundError:
        if any(folder.iterdir()):
            raise FolderTakenError from None
        return set()
    except (ValueError, KeyError, TypeError):
        raise FolderTakenError from None
    # Only what could be a preview's: a mark that was meddled with removes nothing else.
    return {name for name in names if _is_ours(name)}


def _is_ours(name: str) -> bool:
    parts = name.split("/")
    folders = {"data", "media", "source"}
    known = {PAGE, "preview.css", "preview.js"}
    inner = len(parts) == 2 and parts[0] in folders and parts[1] not in ("", ".", "..")
    return "\\" not in name and (inner or name in known)


def _mark(names: object) -> bytes:
    text = json.dumps({"deckgen preview": sorted(names)}, indent=0)  # type: ignore[call-overload]
    return f"{text}\n".encode()


def _write(target: Path, content: bytes) -> None:
    target.parent.mkdir(exist_ok=True)
    with stage(target, content) as staged:
        staged.commit()
