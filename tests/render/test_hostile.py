"""Whatever an author writes, a field holds nothing active, and the author's words stay readable."""

from __future__ import annotations

from itertools import product

import pytest

from deckgen.render import render_inline
from deckgen.render.clean import clean
from deckgen.render.record import RenderContext
from tests.render.reading import read
from tests.render.samples import document, render_text

WORD = "Readable"

FRAGMENTS = [
    "<script>Readable</script>",
    "<SCRIPT SRC=https://web.example/x.js>Readable</SCRIPT>",
    "<script >Readable</script >",
    "<scr<script>ipt>Readable</script>",
    "<script/x>Readable</script>",
    "<script\n>Readable</script\n>",
    "<style>*{background:url(javascript:x)}</style>Readable",
    "<style><img src=x onerror=x()>Readable</style>",
    "<b onclick=x()>Readable</b>",
    "<b ONCLICK='x()' onmouseover=\"x()\">Readable</b>",
    "<b/onclick=x()>Readable</b>",
    '<b title="a" onclick="x()" >Readable</b>',
    "<b style='position:fixed;background:url(x)'>Readable</b>",
    "<b class='cloze math' id='answer'>Readable</b>",
    "<img src=x onerror=x()>Readable",
    "<img src='javascript:x()'>Readable",
    '<img src="jav&#x09;ascript:x()">Readable',
    "<img src=`javascript:x()`>Readable",
    "<img src='data:image/svg+xml,<svg onload=x()>'>Readable",
    '<img """><script>x()</script>">Readable',
    "<img srcset='https://web.example/x 1x'>Readable",
    "<a href='javascript:x()'>Readable</a>",
    "<a href='JaVaScRiPt:x()'>Readable</a>",
    "<a href=' &#14; javascript:x()'>Readable</a>",
    "<a href='java\tscript:x()'>Readable</a>",
    "<a href='&#106;avascript:x()'>Readable</a>",
    "<a href='vbscript:x()'>Readable</a>",
    "<a href='data:text/html,<script>x()</script>'>Readable</a>",
    "<a href='file:///etc/passwd'>Readable</a>",
    "<a href='https://web.example' target=_blank onclick=x()>Readable</a>",
    "<a href='//web.example' ping='//web.example/p'>Readable</a>",
    "[Readable](javascript:x())",
    "[Readable](<javascript:x()>)",
    "[Readable](data:text/html;base64,PHNjcmlwdD4=)",
    '[Readable](https://web.example/"onmouseover="x())',
    "[Readable](https://web.example \"'onclick='x()\")",
    "![Readable](javascript:x())",
    '![Readable](https://web.example/x.png"onerror="x())',
    "![Readable](data:image/svg+xml;base64,PHN2Zz4=)",
    "<javascript:x()> Readable",
    "<iframe src='javascript:x()'>Readable</iframe>",
    "<iframe srcdoc='<script>x()</script>'>Readable</iframe>",
    "<iframe src='https://web.example'></iframe>Readable",
    "<object data='javascript:x()'>Readable</object>",
    "<object type='text/html'>Readable</object>",
    "<embed src='https://web.example/x.swf'>Readable",
    "<embed src='javascript:x()'>Readable",
    "<form action='https://web.example'><input name=x><button>Readable</button></form>",
    "<input autofocus onfocus=x()>Readable",
    "<select onchange=x()><option>Readable</select>",
    "<textarea onfocus=x() autofocus>Readable</textarea>",
    "<textarea></textarea><script>x()</script>Readable",
    "<title><script>x()</script>Readable</title>",
    "<xmp><script>x()</script>Readable</xmp>",
    "<plaintext>Readable",
    "<noscript><p title='</noscript><img src=x onerror=x()>'>Readable",
    "<noembed><img src=x onerror=x()>Readable</noembed>",
    "<noframes><img src=x onerror=x()>Readable</noframes>",
    "<template><script>x()</script>Readable</template>",
    "<svg onload=x()>Readable</svg>",
    "<svg><script>x()</script><text>Readable</text></svg>",
    "<svg><a xlink:href='javascript:x()'><text>Readable</text></a></svg>",
    "<svg><animate onbegin=x() attributeName=x></svg>Readable",
    "<svg><foreignObject><iframe src='javascript:x()'></foreignObject></svg>Readable",
    "<svg/onload=x()>Readable",
    "<svg><style><img src=x onerror=x()></style></svg>Readable",
    "<math><mtext><table><mglyph><style><img src=x onerror=x()></style></table>Readable",
    "<math href='javascript:x()'>Readable</math>",
    "<math><maction actiontype='statusline#x'>Readable</maction></math>",
    "<video src=x onerror=x()>Readable</video>",
    "<video><source onerror=x()>Readable</video>",
    "<audio autoplay src='javascript:x()'>Readable</audio>",
    "<details open ontoggle=x()><summary>Readable</summary></details>",
    "<body onload=x()>Readable</body>",
    "<html onmouseover=x()>Readable</html>",
    "<head><base href='https://web.example'></head>Readable",
    "<base href='javascript:x()//'>Readable",
    "<link rel=stylesheet href=https://web.example/x.css>Readable",
    "<meta http-equiv=refresh content='0;url=javascript:x()'>Readable",
    "<frameset><frame src=javascript:x()></frameset>Readable",
    "<applet code=x>Readable</applet>",
    "<marquee onstart=x()>Readable</marquee>",
    "<isindex action=javascript:x()>Readable",
    "<table background='javascript:x()'><td>Readable</table>",
    "<table><td background='javascript:x()'>Readable</table>",
    "<table><script>x()</script><tr><td>Readable",
    "<x-y onclick=x()>Readable</x-y>",
    "<!--><script>x()</script>-->Readable",
    "<!-- --!><script>x()</script>-->Readable",
    "<!DOCTYPE html><script>x()</script>Readable",
    "<![CDATA[<script>x()</script>]]>Readable",
    "<?xml version='1.0'?><script>x()</script>Readable",
    "<?php echo '<script>'; ?>Readable",
    "</b></p></div></body></html><script>x()</script>Readable",
    "</td></tr></table><script>x()</script>Readable",
    "<b><i><u><p>Readable</b></i></u>",
    "<p><p><table><p>Readable<td></p><p>",
    "<a href=https://a.example><a href=https://b.example>Readable",
    "<a><b><a><b><a><table><a>Readable",
    "<li><ul></li><ol>Readable</ul>",
    "<b title='\"><script>x()</script>'>Readable</b>",
    '<b title="\'><img src=x onerror=x()>">Readable</b>',
    '<b title="&quot;&gt;&lt;script&gt;">Readable</b>',
    "&lt;script&gt;x()&lt;/script&gt;Readable",
    "&#60;script&#62;x()&#60;/script&#62;Readable",
    "%3Cscript%3Ex()%3C/script%3EReadable",
    "\\<script>x()\\</script>Readable",
    "`<script>x()</script>`Readable",
    "$<script>x()</script>$ Readable",
    "$\\href{javascript:x()}{Readable}$",
    "$\\href {javascript:x()}{Readable}$",
    "$\\let\\a\\href \\a{javascript:x()}{Readable}$",
    "$\\style{background:url(//web.example)}{Readable}$",
    "$\\cssId{x}{\\class{y}{Readable}}$",
    "$\\bbox[background:url(//web.example)]{Readable}$",
    '$\\mmlToken{mi}[href="javascript:x()"]{Readable}$',
    "$\\require{html}\\data{x=1}{Readable}$",
    "\\</b>(\\href{javascript:x()}{Readable}\\)",
    "\\<!-- -->(\\href{javascript:x()}{Readable}\\)",
    "\\<font>(</font>\\href{javascript:x()}{Readable}\\)",
    "<p>\\(\\href{javascript:x()}{Readable}\\)</p>",
    "<p>\\&#40;\\href{javascript:x()}{Readable}\\)</p>",
    "<p>&#92;(\\href{javascript:x()}{Readable}\\)</p>",
    "<kbd>&#92;&#91;\\style{x:y}{Readable}\\]</kbd>",
    "<span class=math>\\(\\href{javascript:x()}{Readable}\\)</span>",
    "[sound:Readable.mp3]",
    "<b>[</b>sound:Readable.mp3]",
    "[<!-- -->sound:Readable.mp3]",
    "&#91;sound:Readable.mp3]",
    "<p>&#91;sound:Readable.mp3&#93;</p>",
    "[SOUND:Readable.mp3]",
    "[anki:play:q:0] Readable",
    "[anki:tts lang=en_US]Readable[/anki:tts]",
    "[latex]\\input{/etc/passwd} Readable[/latex]",
    "[LATEX]Readable[/LATEX]",
    "<p>[$]Readable[/$] [$$]Readable[/$$]</p>",
    "`[latex]Readable[/latex]`",
    "\x00\x01\x1f\x7fReadable\x0b",
    "<b\x00 onclick=x()>Readable</b>",
    "<scr\x00ipt>Readable</scr\x00ipt>",
    "\u202eReadable\u202c",
    "<b>\u0338Readable</b>",
    '<img src="a\u0338">\u0338Readable',
    "<" * 50 + "Readable" + ">" * 50,
    "<b " * 50 + "Readable",
    "<b>" * 300 + "Readable",
    "Readable" + "</b>" * 300,
]

