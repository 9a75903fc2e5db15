"""Where a plain reading contradicts the lock, and what the lock knows of those places.

Reading goes by how a whole file is written, so that an edit of one section can change how another
one is read.  Where a question of the lock is not read any more though its words still stand in
the text, or has another answer, what the lock knows becomes evidence (``Memory``).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from deckgen.dialects import Known, Memory, Stretch
from deckgen.identity.records import LockNote
from deckgen.identity.words import question_key, words
from deckgen.model import Composition, SourceFile

_BLANK = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Recollection:
    """For each path that is to be read again, what the lock knows of the questions there.

    ``own`` are the records of a file, ``read`` the keys that it asks by a plain reading with their
    lines, ``changed`` the lines of those with another answer, ``missing`` the records of questions
    that are not read anywhere.
    """

    own: Mapping[str, Sequence[LockNote]] = field(default_factory=dict)
    read: Mapping[str, Sequence[tuple[int, str]]] = field(default_factory=dict)
    changed: Mapping[str, frozenset[int]] = field(default_factory=dict)
    missing: Mapping[str, Sequence[LockNote]] = field(default_factory=dict)

    @property
    def paths(self) -> frozenset[str]:
        """The files to be read again."""
        return frozenset((*self.changed, *self.missing))

    def recall(self, path: str, stretch: Stretch) -> Memory | None:
        """What the lock knows of a stretch of a file; ``None`` where nothing contradicts it."""
        if path not in self.changed and path not in self.missing:
            return None
        first = stretch.first
        last = first + stretch.text.count("\n") + 1 - stretch.lent
        words = _Words(stretch.text)
        missing = [one for one in self.missing.get(path, ()) if words.hold(one.question)]
        changed = self.changed.get(path, frozenset())
        if not missing and not any(first < line <= last for line in changed):
            return None
        asked = Counter(key for line, key in self.read.get(path, ()) if first < line <= last)
        known = []
        for record in self.own.get(path, ()):
            key = question_key(record.question)
            if asked[key] > 0:
                asked[key] -= 1
                known.append(record)
        own = {record.guid for record in self.own.get(path, ())}
        return Memory(
            tuple(
                Known(
                    question=record.question,
                    topics=record.topics,
                    parts=record.parts,
                    left=record.left,
                    is_stray=record.guid not in own,
                )
                for record in (*known, *missing)
            )
        )


class _Words:
    """The words of a text, to find a question in it whatever markup stands between its words."""

    def __init__(self, text: str) -> None:
        self._blocks: dict[str, set[int]] = defaultdict(set)
        for number, block in enumerate(_BLANK.split(text)):
            for word in words(block):
                self._blocks[word].add(number)

    def hold(self, question: str) -> bool:
        """Whether all words of a question stand in one block of lines."""
        found = [self._blocks.get(word, set()) for word in set(words(question))]
        return bool(found) and bool(set.intersection(*sorted(found, key=len)))


def recollect(
    records: Iterable[LockNote],
    read: Sequence[tuple[SourceFile, Sequence[Composition]]],
    is_gone: Callable[[str], bool],
) -> Recollection:
    """Compare a plain reading with the lock.

    Args:
        records: the notes of the lock.
        read: the files and the questions read in them.
        is_gone: whether a path that was not read is part of this build, since it is gone.
    """
    found = {source.path: made for source, made in read}
    texts = {source.path: source.text for source, _ in read}
    live: dict[str, list[LockNote]] = defaultdict(list)
    for record in records:
        if record.live and not record.parent:
            live[record.path].append(record)
    for path in [path for path in live if path not in found and is_gone(path)]:
        _hand_down(path, live, found)
    differing = [
        path
        for path in dict.fromkeys((*found, *live))
        if (path in found or is_gone(path)) and not _is_same(live[path], found.get(path, ()))
    ]
    missing = _place(_find_missing(differing, live, found), texts)
    changed = {
        path: lines
        for path in differing
        if path in found
        and (lines := _find_changed(live[path], found[path]))
        and not _is_edit(live[path], found[path], lines)
    }
    return Recollection(
        own=live,
        read={
            path: [(_line(one), _key(one)) for one in found[path]] for path in (*changed, *missing)
        },
        changed=changed,
        missing=missing,
    )


def _hand_down(
    path: str, live: dict[str, list[LockNote]], found: Mapping[str, Sequence[Composition]]
) -> None:
    """Give the records of a file that is gone to the new file that asks most of its questions."""
    keys = {question_key(record.question) for record in live[path]}
    shared = {
        heir: sum(_key(one) in keys for one in made)
        for heir, made in found.items()
        if heir not in live
    }
    heir = max(shared, key=lambda heir: shared[heir], default="")
    if shared.get(heir):
        live[heir] = live.pop(path)


def _is_same(records: Sequence[LockNote], made: Sequence[Composition]) -> bool:
    """Whether a file is read exactly as the lock says: nearly always."""
    return len(records) == len(made) and Counter(
        (record.question, record.answer.hash) for record in records
    ) == Counter(
        (one.question.text or one.question.prompt, one.fingerprint[0] if one.fingerprint else "")
        for one in made
    )


def _line(composition: Composition) -> int:
    return composition.question.prompt_span.line


def _key(composition: Composition) -> str:
    return question_key(composition.question.text or composition.question.prompt)


def _find_missing(
    paths: Sequence[str],
    live: Mapping[str, Sequence[LockNote]],
    found: Mapping[str, Sequence[Composition]],
) -> list[LockNote]:
    """The records of questions that are read nowhere."""
    missing: list[LockNote] = []
    new: Counter[str] = Counter()
    for path in paths:
        asked = Counter(map(_key, found.get(path, ())))
        missing += _take_out(live[path], asked)
        new += asked
    return _take_out(missing, new)


def _take_out(records: Sequence[LockNote], asked: Counter[str]) -> list[LockNote]:
    """Take the questions of records out of those asked; returns the records that are left."""
    left = []
    for record in records:
        key = question_key(record.question)
        if asked[key] > 0:
            asked[key] -= 1
        else:
            left.append(record)
    return left


def _place(missing: Sequence[LockNote], texts: Mapping[str, str]) -> dict[str, list[LockNote]]:
    """The files in which the words of missing questions stand: their own before all others."""
    placed: dict[str, list[LockNote]] = defaultdict(list)
    known: dict[str, _Words] = {}

    def stands(record: LockNote, path: str) -> bool:
        if path not in known:
            known[path] = _Words(texts[path])
        return known[path].hold(record.question)

    for record in missing:
        if record.path in texts and stands(record, record.path):
            placed[record.path].append(record)
        else:
            for path in texts:
                if stands(record, path):
                    placed[path].append(record)
    return placed


def _find_changed(records: Sequence[LockNote], made: Sequence[Composition]) -> frozenset[int]:
    """The lines of the questions whose answer is not that of the lock."""
    known = {question_key(record.question) for record in records}
    answers = Counter((question_key(record.question), record.answer.hash) for record in records)
    lines = []
    for composition in made:
        key, taken = _key(composition), composition.fingerprint
        if key in known and taken is not None:
            if answers[key, taken[0]] > 0:
                answers[key, taken[0]] -= 1
            else:
                lines.append(_line(composition))
    return frozenset(lines)


def _is_edit(
    records: Sequence[LockNote], made: Sequence[Composition], changed: frozenset[int]
) -> bool:
    """Whether nothing differs from the lock but the answer of one question, read as before."""
    if len(changed) != 1 or len(records) != len(made):
        return False
    [one] = [composition for composition in made if _line(composition) in changed]
    before = Counter(question_key(record.question) for record in records)
    parts = (one.question.parts, one.question.left)
    return before == Counter(map(_key, made)) and any(
        question_key(record.question) == _key(one) and (record.parts, record.left) == parts
        for record in records
    )
