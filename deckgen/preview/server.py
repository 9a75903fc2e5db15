"""A small server for the preview, for this machine alone.

It listens on the loopback address only and answers only those who call it by that name, so that
no page of the web can reach it by a name of its own (DNS rebinding) or read what it says.  It hands
out the files of one site by their exact names: there is no path to walk out of.
"""

from __future__ import annotations

import contextlib
import mimetypes
import os
from collections.abc import Iterator
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path, PurePosixPath
from threading import Condition, Thread
from typing import Any, Self
from urllib.parse import unquote, urlsplit

from deckgen.preview.site import INDEX, MEDIA, PAGE, Site

HOST = "127.0.0.1"
EVENTS = "events"
"""Where a page hears, for as long as it is open, that there is something new."""

_HEARTBEAT = 15.0
"""Seconds after which a page is told that nothing happened; so it is noticed when one is closed."""

_SILENT = 60
"""Seconds that a connection may say nothing."""

_TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
}
_HEADERS = {
    "Cache-Control": "no-store",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
_FRAMES = "frame-ancestors 'none'"  # the page itself says what it may load
_TEXT = f"default-src 'none'; style-src 'self'; {_FRAMES}"
_PASSIVE = f"default-src 'none'; style-src 'unsafe-inline'; sandbox; {_FRAMES}"
"""For a picture that is opened by itself: not even a drawing may do anything."""


@dataclass(slots=True)
class _News:
    """What pages are told, and how often there was something new."""

    site: Site
    problem: str = ""
    count: int = 0
    is_closed: bool = False
    changed: Condition = field(default_factory=Condition)

    def tell(self, *, site: Site | None = None, problem: str = "", close: bool = False) -> None:
        with self.changed:
            self.site = self.site if site is None else site
            self.problem = problem
            self.is_closed |= close
            self.count += 1
            self.changed.notify_all()

    def messages(self) -> Iterator[str]:
        """Yield what to send to a page, from now on; an empty one says that it is still there."""
        known = -1
        while (news := self._wait(known)) is not None:
            count, site, problem = news
            if count == known:
                yield ":\n\n"
                continue
            known = count
            yield _message("built", next(name for name in site if name.startswith(INDEX)))
            if problem:
                yield _message("broken", problem)

    def _wait(self, known: int) -> tuple[int, Site, str] | None:
        """Wait a while for news; return how things are then, nothing at the end."""
        with self.changed:
            self.changed.wait_for(lambda: self.is_closed or self.count != known, _HEARTBEAT)
            return None if self.is_closed else (self.count, self.site, self.problem)


def _message(event: str, text: str) -> str:
    lines = "".join(f"data: {line}\n" for line in text.splitlines())
    return f"event: {event}\n{lines}\n"


class PreviewServer:
    """Serves a site until it is closed; as a context manager it is closed at the end.

    It starts with the first site: before that it has its port, and callers wait.
    """

    def __init__(self, site: Site | None = None, port: int = 0) -> None:
        """Listen on a port, 0 for any that is free.

        Raises:
            OSError: the port is taken, or not to be had.
        """
        self._news = _News(site or {})
        self._server = _Server((HOST, port), _Handler)
        self._server.news = self._news
        self._server.names = _names(self._server.server_port)
        self._thread = Thread(target=self._server.serve_forever, args=(0.1,), daemon=True)
        if site is not None:
            self._thread.start()

    @property
    def address(self) -> str:
        """The address of the page."""
        return f"http://{HOST}:{self._server.server_port}/"

    def show(self, site: Site) -> None:
        """Serve another site; pages that are open load it."""
        self._news.tell(site=site)
        if not self._thread.is_alive():
            self._thread.start()

    def warn(self, problem: str) -> None:
        """Tell open pages that what they show is not the newest, and why."""
        self._news.tell(problem=problem)

    def close(self) -> None:
        """Stop listening."""
        self._news.tell(close=True)
        if self._thread.is_alive():
            self._server.shutdown()
            self._thread.join()
        self._server.server_close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _names(port: int) -> frozenset[str]:
    """Return the names by which the server may be called."""
    hosts = (HOST, "localhost")
    plain = hosts if port == 80 else ()
    return frozenset((*plain, *(f"{host}:{port}" for host in hosts)))


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    block_on_close = False
    allow_reuse_address = os.name == "posix"  # elsewhere it would take the port of another
    news: _News
    names: frozenset[str]

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Say nothing: a page that is closed while it loads is no event."""


class _Handler(BaseHTTPRequestHandler):
    server: _Server
    protocol_version = "HTTP/1.1"
    timeout = _SILENT

    def do_HEAD(self) -> None:
        """Answer as to GET, without content."""
        self.do_GET()

    def do_GET(self) -> None:
        """Answer with a file of the site, or with what is new."""
        name = unquote(urlsplit(self.path).path).removeprefix("/") or PAGE
        if not self._is_from_here():
            self._refuse(HTTPStatus.FORBIDDEN, "This preview is for this machine alone.")
        elif name == EVENTS:
            self._send_news()
        elif (content := self._read(name)) is None:
            self._refuse(HTTPStatus.NOT_FOUND, "There is no such file in this preview.")
        else:
            policy = _PASSIVE if name.startswith(MEDIA) else _FRAMES if name == PAGE else _TEXT
            self._send(HTTPStatus.OK, _type_of(name), content, policy)

    def _is_from_here(self) -> bool:
        """Tell whether it is a page of this server that asks, or somebody who opens the page."""
        if self.headers.get("Host", "").lower() not in self.server.names:
            return False
        is_opened = self.headers.get("Sec-Fetch-Mode") == "navigate"
        return is_opened or self.headers.get("Sec-Fetch-Site", "none") in ("none", "same-origin")

    def _read(self, name: str) -> bytes | None:
        content = self.server.news.site.get(name)
        if isinstance(content, Path):
            try:
                return content.read_bytes()
            except OSError:
                return None  # a picture that was removed since
        return content

    def _refuse(self, status: HTTPStatus, reason: str) -> None:
        self._send(status, "text/plain; charset=utf-8", f"{reason}\n".encode(), _PASSIVE)

    def _send(self, status: HTTPStatus, kind: str, content: bytes, policy: str) -> None:
        self._begin(status, kind, {"Content-Security-Policy": policy})
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(content)

    def _send_news(self) -> None:
        self.close_connection = True
        self._begin(HTTPStatus.OK, "text/event-stream", {"Connection": "close"})
        self.end_headers()
        if self.command == "HEAD":
            return
        with contextlib.suppress(OSError):  # the page was closed
            for message in self.server.news.messages():
                self.wfile.write(message.encode())

    def _begin(self, status: HTTPStatus, kind: str, headers: dict[str, str]) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, **_HEADERS, **headers}.items():
            self.send_header(name, value)

    def version_string(self) -> str:
        """Name the server, without any version."""
        return "deckgen"

    def log_message(self, format: str, *args: Any) -> None:
        """Print nothing."""


def _type_of(name: str) -> str:
    return (
        _TYPES.get(PurePosixPath(name).suffix)
        or mimetypes.guess_type(name)[0]
        or "application/octet-stream"
    )
