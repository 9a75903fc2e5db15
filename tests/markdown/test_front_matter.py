"""Front matter is read safely, and only where it is some."""

from __future__ import annotations

import pytest

from deckgen.markdown.front_matter import LONGEST
from tests.markdown.outline import document_of


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("---\na: 1\n---\n# T\n", {"a": 1}),
        ("---\na: 1\n...\n# T\n", {"a": 1}),
        ("---  \n# comment\n1: x\n---\n# T\n", {"1": "x"}),
        ('+++\na = "b"\n+++\n# T\n', {"a": "b"}),
        ("---\na: 1\n---", {"a": 1}),
    ],
)
def test_what_is_front_matter(text: str, values: dict[str, object]) -> None:
    document, found = document_of(text)

    assert dict(document.front_matter) == values
    assert [block.text for block in document.blocks] == (["T"] if "# T" in text else [])
    assert found == ()


@pytest.mark.parametrize(
    "text",
    [
        "---\nWhat is it?\n---\nIt is.\n",
        "---\n# What is it?\n---\nIt is.\n",
        "---\n\nWhat is it?\n\n---\n",
        "---\nQ: what\nA: that\n---\n",
        "text\n---\na: 1\n---\n",
        "\n---\na: 1\n---\n",
        "---\na: 1\n",
        "---\n- a\n- b\n---\n",
        "----\na: 1\n----\n",
        "---\n" + "a: b\n" * LONGEST + "---\n",
    ],
)
def test_what_is_none(text: str) -> None:
    document, found = document_of(text)

    assert document.front_matter == {}
    assert document.blocks
    assert found == ()


@pytest.mark.parametrize(
    ("body", "line", "column", "problem"),
    [
        ("a: b: c", 2, 5, "mapping values"),
        ("a: 1\nb: [1,", 3, 7, "expected"),
        ("a: &x [1]\nb: *x", 3, 4, "aliases"),
        ("a: " + "[" * 50, 2, 23, "nested"),
        ("a: 2024-13-45", 2, 1, "month"),
        ("a: !!python/object:os.system x", 2, 4, "constructor"),
        ("a: '\x07'", 2, 1, "characters"),
        ("a: " + "1" * 5000, 2, 1, "digits"),
    ],
)
def test_what_is_broken_is_said_and_left_out(
    body: str, line: int, column: int, problem: str
) -> None:
    document, found = document_of(f"---\n{body}\n---\n# T\n")

    assert [block.text for block in document.blocks] == ["T"]
    assert document.front_matter == {}
    assert [(one.code, one.span.line) for one in found] == [("DG105", line)]
    assert found[0].span.col == column
    assert problem in found[0].message
