"""CHANGES.md: what a release means for those who learn with the deck."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.resources import files
from itertools import groupby

from deckgen.changes.text import mark_down
from deckgen.diagnostics.render import count_things
from deckgen.release.packaged import Packaged
from deckgen.release.preparing import Release
from deckgen.release.safety import advise, tell_forecast
from deckgen.release.summary import DeckCounts, Entry

_LISTED = 200
"""Entries of a section that are written out: a code host bounds the length of such a text."""
_SEARCHED = 500
"""Notes of one search: SQLite bounds the depth of an expression."""

_REWORDED = (
    "Your history goes on with the new words. If one of them means something else to you now:"
    " *Browse*, select the card, *Cards → Reset*."
)
_REMOVED = "They stay in your collection until you delete them: Anki never deletes on import."


def write_changes(release: Release, packaged: Packaged) -> str:
    """The list of changes of a release whose package has been written."""
    return _join(
        [
            *_headline(release, f"{mark_down(release.plan.project)} {release.version}"),
            *_download(release, packaged),
            *_decks(release),
            "## How to update" if release.previous else "## How to import",
            steps(),
            *_changes(release),
        ]
    )


def preview_changes(release: Release) -> str:
    """The same before there is a package, for those who review what goes into it."""
    if release.unchanged:
        version = release.previous.version if release.previous else None
        return (
            f"Nothing changed since {version or 'the last release'}: there is nothing to release.\n"
        )
    title = f"{mark_down(release.plan.project)} {release.version}, if it were released now"
    return _join([*_headline(release, title), *_decks(release), *_changes(release)])


def steps() -> str:
    """How to update, in the words of Anki's dialog."""
    return files("deckgen.release").joinpath("templates", "steps.md").read_text("utf-8")


def _join(parts: Iterable[str]) -> str:
    return "\n\n".join(part.strip("\n") for part in parts) + "\n"


def _headline(release: Release, title: str) -> Iterator[str]:
    yield f"# {title}"
    if release.previous is None:
        yield f"The first release: {_measure(release)}."
        return
    yield _summary(release)
    yield advise(release.risks)
    yield tell_forecast(release.forecast, str(release.previous.version or "the last release"))


def _measure(release: Release) -> str:
    cards = sum(deck.cards for deck in release.summary.decks)
    questions = count_things(release.summary.questions, "question")
    return f"{questions}, {count_things(cards, 'card')}"


def _summary(release: Release) -> str:
    """What happened, in a line: ``2 questions added, 1 reworded; 5 answers changed.``."""
    summary = release.summary
    counts = {
        "added": len(summary.added),
        "reworded": len(summary.reworded),
        "removed": len(summary.removed),
    }
    told = ""
    for what, count in counts.items():
        if count:
            told += f", {count:,} {what}" if told else f"{count_things(count, 'question')} {what}"
    if summary.changed:
        told += f"{'; ' if told else ''}{count_things(len(summary.changed), 'answer')} changed"
    if told:
        return f"{told}. The deck now has {_measure(release)}."
    what = "The cards look different" if summary.looks else "Only details changed"
    return f"{what}; the questions and answers are the same as before."


def _download(release: Release, packaged: Packaged) -> Iterator[str]:
    yield "## Download"
    row = [
        f"`{packaged.name}`",
        f"{release.summary.questions:,}",
        f"{sum(deck.cards for deck in release.summary.decks):,}",
        _size(packaged.size),
        f"`{packaged.sha256}`",
    ]
    yield _table(["File", "Questions", "Cards", "Size", "SHA-256"], [row])


def _decks(release: Release) -> Iterator[str]:
    """The decks in numbers of cards."""
    decks = release.summary.decks
    if release.previous is None:
        if len(decks) > 1:
            rows = [[_short(deck.name), f"{deck.cards:,}"] for deck in decks]
            yield _table(["Deck", "Cards"], rows)
        return
    rows = [[_short(deck.name), *_counts(deck)] for deck in decks]
    yield _table(["Deck", "Cards", "New", "Changed", "Removed"], rows)


def _counts(deck: DeckCounts) -> list[str]:
    return [
        f"{deck.cards:,}",
        *(f"{n:,}" if n else "" for n in (deck.new, deck.changed, deck.removed)),
    ]


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    rule = ["---" if at == 0 else "--:" for at in range(len(head))]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, rule, *rows])


def _size(size: int) -> str:
    """A size as download pages give it: thousands of bytes."""
    return f"{size / 1e6:,.1f} MB" if size >= 1_000_000 else f"{max(round(size / 1e3), 1)} kB"


def _changes(release: Release) -> Iterator[str]:
    """What changed, in sections; a first release has none."""
    if release.previous is None:
        return
    summary = release.summary
    yield from _section("Added", summary.added, _tell, "")
    yield from _section("Reworded", summary.reworded, _tell_reworded, _REWORDED)
    yield from _section("Answers changed", summary.changed, _tell_changed, "")
    yield from _section("Removed", summary.removed, _tell, _REMOVED)
    yield from _rest(release)


def _section(
    title: str, entries: Sequence[Entry], tell: Callable[[Entry], str], remark: str
) -> Iterator[str]:
    """A list by deck, a remark, and a search that finds all of it."""
    if not entries:
        return
    yield f"## {title}"
    for deck, group in groupby(entries[:_LISTED], key=lambda entry: entry.deck):
        listed = "\n".join(f"- {tell(entry)}" for entry in group)
        yield f"**{_short(deck)}**\n\n{listed}"
    if len(entries) > _LISTED:
        yield f"… and {len(entries) - _LISTED:,} more, which the search finds."
    if remark:
        yield remark
    yield "To see them, paste this into the search bar of Anki's *Browse* window:"
    guids = [guid for entry in entries for guid in entry.guids]
    for start in range(0, len(guids), _SEARCHED):
        search = " or ".join(f"ID:{guid}" for guid in guids[start : start + _SEARCHED])
        yield f"```text\n{search}\n```"


def _short(deck: str) -> str:
    """A deck's name without that of the whole, as Markdown."""
    return mark_down(" › ".join(deck.split("::")[1:]) or deck)


def _tell(entry: Entry) -> str:
    return mark_down(entry.text)


def _tell_reworded(entry: Entry) -> str:
    return f"{mark_down(entry.old)} → **{mark_down(entry.text)}**{_cards(entry)}"


def _tell_changed(entry: Entry) -> str:
    return mark_down(entry.text) + _cards(entry)


def _cards(entry: Entry) -> str:
    """`` (2 cards more, 1 card fewer)``."""
    came = f"{count_things(entry.came, 'card')} more" if entry.came else ""
    went = f"{count_things(entry.went, 'card')} fewer" if entry.went else ""
    told = ", ".join(filter(None, [came, went]))
    return f" ({told})" if told else ""


def _rest(release: Release) -> Iterator[str]:
    """What changed beside the questions."""
    summary = release.summary
    lines = []
    if summary.looks:
        names = ", ".join(f"“{mark_down(name)}”" for name in summary.looks)
        lines.append(
            f"The cards look different (note types {names}). If you styled them yourself, your"
            " styling is replaced: copy it before."
        )
    if summary.tidied:
        notes = count_things(summary.tidied, "note")
        lines.append(f"{notes} tidied up (markup, chapter or tags); no word changed.")
    if summary.moved:
        notes = count_things(summary.moved, "note")
        lines.append(f"{notes} moved to another deck for newcomers; yours stay where they are.")
    if lines:
        yield "## Also"
        yield "\n".join(f"- {line}" for line in lines)
