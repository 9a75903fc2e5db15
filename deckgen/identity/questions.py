"""Questions and records as matching wants them: traces, in the order of their files."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from deckgen.identity.derive import free_guid, pinned_guid
from deckgen.identity.fingerprint import Fingerprint, fingerprint
from deckgen.identity.records import LockNote
from deckgen.identity.trace import Trace
from deckgen.identity.words import question_key
from deckgen.model import Block, Composition, Guid, NoteKind


def read_traces(compositions: Sequence[Composition], pins: Sequence[str]) -> list[Trace]:
    """The traces of the questions read now; ``pins`` are their explicit ids, or ``""``."""
    return [
        Trace(
            _text(composition),
            composition.question.span.path,
            composition.question.topics,
            body=Fingerprint(*composition.fingerprint) if composition.fingerprint else None,
            text="" if composition.fingerprint else _body(composition),
            pin=pin,
            stem=_hash_stem(composition),
        )
        for composition, pin in zip(compositions, pins, strict=True)
    ]


def recall_traces(records: Sequence[LockNote]) -> list[Trace]:
    """The traces of the questions of the lock."""
    return [
        Trace(
            record.question,
            record.path,
            record.topics,
            body=record.answer,
            guid=record.guid,
            live=record.live,
            pin=record.pin,
            stem=record.stem,
        )
        for record in records
    ]


def take_fingerprint(composition: Composition) -> Fingerprint:
    """The fingerprint of what tells a question from others of the same text.

    It takes most of the time that identity needs for a new question, so it can be taken ahead.
    """
    return fingerprint(_body(composition))


def _text(composition: Composition) -> str:
    """What is asked; of a question that is only a picture, its Markdown."""
    return composition.question.text or composition.question.prompt


def _hash_stem(composition: Composition) -> str:
    stem = composition.question.stem
    return fingerprint("\n".join(block.text for block in stem)).hash if stem else ""


def _body(composition: Composition) -> str:
    """What tells a question from others of the same text: its stem and its answer.

    An answer without a word (a picture) is told by its source.
    """
    question = composition.question
    stem = "\n".join(block.text for block in question.stem)
    body = f"{stem}\n{composition.overview.answer}" if stem else composition.overview.answer
    if body.strip():
        return body
    return "\n".join(source for block in question.answer for source in _sources(block))


def _sources(block: Block) -> Iterator[str]:
    if block.source:
        yield block.source
    for child in block.children:
        yield from _sources(child)


def order_records(records: Sequence[LockNote]) -> list[list[LockNote]]:
    """The live questions of each file in their order, following the chain of ``after``.

    A chain can be broken or forked by a merge: what follows a question that is gone follows the
    one before that, and of several followers the one with the smaller GUID comes first.
    """
    by_guid = {record.guid: record for record in records}
    followers: dict[tuple[str, str], list[int]] = defaultdict(list)
    paths: dict[str, list[int]] = defaultdict(list)
    for index in sorted(range(len(records)), key=lambda at: records[at].guid):
        record = records[index]
        if record.live:
            paths[record.path].append(index)
            followers[record.path, _live_before(record, by_guid)].append(index)
    return [
        [records[index] for index in _follow(path, paths[path], records, followers)]
        for path in sorted(paths)
    ]


def _live_before(record: LockNote, by_guid: Mapping[Guid, LockNote]) -> str:
    seen = {record.guid}
    before = record.after
    while before and before not in seen:
        seen.add(Guid(before))
        last = by_guid.get(Guid(before))
        if last is None:
            return ""
        if last.live and last.path == record.path:
            return before
        before = last.after
    return ""


def _follow(
    path: str,
    members: Sequence[int],
    records: Sequence[LockNote],
    followers: Mapping[tuple[str, str], Sequence[int]],
) -> list[int]:
    order: list[int] = []
    seen: set[int] = set()
    stack = list(reversed(followers.get((path, ""), ())))
    rest = iter(members)
    while len(order) < len(members):
        if not stack:  # a ring, which only a merge can make: enter it anywhere
            stack.append(next(index for index in rest if index not in seen))
        index = stack.pop()
        if index not in seen:
            seen.add(index)
            order.append(index)
            stack.extend(reversed(followers.get((path, records[index].guid), ())))
    return order


def name_question(composition: Composition, pin: str, project_id: str, taken: set[str]) -> Guid:
    """The GUID of a new question.

    It derives from the id the author wrote, else from the question's text and stem, so that two
    people who add the same question give it the same GUID.
    """
    pinned = pinned_guid(pin)
    if pinned and pinned not in taken:
        return pinned
    kind = composition.overview.kind
    other_kind = () if kind is NoteKind.BASIC else (str(kind),)
    if pin:
        return free_guid(taken, project_id, "id", pin, *other_kind)
    stem = _hash_stem(composition)
    parts = (
        question_key(composition.question.text or composition.question.prompt),
        *([stem] if stem else []),
    )
    return free_guid(taken, project_id, "question", *parts, *other_kind)
