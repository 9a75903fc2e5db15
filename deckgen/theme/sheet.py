"""A style sheet of the author: refused where it loads something, and with its files packed.

The text stays as it is but for the names of packed files.  The only module that knows tinycss2.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import tinycss2

from deckgen.media.kinds import FONTS, PICTURES
from deckgen.patterns import lazy
from deckgen.theme.assets import Assets, Reference
from deckgen.theme.source import Edit, ThemeFile, apply_edits

_ENDS_STYLE = lazy(r"</style", re.IGNORECASE)
"""Anki puts the sheet between `<style>` and `</style>` as it is."""

_URL = lazy(
    r"""url\(\s*+(?:"(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'|[^)"'\\]*+)\s*+\)""", re.IGNORECASE
)
_STRING = lazy(r""""(?:[^"\\\n]|\\.)*+"|'(?:[^'\\\n]|\\.)*+'""")
_TAKES_URLS = frozenset({"src", "image", "image-set", "-webkit-image-set", "cross-fade"})
"""Functions whose strings are addresses."""

_BLOCKS = frozenset({"{} block", "[] block", "() block"})


@dataclass(frozen=True, slots=True)
class _Address:
    """An address and where it stands; ``written`` matches it, or nothing that can be replaced."""

    target: str
    begin: int
    written: re.Match[str] | None
    form: str
    """How it is written anew."""

    @property
    def end(self) -> int:
        return self.written.end() if self.written else self.begin + 1


def read_sheet(file: ThemeFile, assets: Assets) -> str:
    """Return a style sheet as it goes into the package, or nothing if it holds only comments.

    Its files are packed; whatever it may not have is reported in ``file``.  Takes linear time.
    """
    for found in _ENDS_STYLE.finditer(file.text):
        message = "`</style` would end the style sheet, and what follows be part of the page"
        file.say("DG029", *found.span(), message, "take it out, also out of comments")
    tokens = tinycss2.parse_component_value_list(file.text)
    if all(token.type in ("whitespace", "comment") for token in tokens):
        return ""
    addresses = [one for one in _find_addresses(file, tokens) if one.target]
    references = [Reference(one.target, one.begin, one.end) for one in addresses]
    packed = assets.pack(file, references, PICTURES | FONTS)
    edits = []
    for one in addresses:
        if one.target not in packed:
            continue
        if one.written:
            edits.append(Edit(one.begin, one.end, one.form.format(packed[one.target])))
        else:
            message = "this address is written in a way that cannot be replaced"
            file.say("DG033", one.begin, one.end, message, f'write `url("{one.target}")`')
    return apply_edits(file.text, edits).strip()


def _find_addresses(file: ThemeFile, tokens: list[Any]) -> Iterator[_Address]:
    """Yield the addresses in a style sheet; report those of other style sheets."""
    starts = file.positions.starts
    waiting: list[tuple[Iterator[Any], str]] = [(iter(tokens), "")]
    skips = False
    while waiting:
        nodes, function = waiting[-1]
        node = next(nodes, None)
        if node is None:
            waiting.pop()
            continue
        line, column = node.source_line, node.source_column
        begin = min(starts[min(line, len(starts)) - 1] + column - 1, len(file.text))
        if skips:
            skips = node.type != "literal" or node.value != ";"
        elif node.type == "at-keyword" and node.lower_value in ("import", "namespace"):
            skips = True
            if node.lower_value == "import":
                help = "name the style sheet in `css` under `[theme]`"
                end = begin + len("@import")
                file.say("DG033", begin, end, "`@import` is not followed", help)
        elif node.type == "function" and node.lower_name == "url":
            target = "".join(one.value for one in node.arguments if one.type == "string")
            yield _Address(target.strip(), begin, _URL.match(file.text, begin), 'url("{}")')
        elif node.type == "function":
            waiting.append((iter(node.arguments), node.lower_name))
        elif node.type in _BLOCKS:
            waiting.append((iter(node.content), ""))
        elif node.type == "url":
            yield _Address(node.value.strip(), begin, _URL.match(file.text, begin), 'url("{}")')
        elif node.type == "string" and function in _TAKES_URLS:
            yield _Address(node.value.strip(), begin, _STRING.match(file.text, begin), '"{}"')
