"""Tables as grids of cells, whatever they were written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from deckgen.model import Block, BlockKind, MediaFile, Span
from deckgen.patterns import lazy

_NOTHING = lazy(r"[-–—−‐\s]*|\.{2,}|…|[Nn]\s?[./]\s?[Aa]\.?|NA|TBD|tbd|\?+")
_NA = "NA"
_CODE = lazy(r"[A-Z]{2}")
"""What stands beside ``NA`` where that is an abbreviation: EU, US."""
_MEANT = lazy(r"!\[|<img|<code|<pre|`", re.IGNORECASE)
_SIGN = "[✓✔✅☑✗✘❌✖☐×○◯●△√🟢🔴👍👎]\ufe0f?"
_YES_NO = lazy(
    rf"(?:{_SIGN}\s*)?(?:yes|no|n/a|true|false|(?:not |un)?supported|ja|nein|nee|nej|oui|non"
    r"|s[ií]|não|sim|tak|nie|ano|ne|evet|hayır|ya|tidak|có|không|ναι|όχι|да|нет|есть|так|ні|כן|לא"
    r"|是|否|有|无|無|支持|不支持|はい|いいえ|あり|なし|예|아니[요오]|نعم|لا|بله|خیر|हाँ|हां|नहीं)[.!]?"
    rf"(?:\s*{_SIGN})?|{_SIGN}",
    re.IGNORECASE,
)
_TICK = lazy(r"[✓✔✅☑×●√🟢👍]\ufe0f?|yes|ja|oui|s[ií]|sim|да|是|有|はい|あり|예|نعم", re.IGNORECASE)
_CROSSES = frozenset("xX")
_INITIALS = frozenset("yYnN")
_LETTERS = _CROSSES | _INITIALS
"""Single letters that are marks only in the company of others."""

_PICTURES = lazy(
    r"(?:!\[[^\[\]]*\]\([^()]*\)|<img\b[^<>]*>|<span class=\"missing-image\">[^<>]*</span>"
    r"|<br ?/?>|\s)+"
)
_BOLD = lazy(r"(\*\*|__).+\1|<(b|strong)>.+</\2>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its inline Markdown and its words; or its HTML, if ``is_html``, with its media.

    ``is_skipped``: it is never asked, only read on the back.  ``is_mark``: its single letter is a
    mark; ``is_name``: its ``NA`` is an abbreviation.  Both can be told only in a table.
    """

    source: str
    text: str
    is_html: bool = False
    media: tuple[MediaFile, ...] = ()
    is_skipped: bool = False
    is_mark: bool = False
    is_name: bool = False

    @property
    def value(self) -> str:
        """What it says, to be compared with others: `N` is not `n`."""
        return self.text or self.source

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing: empty, a dash, N/A, but no picture and no code."""
        says = self.is_name or not _NOTHING.fullmatch(self.text.strip())
        return not (says or _MEANT.search(self.source))

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, or several, and nothing else."""
        return bool(self.source.strip() and _PICTURES.fullmatch(self.source))

    @property
    def is_yes_or_no(self) -> bool:
        """Whether it only affirms or denies."""
        return self.is_mark or self._is_plus or bool(_YES_NO.fullmatch(self.text.strip()))

    @property
    def is_tick(self) -> bool:
        """Whether it affirms, so that nothing beside it denies."""
        is_yes = self.is_mark and self.text not in ("n", "N")
        return is_yes or self._is_plus or bool(_TICK.fullmatch(self.text.strip()))

    @property
    def _is_plus(self) -> bool:
        """Whether it is a plus, or several, and no operator."""
        return self.source.strip().strip("+") == "" and "+" in self.source


Named = Callable[[Cell], bool]
"""Says whether the question names what stands in a cell."""

EMPTY = Cell("", "")

STEP = " › "
"""Between several cells in one: ``Europe › France``."""


