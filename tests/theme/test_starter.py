"""What `deckgen init --theme` writes: it changes nothing, and says what there is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from deckgen.config import load_config
from deckgen.theme import TEMPLATES
from deckgen.theme.builtin import own_css, own_file
from deckgen.theme.names import CLASSES, NIGHT, VARIABLES
from deckgen.theme.starter import SETTINGS
from tests.cli.running import RIVERS, Run
from tests.theme.projects import FONT, read


@pytest.mark.parametrize("language", ["en", "de"])
def test_it_changes_nothing_until_something_is_written(
    deckgen: Run, tmp_path: Path, language: str
) -> None:
    """Not even the lock: learners of a published deck get no new look."""
    (tmp_path / "rivers.md").write_text(RIVERS)
    settings = f'[deck]\nlanguage = "{language}"\n[sources]\npaths = "rivers.md"\n'
    (tmp_path / "deckgen.toml").write_text(settings)
    assert deckgen("build").code == 0

    ran = deckgen("init", "--theme")

    assert ran.code == 0
    assert f"add to deckgen.toml:\n\n{SETTINGS}" in ran.out
    (tmp_path / "deckgen.toml").write_text(f"{settings}{SETTINGS}")
    again = deckgen("build", "--locked", "--strict")
    assert (again.code, again.err) == (0, "")
    assert "add to" not in deckgen("init", "--theme").out
    with (tmp_path / "theme/looks.css").open("a") as style:
        style.write(".card { --accent: #8a1c7c; }\n")
    assert "a new look" in deckgen("build", "--strict").out


def test_a_new_project_has_its_settings(deckgen: Run, tmp_path: Path) -> None:
    assert deckgen("init", "--theme").code == 0

    config, found = load_config(tmp_path)
    assert found == ()
    assert config.theme.css == ("theme/looks.css",)
    assert {f"{config.theme.templates}/{name}" for name in TEMPLATES} | {"theme/looks.css"} == {
        path.relative_to(tmp_path).as_posix() for path in (tmp_path / "theme").iterdir()
    }
    assert deckgen("build", "--strict").code == 0


def test_settings_in_another_file_are_named_as_there(deckgen: Run, tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.deckgen.deck]\nname = "X"\n')

    assert "add to pyproject.toml:\n\n[tool.deckgen.theme]\n" in deckgen("init", "--theme").out


def test_the_example_works(deckgen: Run, tmp_path: Path) -> None:
    """The lines that the sheet shows can be taken out of their comment."""
    deckgen("init", "--theme")
    style = tmp_path / "theme/looks.css"
    example = style.read_text().partition("For example:\n")[2].partition("Fonts and")[0]
    style.write_text(example)

    ran = deckgen("build", "--strict")

    assert ran.code == 0, ran.err


def test_every_name_is_there() -> None:
    """What is promised exists; every colour of the sheet is named."""
    css = own_css()
    templates = "".join(own_file(name) for name in TEMPLATES)
    names = {*re.findall(r"\.[a-z][\w-]*", css)}
    names |= {
        f".{one}" for given in re.findall(r'class="([^"]*)"', templates) for one in given.split()
    }
    defined = set(re.findall(r"(--[\w-]+):", css))

    assert set(CLASSES) <= names
    assert set(VARIABLES) <= defined
    assert all(name in VARIABLES or name.startswith("--code-") for name in defined)
    assert NIGHT.replace(", ", ",\n") in css


def test_the_examples_of_the_documentation_pass(tmp_path: Path) -> None:
    text = (Path(__file__).parents[2] / "docs/looks.md").read_text(encoding="utf-8")
    examples = dict(re.findall(r"`theme/([a-z_.]+)`[^\n]*:\n+```[a-z]+\n(.*?)```", text, re.DOTALL))
    settings = re.search(r"```toml\n(.*?)```", text, re.DOTALL)
    assert settings
    assert set(examples) == {"looks.css", "basic_back.html"}

    files = {f"theme/{name}": content for name, content in examples.items()}
    theme, found = read(tmp_path, {**files, "theme/fonts/mine.woff2": FONT}, settings[1])

    assert found == ()
    assert set(theme.templates) == {"basic_back.html"}
    assert [file.name[:6] for file in theme.media] == ["_mine-"]
