"""The server of the preview: what it hands out, to whom, and what open pages are told."""

from __future__ import annotations

import http.client
import socket
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from deckgen.preview import PreviewServer, Site
from tests.browser import CHROMIUM, Browser
from tests.preview.decks import preview, write_rivers


@pytest.fixture
def server(site: Site) -> Iterator[PreviewServer]:
    with PreviewServer(site) as started:
        yield started


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes


def ask(
    server: PreviewServer, path: str, headers: Mapping[str, str] | None = None, method: str = "GET"
) -> Answer:
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=10)
    try:
        connection.putrequest(method, path, skip_host=bool(headers and "Host" in headers))
        for name, value in (headers or {}).items():
            connection.putheader(name, value)
        connection.endheaders()
        response = connection.getresponse()
        return Answer(response.status, dict(response.headers), response.read())
    finally:
        connection.close()


def test_every_file_of_the_site_is_served(server: PreviewServer, site: Site) -> None:
    for name, content in site.items():
        wanted = content if isinstance(content, bytes) else content.read_bytes()
        assert ask(server, f"/{name}").body == wanted
    page = ask(server, "/")
    kinds = {
        name.rpartition(".")[2]: ask(server, f"/{name}").headers["Content-Type"] for name in site
    }

    assert (page.status, page.body) == (200, site["index.html"])
    assert kinds["html"] == "text/html; charset=utf-8"
    assert kinds["js"] == "text/javascript; charset=utf-8"
    assert kinds["png"] == "image/png"
    assert kinds["mp3"] == "audio/mpeg"
    assert ask(server, "/index.html?mode=dark", method="HEAD").body == b""


@pytest.mark.parametrize(
    "path",
    [
        "/../../etc/passwd", "/media/../../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/%ff",
        "//etc/passwd", "/media/", "/media", "/..%5c..%5csecret", "/source/0.html%00", "/nothing",
    ],
)  # fmt: skip
def test_nothing_else_is(server: PreviewServer, path: str) -> None:
    assert ask(server, path).status == 404


def test_only_this_machine_by_its_own_name(server: PreviewServer) -> None:
    """A name of the web that leads here (DNS rebinding) is refused, and so is a page elsewhere."""
    port = urlsplit(server.address).port
    own = [f"127.0.0.1:{port}", f"localhost:{port}", f"LOCALHOST:{port}"]
    foreign = ["evil.example", f"evil.example:{port}", "127.0.0.1", f"127.0.0.1:{port}0", ""]

    assert [ask(server, "/", {"Host": name}).status for name in own] == [200] * 3
    assert [ask(server, "/", {"Host": name}).status for name in foreign] == [403] * 5
    assert ask(server, "/events", {"Host": "evil.example"}).status == 403
    script = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "no-cors"}
    link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert ask(server, "/preview.js", script).status == 403
    assert ask(server, "/", link).status == 200
    assert ask(server, "/preview.js").headers["Cross-Origin-Resource-Policy"] == "same-origin"


def test_it_listens_on_the_loopback_address_alone(server: PreviewServer) -> None:
    port = urlsplit(server.address).port
    assert port
    assert server.address == f"http://127.0.0.1:{port}/"
    with pytest.raises(OSError, match="refused"):
        socket.create_connection(("127.0.0.2", port), timeout=5)


def test_a_taken_port_is_an_error(server: PreviewServer, site: Site) -> None:
    with pytest.raises(OSError, match="in use"):
        PreviewServer(site, urlsplit(server.address).port or 0)


def test_it_has_its_port_before_there_is_a_site(site: Site) -> None:
    with (
        PreviewServer() as server,
        socket.create_connection(("127.0.0.1", urlsplit(server.address).port)) as waiting,
    ):
        waiting.sendall(b"GET / HTTP/1.0\r\nHost: %s\r\n\r\n" % server.address[7:-1].encode())
        server.show(site)
        assert waiting.recv(15) == b"HTTP/1.1 200 OK"
    with PreviewServer() as unused:
        assert unused.address


