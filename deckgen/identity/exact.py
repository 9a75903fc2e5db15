"""Recognise questions by evidence that needs no weighing: an id, the same text, the same answer."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Sequence

from deckgen.identity.derive import pinned_guid
from deckgen.identity.fingerprint import alike
from deckgen.identity.trace import Pairing, Trace

LONG = 60
"""Characters from which on an answer is unlikely to be the same by chance."""

_CHOICES = 50
"""Of how many retired questions of one text (the latest) the most similar one is sought."""

Key = Callable[[Trace], Hashable]


def match_exactly(pairing: Pairing) -> None:
    """Pair all that is certain, best evidence first (DESIGN 5).

    A text that occurs once on both sides is the same question wherever it stands and whatever its
    answer has become; but where code or choices belong to a question, they make the question.
    Where one text occurs several times, the answers decide, then the places.
    """
    _match_pins(pairing)
    _match_unique(pairing, lambda trace: (trace.key, trace.stem) if trace.stem else "")
    _match_unique(pairing, lambda trace: (trace.stem, trace.body.hash) if trace.stem else "")
    _match_unique(pairing, lambda trace: trace.key)
    _match_repeated(pairing, live=True)
    _match_unnumbered(pairing)
    _match_unique(pairing, lambda trace: trace.loose)
    _match_repeated(pairing, live=False)
    _revive(pairing)
    _match_unique(pairing, _long_body)
    _match_unique(pairing, _long_body, live=False)


def _match_pins(pairing: Pairing) -> None:
    pinned = [index for index in pairing.free_new() if pairing.new[index].pin]
    if not pinned:
        return
    known: dict[str, int] = {}
    for index, trace in enumerate(pairing.old):
        known[trace.guid] = index
    for index, trace in enumerate(pairing.old):
        if trace.pin:
            known[trace.pin] = index
    for index in pinned:
        pin = pairing.new[index].pin
        found = known.get(pinned_guid(pin) or pin, known.get(pin, -1))
        if found != -1 and pairing.of_old[found] == -1:
            pairing.link(found, index)


def _group(traces: Sequence[Trace], free: Iterable[int], key: Key) -> dict[Hashable, list[int]]:
    groups: dict[Hashable, list[int]] = defaultdict(list)
    for index in free:
        value = key(traces[index])
        if value != "":
            groups[value].append(index)
    return groups


def _match_unique(pairing: Pairing, key: Key, *, live: bool = True) -> None:
    """Pair what is the only one of its key on both sides."""
    free_new, free_old = pairing.free_new(), pairing.free_old(live=live)
    if not free_new or not free_old:
        return
    known = _group(pairing.old, free_old, key)
    for value, read in _group(pairing.new, free_new, key).items():
        remembered = known.get(value, ())
        if len(read) == 1 and len(remembered) == 1:
            stems = {pairing.old[remembered[0]].stem, pairing.new[read[0]].stem}
            if len(stems) == 1 or "" in stems:  # other code may be another question: weigh it
                pairing.link(remembered[0], read[0])


def _match_repeated(pairing: Pairing, *, live: bool) -> None:
    """Pair questions of equal text by equal answers, those in the same place first, in order."""
    free_new, free_old = pairing.free_new(), pairing.free_old(live=live)
    texts = {pairing.old[index].key for index in free_old}
    free_new = [index for index in free_new if pairing.new[index].key in texts]
    texts = {pairing.new[index].key for index in free_new}
    free_old = [index for index in free_old if pairing.old[index].key in texts]
    keys: tuple[Key, ...] = (
        lambda trace: (trace.key, trace.body.hash, trace.path, trace.topics),
        lambda trace: (trace.key, trace.body.hash, trace.path),
        lambda trace: (trace.key, trace.body.hash),
    )
    for key in keys:
        known = _group(pairing.old, free_old, key)
        for value, read in _group(pairing.new, free_new, key).items():
            for one, other in zip(known.get(value, ()), read, strict=False):
                pairing.link(one, other)
        free_new = [index for index in free_new if pairing.of_new[index] == -1]
        free_old = [index for index in free_old if pairing.of_old[index] == -1]


def _match_unnumbered(pairing: Pairing) -> None:
    """Pair questions one of which has a number before the text that the other has not.

    Whether a number is read as numbering depends on its neighbours, and on the version of deckgen.
    Equal answers decide, then the order in one place, where there are as many of them as before.
    """
    for old_text, new_text in ((_key, _bare), (_bare, _key)):
        free_old = _differing(pairing.old, pairing.free_old(live=True), old_text)
        free_new = _differing(pairing.new, pairing.free_new(), new_text)
        if not free_old or not free_new:
            continue
        for place in _PLACES:
            known = _group(pairing.old, _free(free_old, pairing.of_old), _joined(old_text, place))
            read = _group(pairing.new, _free(free_new, pairing.of_new), _joined(new_text, place))
            for value, others in read.items():
                ones = known.get(value, ())
                if place is not _by_place or len(ones) == len(others):
                    for one, other in zip(ones, others, strict=False):
                        pairing.link(one, other)


def _key(trace: Trace) -> str:
    return trace.key


def _bare(trace: Trace) -> str:
    return trace.bare


def _by_place(trace: Trace) -> Hashable:
    return trace.path, trace.topics, trace.stem


_PLACES: tuple[Key, ...] = (
    lambda trace: (trace.body.hash, trace.path, trace.topics),
    lambda trace: (trace.body.hash, trace.path),
    lambda trace: trace.body.hash,
    _by_place,
)


def _joined(text: Callable[[Trace], str], place: Key) -> Key:
    return lambda trace: (text(trace), place(trace))


def _differing(
    traces: Sequence[Trace], free: Iterable[int], text: Callable[[Trace], str]
) -> list[int]:
    """Of the side whose numbers are taken off, those that have one."""
    return [index for index in free if text is _key or traces[index].bare != traces[index].key]


def _free(indices: Iterable[int], taken: Sequence[int]) -> list[int]:
    return [index for index in indices if taken[index] == -1]


def _revive(pairing: Pairing) -> None:
    """Pair questions with retired ones of the same text: the one with the most similar answer."""
    retired = _group(pairing.old, pairing.free_old(live=False), lambda trace: trace.key)
    if not retired:
        return
    disputed = {pairing.old[index].key for index in pairing.free_old(live=True)}
    for index in pairing.free_new():
        trace = pairing.new[index]
        group = retired.get(trace.key, [])
        if group and trace.key not in disputed:  # else the live one is the likelier
            chosen = _most_alike(pairing, group[:_CHOICES], trace)
            group.remove(chosen)
            pairing.link(chosen, index)


def _most_alike(pairing: Pairing, group: list[int], trace: Trace) -> int:
    if len(group) == 1:
        return group[0]

    def rank(index: int) -> tuple[float, bool]:
        old = pairing.old[index]
        return alike(old.body, trace.body), old.path == trace.path

    return max(group, key=rank)


def _long_body(trace: Trace) -> str:
    return trace.body.hash if trace.body.length >= LONG else ""
