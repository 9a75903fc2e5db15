"""``deckgen preview``: the page, and when there is none."""

from __future__ import annotations

import re
import socket
import urllib.request
from collections.abc import Callable
from pathlib import Path

from tests.cli.running import RIVERS, Run, Start

Write = Callable[..., Path]


def test_writes_a_page_and_says_where(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("source/rivers.md", RIVERS)
    ran = deckgen("preview")

    assert (ran.code, ran.out, ran.err) == (0, "build/preview/index.html\n", "")
    assert "<h1>Rivers</h1>" in (tmp_path / ran.out.strip()).read_text(encoding="utf-8")
    assert not (tmp_path / "deckgen.lock").exists()
    assert not list(tmp_path.rglob("*.apkg"))


def test_the_folder_can_be_chosen_and_written_again(deckgen: Run, write: Write) -> None:
    write("rivers.md", RIVERS)
    first = deckgen("preview", "rivers.md", "--out", "pages")
    again = deckgen("preview", "rivers.md", "--out", "pages")

    assert first == again
    assert first.out == "pages/index.html\n"


def test_a_folder_with_files_is_left_alone(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("rivers.md", RIVERS)
    ran = deckgen("preview", "rivers.md", "--out", ".")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "error: `.` holds files, and no preview\n  help: name a new folder, or an empty one\n"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["rivers.md"]


def test_errors_are_shown_and_the_page_is_written(
    deckgen: Run, write: Write, tmp_path: Path
) -> None:
    write("source/rivers.md", RIVERS.encode() + b"\n\n## A bad \xff byte?\n\nYes.\n")
    ran = deckgen("preview")

    assert ran.out == "build/preview/index.html\n"
    assert "DG101" in ran.err
    assert ran.code == 1
    assert (tmp_path / "build/preview/index.html").exists()


def test_a_broken_lock_shows_nothing(deckgen: Run, write: Write, tmp_path: Path) -> None:
    write("source/rivers.md", RIVERS)
    write("deckgen.lock", "no lock\n")
    ran = deckgen("preview")

    assert (ran.code, ran.out) == (1, "")
    assert "without the lock" in ran.err
    assert not (tmp_path / "build").exists()


def test_nothing_to_read(deckgen: Run) -> None:
    assert deckgen("preview").code == 3


def test_serves_until_it_is_interrupted(start: Start, write: Write) -> None:
    write("rivers.md", RIVERS)
    with start("preview", "--serve", "rivers.md") as running:
        address = running.line()
        with urllib.request.urlopen(address, timeout=10) as page:
            assert b"<h1>Rivers</h1>" in page.read()
        code = running.interrupt()

    assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
    assert code == 0
    assert running.said() == "serving this preview until Ctrl-C\n"


def test_a_port_that_is_taken(deckgen: Run, write: Write) -> None:
    write("rivers.md", RIVERS)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ran = deckgen("preview", "rivers.md", "--port", str(port))

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        f"error: port {port} is taken\n"
        "  help: choose another one, or leave `--port` out for any that is free\n"
    )


def test_serving_writes_no_files(deckgen: Run, write: Write) -> None:
    write("rivers.md", RIVERS)
    ran = deckgen("preview", "rivers.md", "--serve", "--out", "pages")

    assert ran.code == 2
    assert "`--serve` and `--port` write none" in ran.err
