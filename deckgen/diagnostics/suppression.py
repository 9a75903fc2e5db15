"""What the author does not want to hear: comments in a file, globs in the configuration.

``<!-- deckgen: ignore DG305 -->`` directly above a heading covers that heading's section; elsewhere
it covers the section it stands in, and above the first heading the whole file.
``<!-- deckgen: ignore-file DG305 -->`` covers the whole file.  A code may be a range: ``DG3``.
Errors cannot be suppressed: a package that would harm a learner's collection is not a matter of
taste.
"""

from __future__ import annotations

import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from deckgen.diagnostics.codes import CODES, report
from deckgen.diagnostics.record import Diagnostic, Severity
from deckgen.diagnostics.sections import read_outline
from deckgen.model import Span
from deckgen.patterns import lazy

END = sys.maxsize

_COMMENT = lazy(r"<!--\s*deckgen:\s*ignore(-file)?(?![\w-])([^<>]*?)-->")
_WORD = lazy(r"[^\s,]+")
_CODE = lazy(r"DG\d{1,3}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Suppression:
    """One code that is not shown for some lines of some files; ``span`` is where that is said."""

    code: str
    span: Span
    paths: str | re.Pattern[str]
    first: int = 1
    last: int = END


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The findings to show, sorted, and how many are not shown."""

    diagnostics: tuple[Diagnostic, ...]
    suppressed: int = 0


def unknown_code(code: str, span: Span) -> Diagnostic | None:
    """A finding if no code is or begins with ``code``."""
    if _CODE.fullmatch(code) and any(known.startswith(code) for known in CODES):
        return None
    help = "`deckgen explain` lists the codes; a range is written `DG8`"
    return report("DG007", span, f"there is no code `{code}`", help=help)


def find_suppressions(
    text: str, path: str
) -> tuple[tuple[Suppression, ...], tuple[Diagnostic, ...]]:
    """Find the suppression comments of a file, outside fenced and inline code."""
    if "deckgen:" not in text:
        return (), ()
    suppressions: list[Suppression] = []
    diagnostics: list[Diagnostic] = []
    outline = read_outline(text)
    for number, line in outline.prose():
        for match in _COMMENT.finditer(line):
            if line.count("`", 0, match.start()) % 2:
                continue
            first, last = (1, END) if match[1] else outline.section(number)
            words = list(_WORD.finditer(line, match.start(2), match.end(2)))
            if not words:
                span = Span(path, number, match.start() + 1, number, match.end() + 1)
                help = "name it: `<!-- deckgen: ignore DG305 -->`"
                diagnostics.append(report("DG009", span, "suppression names no code", help=help))
            for word in words:
                span = Span(path, number, word.start() + 1, number, word.end() + 1)
                unknown = unknown_code(word[0], span)
                if unknown:
                    diagnostics.append(unknown)
                    continue
                suppressions.append(
                    Suppression(code=word[0], span=span, paths=path, first=first, last=last)
                )
    return tuple(suppressions), tuple(diagnostics)


def suppress(
    diagnostics: Iterable[Diagnostic],
    suppressions: Sequence[Suppression] = (),
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    complete: bool = True,
) -> Verdict:
    """Take out what is not to be shown, and add a finding for each unused suppression.

    ``select`` and ``ignore`` are codes or ranges; nothing selected means all.  Unused suppressions
    of the configuration are findings only if the whole project was read (``complete``).
    """
    found = list(diagnostics)
    comments = [one for one in suppressions if isinstance(one.paths, str)]
    globs = [one for one in suppressions if not isinstance(one.paths, str)]
    kept, unused = _apply(found, comments)
    missed = [_unused(one) for one in unused]
    kept, unused = _apply([*kept, *missed], globs)
    if complete:
        kept += [_unused(one) for one in unused]
        missed += [_unused(one) for one in unused]
    total = len(found) + len(missed)
    wanted = tuple(select) or ("DG",)
    kept = [
        finding
        for finding in kept
        if finding.severity is Severity.ERROR
        or (finding.code.startswith(wanted) and not finding.code.startswith(tuple(ignore)))
    ]
    return Verdict(diagnostics=tuple(sort_diagnostics(kept)), suppressed=total - len(kept))


def sort_diagnostics(diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Sort by path, position, code and message."""
    return sorted(diagnostics, key=_position)


def _position(finding: Diagnostic) -> tuple[str, int, int, str, str]:
    return finding.span.path, finding.span.line, finding.span.col, finding.code, finding.message


def _unused(suppression: Suppression) -> Diagnostic:
    found = f"`{suppression.code}` is suppressed here, but nothing of it is found"
    return report("DG008", suppression.span, found, help="remove it")


def _apply(
    diagnostics: Iterable[Diagnostic], suppressions: Sequence[Suppression]
) -> tuple[list[Diagnostic], list[Suppression]]:
    """The findings that are not covered, and the suppressions that covered none."""
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for finding in diagnostics:
        by_path[finding.span.path].append(finding)
    named: dict[str, list[Suppression]] = defaultdict(list)
    globbed: list[tuple[re.Pattern[str], Suppression]] = []
    for one in suppressions:
        if isinstance(one.paths, str):
            named[one.paths].append(one)
        else:
            globbed.append((one.paths, one))
    kept: list[Diagnostic] = []
    used: set[int] = set()
    for path, found in by_path.items():
        matching = [one for pattern, one in globbed if pattern.fullmatch(path)]
        kept += _apply_file(found, [*named[path], *matching], used)
    return kept, [one for one in suppressions if id(one) not in used]


def _apply_file(
    diagnostics: list[Diagnostic], suppressions: list[Suppression], used: set[int]
) -> Iterator[Diagnostic]:
    """The findings that are not covered.

    One sweep down the file, so that many comments and many findings stay linear.
    """
    waiting = sorted(suppressions, key=lambda one: one.first, reverse=True)
    reach: dict[str, Suppression] = {}
    for finding in sorted(diagnostics, key=_position):
        while waiting and waiting[-1].first <= finding.span.line:
            one = waiting.pop()
            if one.code not in reach or one.last >= reach[one.code].last:
                reach[one.code] = one
        covering = [
            reach[code]
            for code in (finding.code[:end] for end in range(3, 6))
            if code in reach and reach[code].last >= finding.span.line
        ]
        if covering and finding.severity is not Severity.ERROR:
            used.update(id(one) for one in covering)
        else:
            yield finding
