"""Lines of paragraphs, and questions that share a line with their answer."""

from __future__ import annotations

import re

from deckgen.dialects.evidence import ends_asking, weigh
from deckgen.model import Block

_LINK = re.compile(r"!?\[((?:[^\[\]\n]|\[[^\[\]\n]*\])*)\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>|<!--[^<>\n]*-->")
_EMPHASIS = re.compile(r"(?<!\\)[*`]+|(?<!\w)_+(?=\w)|(?<=\w)_+(?!\w)")
_ESCAPE = re.compile(r"\\([\\`*_{}\[\]()#+\-.!<>|~$])")
_BREAK = re.compile(r"(?:\s{0,3}<br\s{0,3}/?>|\\)\s{0,3}$", re.IGNORECASE)
_CODE = re.compile(r"`+[^`]*`+|\$[^$]+\$|\]\([^()]*\)|<[^<>]*>")
_ENDING = re.compile(r"[?？؟](?=[\s*_\"'”’)）\]]|$|[^\x00-\u02ff])[*_\"'”’)）\]]*\s*")
_REMARK = re.compile(r"^(?:\([^()]*\)|\[[^\[\]]*\](?:\([^()]*\))?|（[^（）]*）|[^\w]*|\*\*\*)$")
_EARLY = 0.6
_DASH = re.compile(r"^(?:[-–—:=→>]+|=>|->)\s*")


def rough(source: str) -> str:
    """The words of inline Markdown, roughly: enough to weigh, not to show."""
    if "[" in source:
        source = _LINK.sub(r"\1", source)
    if "<" in source:
        source = _TAG.sub(" ", source)
    if "*" in source or "`" in source or "_" in source:
        source = _EMPHASIS.sub("", source)
    return _ESCAPE.sub(r"\1", source).strip() if "\\" in source else source.strip()


def lines_of(block: Block) -> list[str]:
    """The lines of a paragraph's source, without hard breaks at their ends."""
    return [_without_break(line) for line in block.source.split("\n")]


def _without_break(line: str) -> str:
    if line.endswith("\\") or "<br" in line[-20:].lower():
        return _BREAK.sub("", line)
    return line


def split_asking(source: str) -> tuple[str, str]:
    """Split a line that both asks and answers (``Is it hard? No.``).

    Returns the question and what follows it, which is empty where the line only asks: more
    questions, requests and remarks in brackets belong to the question.
    """
    masked = _CODE.sub(lambda found: "x" * len(found[0]), source)
    ends = [found.end() for found in _ENDING.finditer(masked)]
    for end in reversed(ends):
        prompt, rest = source[:end].strip(), source[end:].strip()
        if not rest or _REMARK.match(rest):
            return source.strip(), ""
        answer = _DASH.sub("", rest)
        if not re.search(r"\w", _TAG.sub("", _LINK.sub("", answer))):
            return source.strip(), ""
        evidence = weigh(rough(answer))
        if evidence.score > 0 or answer[:1].islower():
            return source.strip(), ""
        return prompt, answer
    return source.strip(), ""


def split_lines(source: str) -> tuple[str, str]:
    """Split a paragraph whose first lines ask: the question, and the lines below it."""
    lines = source.split("\n")
    for index, line in enumerate(lines[:-1]):
        if ends_asking(rough(_without_break(line))):
            more = index + 1
            while more < len(lines) and ends_asking(rough(lines[more])) and len(lines[more]) < 200:
                more += 1
            if more < len(lines):
                return "\n".join(lines[:more]), "\n".join(lines[more:])
            return source, ""
    if len(lines) > 1 and _is_broken_off(lines):
        return lines[0], "\n".join(lines[1:])
    return source, ""


def _is_broken_off(lines: list[str]) -> bool:
    """Whether the first line is a request that ends early, and not the start of wrapped text."""
    first = rough(lines[0])
    longest = max(len(line) for line in lines[1:])
    return weigh(first).score > 0 and len(first) <= _EARLY * longest and not first.endswith(",")
