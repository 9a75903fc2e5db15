"""Comments and globs that silence findings."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.diagnostics import (
    Diagnostic,
    Suppression,
    find_suppressions,
    report,
    suppress,
    unknown_code,
)
from deckgen.diagnostics.sections import read_outline
from deckgen.markdown import parse
from deckgen.model import Block, BlockKind, SourceFile, Span
from tests.effort import count_calls

WARNING, OTHER, ERROR = "DG008", "DG007", "DG002"


def _flatten(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        yield from _flatten(block.children)


def _at(line: int, code: str = WARNING, path: str = "a.md") -> Diagnostic:
    return report(code, Span(path, line, 1, line, 2), "x")


def _shown(text: str, *diagnostics: Diagnostic) -> list[tuple[str, int]]:
    """What is left of the findings, as (code, line)."""
    suppressions, wrong = find_suppressions(text, "a.md")
    verdict = suppress([*diagnostics, *wrong], suppressions)
    return [(d.code, d.span.line) for d in verdict.diagnostics]


def test_comment_above_a_heading_covers_its_section() -> None:
    text = "# T\n\n<!-- deckgen: ignore DG008 -->\n## A\na\n### B\nb\n## C\nc\n"

    assert _shown(text, _at(1), _at(4), _at(7), _at(8)) == [(WARNING, 1), (WARNING, 8)]


def test_comment_in_a_section_covers_that_section() -> None:
    text = "# T\n## A\na\n<!-- deckgen: ignore DG008 -->\nb\n## C\n"

    assert _shown(text, _at(2), _at(5), _at(6)) == [(WARNING, 6)]


def test_comment_before_the_first_heading_covers_the_file() -> None:
    text = "<!-- deckgen: ignore DG008 -->\ntext\n\n# T\n## A\n"

    assert _shown(text, _at(5)) == []


def test_setext_headings_and_blank_lines_count() -> None:
    text = "T\n===\n<!-- deckgen: ignore DG008 -->\n\nA\n---\na\n\nB\n---\n"

    assert _shown(text, _at(1), _at(7), _at(9)) == [(WARNING, 1), (WARNING, 9)]


def test_ignore_file_covers_the_file() -> None:
    text = "# T\n## A\n<!-- deckgen: ignore-file DG008, DG007 -->\n## B\n"

    assert _shown(text, _at(1), _at(4), _at(4, OTHER)) == []


def test_a_range_covers_its_codes() -> None:
    assert _shown("<!-- deckgen: ignore DG0 -->", _at(1), _at(1, OTHER)) == []


def test_several_comments_on_one_line() -> None:
    text = "<!-- deckgen: ignore DG008 --> <!-- deckgen:ignore DG007-->"

    assert _shown(text, _at(1), _at(1, OTHER)) == []


def test_unused_suppression_is_a_finding_at_its_code() -> None:
    suppressions, _ = find_suppressions("x <!-- deckgen: ignore DG008 -->", "a.md")

    (finding,) = suppress([], suppressions).diagnostics

    assert (finding.code, finding.span) == ("DG008", Span("a.md", 1, 24, 1, 29))


def test_errors_cannot_be_suppressed() -> None:
    text = "<!-- deckgen: ignore DG002 -->"

    assert _shown(text, _at(1, ERROR)) == [(ERROR, 1), ("DG008", 1)]


@pytest.mark.parametrize(
    ("text", "code", "column"),
    [
        ("<!-- deckgen: ignore DG999 -->", "DG007", 22),
        ("<!-- deckgen: ignore everything -->", "DG007", 22),
        ("<!-- deckgen: ignore DG -->", "DG007", 22),
        ("a <!-- deckgen: ignore -->", "DG009", 3),
    ],
)
def test_a_wrong_comment_is_a_finding(text: str, code: str, column: int) -> None:
    suppressions, found = find_suppressions(text, "a.md")

    assert suppressions == ()
    assert [(d.code, d.span.col) for d in found] == [(code, column)]


@pytest.mark.parametrize(
    "text",
    [
        "```\n<!-- deckgen: ignore DG008 -->\n```",
        "> ~~~md\n> <!-- deckgen: ignore DG008 -->\n> ~~~",
        "`<!-- deckgen: ignore DG008 -->`",
        "Write:\n\n    <!-- deckgen: ignore DG008 -->",
        "# A\n\t<!-- deckgen: ignore DG008 -->",
        "> a\n>\n>     <!-- deckgen: ignore DG008 -->",
        "- a\n\n      <!-- deckgen: ignore DG008 -->",
        "1. a\n   - b\n\n         one\n\n         <!-- deckgen: ignore DG008 -->",
        "<!-- deckgen: skip -->",
        "<!-- deckgen: ignored DG008 -->",
        "deckgen: ignore DG008",
    ],
)
def test_samples_and_other_comments_suppress_nothing(text: str) -> None:
    assert find_suppressions(text, "a.md") == ((), ())


@pytest.mark.parametrize(
    "text",
    [
        "a\n    <!-- deckgen: ignore DG008 -->",
        "- a\n\n    <!-- deckgen: ignore DG008 -->",
        "10. a\nlazy\n\n    <!-- deckgen: ignore DG008 -->",
        "- a\n  - b\n\n    <!-- deckgen: ignore DG008 -->",
        "> - a\n>\n>     <!-- deckgen: ignore DG008 -->",
    ],
)
def test_a_comment_in_an_item_or_paragraph_counts(text: str) -> None:
    assert len(find_suppressions(text, "a.md")[0]) == 1


@given(
    st.lists(
        st.just("# Title")
        | st.builds(
            str.__add__,
            st.sampled_from(["", "  ", "    ", "      ", "        ", "\t"]),
            st.sampled_from(["", "", "text", "- item", "<!-- note -->"]),
        ),
        max_size=8,
    )
)
def test_code_is_where_the_parser_has_it(lines: list[str]) -> None:
    text = "\n".join([*lines, "", "    end"])
    document, _ = parse(SourceFile(path="a.md", location=Path("a.md"), text=text))
    code = {
        number
        for block in _flatten(document.blocks)
        if block.kind is BlockKind.CODE
        for number in range(block.span.line, block.span.end_line + 1)
    }
    prose = {number for number, line in read_outline(text).prose() if line.strip()}

    assert prose.isdisjoint(code)
    assert prose | code >= {
        number for number, line in enumerate(text.split("\n"), 1) if line.strip()
    }


def test_globs_cover_files_and_are_missed_only_in_complete_runs() -> None:
    place = Span("deckgen.toml", 2, 1, 2, 2)
    rule = Suppression(code="DG008", span=place, paths=re.compile("drafts/.*"))

    verdict = suppress([_at(1, path="drafts/a.md"), _at(1, path="b.md")], [rule])
    assert [d.span.path for d in verdict.diagnostics] == ["b.md"]
    assert verdict.suppressed == 1
    assert [d.span for d in suppress([], [rule]).diagnostics] == [place]
    assert suppress([], [rule], complete=False).diagnostics == ()


def test_select_and_ignore_leave_errors() -> None:
    found = [_at(1), _at(1, OTHER), _at(1, ERROR)]

    def codes(select: list[str], ignore: list[str]) -> list[str]:
        verdict = suppress(found, select=select, ignore=ignore)
        return [d.code for d in verdict.diagnostics]

    assert codes(["DG007"], []) == [ERROR, OTHER]
    assert codes([], ["DG007"]) == [ERROR, WARNING]
    assert codes(["DG008"], ["DG0"]) == [ERROR]
    assert suppress(found, ignore=["DG0"]).suppressed == 2


def test_findings_are_sorted() -> None:
    found = [_at(2), _at(1), _at(9, path="A.md"), _at(1, OTHER)]

    assert [(d.span.path, d.span.line, d.code) for d in suppress(found).diagnostics] == [
        ("A.md", 9, WARNING),
        ("a.md", 1, OTHER),
        ("a.md", 1, WARNING),
        ("a.md", 2, WARNING),
    ]


def test_unknown_code() -> None:
    assert unknown_code("DG008", Span("a")) is None
    assert unknown_code("DG0", Span("a")) is None
    assert unknown_code("", Span("a")) is not None
    assert unknown_code("D", Span("a")) is not None


@given(
    st.lists(
        st.sampled_from(
            [
                "# A",
                "## B",
                "### C",
                "a",
                "",
                "---",
                "```",
                "<!-- deckgen: ignore DG008 -->",
                "<!-- deckgen: ignore-file DG0 -->",
            ]
        ),
        max_size=12,
    )
)
def test_the_sweep_agrees_with_asking_each_line(lines: list[str]) -> None:
    text = "\n".join(lines)
    suppressions, _ = find_suppressions(text, "a.md")
    found = [_at(number) for number in range(1, len(lines) + 1)]
    expected = [
        d.span.line
        for d in found
        if not any(s.first <= d.span.line <= s.last for s in suppressions)
    ]

    verdict = suppress(found, suppressions)

    kept = [d.span.line for d in verdict.diagnostics if d.message == "x"]
    assert kept == expected


@given(st.text(alphabet="#=-`~ \nab<!>", max_size=60))
def test_every_line_has_a_section_around_it(text: str) -> None:
    outline = read_outline(text)
    for number in range(1, text.count("\n") + 2):
        first, last = outline.sections[number - 1]
        assert first <= number <= last


@pytest.mark.parametrize(
    "build",
    [
        lambda n: "<!-- deckgen: ignore " * n,
        lambda n: "<!--" + " " * 10 * n + "deckgen: x",
        lambda n: "# a\n<!-- deckgen: ignore DG008 -->\n" * n,
        lambda n: "<!-- deckgen: ignore DG008 -->\n" * n,
        lambda n: "deckgen:\n" + "```\n" * n,
    ],
)
def test_hostile_files_take_linear_effort(build: Callable[[int], str]) -> None:
    def search(text: str, findings: int) -> None:
        suppressions, _ = find_suppressions(text, "a.md")
        suppress([_at(line) for line in range(1, findings)], suppressions)

    small, large = (count_calls(partial(search, build(n), n)) for n in (2_000, 8_000))

    assert large < 6 * small + 2_000
