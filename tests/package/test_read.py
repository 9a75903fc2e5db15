"""Reading packages back: our own, other writers', and what is no package at all."""

from __future__ import annotations

import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path
from typing import Any

import genanki
import pytest

from deckgen.model import Deck, NoteKind, Plan
from deckgen.package import Contents, read_package
from tests.package.plans import (
    BASIC,
    CLOZE,
    POND,
    RELEASED,
    make_note,
    make_plan,
    small_plan,
)

Write = Callable[[Plan], bytes]
Repack = Callable[[bytes, Mapping[str, bytes | None]], Path]


def _read(path: Path) -> Contents:
    contents, found = read_package(path)
    assert found == ()
    assert contents is not None
    return contents


def _refused(path: Path) -> tuple[str, str]:
    contents, found = read_package(path)
    assert contents is None
    (one,) = found
    assert one.span.path == str(path)
    assert one.help
    return one.code, one.message.removeprefix(f"`{path}` ")


def test_everything_is_read(tmp_path: Path, written: Write, repacked: Repack) -> None:
    path = repacked(written(small_plan(tmp_path)), {})
    contents = _read(path)

    picture = hashlib.sha256(b"<svg xmlns='http://www.w3.org/2000/svg'/>").hexdigest()
    assert [note.guid for note in contents.notes] == ["n1", "n2", "n3", "n4"]
    assert contents.notes[1].tags == ("pond::animals", "young")
    assert [card.ord for card in contents.notes[1].cards] == [0, 1, 2]
    assert contents.notes[1].cards[2].due == 2
    assert contents.notes[0].cards[0].deck == "Pond Life::09 Animals"
    assert contents.notes[3].modified == RELEASED
    assert [one.kind for one in contents.note_types] == [NoteKind.BASIC, NoteKind.CLOZE]
    assert contents.note_types[1].templates[0].front == CLOZE.template.front
    assert contents.note_types[0].fields[6].id == BASIC.fields[6].id
    assert Deck(id=1_500_000_009, name="Pond Life::09 Animals", description="Newts and more.") in (
        contents.decks
    )
    assert contents.media == {"newt-0123456789ab.svg": picture}


def test_genankis_own_package(tmp_path: Path) -> None:
    """No ids on fields and templates, all positions 0: notes come in the order of their rows."""
    model = genanki.Model(
        1_607_392_319,
        "Plain",
        fields=[{"name": "Front"}, {"name": "Back"}],
        templates=[{"name": "Card 1", "qfmt": "{{Front}}", "afmt": "{{Back}}"}],
    )
    deck = genanki.Deck(2_059_400_110, "Puddles")
    for word in ("zebra", "aphid"):
        deck.add_note(genanki.Note(model=model, fields=[word, "animal"], tags=["a", "b"]))
    genanki.Package(deck).write_to_file(tmp_path / "g.apkg", timestamp=1_600_000_000.0)
    contents = _read(tmp_path / "g.apkg")

    assert [note.fields for note in contents.notes] == [("zebra", "animal"), ("aphid", "animal")]
    assert contents.notes[0].tags == ("a", "b")
    assert contents.notes[0].cards[0].deck == "Puddles"
    assert contents.note_types[0].fields[0].id is None
    assert contents.note_types[0].templates[0].id is None
    assert contents.decks == (Deck(id=2_059_400_110, name="Puddles"),)


def test_notes_come_in_the_order_of_their_positions(written: Write, repacked: Repack) -> None:
    late = make_note("late", "Q", position=2, note_id=1000)
    early = make_note("early", "Q", position=1, note_id=9000)
    contents = _read(repacked(written(make_plan((late, early))), {}))

    assert [note.guid for note in contents.notes] == ["early", "late"]


@pytest.mark.parametrize(
    ("content", "code", "message"),
    [
        (b"", "DG703", "is empty"),
        (b"\n<!DOCTYPE html><title>404</title>", "DG703", "is a web page, not a package"),
        (b"\xef\xbb\xbf<html>", "DG703", "is a web page, not a package"),
        (b"version https://git-lfs.github.com/spec/v1\n", "DG703", "is a Git LFS pointer"),
        (b"SQLite format 3\0" + bytes(100), "DG703", "is a bare collection"),
        (b"PK\x03\x04" + bytes(100), "DG703", "is a damaged zip file: its end is missing"),
        (b"\x7fELF", "DG703", "is not a package (not a zip file)"),
    ],
)
def test_what_is_no_package(tmp_path: Path, content: bytes, code: str, message: str) -> None:
    path = tmp_path / "x.apkg"
    path.write_bytes(content)
    found, text = _refused(path)

    assert found == code
    assert text.startswith(message)


