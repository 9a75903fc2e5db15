"""The same plan gives the same bytes wherever and whenever it is written."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from deckgen.package import write_package
from tests.package.plans import many_notes, small_plan

ROOT = Path(__file__).parents[2]

SCRIPT = """
import hashlib, os, sys
from pathlib import Path
sys.path.insert(0, {root!r})
os.umask(int(os.environ["UMASK"], 8))
from deckgen.package import write_package
from tests.package.plans import many_notes, small_plan
here = Path.cwd()
for plan in (small_plan(here), many_notes(300)):
    write_package(plan, here / "x.apkg")
    print(hashlib.sha256((here / "x.apkg").read_bytes()).hexdigest())
"""

SURROUNDINGS = [
    {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "0", "UMASK": "022"},
    {"TZ": "Asia/Kathmandu", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "1", "UMASK": "077"},
    {"TZ": "America/St_Johns", "LC_ALL": "tr_TR.UTF-8", "PYTHONHASHSEED": "4711", "UMASK": "002"},
    {"TZ": "Pacific/Apia", "LANG": "de_DE.ISO-8859-1", "PYTHONUTF8": "1", "UMASK": "000"},
]


def _hashes(folder: Path, environment: dict[str, str]) -> list[str]:
    folder.mkdir()
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "SYSTEMROOT")}
    run = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(root=str(ROOT))],
        cwd=folder,
        env=kept | environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout.split()


def test_folder_zone_locale_mask_and_hash_seed_change_no_byte(tmp_path: Path) -> None:
    found = [
        _hashes(tmp_path / name, environment)
        for name, environment in zip(("a", "b b", "ç", "d"), SURROUNDINGS, strict=True)
    ]

    assert len(found[0]) == 2
    assert found[0] == found[1] == found[2] == found[3]


def test_the_clock_changes_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = tmp_path / "1.apkg", tmp_path / "2.apkg"
    write_package(small_plan(), first)
    monkeypatch.setattr(time, "time", lambda: 4_000_000_000.0)
    write_package(small_plan(), second)

    assert first.read_bytes() == second.read_bytes()


def test_an_earlier_package_in_the_same_process_changes_no_byte(tmp_path: Path) -> None:
    """The models of genanki keep state; here nothing is shared between packages."""
    digests = []
    for plan in (small_plan(), many_notes(50), small_plan()):
        write_package(plan, tmp_path / "x.apkg")
        digests.append(hashlib.sha256((tmp_path / "x.apkg").read_bytes()).hexdigest())

    assert digests[0] == digests[2] != digests[1]