def test_noise_does_not_stop_it(server: PreviewServer) -> None:
    target = ("127.0.0.1", urlsplit(server.address).port)
    for noise in (b"\x16\x03\x01\x02\x00", b"GET\r\n\r\n", b"GET / HTTP/9.9\r\n\r\n", b""):
        with socket.create_connection(target, timeout=5) as connection:
            connection.sendall(noise)

    assert ask(server, "/", method="POST").status == 501
    assert ask(server, "/").status == 200


def test_pages_are_told_what_is_new(server: PreviewServer, site: Site) -> None:
    (old,) = [name for name in site if name.startswith("data/index-")]
    connection = http.client.HTTPConnection(urlsplit(server.address).netloc, timeout=10)
    connection.request("GET", "/events")
    with connection.getresponse() as events:

        def heard() -> str:
            lines = []
            while (line := events.readline().decode()) not in ("\n", ""):
                lines.append(line)
            return "".join(lines)

        assert events.headers["Content-Type"] == "text/event-stream"
        assert heard() == f"event: built\ndata: {old}\n"
        server.warn("rivers.md:\nbroken")
        assert heard() == f"event: built\ndata: {old}\n"
        assert heard() == "event: broken\ndata: rivers.md:\ndata: broken\n"
        new = {name: content for name, content in site.items() if name != old}
        server.show({**new, "data/index-new.js": b""})
        assert heard() == "event: built\ndata: data/index-new.js\n"
        server.close()
        assert heard() == ""


@pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")
def test_pictures_sources_and_styles_are_let_through(browser: Browser, site: Site) -> None:
    """What the server forbids to others it does not forbid to its own pages."""
    page = site["index.html"]
    assert isinstance(page, bytes)
    text, driver = browser.drive(
        page.decode(),
        """
        goTo(5);
        await until(() => frames().some((one) => one.contentDocument?.images[0]?.complete));
        const picture = frames().find((one) => one.contentDocument?.images.length);
        const source = window.open("source/0.html#L3");
        const header = () => source.document.querySelector("header");
        await until(() => header() && source.document.readyState === "complete");
        return {
          picture: picture.contentDocument.images[0].naturalWidth,
          page: getComputedStyle(document.querySelector(".bar")).position,
          source: source.getComputedStyle(header()).position,
        };
        """,
    )
    asked = {**site, "index.html": text.encode(), "asked.js": driver.encode()}
    with PreviewServer(asked) as server:
        browser.open(server.address)
        found = browser.wait()

    assert found == {"picture": 900, "page": "sticky", "source": "sticky"}


@pytest.mark.skipif(not CHROMIUM, reason="needs Chromium")
def test_an_open_page_follows_the_sources(browser: Browser, tmp_path: Path) -> None:
    """It loads what is new, stays where it was, and says when it is not up to date."""
    script = """
    const banner = () => document.getElementById("status");
    const titles = () => [...document.querySelectorAll("article h3")].map((one) => one.innerText);
    if (!sessionStorage.getItem("asked")) {
      sessionStorage.setItem("asked", "yes");
      press("d");
      goTo(6);
      await until(() => banner().innerText);
      const body = JSON.stringify(banner().innerText);
      await fetch("%(home)s", { method: "POST", mode: "no-cors", body });
      await rest(30000);
    }
    await until(() => !banner().innerText);
    return { titles: titles(), dark: document.documentElement.className,
             here: document.querySelector("[aria-current]").innerText.trim() };
    """

    def asked() -> Site:
        site = dict(preview(root, live=True))
        page = site["index.html"]
        assert isinstance(page, bytes)
        text, driver = browser.drive(page.decode(), script)
        return {**site, "index.html": text.encode(), "asked.js": driver.encode()}

    root = write_rivers(tmp_path)
    source = root / "source" / "rivers.md"
    script = script.replace("%(home)s", browser.home)
    with PreviewServer(asked()) as server:
        browser.open(server.address)
        server.warn("rivers.md cannot be read")
        assert browser.wait() == "rivers.md cannot be read"
        source.write_text(source.read_text("utf-8").replace("a map show", "a chart show"), "utf-8")
        server.show(asked())
        found = browser.wait()

    assert "What does a chart show?" in found["titles"]
    assert found["dark"] == "dark"
    assert found["here"].startswith("Who fills blanks?")
