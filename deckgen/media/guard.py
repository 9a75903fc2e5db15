"""Which machines may be asked for a picture: a note must not make deckgen look around at home."""

from __future__ import annotations

import ipaddress
import queue
import socket
import threading
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

_NAT64 = ipaddress.ip_network("64:ff9b::/96")
_PROTOCOLS = ipaddress.ip_network("192.0.0.0/24")
"""Set aside by RFC 6890; older Pythons take most of it for public."""
_RESOLVE_SECONDS = 5.0
_PORTS = {"http": 80, "https": 443}

IPAddress = ipaddress.IPv4Address | ipaddress.IPv6Address


class RefusedError(Exception):
    """An address that is not asked; the text says why."""


class NoHostError(Exception):
    """A name without an address; the text says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place to connect to.  ``host`` is the name, ``numbers`` its addresses, all permitted."""

    scheme: str
    host: str
    port: int
    path: str
    numbers: tuple[str, ...]

    @property
    def name(self) -> str:
        """The host with its port, where that is not the usual one: what ``Host:`` says."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _PORTS[self.scheme] else f"{host}:{self.port}"


def find_place(address: str, allowed: Iterable[str]) -> Place:
    """Resolve an address once and check every number that its name stands for.

    The connection then goes to one of these numbers, so that a name cannot mean something else at
    its second use.  ``allowed`` are hosts (``host`` or ``host:port``) that may be private.

    Raises:
        RefusedError: it is not for the web, or leads into a private network.
        NoHostError: its name cannot be resolved.
    """
    parts = _split(address)
    host, port = parts.hostname or "", parts.port or _PORTS[parts.scheme]
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    numbers = _resolve(_ascii(host), port)
    names = {host, f"{host}:{port}", f"[{host}]", f"[{host}]:{port}"}
    if names.isdisjoint(name.lower() for name in allowed):
        inside = [number for number in numbers if not is_public(number)]
        if inside:
            raise RefusedError(f"`{host}` is in a private network ({inside[0]})")
    return Place(parts.scheme, _ascii(host), port, path, numbers)


def is_public(number: str) -> bool:
    """Tell whether an IP address is one of the public internet, also one written inside another."""
    try:
        ip: IPAddress = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            ip = inner
        elif ip.is_site_local:
            return False
    if ip in _PROTOCOLS:
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def _split(address: str) -> SplitResult:
    if any(letter <= " " or letter == "\x7f" for letter in address):
        raise RefusedError("the address holds a blank or a control character")
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise RefusedError(f"the address makes no sense: {error}") from None
    if parts.scheme not in _PORTS:
        raise RefusedError(f"`{parts.scheme}:` is not an address of the web")
    if parts.username is not None or parts.password is not None:
        raise RefusedError("the address holds a user name or password")
    if not parts.hostname or port == 0:
        raise RefusedError("the address names no host")
    return parts


def _ascii(host: str) -> str:
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        raise RefusedError(f"`{host}` cannot be the name of a host") from None


def _resolve(host: str, port: int) -> tuple[str, ...]:
    """Resolve a name in a thread of its own: the system's call may wait for minutes."""
    answers: queue.SimpleQueue[tuple[str, ...] | str] = queue.SimpleQueue()

    def ask() -> None:
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            answers.put(tuple(dict.fromkeys(str(one[4][0]) for one in found)))
        except (OSError, UnicodeError) as error:
            reason = getattr(error, "strerror", None) or "it is no name of a host"
            answers.put(str(reason).lower())

    threading.Thread(target=ask, daemon=True).start()
    try:
        answer = answers.get(timeout=_RESOLVE_SECONDS)
    except queue.Empty:
        answer = f"no answer within {_RESOLVE_SECONDS:.0f} seconds"
    if isinstance(answer, str):
        raise NoHostError(f"`{host}` cannot be found: {answer}")
    return answer
