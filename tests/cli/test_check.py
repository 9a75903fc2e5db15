"""``deckgen check``: formats, selection, exit codes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import RIVERS, WARNED, Run

Write = Callable[..., Path]
PLACE = "source/rivers.md:18:22"


@pytest.fixture(autouse=True)
def _warned(write: Write) -> None:
    write("source/rivers.md", WARNED)


def test_nothing_is_written(deckgen: Run, tmp_path: Path) -> None:
    deckgen("check")

    assert [path.name for path in tmp_path.iterdir()] == ["source"]


def test_findings_are_results_and_the_count_is_not(deckgen: Run) -> None:
    ran = deckgen("check")

    assert ran.code == 0
    assert f"--> {PLACE}\n" in ran.out
    assert ran.err.startswith("1 warning in 1 file; ")


def test_strict_fails_on_warnings(deckgen: Run) -> None:
    assert deckgen("check", "--strict").code == 1


def test_a_clean_project_is_silent_on_stdout(deckgen: Run, write: Write) -> None:
    write("source/rivers.md", RIVERS)

    ran = deckgen("check", "--strict")

    assert (ran.code, ran.out) == (0, "")
    assert ran.err.startswith("no findings in 1 file; ")


def test_concise(deckgen: Run) -> None:
    ran = deckgen("check", "--format", "concise", "-q")

    assert ran.out.startswith(f"{PLACE}: DG008 ")
    assert ran.out.count("\n") == 1
    assert ran.err == ""


def test_machine_formats_leave_stdout_clean(deckgen: Run) -> None:
    found = json.loads(deckgen("check", "--format", "json").out)
    log = json.loads(deckgen("check", "--format", "sarif").out)

    assert [one["code"] for one in found["diagnostics"]] == ["DG008"]
    assert [one["ruleId"] for one in log["runs"][0]["results"]] == ["DG008"]


def test_github_format_and_automatic_annotations(
    deckgen: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    annotation = "::warning file=source/rivers.md,line=18,"

    assert deckgen("check", "--format", "github").out.startswith(annotation)
    assert annotation not in deckgen("check").err
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    ran = deckgen("check")
    assert PLACE in ran.out
    assert annotation in ran.err
    assert annotation in deckgen("build").err


def test_select_and_ignore(deckgen: Run) -> None:
    assert deckgen("check", "--ignore", "DG008").out == ""
    assert deckgen("check", "--ignore", "DG0").err.startswith("no findings (1 suppressed)")
    assert deckgen("check", "--select", "DG0").out != ""
    assert deckgen("check", "--select", "DG6", "--strict").code == 0
    assert deckgen("check", "--ignore", "dg1,DG008").out == ""
    assert deckgen("check", "--select", "DG999").code == 2
    assert deckgen("check", "--select", "DG0,").code == 2


def test_configuration_suppresses_by_path(deckgen: Run, write: Write) -> None:
    write("deckgen.toml", '[[path]]\nglob = "source/*"\nignore = ["DG008"]\n')

    assert deckgen("check", "--strict").code == 0


def test_an_unused_rule_of_the_configuration_is_a_finding(deckgen: Run, write: Write) -> None:
    write("source/rivers.md", RIVERS)
    write("deckgen.toml", '[[path]]\nglob = "drafts"\nignore = ["DG008"]\n')

    assert "deckgen.toml:3:11: DG008" in deckgen("check", "--format", "concise").out
    assert deckgen("check", "source/rivers.md", "--format", "concise").out == ""


def test_excluded_files_are_not_read(deckgen: Run, write: Write) -> None:
    write("source/drafts/rivers.md", WARNED)
    write("deckgen.toml", '[sources]\nexclude = ["source/drafts/**"]\n')

    assert " in 1 file; " in deckgen("check").err


def test_color_on_request(deckgen: Run) -> None:
    assert "\x1b[" in deckgen("check", "--color", "always").out
    assert "\x1b[" not in deckgen("check").out


def test_a_broken_configuration_is_found_in_every_format(deckgen: Run, write: Write) -> None:
    write("deckgen.toml", "[deck]\nnam = 1\n")

    ran = deckgen("check", "--format", "json")

    assert ran.code == 2
    assert [one["code"] for one in json.loads(ran.out)["diagnostics"]] == ["DG002"]


def test_findings_of_the_configuration_are_among_the_others(deckgen: Run, write: Write) -> None:
    write("deckgen.toml", '[lint]\nignore = ["DG998"]\n')

    ran = deckgen("check", "--format", "concise")

    assert [line.split()[1] for line in ran.out.splitlines()] == ["DG007", "DG008"]


UNANSWERED = RIVERS + "".join(f"\n## {n}. What is river {n}?\n" for n in range(4, 34))


def test_many_findings_are_counted_by_code(deckgen: Run, write: Write) -> None:
    write("source/rivers.md", UNANSWERED)

    ran = deckgen("check")

    assert ran.out.count("warning[DG201]") == 30
    assert "30 DG201 A question has no answer below it.\n" in ran.err
    assert ran.err.endswith("; 5 notes for Anki\n")


def test_a_build_shows_the_first_few_of_a_kind(deckgen: Run, write: Write) -> None:
    write("source/rivers.md", UNANSWERED)

    ran = deckgen("build")

    assert ran.err.count("warning[DG201]") == 3
    assert "\nand 27 more DG201 in 1 file: A question has no answer below it.\n" in ran.err
    assert "`-v` or `deckgen check` shows all" in ran.err
    assert deckgen("build", "-v").err.count("warning[DG201]") == 30