@dataclass(frozen=True, slots=True)
class Grid:
    """Head row, body rows of its length, and their places.

    Rows that say nothing are not among them.  ``joined``: how many columns as written the first
    one holds.
    """

    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    spans: tuple[Span, ...]
    joined: int = 1

    @property
    def numbers(self) -> tuple[int, ...]:
        """The number of each column as written, from 1."""
        return (1, *range(self.joined + 1, self.joined + len(self.heads)))


def make_grid(
    heads: Sequence[Cell],
    body: Sequence[tuple[Sequence[Cell], Span]],
    *,
    joined: int = 1,
) -> Grid:
    """The grid of a head and rows that may be shorter or longer than it."""
    width = len(heads)
    rows = _in_context([tuple([*cells, *[EMPTY] * width][:width]) for cells, _ in body])
    spans = [span for _, span in body]
    kept = [
        (cells, span)
        for cells, span in zip(rows, spans, strict=True)
        if not all(cell.is_empty for cell in cells)
    ]
    return Grid(
        tuple(heads),
        tuple(cells for cells, _ in kept),
        tuple(span for _, span in kept),
        joined,
    )


def _in_context(rows: Sequence[tuple[Cell, ...]]) -> list[tuple[Cell, ...]]:
    """The rows, their cells knowing what only those beside them tell.

    A single letter is a mark where its column holds nothing but marks, and its row not both ``x``
    and ``y`` or ``n``, which are variables.  ``NA`` is an abbreviation beside others as short.
    """
    columns = list(zip(*rows, strict=True))
    only_marks = [all(_may_mark(cell) for cell in column) for column in columns]
    codes = [any(_is_code(cell) for cell in column) for column in columns]
    found: list[tuple[Cell, ...]] = []
    for row in rows:
        letters = {cell.text for cell in row}
        is_mixed = bool(letters & _CROSSES and letters & _INITIALS)
        has_code = any(_is_code(cell) for cell in row)
        found.append(
            tuple(
                replace(cell, is_mark=only_marks[i] and not is_mixed)
                if cell.text in _LETTERS
                else replace(cell, is_name=codes[i] or has_code)
                if cell.text == _NA
                else cell
                for i, cell in enumerate(row)
            )
        )
    return found


def _may_mark(cell: Cell) -> bool:
    return cell.is_empty or cell.is_yes_or_no or cell.text in _LETTERS


def _is_code(cell: Cell) -> bool:
    return cell.text != _NA and not cell.is_yes_or_no and bool(_CODE.fullmatch(cell.text))


def is_table(block: Block) -> bool:
    """Whether a block is a table, or the beginning of one in HTML."""
    if block.kind is BlockKind.HTML:
        return "<table" in block.source.lower()
    return block.kind is BlockKind.TABLE


def read_grid(block: Block, is_named: Named) -> Grid | None:
    """The grid of a GFM table; None without a usable head.

    An empty head may stand for one in the first body row, or for none, which does for two columns.
    """
    lines = [row for row in block.children if row.kind is BlockKind.ROW]
    head = [row for row in lines if row.level == 1]
    body = [row for row in lines if row.level != 1]
    if len(head) != 1 or not body:
        return None
    heads = _cells(head[0])
    if not any(cell.text or cell.source for cell in heads):
        first = _cells(body[0])
        if len(body) > 1 and heads_table(first, is_named):
            heads, body = first, body[1:]
        elif len(heads) > 2:
            return None
    return make_grid(heads, [(_cells(row), row.span) for row in body])


def heads_table(cells: Sequence[Cell], is_named: Named) -> bool:
    """Whether a row says what the columns are: nothing of the first, names, or all in bold."""
    return (
        (not cells[0].text and len(cells) > 2)
        or any(is_named(cell) for cell in cells[1:])
        or all(_BOLD.fullmatch(cell.source) for cell in cells[1:])
    )


def _cells(row: Block) -> list[Cell]:
    return [
        Cell(cell.source.strip(), " ".join(cell.text.split()))
        for cell in row.children
        if cell.kind is BlockKind.CELL
    ]
