"""What a watch takes notice of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deckgen.watch import Scope, Watcher

ROOT = Path("/deck")
SCOPE = Scope(root=ROOT, paths=(ROOT / "source",), written=(ROOT / "out.png",))


@pytest.mark.parametrize(
    "path",
    [
        "source/rivers.md", "source/a/b.markdown", "source/img/x.PNG", "img/x.svg", "a.mp3",
        "deckgen.toml", "pyproject.toml", "deckgen.lock", "theme/mine.css", "theme/back.html",
        "theme/mine.woff2",
        "source", "source/folder", "img",
    ],
)  # fmt: skip
def test_what_a_build_depends_on(path: str) -> None:
    assert SCOPE.concerns(ROOT / path)


@pytest.mark.parametrize(
    "path",
    [
        "README.md", "build/rivers.apkg", "build/preview/media/x.png", "build", "out.png",
        "source/.rivers.md.swp", "source/.#rivers.md", "source/rivers.md~", "source/x.py",
        ".git/index", ".git/HEAD", "node_modules/x/y.md", "source/venv/a.md", "sub/deckgen.lock",
        ".rivers.apkg.1a2b.deckgen-tmp", ".deckgen.lock.ab.deckgen-tmp", "../elsewhere.md",
    ],
)  # fmt: skip
def test_what_it_does_not(path: str) -> None:
    assert not SCOPE.concerns((ROOT / path) if ".." not in path else Path("/elsewhere.md"))


def test_a_file_that_is_named_counts_wherever_and_whatever_it_is() -> None:
    named = Path("/elsewhere/.notes.txt")
    scope = Scope(root=ROOT, paths=(named,))

    assert scope.concerns(named)
    assert not scope.concerns(named.with_name("other.md"))


def _start(watcher: Watcher) -> Iterator[frozenset[Path]]:
    changes = watcher.changes()
    assert next(changes) == frozenset()
    return changes


def test_saves_are_told_together(tmp_path: Path) -> None:
    root = tmp_path.resolve()
    (root / "source").mkdir()
    changes = _start(Watcher(Scope(root=root, paths=(root / "source",))))
    for name in ("a.md", "b.md", "ignored.py", "LICENSE", "a.md"):
        (root / "source" / name).write_text("x")

    assert next(changes) == {root / "source" / "a.md", root / "source" / "b.md"}


def test_a_folder_that_is_moved_here(tmp_path: Path) -> None:
    root = tmp_path.resolve() / "deck"
    (root / "source").mkdir(parents=True)
    (tmp_path / "more").mkdir()
    (tmp_path / "more" / "a.md").write_text("x")
    changes = _start(Watcher(Scope(root=root, paths=(root / "source",))))
    (tmp_path / "more").rename(root / "source" / "more")
    assert root / "source" / "more" in next(changes)
    (root / "source" / "more" / "a.md").write_text("y")

    assert next(changes) == {root / "source" / "more" / "a.md"}


def test_what_happens_during_a_build_is_told_after_it(tmp_path: Path) -> None:
    root = tmp_path.resolve()
    changes = _start(Watcher(Scope(root=root, paths=(root,))))
    (root / "a.md").write_text("x")
    assert next(changes) == {root / "a.md"}
    (root / "b.md").write_text("x")

    assert next(changes) == {root / "b.md"}


def test_a_root_that_goes_and_comes_back(tmp_path: Path) -> None:
    root = tmp_path.resolve() / "deck"
    root.mkdir()
    changes = _start(Watcher(Scope(root=root, paths=(root,))))
    root.rmdir()
    while next(changes):
        pass
    root.mkdir()
    assert next(changes) == frozenset()
    (root / "a.md").write_text("x")

    assert root / "a.md" in next(changes)


def test_a_file_elsewhere_is_watched_too(tmp_path: Path) -> None:
    root, other = tmp_path.resolve() / "deck", tmp_path.resolve() / "other"
    root.mkdir()
    other.mkdir()
    (other / "a.md").write_text("x")
    changes = _start(Watcher(Scope(root=root, paths=(other / "a.md",))))
    (other / "a.md").write_text("y")
    (other / "b.md").write_text("y")

    assert next(changes) == {other / "a.md"}


def test_a_root_that_is_no_project_is_not_watched(tmp_path: Path) -> None:
    """Named files alone: the current folder may be somebody's home."""
    root = tmp_path.resolve()
    (root / "notes").mkdir()
    changes = _start(Watcher(Scope(root=root, paths=(root / "notes",), whole=False)))
    (root / "picture.png").write_text("x")
    (root / "notes" / "a.md").write_text("x")

    assert next(changes) == {root / "notes" / "a.md"}
