"""A real browser that shows cards and tells what they did."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")

_PAGE = """<!doctype html><meta charset="utf-8"><body><script>
let current;
x = alert = prompt = confirm = print = open = onerror = () => current.did.add("ran");
const forbidden = "script iframe object embed form input button base meta link svg math template";
const inspect = (card) => {
  for (const one of card.place.querySelectorAll("*")) {
    if (one.matches(forbidden.split(" ").join(","))) card.did.add(`is a ${one.localName}`);
    if (one.matches("a") && !/^(https?|mailto):/.test(one.href))
      card.did.add(`goes to ${one.href}`);
    for (const {name} of one.attributes)
      if (/^on|^(style|srcset|ping)$/.test(name)) card.did.add(`${one.localName} has ${name}`);
    for (const kind of ["click", "mouseover", "focus", "toggle"])
      one.dispatchEvent(new Event(kind, {cancelable: true}));
    if (one.matches("details")) one.open = true;
  }
};
(async () => {
  const cards = [];
  for (const html of await (await fetch("cards")).json()) {
    current = {did: new Set(), place: document.body.appendChild(document.createElement("div"))};
    current.place.append(document.createRange().createContextualFragment(html));
    inspect(current);
    cards.push(current);
  }
  current = {did: new Set()};
  await new Promise((done) => setTimeout(done, 500));
  const read = (place) =>
    [place.innerText, ...[...place.querySelectorAll("img")].map((image) => image.alt)].join("\\n");
  const seen = cards.map(({did, place}) => ({did: [...did], text: read(place)}));
  const asked = performance.getEntriesByType("resource").map((entry) => entry.name);
  const late = [...current.did];
  await fetch("seen", {method: "POST", body: JSON.stringify({seen, asked, late})});
})();
</script>"""


@dataclass(frozen=True, slots=True)
class Sight:
    """A card as it was seen: what is active in it, and the text to read."""

    did: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Show:
    """What was seen of the cards, what ran later, and the addresses that any of them asked for."""

    cards: tuple[Sight, ...]
    late: tuple[str, ...]
    asked: tuple[str, ...]


def find_browser() -> str | None:
    """The browser of this machine."""
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def look_at(cards: Sequence[str], folder: Path, seconds: float = 50) -> Show:
    """Put cards on a page as Anki does, one after another, and touch all that is in them.

    ``folder``: where the browser keeps its profile.
    """
    browser = find_browser()
    assert browser, "no browser"
    answers: Queue[dict[str, Any]] = Queue()

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            wants_cards = self.path == "/cards"
            body = json.dumps(cards).encode() if wants_cards else _PAGE.encode()
            self._send(body if self.path in ("/", "/cards") else b"")

        def do_POST(self) -> None:
            answers.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self._send(b"")

        def _send(self, body: bytes) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    command = [browser, "--headless=new", "--no-sandbox", "--disable-gpu", "--no-first-run"]
    command += [
        "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    ]
    command += ["--remote-debugging-port=0", f"--user-data-dir={folder}", address]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            seen = answers.get(timeout=seconds)
        except Empty:
            raise AssertionError("the browser told nothing") from None
        finally:
            process.terminate()
            server.shutdown()
            server.server_close()
    cards_seen = tuple(Sight(tuple(one["did"]), one["text"]) for one in seen["seen"])
    asked = tuple(one for one in seen["asked"] if not one.startswith(address))
    return Show(cards_seen, tuple(seen["late"]), asked)
