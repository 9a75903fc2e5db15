"""One download: redirects checked at every step, bounded in size and time, judged by its bytes."""

from __future__ import annotations

import functools
import ssl
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from urllib.parse import urljoin

import urllib3
from urllib3.exceptions import (
    ConnectTimeoutError,
    HTTPError,
    NewConnectionError,
    ReadTimeoutError,
    SSLError,
)
from urllib3.response import BaseHTTPResponse

from deckgen import __version__
from deckgen.media.guard import NoHostError, Place, RefusedError, find_place
from deckgen.media.hosts import raw_address
from deckgen.media.kinds import sniff

_CONNECT_SECONDS = 5.0
_SILENT_SECONDS = 10.0
_MOST_REDIRECTS = 5
_MOST_NUMBERS = 3
_MOST_IDLE = 8
_CHUNK = 65_536
_HEAD = 4096
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_UNCONNECTED = (NewConnectionError, ConnectTimeoutError)
_PASSING = frozenset({408, 425, 429, 500, 502, 503, 504})
"""Answers that may be another one a moment later."""
_HEADERS = {
    "User-Agent": f"deckgen/{__version__}",
    "Accept": "image/*, audio/*, video/*;q=0.9, */*;q=0.1",
    "Accept-Encoding": "identity",
}


class DownloadError(Exception):
    """A download that gave nothing.

    ``passing``: it may go well another time.  ``host``: nothing of that host can be had now, with
    ``wait`` until so many seconds have passed.
    """

    def __init__(
        self, reason: str, *, passing: bool = False, host: bool = False, wait: float = 0
    ) -> None:
        super().__init__(reason)
        self.passing = passing
        self.host = host
        self.wait = wait


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a download may take.

    ``most_bytes`` of content, until ``deadline`` on ``clock`` (seconds).  ``allowed`` hosts may be
    private.
    """

    most_bytes: int
    deadline: float
    clock: Callable[[], float]
    allowed: tuple[str, ...] = ()


def download(address: str, limits: Limits, connections: Connections) -> bytes:
    """Return the picture, sound or film at an address.

    Raises:
        DownloadError: there is none, or it cannot be had.
    """
    where = raw_address(address)
    for _ in range(_MOST_REDIRECTS + 1):
        place = _find(where, limits.allowed)
        response = _ask(place, connections)
        try:
            if response.status in _REDIRECTS:
                where = _next(where, response)
                continue
            _check_status(response)
            return _read(response, limits)
        finally:
            # Read to its end, a response has given its connection back; any other is cut off.
            response.close()
    raise DownloadError(f"it leads on more than {_MOST_REDIRECTS} times")


def _find(address: str, allowed: Iterable[str]) -> Place:
    try:
        return find_place(address, allowed)
    except RefusedError as error:
        raise DownloadError(str(error)) from None
    except NoHostError as error:
        raise DownloadError(str(error), passing=True, host=True) from None


def _next(where: str, response: BaseHTTPResponse) -> str:
    to = response.headers.get("Location", "")
    if not to:
        raise DownloadError(f"the server answers {response.status}, but does not say where to go")
    where_to = raw_address(urljoin(where, to))
    if where.startswith("https:") and not where_to.startswith("https:"):
        raise DownloadError("it leads from an encrypted address to one that is not")
    return where_to


@dataclass(slots=True)
class Connections:
    """Open connections, by the place and the number they lead to; shared by threads."""

    pools: dict[tuple[str, str, int, str], urllib3.HTTPConnectionPool] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def to(self, place: Place, number: str) -> urllib3.HTTPConnectionPool:
        """Return the connections to one number of a place."""
        key = (place.scheme, place.host, place.port, number)
        with self.guard:
            if key not in self.pools:
                self.pools[key] = _connect(place, number)
            return self.pools[key]

    def close(self) -> None:
        """Close what is not in use."""
        with self.guard:
            for pool in self.pools.values():
                pool.close()


def _ask(place: Place, connections: Connections) -> BaseHTTPResponse:
    """Send the request to the first of the place's numbers that answers."""
    numbers = place.numbers[:_MOST_NUMBERS]
    for number in numbers:
        try:
            return _request(connections.to(place, number), place)
        except (HTTPError, OSError) as error:
            if isinstance(error, _UNCONNECTED) and number != numbers[-1]:
                continue
            raise _failure(error, place) from None
    raise DownloadError(f"`{place.host}` has no address", passing=True, host=True)


