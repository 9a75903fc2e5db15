"""The inline parser: markdown-it-py's, with rules by letter and a quick way for plain text."""

from __future__ import annotations

from collections.abc import Callable, Mapping, MutableMapping, Sequence
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.parser_inline import ParserInline
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from deckgen.patterns import lazy

InlineRule = Callable[[StateInline, bool], bool]

_SPECIAL = lazy(r"[\n$&*<\[\\\]_`~]|!(?=\[)")
"""What a rule or the search for the end of a link's text must see."""


_TASK = lazy(r"\[([ xX])\][ \t\n]+(?=\S)")


class InlineParser(ParserInline):
    """Tries only the rules that start with the letter at hand."""

    def __init__(self, rules: Mapping[str, Sequence[InlineRule]]) -> None:
        super().__init__()
        self.terminator_re = _SPECIAL
        self._rules = {letter: tuple(chosen) for letter, chosen in rules.items()}

    def tokenize(self, state: StateInline) -> None:
        """Make the tokens of ``state.src`` from ``state.pos`` up to ``state.posMax``."""
        src, rules, deepest = state.src, self._rules, state.md.options.maxNesting
        while (pos := state.pos) < (end := state.posMax):
            letter = src[pos]
            chosen = rules.get(letter)
            if chosen is None:
                found = _SPECIAL.search(src, pos + 1)
                state.pos = min(found.start(), end) if found else end
                state.append_pending(src[pos : state.pos])
            elif state.level >= deepest or not _apply(chosen, state):
                state.append_pending(letter)
                state.pos = pos + 1
        if state.pending:
            state.pushPending()

    def skipToken(self, state: StateInline) -> None:  # noqa: N802
        """Step over one token, without making it."""
        pos = state.pos
        known = state.cache.get(pos)
        if known is not None:
            state.pos = known
            return
        if state.level >= state.md.options.maxNesting:
            state.pos = state.posMax
            state.cache[pos] = state.pos
            return
        chosen = self._rules.get(state.src[pos])
        if chosen is None:
            found = _SPECIAL.search(state.src, pos + 1)
            state.pos = min(found.start(), state.posMax) if found else state.posMax
        else:
            state.level += 1
            if not any(rule(state, True) for rule in chosen):
                state.pos = pos + 1
            state.level -= 1
        state.cache[pos] = state.pos

    def parse(
        self, src: str, md: MarkdownIt, env: MutableMapping[str, Any], tokens: list[Token]
    ) -> list[Token]:
        """Append the tokens of ``src`` to ``tokens``."""
        if not _SPECIAL.search(src):
            if src:
                tokens.append(Token("text", "", 0, content=src))
            return tokens
        state = StateInline(src, md, env, tokens)
        self.tokenize(state)
        if state.delimiters or any(meta and meta["delimiters"] for meta in state.tokens_meta):
            for rule in self.ruler2.getRules(""):
                rule(state)
        return state.tokens


def _apply(rules: Sequence[InlineRule], state: StateInline) -> bool:
    """Try rules until one takes what stands at ``state.pos``."""
    for rule in rules:  # noqa: SIM110 - a generator takes twice the time, once a mark
        if rule(state, False):
            return True
    return False


def parse_inlines(tokens: Sequence[Token], md: MarkdownIt, env: MutableMapping[str, Any]) -> None:
    """Parse the inline content of blocks."""
    lists: dict[int, Token] = {}
    for index, token in enumerate(tokens):
        if token.type == "inline":
            task = _take_task(tokens, index, lists) if token.content[:1] == "[" else None
            children: list[Token] = [task] if task else []
            if token.meta.get("literal"):
                children.append(Token("text", "", 0, content=token.content))
            else:
                md.inline.parse(token.content, md, env, children)
            token.children = join_text(children)
        elif token.type in ("bullet_list_open", "ordered_list_open"):
            lists[token.level] = token


def _take_task(tokens: Sequence[Token], index: int, lists: Mapping[int, Token]) -> Token | None:
    """Take the checkbox off a task list item (GFM 5.3), and return it as HTML."""
    found = _TASK.match(tokens[index].content)
    if not found or index < 2 or tokens[index - 2].type != "list_item_open":
        return None
    item = tokens[index - 2]
    item.attrSet("class", "task-list-item")
    lists[item.level - 1].attrSet("class", "contains-task-list")
    tokens[index].content = tokens[index].content[found.end() :]
    checked = "" if found[1].isspace() else ' checked="checked"'
    box = f'<input class="task-list-item-checkbox"{checked} disabled="disabled" type="checkbox">'
    return Token("html_inline", "", 0, content=box)


def join_text(tokens: list[Token]) -> list[Token]:
    """Turn escapes and entities into text, and join neighbouring pieces of text."""
    if not any(token.type == "text_special" or token.children for token in tokens):
        return tokens
    joined: list[Token] = []
    pieces: list[str] = []
    for token in tokens:
        if token.children:
            token.children = join_text(token.children)
        if token.type in ("text", "text_special"):
            if not pieces:
                token.type = "text"
                joined.append(token)
            pieces.append(token.content)
            continue
        if pieces:
            joined[-1].content = "".join(pieces)
            pieces = []
        joined.append(token)
    if pieces:
        joined[-1].content = "".join(pieces)
    return joined
