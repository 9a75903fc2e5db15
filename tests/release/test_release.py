"""``deckgen release``: what it stamps, writes, proposes and refuses."""

from __future__ import annotations

import hashlib
import subprocess
from pathlib import Path

import pytest

from deckgen.package import read_edition
from tests.release.conftest import DAY, START, Project
from tests.release.lighthouses import NEW


def test_first_release(project: Project) -> None:
    ran = project.release()

    assert ran.code == 0, ran.err
    assert sorted(path.name for path in (project.root / "out").iterdir()) == [
        "CHANGES.md",
        "SHA256SUMS",
        "lighthouses.apkg",
        "manifest.json",
    ]
    assert project.manifest()["version"] == "1.0.0"
    assert project.manifest()["previous"] is None
    assert set(project.times().values()) == {START + DAY}
    assert "--no-gate" in ran.out


def test_checksums_are_what_sha256sum_reads(released: Project) -> None:
    done = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"],
        cwd=released.root / "one",
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert done.stdout.count("OK") == 3
    sha256 = hashlib.sha256(released.package("one").read_bytes()).hexdigest()
    assert released.manifest("one")["package"]["sha256"] == sha256
    assert sha256 in released.changes("one")


def test_only_what_changed_gets_the_time_of_the_release(released: Project) -> None:
    released.edit("towers.md", "the panes are cleaned", "the panes are washed")
    released.wait(5)
    assert released.deckgen("build").code == 0  # a build in between has a time of its own

    assert released.release("--previous", "one/lighthouses.apkg").code == 0

    before, after = released.times("one"), released.times()
    changed = {question for question in after if after[question] != before[question]}
    assert changed == {"What is the gallery of a lighthouse?"}
    assert {after[question] for question in changed} == {START + released.day * DAY}
    assert released.manifest()["import"] == {
        "new": 0,
        "updated": 1,
        "duplicate": len(after) - 1,
    }


def test_a_change_taken_back_is_no_change(released: Project) -> None:
    """Else learners would lose the tags of a note that is the same as before."""
    released.edit("towers.md", "the panes are cleaned", "the panes are washed")
    released.wait()
    released.deckgen("build")
    released.edit("towers.md", "the panes are washed", "the panes are cleaned")
    released.wait()
    released.deckgen("build")
    released.edit("lamps.md", "rings of prisms", "rings of small prisms")

    assert released.release("--previous", "one/lighthouses.apkg").code == 0

    before, after = released.times("one"), released.times()
    assert [question for question in after if after[question] != before[question]] == [
        "What does a Fresnel lens save?"
    ]


def test_lock_remembers_what_was_released(released: Project) -> None:
    lock = (released.root / "deckgen.lock").read_text()
    assert lock.count('"released":') == len(released.contents("one").notes)

    ran = released.release()

    assert ran.code == 1
    assert "DG760" in ran.err
    assert not (released.root / "out").exists()
    assert released.release("--first").code == 0


def test_nothing_changed_does_nothing(released: Project) -> None:
    lock = (released.root / "deckgen.lock").read_text()

    ran = released.release("--previous", "one/lighthouses.apkg")

    assert (ran.code, ran.out) == (0, "nothing changed since 1.0.0; nothing was written\n")
    assert not (released.root / "out").exists()
    assert (released.root / "deckgen.lock").read_text() == lock


def test_another_description_is_a_change(released: Project) -> None:
    config = released.root / "deckgen.toml"
    config.write_text(config.read_text().replace("Towers & lamps", "Towers, lamps and keepers"))

    assert released.release("--previous", "one/lighthouses.apkg").code == 0
    assert released.manifest()["version"] == "1.0.1"
    assert released.manifest()["import"]["updated"] == 0


@pytest.mark.parametrize(
    ("file", "old", "new", "proposed"),
    [
        ("towers.md", "What is a leading light?", "What is a leading light for?", "1.0.1"),
        ("towers.md", "# Towers\n", "# Tall towers\n", "1.0.1"),
        ("lamps.md", "would.\n", "would.\n" + NEW, "1.1.0"),
        ("lamps.md", "| Keeper    | trims the wick      | may live ashore      |\n", "", "1.1.0"),
    ],
)
def test_proposed_version(released: Project, file: str, old: str, new: str, proposed: str) -> None:
    released.edit(file, old, new)

    ran = released.release("--previous", "one/lighthouses.apkg")

    assert ran.code == 0, ran.err
    assert released.manifest()["version"] == proposed
    assert proposed in ran.out


def test_smaller_version_is_refused_and_greater_one_taken(released: Project) -> None:
    released.edit("lamps.md", "would.\n", "would.\n" + NEW)
    for version in ("1.0.1", "1.0.0", "0.9.0"):
        ran = released.release("--previous", "one/lighthouses.apkg", "--version", version)
        assert ran.code == 1
        assert "DG762" in ran.err
        assert "1.1.0" in ran.err
        assert not (released.root / "out").exists()

    ran = released.release("--previous", "one/lighthouses.apkg", "--version", "v2.3.4")

    assert ran.code == 0
    assert released.manifest()["version"] == "2.3.4"
    assert "1.1.0 would do" in ran.out


@pytest.mark.parametrize("version", ["1.2", "1.2.3.4", "one", "", "1.2.x"])
def test_version_that_is_none(project: Project, version: str) -> None:
    ran = project.release("--version", version)

    assert ran.code == 2
    assert "1.2.0" in ran.err


