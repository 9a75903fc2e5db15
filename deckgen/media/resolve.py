"""References to files: found, checked and named."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from deckgen.diagnostics import Diagnostic, report
from deckgen.media.address import AddressKind, classify, paths
from deckgen.media.kinds import PICTURES, PLAYED, extension, sniff
from deckgen.media.naming import media_name
from deckgen.media.search import Folders, Outcome, Search
from deckgen.media.svg import clean_svg
from deckgen.model import Document, MediaFile, MediaRef

_LARGE = 10_000_000
_DATA = re.compile(r"data:image/[a-z.+-]+;base64,(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class _Resolver:
    folder: Path
    folders: Folders
    found: list[Diagnostic] = field(default_factory=list)

    def say(self, code: str, ref: MediaRef, message: str, help: str = "") -> None:
        self.found.append(report(code, ref.span, message, help=help))


def resolve(
    document: Document, root: Path
) -> tuple[Mapping[str, MediaFile], tuple[Diagnostic, ...]]:
    """Find the files that a document refers to.

    A path is seen from the document's own folder, or from the project's root when it starts with
    ``/``.  The mapping's keys are the addresses as written, and what they are without percent
    encoding.  Addresses without a file (missing, unusable, on the web) are not in it; each
    reference to one is a diagnostic with its position.
    """
    if not document.media:
        return {}, ()
    resolver = _Resolver(document.source.location.parent.absolute(), Folders(root.absolute()))
    media: dict[str, MediaFile] = {}
    known: dict[str, tuple[MediaFile | None, tuple[Diagnostic, ...]]] = {}
    for ref in document.media:
        if ref.target not in known:
            first = len(resolver.found)
            file = _resolve(ref, resolver)
            known[ref.target] = (file, tuple(resolver.found[first:]))
            if file is not None:
                media[ref.target] = file
        else:
            for said in known[ref.target][1]:
                resolver.say(said.code, ref, said.message, said.help)
    for target, file in tuple(media.items()):
        media.setdefault(unquote(target), file)
    return media, tuple(resolver.found)


def _resolve(ref: MediaRef, resolver: _Resolver) -> MediaFile | None:
    match classify(ref.target):
        case AddressKind.LOCAL:
            return _local(ref, resolver)
        case AddressKind.DATA:
            return _within_text(ref, resolver)
        case AddressKind.REMOTE:
            resolver.say("DG506", ref, f"`{ref.target}` is on the web and stays there")
        case AddressKind.ELSEWHERE:
            resolver.say("DG502", ref, f"`{ref.target}` is not a path within the project")
        case AddressKind.EMPTY:
            resolver.say("DG501", ref, "the picture has no address")
    return None


def _local(ref: MediaRef, resolver: _Resolver) -> MediaFile | None:
    tries = [resolver.folders.search(resolver.folder, path) for path in paths(ref.target)]
    if not tries:
        resolver.say("DG501", ref, f"`{ref.target}` is no path")
        return None
    order = (Outcome.FOUND, Outcome.OTHER_CASE, Outcome.OUTSIDE, Outcome.MISSING)
    best = min(tries, key=lambda search: order.index(search.outcome))
    if best.outcome is Outcome.MISSING:
        _say_missing(ref, tries[-1], resolver)
        return None
    if best.outcome is Outcome.OUTSIDE:
        resolver.say(
            "DG502",
            ref,
            f"`{ref.target}` leads out of the project",
            "copy the file into the project and refer to the copy",
        )
        return None
    if best.outcome is Outcome.OTHER_CASE:
        resolver.say(
            "DG503", ref, f"`{ref.target}` is spelled `{best.path}` on disk", f"write `{best.path}`"
        )
    return _read(ref, best.location, resolver)


def _say_missing(ref: MediaRef, search: Search, resolver: _Resolver) -> None:
    similar = resolver.folders.similar(resolver.folder, search.path)
    advice = f"did you mean `{similar}`?" if similar else "correct the path, or add the file"
    resolver.say("DG501", ref, f"`{ref.target}` does not exist", advice)


def _read(ref: MediaRef, location: Path, resolver: _Resolver) -> MediaFile | None:
    """Return the file if it is one that Anki can use."""
    try:
        status = location.stat()
        if not stat.S_ISREG(status.st_mode):
            resolver.say("DG504", ref, f"`{ref.target}` is not a file")
            return None
        if status.st_size == 0:
            resolver.say("DG504", ref, f"`{ref.target}` is empty")
            return None
        content = location.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        resolver.say("DG504", ref, f"`{ref.target}` cannot be read: {reason}")
        return None
    ending = extension(location.name) or sniff(content[:16])
    if ending not in PICTURES | PLAYED:
        resolver.say("DG505", ref, f"`{ref.target}` is nothing that Anki shows or plays")
        return None
    if len(content) > _LARGE:
        resolver.say("DG509", ref, f"`{ref.target}` has {len(content) / 1e6:.0f} MB")
    if ending == ".svg":
        return _drawing(ref, location, content, resolver)
    return _file(location, location.stem, ending, content)


def _drawing(
    ref: MediaRef, location: Path, content: bytes, resolver: _Resolver
) -> MediaFile | None:
    drawing = clean_svg(content)
    if drawing.broken:
        resolver.say("DG508", ref, f"`{ref.target}` cannot be read: {drawing.broken}")
        return None
    if drawing.removed:
        resolver.say("DG507", ref, f"taken out of `{ref.target}`: {', '.join(drawing.removed)}")
    changed = bool(drawing.removed)
    return _file(location, location.stem, ".svg", drawing.content, changed=changed)


def _within_text(ref: MediaRef, resolver: _Resolver) -> MediaFile | None:
    """Return the picture that a ``data:`` address holds, as a file of its own."""
    held = _DATA.fullmatch(ref.target)
    try:
        content = base64.b64decode(unquote(held[1]), validate=True) if held else b""
    except binascii.Error:
        content = b""
    ending = sniff(content[:16])
    if ending not in PICTURES:
        resolver.say("DG510", ref, "a `data:` address that holds no PNG, JPEG, GIF or WebP picture")
        return None
    return _file(resolver.folder, "picture", ending, content, changed=True)


def _file(
    location: Path, stem: str, ending: str, content: bytes, *, changed: bool = False
) -> MediaFile:
    digest = hashlib.sha256(content).hexdigest()
    return MediaFile(
        name=media_name(stem, digest, ending),
        location=location,
        sha256=digest,
        size=len(content),
        data=content if changed else None,
    )
