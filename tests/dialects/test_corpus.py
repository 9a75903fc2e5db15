"""Real files with ground truth, where they are at hand."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from deckgen.dialects import find_questions
from deckgen.markdown import parse, read_source

CORPUS = Path(__file__).parents[3] / "shared" / "corpus"

pytestmark = pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")


def test_score(tmp_path: Path) -> None:
    """All files together and each by itself reach what is promised."""
    rows = tmp_path / "rows.jsonl"
    root = CORPUS / "files"
    with rows.open("w", encoding="utf-8") as file:
        for location in sorted(root.rglob("*.md")):
            source, _ = read_source(location, root)
            assert source is not None
            for question in find_questions(parse(source)[0])[0]:
                row = {
                    "path": source.path,
                    "line": question.span.line,
                    "end_line": question.span.end_line,
                    "question": question.text,
                    "answer": "\n".join(block.text for block in question.answer),
                }
                file.write(json.dumps(row) + "\n")
    command = [
        sys.executable,
        str(CORPUS / "score.py"),
        str(rows),
        "--labels",
        str(CORPUS / "labels"),
    ]
    done = subprocess.run(
        [*command, "--strict", "--json"], capture_output=True, text=True, check=True
    )
    files = json.loads(done.stdout)
    matched = sum(one["matched"] for one in files)
    required = sum(one["required"] for one in files)
    wrong = sum(one["false_pos"] for one in files)

    assert matched >= 0.99 * required
    assert matched >= 0.99 * (matched + wrong)
    for one in files:
        for measure in ("precision", "recall", "extent", "question_text_exact"):
            assert one[measure] is None or one[measure] >= 0.97, (one["label"], measure)
