"""Pictures in the real Anki: all there, none too many, replaced when the author replaces one."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image, features

from deckgen.cli.entry import run
from tests.media.pictures import jpeg, moving, noise, png, webp
from tests.media.samples import DRAWING, write
from tests.media.serving import Site

pytest.importorskip("anki")

from deckgen.anki.collection import AnkiCollection, fresh_collection

KINDS = """# Rivers

## What does a picture look like in each way of writing it?

![plain](plain.png) ![spaces](<my cat.png>) ![encoded](my%20cat.png 'Title') ![reference][cat]
<img src="img/plain.png" alt="html" width="40"> <img alt=srcset srcset="no.png 2x" src=plain.png>

| a | b |
| --- | --- |
| ![other](img/deep/../plain.png) | ![up](../pictures/plain.png) |

[cat]: <my cat.png> "A cat"

## What does a picture look like in each format?

![jpeg](photo.jpg) ![gif](moving.gif) ![webp](photo.webp) ![svg](drawing.svg)
![bmp](old.bmp) ![avif](photo.avif)

## What does it sound like?

![sound](meow.mp3) <audio src="meow.ogg"></audio> <video src="film.mp4"></video>

## What is on the web?

![remote]({at}remote.png)

## What is not there?

Nothing but ![words in its place](missing.png)
"""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project's folder, which is also the current one."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    root = tmp_path / "project"
    root.mkdir()
    monkeypatch.chdir(root)
    return root


@pytest.fixture
def build(root: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[int], Path]:
    """A function that builds at a time and returns the package."""

    def build(now: int) -> Path:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(now))
        assert run(["build", "-q"]) == 0
        (location,) = (root / "build").glob("*.apkg")
        return location

    return build


@pytest.fixture
def collection() -> Iterator[AnkiCollection]:
    """An empty collection of the real Anki."""
    with fresh_collection() as opened:
        yield opened


def fields(collection: AnkiCollection) -> str:
    return "\n".join(str(row[0]) for row in collection.rows("SELECT flds FROM notes"))


def names(collection: AnkiCollection) -> set[str]:
    """The media that the notes of a collection refer to."""
    found = re.findall(r'src="([^"]+)"|\[sound:([^\]]+)\]', fields(collection))
    return {image or sound for image, sound in found}


def avif() -> bytes:
    out = io.BytesIO()
    noise(64, 32).save(out, "AVIF")
    return out.getvalue()


def test_every_way_of_writing(
    root: Path, build: Callable[[int], Path], collection: AnkiCollection, site: Site
) -> None:
    """Each picture and sound is in Anki's media folder, none is missing or unused."""
    site.pages = {"remote.png": png(80, 80)}
    text = KINDS.replace("{at}", site.at(""))
    if not features.check("avif"):
        text = text.replace("![avif](photo.avif)", "")
    write(root, "deckgen.toml", f'[media]\nallow_hosts = ["{site.name}"]\n'.encode())
    write(root, "source/rivers.md", text.encode())
    bmp = io.BytesIO()
    noise(20, 20).save(bmp, "BMP")
    files = {
        "plain.png": png(),
        "img/plain.png": png(66, 30),
        "my cat.png": png(50, 50),
        "photo.jpg": jpeg(),
        "moving.gif": moving("GIF"),
        "photo.webp": webp(),
        "drawing.svg": DRAWING,
        "old.bmp": bmp.getvalue(),
        "meow.mp3": b"ID3\x04 a sound",
        "meow.ogg": b"OggS a sound",
        "film.mp4": b"\0\0\0\x18ftypisom a film",
        **({"photo.avif": avif()} if features.check("avif") else {}),
    }
    for name, content in files.items():
        write(root, f"source/{name}", content)
    write(root, "pictures/plain.png", png())
    (root / "source/img/deep").mkdir()

    log = collection.import_package(build(1_700_000_000))

    assert len(log.new) >= 5
    assert collection.check_media() == ((), ())
    assert names(collection) == collection.media_files()
    # Two files called plain.png are two, a copy of one of them is not a third.
    assert len(collection.media_files()) == len(files) + 1
    assert sum(name.startswith("plain-") for name in collection.media_files()) == 2
    assert "srcset=" not in fields(collection)
    assert '<span class="missing-image">words in its place</span>' in fields(collection)
    backs = "".join(card.back for card in collection.cards())
    for name in names(collection) - {name for name in names(collection) if "meow" in name}:
        assert name in backs or name.startswith("film-")


def test_a_replaced_picture_arrives(
    root: Path, build: Callable[[int], Path], collection: AnkiCollection
) -> None:
    """The picture that changed comes with the next import; the other keeps its name and file."""
    text = "# R\n\n## What is a ford?\n\n![a](a.png)\n\n## What is a delta?\n\n![b](b.png)\n"
    write(root, "source/r.md", text.encode())
    write(root, "source/a.png", png())
    write(root, "source/b.png", png(40, 40))
    collection.import_package(build(1_700_000_000))
    before = names(collection)
    again = collection.import_package(build(1_700_000_100))
    assert (again.new, again.updated) == ((), ())
    write(root, "source/a.png", png(90, 40))

    log = collection.import_package(build(1_700_000_200))

    after = names(collection)
    assert (len(log.new), len(log.updated), len(log.conflicting)) == (0, 1, 0)
    assert {name[0] for name in after} == {"a", "b"}
    assert len(before & after) == 1
    missing, unused = collection.check_media()
    assert (missing, set(unused)) == ((), before - after)
    assert after <= collection.media_files()


@pytest.mark.slow
def test_a_thousand_pictures(
    root: Path, build: Callable[[int], Path], collection: AnkiCollection
) -> None:
    """A package of a thousand pictures is built, and the same again."""
    parts = ["# Rivers\n"]
    for i in range(1000):
        out = io.BytesIO()
        Image.new("RGB", (40, 30), (i % 256, i // 256, 7)).save(out, "PNG")
        write(root, f"source/img/{i}.png", out.getvalue())
        parts.append(f"## What is river {i}?\n\n![river {i}](img/{i}.png)\n")
    write(root, "source/rivers.md", "\n".join(parts).encode())
    package = build(1_700_000_000)
    first = package.read_bytes()
    package.unlink()

    assert build(1_800_000_000).read_bytes() == first
    collection.import_package(package)
    assert len(collection.media_files()) == 1000
    assert collection.check_media() == ((), ())
