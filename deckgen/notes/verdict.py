"""Which choices of a quiz are right, as its answer says."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from deckgen.markdown import plain
from deckgen.model import Block, BlockKind
from deckgen.notes.choices import Choice
from deckgen.notes.forms import squash
from deckgen.notes.lettering import LETTERS, RINGED, normal
from deckgen.patterns import lazy

_CAPITALS = "".join(letter for letter in LETTERS if not "a" <= letter <= "j")
_LEAD = (
    r"(?:[^\W\d][^:：\n]{0,40}[:：]\s*"
    rf"|(?:[^\W\d_]+\s+){{1,4}}(?=[(（]?[{_CAPITALS}1-9][)）]?[.\s]*\Z))?"
)
_JOIN = r"\s*(?:,|;|/|&|\+|、|，|\b[^\W\d_]{1,4}\b)\s*"
_ONE = rf"[(（]?(?:[{LETTERS}{RINGED}]|\d{{1,2}})[)）]?"
_NAMED = lazy(
    rf"\s*{_LEAD}(?:[^\W\d_]+\s+)?(?P<names>{_ONE}(?:{_JOIN}{_ONE}(?![\w]))*)"
    rf"(?P<end>\s*\Z|\s*[.:：)）、．,]+(?=\s|\Z)|\s+[-–—]+\s|\s*\n)",
)
_NAME = lazy(rf"(?<![^\W_])(?:[{LETTERS}{RINGED}]|\d{{1,2}})(?![^\W_])")
_SIGN = lazy(
    r"\s*(?:[✅✔☑✓]\ufe0f?|(?:\*\*|__)?[(（\[]\s*"
    r"(?:correcta?|right|richtig|juste|верно|正确|正解)[^()]{0,12}[)）\]](?:\*\*|__)?)\s*",
    re.IGNORECASE,
)
_BOLD = lazy(
    rf"\s*(?:[(（]?[{LETTERS}][.)）:：]\s*)?(\*\*|__)(?:(?!\1).)+\1\s*[.]?\s*\Z", re.DOTALL
)
_HOLDERS = frozenset({BlockKind.DETAILS, BlockKind.QUOTE})
_SPOKEN = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})


@dataclass(frozen=True, slots=True)
class Verdict:
    """Choices with the right ones marked, and what else the answer says."""

    choices: tuple[Choice, ...]
    said: str = ""
    explanation: tuple[Block, ...] = ()


def named(answer: Sequence[Block], choices: Sequence[Choice]) -> Verdict | None:
    """What an answer decides that names the right choices by letter, number or text.

    The name stands at its beginning (``D``, ``**Answer: B**``, ``(c) because …``), maybe folded in
    details, or at its end.
    """
    blocks = tuple(answer)
    for at in dict.fromkeys((0, len(blocks) - 1)) if blocks else ():
        block = blocks[at]
        inside = [child for child in block.children if child.kind is not BlockKind.SUMMARY]
        if block.kind in _HOLDERS and inside:
            verdict = _spoken(inside[0], choices)
            rest = (*blocks[:at], *inside[1:], *blocks[at + 1 :])
        else:
            verdict = _spoken(block, choices) or _listed(block, choices)
            rest = (*blocks[:at], *blocks[at + 1 :])
        if verdict:
            return replace(verdict, explanation=rest)
    return None


def _spoken(block: Block, choices: Sequence[Choice]) -> Verdict | None:
    """What a paragraph or heading decides."""
    if block.kind not in _SPOKEN:
        return None
    return _by_letter(block, choices) or _by_text(block, choices)


def _listed(block: Block, choices: Sequence[Choice]) -> Verdict | None:
    """What ``2. since …`` decides, which Markdown reads as a list that begins with 2."""
    names = [choice.label == str(block.level) for choice in choices]
    if block.kind is not BlockKind.LIST or len(block.children) != 1 or sum(names) != 1:
        return None
    first = block.children[0].children[:1]
    if len(block.children[0].children) != 1 or first[0].kind is not BlockKind.PARAGRAPH:
        return None
    right = tuple(replace(one, right=ok) for one, ok in zip(choices, names, strict=True))
    repeated = {squash(one.words) for one in right if one.right}
    said = first[0].source
    return Verdict(right, "" if squash(plain(said)) in repeated else said)


def _by_letter(block: Block, choices: Sequence[Choice]) -> Verdict | None:
    found = _NAMED.match(block.source.replace("*", "").replace("__", ""))
    labels = {choice.label for choice in choices} - {""}
    if not found or not labels:
        return None
    names = {normal(name) for name in _NAME.findall(found["names"])}
    if not names or not names <= labels:
        return None
    rest = _rest(block.source, found)
    right = tuple(replace(one, right=one.label in names) for one in choices)
    repeated = {squash(one.words) for one in right if one.right}
    return Verdict(right, "" if squash(plain(rest)) in repeated else rest)


def _rest(source: str, found: re.Match[str]) -> str:
    """What stands behind the name, its emphasis whole."""
    bare = found.string[found.end() :].strip()
    if not bare:
        return ""
    return source[-len(bare) :] if source.endswith(bare) else bare


def _by_text(block: Block, choices: Sequence[Choice]) -> Verdict | None:
    """The one choice whose words are the whole paragraph, or stand behind its colon."""
    said = {squash(block.text), squash(re.split("[:：]", block.text, maxsplit=1)[-1])}
    right = [bool(squash(one.words)) and squash(one.words) in said for one in choices]
    if sum(right) != 1:
        return None
    return Verdict(tuple(replace(one, right=ok) for one, ok in zip(choices, right, strict=True)))


def marked(answer: Sequence[Block], choices: Sequence[Choice]) -> Verdict | None:
    """Lettered choices some of which carry a sign, or one of which is bold: ``b) two ✅``."""
    if not all(choice.label for choice in choices):
        return None
    signed = [bool(_SIGN.search(choice.source)) for choice in choices]
    if any(signed) and not all(signed):
        right = [
            replace(one, source=_SIGN.sub(" ", one.source).strip(), right=ok)
            for one, ok in zip(choices, signed, strict=True)
        ]
        return Verdict(tuple(right), explanation=tuple(answer))
    bold = [_BOLD.match(choice.source) for choice in choices]
    if sum(map(bool, bold)) != 1:
        return None
    right = [
        replace(one, source=one.source.replace(ok[1], ""), right=True) if ok else one
        for one, ok in zip(choices, bold, strict=True)
    ]
    return Verdict(tuple(right), explanation=tuple(answer))