def test_a_missing_file_and_a_folder(tmp_path: Path) -> None:
    assert _refused(tmp_path / "no.apkg") == ("DG703", "cannot be read: no such file or directory")
    assert _refused(tmp_path) == ("DG703", "cannot be read: is a directory")


def test_a_download_that_broke_off(tmp_path: Path, written: Write) -> None:
    """Wherever it broke off; and a byte that changed on the way."""
    package = written(small_plan())
    path = tmp_path / "x.apkg"
    for length in range(1, len(package), 97):
        path.write_bytes(package[:length])
        assert _refused(path)[0] == "DG703"
    changed = bytearray(package)
    changed[200] ^= 0xFF
    path.write_bytes(changed)
    assert _refused(path)[0] in {"DG703", "DG705"}


def test_ankis_newer_format(written: Write, repacked: Repack) -> None:
    path = repacked(
        written(small_plan()), {"collection.anki21b": b"(\xb5/\xfd", "meta": b"\x08\x03"}
    )
    code, message = _refused(path)

    assert (code, message) == ("DG704", "is in Anki's newer format, which is not supported")


def test_the_newer_of_two_legacy_collections_is_read(written: Write, repacked: Repack) -> None:
    package = written(small_plan())
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        database = archive.read("collection.anki2")
    stub = {"collection.anki21": database, "collection.anki2": b"please update"}

    assert len(_read(repacked(package, stub)).notes) == 4


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"collection.anki2": None}, "it holds no collection"),
        ({"collection.anki2": b"nothing"}, "its collection cannot be read"),
        ({"media": None}, "it holds no list of media files"),
        ({"media": b"{"}, "its list of media files (`media`) is not"),
        ({"media": b"[" * 100_000}, "its list of media files (`media`) is not"),
        ({"media": b'["a.png"]'}, "its list of media files (`media`) is not"),
        ({"media": b'{"0": 7}'}, "its list of media files (`media`) is not"),
        ({"media": b'{"0": "a.png"}'}, "its media file `a.png` is listed, but absent"),
        (
            {"media": b'{"0": "a.png", "1": "a.png"}', "0": b"", "1": b""},
            "its media file `a.png` is listed twice",
        ),
    ],
)
def test_damaged_parts(
    written: Write, repacked: Repack, changes: dict[str, bytes | None], message: str
) -> None:
    code, text = _refused(repacked(written(small_plan()), changes))

    assert code == "DG705"
    assert text.startswith("is a damaged package: " + message)


@pytest.mark.parametrize(
    ("sql", "message"),
    [
        ("DROP TABLE notes", "its collection has no table `notes`"),
        ("DELETE FROM col", "its collection has an empty table `col`"),
        ("UPDATE col SET ver = 18", "its collection has schema 18, not 11"),
        ("UPDATE col SET models = '{'", "its collection is not as Anki writes it"),
        ("UPDATE col SET decks = '[1]'", "its collection is not as Anki writes it"),
        ("UPDATE col SET models = '{\"1\": {}}'", "its collection is not as Anki writes it"),
        ("UPDATE notes SET flds = x'ff'", "its collection is not as Anki writes it"),
        ("UPDATE notes SET guid = CAST(x'ff' AS TEXT)", "its collection cannot be read"),
        ("UPDATE notes SET mod = 'soon'", "its collection is not as Anki writes it"),
        ("UPDATE cards SET ord = 1.5", "its collection is not as Anki writes it"),
    ],
)
def test_damaged_collections(written: Write, repacked: Repack, sql: str, message: str) -> None:
    package = written(small_plan())
    code, text = _refused(repacked(package, {"collection.anki2": _altered(package, sql)}))

    assert code == "DG705"
    assert text.startswith("is a damaged package: " + message)


