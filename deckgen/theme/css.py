"""A style sheet as values, read by tinycss2.  The only module that knows tinycss2."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import tinycss2

from deckgen.markdown.positions import Positions

_URL = re.compile(
    r"""url\(\s*+(?:"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|[^)"'\\]*+)\s*+\)""", re.IGNORECASE
)
_STRING = re.compile(r""""(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'""")
_TAKES_URLS = frozenset({"src", "image", "image-set", "-webkit-image-set", "cross-fade"})
"""Functions whose strings are addresses."""

_BLOCKS = frozenset({"{} block", "[] block", "() block", "function"})
_BROKEN = {
    "bad-string": ("the string is not closed", "close it in its line"),
    "bad-url": ("the address cannot be read", 'write `url("…")`'),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """A place that browsers skip."""

    begin: int
    end: int
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class Url:
    """An address; ``is_whole`` says that the stretch is the address as written, to be replaced."""

    target: str
    begin: int
    end: int
    is_function: bool
    is_whole: bool


@dataclass(frozen=True, slots=True)
class Declaration:
    """``name: value``, the name in lower case but for variables."""

    name: str
    value: str
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Rule:
    """Selectors as written, and the declarations for them."""

    selectors: str
    declarations: tuple[Declaration, ...]


@dataclass(slots=True)
class StyleSheet:
    """All of a style sheet that matters here, in the order of the text."""

    faults: list[Fault] = field(default_factory=list)
    urls: list[Url] = field(default_factory=list)
    imports: list[tuple[int, int]] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    uses: frozenset[str] = frozenset()
    has_rules: bool = False


def parse_css(text: str) -> StyleSheet:
    """Read a style sheet, whatever it holds, in linear time.

    ``text`` has ``\\n`` for line ends, and no control characters.
    """
    return _Reader(text).read()


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text
        self.starts = Positions(text, "").starts
        self.sheet = StyleSheet()

    def read(self) -> StyleSheet:
        sheet = self.sheet
        # The brace that nothing opens shows whether everything before it is closed.
        *tokens, last = tinycss2.parse_component_value_list(f"{self.text}\n}}")
        is_closed = last.type == "error" and last.source_line > len(self.starts)
        tokens += [] if is_closed else [last]
        sheet.has_rules = any(one.type not in ("whitespace", "comment") for one in tokens)
        self._read_tokens(tokens)
        self._read_rules(tokens)
        if not is_closed:
            self._report_open(tokens)
        sheet.faults.sort(key=lambda fault: fault.begin)
        return sheet

    def _at(self, node: Any) -> int:
        """Return where a node starts."""
        line: int = node.source_line
        column: int = node.source_column
        return min(self.starts[min(line, len(self.starts)) - 1] + column - 1, len(self.text))

    def _report_open(self, tokens: list[Any]) -> None:
        blocks = [one for one in tokens if one.type in _BLOCKS or one.type == "comment"]
        begin = self._at((blocks or tokens)[-1])
        message = "what opens here is not closed: nothing after it has an effect"
        before = [fault for fault in self.sheet.faults if fault.begin < begin]
        self.sheet.faults = [*before, Fault(begin, begin + 1, message, "close it")]

    # --- tokens: addresses, variables, what cannot be read ---------------------------------

    def _read_tokens(self, tokens: list[Any]) -> None:
        uses: set[str] = set()
        waiting: list[tuple[Iterator[Any], str]] = [(iter(tokens), "")]
        skips = False
        while waiting:
            nodes, within = waiting[-1]
            node = next(nodes, None)
            if node is None:
                waiting.pop()
            elif skips:
                skips = node.type != "literal" or node.value != ";"
            elif node.type == "at-keyword" and node.lower_value in ("import", "namespace"):
                skips = True
                if node.lower_value == "import":
                    begin = self._at(node)
                    self.sheet.imports.append((begin, begin + len("@import")))
            elif node.type in _BLOCKS:
                inner = node.arguments if node.type == "function" else node.content
                name = node.lower_name if node.type == "function" else ""
                if name == "url":
                    self._read_url(
                        node, "".join(one.value for one in inner if one.type == "string")
                    )
                    continue
                if name == "var":
                    uses |= {one.value for one in inner if one.type == "ident"}
                waiting.append((iter(inner), name))
            else:
                self._read_token(node, within)
        self.sheet.uses = frozenset(uses)

    def _read_token(self, node: Any, within: str) -> None:
        if node.type == "url":
            self._read_url(node, node.value)
        elif node.type == "string" and within in _TAKES_URLS:
            begin = self._at(node)
            written = _STRING.match(self.text, begin)
            end = written.end() if written else begin + 1
            self.sheet.urls.append(Url(node.value.strip(), begin, end, False, bool(written)))
        elif node.type == "error" and node.source_line <= len(self.starts):
            begin = self._at(node)
            message, help = _BROKEN.get(node.kind, (f"`{node.kind}` closes nothing", "remove it"))
            self.sheet.faults.append(Fault(begin, begin + 1, message, help))

    def _read_url(self, node: Any, target: str) -> None:
        begin = self._at(node)
        written = _URL.match(self.text, begin)
        end = written.end() if written else begin + 1
        self.sheet.urls.append(Url(target.strip(), begin, end, True, bool(written)))

    # --- rules -----------------------------------------------------------------------------

    def _read_rules(self, tokens: list[Any]) -> None:
        waiting = [tinycss2.parse_stylesheet(tokens, skip_comments=True, skip_whitespace=True)]
        while waiting:
            for node in waiting.pop():
                if node.type == "error":
                    self._report_rule(node)
                elif node.type == "at-rule" and node.content is not None:
                    waiting.append(_parse_block(node.content))
                elif node.type == "qualified-rule":
                    waiting.append(self._read_rule(node))

    def _read_rule(self, rule: Any) -> list[Any]:
        """Keep a rule with its declarations; return what is nested in it."""
        parts = _parse_block(rule.content)
        declarations = [one for one in parts if one.type == "declaration"]
        self.sheet.rules.append(
            Rule(_write(rule.prelude), tuple(map(self._read_declaration, declarations)))
        )
        return [one for one in parts if one.type != "declaration"]

    def _read_declaration(self, node: Any) -> Declaration:
        begin = self._at(node)
        name = node.name if node.name.startswith("--") else node.lower_name
        value = _write(node.value).strip()
        if not value and not name.startswith("--") and not any(map(_is_block, node.value)):
            message = f"`{node.name}` has no value"
            fault = Fault(begin, begin + len(node.name), message, "give it one, or remove it")
            self.sheet.faults.append(fault)
        return Declaration(name, value, begin, begin + len(node.name))

    def _report_rule(self, node: Any) -> None:
        """Report what is neither declaration nor rule, from where it starts."""
        stop = self._at(node)
        before = max(self.text.rfind(sign, 0, stop) for sign in ";{}")
        begin = before + 1
        while begin < stop and self.text[begin].isspace():
            begin += 1
        shown = self.text[begin : stop + 1].strip().splitlines() or [""]
        if not shown[0].strip("});"):
            return  # already reported as a sign that closes nothing
        message = f"`{shown[0][:40]}` is neither a declaration nor a rule"
        help = "write `property: value;` or `selector { … }`"
        self.sheet.faults.append(Fault(begin, begin + len(shown[0]), message, help))


def _parse_block(content: Iterable[Any]) -> list[Any]:
    found = tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True)
    return list(found)


def _is_block(node: Any) -> bool:
    return node.type in _BLOCKS


def _write(nodes: Iterable[Any]) -> str:
    """Return tokens as text; blocks, which may be nested deeply, are left out."""
    return "".join(str(node.serialize()) for node in nodes if not _is_block(node))
