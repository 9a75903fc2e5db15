"""What holds for every field, whatever it is made from."""

from __future__ import annotations

import re
import unicodedata

from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.render.clean import clean, clean_foreign
from deckgen.render.raw import _formulas
from tests.render.reading import read, text_of
from tests.render.samples import document, render_text

WORDS = st.text(
    st.sampled_from("abcXYZ019 äß漢字и\u0301\u0338{}:;,.?+=#&'\""), min_size=1, max_size=12
)
_MARKUP = """
<b> </b> <i title="x> <script> </script> <table> <td> </table> <p> <a href="x"> <svg a=b>
<img src=x> <details> <summary> <!-- --> <? <![CDATA[ <div align=center> </div> <br> <h2> <ruby>
<li> </ul>
& &lt; &#91; \\ \\( \\) [ ] ( ) $ $$ * ** _ ` ``` ~~~ ~~ > - 1. # | --- [^1] [^1]: ! ![x](y) [x](y)
[sound: [latex] {{c1:: }}
"""
MARKUP = st.sampled_from([*_MARKUP.split(), " ", "\n", "\n\n", "\n\n    ", "\t"])
TEXTS = st.lists(WORDS | MARKUP, max_size=40).map(" ".join) | st.lists(MARKUP, max_size=40).map(
    "".join
)
LETTERS = st.text(st.sampled_from("abcdefgäß漢字"), min_size=1, max_size=8)


@given(TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_field_is_clean(text: str) -> None:
    """A field is balanced, allowed, NFC, without control characters; cleaning changes nothing."""
    html = render_text(text).html

    assert read(html).wrong == []
    assert unicodedata.is_normalized("NFC", html)
    assert not any(unicodedata.category(c) == "Cc" and c not in "\n\t" for c in html)
    assert clean(html) == html


@given(st.text(max_size=300) | TEXTS)
@settings(max_examples=300, deadline=None)
def test_cleaning_twice_is_cleaning_once(html: str) -> None:
    """Any HTML at all is clean after one cleaning."""
    once = clean_foreign(html)

    assert clean(once) == once
    assert read(once).wrong == []


@st.composite
def _answers(draw: st.DrawFn) -> str:
    """Return Markdown whose text a reader sees word for word."""
    line = st.lists(
        LETTERS
        | LETTERS.map("**{}**".format)
        | LETTERS.map("`{} < &`".format)
        | LETTERS.map("*{}*".format)
        | LETTERS.map("[{}](https://web.example)".format)
        | st.sampled_from(["&amp;", "\\*", "<br>", "5 < 6", "a & b", "\\[sound:x\\]"]),
        min_size=1,
        max_size=6,
    ).map(" ".join)
    block = (
        line
        | line.map("### {}".format)
        | line.map("> {}".format)
        | st.lists(line, min_size=1, max_size=3).map(lambda ls: "\n".join(f"- {x}" for x in ls))
        | st.lists(line, min_size=1, max_size=3).map(lambda ls: "\n".join(f"1. {x}" for x in ls))
        | st.tuples(line, line).map(lambda c: f"| {c[0]} | {c[1]} |\n| --- | :-: |\n| x | y |")
        | st.tuples(st.sampled_from(["python", "js", "", "nope"]), line).map(
            lambda c: f"```{c[0]}\n{c[1]}\n    \\({c[1]}\n```"
        )
    )
    return "\n\n".join(draw(st.lists(block, min_size=1, max_size=5)))


@given(_answers())
@settings(max_examples=200, deadline=None)
def test_text_of_field_is_text_of_blocks(answer: str) -> None:
    """Nothing is lost between file and card, and nothing is added."""
    seen = "".join("".join(block.text for block in document(answer).blocks).split())

    assert text_of(render_text(answer).html) == seen


MARKS = st.lists(st.sampled_from([*r"\()[]a", "\n", r"\(", r"\)", r"\[", r"\]"]), max_size=14)


@given(MARKS.map("".join))
def test_formulas_in_html_are_those_that_close(text: str) -> None:
    """The first end behind an opening ends it; what never ends is text."""
    plain = re.compile(r"\\\((.+?)\\\)|\\\[(.+?)\\\]", re.DOTALL)

    found = [text[start:end] for start, _, _, end in _formulas(text)]

    assert found == [one[0] for one in plain.finditer(text)]
