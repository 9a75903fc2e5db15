"""Do the fields and the media files of a plan fit each other, and Anki's media folder?"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import IdentifiedNote, NoteType, Plan, Span
from deckgen.package.archive import MAX_BYTES, MAX_MEMBERS
from deckgen.patterns import lazy

_BUG = "this is a bug in deckgen: please report it"
_SAFE_NAME = lazy(r"[a-z0-9][a-z0-9._-]{0,98}")
_OF_THEME = "_"
"""Starts the names of files that templates and style sheets refer to (ANKI-CONTRACT 45)."""

_IN_CSS = lazy(r"\b_[a-z0-9-]{1,80}-[0-9a-f]{12}\.[a-z0-9]{1,5}\b")
_TAG = lazy(r"<(?:img|audio|video|source|object)(?=[\s/>])[\s/]*+", re.IGNORECASE)
_MARKS = ("<img", "<audio", "<video", "<source", "<object", "[sound:")
_BATCH = 100
"""Notes that are looked at together."""
_ATTRIBUTE = lazy(r"""([^\s/>="']++)(?:\s*+=\s*+(?:"([^"]*+)"|'([^']*+)'|([^\s>"']++)))?+[\s/]*+""")
_SOUND = lazy(r"\[sound:([^\[\]]++)\]")
_ELSEWHERE = lazy(r"[a-z][a-z0-9+.-]*:|//", re.IGNORECASE)


def check_media(plan: Plan) -> Iterator[Diagnostic]:
    """Check the media files and the references to them (ANKI-CONTRACT rules 20 and 22)."""
    known = {file.name for file in plan.media}
    used = {name for note in _showing(plan.notes) for name in _references_in(note)}
    shown = {name for kind in plan.note_types for name in _references_of(kind)}
    for name in sorted(shown - known):
        message = f"a note type refers to `{name}`, which is not in the package"
        yield report("DG731", Span("."), message, help=_BUG)
    yield from _check_files(plan, used, shown)


def find_missing_media(plan: Plan) -> Iterator[tuple[IdentifiedNote, Diagnostic]]:
    """The notes that refer to files which are not in the package (ANKI-CONTRACT 45)."""
    known = {file.name for file in plan.media}
    for note in _showing(plan.notes):
        for name in sorted(_references_in(note) - known):
            message = f"the note refers to `{name}`, which is not in the package"
            help = "put the file in place, or correct its name"
            yield note, report("DG725", note.note.span, message, help=help)


def _references_in(note: IdentifiedNote) -> set[str]:
    """The names of the local files that a note refers to."""
    return {name for field in note.fields for name in references(field)}


def _references_of(note_type: NoteType) -> Iterator[str]:
    """Yield the names of the local files that a note type refers to."""
    yield from references(note_type.template.front)
    yield from references(note_type.template.back)
    yield from _IN_CSS.findall(note_type.css)


def _showing(notes: Sequence[IdentifiedNote]) -> Iterator[IdentifiedNote]:
    """The notes that may show a file: few, so that many are looked at together."""
    for start in range(0, len(notes), _BATCH):
        some = notes[start : start + _BATCH]
        whole = "\n".join([text for note in some for text in note.fields]).lower()
        if any(mark in whole for mark in _MARKS):
            yield from some


def _check_files(plan: Plan, used: set[str], shown: set[str]) -> Iterator[Diagnostic]:
    """Check the files; ``used`` are the names in notes, ``shown`` those in note types."""
    seen: set[str] = set()
    for file in plan.media:
        place = Span(str(file.location))
        if file.name.casefold() in seen:
            message = f"the name `{file.name}` is also that of another file"
            yield report("DG727", place, message, help=_BUG)
        seen.add(file.name.casefold())
        name = file.name.removeprefix(_OF_THEME) if file.name in shown else file.name
        if not _SAFE_NAME.fullmatch(name) or (file.name in shown and name == file.name):
            message = f"the name `{file.name}` is not safe in Anki's media folder"
            yield report("DG729", place, message, help=_BUG)
        if file.size == 0:
            remedy = "replace the file, or remove the reference"
            yield report("DG728", place, f"`{file.location.name}` is empty", help=remedy)
        if file.name not in used | shown:
            yield report("DG726", place, f"nothing refers to `{file.name}`", help=_BUG)
    total = sum(file.size for file in plan.media)
    if total > MAX_BYTES * 3 // 4 or len(plan.media) > MAX_MEMBERS - 2:
        message = f"{len(plan.media):,} media files of {total >> 20:,} MiB do not fit a package"
        remedy = "use smaller pictures, or split the project"
        yield report("DG730", Span("."), message, help=remedy)


def references(field: str) -> Iterator[str]:
    """Yield the names of the local files that Anki finds in a field.

    These are ``src`` and ``data`` of a few tags, and ``[sound:…]`` (ANKI-CONTRACT 45).  Takes
    linear time: after a tag that is not well-formed nothing more is looked for.
    """
    if "[sound:" in field:
        yield from (html.unescape(name) for name in _SOUND.findall(field))
    position = 0
    while tag := _TAG.search(field, position):
        position = tag.end()
        while field[position : position + 1] != ">":
            attribute = _ATTRIBUTE.match(field, position)
            if attribute is None:
                return
            position = attribute.end()
            name = html.unescape(next(filter(None, attribute.groups()[1:]), ""))
            is_source = name and attribute.group(1).lower() in ("src", "data")
            if is_source and not _ELSEWHERE.match(name):
                yield name
