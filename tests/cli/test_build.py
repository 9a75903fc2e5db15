"""``deckgen build``: what it writes, says and refuses."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.running import RIVERS, WARNED, Run

Write = Callable[..., Path]


def _packages(folder: Path) -> dict[str, bytes]:
    """All that a build leaves."""
    found = [*folder.glob("*.lock"), *folder.glob("build/*"), *folder.glob("*.apkg")]
    return {str(path.relative_to(folder)): path.read_bytes() for path in found}


def test_build_writes_package_and_lock_and_says_so(
    deckgen: Run, write: Write, tmp_path: Path
) -> None:
    write("source/rivers.md", RIVERS)

    ran = deckgen("build")

    assert ran.code == 0
    assert ran.err == "the deck is called “Rivers”: `[deck] name` in deckgen.toml names it\n"
    pattern = r"(\d+) added → (build/\S+\.apkg) \((\d+) notes, (\d+) cards\)\n"
    said = re.fullmatch(pattern, ran.out)
    assert said
    assert said[1] == said[3]
    assert set(_packages(tmp_path)) == {"deckgen.lock", said[2]}


def test_building_again_changes_nothing(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("source/rivers.md", RIVERS)
    deckgen("build")
    before = _packages(tmp_path)

    ran = deckgen("build")

    assert re.fullmatch(r"\d+ unchanged → .*, as it was\)\n", ran.out)
    assert _packages(tmp_path) == before


def test_an_edit_is_counted(deckgen: Run, write: Write) -> None:
    source = write("source/rivers.md", RIVERS)
    deckgen("build")
    source.write_text(RIVERS.replace("Why do rivers meander", "For what reason do rivers meander"))

    assert deckgen("build").out.startswith("1 reworded, 4 unchanged → ")


def test_output_can_be_named(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("source/rivers.md", RIVERS)

    ran = deckgen("build", "source", "-o", "out.apkg", "--offline")

    assert ran.code == 0
    assert set(_packages(tmp_path)) == {"deckgen.lock", "out.apkg"}


def test_quiet_says_nothing(deckgen: Run, write: Write) -> None:
    write("source/rivers.md", WARNED)

    ran = deckgen("build", "-q")

    assert (ran.code, ran.out, ran.err) == (0, "", "")


def test_locked_refuses_a_new_lock(deckgen: Run, write: Write, tmp_path: Path) -> None:
    source = write("source/rivers.md", RIVERS)
    deckgen("build")
    assert deckgen("build", "--locked").code == 0
    before = _packages(tmp_path)
    source.write_text(RIVERS + "\n## 4. What is a ford?\n\nA place to wade through a river.\n")

    ran = deckgen("build", "--locked")

    assert ran.code == 1
    assert "`deckgen.lock` would change" in ran.err
    assert _packages(tmp_path) == before


def test_frozen_leaves_the_lock(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("source/rivers.md", RIVERS)

    ran = deckgen("build", "--frozen")

    assert ran.code == 0
    assert "deckgen.lock" not in _packages(tmp_path)
    assert len(_packages(tmp_path)) == 1


def test_strict_takes_warnings_for_errors(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("source/rivers.md", WARNED)

    ran = deckgen("build", "--strict")

    assert ran.code == 1
    assert "warning[DG008]" in ran.err
    assert _packages(tmp_path) == {}
    assert deckgen("build").code == 0


def test_warnings_are_shown_and_counted(deckgen: Run, write: Write) -> None:
    write("source/rivers.md", WARNED)

    ran = deckgen("build")

    assert "--> source/rivers.md:18:22\n" in ran.err
    assert "\n1 warning\n" in ran.err


def test_nothing_to_read_is_3(deckgen: Run) -> None:
    ran = deckgen("build")

    assert ran.code == 3
    assert ran.err.startswith("error: no Markdown file in `")
    assert "help: " in ran.err


def test_no_question_is_3(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("source/prose.md", "Just a sentence.\n")

    ran = deckgen("build")

    assert ran.code == 3
    assert "no question with an answer" in ran.err
    assert _packages(tmp_path) == {}


@pytest.mark.parametrize(
    ("mark", "said"), [("##", "question=h2"), ("###", "question=h3")], ids=["h2", "h3"]
)
def test_without_a_question_the_comment_that_makes_headings_ask_is_named(
    deckgen: Run, write: Write, mark: str, said: str
) -> None:
    text = "".join(f"{mark} {name}\n\nSpan: {name[-2:]} m\n\n" for name in ("Quay31", "Quay32"))
    write("source/quays.md", text)

    ran = deckgen("build")
    comment = re.search(r"`(<!-- deckgen: .*? -->)` in `source/quays.md` 2 headings ask", ran.err)
    assert ran.code == 3
    assert comment is not None, ran.err
    assert said in comment[1]

    write("source/quays.md", f"{comment[1]}\n\n{text}")
    assert "2 added" in deckgen("build").out


def test_a_path_that_is_not_there_is_2(deckgen: Run) -> None:
    ran = deckgen("build", "nowhere.md")

    assert ran.code == 2
    assert "nowhere.md" in ran.err


@pytest.mark.parametrize("value", ["x", "-1", "1.5", "9" * 30, "²", " 1"])
def test_a_wrong_epoch_is_2(
    deckgen: Run, write: Write, monkeypatch: pytest.MonkeyPatch, value: str
) -> None:
    write("source/rivers.md", RIVERS)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", value)

    ran = deckgen("build")

    assert ran.code == 2
    assert "SOURCE_DATE_EPOCH" in ran.err


def test_the_epoch_is_the_time_of_the_build(
    deckgen: Run, write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    write("source/rivers.md", RIVERS)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000123")

    deckgen("build")

    assert "1700000123" in (tmp_path / "deckgen.lock").read_text()


def test_a_broken_configuration_is_2_with_its_place(
    deckgen: Run, write: Write, tmp_path: Path
) -> None:
    write("source/rivers.md", RIVERS)
    write("deckgen.toml", '[deck]\nname = "Rivers\n')

    ran = deckgen("build")

    assert ran.code == 2
    assert "error[DG001]" in ran.err
    assert "--> deckgen.toml:2:" in ran.err
    assert '2 | name = "Rivers' in ran.err
    assert _packages(tmp_path) == {}


def test_undecodable_bytes_are_told_with_their_place(deckgen: Run, write: Write) -> None:
    write("source/rivers.md", RIVERS.replace("sand", "s\xe4nd").encode("latin-1"))

    ran = deckgen("build")

    assert "source/rivers.md:5:" in ran.err
    assert "Traceback" not in ran.err


def test_a_conflicted_lock_is_refused(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("source/rivers.md", RIVERS)
    deckgen("build")
    lock = tmp_path / "deckgen.lock"
    text = lock.read_text()
    theirs = text.replace('"project":"', '"project":"x')
    lock.write_text(f"<<<<<<< ours\n{text}=======\n{theirs}>>>>>>> theirs\n")
    before = _packages(tmp_path)

    for command in ("build", "check", "list"):
        ran = deckgen(command)
        assert ran.code == 1
        assert re.search(r"error\[DG601\].*\n +--> deckgen.lock:\d+:1", ran.err + ran.out)
    assert _packages(tmp_path) == before


def test_an_output_that_is_a_folder_is_2(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("source/rivers.md", RIVERS)
    (tmp_path / "out.apkg").mkdir()

    assert deckgen("build", "-o", "out.apkg").code == 2


def test_an_output_below_a_file_is_2(deckgen: Run, write: Write) -> None:
    write("source/rivers.md", RIVERS)

    ran = deckgen("build", "-o", "source/rivers.md/out.apkg")

    assert ran.code == 2
    assert "error[DG701]: `source/rivers.md/out.apkg` cannot be written" in ran.err
    assert "help: " in ran.err


def test_a_full_disk_leaves_the_old_files(deckgen: Run, write: Write, tmp_path: Path) -> None:
    """A limit of the file size stands for the full disk: both fail in the middle of writing."""
    source = write("source/rivers.md", RIVERS)
    deckgen("build")
    before = _packages(tmp_path)
    source.write_text(RIVERS + "\n## 4. What is a ford?\n\nA place to wade through a river.\n")

    done = subprocess.run(
        [sys.executable, "-m", "deckgen", "build"],
        cwd=tmp_path,
        env=_environment(),
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096)),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 2
    assert "error[DG701]: " in done.stderr
    assert "help: raise the limit on the size of files" in done.stderr
    assert _packages(tmp_path) == before


def test_an_unreadable_folder_is_told(
    deckgen: Run, write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Refused by the system where it would, and as if by it for the superuser, who may read all."""
    write("source/rivers.md", RIVERS)
    folder = write("source/secret/a.md", RIVERS).parent
    scandir = os.scandir

    def refuse(path: str | Path) -> object:
        if Path(path) == folder:
            raise PermissionError(13, "Permission denied", str(path))
        return scandir(path)

    if os.geteuid() == 0:
        monkeypatch.setattr(os, "scandir", refuse)
    folder.chmod(0)
    try:
        ran = deckgen("build")
    finally:
        folder.chmod(0o755)

    assert ran.code == 1
    assert "error[DG103]" in ran.err
    assert "--> source/secret:1:1" in ran.err
    assert _packages(tmp_path) == {}


