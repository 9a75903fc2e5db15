"""SVG drawings: those that are active or refer to the outside are refused.

Anki shows drawings as pictures, which run and load nothing; but a package also gives its files to
people and programs that open them otherwise.  What is not refused is used byte for byte as it is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from deckgen.media.svg_copies import Copies
from deckgen.patterns import lazy

SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"

_ACTIVE = frozenset(
    {"audio", "canvas", "embed", "foreignobject", "handler", "iframe", "listener", "object"}
    | {"script", "video"}
)
_INSIDE = lazy(r"\s*(?:#|data:image/(?:png|jpe?g|gif|webp|avif);base64,)", re.IGNORECASE)
_LINK = lazy(r"\s*(?:https?:|mailto:|#)", re.IGNORECASE)
"""Where an ``<a>`` may lead: it loads nothing until it is clicked."""
_OUTSIDE = lazy(
    r"""url\(\s*(?!["']?\s*(?:\#|data:(?:image/(?:png|jpe?g|gif|webp|avif)|font/|application/
    (?:x-)?font))) | @import | (?:image|image-set|src|cross-fade)\(\s*["']
    | expression\s*\( | javascript: | -moz-binding | \\""",
    re.IGNORECASE | re.VERBOSE,
)
"""CSS that loads or runs something; a backslash could hide any of it."""
_LONGEST = 60
"""Characters of a value that are quoted."""


class _BrokenError(Exception):
    """The drawing cannot be read; the text says why."""


@dataclass(slots=True)
class _Checker:
    """Handles what the parser meets; ``active`` names what is active, each once, in order."""

    active: dict[str, None] = field(default_factory=dict)
    style: list[str] | None = None
    """The parts of the style sheet that is open."""
    rooted: bool = False
    copies: Copies = field(default_factory=Copies)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        uri, local = _split(name)
        if not self.rooted:
            self.rooted = True
            if (uri, local) != (SVG, "svg"):
                raise _BrokenError(_tell_root(uri, local))
        if uri == _XHTML or local.lower() in _ACTIVE:
            self.active[f"`<{local}>`"] = None
        if local == "style":
            self.style = []
        for key, value in attributes.items():
            if _is_active(local, *_split(key), value):
                shown = value if len(value) <= _LONGEST else f"{value[:_LONGEST]}…"
                self.active[f'`{_split(key)[1]}="{" ".join(shown.split())}"`'] = None
        self.copies.start(attributes.get("id", ""), _copied(local, attributes))

    def end(self, _: str) -> None:
        self.copies.end()
        if self.style is not None:
            if found := _OUTSIDE.search("".join(self.style)):
                self.active[f"`{found[0].strip()}` in a style sheet"] = None
            self.style = None

    def text(self, text: str) -> None:
        if self.style is not None:
            self.style.append(text)

    def instruct(self, target: str, _: str) -> None:
        if target == "xml-stylesheet":
            self.active[f"`<?{target}?>`"] = None


def check_svg(source: bytes) -> tuple[str, tuple[str, ...]]:
    """Return why a drawing cannot be read, or "", and what it holds that is active.

    It must be well-formed, define no entities, and be a drawing at all.
    """
    checker = _Checker()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = checker.start
    parser.EndElementHandler = checker.end
    parser.CharacterDataHandler = checker.text
    parser.ProcessingInstructionHandler = checker.instruct
    parser.EntityDeclHandler = _refuse_entity
    try:
        parser.Parse(source, True)
    except (expat.ExpatError, _BrokenError) as reason:
        return str(reason), ()
    if checker.copies.explode():
        return "its `<use>` elements copy each other a million times", ()
    return "", tuple(checker.active)


def _refuse_entity(name: str, *_: object) -> None:
    """Entities can name each other until they stand for gigabytes, or name a file of a machine."""
    raise _BrokenError(f"it defines the entity `{name}`")


def _split(name: str) -> tuple[str, str]:
    """Return namespace and local name of a name as expat gives it."""
    uri, _, local = name.rpartition(" ")
    return uri, local


def _tell_root(uri: str, local: str) -> str:
    if local == "svg" and not uri:  # browsers would not show it
        return f'it does not say `xmlns="{SVG}"`'
    return f"its outermost element is `<{local}>`, not `<svg>`"


def _is_active(element: str, uri: str, name: str, value: str) -> bool:
    """Tell whether an attribute runs something, loads something from outside, or might."""
    lower = name.lower()
    if uri not in {"", SVG, _XLINK}:
        return uri == _XML and lower == "base"
    if lower.startswith("on"):
        return True
    if lower in {"href", "src"}:
        return not (_INSIDE.match(value) or (element == "a" and _LINK.match(value)))
    if lower == "attributename":  # of an animation
        changed = value.lower()
        return changed.endswith("href") or changed.startswith("on")
    return uri != _XLINK and bool(_OUTSIDE.search(value))


def _copied(element: str, attributes: Mapping[str, str]) -> str:
    """Return the id of what a ``<use>`` copies."""
    if element != "use":
        return ""
    found = (value for key, value in attributes.items() if _split(key)[1] == "href")
    return next(found, "").strip().removeprefix("#")
