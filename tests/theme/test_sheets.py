"""Style sheets: what is packed of them, and what is said of them."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from deckgen.theme.builtin import own_css
from tests.theme.projects import FONT, WAVE, read, style

FINE = [
    ".card { --accent: teal; --accent-soft: #eef }",
    "@media (max-width: 30em) { .question:hover > b, a::after { font: 1em/1.2 serif } }",
    ".question { color: red; .stem & { color: blue } &:hover { color: green } }",
    "@font-face { font-family: Mine; src: local('Mine') }",
    "@supports (display: grid) { @layer a { .cells { display: grid } } }",
    "@keyframes a { from { left: 0 } 50%, 60% { left: 1px } to { left: 2px } }",
    ".a { background: url(#mark) } .b { background: url(data:image/png;base64,AA==) }",
    ".card { --mine: 2px; --empty: ; border: var(--mine) var( --empty ) solid }",
    "a { color } b c; } a { b: url(c d) } a { b: 'c\n} .card { --mine: 1px; display: none",
    ".context { display: none } .answer img { opacity: 0 } .back .cloze::after { content: '}' }",
    ".mobile .dg-hint { display: none; } .source > a { visibility: hidden }",
    "/* { */ .a { color: red } /* url(http://x.example) @import 'x' */",
    '@namespace svg url(http://www.w3.org/2000/svg); @charset "utf-8"; .a { color: red; }',
]


@pytest.mark.parametrize("css", FINE)
def test_what_is_right_stays_as_it_is(tmp_path: Path, css: str) -> None:
    assert style(tmp_path, f"\ufeff{css}\r\n") == (css, [])


WRONG = {
    "@import 'a.css';": ["1:1 DG033"],
    "@import url(https://e.example/a.css) print;": ["1:1 DG033"],
    "a { b: url(http://e.example/x.png) }": ["1:8 DG033"],
    "a { b: URL( '//e.example/x.png' ) }": ["1:8 DG033"],
    "a { b: url(javascript:x) }": ["1:8 DG033"],
    "a { b: url(file:///x) }": ["1:8 DG033"],
    "a { b: image-set('http://e.example/x.png' 1x) }": ["1:18 DG033"],
    'a { b: url("w\\61ve.svg") }': [],
    "a { b: url(w\\61ve.svg) }": ["1:8 DG033"],
    "a { b: u\\72l(wave.svg) }": ["1:8 DG033"],
    "a { b: url(none.png) }": ["1:8 DG501"],
    "a { b: url(../../x.png) }": ["1:8 DG502"],
    "a { b: url(Wave.svg) }": ["1:8 DG503"],
    "a { b: url(deckgen.toml) }": ["1:8 DG505"],
    "a { b: url(page.woff2) }": ["1:8 DG504"],
    "a { b: url(moo.mp3) }": ["1:8 DG505"],
    "/* </STYLE > */ a { b: c }": ["1:4 DG029"],
}  # fmt: skip


@pytest.mark.parametrize(("css", "found"), WRONG.items())
def test_what_is_wrong_is_reported_at_its_place(tmp_path: Path, css: str, found: list[str]) -> None:
    files: dict[str, str | bytes] = {
        "wave.svg": WAVE,
        "page.woff2": "<!DOCTYPE html>",
        "moo.mp3": b"ID3 moo",
    }
    assert style(tmp_path, css, **files)[1] == found


def test_files_are_packed_under_versioned_names(tmp_path: Path) -> None:
    css = (
        "@font-face { font-family: A; src: url( 'fonts/My Font.woff2' ) format('woff2') }\n"
        '.a { background: url(wave.svg#part), -webkit-image-set( "wave.svg" 1x ) }\n'
        ".b { background: url(/art/wave.svg) }\n"
    )
    files: dict[str, str | bytes] = {
        "look/looks.css": css,
        "look/fonts/My Font.woff2": FONT,
        "look/wave.svg": WAVE,
        "art/wave.svg": WAVE,
    }
    theme, found = read(tmp_path, files, '[theme]\ncss = "look/looks.css"\n')

    digest = hashlib.sha256(FONT).hexdigest()[:12]
    font, wave = (file.name for file in theme.media)
    assert found == ()
    assert font == f"_my-font-{digest}.woff2"
    assert wave.startswith("_wave-")
    assert theme.css == (
        f"@font-face {{ font-family: A; src: url(\"{font}\") format('woff2') }}\n"
        f'.a {{ background: url("{wave}#part"), -webkit-image-set( "{wave}" 1x ) }}\n'
        f'.b {{ background: url("{wave}") }}'
    )


def test_a_changed_file_has_another_name(tmp_path: Path) -> None:
    css = "@font-face { font-family: A; src: url(a.woff2) }"
    one, _ = style(tmp_path, css, **{"a.woff2": FONT})
    other, _ = style(tmp_path, css, **{"a.woff2": FONT + b"!"})

    assert one != other


def test_sheets_follow_each_other(tmp_path: Path) -> None:
    files: dict[str, str | bytes] = {
        "b.css": ".b { color: var(--mine) }",
        "a.css": ".card { --mine: red }",
        "none.css": " /* nothing yet */ ",
    }
    theme, found = read(tmp_path, files, '[theme]\ncss = ["b.css", "none.css", "a.css"]\n')

    assert found == ()
    assert theme.css == ".b { color: var(--mine) }\n.card { --mine: red }"


def test_control_characters_do_not_get_into_a_deck(tmp_path: Path) -> None:
    css, _ = style(tmp_path, "a { b: c\x1fd\x00 }")

    assert css == "a { b: c d  }"


def test_own_sheet_passes(tmp_path: Path) -> None:
    assert style(tmp_path, own_css()) == (own_css(), [])
