"""Marks of an unsolved merge are an error; what only looks like them is not."""

from __future__ import annotations

import pytest

from deckgen.markdown.merge_marks import find_merge_marks

CONFLICT = "<<<<<<< HEAD\none\n=======\nother\n>>>>>>> branch\n"
DIFF3 = "<<<<<<< HEAD\none\n||||||| 4f1c2aa\nbase\n=======\nother\n>>>>>>> branch\n"
IN_A_FENCE = "```\n<<<<<<< HEAD\none\n=======\nother\n>>>>>>> branch\n```\n"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (CONFLICT, [1]),
        ("a\n\n" + DIFF3 + "b\n" + CONFLICT, [3, 11]),
        ("<<<<<<< HEAD\n```\n=======\n~~~\n>>>>>>> branch\n" + CONFLICT, [1, 6]),
        (CONFLICT.replace(" branch", ""), [1]),
        ("```\ncode\n\n# never closed\n" + CONFLICT, [5]),
        ("```with``` words\n" + CONFLICT + "```\n", [2]),
        ("<pre>\n" + CONFLICT + "</pre>\n" + CONFLICT, [8]),
        ("<pre>\n" + CONFLICT, [2]),
        (IN_A_FENCE, []),
        (IN_A_FENCE.replace("```", "~~~~"), []),
        (IN_A_FENCE + CONFLICT, [8]),
        ("```\na\n<<<<<<< HEAD\n```\none\n=======\nb\n```\nother\n>>>>>>> branch\n", [3]),
        ("```\n<<<<<<< HEAD\na\n=======\nb\n```\nother\n>>>>>>> branch\n" + CONFLICT, [2, 9]),
        ("```\n<<<<<<< HEAD\n```\nthen\n```\n=======\n```\nthen\n```\n>>>>>>> branch\n```\n", []),
        ("    " + CONFLICT.replace("\n", "\n    "), []),
        ("Title\n=======\n\n> > > > > > > quoted\n", []),
        ("a\n>>>>>>> deeply quoted\n", []),
        ("<<<<<<< \n>>>>>>> b\n", []),
    ],
)
def test_marks(text: str, lines: list[int]) -> None:
    found = find_merge_marks(text, "a.md")

    assert [one.span.line for one in found] == lines
    assert {one.code for one in found} <= {"DG119"}
