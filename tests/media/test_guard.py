"""No note makes deckgen ask a machine at home."""

from __future__ import annotations

import socket

import pytest

from deckgen.media.guard import NoHostError, RefusedError, find_place, is_public

INSIDE = [
    "127.0.0.1",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "255.255.255.255",
    "224.0.0.1",
    "198.18.0.1",
    "192.0.0.8",
    "240.0.0.1",
    "::",
    "::1",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd12:3456::1",
    "fec0::1",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:10.0.0.1",
    "64:ff9b::10.0.0.1",
    "2002:7f00:1::",
    "2002:a00:1::1",
    "2001:db8::1",
    "nonsense",
]
OUTSIDE = ["8.8.8.8", "1.1.1.1", "140.82.121.4", "2606:4700::1111", "64:ff9b::8.8.8.8"]


@pytest.mark.parametrize("number", INSIDE)
def test_inside(number: str) -> None:
    assert not is_public(number)


@pytest.mark.parametrize("number", OUTSIDE)
def test_outside(number: str) -> None:
    assert is_public(number)


@pytest.mark.parametrize(
    "address",
    [
        "http://127.0.0.1/a.png",
        "http://127.1/a.png",
        "http://2130706433/a.png",
        "http://0x7f.1/a.png",
        "http://0177.0.0.1/a.png",
        "http://[::1]/a.png",
        "http://[::ffff:127.0.0.1]/a.png",
        "http://localhost/a.png",
        "http://LOCALHOST:80/a.png",
        "http://127.0.0.1./a.png",
    ],
)
def test_this_machine_in_every_spelling(address: str) -> None:
    """However this machine is written, it is not asked."""
    with pytest.raises((RefusedError, NoHostError)):
        find_place(address, ())


@pytest.mark.parametrize(
    "address",
    [
        "ftp://web.example/a.png",
        "file:///etc/passwd",
        "gopher://web.example/",
        "http:///a.png",
        "http://",
        "http://user@web.example/a.png",
        "http://user:secret@web.example/a.png",
        "http://web.example:99999/a.png",
        "http://web.example:0/a.png",
        "http://web.example:x/a.png",
        "http://[::1/a.png",
        "http://web.example/a\r\nHost: other.example",
        "http://web example/a.png",
        "http://\u2100\u2100.\u2100/a.png",
        "http://" + "ä" * 300 + ".example/",
    ],
)
def test_no_address_of_the_web(address: str) -> None:
    """What is no address of the web, or smuggles something, is refused before any question."""
    with pytest.raises((RefusedError, NoHostError)):
        find_place(address, ())


def test_a_name_is_resolved_once_and_every_number_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name with a public and a private number is refused; what was checked is what is used."""
    asked: list[str] = []
    numbers = ["8.8.8.8", "192.168.1.1"]

    def resolve(host: str, port: int, **_: object) -> list[object]:
        asked.append(host)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in numbers]

    monkeypatch.setattr(socket, "getaddrinfo", resolve)

    with pytest.raises(RefusedError, match=r"192\.168\.1\.1"):
        find_place("https://web.example/a.png", ())
    numbers.pop()
    place = find_place("https://Web.Example/a.png?b#c", ())

    assert (place.host, place.numbers, place.path) == ("web.example", ("8.8.8.8",), "/a.png?b")
    assert asked == ["web.example", "web.example"]


@pytest.mark.parametrize("allowed", ["localhost", "LocalHost:8080"])
def test_allowed_by_name(allowed: str) -> None:
    """A host is allowed with all its ports, or with one."""
    assert find_place("http://localhost:8080/a", (allowed,)).name == "localhost:8080"
    if ":" in allowed:
        with pytest.raises(RefusedError):
            find_place("http://localhost:8081/a", (allowed,))
