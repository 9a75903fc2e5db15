"""Pygments' lexers with fewer vain tries.

A lexer of Pygments tries the rules of its state one after the other, some twenty for each token.
Most of them can be left out by a look at the next character: what a regular expression can start
with follows from its parse tree.  The tokens are the same, in half the time.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from importlib import import_module
from typing import Any

from pygments.lexer import Lexer, RegexLexer
from pygments.token import Error, Whitespace, _TokenType

Rule = tuple[Callable[[str, int], re.Match[str] | None], Any, Any]
Token = tuple[int, _TokenType, str]

_ALL = frozenset(map(chr, range(128)))
_DIGITS = frozenset("0123456789")
_WORDS = frozenset(char for char in _ALL if char.isalnum() or char == "_")
_BLANKS = frozenset(" \t\n\r\f\v")
_SEPARATORS = frozenset("\x1c\x1d\x1e\x1f")
"""White space for Python's regular expressions, unless they are ASCII only."""


def lex(lexer: Lexer, text: str) -> Iterator[Token]:
    """Yield what ``lexer.get_tokens_unprocessed(text)`` yields."""
    kind = type(lexer)
    plain = kind.get_tokens_unprocessed is RegexLexer.get_tokens_unprocessed
    if plain and "_tokens" in vars(kind) and "_tokens" not in vars(lexer):
        return _lex(lexer, _states(kind), text)
    return iter(lexer.get_tokens_unprocessed(text))


class _State(dict[str, tuple[Rule, ...]]):
    """The rules of a state that can match at a character."""

    def __init__(self, rules: Sequence[Rule]) -> None:
        super().__init__()
        self.rules = tuple(rules)
        self._firsts = [_firsts_of(rule[0]) for rule in rules]

    def __missing__(self, char: str) -> tuple[Rule, ...]:
        if char > "\x7f":
            return self.rules
        pairs = zip(self.rules, self._firsts, strict=True)
        fitting = tuple(rule for rule, firsts in pairs if char in firsts)
        self[char] = fitting
        return fitting


class _States(dict[str, _State]):
    """The states of a lexer by name, made when they are entered."""

    def __init__(self, rules: Any) -> None:
        super().__init__()
        self._rules = rules

    def __missing__(self, name: str) -> _State:
        state = self[name] = _State(self._rules[name])
        return state


@lru_cache(maxsize=64)
def _states(kind: Any) -> _States:
    return _States(kind._tokens)  # noqa: SLF001 - what its own loop reads


def _lex(lexer: Lexer, states: _States, text: str) -> Iterator[Token]:
    """The loop of ``RegexLexer``, but for the choice of the rules."""
    position, end = 0, len(text)
    stack = ["root"]
    state = states["root"]
    while True:
        for match, action, entered in state[text[position]] if position < end else state.rules:
            found = match(text, position)
            if found is None:
                continue
            if type(action) is _TokenType:
                yield position, action, found.group()
            elif action is not None:
                yield from action(lexer, found)
            position = found.end()
            if entered is not None:
                _enter(stack, entered)
                state = states[stack[-1]]
            break
        else:
            if position >= end:
                return
            if text[position] == "\n":
                stack = ["root"]
                state = states["root"]
                yield position, Whitespace, "\n"
            else:
                yield position, Error, text[position]
            position += 1


def _enter(stack: list[str], entered: Any) -> None:
    """Change the stack of states as a rule says: push, pop (but never the last), or push again."""
    if isinstance(entered, int):
        del stack[1 if abs(entered) >= len(stack) else entered :]
        return
    for name in entered if isinstance(entered, tuple) else (entered,):
        if name == "#pop":
            if len(stack) > 1:
                stack.pop()
        else:
            stack.append(stack[-1] if name == "#push" else name)


class _UnknownError(Exception):
    """A part of a regular expression that is not understood here: it may start with anything."""