CONTEXTS = [
    "{}",
    "Before {} after",
    "# {}",
    "- item {}",
    "> {}",
    "| a |\n| --- |\n| {} |",
    "<div>\n{}\n</div>",
    "<details><summary>{}</summary>\n\n{}\n\n</details>",
    "Text[^1]\n\n[^1]: {}",
    "**{}**",
]


def harmful(html: str) -> list[str]:
    """Return all that should not be in a field."""
    found = read(html)
    return found.wrong


@pytest.mark.parametrize("context", CONTEXTS)
def test_nothing_active_and_words_stay(context: str) -> None:
    """Every fragment in every context gives only what the allow-list allows, with its word."""
    for fragment in FRAGMENTS:
        html = render_text(context.replace("{}", fragment)).html

        assert harmful(html) == [], fragment
        assert WORD in html.replace("<span></span>", ""), fragment
        assert clean(html) == html, fragment


def test_questions_are_as_safe_as_answers() -> None:
    """Inline Markdown goes the same way."""
    context = RenderContext(document(""), {})
    for fragment in FRAGMENTS:
        html = render_inline(fragment, context).html

        assert harmful(html) == [], fragment
        assert WORD in html, fragment


@pytest.mark.parametrize(
    ("opening", "closing"), list(product(["\\(", "\\["], ["\\)", "\\]"])), ids=repr
)
def test_no_formula_but_the_authors(opening: str, closing: str) -> None:
    """What opens a formula for MathJax stands only where deckgen wrote a formula."""
    for fragment in FRAGMENTS:
        html = render_text(f"`{opening}` {fragment} <p>{closing}</p>").html
        outside = _without_formulas(html)

        assert "\\(" not in outside, fragment
        assert "\\[" not in outside, fragment


def _without_formulas(html: str) -> str:
    parts = html.split('class="math">')
    return parts[0] + "".join(part.partition("<")[2] for part in parts[1:])


def test_there_are_enough() -> None:
    """The list is long, and none stands in it twice."""
    assert len(set(FRAGMENTS)) == len(FRAGMENTS)
    assert len(FRAGMENTS) * len(CONTEXTS) >= 1000
