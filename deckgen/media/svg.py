"""SVG drawings without anything active and without references to the outside.

A drawing that holds nothing of the kind is used byte for byte as it is.  Otherwise it is written
anew, element by element, without what may not stay.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from deckgen.media.svg_copies import Copies

SVG = "http://www.w3.org/2000/svg"
_XHTML = "http://www.w3.org/1999/xhtml"
_XLINK = "http://www.w3.org/1999/xlink"
_XML = "http://www.w3.org/XML/1998/namespace"

_ALLOWED = """
a animate animateMotion animateTransform circle clipPath defs desc ellipse filter g image line
linearGradient marker mask metadata mpath path pattern polygon polyline radialGradient rect set
stop style svg switch symbol text textPath title tspan use view
"""
_ELEMENTS = frozenset(_ALLOWED.split())
_LOCAL = re.compile(r"\s*(?:#|data:image/(?:png|jpe?g|gif|webp|avif);base64,)", re.IGNORECASE)
_OUTSIDE = re.compile(
    r"""url\(\s*(?!["']?\s*(?:\#|data:(?:image/(?:png|jpe?g|gif|webp|avif)|font/|application/
    (?:x-)?font))) | @import | (?:image|image-set|src|cross-fade)\(\s*["']
    | expression\s*\( | javascript: | -moz-binding | \\""",
    re.IGNORECASE | re.VERBOSE,
)
"""CSS that loads or runs something; a backslash could hide any of it."""


class _BrokenError(Exception):
    """The drawing cannot be read; the text says why."""


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawing that may go into a package.

    ``removed`` names what had to be taken out of it.  Where ``broken`` says why it cannot be read,
    there is no content.
    """

    content: bytes = b""
    removed: tuple[str, ...] = ()
    broken: str = ""


@dataclass(slots=True)
class _Writer:
    """Collects the parts that stay; ``removed`` names what does not, each once, in order."""

    out: list[str] = field(default_factory=list)
    removed: dict[str, None] = field(default_factory=dict)
    declared: list[tuple[str, str]] = field(default_factory=list)
    depth: int = 0
    hidden_from: int = 0
    """The depth from which everything is left out; 0 where nothing is."""
    style: list[str] | None = None
    rooted: bool = False
    copies: Copies = field(default_factory=Copies)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        self.depth += 1
        names, self.declared = self.declared, []
        if self.hidden_from:
            return
        uri, local, written = _parts(name)
        if not self.rooted:
            names += self._root(uri, local)
        if not _may_stay(uri, local, attributes):
            self.removed[f"`<{local}>`"] = None
            self.hidden_from = self.depth
            return
        if local == "style":
            self.style = []
        self.copies.start(attributes.get("id", ""), _copied(local, attributes))
        declared = "".join(
            f" xmlns{':' + prefix if prefix else ''}={quoteattr(place)}" for prefix, place in names
        )
        kept = "".join(
            f" {_parts(key)[2]}={quoteattr(value)}"
            for key, value in attributes.items()
            if self._keep(key, value)
        )
        self.out.append(f"<{written}{declared}{kept}>")

    def end(self, name: str) -> None:
        if not self.hidden_from:
            self._flush_style()
            self.copies.end()
            self.out.append(f"</{_parts(name)[2]}>")
        elif self.hidden_from == self.depth:
            self.hidden_from = 0
        self.depth -= 1

    def text(self, text: str) -> None:
        if self.hidden_from:
            return
        if self.style is not None:
            self.style.append(text)
        else:
            self.out.append(escape(text))

    def declare(self, prefix: str | None, uri: str | None) -> None:
        self.declared.append((prefix or "", uri or ""))

    def instruct(self, target: str, _: str) -> None:
        self.removed[f"`<?{target}?>`"] = None

    def _root(self, uri: str, local: str) -> list[tuple[str, str]]:
        """Look at the outermost element; return the namespace it should have declared."""
        self.rooted = True
        if local.lower() != "svg":
            raise _BrokenError(f"its outermost element is `<{local}>`, not `<svg>`")
        if uri:
            return []
        # Browsers show a drawing only if it says that it is one.
        self.removed["the missing namespace"] = None
        return [("", SVG)]

    def _keep(self, key: str, value: str) -> bool:
        uri, local, _ = _parts(key)
        lower = local.lower()
        if lower.startswith("on") and not uri:
            keep = False
        elif lower in {"href", "src"} and uri in {"", SVG, _XLINK}:
            keep = bool(_LOCAL.match(value))
        elif uri == _XML and lower == "base":
            keep = False
        else:
            keep = uri not in {"", SVG} or not _OUTSIDE.search(value)
        if not keep:
            self.removed[f"`{local}`"] = None
        return keep

    def _flush_style(self) -> None:
        if self.style is None:
            return
        css = "".join(self.style)
        self.style = None
        if _OUTSIDE.search(css):
            self.removed["a style sheet that loads something"] = None
        else:
            self.out.append(escape(css))


def clean_svg(source: bytes) -> Drawing:
    """Return a drawing without what may not stay, or why it cannot be read.

    It must be well-formed, define no entities and be a drawing at all.
    """
    writer = _Writer()
    try:
        _parser(writer).Parse(source, True)
    except (expat.ExpatError, _BrokenError) as reason:
        return Drawing(broken=str(reason))
    if writer.copies.explode():
        return Drawing(broken="its `<use>` elements copy each other a million times")
    if not writer.removed:
        return Drawing(source)
    return Drawing("".join(writer.out).encode(), tuple(writer.removed))


def _parser(writer: _Writer) -> expat.XMLParserType:
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.namespace_prefixes = True
    parser.buffer_text = True
    parser.StartElementHandler = writer.start
    parser.EndElementHandler = writer.end
    parser.CharacterDataHandler = writer.text
    parser.StartNamespaceDeclHandler = writer.declare
    parser.ProcessingInstructionHandler = writer.instruct
    parser.EntityDeclHandler = _refuse_entity
    return parser


def _refuse_entity(name: str, *_: object) -> None:
    """Entities can name each other until they stand for gigabytes, or name a file of a machine."""
    raise _BrokenError(f"it defines the entity `{name}`")


def _parts(name: str) -> tuple[str, str, str]:
    """Return (namespace, local name, name as written) of a name as expat gives it."""
    pieces = name.split(" ")
    if len(pieces) == 1:
        return "", name, name
    if len(pieces) == 2:
        return pieces[0], pieces[1], pieces[1]
    return pieces[0], pieces[1], f"{pieces[2]}:{pieces[1]}"


def _copied(local: str, attributes: Mapping[str, str]) -> str:
    """Return the id of what a ``<use>`` copies."""
    if local != "use":
        return ""
    found = (value for key, value in attributes.items() if _parts(key)[1] == "href")
    return next(found, "").strip().removeprefix("#")


def _may_stay(uri: str, local: str, attributes: Mapping[str, str]) -> bool:
    """Tell whether an element is harmless: a known one of SVG, or another program's notes."""
    if uri not in {"", SVG, _XHTML}:
        return local.lower() != "script"
    if uri == _XHTML or (local not in _ELEMENTS and not local.startswith("fe")):
        return False
    changed = attributes.get("attributeName", "").lower()
    return not (changed.endswith("href") or changed.startswith("on"))
