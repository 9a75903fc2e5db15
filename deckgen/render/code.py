"""Code blocks, coloured when the deck is built: cards carry no JavaScript.

Pygments is imported with the first block that names a language.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING

from deckgen.patterns import lazy
from deckgen.render.math import display_math
from deckgen.render.palette import CODE_CLASSES
from deckgen.render.text import escape

if TYPE_CHECKING:
    from pygments.lexer import Lexer
    from pygments.token import _TokenType

_LONGEST, _MOST_LINES, _WIDEST = 5_000, 200, 400
"""Characters, lines and characters in a line of code that is coloured.

Lexers' regular expressions need not be linear; within these bounds the slowest takes a tenth of a
second for a block of nonsense, and nobody reads more on a card.
"""

_LANGUAGE = lazy(r"\{?\s*\.?(?:language-|lang-)?([^\s{}:,;]+)")
_ALIASES = {
    "conf": "ini",
    "cfg": "ini",
    "env": "sh",
    "golang": "go",
    "gradle": "groovy",
    "htm": "html",
    "javascriptreact": "jsx",
    "jsonc": "json5",
    "mjs": "js",
    "cjs": "js",
    "node": "js",
    "nodejs": "js",
    "patch": "diff",
    "react": "jsx",
    "svelte": "html",
    "shell": "sh",
    "svg": "xml",
    "typescriptreact": "tsx",
    "vb": "vbnet",
    "xhtml": "html",
}
PLAIN = frozenset({"", "text", "txt", "plain", "plaintext", "none", "output", "mermaid"})


def language(info: str) -> str:
    """Return the language that the info string of a fence names, in lower case, or nothing.

    ``js {1,3}``, ``{.python .numberLines}``, ``python:app.py`` and ``language-c`` all name one.
    """
    found = _LANGUAGE.match(info.strip())
    return found[1].lower() if found else ""


def known(name: str) -> bool:
    """Tell whether a language (as ``language`` gives it) is coloured, or meant to be plain."""
    return name in PLAIN or _ALIASES.get(name, name) in _lexers()


def is_long(code: str) -> bool:
    """Tell whether code is too long to be coloured."""
    if len(code) > _LONGEST or code.count("\n") > _MOST_LINES:
        return True
    return len(code) > _WIDEST and max(map(len, code.split("\n"))) > _WIDEST


def code_block(source: str, info: str = "", paint: Callable[[str, str], str] | None = None) -> str:
    """Return the block for a fence with its info string, or for indented code.

    ``paint`` colours code of a language; it is ``highlight`` or returns the same.

    A fence that says ``math`` is a formula.  Mermaid stays code: cards have no JavaScript.
    """
    name = language(info)
    if name == "math":
        return display_math(source) + "\n"
    kind = "code mermaid" if name == "mermaid" else "code"
    return f'<pre class="{kind}"><code>{(paint or highlight)(source.rstrip(), name)}</code></pre>\n'


@lru_cache(maxsize=4096)
def highlight(code: str, name: str) -> str:
    """Return code as HTML with a span for each coloured token.

    The text of the result is the code, whatever the lexer makes of it; an unknown language and
    long code stay plain.
    """
    lexer = None if name in PLAIN or is_long(code) else _lexer(_ALIASES.get(name, name))
    if lexer is None:
        return escape(code)
    # Lexers expect a line end: some read a last line without one character by character.
    pieces = _pieces(code + "\n", lexer)
    if "".join(text for _, text in pieces) != code + "\n":
        return escape(code)
    name, text = pieces.pop()
    pieces.append((name, text.removesuffix("\n")))
    return "".join(
        f'<span class="{name}">{escape(text)}</span>' if name else escape(text)
        for name, text in pieces
    )


def _pieces(code: str, lexer: Lexer) -> list[tuple[str, str]]:
    """Return (class, text): neighbours of one class joined, blanks between others uncoloured."""
    pieces: list[tuple[str, str]] = []
    blank = ""
    for _, kind, text in lexer.get_tokens_unprocessed(code):
        if text.isspace():
            blank += text
            continue
        name = _class(kind)
        if pieces and pieces[-1][0] == name:
            pieces[-1] = (name, pieces[-1][1] + blank + text)
        elif blank:
            pieces += [("", blank), (name, text)]
        else:
            pieces.append((name, text))
        blank = ""
    return [*pieces, ("", blank)] if blank else pieces


@lru_cache(maxsize=512)
def _class(kind: _TokenType) -> str:
    from pygments.token import STANDARD_TYPES

    step: _TokenType | None = kind
    while step is not None:
        name = STANDARD_TYPES.get(step, "")
        short = _FOLDED.get(name, name)
        if short in CODE_CLASSES:
            return short
        step = step.parent
    return ""


_FOLDED = {"kc": "nb", "ow": "k", "fm": "nf", "bp": "nb", "ne": "nc", "si": "se", "l": "m"}


@lru_cache(maxsize=64)
def _lexer(name: str) -> Lexer | None:
    place = _lexers().get(name)
    if place is None:
        return None
    made: Lexer = getattr(import_module(place[0]), place[1])()
    return made


@lru_cache(maxsize=1)
def _lexers() -> dict[str, tuple[str, str]]:
    """Return alias -> (module, class) of Pygments' own lexers.

    Pygments' lookup by name also asks the plug-ins installed on this machine, which would make
    the deck depend on the machine.
    """
    from pygments.lexers import LEXERS

    return {
        alias: (entry[0], class_name) for class_name, entry in LEXERS.items() for alias in entry[2]
    }
