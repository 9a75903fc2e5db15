"""Options of tables through the real Anki: no card ever asks for another cell than it did."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from itertools import permutations
from pathlib import Path

import pytest

from deckgen.anki.collection import AnkiCollection, fresh_collection
from deckgen.anki.learner import restore_times, snapshot, study
from deckgen.config import Config
from deckgen.model import Plan
from deckgen.pipeline import Outcome, Request, build

DAY = 86_400
FIRST = 1_700_000_000
TITLE = "How do the layouts compare?"
TABLES = {
    "names that look like modes": """
| Aspect (row) | Row | Column | Page |
|---|---|---|---|
| Row | by record | by field | both of them |
| Writes | fast | slow | – |
| Alone | solid | | – |
| Same | equal | equal | equal |
| Safe | yes | no | yes |
| Mixed | yes | no | partly |
""",
    "the same both ways": """
| | North | South |
|---|---|---|
| North | calm | storm |
| South | storm | rain |
""",
    "one cell": "\n| | Raft |\n|---|---|\n| Hull | logs |\n",
    "two labels": """
| Nr. of leg | Kind | Legs | Wings |
|---|---|---|---|
| I | Ant | six | – |
| II | Bee | six | four |
| III | Crab | ten | – |
""",
}
MODES = [{"tables": mode} for mode in ("cells", "rows", "columns", "overview", "off")]
OTHERS: list[Mapping[str, str]] = [
    {},
    {"context": "row"},
    {"context": "all"},
    {"skip_columns": "2"},
    {"key_column": "2"},
    {"key_column": "3", "context": "all"},
    {"skip_columns": "3", "context": "row"},
    {"orient": "rows"},
    {"orient": "rows", "key_column": "2"},
]
SWITCHES = [*permutations(MODES, 2), *permutations(OTHERS, 2)]
KEEPING = [(a, b) for a, b in SWITCHES if "tables" not in a and "orient" not in {*a, *b}]
"""Switches that leave every cell its card."""

Place = tuple[int, int]
"""A row and a column of the table; -1: all of them, asked at once."""


@dataclass
class Rows(HTMLParser):
    """Label and cells of a row's card; ``asked``: the headings that stand at the blank."""

    source: str
    label: str = ""
    heads: list[str] = field(default_factory=list)
    cells: list[str] = field(default_factory=list)
    asked: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.line: list[str] = []
        self.in_head = self.is_line = self.is_caption = False
        self.feed(self.source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = (dict(attrs).get("class") or "").split()
        self.in_head = tag == "thead" or (self.in_head and tag != "tbody")
        self.is_line = "asked" in names or (self.is_line and tag != "tr")
        if tag in ("dt", "th", "dd", "td") or "label" in names:
            self.open = [tag if tag != "div" else "label"]
            self.line.append("")
        self.is_caption = self.is_caption or "of" in names
        if "cloze" in names and self.open:
            self.asked.append(len(self.cells))

    def handle_data(self, data: str) -> None:
        if self.open and not self.is_caption:
            self.line[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self.is_caption = self.is_caption and tag != "span"
        if not self.open or tag not in ("dt", "th", "dd", "td", "div"):
            return
        text, kind = self.line.pop().strip(), self.open.pop()
        if kind == "label" or (kind == "th" and self.is_line):
            self.label = text
        elif kind == "dt" or (kind == "th" and self.in_head):
            self.heads.append(text)
        elif kind == "dd" or self.is_line:
            self.cells.append(text)

    def places(self, grid: list[list[str]]) -> set[Place]:
        """What is asked: the cells, rows or columns of the grid that look like it."""
        heads = self.heads[-len(self.cells) :]
        body = [(r, c) for r in range(1, len(grid)) for c in range(len(grid[0]))]
        if len(self.asked) == 1:
            around = {self.label, heads[self.asked[0]]}
            text = self.cells[self.asked[0]]
            return {
                (r, c) for r, c in body if grid[r][c] == text and around <= {grid[0][c], *grid[r]}
            }
        told = {self.label, *(self.cells[i] for i in self.asked)}
        rows = {(r, -1) for r, line in enumerate(grid) if told <= set(line)}
        columns = enumerate(zip(*grid, strict=True))
        return rows | {(-1, c) for c, line in columns if told <= set(line)}


def grid_of(table: str) -> list[list[str]]:
    lines = [line.strip("|").split("|") for line in table.strip().split("\n")]
    return [[cell.strip() for cell in line] for line in lines[:1] + lines[2:]]


def asked(
    collection: AnkiCollection, files: Mapping[str, int], grid: list[list[str]]
) -> dict[int, tuple[int, set[Place]]]:
    """What every card with a blank asks for, by its id, with its file; ``files`` by GUID."""
    query = "SELECT c.nid, c.ord, c.id, n.guid FROM cards c JOIN notes n ON c.nid = n.id"
    ids = {(note, ordinal): (card, guid) for note, ordinal, card, guid in collection.rows(query)}
    found: dict[int, tuple[int, set[Place]]] = {}
    for shown in collection.cards():
        card, guid = ids[shown.note_id, shown.ord]
        back = shown.back.rpartition("</style>")[2]
        if guid in files and 'class="cloze"' in back:
            text = back.partition('class="text"')[2].partition('class="extra"')[0]
            found[card] = files[guid], Rows(text).places(grid)
    return found


def learn(collection: AnkiCollection, package: Path, plan: Plan) -> None:
    """Import a release; it touches no card and no review that was there."""
    before = snapshot(collection)
    log = collection.import_package(package)
    assert not log.conflicting
    restore_times(collection, {note.guid: note.modified for note in plan.notes}, log)
    after = snapshot(collection)
    assert all(after.cards[card] == row for card, row in before.cards.items())
    assert after.reviews == before.reviews


@pytest.mark.slow
@pytest.mark.parametrize("name", TABLES)
def test_no_card_is_ever_asked_for_something_else(tmp_path: Path, name: str) -> None:
    """Every pair of modes and of other options, there and back, between them reviews."""
    source = tmp_path / "source"
    source.mkdir()
    owner: dict[int, set[Place]] = {}
    cards: dict[tuple[int, Place], int] = {}
    grid = grid_of(TABLES[name])
    with fresh_collection() as collection:
        for day in range(3):
            for number, switch in enumerate(SWITCHES):
                _write(source / f"{number:03}.md", number, switch[day % 2], TABLES[name])
            now = FIRST + DAY * day
            request = Request(root=tmp_path, paths=(source,), config=Config(), now=now)
            result = build(request, output=tmp_path / "deck.apkg")
            assert result.outcome is Outcome.WRITTEN
            plan = result.compilation.plan
            assert plan is not None
            learn(collection, result.output, plan)
            files = {
                str(note.guid): int(Path(note.note.span.path).stem)
                for note in plan.notes
                if note.note.role
            }
            for card, (file, places) in asked(collection, files, grid).items():
                owner[card] = owner.get(card, places) & places
                if len(places) == 1 and SWITCHES[file] in KEEPING:
                    assert cards.setdefault((file, min(places)), card) == card
            assert owner
            assert all(owner.values())
            study(collection)


def _write(path: Path, number: int, options: Mapping[str, str], table: str) -> None:
    front = "".join(f"  {key}: '{value}'\n" for key, value in options.items())
    path.write_text(
        f"---\ndeckgen:\n  points: true\n{front}---\n\n# File {number}\n\n"
        f"## {TITLE} ({number})\n\n{table}\n",
        encoding="utf-8",
    )
