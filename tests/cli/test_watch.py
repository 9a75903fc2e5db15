"""``deckgen watch``: real saves, a real process."""

from __future__ import annotations

import re
import shutil
import signal
import urllib.request
from collections.abc import Callable
from pathlib import Path

import pytest

from deckgen.anki.collection import anki_version
from tests.cli.running import RIVERS, Run, Running, Start

Write = Callable[..., Path]
SOURCE = "source/rivers.md"


@pytest.fixture(autouse=True)
def _rivers(write: Write) -> None:
    write(SOURCE, RIVERS)


def line(running: Running) -> str:
    """The next line without its time and its duration."""
    given = running.line()
    found = re.fullmatch(r"\d\d:\d\d:\d\d  (.*?)(?: in \d+\.\d s)?", given)
    assert found, given
    return found[1]


def test_each_save_is_built_and_told(start: Start, write: Write, tmp_path: Path) -> None:
    with start("watch") as running:
        first = line(running)
        write(SOURCE, RIVERS.replace("meander", "wind"))
        reworded = line(running)
        (tmp_path / SOURCE).rename(tmp_path / "source/streams.md")
        moved = line(running)
        code = running.interrupt()

    assert first == "5 added → build/rivers.apkg (5 notes, 7 cards)"
    assert reworded == "1 reworded, 4 unchanged → build/rivers.apkg (5 notes, 7 cards)"
    assert moved == "5 changed → build/rivers.apkg (5 notes, 7 cards)"
    assert code == 0
    named = "the deck is called “Rivers”: `[deck] name` in deckgen.toml names it\n"
    assert running.said() == named
    assert running.lines.empty()  # it did not build for what it wrote itself


def test_a_lock_that_somebody_else_changes_is_built_again(start: Start, tmp_path: Path) -> None:
    with start("watch") as running:
        line(running)
        lock = tmp_path / "deckgen.lock"
        text = lock.read_text("utf-8")
        lock.write_text("<<<<<<< ours\n", "utf-8")
        wait_for(running, "not built")
        lock.write_text(text, "utf-8")
        again = line(running)

    assert again == "5 unchanged → build/rivers.apkg (5 notes, 7 cards, as it was)"


def wait_for(running: Running, words: str) -> None:
    """Wait until something is said on stderr."""
    for _ in range(600):
        if any(words in one for one in running.errors):
            return
        running.pause()
    raise AssertionError(f"never said: {words}\n{''.join(running.errors)}")


def test_broken_saves_end_nothing(start: Start, write: Write, tmp_path: Path) -> None:
    """A bad byte, a wrong setting, an empty file, a folder that is gone: the package stays."""
    package = tmp_path / "build/rivers.apkg"
    with start("watch") as running:
        line(running)
        good = package.read_bytes()
        write(SOURCE, RIVERS.encode() + b"\n\n## Bad \xff?\n\nYes.\n")
        wait_for(running, "not built; the package stays as it was")
        write("deckgen.toml", "[deck\n")
        wait_for(running, "the configuration `deckgen.toml` is wrong")
        (tmp_path / "deckgen.toml").unlink()
        write(SOURCE, "")
        wait_for(running, "no question with an answer")
        shutil.rmtree(tmp_path / "source")
        wait_for(running, "`source` is gone")
        assert package.read_bytes() == good
        write(SOURCE, RIVERS)
        again = line(running)
        code = running.interrupt(signal.SIGTERM)

    assert again == "5 unchanged → build/rivers.apkg (5 notes, 7 cards, as it was)"
    assert code == 0
    assert package.read_bytes() == good
    assert "Traceback" not in running.said()


def test_the_preview_follows(start: Start, write: Write) -> None:
    with start("watch", "--serve") as running:
        address = running.line()
        line(running)
        before = _index(address)
        with urllib.request.urlopen(f"{address}events", timeout=20) as events:
            assert _hear(events) == ["event: built", f"data: {before}"]
            write(SOURCE, RIVERS.replace("meander", "wind"))
            line(running)
            event, told = _hear(events)
            write(SOURCE, RIVERS.encode() + b"\n\n## Bad \xff?\n\nYes.\n")
            wait_for(running, "not built")
            while (problem := _hear(events))[0] == "event: built":
                pass
        after = _index(address)
        assert running.interrupt() == 0

    assert event == "event: built"
    assert told != f"data: {before}"
    assert problem[0] == "event: broken"
    assert problem[1].startswith("data: Not built: ")
    assert after != before


def _index(address: str) -> str:
    with urllib.request.urlopen(address, timeout=20) as page:
        found = re.search(r"data/index-\w+\.js", page.read().decode())
    assert found
    return found[0]


def _hear(events: object) -> list[str]:
    lines: list[str] = []
    while text := events.readline().decode().rstrip("\n"):  # type: ignore[attr-defined]
        lines.append(text)
    return lines


@pytest.mark.skipif(not anki_version(), reason="needs the extra `anki`")
def test_each_new_package_goes_to_anki(
    start: Start, write: Write, tmp_path_factory: pytest.TempPathFactory
) -> None:
    from tests.anki.counterpart import start_counterpart

    with (
        start_counterpart(tmp_path_factory.mktemp("anki")) as anki,
        start("watch", "--push", "--url", anki.url) as running,
    ):
        told = [line(running), line(running)]
        write(SOURCE, RIVERS + "\n## What is a ford?\n\nA shallow place to cross.\n")
        told += [line(running), line(running)]
        anki.key = "changed"
        write(SOURCE, RIVERS)
        told.append(line(running))
        wait_for(running, "AnkiConnect wants its key")
        anki.key = None
        write("deckgen.toml", "")  # the next build hands over what did not get there
        told += [line(running), line(running)]
        notes = anki.collection.note_count()
        assert running.interrupt() == 0

    assert told[1] == "→ Anki: 5 new"
    assert told[2].startswith("1 added, 5 unchanged → ")
    assert told[3] == "→ Anki: 1 new, 5 as they were"
    assert told[4].startswith("1 retired, 5 unchanged → ")
    assert told[6] == "→ Anki: 6 as they were"
    assert notes == 6


def test_a_broken_configuration_is_told_at_once(deckgen: Run, write: Write) -> None:
    write("deckgen.toml", "[deck\n")
    ran = deckgen("watch")

    assert ran.code == 2
    assert "the configuration `deckgen.toml` is wrong" in ran.err
