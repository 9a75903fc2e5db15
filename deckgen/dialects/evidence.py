"""How much a text looks like a question, by itself."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from deckgen.dialects import words
from deckgen.dialects.label import Mark, read_label


@dataclass(frozen=True, slots=True)
class Evidence:
    """Evidence for "this is a question", as a log-odds score, with its reasons."""

    score: float
    reasons: tuple[str, ...] = ()

    def __add__(self, other: Evidence) -> Evidence:
        return Evidence(self.score + other.score, self.reasons + other.reasons)


NOTHING = Evidence(0.0)
_LONGEST = 400
_TAIL = re.compile(r"(?:[^\w]|\([^()]{0,40}\)|\[[^\[\]]{0,40}\])*$")
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_LEAD = re.compile(r"^[\W_]+")
_SPACES = re.compile(r"\s+")
_MARKS = re.compile(f"[{words.QUESTION_MARKS.replace(';', '')}]")
_GREEK = re.compile(r"[α-ωά-ώ]")
_CLAUSE = re.compile(r"[,:;—–-]\s+|[.!。！：，、；]\s*")


def sigmoid(score: float) -> float:
    """The probability of a log-odds score."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def fold(text: str) -> str:
    """Casefolded NFKC text with single spaces: what word lists are matched against."""
    return _SPACES.sub(" ", unicodedata.normalize("NFKC", text[:_LONGEST])).strip().casefold()


@lru_cache(maxsize=4096)
def weigh(text: str) -> Evidence:
    """Weigh plain text (numbering included) as a question.

    About +2 and more is a question on its own, below -1 nothing speaks for it.
    """
    label = read_label(text)
    score, reasons = -1.5, list[str]()
    if label.mark is Mark.QUESTION:
        score, reasons = score + 4.5, [*reasons, "marked as a question"]
    body = fold(label.rest)
    for found in (_weigh_mark(body), _weigh_opening(body), _weigh_kind(body)):
        score += found.score
        reasons.extend(found.reasons)
    return Evidence(score, tuple(reasons))


def has_mark(text: str) -> bool:
    """Whether a text holds a question mark of any script."""
    return bool(_MARKS.search(text))


def ends_asking(text: str) -> bool:
    """Whether a text ends with a question mark (what follows it may be emoji or a remark)."""
    return _weigh_mark(fold(text)).score > 3


def _weigh_mark(body: str) -> Evidence:
    end = _TAIL.search(body)
    tail = _REMARK.sub("", body[end.start() :]) if end else ""
    if _MARKS.search(tail) or (tail[:1] == ";" and _GREEK.search(body)):
        return Evidence(3.5, ("ends with a question mark",))
    if _MARKS.search(_REMARK.sub("", body)):
        return Evidence(2.0, ("holds a question mark",))
    return NOTHING


def _weigh_opening(body: str) -> Evidence:
    start = _LEAD.sub("", body)
    marked = bool(_MARKS.search(body))
    if not marked and start.isascii() and " " not in start:
        return NOTHING
    # "In React, how do you …": the question may open after a short lead-in.
    openings = [start, *(part for part in _CLAUSE.split(start)[1:3] if part)]
    for position, opening in enumerate(openings):
        if not marked and words.ASK_LOOSE.match(opening):
            return Evidence(0.8, ("opens like an instruction or a question",))
        if words.ASK.match(opening) and (position == 0 or marked):
            return Evidence(0.7 if marked else 2.0, ("opens like a question",))
        if words.ORDER.match(opening) or words.ORDER_WEAK.match(opening):
            return Evidence(0.7 if marked else 2.0, ("opens with a request",))
    return _weigh_words(start, marked=marked)


def _weigh_words(start: str, *, marked: bool) -> Evidence:
    """Words anywhere, for scripts without spaces, and openings that say little."""
    if words.ASK_ANYWHERE.search(start):
        return Evidence(0.7 if marked else 2.0, ("holds a question word",))
    if words.ORDER_ANYWHERE.search(start):
        return Evidence(0.7 if marked else 2.0, ("holds a request",))
    if words.ORDER_TASK.match(start):
        return Evidence(0.8, ("opens with a task",))
    if words.ASK_WEAK.match(start):
        return Evidence(0.5, ("opens with a verb",))
    return NOTHING


def _weigh_kind(body: str) -> Evidence:
    name = body.strip(" .:!#*_-–—👉📚🔗")
    if words.SECTION.fullmatch(_LEAD.sub("", name)):
        return Evidence(-8.0, ("is the name of a section",))
    if words.CHAPTER.fullmatch(_LEAD.sub("", name)):
        return Evidence(-2.5, ("is the name of a chapter",))
    if words.CALL.search(body):
        return Evidence(-6.0, ("invites to take part",))
    marked = bool(_MARKS.search(body))
    if marked and words.ELLIPTIC.fullmatch(_LEAD.sub("", body)):
        return Evidence(-1.5, ("does not say what it asks about",))
    if words.TOPIC.search(body) and not marked:
        return Evidence(-2.0, ("names a collection",))
    if not marked and (words.COMPARE.search(body) or words.COMPARE_ANYWHERE.search(body)):
        return Evidence(1.5, ("compares",))
    if body.endswith((":", "：")):
        return Evidence(-1.5, ("leads in to what follows",))
    return NOTHING
