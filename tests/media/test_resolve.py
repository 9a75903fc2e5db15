"""References become files: found, checked, named by content, never from outside."""

from __future__ import annotations

import base64
import hashlib
import os
import unicodedata
from pathlib import Path

import pytest

from deckgen.diagnostics import Diagnostic
from deckgen.media import resolve
from deckgen.model import MediaFile
from tests.media.samples import DRAWING, GIF, PNG, referring, write


def one(root: Path, target: str) -> tuple[MediaFile | None, list[str]]:
    """Resolve one address; return its file and the codes of the findings."""
    media, found = resolve(referring(root, [target]), root)
    return media.get(target), [finding.code for finding in found]


def said(root: Path, target: str) -> Diagnostic:
    """Return the only finding about an address."""
    _, found = resolve(referring(root, [target]), root)
    (finding,) = found
    return finding


@pytest.mark.parametrize(
    ("path", "target"),
    [
        ("source/cat.png", "cat.png"),
        ("source/cat.png", "./cat.png"),
        ("source/img/cat.png", "img/cat.png"),
        ("img/cat.png", "../img/cat.png"),
        ("img/cat.png", "/img/cat.png"),
        ("source/my cat.png", "my cat.png"),
        ("source/my cat.png", "my%20cat.png"),
        ("source/кот.png", "%D0%BA%D0%BE%D1%82.png"),
        ("source/cat.png", "cat.png?raw=true"),
        ("source/cat.png", "cat.png#right"),
        ("source/what?.png", "what?.png"),
        ("source/100%.png", "100%.png"),
        ("source/a%20b.png", "a%20b.png"),
        ("source/img/cat.png", "img\\cat.png"),
    ],
)
def test_found(tmp_path: Path, path: str, target: str) -> None:
    """A path is found however authors write it."""
    location = write(tmp_path, path)

    file, codes = one(tmp_path, target)

    assert file is not None
    assert (file.location, codes) == (location, [])
    assert (file.sha256, file.size) == (hashlib.sha256(PNG).hexdigest(), len(PNG))


def test_exact_name_wins(tmp_path: Path) -> None:
    """A file that really is called ``a%20b.png`` comes before ``a b.png``."""
    write(tmp_path, "source/a b.png", GIF)
    literal = write(tmp_path, "source/a%20b.png", PNG)

    file, _ = one(tmp_path, "a%20b.png")

    assert file is not None
    assert file.location == literal


def test_key_without_percent_encoding(tmp_path: Path) -> None:
    """A file is found by its address as written and by its plain name."""
    write(tmp_path, "source/my cat.png")

    media, _ = resolve(referring(tmp_path, ["my%20cat.png"]), tmp_path)

    assert media["my%20cat.png"] == media["my cat.png"]


def test_other_case(tmp_path: Path) -> None:
    """A name in another case is used, and the finding says how it is spelled."""
    location = write(tmp_path, "source/Img/Cat.PNG")

    media, (finding,) = resolve(referring(tmp_path, ["img/cat.png"]), tmp_path)

    assert media["img/cat.png"].location == location
    assert (finding.code, finding.help) == ("DG503", "write `Img/Cat.PNG`")
    assert media["img/cat.png"].name.endswith(".png")


def test_right_case_wins(tmp_path: Path) -> None:
    """Of two names that differ in case, the one as written is used, without a finding."""
    write(tmp_path, "source/Cat.png", GIF)
    location = write(tmp_path, "source/cat.png", PNG)
    if len(list((tmp_path / "source").iterdir())) == 1:
        pytest.skip("the file system ignores case")

    file, codes = one(tmp_path, "cat.png")

    assert file is not None
    assert (file.location, codes) == (location, [])


def test_accents_in_either_form(tmp_path: Path) -> None:
    """An accent written as one character finds one written as two, without a finding."""
    location = write(tmp_path, "source/" + unicodedata.normalize("NFD", "café.png"))

    file, codes = one(tmp_path, unicodedata.normalize("NFC", "café.png"))

    assert file is not None
    assert (file.location, codes) == (location, [])


def test_missing_names_what_is_near(tmp_path: Path) -> None:
    """A missing file is a warning at its exact place, with the name that was meant."""
    write(tmp_path, "source/img/attention.png")

    finding = said(tmp_path, "img/atention.png")

    assert (finding.code, finding.span.line, finding.span.col) == ("DG501", 1, 5)
    assert finding.message == "`img/atention.png` does not exist"
    assert finding.help == "did you mean `img/attention.png`?"


def test_missing_names_the_same_file_elsewhere(tmp_path: Path) -> None:
    """A file of that name in another folder is suggested."""
    write(tmp_path, "pictures/deep/cat.png")

    assert said(tmp_path, "cat.png").help == "did you mean `../pictures/deep/cat.png`?"


def test_every_place_is_reported(tmp_path: Path) -> None:
    """A file missed twice is reported twice."""
    _, found = resolve(referring(tmp_path, ["a.png", "a.png"]), tmp_path)

    assert [(finding.code, finding.span.line) for finding in found] == [("DG501", 1), ("DG501", 2)]


