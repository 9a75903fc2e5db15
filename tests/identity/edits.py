"""Random edits of a made-up project whose truth is known: every item carries its own key."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from tests.identity.histories import Q

_SYLLABLES = "ba ce di fo gu ha ke li mo nu pa re si to vu wa ze".split()  # noqa: SIM905


def word(*seed: object) -> str:
    """A made-up word, the same for the same seed."""
    digest = hashlib.sha256(repr(seed).encode()).digest()
    return "".join(_SYLLABLES[byte % len(_SYLLABLES)] for byte in digest[: 4 + digest[9] % 3])


@dataclass(frozen=True)
class Item:
    """A question; ``key``, and those of rows and columns, never change and are never seen."""

    key: int
    path: str
    question: tuple[str, ...]
    answer: tuple[str, ...]
    topic: str = "Basics"
    rows: tuple[tuple[int, str], ...] = ()
    columns: tuple[tuple[int, str], ...] = ()
    cells: dict[tuple[int, int], str] = field(default_factory=dict)

    def compose(self) -> Q:
        """The question as it is written now."""
        return Q(
            f"How does {' '.join(self.question)}?",
            " ".join(self.answer),
            path=self.path,
            topics=(self.topic,),
            table={
                label: {heading: self.cells[row, column] for column, heading in self.columns}
                for row, label in self.rows
            }
            if self.columns
            else {},
        )

    def render(self) -> str:
        """The question as Markdown."""
        parts = [f"### How does {' '.join(self.question)}?", " ".join(self.answer) + "."]
        if self.columns:
            lines = [["Aspect", *(heading for _, heading in self.columns)], ["---"] * 9]
            lines[1] = lines[1][: len(lines[0])]
            lines += [
                [label, *(self.cells[row, column] for column, _ in self.columns)]
                for row, label in self.rows
            ]
            parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
        return "\n\n".join(parts)


class Project:
    """The state of a project, and the edits that people make."""

    def __init__(self, size: int) -> None:
        self.next_key = 0
        self.items: list[Item] = []
        for _ in range(size):
            self.insert(len(self.items), 0)

    def _new_key(self) -> int:
        self.next_key += 1
        return self.next_key

    def _at(self, number: int) -> int:
        return number % len(self.items)

    def render(self) -> dict[str, str]:
        """All files; a heading says the topic wherever it changes."""
        files: dict[str, list[str]] = {}
        topics: dict[str, str] = {}
        for item in self.items:
            lines = files.setdefault(item.path, ["# Animals"])
            if topics.get(item.path) != item.topic:
                topics[item.path] = item.topic
                lines.append(f"## {item.topic}")
            lines.append(item.render())
        return {path: "\n\n".join(lines) + "\n" for path, lines in files.items()}

    def insert(self, one: int, other: int) -> None:
        """Write a new question, every third with a table."""
        key = self._new_key()
        item = Item(
            key,
            f"file{other % 3}.md",
            tuple(word("q", key, n) for n in range(5)),
            tuple(word("a", key, n) for n in range(25)),
        )
        if key % 3 == 0:
            item = replace(
                item,
                rows=tuple((self._new_key(), word("r", key, n)) for n in range(3)),
                columns=tuple((self._new_key(), word("c", key, n)) for n in range(3)),
            )
            item = _fill(item)
        self.items.insert(one % (len(self.items) + 1), item)

    def delete(self, one: int, _other: int) -> None:
        """Remove a question."""
        if len(self.items) > 3:
            del self.items[self._at(one)]

    def _change(self, one: int, change: Callable[[Item], Item]) -> None:
        self.items[self._at(one)] = change(self.items[self._at(one)])

    def reword(self, one: int, other: int) -> None:
        """Replace a word of a question."""
        self._change(
            one, lambda item: replace(item, question=_swap(item.question, other, word(one, other)))
        )

    def extend(self, one: int, other: int) -> None:
        """Add a word to a question."""
        self._change(one, lambda item: replace(item, question=(*item.question, word(other, one))))

    def rewrite(self, one: int, other: int) -> None:
        """Replace a word of an answer."""
        self._change(
            one, lambda item: replace(item, answer=_swap(item.answer, other, word(other, one)))
        )

    def rework(self, one: int, other: int) -> None:
        """Replace a word of a question and every fifth of its answer."""
        self.reword(one, other)
        for at in range(other % 5, 25, 5):
            self.rewrite(one, at)

    def reorder(self, one: int, other: int) -> None:
        """Move a question to another place."""
        self.items.insert(other % len(self.items), self.items.pop(self._at(one)))

    def relocate(self, one: int, other: int) -> None:
        """Move a question to another file."""
        self._change(one, lambda item: replace(item, path=f"file{other % 3}.md"))

    def rename_file(self, one: int, other: int) -> None:
        """Give a file another name, or put it into another one."""
        old, new = self.items[self._at(one)].path, f"dir/name{other % 4}.md"
        self.items = [replace(item, path=new) if item.path == old else item for item in self.items]

    def rename_topic(self, one: int, other: int) -> None:
        """Put a question below another heading (also what a change of levels does)."""
        self._change(one, lambda item: replace(item, topic=f"Part {other % 5}"))

    def insert_row(self, one: int, other: int) -> None:
        """Write a row into a table, five at most."""
        self._table(one, lambda item: _insert(item, "rows", other, self._new_key(), 5))

    def insert_column(self, one: int, other: int) -> None:
        """Write a column into a table, four at most: deckgen asks no more of them."""
        self._table(one, lambda item: _insert(item, "columns", other, self._new_key(), 4))

    def delete_row(self, one: int, other: int) -> None:
        """Remove a row, but not the last one."""
        self._table(one, lambda item: _drop(item, "rows", other))

    def delete_column(self, one: int, other: int) -> None:
        """Remove a column, but not the last one."""
        self._table(one, lambda item: _drop(item, "columns", other))

    def rename_row(self, one: int, other: int) -> None:
        """Give a row another label."""
        self._table(one, lambda item: _rename(item, "rows", other))

    def rename_column(self, one: int, other: int) -> None:
        """Give a column another heading."""
        self._table(one, lambda item: _rename(item, "columns", other))

    def reverse_columns(self, one: int, _other: int) -> None:
        """Turn the order of the columns round."""
        self._table(one, lambda item: replace(item, columns=item.columns[::-1]))

    def _table(self, one: int, change: Callable[[Item], Item]) -> None:
        tables = [at for at, item in enumerate(self.items) if item.columns]
        if tables:
            at = tables[one % len(tables)]
            self.items[at] = _fill(change(self.items[at]))


EDITS = (
    Project.insert,
    Project.delete,
    Project.reword,
    Project.extend,
    Project.rewrite,
    Project.rework,
    Project.reorder,
    Project.relocate,
    Project.rename_file,
    Project.rename_topic,
    Project.insert_row,
    Project.insert_column,
    Project.delete_row,
    Project.delete_column,
    Project.rename_row,
    Project.rename_column,
    Project.reverse_columns,
)


def _swap(words: tuple[str, ...], at: int, new: str) -> tuple[str, ...]:
    at %= len(words)
    return (*words[:at], new, *words[at + 1 :])


def _fill(item: Item) -> Item:
    cells = {
        (row, column): item.cells.get((row, column), word("cell", row, column))
        for row, _ in item.rows
        for column, _ in item.columns
    }
    return replace(item, cells=cells)


def _insert(item: Item, lines: str, at: int, key: int, most: int) -> Item:
    old: tuple[tuple[int, str], ...] = getattr(item, lines)
    if len(old) >= most:
        return item
    at %= len(old) + 1
    return replace(item, **{lines: (*old[:at], (key, word(lines, key)), *old[at:])})  # type: ignore[arg-type]


def _drop(item: Item, lines: str, at: int) -> Item:
    old: tuple[tuple[int, str], ...] = getattr(item, lines)
    at %= len(old)
    kept = (*old[:at], *old[at + 1 :])
    return replace(item, **{lines: kept}) if kept else item  # type: ignore[arg-type]


def _rename(item: Item, lines: str, at: int) -> Item:
    old: tuple[tuple[int, str], ...] = getattr(item, lines)
    at %= len(old)
    key, label = old[at]
    return replace(item, **{lines: (*old[:at], (key, word(label, "new")), *old[at + 1 :])})  # type: ignore[arg-type]
