"""The pieces of a template: Anki's marks (``{{…}}``), tags, and the text between them.

Anki's grammar is that of its template parser: the first ``}}`` ends a mark, marks inside comments
are none, and what stands before the last colon of a mark are filters.  Tags are read strictly, so
that every browser reads them the same way.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from deckgen.theme.source import Edit, ThemeFile, apply_edits

_VISIBLE = re.compile(r"[^\n]")
_NEXT = re.compile(r"\{\{|<(?=[A-Za-z/!?])")
_ATTRIBUTE = r"""[A-Za-z_:][\w:.-]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+"""
_TAG = re.compile(rf"<(/?)([A-Za-z][A-Za-z0-9-]*+)((?:\s++{_ATTRIBUTE})*+)\s*+(/?)>")
_PAIR = re.compile(r"""([A-Za-z_:][\w:.-]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+""")
_BETWEEN = "put it between tags; only `{{ID}}` and `{{Tags}}` may stand in one, quoted"
_SAFE_MARK = re.compile(r"\{\{\s*(?:ID|Tags)\s*\}\}")
"""The marks that may stand in quotation marks inside a tag: neither holds any."""


class MarkKind(StrEnum):
    """What a mark does."""

    FIELD = ""
    SECTION = "#"
    INVERTED = "^"
    CLOSE = "/"


@dataclass(frozen=True, slots=True)
class Mark:
    """``{{filter:Field}}``, ``{{#Field}}``, ``{{^Field}}`` or ``{{/Field}}``."""

    kind: MarkKind
    name: str
    filters: tuple[str, ...]
    begin: int
    end: int


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute, its name in lower case; ``begin`` and ``end`` are those of the whole of it.

    ``value_begin`` is where the value starts, with its quotation marks; ``value`` is without.
    """

    name: str
    value: str
    begin: int
    end: int
    value_begin: int


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag, its name in lower case."""

    name: str
    closes: bool
    closed: bool
    attributes: tuple[Attribute, ...]
    begin: int
    end: int


Piece = Mark | Tag


def blank_comments(file: ThemeFile) -> tuple[str, list[Edit]]:
    """Return the text with blanks in the place of comments, and the edits that take them out.

    Comments are for those who write the template: learners do not get them.
    """
    text, edits, blanks, end = file.text, [], [], 0
    while (begin := text.find("<!--", end)) >= 0 and (close := text.find("-->", begin + 4)) >= 0:
        end = close + 3
        edits.append(Edit(begin, end, ""))
        blanks.append(Edit(begin, end, _VISIBLE.sub(" ", text[begin:end])))
    return apply_edits(text, blanks), edits


def read_pieces(file: ThemeFile, text: str) -> Iterator[Piece]:
    """Yield marks and tags in order; what is broken is reported, and ends it.

    Takes linear time.  ``text`` is that of the file without its comments.
    """
    at = 0
    while found := _NEXT.search(text, at):
        begin = found.start()
        if found[0] == "{{":
            end = text.find("}}", begin)
            if end < 0:
                file.say("DG024", begin, begin + 2, "`{{` without `}}`", "close it with `}}`")
                return
            at = end + 2
            mark = _read_mark(file, text[begin + 2 : end], begin, at)
            if mark is None:
                return
            yield mark
            continue
        tag = _TAG.match(text, begin)
        if tag is None:
            _report_tag(file, text, begin)
            return
        at = tag.end()
        yield _read_tag(file, tag)


def _read_mark(file: ThemeFile, inside: str, begin: int, end: int) -> Mark | None:
    if inside.startswith(("=", "{")) or "{{" in inside:
        shown = f"{{{{{inside}}}}}"
        help = "write `{{Field}}`, with two braces on each side"
        file.say("DG024", begin, end, f"`{shown[:40]}` is no mark that Anki reads as meant", help)
        return None
    content = inside.strip()
    kind = MarkKind(content[0]) if content[:1] in ("#", "^", "/") else MarkKind.FIELD
    if kind is not MarkKind.FIELD:
        return Mark(kind, content[1:].strip(), (), begin, end)
    *filters, name = content.split(":")
    return Mark(kind, name, tuple(filters), begin, end)


def _read_tag(file: ThemeFile, tag: re.Match[str]) -> Tag:
    offset = tag.start(3)
    attributes = []
    for pair in _PAIR.finditer(tag[3]):
        written = pair[2] or ""
        value = written[1:-1] if written[:1] in ('"', "'") else written
        begin, end = offset + pair.start(), offset + pair.end()
        attribute = Attribute(pair[1].lower(), value, begin, end, end - len(written))
        _check_marks(file, attribute, quoted=value != written)
        attributes.append(attribute)
    name = tag[2].lower()
    return Tag(name, bool(tag[1]), bool(tag[4]), tuple(attributes), tag.start(), tag.end())


def _check_marks(file: ThemeFile, attribute: Attribute, *, quoted: bool) -> None:
    rest = _SAFE_MARK.sub("", attribute.value) if quoted else attribute.value
    if "{{" in rest or "}}" in rest:
        _report_field(file, attribute.begin, attribute.end)


def _report_field(file: ThemeFile, begin: int, end: int) -> None:
    message = "a field stands inside a tag, where its text could become part of the page"
    file.say("DG030", begin, end, message, _BETWEEN)


def _report_tag(file: ThemeFile, text: str, begin: int) -> None:
    """Say why a tag cannot be read."""
    if text.startswith("<!--", begin):
        file.say("DG024", begin, begin + 4, "the comment is not closed", "close it with `-->`")
        return
    stop = text.find(">", begin)
    end = len(text) if stop < 0 else stop + 1
    if text.startswith(("<!", "<?"), begin):
        message = f"`{text[begin : min(end, begin + 30)]}` is no part of a card"
        file.say("DG024", begin, end, message, "remove it")
    elif stop >= 0 and "{{" in text[begin:end]:
        _report_field(file, begin, end)
    else:
        message = "the tag is not well-formed" if stop >= 0 else "the tag is not closed"
        advice = 'write `<name attribute="value">`; a `<` that is none is written `&lt;`'
        file.say("DG024", begin, min(end, begin + 60), message, advice)
