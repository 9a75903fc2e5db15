"""From an address in a note to the package, through command line, lock and cache."""

from __future__ import annotations

import json
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import pytest

from deckgen.cli.entry import run
from deckgen.package import read_package
from tests.media.pictures import SECRET, jpeg, png
from tests.media.samples import write
from tests.media.serving import Site, answer, serve

NOTES = """# Rivers

[![badge]({at}badge.svg)]({at})

## What is a ford?

A place to wade.

![a ford]({at}ford.png)

## What is a delta?

<img src="{at}delta.jpg" alt="a delta" width="300"> and ![again][ford]

[ford]: {at}ford.png "Title"
"""


class Project:
    """A project in a folder of its own, and the command line in it."""

    def __init__(self, root: Path, site: Site, capsys: pytest.CaptureFixture[str]) -> None:
        self.root, self.site, self.capsys = root, site, capsys
        self.write(NOTES.replace("{at}", site.at("")))
        self.configure()

    def write(self, text: str) -> None:
        write(self.root, "source/rivers.md", text.encode())

    def configure(self, more: str = "") -> None:
        text = f'[deck]\nid = "rivers"\n[media]\nallow_hosts = ["{self.site.name}"]\n{more}\n'
        write(self.root, "deckgen.toml", text.encode())

    def run(self, *arguments: str, code: int = 0) -> str:
        """Run a command; return all it says."""
        assert run(arguments) == code, self.capsys.readouterr()
        return "".join(self.capsys.readouterr())

    def package(self) -> bytes:
        (location,) = (self.root / "build").glob("*.apkg")
        return location.read_bytes()

    def fields(self) -> str:
        (location,) = (self.root / "build").glob("*.apkg")
        contents, _ = read_package(location)
        assert contents is not None
        return "\n".join(field for note in contents.notes for field in note.fields)

    def lock(self) -> str:
        return (self.root / "deckgen.lock").read_text(encoding="utf-8")

    def pins(self) -> dict[str, Any]:
        records = map(json.loads, self.lock().splitlines())
        return {one["media"]: one for one in records if "media" in one}

    def names(self) -> set[str]:
        return set(re.findall(r'src="([^":]+)"', self.fields()))


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    return tmp_path / "cache" / "deckgen" / "media"


