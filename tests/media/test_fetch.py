"""Pictures from a real web server, which does all that servers do."""

from __future__ import annotations

import gzip
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from deckgen.media import download, guard
from deckgen.media import fetch as fetching
from deckgen.media.fetch import fetch
from deckgen.media.terms import Failure, Terms
from tests.media.samples import DRAWING, PNG
from tests.media.serving import Site, answer, serve

Handler = BaseHTTPRequestHandler


def get(
    *addresses: str, allowed: tuple[str, ...] = (), seconds: float = 20, most: int = 100_000
) -> tuple[dict[str, bytes], dict[str, Failure]]:
    """Fetch; return contents and failures by address."""
    got: dict[str, bytes] = {}
    terms = Terms(clock=time.monotonic, seconds=seconds, most_bytes=most, allowed=allowed)
    failed = fetch(addresses, terms, got.__setitem__)
    return got, failed


def why(site: Site, path: str, **options: int) -> Failure:
    """Return why an address of the site gives nothing."""
    got, failed = get(site.at(path), allowed=(site.name,), **options)
    assert got == {}
    return failed[site.at(path)]


def test_many_arrive(site: Site) -> None:
    """Each content comes to its own address, over few connections, asked for once."""
    site.pages = {f"{i}.png": PNG + bytes([i]) for i in range(60)}
    addresses = [site.at(f"{i}.png") for i in range(60)]

    got, failed = get(*addresses, *addresses, allowed=(site.name,))

    assert failed == {}
    assert got == {site.at(path): content for path, content in site.pages.items()}
    assert set(site.asked.values()) == {1}
    assert site.headers[0]["Host"] == site.name
    assert "Cookie" not in site.headers[0]


def test_progress(site: Site) -> None:
    """The progress begins at none of all."""
    site.pages = {"a.png": PNG}
    told: list[tuple[int, int]] = []
    terms = Terms(clock=time.monotonic, seconds=5, most_bytes=1000, allowed=(site.name,))

    fetch([site.at("a.png"), site.at("b.png")], terms, lambda *_: None, lambda *at: told.append(at))

    assert told[0] == (0, 2)
    assert all(done <= total == 2 for done, total in told)


@pytest.mark.parametrize(
    ("status", "said"), [(404, "there is nothing"), (410, "gone"), (401, "password"), (403, "not")]
)
def test_refusals_are_final(site: Site, status: int, said: str) -> None:
    """What will be the same next time is not asked again."""
    site.pages = {"a.png": lambda handler: answer(handler, status)}

    failure = why(site, "a.png")

    assert (said in failure.reason, failure.passing, site.asked["a.png"]) == (True, False, 1)


def test_passing_trouble_is_tried_again(site: Site) -> None:
    """A server that is busy once is asked again."""

    def busy_once(handler: Handler) -> None:
        answer(handler, *((503,) if site.asked["a.png"] == 1 else (200, PNG)))

    site.pages = {"a.png": busy_once}

    assert get(site.at("a.png"), allowed=(site.name,)) == ({site.at("a.png"): PNG}, {})
    assert site.asked["a.png"] == 2


def test_retry_after_is_obeyed(site: Site) -> None:
    """With 429 the server says how long to wait, and is not asked anything before."""
    asked_at: list[float] = []

    def busy(handler: Handler) -> None:
        asked_at.append(time.monotonic())
        if len(asked_at) == 1:
            answer(handler, 429, Retry_After="1")
        else:
            answer(handler, 200, PNG)

    site.pages = {"a.png": busy}

    got, failed = get(site.at("a.png"), allowed=(site.name,))

    assert (list(got.values()), failed) == ([PNG], {})
    assert asked_at[1] - asked_at[0] >= 0.95


def test_long_retry_after_ends_it_for_the_host(site: Site) -> None:
    """Nobody waits an hour; the host's other pictures are not asked for either."""
    site.pages = {
        f"{i}.png": lambda handler: answer(handler, 429, Retry_After="3600") for i in range(50)
    }
    start = time.monotonic()

    _, failed = get(*(site.at(f"{i}.png") for i in range(50)), allowed=(site.name,))

    assert len(failed) == 50
    assert all(
        one.passing and "3600 seconds" in one.reason
        for one in failed.values()
        if "asks" in one.reason
    )
    assert sum(site.asked.values()) <= fetching._AT_ONCE
    assert time.monotonic() - start < 3


def endless(handler: Handler) -> None:
    """Never stop sending what begins as a picture."""
    handler.send_response(200)
    handler.end_headers()
    handler.wfile.write(PNG)
    while True:
        handler.wfile.write(bytes(50_000))


