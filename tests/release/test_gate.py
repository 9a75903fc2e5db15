"""Releases in the real Anki: the gate, and what a learner sees of it."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from deckgen.changes import ImportForecast
from tests.release.conftest import Project
from tests.release.lighthouses import NEW

pytest.importorskip("anki")

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


@pytest.fixture
def collection(tmp_path: Path) -> Iterator[Collection]:
    """A learner's collection."""
    opened = Collection(str(tmp_path / "learner.anki2"))
    yield opened
    opened.close()


def _import(collection: Collection, package: Path) -> dict[str, int]:
    """Import with the options of the dialog in a fresh profile; counts of Anki's log."""
    options = ImportAnkiPackageOptions()
    request = ImportAnkiPackageRequest(package_path=str(package), options=options)
    log = collection.import_anki_package(request).log
    return {
        "new": len(log.new),
        "updated": len(log.updated),
        "duplicate": len(log.duplicate),
        "conflicting": len(log.conflicting),
    }


def test_release_tries_the_update(project: Project) -> None:
    assert project.release(out="one", gate=True).code == 0
    project.edit("lamps.md", "would.\n", "would.\n" + NEW)
    project.edit("towers.md", "the panes are cleaned", "the panes are washed")

    ran = project.release("--previous", "one/lighthouses.apkg", gate=True)

    assert ran.code == 0, ran.err
    assert re.search(r"tried in Anki \S+: 1 new, 1 updated, 7 already there; history kept", ran.out)


def test_what_the_gate_refuses_is_not_published(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A forecast that is wrong stands for any bug between here and Anki."""
    wrong = ImportForecast(new=99, updated=0, unchanged=0)
    monkeypatch.setattr("deckgen.release.preparing.foresee", lambda *_: wrong)

    ran = project.release(gate=True)

    assert ran.code == 1
    assert "DG768" in ran.err
    assert not list((project.root / "out").glob("*"))
    assert not (project.root / "deckgen.lock").exists()


def test_a_card_that_is_emptied_on_purpose(project: Project) -> None:
    """It is empty in Anki, which the release says; everything else is looked at as ever."""
    assert project.release(out="one").code == 0
    project.edit("lamps.md", "| may live ashore      |", "| —                    |")

    ran = project.release("--previous", "one/lighthouses.apkg", "--version", "2.0.0", gate=True)

    assert ran.code == 0, ran.err
    assert "tried in Anki" in ran.out


def test_without_anki_it_says_so(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "anki", None)

    ran = project.release(gate=True)

    assert ran.code == 0, ran.err
    assert "not tried in Anki, which is not installed" in ran.out


def test_a_learner_updates(project: Project, collection: Collection) -> None:
    """Tags and edits on unchanged notes stay, searches of CHANGES.md find what they say."""
    assert project.release(out="one").code == 0
    _import(collection, project.package("one"))
    (kept,) = collection.find_notes("taper")
    collection.tags.bulk_add([kept], "mine")
    project.edit("lamps.md", "would.\n", "would.\n" + NEW)
    project.edit("towers.md", "What is a leading light?", "What are leading lights for?")
    project.edit(
        "lamps.md",
        "## What does a Fresnel lens save?",
        "## How heavy is a great lens?",
    )
    project.edit("lamps.md", "Glass: rings of prisms bend the light as one thick lens", "Tons it")
    assert project.release("--previous", "one/lighthouses.apkg", out="two").code == 0

    counts = _import(collection, project.package("two"))

    assert counts == {**project.manifest("two")["import"], "conflicting": 0}
    assert "mine" in collection.get_note(kept).tags
    texts = {
        title: {
            re.sub("<[^>]*>", "", collection.get_note(note).fields[0])
            for search in re.findall(r"^ID:.*$", section, re.MULTILINE)
            for note in collection.find_notes(search)
        }
        for title, section in re.findall(
            r"^## (\w+)\n(.*?)(?=^## |\Z)", project.changes("two"), re.MULTILINE | re.DOTALL
        )
    }
    assert texts["Added"] == {"Who trims the wick?", "How heavy is a great lens?"}
    assert texts["Reworded"] == {"What are leading lights for?"}
    assert texts["Removed"] == {"What does a Fresnel lens save?"}
    deck = collection.decks.by_name("Lighthouses")
    assert deck
    assert "Version 1.1.0" in deck["desc"]


def test_words_are_those_of_the_dialog(project: Project, collection: Collection) -> None:
    """What the learner is told to look for is what Anki shows."""
    said = collection.tr
    project.release(out="one")
    project.edit("lamps.md", "would.\n", "would.\n" + NEW)
    project.release("--previous", "one/lighthouses.apkg")
    text = project.changes()
    label = said.importing_update_if_newer()

    for line in (
        f"| {said.importing_also_import_progress()} | off |",
        f"| {said.importing_with_deck_configs()} | off |",
        f"| {said.importing_merge_notetypes()} | off |",
        f"| {said.importing_update_notes()} | {label} |",
        f"| {said.importing_update_notetypes()} | {label} |",
    ):
        assert line in text
    assert f"*{_plain(said.importing_notes_added(count=1))}*" in text
    assert f"*{_plain(said.importing_existing_notes_skipped(count=8))}*" in text
    assert f"*{said.qt_misc_browse()}*" in text
    create = said.qt_accel_create_backup().replace("&", "")
    assert f"*{said.qt_accel_file().replace('&', '')} → {create}*" in text


def _plain(text: str) -> str:
    """Without the marks that keep the direction of an inserted number."""
    return text.replace("\u2068", "").replace("\u2069", "")
