"""Numbering and markers before a question or answer: ``q1)``, ``Q12.``, ``问题1：``, ``Ans:``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from deckgen.dialects.words import ANSWER_LABEL, ANSWER_WORDS, QUESTION_LABEL, QUESTION_WORDS


class Mark(StrEnum):
    """What a label says about the text behind it."""

    NONE = ""
    NUMBER = "number"
    QUESTION = "question"
    ANSWER = "answer"


class Writing(StrEnum):
    """How plainly the writing of a number says that it counts."""

    MARKED = "marked"
    """By a word or a sign: ``Q12.``, ``问题1：``, ``#3``, ``③``."""
    POINTED = "pointed"
    """``3. What``, ``3) What``, ``(3) What``: as in a list."""
    LOOSE = "loose"
    """``3: What``, ``3 - What``, ``1.2 What``: as numbers are written that are asked about."""


@dataclass(frozen=True, slots=True)
class Step:
    """One of the numbers before a text: ``5.2. Q.`` has two steps.

    ``sign`` stands behind a number that is written loosely: those of one sign count together.
    """

    number: str
    writing: Writing
    sign: str = ""


@dataclass(frozen=True, slots=True)
class Label:
    """A label taken off a text.  ``number`` is as written (``5.2``), ``rest`` what is behind."""

    mark: Mark
    number: str
    rest: str
    length: int = 0
    """Characters taken off the front of the text."""
    steps: tuple[Step, ...] = ()


_CIRCLED = "[①-⑳⑴-⒇❶-❿⓵-⓾]"
_NUMBER = rf"(?:\d+(?:[.\-]\d+)*|{_CIRCLED})"
_LONGEST_LABEL = 40
_ENDS = r"[.:)\]}：、．）。,]"
# Blanks are taken possessively (``*+``): a line may hold a hundred thousand of them.
# Decoration that may stand before a number: emoji, bullets, arrows; never letters or openers.
_DECOR = r"[^\w\s(（\[【<¿¡\"'`“«„$#№{*_~!?？-]{0,6}[\s\ufe0f]*+"
QUESTION_KINDS = (
    "面试题",
    "面試題",
    "思考题",
    "思考題",
    "简答题",
    "簡答題",
    "練習問題",
    "题目描述",
    "问题描述",
)
"""Kinds of questions, which are titles of collections where no number or colon follows."""

_QUESTION = re.compile(
    rf"{_DECOR}[(\[（【]?(?:{QUESTION_LABEL}|(?:{'|'.join(QUESTION_KINDS)})(?=\s*+[\d:：】]))(?:"
    rf"\s*+(?:[.#№:]|no\.?|number)?\s*+[-–]?\s*+(?P<a>{_NUMBER})(?:\s*+(?:/|of)\s*+\d+)?"
    rf"(?:\s*+{_ENDS}+|\s*+[-–—|]+(?=[\s\W]|[^\W\d])|(?=[\s\W]|$))"
    rf"|\s*+{_ENDS}+|\s*+[-–—]+(?=\s)|\s*+$)\s*",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    rf"{_DECOR}(?:"
    rf"[(（\[【]\s*+(?P<a>{_NUMBER})\s*+[)）\]】]\s*+(?:{_ENDS}\s*+)*"
    rf"|(?:[#№]|no\.)\s*(?P<b>{_NUMBER})\s*(?:{_ENDS}+|[-–—](?=\s)|(?=\s))\s*"
    rf"|(?P<c>{_NUMBER})\s*\\?(?:[)\]：、．）]+|[.:。]+(?!\d))\s*(?:[)-](?=\s)\s*)?"
    rf"|(?P<i>{_CIRCLED})\s*|(?P<j>\d+)(?:-\)|[°º][.:)])\s*"
    rf"|(?P<d>\d+)\s*[-–—](?:\s+|(?=[^\W\d]{{2,}}\s))"
    rf"|(?P<e>\d+(?:\.\d+)+)\s+(?=[^\W\d_])"
    rf"|(?P<f>(?:\d\ufe0f?\u20e3)+)\s*(?:{_ENDS}+\s*)?"
    rf"|第\s*(?P<g>[\d一二三四五六七八九十百]+)\s*[题題问問道个個]?\s*(?:{_ENDS}+\s*|\s+)"
    rf"|(?P<h>[一二三四五六七八九十]+)[、.．]\s*"
    rf")",
)
_KIND = r"(?:(?:correct|right|model|sample|suggested|expected|ideal|reference|recommended)\s++)?"
_ANSWER = re.compile(
    rf"{_DECOR}【?{_KIND}(?:{ANSWER_LABEL})"
    r"(?:\s*+\(?#?\d*+(?:\.\d++)*\)?\s*+(?:[:：．)】]+|\.(?=\s|$)|[-–—]+>?(?=\s|$)|=>)|\s*+$)\s*",
    re.IGNORECASE,
)
# "Answer: D", "Answer D", "Correct answer is B" without a colon.
_CHOICE = re.compile(
    rf"{_DECOR}(?:correct\s++)?(?:{ANSWER_LABEL})\s*+(?:is\s*+)?[:：]?\s*+\(?(?=[A-Ha-h1-9]\)?[.)]?$)",
    re.IGNORECASE,
)
_SIGNS = str.maketrans("：–—\t", ":-- ")
_POINT = re.compile(r"[.)\]、．）。]")
MOST_STEPS = 4
_FIRST = re.compile(r"[^\w]*([^\W\d_]*)")
_NOT_NUMBERED = re.compile(r"[^\W\d_]")
_NUMERALS = frozenset("第一二三四五六七八九十")
_QUESTION_FIRST = frozenset(
    word.replace("_", " ").split()[0] for word in QUESTION_WORDS.split()
) | {"no", *QUESTION_KINDS}
_ANSWER_FIRST = frozenset(word.replace("_", " ").split()[0] for word in ANSWER_WORDS.split()) | {
    "correct",
    "right",
    "model",
    "sample",
    "suggested",
    "expected",
    "ideal",
    "reference",
    "recommended",
}
_NO_SPACES = "\u0900"
_UNSPACED = {
    first: tuple(word for word in first if word[0] >= _NO_SPACES)
    for first in (_QUESTION_FIRST, _ANSWER_FIRST)
}


