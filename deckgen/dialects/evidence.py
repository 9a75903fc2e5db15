"""How much a text looks like a question, by itself."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from math import exp

from deckgen.dialects import titles, words
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
_LONGEST_TAIL = 100
_LONGEST_TITLE = 160
_LONGEST_NAME = 50
_LONGEST_CALL = 70
_OPENS = 1.5
_WORD = re.compile(r"[\w'’-]+")
_TAIL = re.compile(r"(?:\([^()]{0,40}\)|\[[^\[\]]{0,40}\]|[^\w])*+$")
_REMARK = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_TELLING = re.compile(r"(?:i|we)(?:['’](?:m|ve|d|ll|re))? ")
"""Openings of what a reader tells in a FAQ: "I get no questions"."""
_LEAD = re.compile(r"^[\W_]+")
_ENDING = re.compile(r"[\W_]++$")
_MARKS = re.compile(f"[{words.QUESTION_MARKS.replace(';', '')}]")
_GREEK = re.compile(r"[α-ωά-ώ]")
_TOLD = re.compile(r"[^\W\d_].*?[^\W\d_]", re.DOTALL)
_SENTENCE = re.compile(r"[.!]\s+")
_CLAUSE = re.compile(r"[,:;—–-]\s+|[.!。！：，、；]\s*")


def sigmoid(score: float) -> float:
    """The probability of a log-odds score."""
    return 1 / (1 + exp(-max(-30.0, min(30.0, score))))


def fold(text: str) -> str:
    """Casefolded NFKC text with single spaces: what word lists are matched against."""
    text = text[:_LONGEST]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
    return " ".join(text.split()).casefold()


@lru_cache(maxsize=32768)
def weigh(text: str) -> Evidence:
    """Weigh plain text (numbering included) as a question.

    About +2 and more is a question on its own, below -1 nothing speaks for it.
    """
    label = read_label(text)
    score, reasons = -1.5, list[str]()
    if label.mark is Mark.QUESTION:
        score, reasons = score + 4.5, [*reasons, "marked as a question"]
    body = fold(label.rest)
    opening = _weigh_opening(body)
    for found in (_weigh_mark(body), opening, _weigh_kind(body, opens=opening.score >= _OPENS)):
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
    if not _MARKS.search(body) and not body.endswith(";"):
        return NOTHING
    end = _TAIL.search(body, max(0, len(body) - _LONGEST_TAIL))
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
        first = _WORD.match(opening)
        if first is None or first[0] not in words.OPENERS:
            continue
        if not marked and words.ASK_LOOSE.match(opening):
            return Evidence(0.8, ("opens like an instruction or a question",))
        if words.ASK.match(opening) and (position == 0 or marked):
            return Evidence(0.7 if marked else 2.0, ("opens like a question",))
        if words.ORDER.match(opening) or words.ORDER_WEAK.match(opening):
            return Evidence(0.7 if marked else 2.0, ("opens with a request",))
    if not marked and any(words.ASK.match(part) for part in _SENTENCE.split(start)[1:3]):
        return Evidence(_OPENS, ("a sentence opens like a question",))
    return _weigh_words(start, marked=marked)


def _weigh_words(start: str, *, marked: bool) -> Evidence:
    """Words anywhere, for scripts without spaces, and openings that say little."""
    if start.isascii():
        if words.ASK_LAST.search(start):
            return Evidence(0.7 if marked else 2.0, ("holds a question word",))
    elif words.ASK_ANYWHERE.search(start):
        return Evidence(0.7 if marked else 2.0, ("holds a question word",))
    elif words.ORDER_ANYWHERE.search(start):
        return Evidence(0.7 if marked else 2.0, ("holds a request",))
    if words.ORDER_TASK.match(start):
        return Evidence(0.8, ("opens with a task",))
    if words.ASK_WEAK.match(start):
        return Evidence(0.5, ("opens with a verb",))
    return NOTHING


def _weigh_kind(body: str, *, opens: bool) -> Evidence:
    if len(body) > _LONGEST_TITLE:
        return NOTHING
    name = strip_ends(body)
    if len(name) < _LONGEST_NAME and (found := _weigh_name(name)) is not NOTHING:
        return found
    if invites(body):
        return Evidence(-6.0, ("invites to take part",))
    if _MARKS.search(body):
        bare = words.ELLIPTIC.fullmatch(_LEAD.sub("", body))
        return Evidence(-1.5, ("does not say what it asks about",)) if bare else NOTHING
    return _weigh_statement(body, opens=opens)


def strip_ends(text: str) -> str:
    """Folded text without emoji and punctuation at its ends."""
    return _ENDING.sub("", _LEAD.sub("", fold(text)[:_LONGEST]))


def invites(body: str) -> bool:
    """Whether folded text is a short invitation to take part: "Found a mistake?"."""
    return (
        len(body) <= _LONGEST_CALL
        and _hints(body, words.CALL_HINTS)
        and bool(titles.CALL.search(_LEAD.sub("", body)))
    )


def _weigh_statement(body: str, *, opens: bool) -> Evidence:
    """What a title without a question mark is; ``opens``: it opens like a question."""
    named = not opens and not _TELLING.match(_LEAD.sub("", body))
    if named and _hints(body, words.TOPIC_HINTS) and titles.TOPIC.search(body):
        return Evidence(-2.0, ("names a collection",))
    if compares(body):
        return Evidence(1.5, ("compares",))
    if body.endswith((":", "：")):
        return Evidence(-1.5, ("leads in to what follows",))
    return NOTHING


def _weigh_name(name: str) -> Evidence:
    """Whether a title is the name of a section that is never a card, or of a chapter."""
    if titles.SECTION.fullmatch(name):
        return Evidence(-8.0, ("is the name of a section",))
    if titles.CHAPTER.fullmatch(name):
        return Evidence(-2.5, ("is the name of a chapter",))
    return NOTHING


def compares(body: str) -> bool:
    """Whether folded text names things and sets them against each other."""
    if not _hints(body, words.COMPARE_HINTS):
        return False
    found = words.COMPARE.search(body) or words.COMPARE_ANYWHERE.search(body)
    return found is not None and bool(_TOLD.search(body[: found.start()] + body[found.end() :]))


def _hints(body: str, hints: tuple[str, ...]) -> bool:
    """Whether a search is worth while: in ASCII text one of a few letters must be there."""
    return not body.isascii() or any(hint in body for hint in hints)
