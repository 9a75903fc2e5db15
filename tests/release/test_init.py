"""``deckgen init``: asks little, writes what is missing, and overwrites nothing."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from deckgen.config import load_config
from deckgen.release.starting import write_requirements
from tests.cli.running import Run
from tests.release.lighthouses import TOWERS

FROM = ("--from", "git+https://example.org/tools/deckgen@4f1c2aa")
ALWAYS = {"deckgen.toml", ".gitattributes", "build/.gitignore", "UPDATING.md"}


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def test_empty_folder(deckgen: Run, tmp_path: Path) -> None:
    ran = deckgen("init", "--name", 'Sea "marks"', "--source-url", "https://example.org/marks")

    assert ran.code == 0, ran.err
    assert set(_files(tmp_path)) == ALWAYS | {"source/first-questions.md"}
    config, found = load_config(tmp_path)
    assert found == ()
    assert config.deck.name == 'Sea "marks"'
    assert config.deck.source_url == "https://example.org/marks"
    assert re.fullmatch(r"[a-z2-7]{13}", config.deck.id)
    assert deckgen("build", "--strict").code == 0


def test_id_is_permanent_and_different_everywhere(deckgen: Run, tmp_path: Path) -> None:
    for name in ("one", "two"):
        assert deckgen("init", name, "--name", "Same").code == 0

    assert load_config(tmp_path / "one")[0].deck.id != load_config(tmp_path / "two")[0].deck.id


def test_id_of_the_lock_stays(deckgen: Run, tmp_path: Path) -> None:
    (tmp_path / "towers.md").write_text(TOWERS)
    deckgen("build")
    lock = (tmp_path / "deckgen.lock").read_text()

    assert deckgen("init").code == 0

    config, _ = load_config(tmp_path)
    assert f'"project":"{config.deck.id}"' in lock
    assert json.loads(lock.splitlines()[1])["name"] == config.deck.name
    assert deckgen("build", "--locked").code == 0


def test_nothing_is_overwritten(deckgen: Run, tmp_path: Path) -> None:
    assert deckgen("init", *FROM, "--github", "--shell").code == 0
    mine = {path: f"mine: {path}\n".encode() for path in _files(tmp_path)}
    for path, text in mine.items():
        (tmp_path / path).write_bytes(text)
    (tmp_path / "deckgen.toml").write_text('[deck]\nname = "Mine"\n')
    mine = _files(tmp_path)

    ran = deckgen("init", *FROM, "--github", "--shell", "--name", "Other")

    assert ran.code == 0
    assert _files(tmp_path) == mine
    assert "wrote" not in ran.out
    assert ran.out.count("left alone: ") == len(mine) - 1  # the sample is not even thought of


def test_attributes_of_git_are_left_alone_and_what_is_missing_is_said(
    deckgen: Run, tmp_path: Path
) -> None:
    attributes = tmp_path / ".gitattributes"
    attributes.write_text("*.png binary\n")

    assert "add to .gitattributes: `deckgen.lock text eol=lf merge=union`" in deckgen("init").out
    assert attributes.read_text() == "*.png binary\n"
    attributes.write_text("*.lock merge=union\ndeckgen.lock eol=lf\n")
    assert "add to .gitattributes" not in deckgen("init").out


def test_links_that_lead_nowhere_are_left_alone(deckgen: Run, tmp_path: Path) -> None:
    (tmp_path / "UPDATING.md").symlink_to("elsewhere/UPDATING.md")

    assert deckgen("init").code == 0
    assert not (tmp_path / "elsewhere").exists()


def test_settings_in_pyproject_are_left_alone(deckgen: Run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.deckgen.deck]\nname = "Mine"\n')

    ran = deckgen("init")

    assert ran.code == 0
    assert "left alone: deckgen.toml" in ran.out
    assert not (tmp_path / "deckgen.toml").exists()


def test_questions_in_the_root_need_no_sample(deckgen: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text(TOWERS)

    ran = deckgen("init")

    assert ran.code == 0
    assert "no sample" in ran.out
    assert not (tmp_path / "source").exists()
    listed = deckgen("list", "--format", "jsonl").out.splitlines()
    assert {json.loads(line)["path"] for line in listed} == {"README.md"}


def test_the_page_for_learners_is_no_source(deckgen: Run, tmp_path: Path) -> None:
    """Settings that are there already are not changed, so it is said what is missing in them."""
    (tmp_path / "towers.md").write_text(TOWERS)
    (tmp_path / "deckgen.toml").write_text('[deck]\nname = "Towers"\n')

    assert "exclude UPDATING.md" in deckgen("init").out
    (tmp_path / "UPDATING.md").unlink()
    (tmp_path / "deckgen.toml").write_text('[sources]\nexclude = "UPDATING.md"\n')
    assert "exclude UPDATING.md" not in deckgen("init").out


def test_a_readme_without_questions_gets_a_sample(deckgen: Run, tmp_path: Path) -> None:
    (tmp_path / "README.md").write_text("# Marks\n\nWhat sailors look out for.\n")

    assert deckgen("init").code == 0
    assert (tmp_path / "source" / "first-questions.md").exists()


@pytest.mark.parametrize(
    "remote",
    [
        "git@github.com:keepers/sea-marks.git",
        "https://github.com/keepers/sea-marks",
        "ssh://git@github.com/keepers/sea-marks.git",
    ],
)
def test_address_of_the_remote(deckgen: Run, tmp_path: Path, remote: str) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "config").write_text(f'[remote "origin"]\n\turl = {remote}\n')

    assert deckgen("init").code == 0

    address = "https://github.com/keepers/sea-marks"
    assert load_config(tmp_path)[0].deck.source_url == f"{address}/blob/HEAD"
    assert f"<{address}/releases/latest>" in (tmp_path / "UPDATING.md").read_text()


def test_terminal_is_asked(deckgen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answers = iter(["Buoys", ""])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True)
    monkeypatch.setattr("click.prompt", lambda *_, default, **__: next(answers) or default)

    assert deckgen("init").code == 0
    assert load_config(tmp_path)[0].deck.name == "Buoys"


def test_workflow_on_request(deckgen: Run, tmp_path: Path) -> None:
    assert deckgen("init", *FROM, "--github").code == 0

    made = set(_files(tmp_path)) - ALWAYS
    assert made == {
        "source/first-questions.md",
        ".github/workflows/deck.yml",
        ".github/deck.sh",
        ".github/deckgen.txt",
    }


def test_script_for_another_ci(deckgen: Run, tmp_path: Path) -> None:
    assert deckgen("init", *FROM, "--shell").code == 0

    assert {"ci/deck.sh", "ci/deckgen.txt"} <= set(_files(tmp_path))


def test_requirements_name_every_package_with_its_version() -> None:
    head, origin, *lines = write_requirements("./deckgen.whl[anki]").splitlines()

    assert head.startswith("#")
    assert origin == "./deckgen.whl[anki]"
    names = [line.partition("==")[0] for line in lines]
    assert names == sorted(names)
    assert all(re.fullmatch(r"[a-z0-9-]+==\S+", line) for line in lines)


def test_page_for_learners_is_that_of_the_documentation(deckgen: Run, tmp_path: Path) -> None:
    assert deckgen("init").code == 0
    shown = (Path(__file__).parents[2] / "docs" / "updating-for-learners.md").read_text()

    assert (tmp_path / "UPDATING.md").read_text() in shown


def test_page_for_learners_is_no_source_of_questions(deckgen: Run, tmp_path: Path) -> None:
    """Its headings must not become cards of the very deck it speaks of."""
    (tmp_path / "towers.md").write_text(TOWERS)
    assert deckgen("init").code == 0

    assert "UPDATING.md" not in deckgen("list", "--format", "jsonl").out
