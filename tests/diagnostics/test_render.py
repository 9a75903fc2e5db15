"""How findings look, in every format."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.diagnostics import Diagnostic, Label, Severity, report
from deckgen.diagnostics.excerpt import Mark, char_width, draw_line, show_safely
from deckgen.diagnostics.machine import render_json, render_sarif
from deckgen.diagnostics.render import (
    render_concise,
    render_full,
    render_github,
    summarize,
)
from deckgen.model import Span

TEXT = "# Types\n\n## Difference between list, tuple and set?\n\tx\t日本語 here\n"


def _full(diagnostic: Diagnostic, text: str = TEXT) -> str:
    return render_full([diagnostic], {"a.md": text}.get)


def test_full_shows_the_line_marks_labels_and_help() -> None:
    finding = Diagnostic(
        code="DG008",
        severity=Severity.WARNING,
        message="question compares 3 things, but the answer has 2",
        span=Span("a.md", 3, 39, 3, 42),
        help="add a `### set` section",
        labels=(
            Label(span=Span("a.md", 3, 23, 3, 27)),
            Label(span=Span("a.md", 3, 29, 3, 34), text="has a section"),
            Label(span=Span("a.md", 1, 3, 1, 8), text="the topic"),
            Label(span=Span("b.md", 12, 1, 12, 2), text="first asked here"),
        ),
    )

    expected = """\
warning[DG008]: question compares 3 things, but the answer has 2
  --> a.md:3:39
   |
 3 | ## Difference between list, tuple and set?
   |                       ----  -----     ^^^
   |                             has a section
  ::: a.md:1:3
   |
 1 | # Types
   |   ----- the topic
  ::: b.md:12:1
   | first asked here
   |
   = help: add a `### set` section
