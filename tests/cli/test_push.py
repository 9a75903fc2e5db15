"""``deckgen push``: which package, and what is said."""

from __future__ import annotations

import socket
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from deckgen.anki.collection import anki_version
from tests.cli.running import RIVERS, Run

if not anki_version():
    pytest.skip("needs the extra `anki`", allow_module_level=True)

from tests.anki.counterpart import Counterpart, start_counterpart

Write = Callable[..., Path]


@pytest.fixture
def anki(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Counterpart]:
    with start_counterpart(tmp_path_factory.mktemp("anki")) as started:
        monkeypatch.setenv("DECKGEN_ANKI_URL", started.url)
        yield started


def test_the_package_of_the_last_build(deckgen: Run, write: Write, anki: Counterpart) -> None:
    write("source/rivers.md", RIVERS)
    deckgen("build")
    first = deckgen("push")
    write("source/rivers.md", RIVERS.replace("meander", "wind"))
    deckgen("build")
    write("build/other.apkg", b"")

    assert (first.code, first.out, first.err) == (0, "build/rivers.apkg → Anki: 5 new\n", "")
    again = deckgen("push")
    assert again.out == "build/rivers.apkg → Anki: 1 updated, 4 as they were\n"
    assert deckgen("push", "-q").out == ""
    assert anki.collection.note_count() == 5


def test_a_package_by_name(deckgen: Run, write: Write, anki: Counterpart) -> None:
    write("rivers.md", RIVERS)
    deckgen("build", "rivers.md", "-o", "out.apkg", "--frozen")

    assert deckgen("push", "out.apkg", "--url", anki.url).out == "out.apkg → Anki: 5 new\n"


def test_there_is_no_package(deckgen: Run, anki: Counterpart) -> None:
    ran = deckgen("push")

    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "error: no package in `build`\n  help: name the package, or run `deckgen build` first\n"
    )
    assert anki.asked == []


def test_what_is_no_package_is_not_handed_over(
    deckgen: Run, write: Write, anki: Counterpart
) -> None:
    write("broken.apkg", b"no package")
    ran = deckgen("push", "broken.apkg")

    assert ran.code == 1
    assert "`broken.apkg` is no Anki package" in ran.err
    assert anki.asked == []


def test_the_key_comes_from_the_environment(
    deckgen: Run, write: Write, anki: Counterpart, monkeypatch: pytest.MonkeyPatch
) -> None:
    anki.key = "open sesame"
    write("rivers.md", RIVERS)
    deckgen("build", "rivers.md")
    ran = deckgen("push")
    monkeypatch.setenv("DECKGEN_ANKI_KEY", "open sesame")

    assert ran.code == 2
    assert "--key" in ran.err
    assert deckgen("push").code == 0


def test_anki_is_not_there(deckgen: Run, write: Write) -> None:
    write("rivers.md", RIVERS)
    deckgen("build", "rivers.md")
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    ran = deckgen("push", "--url", f"http://127.0.0.1:{port}")

    assert (ran.code, ran.out) == (2, "")
    assert "no Anki answers" in ran.err
    assert "help: start Anki" in ran.err
