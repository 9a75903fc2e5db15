"""Whatever a theme holds, reading it ends soon, with findings and not with an exception."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.media import Shelf
from deckgen.theme.assets import Assets
from deckgen.theme.sheet import read_sheet
from deckgen.theme.source import ThemeFile
from deckgen.theme.tags import ALLOWED
from deckgen.theme.template import read_template
from tests.effort import count_calls

CSS = [
    "a", ".question", "{", "}", "(", ")", "[", "]", ":", ";", ",", "url(", "url(x.png)", "'", '"',
    "\\", "\\7d", "/*", "*/", "@import", "@media", "@font-face", "--x", "var(--x)", "#", "\n", " ",
    "!important", "<!--", "-->", "</style>", "display: none", "image-set('y')", "é", "\ud7ff", "{{",
]  # fmt: skip
HTML = [
    "<", ">", "</", "<p", "<p>", "<script", "<img src=", "x", "'", '"', "=", "{{", "}}", "{{#",
    "{{/", "Question", "{{Question}}", "<!--", "-->", "<details>", "onclick", "javascript:", " ",
    "\n", "&#", "<svg>", "{{Tags}}", "é", "/>", "href",
]  # fmt: skip


def _file(text: str, name: str) -> ThemeFile:
    return ThemeFile(name, Path(name).absolute(), text)


def _assets() -> Assets:
    return Assets(Path(tempfile.gettempdir()), Shelf())


@given(st.lists(st.sampled_from(CSS), max_size=30).map("".join) | st.text(max_size=60))
def test_every_sheet_is_read(text: str) -> None:
    """Findings lie in the text, and what goes into the deck is what stands there."""
    file = _file(text, "looks.css")
    css = read_sheet(file, _assets())

    lines = text.split("\n")
    for one in file.found:
        assert 1 <= one.span.line <= len(lines)
        assert 1 <= one.span.col <= len(lines[one.span.line - 1]) + 1
    assert css in ("", text.strip())
    if "</style" in text.lower():
        assert file.is_wrong


@given(st.lists(st.sampled_from(HTML), max_size=30).map("".join) | st.text(max_size=60))
def test_every_template_is_read(text: str) -> None:
    file = _file(text, "basic_front.html")
    made = read_template(file, "basic_front.html", _assets())

    lines = text.split("\n")
    for one in file.found:
        assert 1 <= one.span.line <= len(lines)
        assert 1 <= one.span.col <= len(lines[one.span.line - 1]) + 1
    if not file.is_wrong:
        assert "<script" not in made.lower()
        assert "<!" not in made


REPEATED_CSS = [
    "{", "}", "(", "a{", "@media x{", "url(", "'", "\\", "/*", "a{b:c}", "a{b:url(x)}", "a,",
    ".card{--x:var(--x)}", "a{;;}", ".a ", "a{b{", "@import 'x';", "!", "#", "x:", "image-set('",
]  # fmt: skip


@pytest.mark.parametrize("piece", REPEATED_CSS)
def test_sheets_take_linear_effort(piece: str) -> None:
    def effort(times: int) -> int:
        file = _file(piece * times, "looks.css")
        return count_calls(lambda: read_sheet(file, _assets()))

    assert effort(4_000) < 6 * effort(1_000) + 2_000


REPEATED_HTML = [
    "<", "{{", "}}", "<p>", "</p>", "<p a=b ", "<p a='", "<!--", "<!---->", "{{Question}}",
    "{{#Hint}}", "{{#Hint}}{{Question}}", "<details>{{Question}}", "<b></b>", "{{^Hint}}{{/Hint}}",
    "<p a>", "<img src=x>", "\n",
]  # fmt: skip


@pytest.mark.parametrize("piece", REPEATED_HTML)
def test_templates_take_linear_effort(piece: str) -> None:
    def effort(times: int) -> int:
        file = _file(piece * times, "basic_front.html")
        return count_calls(lambda: read_template(file, "basic_front.html", _assets()))

    assert effort(4_000) < 6 * effort(1_000) + 2_000


def test_tags_that_change_how_text_is_read_are_not_allowed() -> None:
    """In them a browser would see other tags than deckgen does (HTML standard, 13.2.6)."""
    raw = "script style textarea title xmp iframe noembed noframes noscript plaintext template math"
    active = (
        "object embed applet frame frameset base meta link form select animate set foreignobject"
    )

    assert ALLOWED.isdisjoint(f"{raw} {active}".split())
