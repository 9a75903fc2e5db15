"""What to say when the system refuses."""

from __future__ import annotations

import errno

_REMEDIES = {
    errno.ENOSPC: "free some space, or choose another place",
    errno.EDQUOT: "free some space, or choose another place",
    errno.EFBIG: "raise the limit of file sizes, or choose another place",
    errno.EROFS: "choose a place that can be written",
    errno.EACCES: "check the permissions of the file and its folder",
    errno.EPERM: "check the permissions of the file and its folder",
    errno.EEXIST: "a file is in the way; remove it, or choose another place",
    errno.ENOENT: "check the path",
    errno.ENOTDIR: "a part of the path is a file, not a folder",
    errno.EISDIR: "name a file, not a folder",
    errno.ENAMETOOLONG: "choose a shorter name",
    errno.EMFILE: "close other programs, or raise the limit of open files",
}


def describe_failure(error: OSError) -> str:
    """What the system refused, and why."""
    reason = error.strerror or str(error) or type(error).__name__
    names = [f"`{name}`" for name in (error.filename, error.filename2) if isinstance(name, str)]
    return f"{' and '.join(names)}: {reason}" if names else f"the system refused: {reason}"


def find_remedy(error: OSError) -> str:
    """What to do about it, if that is known."""
    return _REMEDIES.get(error.errno or 0, "")
