"""Tags of a template: read strictly, so that every browser reads them the same way, and checked.

Only tags that are known to be harmless may stand in a template, and fields only between them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass

from deckgen.config.reader import nearest
from deckgen.patterns import lazy
from deckgen.render.allowed import TAGS
from deckgen.render.text import names
from deckgen.theme.source import ThemeFile

_NEXT = lazy(r"\{\{.*?\}\}|<(?=[A-Za-z/!?])", re.DOTALL)
_ATTRIBUTE = r"""[A-Za-z_:][\w:.-]*+(?:\s*+=\s*+(?:"[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+"""
_TAG = lazy(rf"<(/?)([A-Za-z][A-Za-z0-9-]*+)((?:\s++{_ATTRIBUTE})*+)\s*+/?>")
_PAIR = lazy(r"""([A-Za-z_:][\w:.-]*+)(?:\s*+=\s*+("[^"]*+"|'[^']*+'|[^\s"'=<>`]++))?+""")
_SAFE_MARK = lazy(r"\{\{\s*(?:ID|Tags)\s*\}\}")
"""The marks that may stand in quotation marks inside a tag: neither holds any."""

ALLOWED = TAGS | names(
    "article aside big center font footer h1 h2 h3 header hgroup input label main menu nav search"
    " section strike tt"
    " svg g path rect circle ellipse line polyline polygon text tspan defs use symbol"
    " lineargradient radialgradient stop clippath mask pattern"
)
"""What a field may hold, parts of a page, switches without a script, and plain drawings."""

_ELSEWHERE = names(
    "action archive background classid code codebase data dynsrc formaction longdesc lowsrc"
    " manifest ping poster profile srcdoc srcset"
)
"""Attributes that load or call something in a way that Anki does not follow."""

_PAINTS = names("clip-path cursor fill filter marker-end marker-mid marker-start mask stroke")
"""Attributes of drawings that can refer to a file."""

_RUNS = lazy(r"(?:javascript|vbscript|livescript):|data:(?!image/)", re.IGNORECASE)
_BLANKS = lazy(r"[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\u2060\ufeff]+")
_LOADS = lazy(r"(?:url|image|image-set|src)\((?![\"']?#)|@import|\\", re.IGNORECASE)

_ADVICE = {
    "style": "put it into a style sheet and name that under `css`",
    "link": "name the style sheet under `css`",
    "script": "cards carry no scripts; `<details>` and `:checked` do a lot",
}


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
    """A tag that opens something, its name in lower case."""

    name: str
    attributes: tuple[Attribute, ...]
    begin: int
    end: int


def read_tags(file: ThemeFile, text: str) -> Iterator[Tag]:
    """Yield the opening tags in order; what is broken is reported, and ends it.

    Whatever of a tag could run or load something is reported too.  Takes linear time.  ``text`` is
    that of the file without its comments.
    """
    at = 0
    while found := _NEXT.search(text, at):
        at = found.end()
        if found[0] != "<":
            continue
        tag = _TAG.match(text, found.start())
        if tag is None:
            _report_broken(file, text, found.start())
            return
        at = tag.end()
        attributes = tuple(_read_attributes(file, tag))
        if not tag[1]:
            opened = Tag(tag[2].lower(), attributes, *tag.span())
            _check(file, opened)
            yield opened


def _read_attributes(file: ThemeFile, tag: re.Match[str]) -> Iterator[Attribute]:
    offset = tag.start(3)
    for pair in _PAIR.finditer(tag[3]):
        written = pair[2] or ""
        value = written[1:-1] if written[:1] in ('"', "'") else written
        begin, end = offset + pair.start(), offset + pair.end()
        rest = _SAFE_MARK.sub("", value) if value != written else value
        if "{{" in rest or "}}" in rest:
            _report_field(file, begin, end)
        yield Attribute(pair[1].lower(), value, begin, end, end - len(written))


def _report_field(file: ThemeFile, begin: int, end: int) -> None:
    message = "a field stands inside a tag, where its text could become part of the page"
    help = "put it between tags; only `{{ID}}` and `{{Tags}}` may stand in one, quoted"
    file.say("DG030", begin, end, message, help)


def _report_broken(file: ThemeFile, text: str, begin: int) -> None:
    """Say why a tag cannot be read."""
    stop = text.find(">", begin)
    end = len(text) if stop < 0 else stop + 1
    if text.startswith("<!--", begin):
        file.say("DG024", begin, begin + 4, "the comment is not closed", "close it with `-->`")
    elif text.startswith(("<!", "<?"), begin):
        message = f"`{text[begin : min(end, begin + 30)]}` is no part of a card"
        file.say("DG024", begin, end, message, "remove it")
    elif stop >= 0 and "{{" in text[begin:end]:
        _report_field(file, begin, end)
    else:
        message = "the tag is not well-formed" if stop >= 0 else "the tag is not closed"
        advice = 'write `<name attribute="value">`; a `<` that is none is written `&lt;`'
        file.say("DG024", begin, min(end, begin + 60), message, advice)


def _check(file: ThemeFile, tag: Tag) -> None:
    if tag.name in ALLOWED:
        for attribute in tag.attributes:
            _check_attribute(file, tag, attribute)
        return
    help = _ADVICE.get(tag.name) or nearest(tag.name, sorted(ALLOWED))
    help = help if help.startswith("did") or tag.name in _ADVICE else "leave it out"
    message = f"`<{tag.name}>` is not a tag that cards may have"
    file.say("DG029", tag.begin, tag.end, message, help)


def _check_attribute(file: ThemeFile, tag: Tag, attribute: Attribute) -> None:
    name = attribute.name
    value = _BLANKS.sub("", html.unescape(attribute.value))  # what a browser makes of it

    def say(code: str, message: str, help: str) -> None:
        file.say(code, attribute.begin, attribute.end, message, help)

    if name.startswith("on") or _RUNS.match(value):
        message = f"`{name}` would run something"
        say("DG029", message, "leave it out: cards carry no scripts")
    elif name in _ELSEWHERE or not _is_followed(tag.name, name, value):
        message = f"`{name}` loads something in a way that Anki does not follow"
        say("DG033", message, "leave it out")
    elif _LOADS.search(value) and (name == "style" or name in _PAINTS):
        help = "put it into a style sheet, where files are packed"
        say("DG033", f"`{name}` refers to a file", help)


def _is_followed(tag: str, name: str, value: str) -> bool:
    """Tell whether an address stands where one may: a picture, a link, a part of a drawing."""
    if name == "src":
        return tag == "img"
    return not name.endswith("href") or tag == "a" or value.startswith("#")
