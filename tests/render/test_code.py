"""Code keeps its text and gets its colours."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.render.code import code_block, highlight, known, language
from deckgen.render.colours import Colours
from tests.render.reading import read

SNIPPET = "class A:\n    def f(self, x='a<b'):  # no\n        return 1 + x\n"


@pytest.mark.parametrize(
    ("info", "name"),
    [
        ("python", "python"),
        ("Python title=app.py", "python"),
        ("js {1,3}", "js"),
        ("js{1,3}", "js"),
        ("{.python .numberLines}", "python"),
        ("{ .c++ }", "c++"),
        ("python:app.py", "python"),
        ("language-c#", "c#"),
        ("", ""),
        ("   ", ""),
    ],
)
def test_language(info: str, name: str) -> None:
    """The language is found in the info strings that people write."""
    assert language(info) == name


def test_aliases_are_known() -> None:
    """Names that people write are coloured or meant to be plain."""
    written = (
        "py js jsx ts tsx node golang c++ c# objective-c sh shell console bash zsh ps1 yml html htm"
        " xml svg vue svelte json jsonc toml ini conf env dockerfile makefile gradle patch diff sql"
        " graphql proto kotlin swift dart rust tex latex r matlab vb text txt plaintext output none"
    )

    assert [name for name in written.split() if not known(name)] == []
    assert not known("nosuchlanguage")


def test_tokens_are_coloured() -> None:
    """Keywords, names, strings, numbers and comments get a class, the rest none."""
    html = highlight(SNIPPET, "python")

    assert '<span class="k">class</span> <span class="nc">A</span>:' in html
    assert "<span class=\"s\">'a&lt;b'</span>" in html
    assert '<span class="m">1</span>' in html
    assert '<span class="c"># no</span>' in html


def test_unknown_language_is_plain() -> None:
    """Nothing is guessed."""
    assert "<span" not in code_block(SNIPPET, "nosuchlanguage")
    assert "<span" not in code_block(SNIPPET)


def test_long_code_is_plain() -> None:
    """What nobody reads on a card is not coloured."""
    assert "<span" in highlight("x = 1\n" * 200, "python")
    assert "<span" not in highlight("x = 1\n" * 201, "python")
    assert "<span" not in highlight("x = 1; " * 100, "python")


@given(
    st.text(max_size=80)
    | st.text(st.sampled_from("abc \n\t\r\"'`/*#<>&{}()[]\\$@!=-\x00"), max_size=80),
    st.sampled_from(["python", "js", "html", "c++", "sh", "php", "json", "yaml", "tex", "diff"]),
)
@settings(max_examples=200, deadline=None)
def test_text_is_kept(code: str, name: str) -> None:
    """Without its tags, coloured code is the code, to the character."""
    assert "".join(read(highlight(code, name)).words) == code


@pytest.mark.parametrize("piece", ["(", "{", "<", '"', "'", "/*", "\\", "`", "a", " ", "-", "${"])
def test_no_language_hangs(piece: str) -> None:
    """A block of nonsense comes through the lexers of the languages that people use."""
    names = "python js ts jsx html xml css c++ c# java go rust php ruby sh sql json yaml diff tex"
    wide = (piece * (400 // len(piece)) + "\n") * 12
    tall = (piece + "\n") * 200
    for name in names.split():
        for code in (wide, tall):
            assert "".join(read(highlight(code, name)).words) == code, name


def test_kept_colours_are_used_again() -> None:
    first = Colours()
    html = first.highlight(SNIPPET, "python")
    content = first.pack()
    again = Colours(content)

    assert html == highlight(SNIPPET, "python")
    assert again.highlight(SNIPPET, "python") == html
    assert again.pack() is None
    assert Colours().pack() is None


@given(
    st.sampled_from(["", "<script>", '<span class="k">x</span>', '<span class="zz9">']), st.data()
)
def test_kept_colours_are_not_trusted(wrong: str, data: st.DataObject) -> None:
    """Whatever was kept, the text is that of the code and only spans of colours are added."""
    first = Colours()
    html = first.highlight(SNIPPET, "python")
    kept = json.loads(first.pack() or b"{}")
    at = data.draw(st.integers(0, len(html)))
    changed = dict.fromkeys(kept, html[:at] + wrong + html[at + 1 :])

    found = Colours(json.dumps(changed).encode()).highlight(SNIPPET, "python")

    assert found == html or "".join(read(found).words) == SNIPPET
    assert "script" not in found


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b'{"python 1": 3}', b"null"])
def test_damaged_colours_are_none(content: bytes) -> None:
    assert Colours(content).highlight(SNIPPET, "python") == highlight(SNIPPET, "python")


@pytest.mark.parametrize("name", ["python", "nosuch", "text", "", "node"])
def test_a_language_is_known_with_and_without_colours(name: str) -> None:
    colours = Colours()
    colours.highlight(SNIPPET, name)

    assert colours.is_known(name) == known(name)