@pytest.mark.parametrize(
    "script",
    [
        """CREATE VIEW notes AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n)
           SELECT i AS id, 'g' AS guid, 1 AS mid, 1 AS mod, '' AS tags, '' AS flds FROM n""",
        """CREATE TABLE notes (id, guid, mid, mod, tags);
           INSERT INTO notes VALUES (1, 'g', 1, 1, '');
           ALTER TABLE notes ADD COLUMN flds AS (printf('%.*c', 2000000000, 'x'))""",
    ],
)
def test_a_hostile_collection_neither_hangs_nor_fills_the_memory(
    written: Write, repacked: Repack, script: str
) -> None:
    package = written(small_plan())
    database = _altered(package, f"DROP TABLE notes; {script}")

    assert _refused(repacked(package, {"collection.anki2": database}))[0] == "DG705"


def test_a_tree_of_pages_that_leads_everywhere_at_once(written: Write, repacked: Repack) -> None:
    """Interior pages that all point to the next one: 2 to the power of 18 ways through."""
    notes = tuple(make_note(f"g{i}", "Q" * 900, position=i + 1) for i in range(400))
    package = written(make_plan(notes))
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        database = bytearray(archive.read("collection.anki2"))
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(bytes(database))
        (root,) = connection.execute(
            "SELECT rootpage FROM sqlite_master WHERE name = 'notes'"
        ).fetchone()
    pages = [root, *range(root + 20, root + 37)]
    for page, following in zip(pages, [*pages[1:], root + 60], strict=True):
        start = (page - 1) * 4096
        cells = b"".join(following.to_bytes(4, "big") + bytes([i]) for i in range(1, 101))
        header = b"\x05" + bytes(2) + (100).to_bytes(2, "big") + (4096 - 500).to_bytes(2, "big")
        pointers = b"".join((4096 - 500 + 5 * i).to_bytes(2, "big") for i in range(100))
        body = header + b"\0" + following.to_bytes(4, "big") + pointers
        database[start : start + 4096] = body + bytes(4096 - 500 - len(body)) + cells

    assert _refused(repacked(package, {"collection.anki2": bytes(database)}))[0] == "DG705"


def test_a_legacy_export_of_anki(tmp_path: Path, written: Write, repacked: Repack) -> None:
    """What Anki makes of our package reads back as the same notes."""
    pytest.importorskip("anki")
    from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
    from anki.import_export_pb2 import ExportAnkiPackageOptions

    ours = repacked(written(small_plan(tmp_path)), {})
    collection = Collection(str(tmp_path / "collection.anki2"))
    try:
        request = ImportAnkiPackageRequest(
            package_path=str(ours), options=ImportAnkiPackageOptions()
        )
        collection.import_anki_package(request)
        for legacy in (True, False):
            collection.export_anki_package(
                out_path=str(tmp_path / f"{legacy}.apkg"),
                options=ExportAnkiPackageOptions(with_media=True, legacy=legacy),
                limit=None,
            )
    finally:
        collection.close()
    exported, original = _read(tmp_path / "True.apkg"), _read(ours)

    assert _refused(tmp_path / "False.apkg")[0] == "DG704"
    assert [(n.guid, n.fields, n.tags, n.modified) for n in exported.notes] == [
        (n.guid, n.fields, n.tags, n.modified) for n in original.notes
    ]
    assert [[(c.ord, c.due, c.deck) for c in n.cards] for n in exported.notes] == [
        [(c.ord, c.due, c.deck) for c in n.cards] for n in original.notes
    ]
    assert exported.note_types == original.note_types
    assert exported.media == original.media
    assert {POND.name} <= {deck.name for deck in exported.decks}


def _altered(package: bytes, script: str) -> bytes:
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        database = archive.read("collection.anki2")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(database)
        connection.executescript(script)
        connection.commit()
        return connection.serialize()


def test_media_lists_of_other_writers(written: Write, repacked: Repack) -> None:
    """Anki's exporter leaves unused numbers out; the names may be in any script."""
    listed: dict[str, Any] = {"7": "蘆.png", "3": "b.png"}
    changes: dict[str, bytes | None] = {
        "media": json.dumps(listed, ensure_ascii=False).encode(),
        "7": b"7",
        "3": b"3",
    }
    contents = _read(repacked(written(small_plan()), changes))

    assert contents.media == {
        "蘆.png": hashlib.sha256(b"7").hexdigest(),
        "b.png": hashlib.sha256(b"3").hexdigest(),
    }
