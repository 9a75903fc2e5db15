"""manifest.json: a release for programs; ``manifest.schema.json`` beside this file says how."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

from deckgen import __version__
from deckgen.model import IdentifiedNote
from deckgen.release.packaged import Packaged
from deckgen.release.preparing import Release

FORMAT = 1
"""Version of the format; a reader ignores keys it does not know."""


def write_manifest(release: Release, packaged: Packaged) -> str:
    """The manifest of a release whose package has been written."""
    head, notes = _describe(release, packaged), [*map(_note, release.plan.notes)]
    text = json.dumps(head, ensure_ascii=False, indent=2)
    rows = ",\n".join(f"    {json.dumps(note, ensure_ascii=False)}" for note in notes)
    return f'{text[:-2]},\n  "notes": [\n{rows}\n  ]\n}}\n'


def manifest_schema() -> dict[str, Any]:
    """The JSON Schema of the manifest."""
    text = files("deckgen.release").joinpath("manifest.schema.json").read_text("utf-8")
    schema: dict[str, Any] = json.loads(text)
    return schema


def _describe(release: Release, packaged: Packaged) -> dict[str, Any]:
    summary, previous = release.summary, release.previous
    project = release.lock.project
    return {
        "format": FORMAT,
        "deckgen": __version__,
        "project": {"id": project.id if project else "", "name": release.plan.project},
        "source": release.source,
        "version": str(release.version),
        "time": release.now,
        "previous": {
            "version": str(previous.version) if previous.version else "",
            "sha256": previous.sha256,
        }
        if previous
        else None,
        "safe": not release.risks,
        "changes": {
            "added": len(summary.added),
            "reworded": len(summary.reworded),
            "changed": len(summary.changed),
            "removed": len(summary.removed),
        },
        "import": {
            "new": release.forecast.new,
            "updated": release.forecast.updated,
            "duplicate": release.forecast.unchanged,
        },
        "package": {
            "file": packaged.name,
            "size": packaged.size,
            "sha256": packaged.sha256,
            "questions": summary.questions,
            "notes": len(release.plan.notes),
            "cards": sum(len(note.cards) for note in release.plan.notes),
            "media": len(release.plan.media),
        },
        "decks": [{"name": deck.name, "cards": deck.cards} for deck in summary.decks if deck.cards],
        "note_types": [
            {"id": kind.id, "kind": str(kind.kind), "name": kind.name, "modified": kind.modified}
            for kind in release.plan.note_types
        ],
    }


def _note(note: IdentifiedNote) -> dict[str, Any]:
    return {
        "guid": note.guid,
        "kind": str(note.kind),
        "deck": note.deck,
        "modified": note.modified,
        "cards": list(note.cards),
    }
