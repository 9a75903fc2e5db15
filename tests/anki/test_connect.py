"""A package into a running Anki, and everything that may be in the way."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from threading import Thread

import pytest

from deckgen.anki.collection import anki_version
from deckgen.anki.connect import AnkiConnect, AnkiError, Pushed
from deckgen.model import Plan
from tests.package.plans import make_note, make_plan, small_plan

if not anki_version():
    pytest.skip("needs the extra `anki`", allow_module_level=True)

from tests.anki.counterpart import Counterpart, start_counterpart

Package = Callable[[Plan], Path]


@pytest.fixture
def anki(tmp_path: Path) -> Iterator[Counterpart]:
    with start_counterpart(tmp_path) as started:
        yield started


def types(plan: Plan) -> list[int]:
    return [one.id for one in plan.note_types]


def connect(anki: Counterpart, key: str = "") -> AnkiConnect:
    return AnkiConnect(url=anki.url, key=key, patience=20)


def refused(anki: AnkiConnect, package: Path = Path("deck.apkg")) -> tuple[str, str]:
    with pytest.raises(AnkiError) as error:
        anki.push(package, [1])
    return error.value.message, error.value.help


def test_notes_are_new_then_updated(anki: Counterpart, package: Package) -> None:
    first = make_plan([make_note("a", "A?", "a"), make_note("b", "B?", "b", position=2)])
    _, second = first.notes
    reworded = replace(
        second, fields=("B, really?", *second.fields[1:]), modified=second.modified + 9
    )
    later = replace(first, notes=(first.notes[0], reworded))

    assert connect(anki).push(package(first), types(first)) == Pushed(new=2, updated=0, same=0)
    assert connect(anki).push(package(later), types(later)) == Pushed(new=0, updated=1, same=1)
    assert connect(anki).push(package(later), types(later)) == Pushed(new=0, updated=0, same=2)
    assert len(anki.collection.find_notes('"Question:B, really?"')) == 1


def test_a_learners_own_settings_and_work_stay(
    anki: Counterpart, package: Package, tmp_path: Path
) -> None:
    """AnkiConnect's importer asks for presets and progress, too; the package has none."""
    config = anki.collection.decks.get_config(1)  # type: ignore[arg-type]
    assert config
    config["new"]["perDay"] = 7
    anki.collection.decks.save(config)
    plan = small_plan(tmp_path)
    connect(anki).push(package(plan), types(plan))
    card = anki.collection.get_card(anki.collection.find_cards("")[0])
    anki.collection.sched.set_due_date([card.id], "30")
    due = anki.collection.get_card(card.id).due
    connect(anki).push(package(plan), types(plan))

    kept = anki.collection.decks.get_config(1)  # type: ignore[arg-type]
    assert kept
    assert kept["new"]["perDay"] == 7
    assert anki.collection.get_card(card.id).due == due
    assert len(anki.collection.decks.all_config()) == 1


