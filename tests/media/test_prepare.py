"""Pictures lose what is nobody's business and what no screen shows, and nothing else."""

from __future__ import annotations

import io
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageOps

from deckgen.media.cache import Cache
from deckgen.media.dimensions import dimensions
from deckgen.media.kinds import sniff
from deckgen.media.metadata import orientation, strip_metadata
from deckgen.media.prepare import prepare
from tests.effort import count_calls
from tests.media.pictures import SECRET, jpeg, moving, noise, opened, png, webp
from tests.media.samples import DRAWING, PNG

WITH_SECRETS = [
    (jpeg(), ".jpg"),
    (jpeg(turned=6), ".jpeg"),
    (jpeg(progressive=True), ".jpg"),
    (png(), ".png"),
    (png(mode="P"), ".png"),
    (webp(), ".webp"),
    (webp(turned=8), ".webp"),
]


@pytest.mark.parametrize(("content", "ending"), WITH_SECRETS)
def test_secrets_go_pixels_stay(content: bytes, ending: str) -> None:
    """No metadata is left; pixels, colour profile and the right side up are; twice is once."""
    made = strip_metadata(content, ending)

    before, after = opened(content), opened(made)
    assert SECRET in content
    assert SECRET not in made
    assert before.tobytes() == after.tobytes()
    assert after.info["icc_profile"] == b"a colour profile"
    assert after.getexif().get(0x0112, 1) == before.getexif().get(0x0112, 1)
    assert ImageOps.exif_transpose(after).size == ImageOps.exif_transpose(before).size
    assert strip_metadata(made, ending) == made


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP"])
def test_animations_go_on(kind: str) -> None:
    """Frames are no metadata; an animation stays as it is."""
    content = moving(kind)

    made = prepare(content, f"a.{kind.lower()}", 32)

    assert made.content == content


@pytest.mark.parametrize(("content", "ending"), [*WITH_SECRETS, (moving("WEBP"), ".webp")])
@given(st.data())
def test_broken_containers(content: bytes, ending: str, data: st.DataObject) -> None:
    """A picture that was cut or scratched anywhere gives something, quickly, and no crash."""
    at = data.draw(st.integers(0, len(content)))
    scratched = content[:at] + data.draw(st.binary(max_size=4))
    scratched += content[at + len(scratched) - at :] if data.draw(st.booleans()) else b""

    made = strip_metadata(scratched, ending)

    assert len(made) <= len(scratched) + 100
    prepare(scratched, f"a{ending}", 16)


@pytest.mark.parametrize(
    ("start", "piece", "ending"),
    [
        (b"", b"\xff\xe1\x00\x02", ".jpg"),
        (b"\xff\xd8\xff\xda\x00\x02", b"\xff", ".jpg"),
        (PNG[:8], b"\0\0\0\0tEXt\0\0\0\0", ".png"),
    ],
)
def test_many_markers_take_linear_effort(start: bytes, piece: bytes, ending: str) -> None:
    def effort(times: int) -> int:
        return count_calls(lambda: strip_metadata(start + piece * times, ending))

    assert effort(8_000) < 6 * effort(2_000) + 1_000


@pytest.mark.parametrize("ending", [".png", ".jpg"])
@pytest.mark.parametrize("mode", ["RGB", "L"])
def test_wide_pictures_are_scaled(ending: str, mode: str) -> None:
    """A picture wider than a screen gets its width, keeps its shape and looks the same."""
    out = io.BytesIO()
    original = noise(1000, 400, mode)
    original.save(out, "PNG" if ending == ".png" else "JPEG", quality=95)

    made = prepare(out.getvalue(), f"a{ending}", 200)

    after = opened(made.content)
    assert (after.size, after.mode, made.ending) == ((200, 80), mode, ending)
    assert len(made.content) < len(out.getvalue())
    difference = ImageChops.difference(after, original.resize((200, 80), Image.Resampling.BOX))
    assert max(high for _, high in _extrema(difference)) < 60


def _extrema(picture: Image.Image) -> list[tuple[float, float]]:
    return [band.getextrema() for band in picture.split()]  # type: ignore[misc]


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "1"])
def test_scaled_in_every_mode(mode: str) -> None:
    """Transparent, grey and indexed pictures are scaled, or stay when that is smaller."""
    content = png(1000, 400, mode)

    made = prepare(content, "a.png", 200)

    assert len(made.content) < len(content)
    assert opened(made.content).size in {(200, 80), (1000, 400)}
    assert ("A" in opened(made.content).getbands()) == (mode in ("RGBA", "LA"))


def test_turned_pictures_are_scaled_as_seen() -> None:
    """What counts is the width as it is seen; the result needs no turning."""
    made = prepare(jpeg(400, 1000, turned=6), "a.jpg", 200)

    assert opened(made.content).size == (200, 80)
    assert orientation(made.content) == 1
    upright = prepare(jpeg(1000, 200, turned=6), "a.jpg", 200)
    assert opened(upright.content).size == (1000, 200)


def test_a_turned_ribbon_is_scaled() -> None:
    """A picture that becomes a single pixel high is one all the same."""
    assert opened(prepare(jpeg(8, 4000, turned=6), "a.jpg", 100).content).size == (100, 1)


