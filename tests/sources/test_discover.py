"""Which files are found, in which order, and what is said of the rest."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from deckgen.sources import discover


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with files to find and files to leave."""
    for name in (
        "b.md",
        "a/z.md",
        "a/10.md",
        "a/9.MD",
        "a/deep/x.markdown",
        "a/notes.txt",
        ".hidden/h.md",
        "a/.h.md",
        "node_modules/p.md",
        "build/out.md",
        "cache/c.md",
        "cache/CACHEDIR.TAG",
        "drafts/d.md",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    return tmp_path


def _names(found: tuple[Path, ...], root: Path) -> list[str]:
    return [path.relative_to(root).as_posix() for path in found]


def test_files_are_found_in_the_order_of_their_paths(project: Path) -> None:
    found, problems = discover([project], project, ["drafts/"])

    assert _names(found, project) == ["a/9.MD", "a/10.md", "a/deep/x.markdown", "a/z.md", "b.md"]
    assert problems == ()


def test_a_file_is_found_once(project: Path) -> None:
    found, _ = discover([project / "b.md", project, project / "a" / ".." / "b.md"], project)

    assert _names(found, project).count("b.md") == 1


def test_a_named_file_is_read_whatever_it_is_called(project: Path) -> None:
    found, _ = discover([project / "a" / "notes.txt"], project)

    assert _names(found, project) == ["a/notes.txt"]


def test_links_that_lead_back_end(project: Path) -> None:
    (project / "a" / "loop").symlink_to(project)
    (project / "a" / "self").symlink_to(project / "a" / "self")

    found, problems = discover([project], project, ["drafts/"])

    assert len(found) == 5
    assert problems == ()


def test_what_is_not_there_is_a_finding(project: Path) -> None:
    found, problems = discover([project / "none", project / "b.md"], project)

    assert _names(found, project) == ["b.md"]
    assert [(one.code, one.span.path) for one in problems] == [("DG102", "none")]


def test_an_unreadable_folder_is_a_finding(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The operating system's refusal is played, since the superuser may read everything."""
    scan = os.scandir

    def refuse(path: Path) -> object:
        if Path(path).name == "deep":
            raise PermissionError(13, "Permission denied")
        return scan(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found, problems = discover([project], project, ["drafts/"])

    assert "a/z.md" in _names(found, project)
    assert [(one.code, one.span.path) for one in problems] == [("DG103", "a/deep")]


def test_nothing_found_is_nothing(tmp_path: Path) -> None:
    assert discover([tmp_path], tmp_path) == ((), ())
