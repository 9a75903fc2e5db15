"""The registry of codes, read from ``codes.toml`` as they are looked up."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cached_property
from importlib.resources import files

from deckgen.diagnostics.record import Diagnostic, Label, Severity
from deckgen.diagnostics.rule import Rule
from deckgen.model import Span

_TABLE = re.compile(r"^\[DG\d{3}\]\n(?:(?!\[DG).*\n?)*", re.MULTILINE)
"""A code's table, from its head to the next."""


class _Codes(Mapping[str, Rule]):
    """The rules by their codes, ascending; a run reads only those that it finds."""

    def __init__(self) -> None:
        self._rules: dict[str, Rule] = {}

    @cached_property
    def _tables(self) -> dict[str, str]:
        text = files("deckgen.diagnostics").joinpath("codes.toml").read_text("utf-8")
        return {table[1:6]: table for table in _TABLE.findall(text)}

    def __getitem__(self, code: str) -> Rule:
        if code not in self._rules:
            about = tomllib.loads(self._tables[code])[code]
            severity = Severity(about.pop("severity"))
            self._rules[code] = Rule(code=code, severity=severity, **about)
        return self._rules[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._tables)

    def __len__(self) -> int:
        return len(self._tables)


CODES: Mapping[str, Rule] = _Codes()
"""Every code and its rule, in order.  Codes are never reused."""


def report(
    code: str, span: Span, message: str, *, help: str = "", labels: tuple[Label, ...] = ()
) -> Diagnostic:
    """Make a diagnostic with the code's own severity.

    Raises:
        KeyError: the code is not registered (a bug).
    """
    severity = CODES[code].severity
    return Diagnostic(
        code=code, severity=severity, message=message, span=span, help=help, labels=labels
    )
