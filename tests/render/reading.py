"""What a browser makes of a field: read with an HTML parser that knows nothing of deckgen."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from deckgen.render.allowed import ATTRIBUTES, CLASSES, TAGS

_ADDRESS = re.compile(r"(?:https?://|mailto:)", re.IGNORECASE)
_NAME = re.compile(r"[a-z0-9.-]+-[0-9a-f]{12}\.[a-z0-9]+")
_NO_CLOSE = frozenset({"br", "col", "hr", "img", "wbr"})


class Reader(HTMLParser):
    """Collects the text of a field and everything in it that should not be there."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self.wrong: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Judge a tag and its attributes."""
        if tag not in TAGS:
            self.wrong.append(f"<{tag}>")
        if tag not in _NO_CLOSE:
            self.open.append(tag)
        for name, value in attrs:
            self._judge(tag, name, value or "")

    def handle_endtag(self, tag: str) -> None:
        """Match a closing tag with its opening one."""
        if not self.open or self.open.pop() != tag:
            self.wrong.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Collect text."""
        self.words.append(data)

    def handle_comment(self, data: str) -> None:
        """Comments have no place in a field."""
        self.wrong.append(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        """Neither have declarations."""
        self.wrong.append(f"<!{decl}>")

    def handle_pi(self, data: str) -> None:
        """Nor processing instructions."""
        self.wrong.append(f"<?{data}>")

    def _judge(self, tag: str, name: str, value: str) -> None:
        if name == "class":
            ok = set(value.split()) <= CLASSES.get(tag, frozenset())
        elif name == "rel":
            ok = tag == "a"
        elif name == "href":
            ok = tag == "a" and bool(_ADDRESS.match(value))
        elif name == "src":
            ok = tag == "img" and bool(_NAME.fullmatch(value) or value.startswith("http"))
        else:
            ok = name in ATTRIBUTES["*"] | ATTRIBUTES.get(tag, frozenset())
        if not ok:
            self.wrong.append(f"<{tag} {name}={value!r}>")


def read(html: str) -> Reader:
    """Read a field to its end."""
    reader = Reader()
    reader.feed(html)
    reader.close()
    reader.wrong += [f"unclosed <{tag}>" for tag in reader.open]
    return reader


def text_of(html: str) -> str:
    """Return the text of a field, blanks left out."""
    return "".join("".join(read(html).words).split())
