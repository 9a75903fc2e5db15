"""Which deck a note goes to, and what it is called: names are permanent (ANKI-CONTRACT 27)."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from deckgen.identity.derive import derive_deck_id
from deckgen.identity.records import LockDeck

SEPARATOR = "::"
_INDEX = frozenset({"readme", "index"})
_TOPIC_LEVELS = 3
_SMALL_WORDS = frozenset(
    [
        "a",
        "an",
        "and",
        "as",
        "at",
        "by",
        "for",
        "from",
        "in",
        "of",
        "on",
        "or",
        "the",
        "to",
        "vs",
        "with",
    ]
)
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\"]")
_COLONS = re.compile(r":{2,}")


@dataclass(frozen=True, slots=True)
class Place:
    """Where a question stands: its file and the headings above it, outermost first."""

    path: str
    topics: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Decks:
    """The decks of a build: ``of_place`` gives the full name, ``records`` go into the lock.

    ``renamed``: published names that changed, old → new.
    """

    of_place: Mapping[Place, str]
    records: tuple[LockDeck, ...]
    renamed: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class DeckRules:
    """How decks are divided and called now, and how they were at the last build."""

    project_id: str
    by: str
    name: str
    last_by: str
    last_name: str


def choose_decks(
    rules: DeckRules,
    known: Sequence[LockDeck],
    sources: Sequence[str],
    moves: Sequence[tuple[Place, Place | None]],
) -> Decks:
    """Choose the deck of every place.

    A key that the lock knows keeps its deck.  A new one inherits the deck of a vanished one when
    its known questions all come from there and took most of it along: a renamed file.  Else the
    name follows from the file, folder or topic.

    Args:
        rules: how decks are divided and called.
        known: the decks of the lock.
        sources: the files read, in order.
        moves: of every question in order, its place and where it was at the last build.
    """
    records, renamed = _rename_project(rules, known)
    by_key = {deck.key: deck for deck in records}
    places = dict.fromkeys(place for place, _ in moves)
    keys = dict.fromkeys(deck_key(place, rules.by) for place in places)
    for key, old in _inheritances(rules, keys, moves, by_key).items():
        by_key[key] = replace(by_key.pop(old), key=key)
    names = {deck.name.casefold(): deck for deck in by_key.values()}
    ids = {deck.id for deck in by_key.values()}
    example = {deck_key(place, rules.by): place for place in reversed(places)}
    for key in keys:
        if key not in by_key:
            name = name_deck(example[key], rules, sources)
            same = names.get(name.casefold())
            made = same.id if same else derive_deck_id(ids, rules.project_id, name)
            by_key[key] = LockDeck(key=key, name=same.name if same else name, id=made)
            names.setdefault(name.casefold(), by_key[key])
            ids.add(made)
    of_place = {place: by_key[deck_key(place, rules.by)].name for place in places}
    if rules.by != rules.last_by:
        renamed |= _divided_anew(rules, known, moves, of_place)
    return Decks(of_place, tuple(by_key.values()), renamed)


def deck_key(place: Place, by: str) -> str:
    """What decides on the deck: a path, a folder (ending in ``/``), topics (``#``), all (``*``)."""
    if by == "one":
        return "*"
    if by == "folder":
        return f"{PurePosixPath(place.path).parent.as_posix()}/"
    if by == "topic" and place.topics:
        return "".join(f"#{topic}" for topic in place.topics[:_TOPIC_LEVELS])
    return place.path


def name_deck(place: Place, rules: DeckRules, sources: Sequence[str]) -> str:
    """Name a deck that has none yet."""
    project = clean_project_name(rules.name) or "Deck"
    if rules.by == "one":
        return project
    if rules.by == "topic" and place.topics:
        levels = [clean_name(topic) for topic in place.topics[:_TOPIC_LEVELS]]
        if levels[0].casefold() == project.rpartition(SEPARATOR)[2].casefold():
            levels = levels[1:]  # the title of the file, which named the project
        return SEPARATOR.join([project, *filter(None, levels)])
    path = PurePosixPath(place.path)
    if rules.by == "file" and len(sources) == 1:
        return project
    parts = list(path.relative_to(_common_folder(sources, path)).parts)
    if rules.by == "folder" or path.stem.lower() in _INDEX:
        parts = parts[:-1]
    elif parts:
        parts[-1] = PurePosixPath(parts[-1]).stem
    return SEPARATOR.join([project, *filter(None, map(humanize, parts))])


def humanize(name: str) -> str:
    """Make a readable name of a file's: ``01_basics-of-sql`` → ``01 Basics of Sql``."""
    words = [word for word in re.split(r"[\s_-]+", clean_name(name)) if word]
    return " ".join(
        word if (at and word in _SMALL_WORDS) or not word.islower() else word.capitalize()
        for at, word in enumerate(words)
    )


def clean_name(name: str) -> str:
    """Make a text usable as one level of a deck's name (ANKI-CONTRACT 32)."""
    plain = _CONTROL.sub(" ", unicodedata.normalize("NFC", name))
    return " ".join(_COLONS.sub(":", plain).split()).strip(": ")


def clean_project_name(name: str) -> str:
    """Make a project's name usable as a deck's: ``::`` in it divides levels, as Anki reads it."""
    return SEPARATOR.join(filter(None, map(clean_name, name.split(SEPARATOR))))


def _common_folder(sources: Sequence[str], path: PurePosixPath) -> PurePosixPath:
    """The deepest folder that holds all sources; its own name is no part of a deck's."""
    folders = [PurePosixPath(source).parent for source in (*sources, str(path))]
    common = folders[0]
    while not all(folder.is_relative_to(common) for folder in folders):
        common = common.parent
    return common


def _rename_project(
    rules: DeckRules, known: Sequence[LockDeck]
) -> tuple[list[LockDeck], dict[str, str]]:
    """Follow a new name of the project into the names of its decks."""
    old, new = clean_project_name(rules.last_name), clean_project_name(rules.name)
    if not old or old == new:
        return list(known), {}
    records, renamed = [], {}
    for deck in known:
        is_below = f"{deck.name}{SEPARATOR}".startswith(f"{old}{SEPARATOR}")
        name = f"{new}{deck.name[len(old) :]}" if is_below else deck.name
        if name != deck.name:
            renamed[deck.name] = name
        records.append(replace(deck, name=name))
    return records, renamed


def _inheritances(
    rules: DeckRules,
    keys: Mapping[str, None],
    moves: Sequence[tuple[Place, Place | None]],
    by_key: Mapping[str, LockDeck],
) -> dict[str, str]:
    """New key → vanished key whose deck it takes over."""
    if rules.by != rules.last_by:
        return {}
    went: dict[str, Counter[str]] = defaultdict(Counter)
    came: dict[str, set[str]] = defaultdict(set)
    for (place, before), count in Counter(moves).items():
        if before is not None:
            now, then = deck_key(place, rules.by), deck_key(before, rules.by)
            went[then][now] += count
            came[now].add(then)
    found: dict[str, str] = {}
    for key in keys:
        olds = came.get(key, set())
        if key in by_key or len(olds) != 1:
            continue
        (old,) = olds
        if old not in keys and old in by_key and 2 * went[old][key] > went[old].total():
            found[key] = old
    return found


def _divided_anew(
    rules: DeckRules,
    known: Sequence[LockDeck],
    moves: Sequence[tuple[Place, Place | None]],
    of_place: Mapping[Place, str],
) -> dict[str, str]:
    names = {deck.key: deck.name for deck in known}
    renamed = {}
    for place, before in moves:
        name = names.get(deck_key(before, rules.last_by), "") if before else ""
        if name and name != of_place[place]:
            renamed[name] = of_place[place]
    return renamed
