"""The block parser: markdown-it-py's, with exact offsets, bounded depth, and rules by first letter.

Every block's first token gets ``meta["at"]``, the offset of its first character, and
``meta["end"]``, the offset behind its last line.  A rule may end in the middle of a line: it moves
``bMarks`` of that line forward and leaves ``state.line`` on it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from markdown_it.parser_block import ParserBlock
from markdown_it.ruler import Ruler
from markdown_it.rules_block import StateBlock
from markdown_it.token import Token

from deckgen.markdown.log import log_of

BlockRule = Callable[[StateBlock, int, int, bool], bool]

DEPTH = 24
"""Levels of nesting (a list and its item are one each); what is deeper is text."""

_BATCH = 500
"""Tokens that are handed on together."""

QUOTES = 8
"""Levels of quotes."""


class Row(NamedTuple):
    """A rule, the blocks that it may interrupt, and the first letters that it can start with."""

    name: str
    rule: BlockRule
    interrupts: tuple[str, ...] = ()
    first: Callable[[str], bool] | None = None


class BlockParser(ParserBlock):
    """Tries, in order, the rules that can start with a line's first letter."""

    def __init__(self, rows: Sequence[Row]) -> None:
        self.rows = tuple(rows)
        self.ruler = Ruler[BlockRule]()
        for row in rows:
            self.ruler.push(row.name, row.rule, {"alt": list(row.interrupts)})
        self._starting: dict[str, tuple[BlockRule, ...]] = {}
        self._interrupting: dict[str, tuple[BlockRule, ...]] = {}

    def starting(self, letter: str) -> tuple[BlockRule, ...]:
        """Return the rules for a block whose first letter is ``letter``."""
        found = self._starting.get(letter)
        if found is None:
            found = tuple(row.rule for row in self.rows if row.first is None or row.first(letter))
            self._starting[letter] = found
        return found

    def interrupted(self, state: StateBlock, line: int, end: int, letter: str) -> bool:
        """Tell whether ``line``, which starts with ``letter``, ends the paragraph above it."""
        rules = self._interrupting.get(letter)
        if rules is None:
            rules = tuple(
                row.rule
                for row in self.rows
                if "paragraph" in row.interrupts and (row.first is None or row.first(letter))
            )
            self._interrupting[letter] = rules
        for rule in rules:  # noqa: SIM110 - a generator takes twice the time, once a line
            if rule(state, line, end, True):
                return True
        return False

    def tokenize(
        self,
        state: StateBlock,
        startLine: int,  # noqa: N803
        endLine: int,  # noqa: N803
        *,
        one: bool = False,
    ) -> None:
        """Make the tokens of the lines from ``startLine`` up to ``endLine``, or of one block."""
        _mark_container(state, startLine)
        line, blank = startLine, False
        while line < endLine:
            while line < endLine and state.isEmpty(line):
                line += 1
            state.line = line
            if line >= endLine or state.sCount[line] < state.blkIndent:
                break
            if state.level >= DEPTH:
                _push_literal(state, line, endLine)
            else:
                self._push_block(state, line, endLine)
            state.tight = not blank
            line = state.line
            if line - 1 < endLine and state.isEmpty(line - 1):
                blank = True
            if line < endLine and state.isEmpty(line):
                blank = True
                line += 1
                state.line = line
            if one:
                break

    def top_blocks(self, state: StateBlock, start: int) -> Iterator[list[Token]]:
        """Yield the tokens of some blocks after the other, from line ``start`` to the end."""
        state.line = start
        while state.line < state.lineMax:
            self.tokenize(state, state.line, state.lineMax, one=True)
            if len(state.tokens) >= _BATCH:
                yield state.tokens
                state.tokens = []
        yield state.tokens

    def _push_block(self, state: StateBlock, line: int, end: int) -> None:
        begin = state.bMarks[line] + state.tShift[line]
        count = len(state.tokens)
        for rule in self.starting(state.src[begin]):
            if rule(state, line, end, False):
                break
        if len(state.tokens) > count:
            token = state.tokens[count]
            token.meta.setdefault("at", begin)
            if "end" not in token.meta and token.map:
                token.meta["end"] = state.eMarks[max(line, token.map[1] - 1)]


def is_interrupted(state: StateBlock, line: int, end: int) -> bool:
    """Tell whether ``line``, which is not empty, ends the paragraph above it."""
    block = state.md.block
    letter = state.src[state.bMarks[line] + state.tShift[line]]
    return isinstance(block, BlockParser) and block.interrupted(state, line, end, letter)


def _mark_container(state: StateBlock, line: int) -> None:
    """Note where a list item or a definition starts: its rule has just opened it."""
    tokens = state.tokens
    kind = tokens[-1].type if tokens else ""
    if kind == "list_item_open" and tokens[-2].nesting == -1:
        tokens[-1].meta["at"] = state.skipSpaces(state.bMarks[line])
    elif kind == "dd_open":
        tokens[-1].meta["at"] = state.skipSpaces(state.bMarks[line])
        term = tokens[-4]
        if term.type == "dt_open" and term.map:
            row = term.map[0]
            term.meta["at"] = state.bMarks[row] + state.tShift[row]
            term.meta["end"] = state.eMarks[row]


def _push_literal(state: StateBlock, line: int, end: int) -> None:
    """Take what is nested too deeply as one paragraph, as written."""
    stop = line + 1
    while stop < end and not state.isEmpty(stop):
        if 0 <= state.sCount[stop] < state.blkIndent:
            break
        stop += 1
    at, last = state.bMarks[line] + state.tShift[line], state.eMarks[stop - 1]
    lines = (
        state.src[state.bMarks[n] + state.tShift[n] : state.eMarks[n]] for n in range(line, stop)
    )
    content = "\n".join(text.strip() for text in lines)
    push_paragraph(state, (line, stop), content, (at, last))
    state.tokens[-2].meta["literal"] = True
    state.line = stop
    note_depth(state, line)


def note_depth(state: StateBlock, line: int) -> None:
    """Report that ``line`` is nested too deeply; once a file is enough."""
    log = log_of(state.env)
    if not any(finding.code == "DG107" for finding in log.findings):
        log.note(
            "DG107",
            state.bMarks[line] + state.tShift[line],
            state.eMarks[line],
            f"lists or quotes nested in more than {DEPTH // 2} or {QUOTES} levels",
            "what is deeper is kept as text; flatten it",
        )


def push_paragraph(
    state: StateBlock,
    lines: tuple[int, int],
    content: str,
    place: tuple[int, int],
    *,
    hidden: bool = False,
) -> Token:
    """Push a paragraph; ``place`` are the offsets of its first and behind its last character."""
    opened = state.push("paragraph_open", "p", 1)
    opened.map = list(lines)
    opened.meta = {"at": place[0], "end": place[1]}
    opened.hidden = hidden
    inline = state.push("inline", "", 0)
    inline.map = list(lines)
    inline.content = content
    inline.children = []
    state.push("paragraph_close", "p", -1).hidden = hidden
    return opened
