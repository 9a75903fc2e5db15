"""Letters that count choices, in the order of several alphabets."""

from __future__ import annotations

_ALPHABETS = (
    "ABCDEFGHIJ",
    "АБВГДЕЖЗИК",
    "ΑΒΓΔΕΖΗΘΙΚ",
    "ابجدهوزحطي",
    "אבגדהוזחטי",
    "कखगघङचछजझञ",
    "アイウエオカキクケコ",
    "가나다라마바사아자차",
    "甲乙丙丁戊己庚辛壬癸",
)
LETTERS = "".join(dict.fromkeys("".join(one + one.lower() for one in _ALPHABETS) + "أ"))
"""All of them, for a class of a pattern."""


RINGED = "①②③④⑤⑥⑦⑧⑨⑩"
"""Numbers that Markdown's reader has made numbers of a list."""


def normal(letter: str) -> str:
    """A letter as it stands in its alphabet; a number in a ring as a number."""
    if letter in RINGED:
        return str(RINGED.index(letter) + 1)
    return letter.upper().replace("أ", "ا")


def is_letter_at(letter: str, index: int) -> bool:
    """Whether a letter counts what has an index: ``c`` and ``в`` are letters at 2."""
    return any(normal(letter) == one[index] for one in _ALPHABETS if index < len(one))