@pytest.mark.parametrize(
    "target",
    [
        "../../secret.png",
        "/../secret.png",
        "%2e%2e/%2e%2e/secret.png",
        "file:///etc/logo.png",
        "C:\\secret.png",
        "\\\\server\\share\\secret.png",
        "..\\..\\secret.png",
    ],
)
def test_outside(tmp_path: Path, target: str) -> None:
    """No path leads out of the project."""
    write(tmp_path, "secret.png")
    root = tmp_path / "project"
    write(root, "source/cat.png")

    assert one(root, target) == (None, ["DG502"])


def test_link_that_leads_out(tmp_path: Path) -> None:
    """A symbolic link out of the project is refused, one inside it is followed."""
    secret = write(tmp_path, "secret.png")
    root = tmp_path / "project"
    inside = write(root, "source/cat.png")
    (root / "source/out.png").symlink_to(secret)
    (root / "source/folder").symlink_to(tmp_path)
    (root / "source/in.png").symlink_to(inside)

    assert one(root, "out.png") == (None, ["DG502"])
    assert one(root, "folder/secret.png") == (None, ["DG502"])
    assert one(root, "in.png")[1] == []


@pytest.mark.parametrize(
    ("target", "code"),
    [
        ("", "DG501"),
        ("empty.png", "DG504"),
        ("folder.png", "DG504"),
        ("notes.pdf", "DG505"),
        ("nothing", "DG505"),
        ("data:image/svg+xml;base64,PHN2Zy8+", "DG510"),
        ("data:image/png;base64,???", "DG510"),
        ("odd\0name.png", "DG501"),
        ("x" * 5000 + ".png", "DG501"),
    ],
)
def test_unusable(tmp_path: Path, target: str, code: str) -> None:
    """What cannot be used is said, each with its own code."""
    write(tmp_path, "source/empty.png", b"")
    write(tmp_path, "source/notes.pdf")
    write(tmp_path, "source/nothing", b"plain words")
    (tmp_path / "source/folder.png").mkdir()

    assert one(tmp_path, target) == (None, [code])


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is unreadable to root")
def test_unreadable(tmp_path: Path) -> None:
    """A file without permission to read it is said to be so."""
    write(tmp_path, "source/cat.png").chmod(0)

    assert one(tmp_path, "cat.png") == (None, ["DG504"])


def test_pipe_is_not_opened(tmp_path: Path) -> None:
    """A named pipe, which would never end, is not read."""
    (tmp_path / "source").mkdir()
    os.mkfifo(tmp_path / "source/cat.png")

    assert one(tmp_path, "cat.png") == (None, ["DG504"])


def test_picture_in_the_text(tmp_path: Path) -> None:
    """A picture written into the text becomes a file."""
    target = "data:image/png;base64," + base64.b64encode(PNG).decode()

    file, codes = one(tmp_path, target)

    assert file is not None
    assert (file.data, file.sha256, codes) == (PNG, hashlib.sha256(PNG).hexdigest(), [])


def test_kind_from_content(tmp_path: Path) -> None:
    """A picture without an extension gets the one that fits."""
    write(tmp_path, "source/cat", GIF)

    file, codes = one(tmp_path, "cat")

    assert file is not None
    assert (file.name.endswith(".gif"), codes) == (True, [])


def test_same_bytes_are_one_file(tmp_path: Path) -> None:
    """The same picture in two folders is one file; another one of that name is a second."""
    write(tmp_path, "source/a/cat.png", PNG)
    write(tmp_path, "source/b/cat.png", PNG)
    write(tmp_path, "source/c/cat.png", GIF)

    media, _ = resolve(referring(tmp_path, ["a/cat.png", "b/cat.png", "c/cat.png"]), tmp_path)

    assert media["a/cat.png"].name == media["b/cat.png"].name != media["c/cat.png"].name


def test_large_file_is_noted(tmp_path: Path) -> None:
    """A file of more than 10 MB is used, and noted."""
    write(tmp_path, "source/cat.png", PNG + bytes(10_000_000))

    file, codes = one(tmp_path, "cat.png")

    assert (file is not None, codes) == (True, ["DG509"])


def test_drawing_is_kept_or_refused(tmp_path: Path) -> None:
    """A harmless drawing is used as it is, another one is not."""
    write(tmp_path, "source/plain.svg", DRAWING)
    write(tmp_path, "source/active.svg", DRAWING.replace(b"<path", b"<script>x()</script><path"))
    write(tmp_path, "source/broken.svg", b"<svg>")

    media, found = resolve(referring(tmp_path, ["plain.svg", "active.svg", "broken.svg"]), tmp_path)

    assert media["plain.svg"].data is None
    assert set(media) == {"plain.svg"}
    assert [finding.code for finding in found] == ["DG507", "DG508"]


def test_relative_root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Root and files may be given relative to the current folder."""
    write(tmp_path, "source/cat.png")
    monkeypatch.chdir(tmp_path)

    media, found = resolve(referring(Path(), ["cat.png"]), Path())

    assert (list(media), found) == (["cat.png"], ())
