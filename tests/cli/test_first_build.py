"""A first build: what the project is called, its own identity, and where it must not happen."""

from __future__ import annotations

import itertools
import json
import re
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from deckgen.anki.collection import anki_version
from tests.cli.running import Run

Write = Callable[..., Path]

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"
LAKES = "# Lakes\n\n## What is a tarn?\n\nA small mountain lake.\n"
CAVES = "# Caves\n\n## What is a sump?\n\nA passage under water.\n"


def _git(folder: Path, *arguments: str) -> None:
    who = ["-c", "user.name=w", "-c", "user.email=w@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def _left(folder: Path) -> dict[str, bytes]:
    found = [*folder.glob("*.lock"), *folder.glob("build/*")]
    return {path.name: path.read_bytes() for path in found}


def _project(folder: Path) -> dict[str, str]:
    lines = (folder / "deckgen.lock").read_text("utf-8").splitlines()
    project: dict[str, str] = json.loads(lines[1])
    return project


def _deck(folder: Path) -> list[str]:
    lines = map(json.loads, (folder / "deckgen.lock").read_text("utf-8").splitlines())
    return [line["deck"] + " → " + line["name"] for line in lines if "deck" in line]


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({"notes/water.md": LAKES}, "Lakes"),
        ({"water.md": LAKES.replace("# Lakes\n", "", 1)}, "Water"),
        ({"water.md": "# What is a tarn?\n\nA lake.\n\n# What is a sump?\n\nWater.\n"}, "Water"),
        ({"README.md": LAKES, "z.md": CAVES}, "Lakes"),
        ({"karst-lands/a.md": LAKES, "karst-lands/b.md": CAVES}, "Karst Lands"),
        ({"source/a.md": LAKES, "source/b.md": CAVES}, "Lakes"),
        ({"a.md": LAKES[9:], "b.md": CAVES[9:]}, "Home of Notes"),
        ({"README.md": LAKES[9:]}, "Home of Notes"),
        ({"water.md": LAKES.replace("# Lakes", "# Lakes::Tarns {#top}", 1)}, "Lakes:Tarns"),
        (
            {"water.md": LAKES.replace("# Lakes", "<h1 align=center>Lakes &amp; seas</h1>", 1)},
            "Lakes & seas",
        ),
        ({"water.md": LAKES.replace("# Lakes", "# Lakes" + " and more lakes" * 20, 1)}, "Water"),
        ({"a::b.md": LAKES[9:], "c: d.md": CAVES[9:]}, "Home of Notes"),
    ],
)
def test_a_project_without_a_name(
    deckgen: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    files: dict[str, str],
    name: str,
) -> None:
    root = tmp_path / "home-of-notes"
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    monkeypatch.chdir(root)

    ran = deckgen("build")

    assert ran.code == 0, ran.err
    assert f"the deck is called “{name}”" in ran.err
    assert _project(root)["name"] == name
    assert "is called" not in deckgen("build", "--no-cache").err


def test_a_configured_name_holds_for_one_file_and_for_two(
    deckgen: Run, write: Write, tmp_path: Path
) -> None:
    write("deckgen.toml", '[deck]\nname = "Land::Under :: Water"\n')
    write("lakes.md", LAKES)
    assert "is called" not in deckgen("build").err
    assert _deck(tmp_path) == ["lakes.md → Land::Under::Water"]

    write("caves.md", CAVES)
    deckgen("build")

    assert _deck(tmp_path) == [
        "caves.md → Land::Under::Water::Caves",
        "lakes.md → Land::Under::Water",
    ]


def test_a_project_keeps_the_deck_of_its_only_file(
    deckgen: Run, write: Write, tmp_path: Path
) -> None:
    """What the lock has stays: a second file renames no deck, nor does a name given later."""
    write("lakes.md", LAKES)
    deckgen("build")
    before = _project(tmp_path)["project"]
    write("caves.md", CAVES)
    assert deckgen("build").err == ""
    assert _deck(tmp_path) == ["caves.md → Lakes::Caves", "lakes.md → Lakes"]

    write("deckgen.toml", '[deck]\nname = "Water"\n')
    assert "DG612" in deckgen("build").err
    assert _project(tmp_path)["project"] == before


