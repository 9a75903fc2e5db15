"""What an author may decide instead of the resolver."""

from __future__ import annotations

import pytest

from deckgen.dialects import ReadingSettings
from tests.dialects.reading import codes_of, read_text, texts_of

TEXT = """# Stones

## What is granite?

Some words.

### Feldspar

A mineral.

### Quartz

Another one.

**Is it hard?**

Very.

## Basalt

Dark.
"""


def test_nothing_is_decided() -> None:
    assert texts_of(TEXT) == ["What is granite?"]


@pytest.mark.parametrize(
    ("asking", "expected"),
    [
        (("h2",), ["What is granite?", "Basalt"]),
        (("h3",), ["Feldspar", "Quartz"]),
        (("heading",), ["Stones", "What is granite?", "Feldspar", "Quartz", "Basalt"]),
        (("bold",), ["Is it hard?"]),
        (("h2", "h3"), ["What is granite?", "Feldspar", "Quartz", "Basalt"]),
        (("none",), []),
    ],
)
def test_what_asks(asking: tuple[str, ...], expected: list[str]) -> None:
    found = texts_of(TEXT, ReadingSettings(question=asking))

    assert [text for text in found if text != "Stones"] == [
        text for text in expected if text != "Stones"
    ]


def test_never() -> None:
    text = "# FAQ\n\n**Is it hard?**\n\nYes.\n\n**Is it heavy?**\n\nYes.\n"

    assert texts_of(text) == ["Is it hard?", "Is it heavy?"]
    assert texts_of(text, ReadingSettings(never=("bold", "line"))) == []


def test_skipped_titles() -> None:
    text = "## Ours\n\n### What is slate?\n\nRock.\n\n## Theirs\n\n### What is chalk?\n\nRock.\n"

    assert texts_of(text) == ["What is slate?", "What is chalk?"]
    assert texts_of(text, ReadingSettings(skip=("theirs",))) == ["What is slate?"]


@pytest.mark.parametrize(
    "written",
    [
        "---\ndeckgen:\n  question: h3\n---\n\n",
        "---\ndeckgen:\n  question: [h3]\n---\n\n",
        "<!-- deckgen: question=h3 -->\n\n",
        "<!-- deckgen: question = h3, bold -->\n\n",
    ],
)
def test_file_overrules_project(written: str) -> None:
    found = texts_of(written + TEXT, ReadingSettings(question=("h2",)))

    assert "Feldspar" in found
    assert "Basalt" not in found


def test_front_matter_skips_a_file() -> None:
    assert texts_of("---\ndeckgen: {skip: true}\n---\n\n" + TEXT) == []


def test_skip_comments() -> None:
    text = (
        "## What is slate?\n\nRock.\n\n<!-- deckgen: skip -->\n## What is chalk?\n\nSoft rock.\n\n"
        "## What is marl?\n<!-- deckgen: skip -->\n\nMud.\n\n## What is flint?\n\nHard rock.\n"
    )

    assert texts_of(text) == ["What is slate?", "What is flint?"]


def test_file_asks() -> None:
    text = "# Marble\n\nLimestone that was heated.\n\n## Use\n\nStatues.\n"

    assert texts_of(text) == []
    assert texts_of(text, ReadingSettings(file_asks=True)) == ["Marble"]
    assert texts_of("---\ndeckgen: {file_asks: true}\n---\n" + text) == ["Marble"]


def test_file_does_not_ask() -> None:
    text = "Limestone that was heated.\n"

    assert len(read_text(text, path="what-is-marble.md").questions) == 1
    kept = read_text(text, ReadingSettings(file_asks=False), path="what-is-marble.md")
    assert kept.questions == ()


def test_unknown_names_are_reported() -> None:
    assert codes_of("<!-- deckgen: quesion=h3 -->\n") == [("DG209", 1)]
    assert codes_of("Text.\n", ReadingSettings(question=("h7",))) == [("DG209", 1)]
    assert codes_of("Text.\n", ReadingSettings(never=("bald",))) == [("DG209", 1)]