def _firsts_of(match: Any) -> frozenset[str]:
    """The ASCII characters at which a rule can match: at least these, perhaps more."""
    pattern = getattr(match, "__self__", None)
    return firsts(pattern) if isinstance(pattern, re.Pattern) else _ALL


def firsts(pattern: re.Pattern[str]) -> frozenset[str]:
    """The ASCII characters that a match can start with: at least these, perhaps more.

    All, if the match can be empty.
    """
    try:
        tree = import_module("re._parser").parse(pattern.pattern, pattern.flags)
        found, empty = _first(tree, ignoring=bool(pattern.flags & re.IGNORECASE))
    except (ImportError, AttributeError, re.error, RecursionError, _UnknownError):
        return _ALL
    return _ALL if empty else found


def _first(tree: Any, *, ignoring: bool) -> tuple[frozenset[str], bool]:
    """What a sequence can start with, and whether it can match nothing."""
    found: frozenset[str] = frozenset()
    for code, value in tree:
        more, empty = _first_of(str(code), value, ignoring=ignoring)
        found |= more
        if not empty:
            return found, False
    return found, True


def _first_of(code: str, value: Any, *, ignoring: bool) -> tuple[frozenset[str], bool]:
    """The same for a part of a sequence."""
    found, empty = _ALL, False
    if code == "LITERAL":
        found = _either_case(value, value) if ignoring else _between(value, value)
    elif code == "NOT_LITERAL":
        found = _ALL if ignoring else _ALL - _between(value, value)
    elif code == "IN":
        found = _class(value, ignoring=ignoring)
    elif code in ("AT", "ASSERT", "ASSERT_NOT"):
        found, empty = frozenset(), True
    elif code == "ATOMIC_GROUP":
        found, empty = _first(value, ignoring=ignoring)
    elif code == "SUBPATTERN" and not (value[1] or value[2]):  # no flags of its own
        found, empty = _first(value[3], ignoring=ignoring)
    elif code in ("MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"):
        found, empty = _first(value[2], ignoring=ignoring)
        empty = empty or value[0] == 0
    elif code == "BRANCH":
        both = [_first(branch, ignoring=ignoring) for branch in value[1]]
        found = frozenset[str]().union(*(one[0] for one in both))
        empty = any(one[1] for one in both)
    elif code != "ANY":
        raise _UnknownError
    return found, empty


def _class(items: Any, *, ignoring: bool) -> frozenset[str]:
    """The characters of ``[…]``: too many rather than too few."""
    negated = str(items[0][0]) == "NEGATE"
    found: frozenset[str] = frozenset()
    for code, value in items[1:] if negated else items:
        match str(code):
            case "LITERAL":
                low = high = value
            case "RANGE":
                low, high = value
            case "CATEGORY":
                found |= _category(str(value), least=negated)
                continue
            case _:
                raise _UnknownError
        found |= _between(low, high) if negated or not ignoring else _either_case(low, high)
    return _ALL - found if negated else found


def _category(name: str, *, least: bool) -> frozenset[str]:
    blanks = _BLANKS if least else _BLANKS | _SEPARATORS
    others = _ALL - (_BLANKS | _SEPARATORS if least else _BLANKS)
    known = {
        "CATEGORY_DIGIT": _DIGITS,
        "CATEGORY_NOT_DIGIT": _ALL - _DIGITS,
        "CATEGORY_WORD": _WORDS,
        "CATEGORY_NOT_WORD": _ALL - _WORDS,
        "CATEGORY_SPACE": blanks,
        "CATEGORY_NOT_SPACE": others,
    }
    if name not in known:
        raise _UnknownError
    return known[name]


def _between(low: int, high: int) -> frozenset[str]:
    return frozenset(map(chr, range(low, min(high, 127) + 1)))


def _either_case(low: int, high: int) -> frozenset[str]:
    if high > 127:
        return _ALL  # a few letters beyond ASCII are the other case of one in it
    found = _between(low, high)
    return found | {char.swapcase() for char in found}
