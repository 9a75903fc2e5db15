"""Regular expressions that are compiled when they are used first.

A run uses a part of some four hundred; compiling all of them would take a quarter of its start.
"""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


class _Lazy:
    """Stands for a compiled pattern; what was asked for once is found without this class."""

    def __init__(self, pattern: Any, flags: int) -> None:
        self._arguments = (pattern, flags)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        pattern: re.Pattern[Any] = re.compile(*self._arguments)
        value = getattr(pattern, name)
        setattr(self, name, value)
        return value


def lazy(pattern: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """Return what ``re.compile`` does, but compiled at its first use.

    Only its methods and attributes work: it cannot be handed to functions of ``re``.
    """
    return cast("re.Pattern[AnyStr]", _Lazy(pattern, flags))
