"""Columns of a table as options name them: by heading or by number."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckgen.config import NotesSettings
from deckgen.config.reader import nearest
from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Span
from deckgen.notes.forms import fold
from deckgen.notes.grid import STEP, Cell
from deckgen.notes.options import Options

KEY, SKIP = "key_column", "skip_columns"


@dataclass(frozen=True, slots=True)
class Sought:
    """A column that an option names, and whether a table has it; ``place``: where that is set."""

    option: str
    name: str
    is_found: bool
    place: Span | None
    known: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Columns:
    """Indices of columns: the labels' (None: as the table has it), and those that are not asked."""

    key: int | None = None
    skipped: frozenset[int] = frozenset()


def choose_columns(
    heads: Sequence[Cell],
    numbers: Sequence[int],
    settings: NotesSettings,
    options: Options,
    lines: Sequence[int],
) -> tuple[Columns, list[Sought]]:
    """Find the columns that the options of a table name.

    ``numbers``: those of the columns as written, from 1.  ``lines``: where the table and its
    question begin.
    """
    sought: list[Sought] = []
    known = tuple(head.text for head in heads if head.text)

    def find(option: str, name: str) -> list[int]:
        found = _find(name, heads, numbers)
        sought.append(Sought(option, name, bool(found), options.place(option, lines), known))
        return found

    key = find(KEY, settings.key_column) if settings.key_column.strip() else []
    skipped = [
        index
        for names in settings.skip_columns
        for name in _names(names, heads)
        for index in find(SKIP, name)
    ]
    return Columns(key[0] if key else None, frozenset(skipped)), sought


def _names(written: str, heads: Sequence[Cell]) -> Iterator[str]:
    """One name that has a comma, or several."""
    if any(fold(" ".join(written.split())) in _titles(head) for head in heads):
        yield written
    else:
        yield from (name for name in written.split(",") if name.strip())


def _find(name: str, heads: Sequence[Cell], numbers: Sequence[int]) -> list[int]:
    wanted = fold(" ".join(name.split()))
    found = [i for i, head in enumerate(heads) if wanted in _titles(head)]
    if found or not (wanted.isdecimal() and wanted.isascii() and len(wanted) < 5):
        return found
    number = int(wanted)
    last = max((i for i, first in enumerate(numbers) if first <= number), default=-1)
    return [last] if last >= 0 and number <= numbers[-1] else []


def _titles(head: Cell) -> frozenset[str]:
    """What a heading is called: all of it, and each of several head rows."""
    return frozenset(fold(title) for title in (head.text, *head.text.split(STEP)) if title)


def check_columns(sought: Sequence[Sought]) -> Iterator[Diagnostic]:
    """Report the names that no table has for which they are set.

    The project's own settings are for tables of all sorts: not each has to have every column.
    """
    found = {(one.place, one.option, one.name) for one in sought if one.is_found}
    told: set[tuple[Span | None, str, str]] = set()
    for one in sought:
        key = (one.place, one.option, one.name)
        if one.place is None or key in found or key in told:
            continue
        told.add(key)
        message = f"`{one.option}` names `{one.name.strip()}`, which is no column here"
        yield report("DG306", one.place, message, help=nearest(one.name.strip(), one.known))
