"""A full disk and a killed process leave the old package whole, and no litter for long."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from deckgen.package import differences, read_package, stage_package, write_package
from tests.package.plans import many_notes, small_plan

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and mounts of Unix")

ROOT = Path(__file__).parents[2]
HEAD = f"""
import sys
sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from deckgen.package import stage_package, stage_with, write_package
from tests.package.plans import many_notes, small_plan
target = Path(sys.argv[1])
"""
LIMITED = (
    HEAD
    + """
import resource, signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))
staged, found = stage_package(many_notes(3000), target, "deck.apkg")
print(staged, found[0].code, found[0].message, sep="|")
"""
)
HALF = (
    HEAD
    + """
import io, time
whole = io.BytesIO()
write_package(many_notes(300), whole)
def write_half(file):
    file.write(whole.getvalue()[: len(whole.getvalue()) // 2])
    file.flush()
    print("half", flush=True)
    time.sleep(60)
stage_with(target, write_half)
"""
)
ENDLESS = (
    HEAD
    + """
plans = [many_notes(n) for n in (200, 400)]
print("ready", flush=True)
while True:
    for plan in plans:
        staged, _ = stage_package(plan, target, "deck.apkg")
        staged.commit()
"""
)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB, where the system lets one be mounted."""
    folder = tmp_path / "disk"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("no disk can be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk(small_disk: Path) -> None:
    target = small_disk / "deck.apkg"
    write_package(small_plan(), target)
    before = target.read_bytes()

    staged, found = stage_package(many_notes(3000), target, "deck.apkg")

    assert staged is None
    assert [one.code for one in found] == ["DG701"]
    assert found[0].message == "`deck.apkg` cannot be written: no space left on device"
    assert "make room" in found[0].help
    assert target.read_bytes() == before
    assert [path.name for path in small_disk.iterdir()] == ["deck.apkg"]


def test_a_limit_on_the_size_of_files(tmp_path: Path) -> None:
    target = tmp_path / "deck.apkg"
    write_package(small_plan(), target)
    before = target.read_bytes()
    run = _run(LIMITED, target)
    said, _ = run.communicate(timeout=50)

    assert said.strip() == "None|DG701|`deck.apkg` cannot be written: file too large"
    assert target.read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["deck.apkg"]


def test_killed_while_writing(tmp_path: Path) -> None:
    """The litter is removed by the next run."""
    target = tmp_path / "deck.apkg"
    write_package(small_plan(), target)
    before = target.read_bytes()
    run = _run(HALF, target)
    assert run.stdout is not None
    assert run.stdout.readline() == "half\n"
    run.kill()
    run.communicate()

    assert target.read_bytes() == before
    assert len(list(tmp_path.iterdir())) == 2
    staged, _ = stage_package(small_plan(), target, "deck.apkg")
    assert staged is not None
    staged.commit()
    assert [path.name for path in tmp_path.iterdir()] == ["deck.apkg"]
    assert target.read_bytes() == before


def test_killed_at_any_moment(tmp_path: Path) -> None:
    """The target is always one of the packages that were being written, whole."""
    target = tmp_path / "deck.apkg"
    plans = [many_notes(count) for count in (200, 400)]
    for milliseconds in (30, 47, 61, 78, 93):
        run = _run(ENDLESS, target)
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
        time.sleep(milliseconds / 1000)
        run.send_signal(signal.SIGKILL)
        run.communicate()
        if target.exists():
            contents, found = read_package(target)
            assert contents is not None, found
            assert any(not differences(plan, contents) for plan in plans)
        assert len(list(tmp_path.iterdir())) <= 2


def _run(script: str, target: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", script, str(target)],
        stdout=subprocess.PIPE,
        text=True,
        env=os.environ | {"PYTHONDONTWRITEBYTECODE": "1"},
    )
