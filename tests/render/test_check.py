"""Findings about markup, each at its exact place."""

from __future__ import annotations

from deckgen.render import check_markup
from tests.render.samples import document


def found(text: str) -> list[tuple[str, int, int]]:
    """Return code, line and column of what is found in a text."""
    parsed = document(text)
    return [(d.code, d.span.line, d.span.col) for d in check_markup(parsed, parsed.blocks)]


def test_ordinary_markup_is_silent() -> None:
    """Nothing is said about what is shown as it was written."""
    text = (
        "A **bold** <kbd>key</kbd>, `List<T>`, $x^2$ and\n\n```python\nx\n```\n\n<br>\n\n- [ ] a\n"
    )

    assert found(text) == []


def test_active_and_unknown_tags() -> None:
    """Tags that are shown as text are named where they stand."""
    text = "A Box<Item> and\na List<String>.\n\n<script>\nx()\n</script>\n\n- in <form> a list\n"

    assert found(text) == [
        ("DG402", 1, 6),
        ("DG402", 2, 7),
        ("DG401", 4, 1),
        ("DG401", 8, 6),
    ]


def test_drawing_and_diagram() -> None:
    """Drawings inside the text are said once, diagrams at their fence."""
    text = '<svg width="1"><path d="M0 0"/><g><text>x</text></g></svg>\n\n```mermaid\ngraph\n```\n'

    assert found(text) == [("DG403", 1, 1), ("DG404", 3, 4)]


def test_code() -> None:
    """An unknown language is found at its name, a long block at its start."""
    text = "```pyhton\nx\n```\n\n```python\n" + "x = 1\n" * 4000 + "```\n"

    assert found(text) == [("DG405", 1, 4), ("DG406", 5, 1)]


def test_formulas() -> None:
    """A formula that MathJax may not have is found where it starts."""
    text = "Text $a$ and $\\href{javascript:x}{y}$.\n\n$$\n\\frac{1}{2\n$$\n"

    assert found(text) == [("DG407", 1, 15), ("DG407", 4, 1)]
