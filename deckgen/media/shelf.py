"""What is known of pictures on the web: pinned in the lock, in the cache, or just fetched."""

from __future__ import annotations

import hashlib
import posixpath
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from deckgen.config import MediaSettings
from deckgen.media.address import web_address
from deckgen.media.cache import Cache
from deckgen.media.hosts import raw_address
from deckgen.media.naming import media_name
from deckgen.media.prepare import Remark, prepare
from deckgen.media.terms import Failure, Terms
from deckgen.model import MediaFile, MediaRef
from deckgen.patterns import lazy

_HASH = lazy(r"[0-9a-f]{64}")
_NAME = lazy(r"[a-z0-9][a-z0-9.-]{0,80}-[0-9a-f]{12}\.[a-z0-9]{1,5}")


class State(StrEnum):
    """What is known of a picture on the web."""

    HERE = "here"
    AWAY = "pinned, but not here"
    CHANGED = "pinned, but changed"
    UNKNOWN = "not fetched"
    UNUSABLE = "unusable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What media may use of this machine: a cache, the network, and a clock for its patience."""

    cache: Path | None = None
    online: bool = False
    clock: Callable[[], float] | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What a look at the shelf shows.

    ``file`` is there, too, where a pinned picture is away: everything is composed as if it were
    here, and ``withhold`` puts the address back at last.  ``sha256`` is that of the downloaded
    content.
    """

    state: State
    file: MediaFile | None = None
    sha256: str = ""
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Shelf:
    """All that is known of pictures on the web.

    ``pins`` are the lock's records by address; ``fetched`` the SHA-256 of what this run downloaded,
    ``held`` such content where there is no cache to put it into.
    """

    settings: MediaSettings = field(default_factory=MediaSettings)
    access: Access = field(default_factory=Access)
    pins: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    fetched: Mapping[str, str] = field(default_factory=dict)
    failed: Mapping[str, Failure] = field(default_factory=dict)
    held: Mapping[str, bytes] = field(default_factory=dict, repr=False)
    looks: dict[str, Look] = field(default_factory=dict, repr=False)
    """What was looked at already."""
    files: dict[Path, str] = field(default_factory=dict, repr=False)
    """The files of the project that were read, each with the SHA-256 of its content.

    The hash is "" where more than a file's content decides: it is missing, it was found in a
    second place or under another spelling.
    """

    @property
    def cache(self) -> Cache | None:
        """The cache, if there is one."""
        return Cache(self.access.cache) if self.access.cache else None

    def look(self, address: str) -> Look:
        """Look for the picture of an address (in the form of ``web_address``)."""
        if address not in self.looks:
            self.looks[address] = self._look(address)
        return self.looks[address]

    def _look(self, address: str) -> Look:
        if not self.settings.fetch:
            return Look(State.UNKNOWN)
        pin = self._pin(address)
        new = self.fetched.get(address, "")
        wanted = pin[0] if pin else new or self._cached(address)
        content = self._content(wanted) if wanted else None
        if content is not None:
            return self._use(address, wanted, content)
        if pin is None:
            return Look(State.UNKNOWN)
        sha256, name, used = pin
        file = MediaFile(name=name, location=Path(name), sha256=used, size=0)
        state = State.CHANGED if new and new != sha256 else State.AWAY
        return Look(state, file, sha256)

    def _pin(self, address: str) -> tuple[str, str, str] | None:
        """Return what the lock knows: hash of the download, name, hash of what is used."""
        record = self.pins.get(address, {})
        sha256, name = str(record.get("sha256", "")), str(record.get("name", ""))
        used = str(record.get("used", sha256))
        whole = _HASH.fullmatch(sha256) and _HASH.fullmatch(used) and _NAME.fullmatch(name)
        return (sha256, name, used) if whole else None

    def _cached(self, address: str) -> str:
        """Return the content that any project saw last at an address, where there is no better."""
        if self.cache is None or (self.access.online and address not in self.failed):
            return ""
        return self.cache.follow(address)

    def _content(self, sha256: str) -> bytes | None:
        if sha256 in self.held:
            return self.held[sha256]
        return self.cache.read(sha256) if self.cache else None

    def _use(self, address: str, sha256: str, content: bytes) -> Look:
        made = prepare(content, "", self.settings.max_width, self.cache)
        if not made.ending:
            return Look(State.UNUSABLE, None, sha256, made.remarks)
        location = self.cache.locate(sha256) if self.cache and sha256 not in self.held else None
        name = media_name(_stem(address), made.sha256, made.ending)
        file = store(name, made.content, location if not made.changed else None, self.cache)
        return Look(State.HERE, file, sha256, made.remarks)

    def record(self, addresses: Iterable[str]) -> dict[str, Mapping[str, Any]]:
        """Return the lock's records, with those of the given addresses that are here."""
        records = dict(self.pins)
        for address in addresses:
            look = self.look(address)
            if look.state is not State.HERE or look.file is None:
                continue
            kept = {key: value for key, value in records.get(address, {}).items() if key != "used"}
            record = {**kept, "sha256": look.sha256, "name": look.file.name}
            if look.file.sha256 != look.sha256:
                record["used"] = look.file.sha256
            records[address] = record
        return records

    def missing(self, refs: Iterable[MediaRef]) -> tuple[str, ...]:
        """Return the addresses whose pictures are not here, each once."""
        addresses = dict.fromkeys(web_address(ref.target) for ref in refs)
        away = (State.UNKNOWN, State.AWAY)
        return tuple(one for one in addresses if self.look(one).state in away)

    def fetch(
        self, addresses: Iterable[str], progress: Callable[[int, int], None] | None = None
    ) -> Shelf:
        """Return a shelf on which what can be fetched of the addresses lies, too."""
        wanted = list(addresses)
        if not (wanted and self.access.online and self.access.clock and self.settings.fetch):
            return self
        from deckgen.media.fetch import fetch  # nothing of a network is imported without need

        fetched: dict[str, str] = dict(self.fetched)
        held: dict[str, bytes] = dict(self.held)

        def keep(address: str, content: bytes) -> None:
            sha256 = hashlib.sha256(content).hexdigest()
            fetched[address] = sha256
            if self.cache is None or not self.cache.keep(content):
                held[sha256] = content
            else:
                self.cache.point(address, sha256)

        terms = Terms(
            clock=self.access.clock,
            seconds=float(self.settings.patience),
            most_bytes=self.settings.max_megabytes * 1_000_000,
            allowed=self.settings.allow_hosts,
        )
        failed = {**self.failed, **fetch(wanted, terms, keep, progress)}
        looks = {key: look for key, look in self.looks.items() if key not in set(wanted)}
        return replace(self, fetched=fetched, held=held, failed=failed, looks=looks)


def store(name: str, content: bytes, location: Path | None, cache: Cache | None) -> MediaFile:
    """Return a media file: the one at ``location``, else kept in the cache, else in memory."""
    digest = hashlib.sha256(content).hexdigest()
    kept = location or (cache.keep(content) if cache else None)
    return MediaFile(
        name=name,
        location=kept or Path(name),
        sha256=digest,
        size=len(content),
        data=None if kept else content,
    )


def _stem(address: str) -> str:
    """Return what an address calls its file."""
    try:
        path = urlsplit(raw_address(address)).path
    except ValueError:
        return ""
    return posixpath.splitext(unquote(posixpath.basename(path)))[0]
