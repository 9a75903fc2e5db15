"""Made-up files in every way of writing, and the questions that they hold.

Beside ``<case>.md`` stands ``<case>.expected.json``: a list with line, end line, question and the
first words of the answer of each question.  ``python tests/dialects/test_fixtures.py`` rewrites
those that are missing, ``… --all`` all of them: read the difference before you commit it.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

import pytest

from deckgen.dialects import read
from deckgen.markdown import parse, read_source

FIXTURES = Path(__file__).parent / "fixtures"
CASES = sorted(FIXTURES.rglob("*.md"))
_HEAD = 40


def read_case(case: Path) -> dict[str, Any]:
    """What is read in a file, as the expected results are written."""
    source, _ = read_source(case, FIXTURES)
    assert source is not None
    document, _ = parse(source)
    reading = read(document)
    found: dict[str, Any] = {
        "questions": [
            {
                "line": question.span.line,
                "end_line": question.span.end_line,
                "question": question.text,
                "answer": " ".join(
                    "\n".join(block.text or block.source for block in question.answer).split()
                )[:_HEAD],
            }
            for question in reading.questions
        ]
    }
    codes = [f"{one.code} {one.span.line}" for one in reading.diagnostics]
    if codes:
        found["findings"] = codes
    return found


def expected_of(case: Path) -> Path:
    """Where the expected results of a file stand."""
    return case.with_suffix(".expected.json")


def write(case: Path) -> None:
    """Write what is read in a file as its expected results."""
    text = json.dumps(read_case(case), ensure_ascii=False, indent=1)
    expected_of(case).write_text(text + "\n", encoding="utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.relative_to(FIXTURES)))
def test_fixture(case: Path) -> None:
    expected = json.loads(expected_of(case).read_text(encoding="utf-8"))

    assert read_case(case) == expected


if __name__ == "__main__":
    for one in CASES:
        if "--all" in sys.argv or not expected_of(one).is_file():
            write(one)
            print(one, expected_of(one).read_text(encoding="utf-8"))  # noqa: T201