def test_description_has_version_source_and_how_to(released: Project) -> None:
    contents = released.contents("one")
    described = [deck for deck in contents.decks if deck.description]

    assert [deck.name for deck in described] == ["Lighthouses"]
    text = described[0].description
    assert read_edition(text) == "Version 1.0.0, 2026-01-02"
    assert "Towers &amp; lamps." in text
    assert 'href="https://example.org/lighthouses/blob/main"' in text
    assert "“Update notes”" in text
    assert not any("1.0.0" in deck.name for deck in contents.decks)


def test_locked_needs_an_up_to_date_lock_and_leaves_it(project: Project) -> None:
    assert project.release("--locked").code == 1  # never built, so there is none
    project.deckgen("build")
    lock = (project.root / "deckgen.lock").read_bytes()

    assert project.release("--locked").code == 0
    assert (project.root / "deckgen.lock").read_bytes() == lock

    project.edit("lamps.md", "would.\n", "would.\n" + NEW)
    ran = project.release("--locked", "--previous", "out/lighthouses.apkg", out="two")
    assert ran.code == 1
    assert "not up to date" in ran.err
    assert not (project.root / "two").exists()


def test_releases_from_clones_with_an_unstamped_lock(project: Project) -> None:
    """As in CI, where the lock is never written: the package alone tells what was released."""
    project.deckgen("build")
    assert project.release("--locked", "--first", out="one").code == 0
    project.edit("towers.md", "the panes are cleaned", "the panes are washed")
    project.deckgen("build")
    assert project.release("--locked", "--previous", "one/lighthouses.apkg", out="two").code == 0
    project.edit("lamps.md", "rings of prisms", "rings of small prisms")
    project.deckgen("build")
    assert project.release("--locked", "--previous", "two/lighthouses.apkg", out="three").code == 0

    one, two, three = (project.times(out) for out in ("one", "two", "three"))
    assert [question for question in two if two[question] != one[question]] == [
        "What is the gallery of a lighthouse?"
    ]
    assert [question for question in three if three[question] != two[question]] == [
        "What does a Fresnel lens save?"
    ]
    assert project.manifest("three")["previous"]["version"] == "1.0.1"


def test_dry_run_writes_nothing(released: Project) -> None:
    released.edit("lamps.md", "would.\n", "would.\n" + NEW)
    before = {path: path.read_bytes() for path in released.root.rglob("*") if path.is_file()}

    ran = released.release("--previous", "one/lighthouses.apkg", "--dry-run")

    assert ran.code == 0
    assert ran.out.startswith("# Lighthouses 1.1.0, if it were released now\n")
    assert "Who trims the wick?" in ran.out
    after = {path: path.read_bytes() for path in released.root.rglob("*") if path.is_file()}
    assert after == before


def test_dry_run_without_changes(released: Project) -> None:
    ran = released.release("--previous", "one/lighthouses.apkg", "--dry-run")

    assert ran.code == 0
    assert ran.out == "Nothing changed since 1.0.0: there is nothing to release.\n"


def test_time_never_goes_back(released: Project) -> None:
    released.edit("towers.md", "the panes are cleaned", "the panes are washed")
    released.day = -30

    assert released.release("--previous", "one/lighthouses.apkg").code == 0

    question = "What is the gallery of a lighthouse?"
    assert released.times()[question] == released.times("one")[question] + 1


def test_package_of_a_build_can_be_the_last_release(project: Project) -> None:
    """Somebody who gave away what `build` makes, and now begins to release."""
    project.deckgen("build", "-o", "given.apkg")
    project.edit("towers.md", "the panes are cleaned", "the panes are washed")

    assert project.release("--previous", "given.apkg").code == 0
    assert project.manifest()["version"] == "1.0.0"
    assert project.manifest()["previous"]["version"] == ""
    assert project.manifest()["import"]["updated"] == 1


def test_broken_previous(project: Project) -> None:
    (project.root / "page.apkg").write_text("<html>sign in</html>")

    ran = project.release("--previous", "page.apkg")

    assert ran.code in (1, 2)
    assert "is a web page" in ran.err
    assert not (project.root / "out").exists()


def test_findings_of_the_build_stop_a_release(project: Project) -> None:
    project.deckgen("build")
    lock = project.root / "deckgen.lock"
    lock.write_text(lock.read_text() + "half a record\n")

    ran = project.release()

    assert ran.code == 1
    assert "DG602" in ran.err
    assert not (project.root / "out").exists()


def test_warnings_stop_a_strict_release(project: Project) -> None:
    project.edit("towers.md", "stay in the channel.\n", "stay in it.\n\n![a cape](none.png)\n")

    assert project.release("--strict").code == 1
    assert project.release().code == 0


def test_first_and_previous_exclude_one_another(released: Project) -> None:
    assert released.release("--first", "--previous", "one/lighthouses.apkg").code == 2


def test_failure_leaves_the_last_files(released: Project) -> None:
    """A folder where the manifest should be: nothing of the new release gets through."""
    out = released.root / "out"
    released.edit("lamps.md", "would.\n", "would.\n" + NEW)
    (out / "manifest.json").mkdir(parents=True)
    lock = (released.root / "deckgen.lock").read_bytes()

    ran = released.release("--previous", "one/lighthouses.apkg")

    assert ran.code == 2
    assert [path.name for path in _visible(out)] == ["manifest.json"]
    assert (released.root / "deckgen.lock").read_bytes() == lock


def _visible(folder: Path) -> list[Path]:
    return sorted(folder.iterdir())
