"""The documentation says what is there, and nothing else."""

from __future__ import annotations

import re
import subprocess
import tomllib
from pathlib import Path

import click
import pytest

from deckgen.cli.entry import COMMANDS, cli, run
from deckgen.config.reader import options
from deckgen.config.settings import Config
from deckgen.diagnostics import CODES
from docs.generate import DOCS, make_pages

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAGES += sorted(DOCS.rglob("*.md"))


def _commands() -> dict[str, click.Command]:
    with click.Context(cli) as context:
        found = {name: cli.get_command(context, name) for name in COMMANDS}
    return {name: command for name, command in found.items() if command}


@pytest.mark.parametrize("name", COMMANDS)
def test_command_and_options_have_help(name: str) -> None:
    command = _commands()[name]

    assert command.help
    for option in command.params:
        if isinstance(option, click.Option):
            assert option.help, f"{name} {option.opts}"
            assert option.help.endswith((".", ")")), f"{name} {option.opts}"


def test_generated_pages_are_up_to_date() -> None:
    """``make docs`` would change nothing."""
    stale = [
        str(location.relative_to(ROOT))
        for location, text in make_pages().items()
        if not location.is_file() or location.read_text(encoding="utf-8") != text
    ]
    expected = {f"{code}.md" for code in CODES} | {"README.md"}

    assert stale == []
    assert {page.name for page in (DOCS / "diagnostics").iterdir()} == expected


def test_codes_are_in_order_and_well_described() -> None:
    assert list(CODES) == sorted(CODES)
    assert len({rule.name for rule in CODES.values()}) == len(CODES)
    for rule in CODES.values():
        assert re.fullmatch(r"DG\d{3}", rule.code)
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", rule.name)
        for text in (rule.summary, rule.why, rule.remedy):
            assert text.rstrip().endswith((".", "?", "!", ")")), f"{rule.code}: {text}"


def test_every_setting_has_a_meaning() -> None:
    text = (DOCS / "configuration.md").read_text(encoding="utf-8")

    assert len(options(Config)) >= 5
    assert "|  |\n" not in text


def test_readme_says_the_two_commands_first() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    head = text[: text.index("\n## ", text.index("\n## ") + 1)]

    assert "make deck" in head
    assert "make test" in head


def test_every_dependency_has_its_reason() -> None:
    text = (DOCS / "dependencies.md").read_text(encoding="utf-8")
    project = PROJECT["project"]
    groups = PROJECT["dependency-groups"]
    given = [*project["dependencies"], *project["optional-dependencies"]["anki"]]
    given += PROJECT["build-system"]["requires"]
    given += [name for group in groups.values() for name in group if isinstance(name, str)]
    names = {re.split(r"[<>=!~\[; ]", name)[0] for name in given}
    documented = dict(re.findall(r"^\| `([^`]+)` \| (.+) \|$", text, re.MULTILINE))

    assert names == set(documented)
    assert all(len(reason) > 10 for reason in documented.values())


def test_every_dependency_is_pinned() -> None:
    text = (ROOT / "constraints.txt").read_text(encoding="utf-8")
    pinned = {
        re.sub(r"[-_.]+", "-", name).lower()
        for name in re.findall(r"^([A-Za-z0-9._-]+)==\S+$", text, re.MULTILINE)
    }
    given = PROJECT["project"]["dependencies"] + PROJECT["build-system"]["requires"]
    names = {re.sub(r"[-_.]+", "-", re.split(r"[<>=!~\[; ]", name)[0]).lower() for name in given}

    assert names <= pinned
    assert {"pip", "pytest", "anki"} <= pinned


def test_make_targets_named_in_the_documentation_exist() -> None:
    targets = set(re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text(), re.MULTILINE))
    named = {
        target
        for page in PAGES
        for target in re.findall(r"`make ([a-z]+)", page.read_text(encoding="utf-8"))
    }

    assert named <= targets
    assert {"deck", "test", "constraints", "lint", "types", "docs"} <= named


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = re.sub(r"```.*?```|`[^`\n]+`", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", text)

    broken = [
        target
        for target in targets
        if not target.startswith(("http:", "https:")) and not (page.parent / target).exists()
    ]
    assert broken == []


def test_no_paths_of_any_workplace() -> None:
    """What is committed names no machine: only tests may look for a corpus beside the project."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if listed.returncode:
        pytest.skip("not a git checkout")
    forbidden = re.compile("/" + r"(work|opt|root|home/\w+)/|\.\." + r"/shared/(?!corpus)")
    wrong = []
    for name in listed.stdout.split("\0"):
        location = ROOT / name
        if not name or not location.is_file() or location.suffix in (".png", ".apkg"):
            continue
        text = location.read_text(encoding="utf-8", errors="replace")
        wrong += [f"{name}: {match[0]}" for match in forbidden.finditer(text)]

    assert wrong == []


def test_the_example_of_the_readme_is_true(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    example = re.search(r"`rivers\.md`:\n\n```markdown\n(.*?)```", text, re.DOTALL)
    shown = re.search(r"```console\n\$ deckgen (.*?)\n(.*?)```", text, re.DOTALL)
    assert example
    assert shown
    (tmp_path / "rivers.md").write_text(example[1], encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert run(shown[1].split()) == 0
    assert capsys.readouterr().out == shown[2]