def _connect(place: Place, number: str) -> urllib3.HTTPConnectionPool:
    """Prepare connections to a number; the certificate must be that of the name."""
    timeout = urllib3.Timeout(connect=_CONNECT_SECONDS, read=_SILENT_SECONDS)
    if place.scheme == "http":
        return urllib3.HTTPConnectionPool(number, place.port, timeout=timeout, maxsize=_MOST_IDLE)
    return urllib3.HTTPSConnectionPool(
        number,
        place.port,
        timeout=timeout,
        maxsize=_MOST_IDLE,
        ssl_context=_trust(),
        server_hostname=place.host,
        assert_hostname=place.host,
    )


@functools.cache
def _trust() -> ssl.SSLContext:
    """Trust whom this machine trusts, and the usual ones: some Pythons come without any."""
    import certifi

    context = ssl.create_default_context()
    context.load_verify_locations(certifi.where())
    return context


def _request(pool: urllib3.HTTPConnectionPool, place: Place) -> BaseHTTPResponse:
    return pool.urlopen(
        "GET",
        place.path,
        headers={**_HEADERS, "Host": place.name},
        retries=False,
        redirect=False,
        preload_content=False,
        assert_same_host=False,
    )


def _failure(error: Exception, place: Place) -> DownloadError:
    """Say what went wrong before there was an answer."""
    if isinstance(error, _UNCONNECTED):
        return DownloadError(f"`{place.name}` cannot be reached", passing=True, host=True)
    if isinstance(error, SSLError):
        return DownloadError(f"`{place.name}` cannot prove who it is: {error}"[:200], host=True)
    if isinstance(error, ReadTimeoutError):
        return DownloadError(f"`{place.name}` does not answer", passing=True)
    return DownloadError(f"`{place.name}` broke off", passing=True)


def _check_status(response: BaseHTTPResponse) -> None:
    status = response.status
    if status == 200:
        return
    passing = status in _PASSING
    wait = 0.0
    if passing:
        wait = urllib3.Retry().get_retry_after(response) or 0.0
    said = {404: ": there is nothing", 410: ": it is gone", 401: ": it asks for a password"}
    said |= {403: ": it is not for everybody", 429: ": too many questions"}
    text = f"the server answers {status}{said.get(status, '')}"
    raise DownloadError(text, passing=passing, wait=wait)


def _read(response: BaseHTTPResponse, limits: Limits) -> bytes:
    """Read what is a picture, sound or film; of anything else no more than its beginning."""
    most = limits.most_bytes
    told = response.headers.get("Content-Length", "")
    if told.isdecimal() and len(told) < 18 and int(told) > most:
        raise DownloadError(f"it has {int(told) / 1e6:.0f} MB, more than {most / 1e6:.0f} MB")
    content = bytearray()
    try:
        while chunk := response.read1(_CHUNK, decode_content=True):
            checked = len(content) >= _HEAD
            content += chunk
            if len(content) > most:
                raise DownloadError(f"it has more than {most / 1e6:.0f} MB")
            if not checked and len(content) >= _HEAD:
                _check_kind(bytes(content), response)
            if limits.clock() > limits.deadline:
                raise DownloadError("it takes too long", passing=True)
    except (HTTPError, OSError):
        raise DownloadError("the server broke off in the middle", passing=True) from None
    _check_kind(bytes(content), response)
    return bytes(content)


def _check_kind(content: bytes, response: BaseHTTPResponse) -> None:
    """Refuse what is not to be shown or played, whatever the server calls it."""
    if not content:
        raise DownloadError("it is empty")
    if sniff(content):
        return
    kind = response.headers.get("Content-Type", "").partition(";")[0].strip().lower()
    page = kind == "text/html" or content[:512].lstrip().lower().startswith(
        (b"<!doctype", b"<html")
    )
    raise DownloadError("it is a page, not a picture" if page else "it is no picture")
