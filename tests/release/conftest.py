"""A small project, released again and again."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from deckgen.package import Contents, read_package
from tests.cli.running import Ran, Run
from tests.release.lighthouses import CONFIG, LAMPS, TOWERS

DAY = 86_400
START = 1_767_225_600
"""Seconds: the first day of 2026."""


@dataclass
class Project:
    """A project of two files, with a clock that only it moves."""

    root: Path
    deckgen: Run
    set_clock: Callable[[int], None]
    day: int = 0

    def edit(self, name: str, old: str, new: str) -> None:
        """Replace a text that is there exactly once."""
        location = self.root / "source" / name
        text = location.read_text()
        assert text.count(old) == 1, f"{old!r} is there {text.count(old)} times"
        location.write_text(text.replace(old, new))

    def wait(self, days: int = 1) -> int:
        """Let time pass; the new time in seconds."""
        self.day += days
        now = START + self.day * DAY
        self.set_clock(now)
        return now

    def release(self, *arguments: str, out: str = "out", gate: bool = False) -> Ran:
        """Release on the next day."""
        self.wait()
        return self.deckgen("release", "--out", out, *([] if gate else ["--no-gate"]), *arguments)

    def contents(self, out: str = "out") -> Contents:
        """What the package of a release holds."""
        contents, found = read_package(self.package(out))
        assert contents, found
        return contents

    def package(self, out: str = "out") -> Path:
        """The package of a release."""
        return self.root / out / "lighthouses.apkg"

    def changes(self, out: str = "out") -> str:
        """The list of changes of a release."""
        return (self.root / out / "CHANGES.md").read_text()

    def manifest(self, out: str = "out") -> dict[str, Any]:
        """The manifest of a release."""
        manifest: dict[str, Any] = json.loads((self.root / out / "manifest.json").read_text())
        return manifest

    def times(self, out: str = "out") -> dict[str, int]:
        """When each note of a release was modified, by its question (or first field)."""
        return {note.fields[0]: note.modified for note in self.contents(out).notes}


@pytest.fixture
def project(tmp_path: Path, deckgen: Run, monkeypatch: pytest.MonkeyPatch) -> Project:
    """A project that was never released."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "towers.md").write_text(TOWERS)
    (tmp_path / "source" / "lamps.md").write_text(LAMPS)
    (tmp_path / "deckgen.toml").write_text(CONFIG)

    def set_clock(now: int) -> None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(now))

    made = Project(tmp_path, deckgen, set_clock)
    made.wait(0)
    return made


@pytest.fixture
def released(project: Project) -> Project:
    """The project after its first release, in the folder ``one``."""
    ran = project.release(out="one")
    assert ran.code == 0, ran.err
    return project
