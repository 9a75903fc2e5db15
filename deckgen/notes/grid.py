"""Tables as grids of cells, whatever they were written in."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from deckgen.model import Block, BlockKind, MediaFile, Span
from deckgen.patterns import lazy

_NOTHING = lazy(r"[-–—−‐\s]*|\.{2,}|…|n\s?[./]\s?a\.?|na|tbd|\?+", re.IGNORECASE)
_MEANT = lazy(r"!\[|<img|<code|<pre|`", re.IGNORECASE)
_SIGN = "[✓✔✅☑✗✘❌✖☐×○◯●△√🟢🔴👍👎]\ufe0f?"
_YES_NO = lazy(
    rf"(?:{_SIGN}\s*)?(?:yes|no|y|n|n/a|true|false|(?:not |un)?supported|ja|nein|nee|nej|oui|non"
    r"|s[ií]|não|sim|tak|nie|ano|ne|evet|hayır|ya|tidak|có|không|ναι|όχι|да|нет|есть|так|ні|כן|לא"
    r"|是|否|有|无|無|支持|不支持|はい|いいえ|あり|なし|예|아니[요오]|نعم|لا|بله|خیر|हाँ|हां|नहीं)[.!]?"
    rf"(?:\s*{_SIGN})?|{_SIGN}|[xX]",
    re.IGNORECASE,
)
_TICK = lazy(
    r"[✓✔✅☑xX×●√🟢👍]\ufe0f?|yes|y|ja|oui|s[ií]|sim|да|是|有|はい|あり|예|نعم", re.IGNORECASE
)


_PICTURES = lazy(
    r"(?:!\[[^\[\]]*\]\([^()]*\)|<img\b[^<>]*>|<span class=\"missing-image\">[^<>]*</span>"
    r"|<br ?/?>|\s)+"
)
_BOLD = lazy(r"(\*\*|__).+\1|<(b|strong)>.+</\2>", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell: its inline Markdown and its words; or its HTML, if ``is_html``, with its media.

    ``is_skipped``: it is never asked, only read on the back.
    """

    source: str
    text: str
    is_html: bool = False
    media: tuple[MediaFile, ...] = ()
    is_skipped: bool = False

    @property
    def value(self) -> str:
        """What it says, to be compared with others."""
        return self.text.casefold() or self.source

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing: empty, a dash, N/A, but no picture and no code."""
        return bool(_NOTHING.fullmatch(self.text.strip())) and not _MEANT.search(self.source)

    @property
    def is_picture(self) -> bool:
        """Whether it is a picture, or several, and nothing else."""
        return bool(self.source.strip() and _PICTURES.fullmatch(self.source))

    @property
    def is_yes_or_no(self) -> bool:
        """Whether it only affirms or denies."""
        return self._is_plus or bool(_YES_NO.fullmatch(self.text.strip()))

    @property
    def is_tick(self) -> bool:
        """Whether it affirms, so that nothing beside it denies."""
        return self._is_plus or bool(_TICK.fullmatch(self.text.strip()))

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
    rows = [(tuple([*cells, *[EMPTY] * width][:width]), span) for cells, span in body]
    kept = [(cells, span) for cells, span in rows if not all(cell.is_empty for cell in cells)]
    return Grid(
        tuple(heads),
        tuple(cells for cells, _ in kept),
        tuple(span for _, span in kept),
        joined,
    )


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
