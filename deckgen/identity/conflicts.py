"""Explain the marks of an unsolved merge in a lock: what each side did, and what to keep."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Span

_OURS, _BASE, _MIDDLE, _THEIRS = "<<<<<<<", "|||||||", "=======", ">>>>>>>"
_SHOWN = 3


@dataclass
class _Region:
    """The lines between two conflict marks; ``base`` is only there in diff3 style."""

    line: int
    last: int = 0
    ours: list[str] = field(default_factory=list)
    base: list[str] = field(default_factory=list)
    theirs: list[str] = field(default_factory=list)


def explain_conflicts(text: str, path: str) -> tuple[Diagnostic, ...]:
    """One error for each conflict left in the text of a lock, saying how to solve that one."""
    if _OURS not in text and _THEIRS not in text:
        return ()
    return tuple(_explain(region, path) for region in _regions(text))


def _regions(text: str) -> Iterator[_Region]:
    region: _Region | None = None
    side: list[str] = []
    number = 0
    for number, line in enumerate(text.split("\n"), 1):
        mark = line[:7]
        if mark == _OURS:
            if region:
                yield region
            region = _Region(number, number)
            side = region.ours
        elif mark == _THEIRS:
            region = region or _Region(number)
            region.last = number
            yield region
            region = None
        elif region and mark == _BASE:
            side = region.base
        elif region and mark == _MIDDLE:
            side = region.theirs
        elif region:
            side.append(line)
            region.last = number
    if region:
        yield region


def _explain(region: _Region, path: str) -> Diagnostic:
    ours, theirs = _by_key(region.ours), _by_key(region.theirs)
    both = [key for key in ours if key in theirs and ours[key] != theirs[key]]
    span = Span(path, region.line, 1, max(region.last, region.line), 8)
    if both:
        names = ", ".join(_name(ours[key]) for key in both[:_SHOWN])
        more = f" and {len(both) - _SHOWN} more" if len(both) > _SHOWN else ""
        message = f"an unsolved merge: both sides changed {names}{more}"
        help_ = (
            "delete the marks and keep every line of both sides, but of two lines with one"
            " `guid` only the one with the greater `modified`; then build again"
        )
    else:
        message = "an unsolved merge: the two sides changed different records"
        help_ = "delete the marks, keep every line of both sides and build again"
    return report("DG601", span, message, help=help_)


def _by_key(lines: list[str]) -> dict[str, dict[str, Any]]:
    """The records of one side by what they are about."""
    records: dict[str, dict[str, Any]] = {}
    for line in lines:
        try:
            record = json.loads(line)
        except (ValueError, RecursionError):
            continue
        if isinstance(record, dict):
            for kind in ("guid", "deck", "note_type", "media", "project"):
                if kind in record:
                    records[f"{kind}:{record[kind] if kind != 'project' else ''}"] = record
                    break
    return records


def _name(record: dict[str, Any]) -> str:
    name = record.get("question") or record.get("role") or record.get("name")
    return f"`{name}`" if name else f"`{record.get('guid') or record.get('media')}`"
