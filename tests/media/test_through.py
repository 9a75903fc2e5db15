"""From the reference in the Markdown to the name in the field, through parser and renderer."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.markdown import parse
from deckgen.media import resolve
from deckgen.model import SourceFile
from deckgen.render import RenderContext, render_blocks
from tests.media.samples import write


@pytest.mark.parametrize(
    ("path", "written"),
    [
        ("cat.png", "![A cat](cat.png)"),
        ("my cat.png", "![A cat](<my cat.png>)"),
        ("my cat.png", "![A cat](my%20cat.png 'Title')"),
        ("my cat.png", '<img src="my cat.png" alt="A cat">'),
        ("my cat.png", '<img alt="A cat" src="my%20cat.png" width="50">'),
        ("a&b.png", "![A cat](a&b.png)"),
        ("a&b.png", '<img src="a&amp;b.png" alt="A cat">'),
        ("Überblick.png", "![A cat](Überblick.png)"),
        ("注意力.png", "![A cat](%E6%B3%A8%E6%84%8F%E5%8A%9B.png)"),
        ("100%.png", "![A cat](100%.png)"),
        ("a(b).png", "![A cat](a(b).png)"),
        ("a[b].png", "![A cat](a[b].png)"),
        ("it's.png", "![A cat](it's.png)"),
        ("img/cat.png", "![A cat](img\\cat.png)"),
        ("cat.png", "![A cat][cat]\n\n[cat]: cat.png"),
        ("cat.png", "[![A cat](cat.png)](https://web.example)"),
        ("cat.png", "- item\n\n  > ![A cat](./cat.png)"),
        ("cat.png", "| a |\n| --- |\n| ![A cat](cat.png) |"),
        ("cat.png", "<table><tr><td><img src=cat.png alt='A cat'></td></tr></table>"),
        ("cat.png", "<details><summary>S</summary>\n\n![A cat](cat.png)\n\n</details>"),
        ("cat.png", "Text[^1].\n\n[^1]: ![A cat](cat.png)"),
        ("Cat.PNG", "![A cat](cat.png)"),
        ("cat.png", "![A cat](cat.png?raw=true)"),
        ("cat.png", "<picture><source srcset='no.png'><img src='cat.png' alt='A cat'></picture>"),
    ],
)
def test_picture_arrives(tmp_path: Path, path: str, written: str) -> None:
    """The field shows the file, and hands it on to the package."""
    location = write(tmp_path, f"source/{path}")
    source = SourceFile(path="source/n.md", location=tmp_path / "source/n.md", text=written)
    document, _ = parse(source)
    media, _ = resolve(document, tmp_path)

    made = render_blocks(document.blocks, RenderContext(document, media))

    (file,) = made.media
    assert file.location == location
    assert f'<img src="{file.name}" alt="A cat"' in made.html
    assert "missing-image" not in made.html


@pytest.mark.parametrize(
    "written",
    [
        "![x](meow.mp3)",
        '<audio src="meow.mp3"></audio>',
        '<audio controls><source src="meow.mp3"></audio>',
    ],
)
def test_sound_arrives(tmp_path: Path, written: str) -> None:
    """A sound becomes one that Anki plays."""
    write(tmp_path, "source/meow.mp3", b"ID3 a sound")
    source = SourceFile(path="source/n.md", location=tmp_path / "source/n.md", text=written)
    document, _ = parse(source)
    media, found = resolve(document, tmp_path)

    made = render_blocks(document.blocks, RenderContext(document, media))

    (file,) = made.media
    assert f"[sound:{file.name}]" in made.html
    assert found == ()
