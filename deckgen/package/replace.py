"""The way of a package to the disk: written, read back, compared, waiting to be put in place."""

from __future__ import annotations

from pathlib import Path

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Plan, Span
from deckgen.package.compare import differences, rows_of
from deckgen.package.reader import read_package
from deckgen.package.staging import Staged, diagnose, stage_with
from deckgen.package.writer import write_package

_SHOWN = 5


def stage_package(
    plan: Plan, target: Path, name: str
) -> tuple[Staged | None, tuple[Diagnostic, ...]]:
    """Stage the package of a checked plan for ``target``, which messages call ``name``.

    None with diagnostics if it cannot be written or reads back otherwise than planned (a picture
    changed during the build, say); nothing is left behind then.  Otherwise the caller commits or
    discards.  A package equal to the one in place is not read back: nothing will be replaced.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        staged = stage_with(target, lambda file: write_package(plan, file))
    except OSError as error:
        return None, (diagnose(error, name),)
    except OverflowError as error:
        remedy = "use smaller pictures, or split the project"
        return None, (report("DG730", Span(name), str(error), help=remedy),)
    wrong = _compare(plan, staged.path, name) if staged.changed else ()
    if wrong:
        staged.discard()
        return None, wrong
    return staged, ()


def _compare(plan: Plan, path: Path, name: str) -> tuple[Diagnostic, ...]:
    contents, unreadable = read_package(path, rows_of(plan))
    if contents is None:
        return unreadable
    found = differences(plan, contents)
    if not found:
        return ()
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    message = f"`{name}` was not written as planned: {'; '.join(found[:_SHOWN])}{more}"
    remedy = "build again; if that does not help, report it with this message"
    return (report("DG702", Span(name), message, help=remedy),)
