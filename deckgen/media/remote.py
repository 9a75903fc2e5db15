"""Pictures on the web: which ones cards show, what is to be said of them, what stays a link."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from deckgen.diagnostics import Diagnostic, report
from deckgen.media.address import AddressKind, classify, web_address
from deckgen.media.kinds import PLAYED, extension
from deckgen.media.shelf import Look, Shelf, State
from deckgen.media.terms import Failure
from deckgen.model import (
    Cloze,
    Composition,
    Document,
    IdentifiedNote,
    MediaFile,
    MediaRef,
    Plan,
)
from deckgen.patterns import lazy

_ADDRESS = lazy(r'(?:src|href)="((?:https?:)?//[^"]*)"', re.IGNORECASE)
_NAME = lazy(r'src="([^":/]+)"|<span class="sound">\[sound:([^\[\]]+)\]</span>')
_SAVE = "save the picture into the project and refer to the file"


def find_shown(
    document: Document, media: Mapping[str, MediaFile], compositions: Iterable[Composition]
) -> tuple[MediaRef, ...]:
    """Return the references to the web that a card shows: no badge above the first question."""
    remote = [ref for ref in document.media if classify(ref.target) is AddressKind.REMOTE]
    if not remote:
        return ()
    names: set[str] = set()
    addresses: set[str] = set()
    for composition in compositions:
        for note in composition.notes:
            names.update(file.name for file in note.media)
            for parts in note.fields:
                for part in parts:
                    written = part.html if isinstance(part, Cloze) else part
                    found = _ADDRESS.findall(written) if "//" in written else ()
                    addresses.update(web_address(html.unescape(one)) for one in found)

    def is_shown(ref: MediaRef) -> bool:
        file = media.get(ref.target)
        return file.name in names if file else web_address(ref.target) in addresses

    return tuple(filter(is_shown, remote))


def judge_remote(refs: Iterable[MediaRef], shelf: Shelf) -> Iterator[Diagnostic]:
    """Say of each reference why its picture stays on the web, and what was found in it."""
    for ref in refs:
        address = web_address(ref.target)
        look = shelf.look(address)
        for remark in look.remarks:
            told = remark.message.replace("{}", ref.target, 1)
            yield report(remark.code, ref.span, told, help=remark.help)
        if look.state not in (State.HERE, State.UNUSABLE):
            yield _explain(ref, look, shelf, shelf.failed.get(address))


def _explain(ref: MediaRef, look: Look, shelf: Shelf, failure: Failure | None) -> Diagnostic:
    name = f"`{ref.target}`"
    if look.state is State.CHANGED:
        told = f"{name} is not the picture that the lock has pinned; the card keeps the link"
        advice = f"`deckgen media refresh {ref.target}` takes the new one"
        return report("DG513", ref.span, told, help=advice)
    if failure and failure.passing:
        told = f"{name} could not be fetched and stays on the web: {failure.reason}"
        return report("DG512", ref.span, told, help="build again later")
    if failure:
        told = f"{name} cannot be fetched: {failure.reason}"
        return report("DG511", ref.span, told, help=f"correct the address, or {_SAVE}")
    if not shelf.settings.fetch:
        return report("DG506", ref.span, f"{name} is on the web and stays there", help=_SAVE)
    if look.state is State.AWAY:
        told = f"{name} is pinned in the lock, but not in the cache of this machine"
        return report("DG506", ref.span, told, help="build with a network to fetch it")
    told = f"{name} is on the web and was not fetched yet"
    return report("DG506", ref.span, told, help="build with a network to fetch it")


def withhold(plan: Plan, refs: Iterable[MediaRef], shelf: Shelf) -> Plan:
    """Put addresses back where a pinned picture is not here.

    Until here everything was composed as if it were, so that the lock stays as it is: a note does
    not change because a machine has no network, and a learner who has the picture keeps it.
    """
    away: dict[str, str] = {}
    here: set[str] = set()
    for ref in refs:
        look = shelf.look(web_address(ref.target))
        if look.file and look.state is State.HERE:
            here.add(look.file.name)
        elif look.file:
            away[look.file.name] = web_address(ref.target)
    away = {name: address for name, address in away.items() if name not in here}
    if not away:
        return plan
    return replace(
        plan,
        notes=tuple(_link(note, away) for note in plan.notes),
        media=_without(plan.media, away),
    )


def _link(note: IdentifiedNote, away: Mapping[str, str]) -> IdentifiedNote:
    if not any(file.name in away for file in note.media):
        return note

    def put_back(found: re.Match[str]) -> str:
        name = found[1] or found[2]
        if name not in away:
            return found[0]
        # Two colons would end the text of a blank.
        address = html.escape(away[name]).replace("::", ":&#58;")
        if extension(name) in PLAYED:
            return f'<a href="{address}">{address}</a>'
        return f'src="{address}"'

    fields = tuple(_NAME.sub(put_back, text) for text in note.fields)
    return replace(note, fields=fields, media=_without(note.media, away))


def _without(media: Sequence[MediaFile], away: Mapping[str, str]) -> tuple[MediaFile, ...]:
    return tuple(file for file in media if file.name not in away)
