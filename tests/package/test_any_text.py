"""Whatever is written in a source is brought into Anki's form; it is never refused as our bug."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.anki.collection import anki_version, fresh_collection
from deckgen.config import Config
from deckgen.model import Plan
from deckgen.package import write_package
from deckgen.pipeline import Request, compile_project

FORM = """\
# {0} heading

## What is {0} of {1}?

{0} word and {1}: **{0}** `{1}` $x {0}$ {{{{c1::{0}}}}} and {{{{c2::{1} x::{0}}}}}.

![{0}](https://example.org/{1}.png) [{1}](https://example.org)

| Aspect | {1} A | {0} B |
| --- | --- | --- |
| {0} | {1} one | {0} two |
| {1} | {0} three | {1} four |

## {1} is what?

- {0}
- {1} $[sound:{0}]$

<p title="{0}">{1}</p>
"""

PIECES = st.one_of(
    st.sampled_from(
        ["e\u0301", "\u0301", "\u0338", ">\u0338", "=\u0338", "\u0344", "\u1112\u1161\u11ab"]
    ),
    st.sampled_from(
        ["か\u3099", "\u05e9\u05c1\u05bc", "o\u0323\u0302", "\u212b", "\ufb01", "\u200d", "\u202e"]
    ),
    st.sampled_from(
        ["[sound:x.mp3]", "[latex]", "[$]", "{{", "}}", "::", "\\(", "\x7f", "\x0b", "\ufeff"]
    ),
    st.characters(exclude_categories=["Cs"], exclude_characters="\n\r"),
)
TEXTS = st.lists(PIECES, min_size=1, max_size=4).map("".join)


def _compile(root: Path, text: str) -> tuple[Plan, list[str]]:
    (root / "a.md").write_text(text, encoding="utf-8")
    request = Request(root=root, paths=(root,), config=Config(), now=1_700_000_000)
    compilation = compile_project(request)
    assert compilation.plan is not None
    return compilation.plan, [one.code for one in compilation.diagnostics]


@given(one=TEXTS, other=TEXTS)
@settings(max_examples=60)
def test_no_text_is_our_own_bug(one: str, other: str) -> None:
    with TemporaryDirectory() as folder:
        plan, codes = _compile(Path(folder), FORM.format(one, other))

    assert [code for code in codes if code.startswith("DG71")] == []
    for note in plan.notes:
        for field in note.fields:
            assert unicodedata.is_normalized("NFC", field)


@pytest.mark.skipif(not anki_version(), reason="needs the extra `anki`")
@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_anki_stores_what_was_planned(tmp_path: Path, form: Literal["NFC", "NFD"]) -> None:
    """French, Vietnamese, Korean, Japanese, Hebrew; composed, and as some editors write them."""
    words = [
        "été à l'île",
        "phở bò",
        "한국",
        "がぎぐ",
        "\u05e9\u05c1\u05b8\u05dc\u05d5\u05b9\u05dd",
        "\u0301\u0338x",
    ]
    text = "".join(FORM.format(word, f"{word} {number}") for number, word in enumerate(words))
    plan, _ = _compile(tmp_path, unicodedata.normalize(form, text))
    write_package(plan, tmp_path / "a.apkg")

    with fresh_collection() as collection:
        log = collection.import_package(tmp_path / "a.apkg")
        rows = collection.rows("SELECT guid, flds FROM notes")

    assert len(log.new) == len(plan.notes) > 4 * len(words)
    assert {guid: tuple(fields.split("\x1f")) for guid, fields in rows} == {
        note.guid: note.fields for note in plan.notes
    }