def test_the_project_of_a_named_file_is_found(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("inner/deckgen.toml", '[deck]\nname = "Inner"\n')
    write("inner/notes/rivers.md", RIVERS)

    ran = deckgen("build", "inner/notes/rivers.md")

    assert ran.code == 0
    assert (tmp_path / "inner" / "deckgen.lock").is_file()
    assert not (tmp_path / "deckgen.lock").exists()


def test_an_encoding_without_arrows(process: Run, write: Write) -> None:
    write("source/rivers.md", RIVERS.replace("Rivers", "Flüsse"))

    ran = process("build", env={"PYTHONIOENCODING": "ascii"})

    assert ran.code == 0
    assert " -> build/" in ran.out


@pytest.mark.slow
def test_a_killed_build_leaves_whole_files(deckgen: Run, write: Write, tmp_path: Path) -> None:
    """Killed at many moments: the package can be read, the lock too, and the next build works."""
    source = write("source/rivers.md", RIVERS)
    deckgen("build")
    done = 0
    for step in range(1, 13):
        source.write_text(
            RIVERS + f"\n## 4. What is ford {step}?\n\nA place to wade, no. {step}.\n"
        )
        with subprocess.Popen(
            [sys.executable, "-m", "deckgen", "build", "-q"], cwd=tmp_path, env=_environment()
        ) as process:
            try:
                process.wait(step * 0.06)
                done += 1
            except subprocess.TimeoutExpired:
                process.kill()
        (package,) = (tmp_path / "build").glob("*.apkg")
        with zipfile.ZipFile(package) as archive:
            assert archive.testzip() is None
        assert deckgen("check").code == 0

    assert done < 12
    assert deckgen("build").code == 0
    assert {path.name for path in tmp_path.iterdir()} == {"source", "build", "deckgen.lock"}
    assert len(list((tmp_path / "build").iterdir())) == 1


def _environment() -> dict[str, str]:
    paths = os.pathsep.join(sys.path)
    return {**os.environ, "PYTHONPATH": paths, "PYTHONDONTWRITEBYTECODE": "1"}
