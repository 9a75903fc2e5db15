"""Replace a file as a whole or not at all.

A file is first written beside its target, under a hidden name, and flushed to the disk; ``commit``
then renames it over the target, in one step.  Whatever goes wrong before - a full disk, a killed
process, a failed comparison - leaves the target as it was.  ``discard`` removes the hidden file;
what a killed process left behind is removed by the next ``stage`` of the same target.
"""

from __future__ import annotations

import contextlib
import errno
import os
import secrets
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO, Self

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Span
from deckgen.package.locking import CLOSE_FIRST, Lock, lock

_SUFFIX = ".deckgen-tmp"
_CHUNK = 1 << 20


class Staged:
    """A written file that waits beside its target; as a context manager it discards at the end.

    ``path`` is where it waits, to be read and compared; ``changed`` is false if the target already
    holds the same bytes: then ``commit`` leaves the target and its times alone.
    """

    def __init__(self, target: Path, path: Path, file: BinaryIO | None) -> None:
        self.target = target
        self.path = path
        self.changed = file is not None
        self._file = file  # open, hence locked, for as long as it is wanted

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.discard()

    def commit(self) -> None:
        """Put the file in the place of its target; more calls do nothing.

        Raises:
            OSError: it cannot be renamed; the target is as it was.
        """
        if self._file is None:
            return
        if not self.changed:
            self.discard()
            return
        if CLOSE_FIRST:
            self._file.close()
        try:
            self.path.replace(self.target)
        except OSError:
            self.discard()
            raise
        self._release()
        _flush_folder(self.target.parent)

    def discard(self) -> None:
        """Remove the file, unless it has been committed; never fails."""
        if self._file is not None:
            if CLOSE_FIRST:
                self._file.close()
            with contextlib.suppress(OSError):
                self.path.unlink()
            self._release()

    def _release(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with contextlib.suppress(OSError):  # closing may write again on a full disk
                file.close()


def stage(target: Path, content: bytes) -> Staged:
    """Stage ``content`` for ``target``; nothing at all is written if the target holds it already.

    Raises:
        OSError: it cannot be written, see ``diagnose``; nothing is left behind.
    """
    with contextlib.suppress(OSError):
        if target.stat().st_size == len(content) and target.read_bytes() == content:
            return Staged(target, target, None)
    return stage_with(target, lambda file: file.write(content))


def stage_with(target: Path, write: Callable[[BinaryIO], object]) -> Staged:
    """Stage what ``write`` writes to the file it is given.

    Raises:
        OSError: it cannot be written, see ``diagnose``; nothing is left behind.
        Exception: whatever ``write`` raises; nothing is left behind either.
    """
    target = Path(os.path.realpath(target))  # a link stays a link, its destination is replaced
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(target))
    _remove_litter(target)
    path, file = _create(target)
    staged = Staged(target, path, file)
    try:
        write(file)
        file.flush()
        os.fsync(file.fileno())
        staged.changed = not _same(target, path)
        if staged.changed:
            _copy_mode(target, path)
    except BaseException:
        staged.discard()
        raise
    return staged


def diagnose(error: OSError, path: str) -> Diagnostic:
    """Say why ``path`` could not be written, and what to do."""
    reason = (error.strerror or str(error)).lower()
    other = f" (`{error.filename}`)" if error.filename and path not in str(error.filename) else ""
    remedy = _REMEDIES.get(error.errno or 0, "solve that")
    return report(
        "DG701",
        Span(path),
        f"`{path}` cannot be written: {reason}{other}",
        help=f"{remedy} and build again; the older file, if there is one, is unharmed",
    )


_REMEDIES = {
    errno.ENOSPC: "make room on the disk",
    errno.EDQUOT: "make room within your quota",
    errno.EFBIG: "raise the limit on the size of files",
    errno.EACCES: "allow writing to the folder",
    errno.EPERM: "allow writing to the folder",
    errno.EROFS: "choose a place on a disk that can be written",
    errno.EISDIR: "choose the name of a file, not of a folder,",
    errno.ENOENT: "create the folder",
    errno.ENOTDIR: "choose another place (a part of its path is a file)",
    errno.ENAMETOOLONG: "choose a shorter name",
}


def _create(target: Path) -> tuple[Path, BinaryIO]:
    """Create and lock a new file beside the target, with the mode that any new file gets."""
    while True:
        path = target.with_name(f"{_prefix(target)}{secrets.token_hex(4)}{_SUFFIX}")
        file = path.open("x+b")
        if lock(file) is not Lock.BUSY and _is_still(path, file):
            return path, file
        file.close()  # another process took it for litter before it was locked
        path.unlink(missing_ok=True)


def _remove_litter(target: Path) -> None:
    """Remove what killed processes left: hidden files of this target that nobody holds open."""
    prefix = _prefix(target)
    for path in target.parent.iterdir():
        if path.name.startswith(prefix) and path.name.endswith(_SUFFIX):
            with contextlib.suppress(OSError), path.open("r+b") as file:
                if CLOSE_FIRST:
                    file.close()
                    path.unlink()
                elif lock(file) is Lock.OURS:
                    path.unlink()


def _prefix(target: Path) -> str:
    return f".{target.name[:40]}."  # in bytes, the whole name must stay below 255


def _is_still(path: Path, file: BinaryIO) -> bool:
    try:
        return os.path.samestat(path.stat(), os.fstat(file.fileno()))
    except OSError:
        return False


def _same(target: Path, path: Path) -> bool:
    try:
        with target.open("rb") as old, path.open("rb") as new:
            if os.fstat(old.fileno()).st_size != os.fstat(new.fileno()).st_size:
                return False
            while chunk := new.read(_CHUNK):
                if old.read(_CHUNK) != chunk:
                    return False
            return True
    except OSError:
        return False


def _copy_mode(target: Path, path: Path) -> None:
    with contextlib.suppress(OSError):
        path.chmod(target.stat().st_mode & 0o7777)


def _flush_folder(folder: Path) -> None:
    """Make the renaming last through a power cut, where folders can be flushed."""
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
