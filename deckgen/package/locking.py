"""Tell a file that a running process is writing from one that a killed process left behind."""

from __future__ import annotations

import sys
from enum import Enum, auto
from typing import BinaryIO

CLOSE_FIRST: bool = sys.platform == "win32"
"""Windows neither renames nor removes a file that is open; elsewhere it stays open, and locked."""


class Lock(Enum):
    """What came of locking a file; ``UNKNOWN``: the system or the disk has no locks."""

    OURS = auto()
    BUSY = auto()
    UNKNOWN = auto()


if sys.platform == "win32":

    def lock(file: BinaryIO) -> Lock:  # noqa: ARG001
        """Do nothing: an open file is safe from others anyway."""
        return Lock.UNKNOWN

else:
    import fcntl

    def lock(file: BinaryIO) -> Lock:
        """Lock the file for as long as it is open; the end of the process unlocks it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return Lock.BUSY
        except OSError:
            return Lock.UNKNOWN
        return Lock.OURS
