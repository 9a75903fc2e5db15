"""GitHub's expressions, as far as our workflows use them: names, texts, ``&& || ! == !=``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

Context = Mapping[str, Any]

_TOKEN = re.compile(r"\s*('(?:[^']|'')*'|&&|\|\||==|!=|[()!]|[A-Za-z_][\w.-]*)")
_WORDS = {"&&": " and ", "||": " or ", "!": " not ", "==": "==", "!=": "!=", "(": "(", ")": ")"}
_EMBEDDED = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)


def names_in(text: str) -> set[str]:
    """The names that the expressions in a text refer to."""
    found = (_TOKEN.findall(expression) for expression in _EMBEDDED.findall(text))
    return {token for tokens in found for token in tokens if re.match(r"[A-Za-z_]", token)}


def fill(text: str, context: Context) -> str:
    """A text with its expressions replaced by their values."""
    return _EMBEDDED.sub(lambda found: _show(evaluate(found[1], context)), text)


def evaluate(expression: str, context: Context) -> Any:
    """The value of an expression; what is not there is an empty text."""
    code, position, text = "", 0, expression.strip()
    while position < len(text):
        token = _TOKEN.match(text, position)
        assert token, f"not understood: {text[position:]}"
        position = token.end()
        code += _WORDS.get(token[1]) or _operand(token[1])
    return eval(code, {"__builtins__": {}, "look": lambda name: _look(name, context)})


def _operand(token: str) -> str:
    if token.startswith("'"):
        return repr(token[1:-1].replace("''", "'"))
    return f"look({token!r})"


def _look(name: str, context: Context) -> Any:
    found: Any = context
    for part in name.split("."):
        found = found.get(part, "") if isinstance(found, Mapping) else ""
    return found


def _show(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