def test_the_path_is_absolute(
    anki: Counterpart, package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Anki reads the file; it was started somewhere else."""
    plan = make_plan([make_note("a", "A?", "a")])
    path = package(plan)
    monkeypatch.chdir(path.parent)
    connect(anki).push(Path(path.name), types(plan))

    (asked,) = [one for one in anki.asked if one["action"] == "importPackage"]
    assert asked == {"action": "importPackage", "version": 6, "params": {"path": str(path)}}


def test_an_old_add_on_tells_new_notes_alone(anki: Counterpart, package: Package) -> None:
    anki.without = frozenset({"notesModTime"})
    plan = make_plan([make_note("a", "A?", "a")])

    assert connect(anki).push(package(plan), types(plan)) == Pushed(new=1, updated=None, same=None)


def test_the_key(anki: Counterpart, package: Package) -> None:
    anki.key = "secret"
    plan = make_plan([make_note("a", "A?", "a")])

    for wrong in ("", "other"):
        message, help = refused(connect(anki, wrong))
        assert message == "AnkiConnect wants its key"
        assert "--key" in help
        assert "secret" not in message + help
    assert connect(anki, "secret").push(package(plan), types(plan)).new == 1


def test_no_profile_is_open(anki: Counterpart) -> None:
    anki.is_open = False

    assert refused(connect(anki))[0] == "no profile is open in Anki"


def test_an_add_on_that_cannot_import(anki: Counterpart) -> None:
    anki.without = frozenset({"importPackage"})

    assert refused(connect(anki))[0] == "this AnkiConnect cannot import packages"


def test_ankis_own_words_are_handed_on(anki: Counterpart, tmp_path: Path) -> None:
    broken = tmp_path / "broken.apkg"
    broken.write_bytes(b"no package")
    message, _ = refused(connect(anki), broken)

    assert message.startswith("Anki refused: ")
    assert len(message) > 20


def test_nobody_is_there() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    message, help = refused(AnkiConnect(url=f"http://127.0.0.1:{port}"))

    assert message == f"no Anki answers at http://127.0.0.1:{port}: connection refused"
    assert "2055492159" in help


@contextmanager
def stranger(reply: bytes | None) -> Iterator[str]:
    """A program that gives every caller the same reply, or none at all."""
    with socket.create_server(("127.0.0.1", 0)) as server:

        def serve() -> None:
            while True:
                try:
                    caller, _ = server.accept()
                except OSError:
                    return
                callers.append(caller)
                if reply is not None:
                    caller.recv(65_536)
                    caller.sendall(reply)
                    caller.close()

        callers: list[socket.socket] = []
        Thread(target=serve, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.getsockname()[1]}"
        finally:
            server.shutdown(socket.SHUT_RDWR)
            for caller in callers:
                caller.close()


def _http(body: object, status: str = "200 OK") -> bytes:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return b"HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s" % (status.encode(), len(content), content)


@pytest.mark.parametrize(
    "reply",
    [
        b"SSH-2.0-OpenSSH_9.9\r\n",
        _http(b"<h1>Hello</h1>"),
        _http("not found", "404 Not Found"),
        _http({}, "302 Found\r\nLocation: http://127.0.0.1:1/"),
        _http(["result", "error"]),
        _http({"result": 6}),
        _http({"result": "six", "error": None}),
        _http(b"[" * 100_000),
        _http(b"\xff\xfe"),
        b"",
    ],
    ids=range(10),
)
def test_somebody_else_is_there(reply: bytes) -> None:
    with stranger(reply) as url:
        message, help = refused(AnkiConnect(url=url, patience=5))

    assert "is not AnkiConnect" in message or message.startswith("no Anki answers")
    assert help


def test_an_old_version_is_named() -> None:
    with stranger(_http({"result": 5, "error": None})) as url:
        message, _ = refused(AnkiConnect(url=url))

    assert message == "this AnkiConnect cannot import packages: its version is 5, not 6"


def test_no_permission() -> None:
    with stranger(_http(b"", "403 Forbidden")) as url:
        assert "does not let this program in" in refused(AnkiConnect(url=url))[0]


def test_an_answer_that_never_comes() -> None:
    with stranger(None) as url:
        message, help = refused(AnkiConnect(url=url, patience=0.2))

    assert message == "Anki did not answer within 0.2 seconds"
    assert "--timeout" in help


def test_an_import_that_anki_declines(anki: Counterpart, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Counterpart, "take_package", lambda *_, **__: False)

    assert refused(connect(anki))[0] == "Anki did not import the package"


@pytest.mark.parametrize(
    "url",
    ["https://127.0.0.1:8765", "127.0.0.1:8765", "file:///etc/passwd", "http://", "http://a:b",
     "http://user:word@127.0.0.1", "http://ä.example", "http://[::1", "", "http://h:99999"],
)  # fmt: skip
def test_wrong_addresses(url: str) -> None:
    assert refused(AnkiConnect(url=url))[0] == f"`{url}` is no address of AnkiConnect"