"""
    assert expected == _full(finding)


@pytest.mark.parametrize(
    ("span", "below"),
    [
        (Span("a.md", 4, 2, 4, 3), "    ^"),
        (Span("a.md", 4, 4, 4, 6), "        ^^^^"),
        (Span("a.md", 4, 8, 4, 12), "               ^^^^"),
        (Span("a.md", 2, 1, 2, 1), "^"),
        (Span("a.md", 1, 3, 4, 2), "  ^^^^^"),
        (Span("a.md", 1, 8, 1, 9), "       ^"),
    ],
)
def test_marks_stand_below_their_text(span: Span, below: str) -> None:
    lines = _full(report("DG001", span, "x")).split("\n")

    assert lines[4] == "  | " + below


def test_no_source_no_excerpt() -> None:
    finding = report("DG005", Span("gone.md", 7, 3, 7, 4), "cannot be read", help="look")

    assert _full(finding) == (
        "error[DG005]: cannot be read\n --> gone.md:7:3\n  |\n  = help: look\n"
    )


def test_a_long_line_is_cut_around_the_place() -> None:
    text = "word " * 100_000 + "HERE" + " word" * 100_000

    lines = _full(report("DG001", Span("a.md", 1, 500_001, 1, 500_005), "x"), text).split("\n")

    shown, mark = lines[3], lines[4]
    assert len(shown) <= 104
    assert (shown[:5], shown[-1]) == ("1 | …", "…")
    assert shown[mark.index("^") : mark.rindex("^") + 1] == "HERE"


def test_control_characters_do_not_reach_the_terminal() -> None:
    evil = "a\x1b[31m\x9b\u202eb\x7f"
    finding = report("DG001", Span("a\x1b.md", 1, 1, 1, 2), evil, help=evil)
    outputs = [
        render_full([finding], lambda _: evil),
        render_concise([finding]),
        render_github([finding]),
    ]

    for output in outputs:
        assert not set(output) & set("\x1b\x9b\u202e\x7f")


def test_concise_is_one_line() -> None:
    finding = report("DG001", Span("a.md", 3, 4, 3, 5), "not valid")

    assert render_concise([finding]) == "a.md:3:4: DG001 not valid\n"
    assert render_concise([finding], color=True) == "a.md:3:4: \x1b[1;31mDG001\x1b[0m not valid\n"


def test_github_escapes_what_ends_a_command() -> None:
    finding = report("DG008", Span("a,b:c.md", 3, 4, 3, 9), "100% `::`", help="remove")

    assert render_github([finding]) == (
        "::warning file=a%2Cb%3Ac.md,line=3,endLine=3,col=4,endColumn=9,title=DG008::"
        "100%25 `::`%0Ahelp: remove\n"
    )


def test_json_holds_everything() -> None:
    label = Label(span=Span("b.md", 1, 2, 1, 3), text="first")
    finding = report("DG008", Span("a.md", 3, 4, 5, 6), "é", help="h", labels=(label,))

    data = json.loads(render_json([finding], 2))

    assert data["summary"] == {"errors": 0, "warnings": 1, "notes": 0, "suppressed": 2}
    assert data["diagnostics"] == [
        {
            "code": "DG008",
            "name": "unused-suppression",
            "severity": "warning",
            "message": "é",
            "help": "h",
            "path": "a.md",
            "line": 3,
            "col": 4,
            "end_line": 5,
            "end_col": 6,
            "labels": [
                {
                    "text": "first",
                    "path": "b.md",
                    "line": 1,
                    "col": 2,
                    "end_line": 1,
                    "end_col": 3,
                }
            ],
        }
    ]


def test_sarif_names_rules_places_and_columns() -> None:
    """The required properties of SARIF 2.1.0 §3.13, §3.14, §3.27 and §3.30."""
    label = Label(span=Span("b.md", 1, 2, 1, 3))
    found = [
        report("DG008", Span("my notes/é.md", 3, 4, 3, 9), "x", labels=(label,)),
        report("DG001", Span("deckgen.toml", 1, 1, 1, 1), "y", help="z"),
    ]

    log = json.loads(render_sarif(found, "1.2.3"))

    (run,) = log["runs"]
    driver = run["tool"]["driver"]
    assert (log["version"], driver["name"], driver["version"]) == ("2.1.0", "deckgen", "1.2.3")
    assert run["columnKind"] == "unicodeCodePoints"
    for result in run["results"]:
        assert driver["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
    first = run["results"][0]["locations"][0]["physicalLocation"]
    assert first["artifactLocation"]["uri"] == "my%20notes/%C3%A9.md"
    assert first["region"] == {"startLine": 3, "startColumn": 4, "endLine": 3, "endColumn": 9}
    assert run["results"][0]["relatedLocations"][0]["id"] == 0
    assert run["results"][1]["message"]["text"] == "y (help: z)"


def test_summary_counts_and_names_what_is_suppressed() -> None:
    found = [report("DG001", Span("a"), "")] * 2 + [report("DG008", Span("a"), "")]

    assert summarize(found, 3) == "2 errors, 1 warning (3 suppressed)"
    assert summarize([]) == "no findings"


def test_widths() -> None:
    assert [char_width(c) for c in "aé日\u0301\u200d🙂"] == [1, 1, 2, 0, 0, 2]


@given(
    st.text(max_size=300),
    st.integers(1, 320),
    st.integers(0, 30),
)
def test_any_line_can_be_drawn(line: str, start: int, length: int) -> None:
    """The mark lies inside what is shown, and nothing unprintable is shown."""
    line = line.replace("\n", "").replace("\r", "")

    shown, below = draw_line(line, [Mark(start=start, end=start + length, primary=True)])

    assert show_safely(shown) == shown
    width = sum(map(char_width, shown))
    assert width <= 98
    assert below[0].strip(" ^") == ""
    unseen = len(line) - len(line.rstrip())
    assert 0 < len(below[0]) <= width + 1 + 4 * (length + unseen)  # a tab is drawn as four
