"""Removed questions that stay for a release, marked as removed."""

from __future__ import annotations

import pytest

from tests.release.conftest import Project
from tests.release.lighthouses import NEW

GONE = "What is a leading light?"
CAPE = (
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5E"
    "rkJggg=="
)


def _remove(project: Project) -> None:
    towers = project.root / "source" / "towers.md"
    towers.write_text(towers.read_text().partition(f"## {GONE}")[0])


def _set(project: Project, releases: int) -> None:
    config = project.root / "deckgen.toml"
    config.write_text(config.read_text() + f"\n[release]\ntombstones = {releases}\n")


def _find(project: Project, out: str) -> list[tuple[str, ...]]:
    """The tags of the notes that hold the removed question."""
    return [note.tags for note in project.contents(out).notes if GONE in note.fields[0]]


@pytest.mark.parametrize("releases", [0, 1, 2])
def test_for_as_many_releases_as_it_is_said(released: Project, releases: int) -> None:
    _set(released, releases)
    _remove(released)
    outs = ["one", "two", "three", "four", "five"]
    for at, out in enumerate(outs[1:], 1):
        ran = released.release("--previous", f"{outs[at - 1]}/lighthouses.apkg", out=out)
        assert ran.code == 0, ran.err
        released.edit("lamps.md", "would" + "." * at + "\n", "would" + "." * (at + 1) + "\n")

    assert [len(_find(released, out)) for out in outs] == [
        1,
        *(1 if at < releases else 0 for at in range(4)),
    ]


def test_how_it_is_marked(released: Project) -> None:
    _set(released, 1)
    _remove(released)
    assert released.release("--previous", "one/lighthouses.apkg", out="two").code == 0

    (tags,) = _find(released, "two")
    assert "lighthouses::retired::1.1.0" in tags
    (note,) = [note for note in released.contents("two").notes if GONE in note.fields[0]]
    assert note.fields[0].startswith("<p><strong>Removed from this deck in version 1.1.0.</strong>")
    (old,) = [note for note in released.contents("one").notes if note.fields[0] == GONE]
    assert (note.guid, note.note_type, note.fields[1:]) == (
        old.guid,
        old.note_type,
        old.fields[1:],
    )
    assert note.modified > old.modified
    assert released.manifest("two")["changes"]["removed"] == 1
    assert released.manifest("two")["package"]["questions"] == 4


def test_it_comes_back(released: Project) -> None:
    towers = released.root / "source" / "towers.md"
    text = towers.read_text()
    _set(released, 1)
    _remove(released)
    assert released.release("--previous", "one/lighthouses.apkg", out="two").code == 0
    towers.write_text(text)

    assert released.release("--previous", "two/lighthouses.apkg", out="three").code == 0

    (tags,) = _find(released, "three")
    assert not any("retired" in tag for tag in tags)
    assert released.manifest("three")["changes"]["added"] == 1
    assert released.manifest("three")["import"] == {"new": 0, "updated": 1, "duplicate": 8 - 1}


def test_its_end_alone_is_no_release(released: Project) -> None:
    _set(released, 1)
    _remove(released)
    assert released.release("--previous", "one/lighthouses.apkg", out="two").code == 0

    ran = released.release("--previous", "two/lighthouses.apkg", out="three")

    assert ran.out == "nothing changed since 1.1.0; nothing was written\n"


def test_pictures_stay_with_it(project: Project) -> None:
    import base64

    (project.root / "source" / "cape.png").write_bytes(base64.b64decode(CAPE))
    project.edit("towers.md", "stay in the channel.\n", "stay in it.\n\n![cape](cape.png)\n")
    _set(project, 1)
    assert project.release(out="one").code == 0
    (name,) = project.contents("one").media
    _remove(project)
    (project.root / "source" / "cape.png").unlink()
    project.edit("lamps.md", "would.\n", "would.\n" + NEW)

    ran = project.release("--previous", "one/lighthouses.apkg", out="two")

    assert ran.code == 0, ran.err
    assert project.contents("two").media == {name: project.contents("one").media[name]}


def test_a_whole_deck_that_is_gone(released: Project) -> None:
    _set(released, 1)
    (released.root / "source" / "towers.md").unlink()

    ran = released.release("--previous", "one/lighthouses.apkg", out="two")

    assert ran.code == 0, ran.err
    assert len(released.contents("two").notes) == len(released.contents("one").notes)


def test_more_than_two_is_a_wrong_setting(project: Project) -> None:
    _set(project, 3)

    assert project.release().code == 2
