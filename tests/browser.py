"""Pages in the real Chromium, without a window: one for all tests, a tab for each page.

A page is asked by a script of the test's own that runs in it and sends home what it finds.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import urllib.parse
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import Queue
from threading import Thread
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")

PATIENCE = 50
"""Seconds until a page must have answered."""

_DRIVER = """
window.addEventListener("load", async () => {
  const rest = (time) => new Promise((resolve) => setTimeout(resolve, time));
  const press = (key) => {
    document.dispatchEvent(new KeyboardEvent("keydown", { key, bubbles: true }));
  };
  const frames = (part = document) => [...part.querySelectorAll("iframe")];
  const until = async (fits) => {
    for (let i = 0; i < 1000; i += 1) { if (fits()) return; await rest(25); }
    throw new Error(`never: ${fits}`);
  };
  let found;
  try {
    await until(() => frames().length && frames()[0].contentDocument?.readyState === "complete");
    found = await (async () => { %(script)s })();
  } catch (error) {
    found = { failed: String(error) };
  }
  await fetch("%(home)s", { method: "POST", mode: "no-cors", body: JSON.stringify(found) });
});
"""


class Browser:
    """A running Chromium, and the place that its pages report to."""

    def __init__(self, control: str, home: str, answers: Queue[Any]) -> None:
        self._control = control
        self.home = home
        self._answers = answers

    def ask(self, page: Path, script: str, *, query: str = "", width: int = 0) -> Any:
        """What the body of an async function finds in a page on the disk.

        It may use ``press(key)``, ``rest(milliseconds)``, ``until(condition)`` and ``frames()``.
        ``width``: the page is shown in a window of so many pixels.
        """
        asked, driver = self.drive(page.read_text(encoding="utf-8"), script)
        page.with_name("asked.js").write_text(driver, encoding="utf-8")
        copy = page.with_name("asked.html")
        copy.write_text(asked, encoding="utf-8")
        address = copy.as_uri() + query
        if width:
            window = page.with_name("window.html")
            window.write_text(f'<iframe src="{address}" width="{width}" height="900"></iframe>')
            address = window.as_uri()
        self.open(address)
        return self.wait()

    def drive(self, page: str, script: str) -> tuple[str, str]:
        """The page with a script ``asked.js`` that asks it, and that script."""
        allowed = page.replace("connect-src 'self'", f"connect-src 'self' {self.home}")
        assert allowed != page
        asked = allowed.replace("</head>", '<script src="asked.js" defer></script></head>')
        return asked, _DRIVER % {"script": script, "home": self.home}

    def open(self, address: str) -> None:
        """Open a page in a tab of its own."""
        target = f"{self._control}/json/new?{urllib.parse.quote(address, safe='')}"
        with urllib.request.urlopen(urllib.request.Request(target, method="PUT"), timeout=PATIENCE):
            pass

    def wait(self) -> Any:
        """What the next page sends."""
        found = self._answers.get(timeout=PATIENCE)
        assert not (isinstance(found, dict) and "failed" in found), found
        return found


@contextmanager
def start_browser(profile: Path) -> Iterator[Browser]:
    """Start Chromium, and end it with all its pages."""
    assert CHROMIUM
    quiet = [
        "--headless",
        "--no-sandbox",
        "--disable-gpu",
        "--no-first-run",
        "--disable-popup-blocking",
        "--disable-dev-shm-usage",
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
        "--window-size=1400,1000",
    ]
    answers: Queue[Any] = Queue()
    with (
        _home(answers) as home,
        subprocess.Popen(
            [CHROMIUM, *quiet, f"--user-data-dir={profile}", "--remote-debugging-port=0"],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        ) as process,
    ):
        try:
            yield Browser(_find_control(process), home, answers)
        finally:
            process.terminate()


def _find_control(process: subprocess.Popen[str]) -> str:
    """Read where Chromium listens: ``DevTools listening on ws://127.0.0.1:1234/…``."""
    assert process.stderr
    for line in process.stderr:
        if line.startswith("DevTools listening on "):
            Thread(target=process.stderr.read, daemon=True).start()  # else it would fill up
            return f"http://{urllib.parse.urlsplit(line.split()[-1]).netloc}"
    raise AssertionError("Chromium did not start")


@contextmanager
def _home(answers: Queue[Any]) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            answers.put(json.loads(self.rfile.read(int(self.headers["Content-Length"]))))
            self.send_response(204)
            self.end_headers()

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
