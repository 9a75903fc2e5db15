"""Templates: what passes, what is refused, and what becomes of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.notes import own_template
from deckgen.theme import TEMPLATES
from tests.theme.projects import WAVE, page, read, write

FINE = {
    "basic_front": [
        "{{Question}}",
        "{{ Question }}",
        "{{#Hint}}<b>{{Question}}</b>{{/Hint}}{{^Hint}}<i>{{Question}}</i>{{/Hint}}",
        "{{#Question}}{{Question}}{{/Question}}",
        "{{#ID}}{{Question}}{{/ID}}{{hint:Hint}}{{type:Answer}}{{tts en_US voices=A_B:Answer}}",
        "<details open><summary>?</summary>{{Question}}</details>",
        "<details><summary>{{Question}}</summary>{{Extra}}</details>",
        "<div><b>{{Question}}</div>",
        "<p>{{Question}}<p>{{Tags}} {{Card}}<br><input type=checkbox> 1 < 2",
        "{{#Hint}}<div class=a>{{/Hint}}{{^Hint}}<div class=b>{{/Hint}}{{Question}}</div>",
        '<svg viewBox="0 0 9 9"><path d="M0 0"/><use href="#a"/></svg>{{Question}}',
        '<a href="https://e.example/?q={{ID}}" title=\'a "b"\'>x</a>{{Question}}',
        '<div class="all {{ Tags }}">{{Question}}</div>',
        '<img src="data:image/png;base64,AAAA" alt="">{{Question}}',
    ],
    "basic_back": ["{{FrontSide}}<hr id=answer>{{Answer}}"],
    "cloze_front": [
        "{{cloze:Text}}",
        "{{#c1}}one{{/c1}}{{cloze:Text}}{{type:cloze:Text}}",
    ],
    "cloze_back": ["{{cloze:Text}}{{cloze-only:Text}}{{hint:Extra}}"],
}


@pytest.mark.parametrize(("name", "html"), [(n, one) for n, many in FINE.items() for one in many])
def test_what_is_right_stays_as_it_is(tmp_path: Path, name: str, html: str) -> None:
    assert page(tmp_path, name, html + "\n") == (html, [])


WRONG = {
    "basic_front": {
        "": ["1:1 DG027"],
        "What is it?": ["1:1 DG027"],
        "{{Answer}}": ["1:1 DG027"],
        "{{text:Question}}": ["1:1 DG026", "1:1 DG027"],
        "{{Question}}{{furigana:Hint}}": ["1:13 DG026"],
        "{{Question}}{{Deck}}": ["1:13 DG025"],
        "{{type:Question}}": ["1:1 DG027"],
        "{{#Hint}}{{Question}}{{/Hint}}": ["1:1 DG027"],
        "{{^Question}}{{Question}}{{/Question}}": ["1:1 DG027"],
        "{{#Hint}}{{Question}}{{/Hint}}{{^Extra}}{{Question}}{{/Extra}}": ["1:1 DG027"],
        "<!-- {{Question}} -->": ["1:1 DG027"],
        "{{Question}}{{FrontSide}}": ["1:13 DG025"],
        "{{question}}{{Question}}": ["1:1 DG025"],
        "{{type: Question}}{{Question}}": ["1:1 DG025"],
        "{{Question}}{{#c1}}{{/c1}}": ["1:13 DG025"],
        "{{Question}}{{#hint:Hint}}{{/hint:Hint}}": ["1:13 DG025"],
        "{{Question}}{{cloze:Answer}}": ["1:13 DG026"],
        "{{Question}}\n{{nosuch:Hint}}": ["2:1 DG026"],
        "{{Question}}{{#Hint}}": ["1:13 DG024"],
        "{{Question}}{{/Hint}}": ["1:13 DG024"],
        "{{#Hint}}{{#Extra}}{{/Hint}}{{/Extra}}{{Question}}": ["1:20 DG024"],
        "{{Question": ["1:1 DG024"],
        "{{=<% %>=}}<%Question%>": ["1:1 DG025", "1:1 DG027"],
        "{{Question}}<!-- x": ["1:13 DG024"],
        "{{Question}}<!DOCTYPE html>": ["1:13 DG024"],
        "{{Question}}<p class='a>b": ["1:13 DG024"],
        "{{Question}}<p class='a'b>c": ["1:13 DG024"],
        "{{Question}}<p": ["1:13 DG024"],
        "{{Question}}<p {{Tags}}>x</p>": ["1:13 DG030"],
        "{{Question}}<p {{#Hint}}class=a{{/Hint}}>x</p>": ["1:13 DG030"],
        "{{Question}}<p class={{ID}}>x</p>": ["1:16 DG030"],
        "{{Question}}<p title='{{type:ID}}'>x</p>": ["1:16 DG030"],
        "{{Question}}<p title='{{Question}}'>x</p>": ["1:16 DG030"],
    },
    "basic_back": {
        "{{FrontSide}}": ["1:1 DG028"],
        "{{FrontSide}}{{#Extra}}{{Answer}}{{/Extra}}": ["1:1 DG028"],
        "{{Answer}}{{Text}}": ["1:11 DG025"],
    },
    "cloze_front": {
        "{{Text}}": ["1:1 DG027"],
        "{{cloze:Title}}": ["1:1 DG027"],
        "{{type:cloze:Text}}": ["1:1 DG027"],
        "{{hint:cloze:Text}}": ["1:1 DG027"],
        "{{#c2}}{{cloze:Text}}{{/c2}}": ["1:1 DG027"],
        "{{cloze:Text}}{{c1}}": ["1:15 DG025"],
    },
    "cloze_back": {"{{FrontSide}}{{Extra}}": ["1:1 DG028"]},
}


@pytest.mark.parametrize(
    ("name", "html", "found"), [(n, h, f) for n, many in WRONG.items() for h, f in many.items()]
)
def test_what_is_wrong_is_reported_at_its_place(
    tmp_path: Path, name: str, html: str, found: list[str]
) -> None:
    assert page(tmp_path, name, html)[1] == found


ACTIVE = [
    "<script>x</script>",
    "<SCRIPT src=x></SCRIPT>",
    "<style>p { color: red }</style>",
    '<link rel="stylesheet" href="x.css">',
    '<iframe src="x"></iframe>',
    "<textarea></textarea>",
    "<title></title>",
    "<form></form>",
    "<base href='x'>",
    "<math><mi>x</mi></math>",
    "<template></template>",
    "<img src=x onerror=y>",
    "<p ONCLICK='y'>x</p>",
    "<p\nonclick\n=\ny>x</p>",
    '<a href="javascript:x">x</a>',
    '<a href=" java&#115;cript:x">x</a>',
    '<a href="java&Tab;script&colon;x">x</a>',
    '<a href="data:text/html,x">x</a>',
    '<svg><animate attributeName="href" to="x"/></svg>',
    "<svg><set attributeName=onclick to=y /></svg>",
    "<svg><foreignObject></foreignObject></svg>",
    '<svg><a xlink:href="javascript:x">x</a></svg>',
]


@pytest.mark.parametrize("html", ACTIVE)
def test_nothing_active_passes(tmp_path: Path, html: str) -> None:
    """Such a template is not used at all, so that a preview cannot run it either."""
    made, found = page(tmp_path, "basic_front", f"{{{{Question}}}}\n{html}")

    assert made is None
    assert "DG029" in {one.split()[1] for one in found}


@pytest.mark.parametrize(
    "html",
    [
        '<img src="https://e.example/x.png">',
        '<img src="//e.example/x.png">',
        '<img src="file:///x.png">',
        '<img src="a.png" srcset="b.png 2x">',
        '<p style="background: url(x.png)">x</p>',
        "<p style=\"background: image-set('x.png' 1x)\">x</p>",
        '<p style="background: \\75rl(x.png)">x</p>',
        '<table background="x.png"></table>',
        '<svg><use href="x.svg#a"/></svg>',
        '<svg><rect fill="url(x.svg#a)"/></svg>',
        '<input type="image" src="x.png">',
    ],
)
def test_nothing_is_loaded_from_elsewhere(tmp_path: Path, html: str) -> None:
    write(tmp_path, {"pages/a.png": b"GIF89a"})
    made, found = page(tmp_path, "basic_front", f"{{{{Question}}}}\n{html}")

    assert made is None
    assert "DG033" in {one.split()[1] for one in found}


def test_comments_are_not_packed(tmp_path: Path) -> None:
    made, found = page(
        tmp_path, "basic_front", "<!-- mine: {{Nonsense}} -->\n<p>{{Question}}<!-- {{ --></p>\n"
    )

    assert found == []
    assert made == "<p>{{Question}}</p>"


def test_a_comment_cannot_hide_a_script(tmp_path: Path) -> None:
    for html in ("<scr<!-- -->ipt>x", "<!-<!-- -->- x", "<!--><script>x</script>"):
        made, found = page(tmp_path, "basic_front", "{{Question}}" + html)
        assert made is None or "<" not in made, html
        assert found, html


def test_pictures_are_packed_under_versioned_names(tmp_path: Path) -> None:
    html = "{{Question}}<img alt='' src='../art/wave &amp; sea.svg'><img src=/art/gone.png>"
    files: dict[str, str | bytes] = {"art/wave & sea.svg": WAVE, "pages/basic_front.html": html}
    theme, found = read(tmp_path, files, '[theme]\ntemplates = "pages"\n')

    (file,) = theme.media
    assert file.name.startswith("_wave-sea-")
    assert theme.templates["basic_front.html"] == (
        f"{{{{Question}}}}<img alt='' src=\"{file.name}\">"
    )
    assert [one.code for one in found] == ["DG501"]
    assert found[0].span.path == "pages/basic_front.html"


@pytest.mark.parametrize("name", TEMPLATES)
@pytest.mark.parametrize("language", ["en", "ar", "zh"])
def test_own_templates_pass(tmp_path: Path, name: str, language: str) -> None:
    own = own_template(name, language)

    assert page(tmp_path, name.removesuffix(".html"), own) == (own, [])
