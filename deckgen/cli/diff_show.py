"""How a comparison looks: one line for each question; as Markdown; as JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, replace

from deckgen.changes import Comparison, Entry, ImportForecast, What
from deckgen.changes.text import mark_down
from deckgen.cli.fitting import can_show, fit, pad, terminal_width, width_of
from deckgen.diagnostics.excerpt import show_safely
from deckgen.diagnostics.render import Style, count_things
from deckgen.identity import ChangeKind, NoteTypeChange

_TITLES = {
    What.ADDED: "added",
    What.REMOVED: "removed",
    What.REVIVED: "brought back",
    What.REWORDED: "reworded",
    What.ANSWER: "answer changed",
    What.MOVED: "moved",
    What.DETAILS: "details only",
}
_COLORS = {What.ADDED: "32", What.REMOVED: "31", What.REVIVED: "32", What.REWORDED: "33"}
_ALSO = {What.ANSWER: "answer changed", What.REWORDED: "reworded"}
_KIND = max(map(len, _TITLES.values()))
_PLACE = 28
_LISTED = 200
"""Entries of a section in Markdown: code hosts bound the length of a comment."""
_CONTEXT = 3
"""Words shown before and after what changed in an answer."""
_STARTS = re.compile(r"^(?=[-+=#>]|\d+[.)])(\d*)")


def render(comparison: Comparison, format: str, *, verbose: bool, color: bool) -> str:
    """The comparison as ``text``, ``json`` or ``markdown``."""
    if format == "json":
        return _render_json(comparison)
    if format == "markdown":
        return _render_markdown(comparison, verbose=verbose)
    return _render_text(comparison, Style(color), verbose=verbose)


def first_rows(comparison: Comparison, count: int, *, color: bool) -> str:
    """The first lines of the comparison, and how many there are more."""
    few = replace(comparison, entries=comparison.entries[:count])
    rows = "".join(_rows(few, Style(color), verbose=False))
    more = len(comparison.entries) - count
    return rows + (f"and {count_things(more, 'more question')}\n" if more > 0 else "")


def tell_counts(comparison: Comparison) -> str:
    """``2 added, 1 reworded; 54 as they were``."""
    counts = [
        (sum(one.what[0] is what for one in comparison.entries), title)
        for what, title in _TITLES.items()
    ]
    told = ", ".join(f"{count:,} {title}" for count, title in counts if count)
    same = f"{count_things(comparison.same, 'question')} as before"
    return f"{told}; {same}" if told else same


def tell_outlook(outlook: ImportForecast) -> Iterator[str]:
    """What a learner will see, one sentence after the other."""
    yield (
        f"{count_things(outlook.new, 'new note')}, {outlook.updated:,} updated,"
        f" {outlook.unchanged:,} untouched; the history of all cards is kept."
    )
    if outlook.removed:
        are = "that were removed stay" if outlook.removed > 1 else "that was removed stays"
        yield f"{count_things(outlook.removed, 'note')} {are} until the learner deletes them."
    if outlook.orphaned:
        yield (
            f"{count_things(outlook.orphaned, 'card')} left without a blank:"
            " Tools → Empty Cards removes them."
        )


def _tell_note_type(change: NoteTypeChange) -> str:
    if change.breaks:
        return "has other fields: Anki will refuse to update its notes"
    return "is new" if change.is_new else "looks different, on all of its cards"


def _tell_strays(comparison: Comparison) -> str:
    """What is said of questions that would lose their history."""
    count = count_things(len(comparison.strays), "question")
    return (
        f"{count} of the same text would be another note, and lose the history:"
        f" `deckgen build --previous {comparison.old_name}` keeps it"
    )


# --- text ----------------------------------------------------------------------------------


def _render_text(comparison: Comparison, style: Style, *, verbose: bool) -> str:
    arrow = _arrow()
    head = f"{comparison.old_name} {arrow} {comparison.new_name}: {tell_counts(comparison)}"
    if not comparison.differs:
        return show_safely(head) + "\n"
    blocks = [show_safely(head) + "\n", "".join(_rows(comparison, style, verbose=verbose))]
    types = [f"  {one.name} {_tell_note_type(one)}" for one in comparison.note_types]
    blocks.append(_block("note types", types, style))
    close = [
        line
        for one in comparison.ambiguous
        for line in (f"  {one.span.path}:{one.span.line}: {one.message}", f"    help: {one.help}")
    ]
    blocks.append(_block("too close to call", close, style))
    if comparison.strays:
        blocks.append(_block("history at risk", [f"  {_tell_strays(comparison)}"], style))
    outlook = [f"  {line}" for line in tell_outlook(comparison.outlook)]
    blocks.append(_block("what learners will see at the next import", outlook, style))
    return "\n".join(filter(None, blocks))


def _block(title: str, lines: list[str], style: Style) -> str:
    if not lines:
        return ""
    plain = [line if can_show(line) else line.replace("→", "->") for line in lines]
    return style.paint(title, "1") + "\n" + "".join(f"{show_safely(line)}\n" for line in plain)


def _arrow() -> str:
    return "→" if can_show("→") else "->"


def _rows(comparison: Comparison, style: Style, *, verbose: bool) -> Iterator[str]:
    """A line for each question: what happened, the file, the text."""
    paths = [fit(_path(one), _PLACE) for one in comparison.entries]
    width = max(map(width_of, paths), default=0)
    whole = terminal_width()
    for entry, path in zip(comparison.entries, paths, strict=True):
        room = max(whole - _KIND - width - 4, 24)
        kind = style.paint(pad(_TITLES[entry.what[0]], _KIND), _COLORS.get(entry.what[0], "36"))
        yield f"{kind}  {pad(path, width)}  {_fit_entry(entry, room)}".rstrip() + "\n"
        if verbose and (brief := _brief(entry, comparison)):
            yield " " * (_KIND + width + 4) + "  " + style.paint(fit(brief, room - 2), "2") + "\n"


def _path(entry: Entry) -> str:
    return (entry.new_place or entry.old_place).partition(" › ")[0]


def _fit_entry(entry: Entry, room: int) -> str:
    remarks = ", ".join(_remarks(entry))
    if remarks:
        left = room - width_of(show_safely(f"{entry.old}{entry.new}")) - 3
        remarks = f" ({fit(remarks, max(left, room // 3))})"
    tail, room = remarks, room - width_of(remarks)
    if What.REWORDED not in entry.what:
        return fit(entry.new or entry.old, room) + tail
    arrow = f" {_arrow()} "
    half = (room - len(arrow)) // 2
    short = min(half, width_of(show_safely(entry.old)))
    new = fit(entry.new, room - len(arrow) - short)
    return fit(entry.old, room - len(arrow) - width_of(new)) + arrow + new + tail


def _remarks(entry: Entry) -> Iterator[str]:
    """What else is to say of a question, in few words."""
    lead = entry.what[0]
    yield from (_ALSO[what] for what in entry.what[1:] if what in _ALSO)
    if What.MOVED in entry.what:
        yield f"from {entry.old_place} to {entry.new_place}"
    if lead in (What.ADDED, What.REMOVED):
        return
    parts = [note for note in entry.notes if note.role]
    more = sum(note.kind in (ChangeKind.ADDED, ChangeKind.REVIVED) for note in parts)
    fewer = sum(note.kind is ChangeKind.RETIRED for note in parts)
    if more:
        yield f"{count_things(more, 'note')} more"
    if fewer:
        yield f"{count_things(fewer, 'note')} fewer"
    for title, blanks in _blanks(entry).items():
        yield f"{title} {', '.join(blanks)}"


def _blanks(entry: Entry) -> dict[str, list[str]]:
    """The cloze numbers by what became of them."""
    found: dict[str, list[str]] = {}
    for _, cloze in entry.clozes:
        if not cloze.new:
            what = "lost blank"
        elif not cloze.old:
            what = "new blank"
        else:
            what = "edited blank" if cloze.edited else "renamed blank"
        name = f"c{cloze.number}"
        label = cloze.new or cloze.old
        shown = name if label.startswith("#") else f"{name} {label}"
        if shown not in found.setdefault(what, []):
            found[what].append(shown)
    return found


def _brief(entry: Entry, comparison: Comparison) -> str:
    """How the answer changed: the words around it, else how much of it stayed."""
    if What.ANSWER not in entry.what:
        return ""
    if entry.guid in comparison.answers:
        return "answer: " + _contrast(*comparison.answers[entry.guid])
    if entry.alike == 1.0:
        return ""
    return f"about {round(100 * entry.alike)} % of the answer's words stayed"


def _contrast(old: str, new: str) -> str:
    """``a weak tide → a strong tide``: the words that differ, and some around them."""
    one, other = old.split(), new.split()
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    end = 0
    while end < min(len(one), len(other)) - start and one[-1 - end] == other[-1 - end]:
        end += 1
    first = max(start - _CONTEXT, 0)

    def cut(words: list[str]) -> str:
        last = min(len(words) - end + _CONTEXT, len(words))
        shown = " ".join(words[first:last][:24])
        return f"{'… ' if first else ''}{shown}{' …' if last < len(words) else ''}"

    return f"{cut(one)} {_arrow()} {cut(other)}"


# --- Markdown ------------------------------------------------------------------------------


def _render_markdown(comparison: Comparison, *, verbose: bool) -> str:
    names = f"{_mark(comparison.old_name)} → {_mark(comparison.new_name)}"
    parts = [f"**{names}**: {tell_counts(comparison)}"]
    for what, title in _TITLES.items():
        entries = [one for one in comparison.entries if one.what[0] is what]
        if entries:
            lines = [f"- {_mark_entry(one, comparison, verbose)}" for one in entries[:_LISTED]]
            if len(entries) > _LISTED:
                lines.append(f"- … and {len(entries) - _LISTED:,} more")
            listed = "\n".join(lines)
            parts.append(f"### {title.capitalize()} ({len(entries):,})\n\n{listed}")
    types = [f"- {_mark(one.name)} {_tell_note_type(one)}" for one in comparison.note_types]
    parts += ["### Note types\n\n" + "\n".join(types)] if types else []
    close = [
        f"- {_mark(f'{one.span.path}:{one.span.line}')}: {_mark(one.message)}; {_mark(one.help)}"
        for one in comparison.ambiguous
    ]
    parts += ["### Too close to call\n\n" + "\n".join(close)] if close else []
    if comparison.strays:
        parts.append(f"### History at risk\n\n{_mark(_tell_strays(comparison))}")
    if comparison.differs:
        outlook = "\n".join(f"- {line}" for line in tell_outlook(comparison.outlook))
        parts.append(f"### What learners will see at the next import\n\n{outlook}")
    return "\n\n".join(parts) + "\n"


def _mark(text: str) -> str:
    """Text as Markdown that means nothing but itself, also at the beginning of a line."""
    plain = mark_down(" ".join(text.split()))
    return _STARTS.sub(r"\1\\", plain)


def _mark_entry(entry: Entry, comparison: Comparison, verbose: bool) -> str:
    text = _mark(entry.new or entry.old)
    if What.REWORDED in entry.what:
        text = f"{_mark(entry.old)} → **{text}**"
    remarks = ", ".join(_mark(remark) for remark in _remarks(entry))
    brief = _brief(entry, comparison) if verbose else ""
    tail = f" ({remarks})" if remarks else ""
    return f"{text}{tail}, {_mark(_path(entry))}" + (f"<br>{_mark(brief)}" if brief else "")


# --- JSON ----------------------------------------------------------------------------------


def _render_json(comparison: Comparison) -> str:
    data = {
        "old": comparison.old_name,
        "new": comparison.new_name,
        "differs": comparison.differs,
        "summary": {
            **{what.value: sum(one.what[0] is what for one in comparison.entries) for what in What},
            "same": comparison.same,
        },
        "outlook": asdict(comparison.outlook),
        "questions": [_plain_entry(one, comparison) for one in comparison.entries],
        "note_types": [asdict(one) for one in comparison.note_types],
        "strays": list(comparison.strays),
        "ambiguous": [
            {"path": one.span.path, "line": one.span.line, "message": one.message, "help": one.help}
            for one in comparison.ambiguous
        ],
    }
    return json.dumps(data, indent=2, ensure_ascii=True) + "\n"


def _plain_entry(entry: Entry, comparison: Comparison) -> dict[str, object]:
    return {
        "guid": entry.guid,
        "what": [what.value for what in entry.what],
        "old": entry.old,
        "new": entry.new,
        "old_place": entry.old_place,
        "new_place": entry.new_place,
        "answer": _brief(entry, comparison),
        "notes": [
            {
                "guid": note.guid,
                "role": note.role,
                "kind": note.kind.value,
                "updates": note.updates,
                "clozes": [asdict(cloze) for cloze in note.clozes],
            }
            for note in entry.notes
        ],
    }
