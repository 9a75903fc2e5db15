"""Hostile text takes no more than linear time, and no more of the stack than there is."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pytest

from deckgen.markdown import plain
from tests.effort import count_calls
from tests.markdown.outline import document_of

SIZE = 2_000
TIMES = 4
GROWTH = 6.0
"""How many times the calls a text of ``TIMES`` the size may take: 4 is linear, 16 quadratic."""

FIXED = 2_000
"""Calls that a text may take whatever its size."""

REPEATED = (
    *("- ", "1. ", "> ", "* - + ", "-\t", "- a\n", "- a\n\n", "1. a\n", "- a\n* a\n", "• a\n"),
    *("– a\n· b\n○ c\n", "[", "![", "[]", "[a](", "[a](<b", "![a](", "[a]: b\n'c\n", "[a\n"),
    *("*a ", "**a ", "*a_ ", "a**b", "**x* ", "***", "_a ", "~~a ", "**a\n** \n", "** a"),
    *("`a ", "```a\n", "~~~\n```\n", "## Q1?\n\n```js\n", "## Q1?\n\n```\n"),
    *("|", "|-|\n", "a|b\n-|-\n", "a|b\n", "<", "<a ", "<div\n", "<a b='", "<!--", "<!-- \n\n"),
    *("<?", "<![CDATA[", "<pre>\n\n", "<details>\n\n", "<details><summary>a\n", "</b"),
    *("## Q1?\n\n<details>\n```js\n", "$a ", "$$a\n", "$$\n", "\\[a\n", "\\(", "\\begin{align}\n"),
    *("\\", "&", "&#", "#\n", "##a\n", "[^a]: b\n", "[^aaaa", "a\n: b\n", ": a\n", "a\n---\n"),
    *(
        "Aa bb\n",
        "![a](b)# T\n",
        ")# a",
        "a)# a\n",
        "<br>\n",
        "<a@b",
        " ",
        "\n",
        "\u00a0",
        "这：**",
    ),
)
BUILT: dict[str, Callable[[int], str]] = {
    "ever deeper list": lambda n: "".join("  " * i + "- a\n" for i in range(int(n**0.5))),
    "ever deeper quote": lambda n: "".join(">" * i + "a\n" for i in range(int(n**0.5))),
    "lazy lines in deep quotes": lambda n: (">" * 50 + "a\n" + "b\n" * 50) * (n // 150),
    "nested links": lambda n: "[" * (n // 4) + "a" + "](b)" * (n // 8),
    "references": lambda n: "[x]: y\n\n" + "[a][" * (n // 4),
    "open brackets and a reference": lambda n: "[x]: y\n\n" + "[" * (n // 2) + "]" * (n // 2),
    "footnote marks": lambda n: "[^a]: b\n\n" + "[^a" * (n // 3),
    "code spans of all lengths": lambda n: " ".join("`" * i for i in range(1, int(n**0.5))),
    "rows without cells": lambda n: "|a" * 300 + "|\n" + "|-" * 300 + "|\n" + "|\n" * (n // 2),
    "attributes": lambda n: "<a" + " x" * (n // 2),
    "nested details": lambda n: "<details>\n" * (n // 21) + "</details>\n" * (n // 21),
    "one closing tag": lambda n: "<details>\n\n" * (n // 11) + "</details>",
    "one closing fence": lambda n: "## Q?\n\n~~~~js\n" * (n // 14) + "~~~~",
    "one end of comments": lambda n: "<!-- a\n\n" * (n // 8) + "-->" + "<!-- a\n\n" * (n // 8),
    "front matter": lambda n: "---\n" + "a: b\n" * 3000 + "---\n" + "a" * n,
    "deep front matter": lambda n: "---\na: " + "[" * (n // 2) + "\n---\n",
}


@pytest.mark.parametrize("piece", REPEATED)
def test_repeated_pieces(piece: str) -> None:
    _check_growth(lambda size: piece * (size // len(piece)))


@pytest.mark.parametrize("name", BUILT)
def test_built_text(name: str) -> None:
    _check_growth(BUILT[name])


def _check_growth(build: Callable[[int], str]) -> None:
    small, large = (count_calls(partial(_read, build(size))) for size in (SIZE, SIZE * TIMES))

    assert large < GROWTH * small + FIXED


def _read(text: str) -> None:
    document, _ = document_of(text)
    plain(text)
    assert document.source.text == text


def test_deep_nesting_is_kept_as_text_and_reported() -> None:
    document, found = document_of("- " * 100 + "the end\n\n" + "> " * 50 + "also the end\n")

    assert "the end" in document.blocks[0].text
    assert "also the end" in document.blocks[1].text
    assert [one.code for one in found] == ["DG107"]
