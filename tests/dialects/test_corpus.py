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

NOT_READ_YET = 4
"""Files of a kind that is not read yet (product manuals, key blocks of a vault)."""


def test_score(tmp_path: Path) -> None:
    """The files at hand reach together, and nearly all of them alone, what is promised.

    Labels of files that are not here do not count: their licences do not let them be passed on.
    """
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
    labels = [str(label) for label in sorted((CORPUS / "labels").glob("*.json")) if _is_here(label)]
    command = [sys.executable, str(CORPUS / "score.py"), str(rows), *labels]
    done = subprocess.run(
        [*command, "--strict", "--json"], capture_output=True, text=True, check=True
    )
    files = json.loads(done.stdout)
    matched = sum(one["matched"] for one in files)
    required = sum(one["required"] for one in files)
    wrong = sum(one["false_pos"] for one in files)

    assert matched >= 0.98 * required
    assert matched >= 0.99 * (matched + wrong)
    measures = ("precision", "recall", "extent", "question_text_exact")
    below = [
        one["label"]
        for one in files
        if any(one[measure] is not None and one[measure] < 0.97 for measure in measures)
    ]
    assert len(below) <= NOT_READ_YET, below


def _is_here(label: Path) -> bool:
    about = json.loads(label.read_text(encoding="utf-8"))
    location: Path = CORPUS / "files" / about["repo"].replace("/", "+") / about["path"]
    return location.is_file()
