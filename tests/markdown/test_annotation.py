"""One grammar of comments: words, options, several in one comment."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.config import NotesSettings, ReadingSettings
from deckgen.dialects import find_questions
from deckgen.markdown import Annotation, parse, read_annotation
from deckgen.model import SourceFile
from deckgen.notes.comment import read_comment
from deckgen.notes.options import read_options


@pytest.mark.parametrize(
    ("source", "words", "options"),
    [
        ("<!-- deckgen: skip -->", ("skip",), ()),
        ("<!--deckgen:ignore DG305, DG8-->", ("ignore", "DG305,", "DG8"), ()),
        ("<!-- deckgen: question = h3, bold -->", (), (("question", "h3, bold"),)),
        (
            "<!-- deckgen: question=h3 table=off\nskip-columns='a = b, c' -->",
            (),
            (("question", "h3"), ("table", "off"), ("skip-columns", "'a = b, c'")),
        ),
        ("<!-- deckgen: skip=More exercises -->", (), (("skip", "More exercises"),)),
    ],
)
def test_a_comment_is_words_and_options(
    source: str, words: tuple[str, ...], options: tuple[tuple[str, str], ...]
) -> None:
    assert read_annotation(source) == Annotation(words, options)


@pytest.mark.parametrize("source", ["<!-- note -->", "deckgen: skip", "<!-- deckgen: a --> b"])
def test_other_text_is_no_annotation(source: str) -> None:
    assert read_annotation(source) is None


def test_options_of_reading_and_of_notes_share_a_comment() -> None:
    text = (
        "<!-- deckgen: question=h3 tables=off max-cell-words=9 -->\n\n### Stator\n\nStands still.\n"
    )
    document, _ = parse(SourceFile(path="a.md", location=Path("a.md"), text=text))
    questions, found = find_questions(document, ReadingSettings())
    options, wrong = read_options(document, NotesSettings(), [one.span.line for one in questions])

    assert [one.text for one in questions] == ["Stator"]
    assert found == wrong == ()
    chosen = options.chosen(3) or {
        "tables": options.settings.tables,
        "max_cell_words": options.settings.max_cell_words,
    }
    assert chosen == {"tables": "off", "max_cell_words": 9}
    assert read_comment("<!-- deckgen: question=h3 -->").values == {}
