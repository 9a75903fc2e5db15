"""Which tables of an answer are worth a note for each row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Block, BlockKind
from deckgen.notes.columns import Sought, choose_columns
from deckgen.notes.grid import Cell, is_table, read_grid
from deckgen.notes.html_table import read_html_grid
from deckgen.notes.layout import lay_out
from deckgen.notes.names import is_mentioned, name
from deckgen.notes.options import Options
from deckgen.notes.page import Page
from deckgen.notes.table import Table

_DEPTH = 6
_SHOWN_FIRST = frozenset({BlockKind.CODE, BlockKind.TABLE, BlockKind.HTML})
_OF_TABLES = frozenset({"tables", "orient", "context", "key_column", "skip_columns", "reverse"})
"""Options that say of a table that it is to be learned."""


@dataclass(frozen=True, slots=True)
class Tables:
    """The tables of an answer.

    ``learned`` are those that a learner would want to know by heart; ``shown`` says that one is to
    be seen as a whole, ``lines`` where there is any.  ``sought`` are the columns that options name.
    ``diagnostics`` say which are not learned, and why.
    """

    learned: tuple[Table, ...] = ()
    shown: bool = False
    lines: tuple[int, ...] = ()
    sought: tuple[Sought, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def find_tables(page: Page, options: Options) -> Tables:
    """The tables of an answer, in order.

    Not learned are columns that merely stand side by side (advantages and disadvantages), records
    (sample data with ids), tables that repeat a heading or have no second column; unless a comment
    asks for it.
    """
    learned: list[Table] = []
    lines: list[int] = []
    sought: list[Sought] = []
    found: list[Diagnostic] = []
    shown = False
    question = page.question
    shows_code = any(block.kind in _SHOWN_FIRST for block in question.stem)

    def is_named(cell: Cell) -> bool:
        return bool(cell.text) and is_mentioned(name(cell.text), question.text)

    for blocks, caption in _runs(question.answer):
        line = blocks[0].span.line
        lines.append(line)
        settings = options.at(line, page.settings)
        shown = shown or settings.tables == "overview"
        if settings.tables in ("off", "overview"):
            continue
        grid = read_grid(blocks[0], is_named) if blocks[0].kind is BlockKind.TABLE else None
        grid = grid or read_html_grid(page.blocks(blocks), blocks, is_named)
        if not grid:
            found.append(_not_asked(blocks, "it has no headings above its columns"))
            continue
        places = (line, question.prompt_span.line, question.span.line)
        columns, named = choose_columns(grid.heads, grid.numbers, settings, options, places)
        sought += named
        start = Table(tuple(blocks), settings, (), (), caption=caption)
        wanted = bool(options.chosen(line).keys() & _OF_TABLES)
        if shows_code and not wanted:
            # The question is not asked without its code, of which the table is the result.
            found.append(_not_asked(blocks, "it is the result of the question's code"))
            continue
        table = lay_out(start, grid, columns, question.text, wanted=wanted)
        if isinstance(table, Table):
            learned.append(table)
        else:
            found.append(_not_asked(blocks, table))
    return Tables(tuple(learned), shown, tuple(lines), tuple(sought), tuple(found))


def _not_asked(blocks: Sequence[Block], reason: str) -> Diagnostic:
    remedy = "The card of the whole question shows it; write it another way to have its rows asked."
    message = f"the table gives no cards of its own: {reason}"
    return report("DG308", blocks[0].span, message, help=remedy)


def _runs(answer: Sequence[Block], depth: int = 0) -> Iterator[tuple[Sequence[Block], str]]:
    """Each table with the heading above it; one in HTML may take several blocks."""
    caption = ""
    at = 0
    while at < len(answer):
        block, end = answer[at], at + 1
        if block.kind is BlockKind.HEADING:
            caption = block.text
        elif is_table(block):
            if block.kind is BlockKind.HTML:
                end = _table_end(answer, at)
            yield answer[at:end], caption
        elif block.children and depth < _DEPTH:
            for table, inner in _runs(block.children, depth + 1):
                yield table, inner or caption
        at = end


def _table_end(blocks: Sequence[Block], at: int) -> int:
    """The index behind the block in which an HTML table closes."""
    end = at
    while end < len(blocks) and blocks[end].kind is BlockKind.HTML:
        end += 1
        if "</table" in blocks[end - 1].source.lower():
            return end
    return at + 1
