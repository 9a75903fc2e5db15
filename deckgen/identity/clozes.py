"""Cloze numbers: one never changes its text, and is never used again (ANKI-CONTRACT rule 8)."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import product

from rapidfuzz.distance import Indel

from deckgen.identity.fingerprint import digest
from deckgen.identity.records import ClozeNumber
from deckgen.identity.trace import GIST
from deckgen.identity.words import fold, loose_key
from deckgen.model import TURNED, WHOLE_ROW, Cloze, Note

_TAG = re.compile(r"<(?!img\b|audio\b|video\b)[^<>]*>")
_HASH_LENGTH = 12
_SAME_HEADING = 0.75


@dataclass(frozen=True, slots=True)
class Blank:
    """What an anchor hides: the hash of its text, and the number it would like to have."""

    text: str
    wanted: int


def blanks_of(note: Note) -> dict[str, Blank]:
    """The blanks of a note by anchor, in order of appearance; blanks of one anchor are one."""
    hidden: dict[str, list[str]] = {}
    wanted: dict[str, int] = {}
    for parts in note.fields:
        for part in parts:
            if isinstance(part, Cloze):
                hidden.setdefault(part.anchor, []).append(read_text(part.html))
                wanted.setdefault(part.anchor, part.wanted)
    return {anchor: Blank(hash_texts(texts), wanted[anchor]) for anchor, texts in hidden.items()}


def hash_texts(texts: Iterable[str]) -> str:
    """The hash of the texts that one anchor hides."""
    return digest("\x1f".join(texts), _HASH_LENGTH)


def read_text(field: str) -> str:
    """What a learner reads in a piece of HTML, folded; pictures are told by their tags."""
    return fold(html.unescape(_TAG.sub("", field)))


def find_renames(
    pairs: Iterable[tuple[Mapping[str, ClozeNumber], Mapping[str, Blank]]],
) -> dict[str, str]:
    """Which new anchors are old ones under another name, as all notes of a question show together.

    A renamed column keeps its cells in most rows; the rows where a cell was edited too follow.  A
    column that went as another one came keeps but few of them.

    Args:
        pairs: of every note that was there before, the anchors then and now.

    Returns:
        New anchor → old anchor.
    """
    votes: Counter[tuple[str, str]] = Counter()
    chances: Counter[tuple[str, str]] = Counter()
    for before, now in pairs:
        vanished = {anchor: cloze.text for anchor, cloze in before.items() if anchor not in now}
        appeared = {anchor: blank.text for anchor, blank in now.items() if anchor not in before}
        texts = Counter(vanished.values())
        for anchor, text in appeared.items():
            if texts[text] == 1:
                old = next(one for one, other in vanished.items() if other == text)
                votes[anchor, old] += _asks_alike(anchor, old)
        chances.update(product(appeared, vanished))
    renamed: dict[str, str] = {}
    for (anchor, old), count in sorted(votes.items(), key=lambda vote: (-vote[1], vote[0])):
        if 2 * count <= chances[anchor, old]:
            continue
        if anchor not in renamed and old not in renamed.values():
            renamed[anchor] = old
    return renamed


def number_blanks(
    before: Mapping[str, ClozeNumber],
    now: Mapping[str, Blank],
    renamed: Mapping[str, str],
    resting: Iterable[str] = (),
) -> dict[str, ClozeNumber]:
    """Number the blanks of a note, given what it had.

    Best evidence first: the same text under the same anchor; the same text under another anchor
    (columns that swapped, a heading that was renamed); the same anchor with an edited text, or
    come back; an anchor renamed throughout the question, or in its spelling.  What is left is new
    and takes the number it wants if no blank of this note ever had it, else the smallest that
    none had.  The numbers of ``resting`` anchors wait for them: nothing else takes those.

    Returns:
        All anchors, those that are gone kept as retired under their last name.
    """
    if before.keys() == now.keys() and all(
        before[anchor].live and before[anchor].text == blank.text for anchor, blank in now.items()
    ):
        return dict(before)
    known = _Numbers(dict(before), now, resting)
    for anchor, blank in now.items():
        if anchor in before and before[anchor].text == blank.text:
            known.take(anchor, anchor)
    _follow_texts(known)
    for anchor in now:
        if anchor in before:
            known.take(anchor, anchor)
    for anchor in now:
        if anchor not in before and anchor in renamed:
            known.take(anchor, renamed[anchor])
    _follow_headings(known)
    return known.finish()


class _Numbers:
    """Old anchors not claimed yet (``free``), and which old anchor each new one has claimed."""

    def __init__(
        self, before: dict[str, ClozeNumber], now: Mapping[str, Blank], resting: Iterable[str]
    ) -> None:
        self.before = before
        self.now = now
        self.free = dict(before)
        self.resting = {
            anchor: self.free.pop(anchor)
            for anchor in resting
            if anchor in self.free and anchor not in now
        }
        self.claimed: dict[str, str] = {}

    def take(self, anchor: str, old: str) -> None:
        """Let a new anchor have the number of an old one, if both are free."""
        if anchor not in self.claimed and old in self.free:
            del self.free[old]
            self.claimed[anchor] = old

    def unnumbered(self) -> list[str]:
        """The anchors that have claimed nothing yet."""
        return [anchor for anchor in self.now if anchor not in self.claimed]

    def finish(self) -> dict[str, ClozeNumber]:
        """Number the rest, and write down all."""
        used = {cloze.number for cloze in self.before.values()}
        result: dict[str, ClozeNumber] = {}
        for anchor, old in self.claimed.items():
            result[anchor] = ClozeNumber(self.before[old].number, self.now[anchor].text)
        fresh = self.unnumbered()
        for anchor in fresh:
            wanted = self.now[anchor].wanted
            if wanted > 0 and wanted not in used:
                used.add(wanted)
                result[anchor] = ClozeNumber(wanted, self.now[anchor].text)
        number = 1
        for anchor in fresh:
            if anchor not in result:
                while number in used:
                    number += 1
                used.add(number)
                result[anchor] = ClozeNumber(number, self.now[anchor].text)
        for anchor, cloze in (self.free | self.resting).items():
            result[_free_name(anchor, cloze, result)] = replace(cloze, live=False)
        return result


def _asks_alike(anchor: str, old: str) -> bool:
    """Whether both are cells or both are whole rows: by its name a row never becomes a cell."""
    return _is_row(anchor) == _is_row(old) and _is_turned(anchor) == _is_turned(old)


def _is_row(anchor: str) -> bool:
    return anchor.partition("~")[0] == WHOLE_ROW


def _is_turned(anchor: str) -> bool:
    return TURNED in anchor


def _free_name(anchor: str, cloze: ClozeNumber, taken: Mapping[str, ClozeNumber]) -> str:
    """The name under which a retired anchor is kept: its own, unless a new blank has that now."""
    while anchor in taken:
        anchor = f"{anchor}~{cloze.number}"
    return anchor


def _follow_texts(known: _Numbers) -> None:
    """Let numbers follow their texts where it is clear which text went where."""
    live = {old: cloze for old, cloze in known.free.items() if cloze.live}
    olds = Counter(cloze.text for cloze in live.values())
    news = Counter(known.now[anchor].text for anchor in known.unnumbered())
    by_text = {cloze.text: old for old, cloze in live.items()}
    for anchor in known.unnumbered():
        text = known.now[anchor].text
        if olds[text] == 1 == news[text] and _is_turned(anchor) == _is_turned(by_text[text]):
            known.take(anchor, by_text[text])


def _follow_headings(known: _Numbers) -> None:
    """Let a blank whose heading was respelt keep its number; a retired one if its text is back."""
    pairs = [
        (Indel.normalized_similarity(loose_key(old)[:GIST], loose_key(anchor)[:GIST]), anchor, old)
        for anchor in known.unnumbered()
        for old, cloze in known.free.items()
        if old not in known.now
        and _asks_alike(anchor, old)
        and (cloze.live or cloze.text == known.now[anchor].text)
    ]
    for alike, anchor, old in sorted(pairs, key=lambda pair: (-pair[0], pair[1:])):
        if alike >= _SAME_HEADING:
            known.take(anchor, old)
