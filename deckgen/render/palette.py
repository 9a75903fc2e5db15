"""The colours of code: one class for each kind of token, one palette for light and one for dark.

The classes are Pygments' own short names, folded to those worth a colour of their own: names,
operators and punctuation stay in the colour of the text, so that what is coloured means something
and fields stay small.
"""

from __future__ import annotations

from collections.abc import Mapping

BACKGROUND = ("#f6f8fa", "#22272e")
TEXT = ("#24292f", "#d5dce4")

COLOURS: Mapping[str, tuple[str, str]] = {
    "c": ("#57606a", "#9aa5b1"),
    "k": ("#a8242f", "#ff8f87"),
    "kt": ("#8a4600", "#f0a868"),
    "o": ("#7a3e9d", "#d2a8ff"),
    "s": ("#0a3069", "#a5d6ff"),
    "se": ("#0b5d66", "#7fdbca"),
    "m": ("#0550ae", "#79c0ff"),
    "nf": ("#6639ba", "#d2a8ff"),
    "nc": ("#8a4600", "#f0a868"),
    "nb": ("#0550ae", "#79c0ff"),
    "nd": ("#6639ba", "#d2a8ff"),
    "nt": ("#116329", "#7ee787"),
    "na": ("#0550ae", "#79c0ff"),
    "nv": ("#8a4600", "#f0a868"),
    "gd": ("#a8242f", "#ff8f87"),
    "gi": ("#116329", "#7ee787"),
    "gh": ("#0550ae", "#79c0ff"),
    "gp": ("#57606a", "#9aa5b1"),
    "go": ("#57606a", "#9aa5b1"),
}
"""Class -> (light, dark), each with a contrast of at least 4.5 to its background."""

CODE_CLASSES = frozenset(COLOURS)

_DARK = ".nightMode.card, .night_mode.card, .nightMode .card, .night_mode .card"


def code_css() -> str:
    """Return the rules for code: light, and dark for every class that Anki's platforms use.

    They apply under the wrapper class ``code`` inside ``.card``.
    """
    return "\n".join(
        (
            f".card {{ {_variables(0)} }}",
            f"{_DARK} {{ {_variables(1)} }}",
            ".code { background: var(--code-bg); color: var(--code-fg); }",
            *(f".code .{name} {{ color: var(--code-{name}); }}" for name in COLOURS),
            ".code .c { font-style: italic; }",
        )
    )


def _variables(mode: int) -> str:
    colours = {"bg": BACKGROUND, "fg": TEXT, **COLOURS}
    return " ".join(f"--code-{name}: {pair[mode]};" for name, pair in colours.items())
