"""References to files: found, checked and named."""

from __future__ import annotations

import base64
import binascii
import hashlib
import re
import stat
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote

from deckgen.diagnostics import Diagnostic, report
from deckgen.media.address import AddressKind, classify, paths, web_address
from deckgen.media.kinds import PICTURES, PLAYED, sniff
from deckgen.media.naming import media_name
from deckgen.media.prepare import Prepared, prepare
from deckgen.media.search import Folders, Outcome, Search
from deckgen.media.shelf import Shelf, store
from deckgen.model import Document, MediaFile, MediaRef
from deckgen.patterns import lazy

_LARGEST = 500_000_000
"""Bytes; AnkiWeb takes no file above 100 MB, and a file is read as a whole."""
_DATA = lazy(r"data:image/[a-z.+-]+;base64,(.*)", re.IGNORECASE | re.DOTALL)


@dataclass(slots=True)
class _Resolver:
    folder: Path
    folders: Folders
    shelf: Shelf
    kinds: frozenset[str]
    found: list[Diagnostic] = field(default_factory=list)

    def say(self, code: str, ref: MediaRef, message: str, help: str = "") -> None:
        self.found.append(report(code, ref.span, message, help=help))


def resolve(
    document: Document, root: Path, shelf: Shelf | None = None
) -> tuple[Mapping[str, MediaFile], tuple[Diagnostic, ...]]:
    """Find the files that a document refers to.

    A path is seen from the document's own folder, or from the project's root when it starts with
    ``/``.  The mapping's keys are the addresses as written, and what they are without percent
    encoding.  Addresses without a file are not in it; each reference to one that is missing or
    unusable is a diagnostic with its position.  Pictures on the web are taken from the shelf; what
    is to be said of them is said by ``judge_remote``, of those that a card shows.
    """
    if not document.media:
        return {}, ()
    return resolve_refs(document.media, document.source.location.parent, root, shelf)


def resolve_refs(
    refs: Iterable[MediaRef],
    folder: Path,
    root: Path,
    shelf: Shelf | None = None,
    kinds: frozenset[str] = PICTURES | PLAYED,
) -> tuple[Mapping[str, MediaFile], tuple[Diagnostic, ...]]:
    """Find the files that a file in ``folder`` refers to, as ``resolve`` does.

    ``kinds`` are the extensions that they may have.
    """
    resolver = _Resolver(folder.absolute(), Folders(root.absolute()), shelf or Shelf(), kinds)
    media: dict[str, MediaFile] = {}
    known: dict[str, tuple[MediaFile | None, tuple[Diagnostic, ...]]] = {}
    for ref in refs:
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
            return resolver.shelf.look(web_address(ref.target)).file
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
    if tries[0].outcome is not Outcome.FOUND:
        resolver.shelf.files[tries[0].location] = ""
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
    files = resolver.shelf.files
    files.setdefault(location, "")
    try:
        status = location.stat()
        if not stat.S_ISREG(status.st_mode):
            resolver.say("DG504", ref, f"`{ref.target}` is not a file")
            return None
        if status.st_size > _LARGEST:
            resolver.say("DG504", ref, f"`{ref.target}` has {status.st_size / 1e6:.0f} MB")
            return None
        content = location.read_bytes()
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        resolver.say("DG504", ref, f"`{ref.target}` cannot be read: {reason}")
        return None
    files[location] = hashlib.sha256(content).hexdigest()
    made = _prepare(ref, content, location.name, resolver)
    if made is None:
        return None
    name = media_name(location.stem, made.sha256, made.ending)
    return store(name, made.content, None if made.changed else location, resolver.shelf.cache)


def _prepare(ref: MediaRef, content: bytes, name: str, resolver: _Resolver) -> Prepared | None:
    """Return what goes into the package; say what is to be said of it."""
    shelf = resolver.shelf
    width = shelf.settings.max_width
    made = prepare(content, name, width, shelf.cache, kinds=resolver.kinds)
    for remark in made.remarks:
        resolver.say(remark.code, ref, remark.message.replace("{}", ref.target, 1), remark.help)
    return made if made.ending else None


def _within_text(ref: MediaRef, resolver: _Resolver) -> MediaFile | None:
    """Return the picture that a ``data:`` address holds, as a file of its own."""
    held = _DATA.fullmatch(ref.target)
    try:
        content = base64.b64decode(unquote(held[1]), validate=True) if held else b""
    except binascii.Error:
        content = b""
    if sniff(content) not in PICTURES - {".svg"}:
        resolver.say("DG510", ref, "a `data:` address that holds no PNG, JPEG, GIF or WebP picture")
        return None
    made = _prepare(replace(ref, target="data:…"), content, "", resolver)
    if made is None:
        return None
    name = media_name("picture", made.sha256, made.ending)
    return store(name, made.content, None, resolver.shelf.cache)
