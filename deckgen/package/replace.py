"""The whole way of a package to the disk: checked, written, read back, compared, waiting."""

from __future__ import annotations

from pathlib import Path

from deckgen.diagnostics import Diagnostic, Severity, report
from deckgen.model import Plan, Span
from deckgen.package.check import check_plan
from deckgen.package.compare import differences
from deckgen.package.reader import read_package
from deckgen.package.staging import Staged, diagnose, stage_with
from deckgen.package.writer import write_package

_SHOWN = 5


def stage_package(
    plan: Plan, target: Path, name: str
) -> tuple[Staged | None, tuple[Diagnostic, ...]]:
    """Stage the plan's package for ``target``; ``name`` is what messages call the target.

    None if the plan has errors, cannot be written, or reads back otherwise than planned; nothing is
    left behind then.  Otherwise the caller commits or discards.  A package equal to the one in
    place is not read back again: nothing will be replaced.
    """
    found = check_plan(plan)
    if any(one.severity is Severity.ERROR for one in found):
        return None, found
    try:
        staged = stage_with(target, lambda file: write_package(plan, file))
    except OSError as error:
        return None, (*found, diagnose(error, name))
    except OverflowError as error:
        remedy = "use smaller pictures, or split the project"
        return None, (*found, report("DG730", Span(name), str(error), help=remedy))
    wrong = _compare(plan, staged.path, name) if staged.changed else ()
    if wrong:
        staged.discard()
        return None, (*found, *wrong)
    return staged, found


def _compare(plan: Plan, path: Path, name: str) -> tuple[Diagnostic, ...]:
    contents, unreadable = read_package(path)
    if contents is None:
        return unreadable
    found = differences(plan, contents)
    if not found:
        return ()
    more = f"; and {len(found) - _SHOWN} more" if len(found) > _SHOWN else ""
    message = f"`{name}` was not written as planned: {'; '.join(found[:_SHOWN])}{more}"
    remedy = "build again; if that does not help, report it with this message"
    return (report("DG702", Span(name), message, help=remedy),)
