"""Tags of a template: only what is known to be harmless, closed, and what hides what is in it."""

from __future__ import annotations

import html
import re
from collections import Counter

from deckgen.config.reader import nearest
from deckgen.render.allowed import TAGS, VOID_TAGS
from deckgen.render.text import names
from deckgen.theme.marks import Attribute, Tag
from deckgen.theme.source import ThemeFile

_DRAWING = names(
    "svg g path rect circle ellipse line polyline polygon text tspan defs use symbol"
    " lineargradient radialgradient stop clippath mask pattern"
)
_ALLOWED = TAGS | _DRAWING | names(
    "article aside big center font footer h1 h2 h3 header hgroup input label main menu nav search"
    " section strike tt"
)  # fmt: skip
"""What a field may hold, parts of a page, switches without a script, and plain drawings."""

_UNCLOSED = names("p li dt dd tr td th thead tbody tfoot colgroup rp rt")
"""Tags that HTML lets stay open."""

_ELSEWHERE = names(
    "action archive background classid code codebase data dynsrc formaction longdesc lowsrc"
    " manifest ping poster profile srcdoc srcset"
)
"""Attributes that load or call something in a way that Anki does not follow."""

_PAINTS = names("clip-path cursor fill filter marker-end marker-mid marker-start mask stroke")
"""Attributes of drawings that can refer to a file."""

_RUNS = re.compile(r"(?:javascript|vbscript|livescript):|data:(?!image/)", re.IGNORECASE)
_BLANKS = re.compile(r"[\x00-\x20\x7f-\xa0\u2000-\u200f\u2028-\u202f\u2060\ufeff]+")
_LOADS = re.compile(r"(?:url|image|image-set|src)\((?![\"']?#)|@import|\\", re.IGNORECASE)
_HIDES = re.compile(r"(?:^|;)(?:display:none|visibility:hidden)\b", re.IGNORECASE)


class OpenTags:
    """The tags that are open while a template is read."""

    def __init__(self, file: ThemeFile) -> None:
        self._file = file
        self._open: list[tuple[Tag, int]] = []
        self._names: Counter[str] = Counter()
        self._hiding = 0

    @property
    def depth(self) -> int:
        """How many tags are open."""
        return len(self._open)

    @property
    def hidden(self) -> bool:
        """Whether what stands here cannot be seen before the learner opens something."""
        return self._hiding > 0

    def read(self, tag: Tag) -> None:
        """Open or close a tag; report one that is closed without being open."""
        if not tag.closes:
            if tag.name not in VOID_TAGS and not (tag.closed and tag.name in _DRAWING):
                self._push(tag)
        elif self._names[tag.name]:
            while (last := self._pop()).name != tag.name:
                self._report(last)
        elif tag.name not in VOID_TAGS:
            message = f"`</{tag.name}>` closes nothing"
            self._file.say("DG031", tag.begin, tag.end, message, "remove it, or open it above")

    def finish(self) -> None:
        """Report the tags that are still open."""
        for tag, _ in self._open:
            self._report(tag)

    def _push(self, tag: Tag) -> None:
        parent, hides = self._open[-1] if self._open else (None, 0)
        shows = parent is not None and (parent.name, tag.name) == ("details", "summary")
        change = -hides if shows else int(_hides(tag))
        self._open.append((tag, change))
        self._names[tag.name] += 1
        self._hiding += change

    def _pop(self) -> Tag:
        tag, change = self._open.pop()
        self._names[tag.name] -= 1
        self._hiding -= change
        return tag

    def _report(self, tag: Tag) -> None:
        if tag.name not in _UNCLOSED:
            help = f"close it with `</{tag.name}>`"
            self._file.say("DG031", tag.begin, tag.end, f"`<{tag.name}>` is not closed", help)


def _hides(tag: Tag) -> bool:
    given = {one.name: one.value for one in tag.attributes}
    if tag.name == "details" and "open" not in given:
        return True
    return "hidden" in given or bool(_HIDES.search(_squeeze(given.get("style", ""))))


def check_tag(file: ThemeFile, tag: Tag) -> None:
    """Report whatever of a tag could run, or could load something."""
    if tag.name not in _ALLOWED and not tag.closes:
        advice = {
            "style": "put it into a style sheet and name that under `css`",
            "link": "name the style sheet under `css`",
            "script": "cards carry no scripts; `<details>` and `:checked` do a lot",
        }
        message = f"`<{tag.name}>` is not a tag that cards may have"
        help = advice.get(tag.name) or nearest(tag.name, sorted(_ALLOWED))
        help = help if help.startswith("did") or tag.name in advice else "leave it out"
        file.say("DG029", tag.begin, tag.end, message, help)
        return
    for attribute in () if tag.closes else tag.attributes:
        _check_attribute(file, tag, attribute)


def _check_attribute(file: ThemeFile, tag: Tag, attribute: Attribute) -> None:
    name, value = attribute.name, _squeeze(attribute.value)

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


def _squeeze(value: str) -> str:
    """Return what a browser makes of an attribute's value, without any blanks."""
    return _BLANKS.sub("", html.unescape(value))
