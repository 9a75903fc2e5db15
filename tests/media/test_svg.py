"""Drawings that are active or lead outside are refused, and no others."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.media.svg import check_svg

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'

HARMLESS = [
    '<path d="M0 0h9"/><text x="1">a &lt; b &amp; c</text>',
    '<linearGradient id="g"><stop offset="0"/></linearGradient><rect fill="url(#g)"/>',
    "<rect style=\"stroke: url('#g')\"/>",
    '<a href="https://web.example/"><text>go</text></a><a xlink:href="#a"/>',
    '<flowRoot xml:space="preserve"/><g i:layer="on" xmlns:i="urn:i"/><?xpacket begin="x"?>',
    '<use href="#a"/><use xlink:href="#a"/><image href="data:image/png;base64,AAAA"/>',
    "<style>.a { fill: red; } @media (prefers-color-scheme: dark) { .a { fill: #fff } }</style>",
    '<animate attributeName="x" from="0" to="9" dur="1s"/>',
    '<metadata><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"/></metadata>',
    '<filter id="f"><feGaussianBlur stdDeviation="2"/></filter>',
]
ACTIVE = [
    "<script>alert(1)</script>",
    '<s:script xmlns:s="http://www.w3.org/2000/svg">alert(1)</s:script>',
    '<script href="https://web.example/x.js"/>',
    '<rect onclick="alert(1)" width="1"/>',
    '<rect ONLOAD="alert(1)"/>',
    '<a href="javascript:alert(1)"><text>go</text></a>',
    '<a xlink:href=" java&#10;script:alert(1)"><text>go</text></a>',
    '<image href="https://web.example/spy.png"/>',
    '<image xlink:href="//web.example/spy.png"/>',
    '<image href="data:image/svg+xml;base64,AAAA"/>',
    '<use href="other.svg#x"/>',
    '<style>@import "https://web.example/x.css";</style>',
    "<style>.a { background: url(https://web.example/x.png) }</style>",
    "<style>.a { background: u\\72l(https://web.example/x.png) }</style>",
    '<rect style="fill: url(https://web.example/x.svg#a)"/>',
    "<style>.a { background: image-set('https://web.example/x.png' 1x) }</style>",
    '<style>.a { background: -webkit-image-set( "https://web.example/x.png" 1x) }</style>',
    "<style>@font-face { font-family: a; src: url(//web.example/x.woff2) }</style>",
    "<style><![CDATA[@import url(https://web.example/x.css);]]></style>",
    "<style>.a { background: URL( 'https://web.example/x.png' ) }</style>",
    "<style>.a { background: ur/**/l(a) } @\\69mport 'https://web.example/x.css'</style>",
    '<filter id="f"><feImage href="https://web.example/x.png"/></filter>',
    '<animate attributeName="fill" values="url(https://web.example/x.svg#a);red"/>',
    '<set attributeName="xlink:href" to="https://web.example/x.png"/>',
    '<text><textPath href="https://web.example/x.svg#a">t</textPath></text>',
    '<cursor xlink:href="https://web.example/x.cur"/>',
    '<image href="file:///etc/web.example"/>',
    '<image href="&#104;ttps://web.example/x.png"/>',
    '<video xmlns="http://www.w3.org/1999/xhtml" src="https://web.example/x.mp4"/>',
    '<x:script xmlns:x="http://www.w3.org/1999/xhtml">alert(1)</x:script>',
    '<x:SCRIPT xmlns:x="urn:x">alert(1)</x:SCRIPT>',
    '<rect fill="url(https://web.example/x.svg#a)"/>',
    '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
    '<iframe xmlns="http://www.w3.org/1999/xhtml" src="https://web.example"/>',
    '<set attributeName="href" to="javascript:alert(1)"/>',
    '<animate attributeName="onclick" to="alert(1)"/>',
    '<handler type="text/javascript">alert(1)</handler>',
    '<g xml:base="https://web.example/"/>',
    '<?xml-stylesheet href="https://web.example/x.css"?>',
]


def drawing(inside: str, attributes: str = NS) -> bytes:
    """Return a drawing that holds something."""
    return f"<svg {attributes}>{inside}</svg>".encode()


@pytest.mark.parametrize("inside", HARMLESS)
def test_harmless_is_taken(inside: str) -> None:
    assert check_svg(drawing(inside)) == ("", ())


@pytest.mark.parametrize("inside", ACTIVE)
def test_active_is_refused(inside: str) -> None:
    """What is active or leads outside is named, wherever it stands."""
    broken, active = check_svg(drawing(f"<g>{inside}</g><path/>"))

    assert (broken, bool(active)) == ("", True)


def test_what_is_active_is_named() -> None:
    source = drawing(
        '<script/><g onclick="x()"/><script/><image href="https://web.example/a b.png"/>'
        "<style>a { b: url( https://web.example) }</style>"
    )

    assert check_svg(source)[1] == (
        "`<script>`",
        '`onclick="x()"`',
        '`href="https://web.example/a b.png"`',
        "`url(` in a style sheet",
    )


def test_missing_namespace_is_said() -> None:
    """A drawing that does not say that it is one would not be shown."""
    assert "xmlns" in check_svg(drawing("<path/>", ""))[0]


@pytest.mark.parametrize(
    "source",
    [
        b"",
        b"<svg>",
        b"<html/>",
        b"not xml at all",
        b'<!DOCTYPE svg [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><svg>&b;</svg>',
        b'<!DOCTYPE svg [<!ENTITY a SYSTEM "file:///etc/passwd">]><svg>&a;</svg>',
        b'<!DOCTYPE svg [<!ENTITY % a SYSTEM "https://web.example/x.dtd"> %a;]><svg/>',
    ],
)
def test_broken_is_said(source: bytes) -> None:
    """What is no drawing, or defines entities, is refused with a reason."""
    assert check_svg(source)[0]


def test_doctype_without_entities_is_fine() -> None:
    """Editors write a document type; it names a file that is never fetched."""
    source = b'<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd">' + drawing("<path/>")

    assert check_svg(source) == ("", ())


def test_default_attributes_are_seen() -> None:
    """A document type can give elements attributes that are not written in them."""
    types = b"<!DOCTYPE svg [<!ATTLIST path onclick CDATA 'alert(1)'>]>"

    assert check_svg(types + drawing("<path/>"))[1] == ('`onclick="alert(1)"`',)


def test_copies_of_copies_are_refused() -> None:
    """Thirty lines that stand for a billion elements are no drawing; a circle of copies is none."""
    level = '<g id="a{}"><use href="#a{}"/><use xlink:href="#a{}"/></g>'
    bomb = '<g id="a0"><path/></g>' + "".join(level.format(i, i - 1, i - 1) for i in range(1, 30))
    circle = '<g id="a"><use href="#b"/></g><g id="b"><use href="#a"/></g>'
    many = '<path id="a"/>' + '<use href="#a"/>' * 50_000

    assert "copy each other" in check_svg(drawing(bomb))[0]
    assert check_svg(drawing(circle)) == ("", ())
    assert check_svg(drawing(many)) == ("", ())


def test_deep_nesting_is_fine() -> None:
    """A hundred thousand groups in each other are read as any other drawing."""
    depth = 100_000

    assert check_svg(drawing("<g>" * depth + "<script/>" + "</g>" * depth)) == (
        "",
        ("`<script>`",),
    )


@given(st.binary(max_size=200), st.text(max_size=60))
def test_nothing_crashes(noise: bytes, text: str) -> None:
    """Any bytes are taken or refused, and text in a drawing is never active."""
    for source in (noise, drawing(text), b"<svg>" + noise + b"</svg>"):
        broken, active = check_svg(source)

        assert broken or not active