@lru_cache(maxsize=4096)
def read_label(text: str, most: int = MOST_STEPS) -> Label:
    """Take question numbering and markers off plain text, also chained (``5.2. Q.``).

    At most ``most`` steps of a chain are taken: numbers behind those belong to the text.
    """
    if not _may_open(text, _QUESTION_FIRST, numbers=True):
        return Label(Mark.NONE, "", text.strip())
    rest, mark, number = text, Mark.NONE, ""
    steps: list[Step] = []
    for _ in range(min(most, MOST_STEPS)):
        question = _QUESTION.match(rest)
        numbered = None if question else _NUMBERED.match(rest)
        found = question or numbered
        if found is None or not found.end():
            break
        mark = Mark.QUESTION if question else (mark or Mark.NUMBER)
        own = next((group for group in found.groups() if group), "")
        steps.append(_step(own, numbered) if numbered else Step(own, Writing.MARKED))
        number = own or number
        rest = rest[found.end() :]
    return Label(mark, number, rest.strip(), len(text) - len(rest), tuple(steps))


def _step(number: str, numbered: re.Match[str]) -> Step:
    """How a number is written, by the signs behind it and what follows them."""
    group = next((name for name in "acde" if numbered[name]), "")
    if group in ("", "a"):
        return Step(number, Writing.POINTED if group else Writing.MARKED)
    sign = numbered.string[numbered.end(group) : numbered.end()]
    follows = numbered.string[numbered.end() : numbered.end() + 1]
    glued = sign.rstrip() == sign and follows.isascii() and follows.islower()
    if group == "c" and not glued and _POINT.search(sign):
        return Step(number, Writing.POINTED)
    return Step(number, Writing.LOOSE, sign.translate(_SIGNS).rstrip() or " ")


def read_answer_label(text: str) -> Label:
    """Take an answer marker off the front of plain text; ``mark`` is NONE if there is none."""
    if not _may_open(text, _ANSWER_FIRST, numbers=False):
        return Label(Mark.NONE, "", text)
    found = _ANSWER.match(text) or _CHOICE.match(text)
    if not found or not found.end():
        return Label(Mark.NONE, "", text)
    return Label(Mark.ANSWER, "", text[found.end() :].strip(), found.end())


def _may_open(text: str, first: frozenset[str], *, numbers: bool) -> bool:
    """Whether a text may open with one of some words or a number: cheap, and never wrongly no."""
    found = _FIRST.match(text[:_LONGEST_LABEL])
    word = found[1].casefold() if found else ""
    if not word:
        return numbers
    if word in first or (numbers and word[0].isdigit()):
        return True
    if word[0] >= _NO_SPACES:  # the word may go on without a space
        shown = text[found.start(1) : _LONGEST_LABEL] if found else ""
        return (numbers and word[0] in _NUMERALS) or shown.startswith(_UNSPACED[first])
    return numbers and not _NOT_NUMBERED.match(text.lstrip())
