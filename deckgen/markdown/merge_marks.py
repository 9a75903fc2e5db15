"""The marks that git leaves where a merge was not solved."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deckgen.diagnostics import Diagnostic, report
from deckgen.markdown.positions import Positions

_MARK = re.compile(
    r"^(?:(<{7}) |(\|{7})(?: |$)|(={7})$|(>{7}) )|^ {0,3}(`{3,}|~{3,})(.*)", re.MULTILINE
)


def find_merge_marks(text: str, path: str) -> tuple[Diagnostic, ...]:
    """An error (DG119) for each conflict that is left in a text, outside of fenced code.

    ``=======`` alone underlines a heading, so only marks in the order in which git writes them
    count; one that shows a conflict indents it or puts it into a fence.
    """
    if "\n>>>>>>> " not in text:  # a quick look: it is asked of every file
        return ()
    positions = Positions(text, path)
    help = "solve the merge: keep one side or both, and delete the lines with the marks"
    return tuple(
        report("DG119", positions.span(at, at + 7), "an unsolved merge", help=help)
        for at in _conflicts(text)
    )


def _conflicts(text: str) -> Iterator[int]:
    """The offsets of the first marks of conflicts."""
    start, divided, fence = -1, False, ""
    for found in _MARK.finditer(text):
        ours, _, middle, theirs, opening, info = found.groups()
        if opening:
            if not fence:
                fence = opening
            elif opening.startswith(fence) and not info.strip():
                fence = ""
        elif ours and not fence:
            start, divided = found.start(), False
        elif start < 0:
            continue
        elif middle:
            divided = True
        elif theirs and divided:
            yield start
            start, fence = -1, ""
