"""The same commit, lock, last release and time give the same bytes, wherever that is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.release.conftest import DAY, START, Project
from tests.release.lighthouses import NEW

REPOSITORY = Path(__file__).parent.parent.parent


def _release(root: Path, python: str, **environment: str) -> dict[str, bytes]:
    """Release in a process of its own; the bytes of all files."""
    umask = int(environment.pop("UMASK", "022"), 8)
    done = subprocess.run(
        [
            *(python, "-m", "deckgen", "release", "--locked", "--no-gate", "--strict"),
            *("--previous", "one/lighthouses.apkg", "--out", "again"),
        ],
        cwd=root,
        env={
            **os.environ,
            "PYTHONPATH": str(REPOSITORY),
            "SOURCE_DATE_EPOCH": str(START + 9 * DAY),
            **environment,
        },
        umask=umask,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in (root / "again").iterdir()}


CIRCUMSTANCES = [
    {"TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "1"},
    {"TZ": "America/Anchorage", "PYTHONHASHSEED": "2", "LC_ALL": "C", "UMASK": "077"},
    {"PYTHONHASHSEED": "3", "LC_ALL": "tr_TR.UTF-8", "PYTHONUTF8": "0", "UMASK": "000"},
]


def test_same_bytes_in_other_circumstances(released: Project, tmp_path: Path) -> None:
    released.edit("lamps.md", "would.\n", "would.\n" + NEW)
    released.edit("towers.md", "the panes are cleaned", "the panes are washed")
    released.deckgen("build")
    made = []
    for at, circumstances in enumerate(CIRCUMSTANCES):
        copy = tmp_path.parent / f"{tmp_path.name}-{'deep/' * at}copy{at}"
        shutil.copytree(tmp_path, copy)
        for number, path in enumerate(sorted((copy / "source").iterdir())):
            os.utime(path, (START + number + at, START - at))
        made.append(_release(copy, sys.executable, **circumstances))

    assert set(made[0]) == {"lighthouses.apkg", "manifest.json", "CHANGES.md", "SHA256SUMS"}
    assert made[0] == made[1] == made[2]


@pytest.mark.slow
def test_same_bytes_on_other_pythons(released: Project, tmp_path: Path) -> None:
    """Where there are other Pythons with what deckgen needs, named in DECKGEN_PYTHONS."""
    pythons = os.environ.get("DECKGEN_PYTHONS", "").split(os.pathsep)
    pythons = [python for python in pythons if python]
    if not pythons:
        pytest.skip("DECKGEN_PYTHONS names no other Python")
    released.edit("lamps.md", "would.\n", "would.\n" + NEW)
    released.deckgen("build")
    made = []
    for at, python in enumerate([sys.executable, *pythons]):
        copy = tmp_path.parent / f"{tmp_path.name}-python{at}"
        shutil.copytree(tmp_path, copy)
        made.append(_release(copy, python))

    assert all(one == made[0] for one in made)
