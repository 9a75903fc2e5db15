"""manifest.json keeps to its schema, and the schema to what it promises."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from deckgen.release.manifest import manifest_schema
from tests.release.conftest import Project
from tests.release.lighthouses import NEW

Manifest = dict[str, Any]


def _errors(manifest: Manifest) -> list[str]:
    return [
        error.message for error in Draft202012Validator(manifest_schema()).iter_errors(manifest)
    ]


def test_schema_is_a_schema() -> None:
    Draft202012Validator.check_schema(manifest_schema())


def test_manifests_keep_to_it(released: Project) -> None:
    released.edit("lamps.md", "would.\n", "would.\n" + NEW)
    assert released.release("--previous", "one/lighthouses.apkg").code == 0

    assert _errors(released.manifest("one")) == []
    assert _errors(released.manifest()) == []


def test_manifest_tells_what_is_in_the_package(released: Project) -> None:
    manifest, contents = released.manifest("one"), released.contents("one")

    assert {note["guid"]: note["modified"] for note in manifest["notes"]} == {
        note.guid: note.modified for note in contents.notes
    }
    assert {note["guid"]: note["cards"] for note in manifest["notes"]} == {
        note.guid: [card.ord for card in note.cards] for note in contents.notes
    }
    cards = sum(len(note.cards) for note in contents.notes)
    assert manifest["package"]["cards"] == cards
    assert sum(deck["cards"] for deck in manifest["decks"]) == cards
    assert manifest["package"]["size"] == released.package("one").stat().st_size


def test_every_key_is_in_the_schema(released: Project) -> None:
    """What the schema does not name is not documented."""
    schema = manifest_schema()

    assert set(released.manifest("one")) == set(schema["properties"]) == set(schema["required"])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda manifest: manifest.pop("version"),
        lambda manifest: manifest.update(version="1.2"),
        lambda manifest: manifest.update(format=2),
        lambda manifest: manifest["package"].update(sha256="ab"),
        lambda manifest: manifest["package"].update(file="../deck.apkg"),
        lambda manifest: manifest["notes"][0].update(cards=[500]),
        lambda manifest: manifest["changes"].update(added=-1),
        lambda manifest: manifest.update(previous={}),
    ],
)
def test_schema_refuses(released: Project, spoil: Callable[[Manifest], object]) -> None:
    manifest = copy.deepcopy(released.manifest("one"))
    spoil(manifest)

    assert _errors(manifest)