def endless_header(handler: Handler) -> None:
    """Never come to the content."""
    handler.send_response(200)
    while True:
        handler.send_header("X-More", "a" * 1000)
        handler.flush_headers()


def cut_off(handler: Handler) -> None:
    """Promise more than is sent."""
    handler.send_response(200)
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(PNG)
    handler.close_connection = True


def garbage(handler: Handler) -> None:
    handler.wfile.write(b"\x00\xff\x00 no protocol at all\r\n\r\n")
    handler.close_connection = True


def bomb(handler: Handler) -> None:
    """Send little that unpacks to much."""
    content = gzip.compress(PNG + bytes(50_000_000))
    answer(handler, 200, content, Content_Encoding="gzip")


def nested_lie(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Length", "-5")
    handler.end_headers()
    handler.wfile.write(PNG)
    handler.close_connection = True


def page(handler: Handler) -> None:
    """Call a page a picture."""
    answer(handler, 200, b"<!DOCTYPE html><p>Log in", Content_Type="image/png")


def circle(handler: Handler) -> None:
    answer(handler, 302, Location=handler.path)


def nowhere(handler: Handler) -> None:
    answer(handler, 302)


def to_file(handler: Handler) -> None:
    answer(handler, 301, Location="file:///etc/passwd")


def to_metadata(handler: Handler) -> None:
    answer(handler, 302, Location="http://169.254.169.254/latest/meta-data/")


def to_localhost(handler: Handler) -> None:
    answer(handler, 307, Location="http://localhost:9/x.png")


@pytest.mark.parametrize(
    ("behave", "said", "passing"),
    [
        (endless, "more than 0 MB", False),
        (bomb, "more than 0 MB", False),
        (cut_off, "broke off", True),
        (garbage, "broke off", True),
        (endless_header, "broke off", True),
        (page, "it is a page, not a picture", False),
        (circle, "leads on more than 5 times", False),
        (nowhere, "does not say where", False),
        (to_file, "`file:` is not an address of the web", False),
        (to_metadata, "`169.254.169.254` is in a private network", False),
        (to_localhost, "`localhost` is in a private network", False),
        (lambda handler: answer(handler, 200), "it is empty", False),
        (lambda handler: answer(handler, 200, b"words"), "it is no picture", False),
        (lambda handler: answer(handler, 200, PNG + bytes(200_000)), "more than 0 MB", False),
        (lambda handler: answer(handler, 204), "answers 204", False),
    ],
)
def test_bad_behaviour(
    site: Site, behave: Callable[[Handler], None], said: str, passing: bool
) -> None:
    """Whatever a server does ends soon, with a reason, and gives no content."""
    site.pages = {"a.png": behave}
    start = time.monotonic()

    failure = why(site, "a.png")

    assert said in failure.reason
    assert failure.passing is passing
    assert time.monotonic() - start < 10


def test_false_length_is_survived(site: Site) -> None:
    """A length that makes no sense is not believed; what came counts."""
    site.pages = {"a.png": nested_lie}

    got, failed = get(site.at("a.png"), allowed=(site.name,))

    assert list(got.values()) == [PNG] or failed


def test_type_is_seen_not_believed(site: Site) -> None:
    """A picture that is called a page is a picture."""
    site.pages = {"a": lambda handler: answer(handler, 200, DRAWING, Content_Type="text/html")}

    assert get(site.at("a"), allowed=(site.name,))[0] == {site.at("a"): DRAWING}


def test_redirect_within_the_web(site: Site) -> None:
    """A redirect to a permitted place is followed, relative ones too."""
    site.pages = {"a": lambda handler: answer(handler, 308, Location="b%20c?x=1"), "b%20c": PNG}

    assert get(site.at("a"), allowed=(site.name,))[0] == {site.at("a"): PNG}


def test_redirect_to_another_port(site: Site) -> None:
    """One port is allowed by name; a redirect to another one of the same machine is refused."""
    with serve() as other:
        other.pages = {"b.png": PNG}
        site.pages = {"a.png": lambda handler: answer(handler, 302, Location=other.at("b.png"))}

        failure = why(site, "a.png")

        assert "private network" in failure.reason
        assert not other.asked
        allowed = (site.name, other.name)
        assert get(site.at("a.png"), allowed=allowed)[0] == {site.at("a.png"): PNG}


def test_one_slow_server_ends_in_time(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    """A server that sends a byte now and then, in header or content, is left; others arrive."""
    monkeypatch.setattr(fetching, "_ONE_SECONDS", 1.0)

    def drip(handler: Handler) -> None:
        handler.send_response(200)
        handler.end_headers()
        handler.wfile.write(PNG)
        while not site.over.wait(0.2):
            handler.wfile.write(b"\0")
            handler.wfile.flush()

    def drip_header(handler: Handler) -> None:
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
        while not site.over.wait(0.2):
            handler.wfile.write(b"a")
            handler.wfile.flush()

    site.pages = {"slow.png": drip, "slower.png": drip_header, "fast.png": PNG}
    start = time.monotonic()

    got, failed = get(*map(site.at, ("slow.png", "slower.png", "fast.png")), allowed=(site.name,))

    assert list(got) == [site.at("fast.png")]
    assert all("takes too long" in one.reason and one.passing for one in failed.values())
    assert len(failed) == 2
    assert time.monotonic() - start < 5


def stall(site: Site) -> None:
    site.over.wait(30)


def test_all_of_it_is_bounded(site: Site) -> None:
    """After the given seconds it ends, whatever is left."""
    site.pages = {f"{i}.png": lambda _: stall(site) for i in range(40)}
    start = time.monotonic()

    _, failed = get(*(site.at(f"{i}.png") for i in range(40)), allowed=(site.name,), seconds=1)

    assert len(failed) == 40
    assert {one.reason for one in failed.values()} == {"there was no time left"}
    assert time.monotonic() - start < 3


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def test_unreachable_host_is_tried_once() -> None:
    """A hundred pictures of a host that is not there take no longer than one."""
    port = free_port()
    addresses = [f"http://127.0.0.1:{port}/{i}.png" for i in range(100)]
    start = time.monotonic()

    _, failed = get(*addresses, allowed=(f"127.0.0.1:{port}",))

    assert len(failed) == 100
    assert all(one.passing and "cannot be reached" in one.reason for one in failed.values())
    assert time.monotonic() - start < 2


def test_without_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where no name can be resolved, few are tried, however many hosts there are."""
    tried: list[str] = []

    def fail(host: str, *_: object, **__: object) -> list[object]:
        tried.append(host)
        raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", fail)

    _, failed = get(*(f"https://host{i}.example/a.png" for i in range(500)))

    assert len(failed) == 500
    assert all(one.passing for one in failed.values())
    assert len(tried) <= 3 * fetching._AT_ONCE
    assert sum(one.reason == "there is no network" for one in failed.values()) > 400


def test_silent_name_server(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where questions for names are not even refused, it takes no longer than one of them."""
    monkeypatch.setattr(guard, "_RESOLVE_SECONDS", 0.3)
    over = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: over.wait(30) and [])
    start = time.monotonic()

    _, failed = get(*(f"https://host{i}.example/a.png" for i in range(100)))

    over.set()
    assert len(failed) == 100
    assert all(one.passing for one in failed.values())
    assert time.monotonic() - start < 2


def test_certificate_is_checked(site: Site) -> None:
    """A server that does not speak TLS, or not for that name, is no source of pictures."""
    address = site.at("a.png").replace("http:", "https:")

    got, failed = get(address, allowed=(site.name,))

    assert (got, list(failed)) == ({}, [address])
    assert not site.asked


@pytest.mark.skipif(shutil.which("openssl") is None, reason="needs openssl")
def test_the_name_is_proven_not_the_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The connection goes to the number that was checked; the certificate is that of the name."""
    key, certificate = tmp_path / "key.pem", tmp_path / "cert.pem"
    line = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=pictures.example"
    names = "subjectAltName=DNS:pictures.example"
    subprocess.run(
        [*line.split(), "-addext", names, "-keyout", str(key), "-out", str(certificate)],
        check=True,
        capture_output=True,
    )
    trust = ssl.create_default_context(cafile=str(certificate))
    monkeypatch.setattr(download, "_trust", lambda: trust)

    def number(_: str, port: int, *__: object, **___: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("127.0.0.1", port))]

    monkeypatch.setattr(socket, "getaddrinfo", number)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    with serve(context) as secure:
        secure.pages = {"a.png": PNG}
        right = f"https://pictures.example:{secure.port}/a.png"
        wrong = f"https://other.example:{secure.port}/a.png"

        got, failed = get(right, wrong, allowed=("pictures.example", "other.example"))

    assert got == {right: PNG}
    assert "cannot prove who it is" in failed[wrong].reason
    assert secure.headers[0]["Host"] == f"pictures.example:{secure.port}"