def test_a_level_without_a_name_is_an_error(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("lakes.md", LAKES)
    for name in ("::", "Water::", "::Water", "Land:: ::Water"):
        write("deckgen.toml", f'[deck]\nname = "{name}"\n')

        ran = deckgen("build")

        assert ran.code == 2
        assert "deckgen.toml:2:8" in ran.err
        assert "a level without a name" in ran.err
        assert _left(tmp_path) == {}


def test_decks_by_topic_do_not_repeat_the_title(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("deckgen.toml", '[decks]\nby = "topic"\n')
    write("water.md", LAKES + CAVES)
    deckgen("build")

    assert _deck(tmp_path) == ["#Caves → Lakes::Caves", "#Lakes → Lakes"]


def test_a_long_configured_name_still_names_a_file(
    deckgen: Run, write: Write, tmp_path: Path
) -> None:
    write("deckgen.toml", f'[deck]\nname = "{"湖" * 120}"\n')
    write("lakes.md", LAKES)

    assert deckgen("build").code == 0
    assert len(list((tmp_path / "build").glob("湖*.apkg"))) == 1


@pytest.mark.parametrize(
    "other",
    [
        LAKES.replace("small", "large"),
        LAKES.replace("lake.", "lake!"),
        LAKES.replace("tarn?", "tarns?"),
        LAKES.replace("# Lakes", "# Ponds", 1),
        LAKES.replace("tarn?", "`tarn`?"),
        LAKES + CAVES,
    ],
)
def test_other_sources_make_another_project(
    deckgen: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, other: str
) -> None:
    ids = []
    for folder, text in (("one", LAKES), ("two", other)):
        write(f"{folder}/notes.md", text)
        monkeypatch.chdir(tmp_path / folder)
        assert deckgen("build", "-q").code == 0
        ids.append(_project(tmp_path / folder)["project"])

    assert ids[0] != ids[1]


def test_pictures_tell_projects_apart(
    deckgen: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A picture of the project counts; that one from the web could be fetched does not."""
    ids = []
    for folder, color in (("one", "red"), ("two", "blue")):
        drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9">'
        write(f"{folder}/map.svg", f'{drawing}<rect width="9" height="9" fill="{color}"/></svg>')
        write(f"{folder}/notes.md", "# Maps\n\n## What is this?\n\n![Map](map.svg)\n")
        monkeypatch.chdir(tmp_path / folder)
        assert deckgen("build", "-q").code == 0
        ids.append(_project(tmp_path / folder)["project"])

    assert ids[0] != ids[1]


def test_the_same_sources_make_the_same_project_anywhere(
    deckgen: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    for folder, order in (("one", (LAKES, CAVES)), ("two", (CAVES, LAKES))):
        write(f"{folder}/README.md", "# Underground\n")
        for name, text in zip("ab", order if folder == "one" else reversed(order), strict=True):
            write(f"{folder}/{name}.md", text)
        monkeypatch.chdir(tmp_path / folder)
        assert deckgen("build", "-q").code == 0
        made.append(_left(tmp_path / folder))

    assert made[0] == made[1]
    assert len(made[0]) == 2


@pytest.mark.skipif(not anki_version(), reason="needs the extra `anki`")
def test_two_projects_that_ask_the_same_stay_apart_in_anki(
    deckgen: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deckgen.anki import verify

    packages = []
    for folder, word in (("one", "lake"), ("two", "hill")):
        for name in "ab":
            write(f"{folder}/{name}.md", f"## What is a {name} bed?\n\nThe ground of a {word}.\n")
        monkeypatch.chdir(tmp_path / folder)
        assert deckgen("build", "-q", "-o", "deck.apkg").code == 0
        packages.append(tmp_path / folder / "deck.apkg")

    report = verify(packages)

    assert [one.new for one in report.imports[:2]] == [2, 2]
    assert [one.updated for one in report.imports[:2]] == [0, 0]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.slow
def test_no_two_projects_of_the_corpus_share_a_note(
    deckgen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file under the same name, in a project of its own."""
    guids: list[set[str]] = []
    for number, source in enumerate(sorted((CORPUS / "files").rglob("*.md"))):
        root = tmp_path / str(number) / "notes"
        root.mkdir(parents=True)
        (root / "interview.md").write_bytes(source.read_bytes())
        monkeypatch.chdir(root)
        rows = deckgen("list", "--format", "jsonl").out.splitlines()
        guids.append({json.loads(row)["guid"] for row in rows})

    assert sum(map(len, guids)) > 1000
    assert all(not one & other for one, other in itertools.combinations(guids, 2))


def test_ci_begins_no_project(
    deckgen: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("lakes.md", LAKES)
    monkeypatch.setenv("CI", "true")

    for command in ("build", "release"):
        ran = deckgen(command)
        assert ran.code == 1
        assert "there is no `deckgen.lock`" in ran.err
        assert "commit `deckgen.lock`; `--fresh`" in ran.err
        assert _left(tmp_path) == {}

    assert deckgen("build", "--fresh").code == 0
    assert deckgen("build").code == 0


@pytest.mark.parametrize("staged", [True, False])
def test_a_lock_that_git_has_is_not_begun_anew(
    deckgen: Run, write: Write, tmp_path: Path, *, staged: bool
) -> None:
    write("lakes.md", LAKES)
    _git(tmp_path, "init", "-q")
    assert "commit deckgen.lock" in deckgen("build").err
    _git(tmp_path, "add", "deckgen.lock", "lakes.md")
    assert "commit deckgen.lock" not in deckgen("build").err
    if not staged:
        _git(tmp_path, "commit", "-q", "-m", "Begin")
        _git(tmp_path, "rm", "-q", "--cached", "deckgen.lock")
    (tmp_path / "deckgen.lock").unlink()
    before = _left(tmp_path)

    ran = deckgen("build")

    assert ran.code == 1
    assert "`deckgen.lock` is gone, but git has it" in ran.err
    command = "git checkout -- deckgen.lock" if staged else "git checkout HEAD -- deckgen.lock"
    assert f"`{command}`" in ran.err
    assert _left(tmp_path) == before
    subprocess.run(command.split(), cwd=tmp_path, check=True, capture_output=True)
    assert deckgen("build").code == 0
    (tmp_path / "deckgen.lock").unlink()
    assert deckgen("build", "--fresh").code == 0


def test_a_package_of_the_project_is_not_replaced_without_its_lock(
    deckgen: Run, write: Write, tmp_path: Path
) -> None:
    source = write("lakes.md", LAKES + CAVES)
    deckgen("build")
    guids = re.findall(r'"guid":"(\w+)"', (tmp_path / "deckgen.lock").read_text("utf-8"))
    (tmp_path / "deckgen.lock").unlink()
    source.write_text((LAKES + CAVES).replace("What is a sump?", "What is called a sump?"))
    before = _left(tmp_path)

    ran = deckgen("build")

    assert ran.code == 1
    assert "`--previous build/lakes.apkg`" in ran.err
    assert _left(tmp_path) == before
    assert deckgen("build", "--previous", "build/lakes.apkg").code == 0
    again = re.findall(r'"guid":"(\w+)"', (tmp_path / "deckgen.lock").read_text("utf-8"))
    assert again == guids
    assert _project(tmp_path)["project"] not in {"", "Lakes"}


def test_a_package_is_known_by_its_questions_or_answers(
    deckgen: Run, write: Write, tmp_path: Path
) -> None:
    """Its id follows from what it asked when it was built; since then all was reworded."""
    source = write("lakes.md", LAKES)
    deckgen("build", "-o", "deck.apkg")
    (tmp_path / "deckgen.lock").unlink()
    source.write_text(LAKES.replace("What is a tarn?", "How is a tarn defined?"))

    ran = deckgen("build", "-o", "deck.apkg")

    assert ran.code == 1
    assert "`deck.apkg` is a package of this project" in ran.err


@pytest.mark.parametrize("output", ["shelf/two.apkg", "shelf/one.apkg"])
def test_two_projects_on_one_shelf(
    deckgen: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, output: str
) -> None:
    """Another project that asks one of the questions, too, has a package in the folder."""
    for folder, own in (("one", LAKES + CAVES + LAKES.replace("tarn", "loch")), ("two", CAVES)):
        write(f"{folder}/notes.md", own.replace("# Caves\n", "") if folder == "one" else own)
    monkeypatch.chdir(tmp_path / "one")
    assert deckgen("build", "-o", "../shelf/one.apkg").code == 0
    monkeypatch.chdir(tmp_path / "two")

    assert deckgen("build", "-o", f"../{output}").code == 0


def test_only_git_can_say_that_a_lock_is_not_tracked(
    deckgen: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write("lakes.md", LAKES)
    (tmp_path / ".git").mkdir()

    assert "commit deckgen.lock" not in deckgen("build").err
    monkeypatch.setenv("PATH", "")
    assert "commit deckgen.lock" not in deckgen("build", "--no-cache").err


def test_a_release_says_that_the_lock_is_to_be_committed(
    deckgen: Run, write: Write, tmp_path: Path
) -> None:
    write("lakes.md", LAKES)
    _git(tmp_path, "init", "-q")

    ran = deckgen("release", "--no-gate")

    assert ran.code == 0
    assert "commit deckgen.lock" in ran.err
    assert "the deck is called “Lakes”" in ran.err


def test_a_release_stops_beside_the_last_one(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("lakes.md", LAKES)
    assert deckgen("release", "--no-gate").code == 0
    (tmp_path / "deckgen.lock").unlink()

    ran = deckgen("release", "--no-gate")

    assert ran.code == 1
    assert "is a package of this project" in ran.err
    assert not (tmp_path / "deckgen.lock").exists()


def test_a_strangers_package_is_no_reason_to_stop(deckgen: Run, write: Write) -> None:
    write("one/caves.md", CAVES)
    write("two/lakes.md", LAKES)
    assert deckgen("build", "one", "-o", "build/caves.apkg").code == 0
    Path("deckgen.lock").unlink()

    assert deckgen("build", "two").code == 0


def test_locked_says_what_would_change(
    deckgen: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Five rows of the difference, the command to run, and DG615 as an annotation."""
    source = write("lakes.md", LAKES)
    deckgen("build")
    more = "".join(f"\n## What is lake {n} called?\n\nPond {n}.\n" for n in range(7))
    source.write_text(LAKES + more)
    monkeypatch.setenv("GITHUB_ACTIONS", "true")

    ran = deckgen("build", "--locked")

    assert ran.code == 1
    assert (
        "error[DG615]: `deckgen.lock` is not up to date: 7 added; 1 question as before" in ran.err
    )
    assert "::error file=deckgen.lock" in ran.err
    assert len(re.findall(r"^added +lakes.md", ran.err, re.MULTILINE)) == 5
    assert "and 2 more questions" in ran.err
    assert "run `deckgen build` and commit `deckgen.lock`" in ran.err


def test_locked_says_what_changes_besides_questions(deckgen: Run, write: Write) -> None:
    write("lakes.md", LAKES)
    deckgen("build")
    write("deckgen.toml", '[deck]\nname = "Water"\n[lint]\nignore = ["DG612"]\n')

    for command in ("build", "release"):
        ran = deckgen(command, "--locked")
        assert ran.code == 1
        assert "no question changes, but the project, its decks, how the cards look" in ran.err