@pytest.fixture
def project(
    tmp_path: Path,
    site: Site,
    cache: Path,  # noqa: ARG001
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> Project:
    site.pages = {"ford.png": png(), "delta.jpg": jpeg(3000, 900), "badge.svg": b"<svg/>"}
    root = tmp_path / "project"
    root.mkdir()
    monkeypatch.chdir(root)
    return Project(root, site, capsys)


def test_pictures_arrive_and_are_pinned(project: Project) -> None:
    """Pictures of cards are in the package, cleaned and scaled; a badge is not even asked for."""
    project.run("build", "--strict")

    names = project.names()
    assert {name.rpartition("-")[0] for name in names} == {"ford", "delta"}
    assert "http://127" not in project.fields()
    assert 'width="300"' in project.fields()
    assert set(project.site.asked) == {"ford.png", "delta.jpg"}
    assert set(project.site.asked.values()) == {1}
    assert {record["name"] for record in project.pins().values()} == names
    (location,) = (project.root / "build").glob("*.apkg")
    with zipfile.ZipFile(location) as archive:
        assert not any(SECRET in archive.read(name) for name in archive.namelist())


def test_rebuild_needs_no_network(project: Project) -> None:
    """With lock and cache nothing is asked again, and the bytes are the same."""
    project.run("build")
    package, lock = project.package(), project.lock()
    project.site.asked.clear()
    project.site.pages.clear()

    project.run("build", "--strict", "--locked")
    (project.root / "deckgen.lock").write_text(lock)
    shutil.rmtree(project.root / "build")
    project.run("build", "--offline", "--strict", "--locked")

    assert (project.package(), project.lock()) == (package, lock)
    assert not project.site.asked


def test_another_machine_fetches_what_is_pinned(project: Project, cache: Path) -> None:
    """With the lock and without the cache the same bytes are fetched and give the same package."""
    project.run("build")
    package = project.package()
    shutil.rmtree(cache)

    project.run("build", "--locked", "--strict")

    assert project.package() == package
    assert set(project.site.asked.values()) == {2}


def test_changed_picture_is_noticed_not_taken(project: Project, cache: Path) -> None:
    """A pinned picture that was replaced is a warning at its place; `refresh` takes it over."""
    project.run("build")
    lock, before = project.lock(), project.names()
    shutil.rmtree(cache)
    project.site.pages["ford.png"] = png(80, 40)

    said = project.run("build", "--locked")

    assert "[DG513]" in said
    assert re.search(r"\[DG513\].*\n.*source/rivers\.md:9:11", said)
    assert project.lock() == lock
    assert project.site.at("ford.png") in project.fields()
    assert project.names() == {name for name in before if name.startswith("delta")}
    said = project.run("media", "refresh", project.site.at("ford.png"))
    assert said == f"changed  {project.site.at('ford.png')}\n"
    project.run("build", "--strict")
    assert len(project.names()) == 2
    assert project.names() != before


def test_refresh_notices_a_change_behind_a_full_cache(project: Project) -> None:
    """With everything in the cache nobody asks the web, until `refresh` does."""
    project.run("build")
    project.site.pages["ford.png"] = png(80, 40)
    project.run("build", "--strict", "--locked")

    said = project.run("media", "refresh")

    assert sorted(said.splitlines()) == [
        f"changed  {project.site.at('ford.png')}",
        f"unchanged  {project.site.at('delta.jpg')}",
    ]
    assert "2 changed" in project.run("build")
    assert project.run("media", "refresh").count("unchanged") == 2


def test_refresh_keeps_what_cannot_be_fetched(project: Project) -> None:
    """A picture that is gone stays pinned, and the command says so."""
    project.run("build")
    lock = project.lock()
    project.site.pages.clear()

    said = project.run("media", "refresh", code=1)

    assert said.count("failed (the server answers 404: there is nothing)") == 2
    assert project.lock() == lock
    project.run("build", "--strict", "--locked")


def test_no_network_and_no_cache(project: Project, cache: Path) -> None:
    """Notes keep links, the lock stays: a machine without a network changes nobody's notes."""
    project.run("build")
    lock = project.lock()
    shutil.rmtree(cache)
    project.site.asked.clear()

    said = project.run("build", "--offline", "--locked", "--strict")

    assert project.lock() == lock
    assert f'src="{project.site.at("ford.png")}"' in project.fields()
    assert "2 pictures on the web, not in the package" in said
    assert not project.site.asked


def test_withheld_in_a_blank(project: Project, cache: Path) -> None:
    """An address whose colons mean something to Anki stays whole within a blank."""
    project.site.pages |= {"a::b.png": png(), "c.png": png(40, 40)}
    table = "| | Ford | Bridge |\n| --- | --- | --- |\n| Look | ![f]({0}) | ![b]({1}) |\n"
    rows = table.format(project.site.at("a::b.png"), project.site.at("c.png"))
    project.write(f"# Rivers\n\n## How do a ford and a bridge differ?\n\n{rows}")
    project.run("build")
    assert "{{c1::" in project.fields()
    shutil.rmtree(cache)

    project.run("build", "--offline", "--locked")

    assert "{{c1::" in project.fields()
    assert "a::b" not in project.fields()
    assert project.site.at("a:&#58;b.png") in project.fields()


def test_first_build_without_network(project: Project, capsys: pytest.CaptureFixture[str]) -> None:
    """Nothing is pinned, cards have links, the build is well; with a network pictures arrive."""
    with serve() as gone:
        pass
    away = Project(project.root, gone, capsys)

    said = away.run("build", "-v", "--strict")

    assert said.count("[DG512]") == 3
    assert "cannot be reached" in said
    assert away.pins() == {}
    assert gone.at("ford.png") in away.fields()


@pytest.mark.parametrize(
    ("page", "said"),
    [
        (lambda handler: answer(handler, 404), "there is nothing"),
        (b"<!DOCTYPE html>", "it is a page, not a picture"),
        (
            lambda handler: answer(handler, 302, Location="http://127.0.0.1:1/x.png"),
            "private network",
        ),
    ],
)
def test_no_picture_at_the_address(project: Project, page: Any, said: str) -> None:
    """A warning at the place of each use, the link stays; only `--strict` fails."""
    project.site.pages["delta.jpg"] = page

    shown = project.run("build")

    assert re.search(r"\[DG511\].*" + said + r".*\n.*source/rivers\.md:13:11", shown)
    assert project.site.at("delta.jpg") in project.fields()
    assert project.site.at("delta.jpg") not in project.pins()
    project.run("build", "--strict", code=1)


def test_fetch_off(project: Project) -> None:
    """`fetch = false` leaves everything where it is."""
    project.configure("fetch = false")

    said = project.run("check")

    assert said.count("is on the web and stays there") == 3
    project.run("build", "--strict")
    assert project.site.at("ford.png") in project.fields()
    assert (project.pins(), dict(project.site.asked)) == ({}, {})


def test_private_addresses_need_a_name(project: Project) -> None:
    """Without `allow_hosts` a loopback address is refused, and nobody is asked."""
    write(project.root, "deckgen.toml", b'[deck]\nid = "rivers"\n')

    said = project.run("build")

    assert said.count("[DG511]") == 3
    assert not project.site.asked


def test_check_and_list_use_no_network(project: Project) -> None:
    """Only `build` and `media refresh` ask the web."""
    said = project.run("check")
    project.run("list")
    project.run("media")

    assert said.count("[DG506]") == 3
    assert not project.site.asked


def test_damaged_cache_is_none(project: Project, cache: Path) -> None:
    """What lies in the cache is hashed on use; what is wrong is fetched again."""
    project.run("build")
    package = project.package()
    for location in cache.rglob("*"):
        if location.is_file():
            location.write_bytes(b"\x89PNG\r\n\x1a\n something else")

    project.run("build", "--locked", "--strict")

    assert project.package() == package
    assert set(project.site.asked.values()) == {2}


def test_unwritable_cache_is_no_trouble(project: Project, cache: Path) -> None:
    """Where the cache cannot be, pictures are held in memory."""
    cache.parent.mkdir(parents=True)
    cache.write_bytes(b"a file in the way")

    project.run("build", "--strict")

    assert len(project.names()) == 2


def test_broken_pins_are_no_pins(project: Project) -> None:
    """Whatever a merge made of a record, it names no file outside the media folder."""
    project.run("build")
    lines = project.lock().splitlines(keepends=True)
    pins = [i for i, line in enumerate(lines) if '"media"' in line]
    broken: list[dict[str, Any]] = [{"name": "../../x.png"}, {"name": 5, "sha256": None}]
    for i, wrong in zip(pins, broken, strict=True):
        lines[i] = json.dumps({**json.loads(lines[i]), **wrong}) + "\n"
    (project.root / "deckgen.lock").write_text("".join(lines))

    project.run("build", "--strict")

    assert all(re.fullmatch(r"[a-z0-9.-]+", one["name"]) for one in project.pins().values())


def test_refresh_before_the_first_build(project: Project) -> None:
    """Pictures can be pinned first; the build then needs no network."""
    said = project.run("media", "refresh")
    project.site.asked.clear()

    project.run("build", "--offline", "--strict")

    assert said.count("new  ") == 2
    assert len(project.names()) == 2
    assert not project.site.asked


def test_prune(project: Project, cache: Path) -> None:
    """A pin stays until it is pruned; the cache is emptied on request."""
    project.run("build")
    project.write("# Rivers\n\n## What is a ford?\n\nA place to wade.\n")
    project.run("build")
    assert len(project.pins()) == 2

    said = project.run("media", "prune", "--cache")

    assert said.count("removed") == 2
    assert project.pins() == {}
    assert not (cache / "objects").exists()
    project.run("build", "--strict", "--locked")


def test_list_of_media(project: Project) -> None:
    """Every file of the package and every address is listed, for people and for programs."""
    write(project.root, "source/cat.png", png())
    project.write(NOTES.replace("{at}", project.site.at("")) + "\n![cat](cat.png)\n")
    project.run("build")

    rows = [json.loads(line) for line in project.run("media", "--format", "jsonl").splitlines()]

    assert [(row["state"], row["address"]) for row in rows] == [
        ("local", ""),
        ("remote", project.site.at("delta.jpg")),
        ("remote", project.site.at("ford.png")),
    ]
    assert all(row["size"] and row["sha256"] for row in rows)
    assert len(project.run("media").splitlines()) == 3
    project.run("media", "list", "https://web.example/a.png", code=2)
    project.run("media", "refresh", "https://web.example/a.png", code=2)


def test_the_cache_serves_other_projects_offline(
    project: Project,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    site: Site,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What one project fetched, another one has without a network."""
    project.run("build")
    site.asked.clear()
    (tmp_path / "other").mkdir()
    monkeypatch.chdir(tmp_path / "other")
    other = Project(tmp_path / "other", site, capsys)

    other.run("build", "--offline", "--strict")

    assert other.pins() == project.pins()
    assert not site.asked


def test_names_do_not_depend_on_the_machine(project: Project) -> None:
    """The setting for widths changes the picture, its name and its pin together."""
    project.run("build")
    before = project.pins()
    project.configure("max_width = 500")

    project.run("build", "--strict")

    changed = {at for at, record in project.pins().items() if record != before[at]}
    assert changed == {project.site.at("delta.jpg")}
    assert set(project.site.asked.values()) == {1}
