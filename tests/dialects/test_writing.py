"""The same file written another way is read the same."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from deckgen.dialects import find_questions
from deckgen.markdown import parse, read_source
from deckgen.model import Question, SourceFile

FIXTURES = Path(__file__).parent / "fixtures"
CASES = sorted(FIXTURES.rglob("*.md"))
_FENCE = re.compile(r"\s*(?:```|~~~)")
_HEADING = re.compile(r"(#{1,6}) .*[^#\s]\s*$")
_DRAWN_IN = ("glued", "item", "two-dialects")


def with_mark_and_crlf(text: str) -> bytes:
    return b"\xef\xbb\xbf" + text.replace("\n", "\r\n").encode()


def with_lone_cr(text: str) -> bytes:
    return text.replace("\n", "\r").encode()


def with_closing_marks(text: str) -> bytes:
    return _headings(text, lambda line, marks: f"{line.rstrip()} {marks}").encode()


def with_indented_headings(text: str) -> bytes:
    return _headings(text, lambda line, _: f"   {line}").encode()


def with_trailing_spaces(text: str) -> bytes:
    return _headings(text, lambda line, _: f"{line}  \t").encode()


def _headings(text: str, change: Callable[[str, str], str]) -> str:
    lines, fenced = [], False
    for line in text.split("\n"):
        fenced ^= bool(_FENCE.match(line))
        found = _HEADING.match(line)
        lines.append(change(line, found[1]) if found and not fenced else line)
    return "\n".join(lines)


def shape(questions: tuple[Question, ...]) -> list[tuple[int, int, str, str]]:
    return [
        (
            question.span.line,
            question.span.end_line,
            question.text,
            "\n".join(block.text for block in question.answer),
        )
        for question in questions
    ]


@pytest.mark.parametrize(
    "rewrite",
    [
        with_mark_and_crlf,
        with_lone_cr,
        with_closing_marks,
        with_indented_headings,
        with_trailing_spaces,
    ],
)
@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.relative_to(FIXTURES)))
def test_rewritten(case: Path, rewrite: Callable[[str], bytes], tmp_path: Path) -> None:
    source, _ = read_source(case, FIXTURES)
    assert source is not None
    document, _ = parse(source)
    if rewrite is with_indented_headings and any(name in case.name for name in _DRAWN_IN):
        pytest.skip("indenting moves these headings out of or into something")
    rewritten = tmp_path / case.name
    rewritten.write_bytes(rewrite(source.text))
    again, _ = read_source(rewritten, tmp_path)
    assert again is not None
    reread, _ = parse(replace(again, path=source.path))

    assert shape(find_questions(reread)[0]) == shape(find_questions(document)[0])


@pytest.mark.parametrize("case", CASES, ids=lambda case: str(case.relative_to(FIXTURES)))
def test_paragraph_more_changes_no_other_question(case: Path) -> None:
    """A paragraph is added to each answer in turn; all others stay as they are."""
    source, _ = read_source(case, FIXTURES)
    assert source is not None
    before = _read(source)
    lines = source.text.split("\n")
    for number, question in enumerate(before):
        if question.dialect in ("table", "separator") or _shares(question, before):
            continue
        last = question.span.end_line
        indent = re.match(r"[\s>]*", lines[last - 1])
        added = f"{indent[0] if indent else ''}Something more is said here, in plain words."
        text = "\n".join(
            [*lines[:last], (indent[0] if indent else "").rstrip(), added, *lines[last:]]
        )
        after = _read(replace(source, text=text))

        assert len(after) == len(before), question.text
        for index, (one, other) in enumerate(zip(before, after, strict=True)):
            assert one.text == other.text
            if index != number:
                moved = 2 if one.span.line > last else 0
                assert other.span.line == one.span.line + moved
                assert [b.text for b in other.answer] == [b.text for b in one.answer]


def _shares(question: Question, others: tuple[Question, ...]) -> bool:
    """Whether the end of a question lies in another one (bilingual files, shared answers)."""
    last = question.span.end_line
    return any(
        other is not question and other.span.line <= last <= other.span.end_line for other in others
    )


def _read(source: SourceFile) -> tuple[Question, ...]:
    document, _ = parse(source)
    return find_questions(document)[0]
