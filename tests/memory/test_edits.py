"""Whatever one section of a file goes through, all other questions are read as before."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from deckgen.diagnostics import Severity
from tests.memory.edits import asked, compile_text, make_edits
from tests.memory.notes import write_notes

CORPUS = Path(__file__).parents[3] / "shared" / "corpus" / "files"
FILES = sorted(path for path in CORPUS.rglob("*.md") if not path.name.startswith("UPSTREAM"))


def _try(root: Path, text: str, most: int) -> None:
    base = compile_text(root, text)
    lock = base.lock_after
    assert lock is not None
    for edit in make_edits(text.split("\n"), base, most):
        after = compile_text(root, "\n".join(edit.lines), lock)

        assert not edit.questions - Counter(asked(after)), edit.name
        assert not any(one.severity is Severity.ERROR for one in after.diagnostics), edit.name
        again = compile_text(root, "\n".join(edit.lines), after.lock_after)
        assert asked(again) == asked(after), edit.name
        assert again.lock_after == after.lock_after, edit.name


@pytest.mark.parametrize("seed", range(32))
def test_made_up_notes(tmp_path: Path, seed: int) -> None:
    _try(tmp_path, write_notes(seed), 8)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(96))
def test_many_made_up_notes(tmp_path: Path, seed: int) -> None:
    _try(tmp_path, write_notes(seed), 1000)


@pytest.mark.slow
@pytest.mark.skipif(not FILES, reason="the corpus is not here")
@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}"[-40:])
def test_real_files(tmp_path: Path, path: Path) -> None:
    text = path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    _try(tmp_path, text, max(3, 600_000 // (len(text) + 1)) if len(text) < 300_000 else 3)
