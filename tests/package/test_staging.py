"""Replacing a file as a whole or not at all."""

from __future__ import annotations

import errno
import os
import sys
from pathlib import Path
from typing import BinaryIO

import pytest

from deckgen.diagnostics import CODES
from deckgen.package import diagnose, stage, stage_with

posix = pytest.mark.skipif(sys.platform == "win32", reason="modes and links of Unix")


def _names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_nothing_is_replaced_before_commit(tmp_path: Path) -> None:
    target = tmp_path / "deck.apkg"
    target.write_bytes(b"old")
    staged = stage(target, b"new")

    assert target.read_bytes() == b"old"
    assert staged.path.read_bytes() == b"new"
    staged.commit()
    assert target.read_bytes() == b"new"
    assert _names(tmp_path) == ["deck.apkg"]


def test_a_new_file_appears_on_commit(tmp_path: Path) -> None:
    staged = stage(tmp_path / "deck.apkg", b"new")

    assert not (tmp_path / "deck.apkg").exists()
    staged.commit()
    staged.commit()
    staged.discard()
    assert (tmp_path / "deck.apkg").read_bytes() == b"new"


def test_discard_leaves_no_trace(tmp_path: Path) -> None:
    target = tmp_path / "deck.apkg"
    target.write_bytes(b"old")
    staged = stage(target, b"new")
    staged.discard()
    staged.discard()
    staged.commit()

    assert target.read_bytes() == b"old"
    assert _names(tmp_path) == ["deck.apkg"]


def test_leaving_the_block_discards_what_is_not_committed(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="other"), stage(tmp_path / "deck.apkg", b"new"):
        raise ValueError("other")

    assert _names(tmp_path) == []


@pytest.mark.parametrize("through_file", [False, True])
def test_equal_bytes_leave_the_target_and_its_time_alone(
    tmp_path: Path, through_file: bool
) -> None:
    target = tmp_path / "deck.apkg"
    target.write_bytes(b"same" * 100)
    os.utime(target, ns=(10**18, 10**18))
    before = target.stat()
    content = b"same" * 100
    staged = (
        stage_with(target, lambda f: f.write(content)) if through_file else stage(target, content)
    )
    staged.commit()

    after = target.stat()
    assert not staged.changed
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert _names(tmp_path) == ["deck.apkg"]


@pytest.mark.parametrize("content", [b"olx", b"ol", b"old!", b""])
def test_other_bytes_are_noticed(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "deck.apkg").write_bytes(b"old")
    with stage_with(tmp_path / "deck.apkg", lambda file: file.write(content)) as staged:
        assert staged.changed


def test_a_failed_writer_leaves_no_trace(tmp_path: Path) -> None:
    def fail(file: BinaryIO) -> None:
        file.write(b"half")
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        stage_with(tmp_path / "deck.apkg", fail)
    assert _names(tmp_path) == []


@posix
def test_the_mode_of_the_old_file_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "deck.apkg"
    target.write_bytes(b"old")
    target.chmod(0o640)
    stage(target, b"new").commit()

    assert target.stat().st_mode & 0o777 == 0o640


@posix
def test_a_new_file_has_the_usual_mode(tmp_path: Path) -> None:
    stage(tmp_path / "deck.apkg", b"new").commit()
    (tmp_path / "other").write_bytes(b"")

    assert (tmp_path / "deck.apkg").stat().st_mode == (tmp_path / "other").stat().st_mode


@posix
def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    link = tmp_path / "deck.apkg"
    link.symlink_to("elsewhere/deck.apkg")
    stage(link, b"new").commit()

    assert link.is_symlink()
    assert (tmp_path / "elsewhere" / "deck.apkg").read_bytes() == b"new"


def test_litter_of_killed_runs_is_removed(tmp_path: Path) -> None:
    litter = tmp_path / ".deck.apkg.0a1b2c3d.deckgen-tmp"
    others = tmp_path / ".other.apkg.0a1b2c3d.deckgen-tmp"
    for path in (litter, others):
        path.write_bytes(b"half")
    stage(tmp_path / "deck.apkg", b"new").commit()

    assert _names(tmp_path) == [others.name, "deck.apkg"]


def test_a_file_that_is_being_written_is_no_litter(tmp_path: Path) -> None:
    first = stage(tmp_path / "deck.apkg", b"first")
    second = stage(tmp_path / "deck.apkg", b"second")
    assert first.path.exists()
    second.commit()
    first.commit()

    assert (tmp_path / "deck.apkg").read_bytes() == b"first"
    assert _names(tmp_path) == ["deck.apkg"]


def test_long_names_in_any_script_leave_room_for_the_hidden_name(tmp_path: Path) -> None:
    target = tmp_path / ("蘆" * 80 + ".apkg")
    stage(target, b"new").commit()

    assert _names(tmp_path) == [target.name]


def test_a_folder_in_the_place_of_the_target(tmp_path: Path) -> None:
    (tmp_path / "deck.apkg").mkdir()

    with pytest.raises(IsADirectoryError):
        stage(tmp_path / "deck.apkg", b"new")
    assert _names(tmp_path) == ["deck.apkg"]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError) as caught:
        stage(tmp_path / "no" / "deck.apkg", b"new")

    found = diagnose(caught.value, "no/deck.apkg")
    assert found.code == "DG701"
    assert found.message.startswith("`no/deck.apkg` cannot be written: no such file or directory")
    assert str(tmp_path / "no") in found.message
    assert found.help.startswith("create the folder and build again")


@posix
def test_a_folder_that_takes_no_files(tmp_path: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("the superuser may write everywhere")
    tmp_path.chmod(0o500)
    with pytest.raises(PermissionError):
        stage(tmp_path / "deck.apkg", b"new")


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "make room on the disk"),
        (errno.EROFS, "a disk that can be written"),
        (errno.EACCES, "allow writing"),
        (errno.EIO, "solve that"),
    ],
)
def test_every_failure_says_what_to_do(number: int, words: str) -> None:
    found = diagnose(OSError(number, os.strerror(number)), "build/deck.apkg")

    assert found.code == CODES["DG701"].code
    assert found.span.path == "build/deck.apkg"
    assert os.strerror(number).lower() in found.message
    assert words in found.help
    assert "unharmed" in found.help


def test_a_failing_media_file_is_named() -> None:
    error = FileNotFoundError(errno.ENOENT, "No such file or directory", "pictures/newt.png")

    assert "(`pictures/newt.png`)" in diagnose(error, "build/deck.apkg").message