def test_tall_pictures_stay() -> None:
    """A long drawing is scrolled, not shrunk; 0 keeps every original."""
    assert opened(prepare(png(100, 900), "a.png", 200).content).size == (100, 900)
    assert opened(prepare(png(1000, 400), "a.png", 0).content).size == (1000, 400)


def test_the_same_bytes_in_another_process() -> None:
    """Scaling is repeatable, whatever the hash seed."""
    code = (
        "import hashlib; from deckgen.media.prepare import prepare;"
        "from tests.media.pictures import jpeg, png;"
        "print(hashlib.sha256(prepare(jpeg(900, 500), 'a.jpg', 300).content"
        " + prepare(png(900, 500), 'a.png', 300).content).hexdigest())"
    )
    root = Path(__file__).parent.parent.parent

    def run(seed: str) -> str:
        env = {"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)}
        line = [sys.executable, "-c", code]
        return subprocess.run(line, env=env, capture_output=True, text=True, check=True).stdout

    assert run("1") == run("2")


def test_a_scaled_picture_is_kept_and_checked(tmp_path: Path) -> None:
    """What was scaled once comes from the cache; a damaged cache is none."""
    cache = Cache(tmp_path)
    content = png(900, 500)
    first = prepare(content, "a.png", 300, cache)
    again = prepare(content, "a.png", 300, cache)
    assert first == again
    for location in tmp_path.rglob("*"):
        if location.is_file():
            location.write_bytes(b"damaged")

    assert prepare(content, "a.png", 300, cache) == first
    assert prepare(content, "a.png", 200, cache) != first


@pytest.mark.parametrize(
    ("ending", "content"),
    [
        (".png", PNG[:8] + b"\0\0\0\rIHDR\0\0\xff\xff\0\0\xff\xff\x08\2\0\0\0"),
        (".gif", b"GIF89a\xff\xff\xff\xff"),
        (".jpg", b"\xff\xd8\xff\xc0\x00\x11\x08\xff\xff\xff\xff\x03"),
        (".webp", b"RIFF\0\0\0\0WEBPVP8X\x0a\0\0\0\0\0\0\0\xff\xff\0\xff\xff\0"),
        (".avif", b"\0\0\0\x20ftypavif" + bytes(20) + b"ispe\0\0\0\0\0\0\xff\xff\0\0\xff\xff"),
        (".bmp", b"BM" + bytes(16) + b"\xff\xff\0\0\xff\xff\0\0"),
    ],
)
def test_bombs_are_refused(ending: str, content: bytes) -> None:
    """A small file that would be four billion pixels is refused without decoding it."""
    made = prepare(content, f"a{ending}", 2000)

    assert (made.content, made.ending) == (b"", "")
    assert [remark.code for remark in made.remarks] == ["DG514"]


def test_dimensions_of_real_pictures() -> None:
    """Sizes are read as Pillow reads them."""
    for kind in ("PNG", "JPEG", "GIF", "WEBP", "BMP"):
        out = io.BytesIO()
        noise(321, 123).save(out, kind)
        assert dimensions(out.getvalue(), sniff(out.getvalue())) == (321, 123), kind


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\n", "a.png", "DG504"),
        (b"<!DOCTYPE html><p>Not found", "a.png", "DG504"),
        (b"words", "a.jpg", "DG504"),
        (b"", "a.png", "DG504"),
        (PNG, "a.pdf", "DG505"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "", "DG505"),
    ],
)
def test_what_is_not_what_it_says(content: bytes, name: str, code: str) -> None:
    """A pointer, a saved page or an unknown kind is no picture, whatever its name."""
    made = prepare(content, name, 2000)

    assert (made.ending, [remark.code for remark in made.remarks]) == ("", [code])


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (DRAWING, ".svg"),
        (b"\xef\xbb\xbf<?xml version='1.0'?>\n<!-- a -->\n" + DRAWING, ".svg"),
        (b"<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'x.dtd'>" + DRAWING, ".svg"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>".encode("utf-16"), ".svg"),
        (b"<html><svg></svg></html>", ""),
        (b"<p>&lt;svg ", ""),
        (b"ID3\x04", ".mp3"),
        (b"\xff\xfb\x90\x00", ".mp3"),
        (b"RIFF\0\0\0\0WAVEfmt ", ".wav"),
        (b"\0\0\0\x18ftypisom", ".mp4"),
        (b"\0\0\0\x18ftypM4A ", ".m4a"),
        (b"\x1aE\xdf\xa3\x01\0\0\0B\x82\x84webm", ".webm"),
        (b"\0\0\0\x1cftypavif", ".avif"),
        (b"\0\0\0\x1cftypmif1\0\0\0\0avifmif1", ".avif"),
        (b"%PDF-1.7", ""),
        (b"", ""),
    ],
)
def test_kinds(content: bytes, ending: str) -> None:
    assert sniff(content) == ending


@pytest.mark.parametrize("piece", [b"<!--", b"<!-- -->", b"<?", b" ", b"<!DOCTYPE ["])
def test_what_only_begins_like_a_drawing(piece: bytes) -> None:
    """Comments without end, and thousands of them, are no drawing."""
    assert sniff(piece * (60_000 // len(piece))) == ""


def test_wrong_ending_is_put_right() -> None:
    """A JPEG that is called PNG is stored as what it is."""
    assert prepare(jpeg(), "a.png", 2000).ending == ".jpg"
    assert prepare(jpeg(), "a.jpeg", 2000).ending == ".jpeg"
