"""Hand a package to a running Anki, through the add-on AnkiConnect.

The protocol is AnkiConnect's, version 6: an object ``action``, ``version``, ``params`` and perhaps
``key`` is posted as JSON, an object ``result`` and ``error`` comes back.  ``importPackage`` takes a
path, which Anki reads itself, and tells nothing but that it succeeded; so the notes are counted
before and after.
"""

from __future__ import annotations

import http.client
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

VERSION = 6
_MOST_BYTES = 256 << 20

_INSTALL = (
    "start Anki and open a profile; if it runs, the add-on AnkiConnect is missing:"
    " Tools → Add-ons → Get Add-ons, code 2055492159, then restart Anki"
)
_KNOWN = {
    "api key": (
        "AnkiConnect wants its key",
        "give the `apiKey` of the add-on's configuration with `--key` or `DECKGEN_ANKI_KEY`",
    ),
    "collection is not available": (
        "no profile is open in Anki",
        "choose a profile in Anki's window, then try again",
    ),
    "unsupported action": (
        "this AnkiConnect cannot import packages",
        "update the add-on: Tools → Add-ons → Check for Updates",
    ),
}
"""What AnkiConnect says, in part and in lower case, with what that means and what to do."""


class AnkiError(Exception):
    """Anki is not there, or refuses; with what to do."""

    def __init__(self, message: str, help: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.help = help


@dataclass(frozen=True, slots=True, kw_only=True)
class Pushed:
    """What became of a package: notes that are new, updated, and as they were before.

    ``updated`` and ``same`` are ``None`` where AnkiConnect is too old to tell them apart.
    """

    new: int
    updated: int | None
    same: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnkiConnect:
    """A running Anki, by its address, AnkiConnect's key if it has one, and patience in seconds."""

    url: str
    key: str = ""
    patience: float = 120

    def push(self, package: Path, note_types: Collection[int]) -> Pushed:
        """Let Anki import a package with notes of these types.

        Raises:
            AnkiError: Anki is not there, or does not take it.
        """
        self.check()
        query = " OR ".join(f"mid:{number}" for number in sorted(note_types))
        before = self._times(query) if query else {}
        if self.call("importPackage", path=str(package.absolute())) is not True:
            help = "import the file in Anki's window: it says more (File → Import)"
            raise AnkiError("Anki did not import the package", help)
        after = self._times(query) if query else {}
        new = len(after.keys() - before.keys())
        if None in after.values():
            return Pushed(new=new, updated=None, same=None)
        updated = sum(after[note] != time for note, time in before.items() if note in after)
        return Pushed(new=new, updated=updated, same=len(after) - new - updated)

    def check(self) -> None:
        """See that somebody is there who understands.

        Raises:
            AnkiError: nobody is, or it is not AnkiConnect, or too old a one.
        """
        version = self.call("version")
        if not isinstance(version, int):
            raise self._stranger()
        if version < VERSION:
            message, help = _KNOWN["unsupported action"]
            raise AnkiError(f"{message}: its version is {version}, not {VERSION}", help)

    def _times(self, query: str) -> Mapping[int, int | None]:
        """Return the notes that a search finds, each with its time of change, if that is told."""
        notes = self.call("findNotes", query=query)
        if not isinstance(notes, list):
            raise self._stranger()
        try:
            times = self.call("notesModTime", notes=notes)
        except AnkiError:
            return dict.fromkeys(notes)
        return {one["noteId"]: one["mod"] for one in _records(times)}

    def call(self, action: str, **params: Any) -> Any:
        """Return what an action of AnkiConnect gives.

        Raises:
            AnkiError: there is no answer, or it says that something went wrong.
        """
        request = {"action": action, "version": VERSION, "params": params}
        if self.key:
            request["key"] = self.key
        answer = self._post(json.dumps(request).encode())
        try:
            given = json.loads(answer)
            result, error = given["result"], given["error"]
        except (ValueError, TypeError, KeyError, RecursionError):
            raise self._stranger() from None
        if error is None:
            return result
        raise _explain(str(error))

    def _post(self, content: bytes) -> bytes:
        """Return the body of the answer; no proxy is asked and no other address followed."""
        host, port, path = self._target()
        connection = http.client.HTTPConnection(host, port, timeout=self.patience)
        try:
            connection.request("POST", path, content, {"Content-Type": "application/json"})
            response = connection.getresponse()
            body = response.read(_MOST_BYTES)
        except TimeoutError:
            help = "its window may be waiting for an answer; `--timeout` gives it longer"
            message = f"Anki did not answer within {self.patience:g} seconds"
            raise AnkiError(message, help) from None
        except OSError as error:
            reason = (error.strerror or str(error) or type(error).__name__).lower()
            raise AnkiError(f"no Anki answers at {self.url}: {reason}", _INSTALL) from None
        except http.client.HTTPException:
            raise self._stranger() from None
        finally:
            connection.close()
        if response.status == http.HTTPStatus.FORBIDDEN:
            help = "see `webCorsOriginList` in the configuration of the add-on"
            raise AnkiError("AnkiConnect does not let this program in", help)
        if response.status != http.HTTPStatus.OK:
            raise self._stranger()
        return body

    def _target(self) -> tuple[str, int, str]:
        """Return host, port and path of the address.

        Raises:
            AnkiError: it is no address of the kind ``http://host:port``.
        """
        try:
            parts = urlsplit(self.url)
            host, port = parts.hostname, parts.port
        except ValueError:
            parts, host, port = urlsplit(""), None, None
        if parts.scheme != "http" or not host or "@" in parts.netloc or not self.url.isascii():
            raise AnkiError(
                f"`{self.url}` is no address of AnkiConnect", "it is like `http://127.0.0.1:8765`"
            )
        return host, port or http.client.HTTP_PORT, parts.path or "/"

    def _stranger(self) -> AnkiError:
        help = "another program has that port; `--url` names the one of AnkiConnect"
        return AnkiError(f"what answers at {self.url} is not AnkiConnect", help)


def _records(times: object) -> Sequence[Mapping[str, int]]:
    """Return the answers about notes that there are; for a note that is gone there is none."""
    found = times if isinstance(times, list) else []
    return [one for one in found if isinstance(one, dict) and {"noteId", "mod"} <= one.keys()]


def _explain(error: str) -> AnkiError:
    for part, (message, help) in _KNOWN.items():
        if part in error.lower():
            return AnkiError(message, help)
    return AnkiError(f"Anki refused: {error}")
