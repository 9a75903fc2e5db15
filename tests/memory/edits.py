"""Edits of one section of a file, and what they may change."""

from __future__ import annotations

import random
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path

from deckgen.config import Config
from deckgen.pipeline import LOCK, Compilation, Request, compile_project

FENCE = re.compile(r"[ \t>]*(`{3,}|~{3,})")
HEADING = re.compile(r"(#{1,6})[ \t]+\S")
NAME = "notes.md"

Asked = tuple[str, str]
"""The text of a question, and the hash of its answer."""


@dataclass(frozen=True)
class Unit:
    """Lines ``first`` to ``last``: a question, or a section of some ``kind``."""

    first: int
    last: int
    kind: str


@dataclass(frozen=True)
class Edit:
    """``lines`` of an edited file; of the old ``questions`` all are to be read as before."""

    name: str
    lines: list[str]
    questions: Counter[Asked] = field(repr=False)


def compile_text(root: Path, text: str, lock: str | None = None) -> Compilation:
    """Compile a project of one file, with the lock of the build before."""
    (root / NAME).write_text(text, encoding="utf-8", newline="")
    (root / LOCK).unlink(missing_ok=True)
    if lock is not None:
        (root / LOCK).write_text(lock, encoding="utf-8")
    return compile_project(Request(root=root, paths=(root,), config=Config(), now=1_700_000_000))


def asked(compilation: Compilation) -> list[Asked]:
    """The questions of a build, with their answers."""
    return [
        (one.question.text or one.question.prompt, one.fingerprint[0] if one.fingerprint else "")
        for one in compilation.compositions
    ]


def make_edits(lines: Sequence[str], base: Compilation, most: int) -> list[Edit]:
    """Delete, insert or exchange sections: all such edits, or ``most`` of them."""
    spans = [
        (
            _open(lines, one.question.prompt_span.line),
            _close(lines, one.question.span.end_line),
        )
        for one in base.compositions
    ]
    questions = asked(base)
    found = list(_edits(list(lines), spans, questions))
    if len(found) > most:
        found = random.Random(len(lines)).sample(found, most)
    return found


def _open(lines: Sequence[str], line: int) -> int:
    """The first line of a question: that of the element that its summary opens."""
    return line - 1 if line > 1 and lines[line - 2].strip() == "<details>" else line


def _close(lines: Sequence[str], line: int) -> int:
    """The last line of a question: that closes the elements it stands in."""
    for number in range(line, len(lines)):
        text = lines[number].strip().lower()
        if text in ("</details>", "</p>"):
            line = number + 1
        elif text:
            break
    return line


def _edits(
    lines: list[str], spans: Sequence[tuple[int, int]], questions: Sequence[Asked]
) -> Iterator[Edit]:
    units = _units(lines, spans)

    def kept(*changed: Unit, moved: bool = False) -> Counter[Asked]:
        return Counter(
            one
            for one, (first, last) in zip(questions, spans, strict=True)
            if all(
                last < unit.first
                or first > unit.last
                or (moved and unit.first <= first and last <= unit.last)
                for unit in changed
            )
        )

    for unit in units:
        before, inside = lines[: unit.first - 1], lines[unit.first - 1 : unit.last]
        yield Edit(f"delete {unit}", [*before, *lines[unit.last :]], kept(unit))
        if new := _reword(inside, unit, spans, questions):
            free = Unit(unit.first, unit.first - 1, "")
            whole = Counter(
                one
                for one, (first, last) in zip(questions, spans, strict=True)
                if not first < free.first <= last
            )
            yield Edit(f"insert {unit}", [*before, *new, "", *lines[unit.first - 1 :]], whole)
    for one, other in pairwise(units):
        if one.kind == other.kind and one.last < other.first:
            yield Edit(
                f"exchange {one}, {other}",
                [
                    *lines[: one.first - 1],
                    *lines[other.first - 1 : other.last],
                    *(lines[one.last : other.first - 1] or [""]),
                    *lines[one.first - 1 : one.last],
                    "",
                    *lines[other.last :],
                ],
                kept(one, other, moved=True),
            )


def _units(lines: list[str], spans: Sequence[tuple[int, int]]) -> list[Unit]:
    """The questions that stand apart from others, and the sections below headings."""
    found = [
        Unit(first, last, "question")
        for first, last in spans
        if not any(one != (first, last) and one[0] <= last and one[1] >= first for one in spans)
    ]
    headings = list(_headings(lines))
    for at, (first, level) in enumerate(headings):
        last = next((n - 1 for n, other in headings[at + 1 :] if other <= level), len(lines))
        if last - first < 0.7 * len(lines):
            found.append(Unit(first, last, f"h{level}"))
    whole = [unit for unit in found if _is_whole(lines[unit.first - 1 : unit.last])]
    return sorted(whole, key=lambda unit: (unit.kind, unit.first))


def _headings(lines: Sequence[str]) -> Iterator[tuple[int, int]]:
    fence = ""
    for number, line in enumerate(lines, 1):
        if marks := FENCE.match(line):
            if not fence:
                fence = marks[1]
            elif marks[1].startswith(fence):
                fence = ""
        elif not fence and (heading := HEADING.match(line)):
            yield number, len(heading[1])


def _is_whole(lines: Sequence[str]) -> bool:
    text = "\n".join(lines).lower()
    return text.count("<details") == text.count("</details")


def _reword(
    inside: list[str], unit: Unit, spans: Sequence[tuple[int, int]], questions: Sequence[Asked]
) -> list[str] | None:
    """A new question that is written like the one in ``unit``."""
    text = next(
        (one[0] for one, (first, _) in zip(questions, spans, strict=True) if first == unit.first),
        "",
    )
    joined = "\n".join(inside)
    at = joined.find(text) if text else -1
    if at < 0 or joined[:at].removeprefix("<details>\n").count("\n"):
        return None
    mark = "?" if text.endswith("?") else ""
    new = f"What is a quorvex {unit.first}{mark}"
    return (joined[:at] + new + joined[at + len(text) :]).split("\n")
