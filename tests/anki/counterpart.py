"""AnkiConnect's side of the talk, before a real Anki collection.

As the add-on does it: one request after the other, JSON posted and JSON given back with status 200,
the connection closed; the package goes through the importer that the add-on uses.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread
from typing import Any

from anki.collection import (
    Collection,
    ImportAnkiPackageOptions,
    ImportAnkiPackageRequest,
)


@dataclass(slots=True)
class Counterpart:
    """A collection, and what it was asked."""

    collection: Collection
    key: str | None = None
    without: frozenset[str] = frozenset()
    is_open: bool = True
    asked: list[dict[str, Any]] = field(default_factory=list)
    url: str = ""

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """The reply to a request, errors as text."""
        self.asked.append(request)
        try:
            return {"result": self._act(request), "error": None}
        except Exception as error:  # noqa: BLE001  (so does the add-on)
            return {"result": None, "error": str(error)}

    def _act(self, request: dict[str, Any]) -> Any:
        action = request["action"]
        if request.get("key") != self.key:
            raise ValueError("valid api key must be provided")
        if action in self.without:
            raise ValueError("unsupported action")
        if not self.is_open and action != "version":
            raise ValueError("collection is not available")
        actions: dict[str, Callable[..., Any]] = {
            "version": lambda: 6,
            "findNotes": lambda query: list(self.collection.find_notes(query)),
            "notesModTime": self._times,
            "importPackage": self.take_package,
        }
        return actions[action](**request["params"])

    def _times(self, notes: list[int]) -> list[dict[str, int]]:
        found = [self.collection.get_note(note) for note in notes]  # type: ignore[arg-type]
        return [{"noteId": note.id, "mod": note.mod} for note in found]

    def take_package(self, path: str) -> bool:
        """Import with the options that Anki 26.09 chooses for the add-on."""
        options = ImportAnkiPackageOptions(
            merge_notetypes=True, with_scheduling=True, with_deck_configs=True
        )
        request = ImportAnkiPackageRequest(package_path=path, options=options)
        self.collection.import_anki_package(request)
        return True


@contextmanager
def start_counterpart(folder: Path) -> Iterator[Counterpart]:
    """Open a new collection in a folder and answer for it on the loopback address."""
    collection = Collection(str(folder / "collection.anki2"))
    counterpart = Counterpart(collection)

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            reply = json.dumps(counterpart.answer(json.loads(body))).encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/json")
            self.send_header("Content-Length", str(len(reply)))
            self.end_headers()
            self.wfile.write(reply)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    try:
        with HTTPServer(("127.0.0.1", 0), Handler) as server:
            counterpart.url = f"http://127.0.0.1:{server.server_port}"
            thread = Thread(target=server.serve_forever, args=(0.05,), daemon=True)
            thread.start()
            yield counterpart
            server.shutdown()
            thread.join()
    finally:
        collection.close()
