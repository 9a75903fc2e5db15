"""What can be seen of a card's HTML."""

from __future__ import annotations

import pytest

from deckgen.anki.card_page import is_template_problem, look_at, stray_marks
from tests.effort import count_calls

BLANK = '<span class="cloze" data-cloze="a" data-ordinal="1">[...]</span>'


@pytest.mark.parametrize(
    ("side", "shows"),
    [
        ("", False),
        ("<div>&nbsp;<br>\u200b</div>", False),
        ("<!-- text -->", False),
        ("<!-- never closed", False),
        ("<style>.card { }</style><script>x()</script>", False),
        ("a", True),
        ("<b>0</b>", True),
        ('<img src="a.png">', True),
        ("<svg></svg>", True),
        ("1 < 2", True),
    ],
)
def test_something_to_see(side: str, shows: bool) -> None:
    assert look_at(side).shows is shows


@pytest.mark.parametrize(
    ("side", "has_blank"),
    [
        (f"Q {BLANK}", True),
        ("<span class='note cloze'>[...]</span>", True),
        (r"\(x^{[...]}\)", True),
        (r"\[[hint]\]", True),
        ('Q <span class="cloze-inactive" data-ordinal="2">b</span>', False),
        (f"Q <!-- {BLANK} -->", False),
        (f"Q <img alt='{BLANK}'>", False),
        ("Q [...]", False),
        (r"Q \(x\) [...] \(y\)", False),
    ],
)
def test_a_blank_to_be_filled(side: str, has_blank: bool) -> None:
    assert look_at(side).has_blank is has_blank


@pytest.mark.parametrize(
    ("side", "in_cloze", "in_basic"),
    [
        ("a }} b", "}}", ""),
        ("a {{c12::b", "{{c12::", "{{c12::"),
        ("<code>{{c1::a}}</code> <pre><b>}}</b></pre>", "", ""),
        ("<code>a</code> }}", "}}", ""),
        (r"\(\frac{a}{b_{c}}\) \[x^{y^{z}}\]", "", ""),
        (r"\(a\) }} \(b\)", "}}", ""),
        (r"\(\frac{a}{b_{c}}", "}}", ""),
        ("&#125;&#125; &#123;&#123;c1::", "", ""),
        ('<a href="x}}">a</a>', "", ""),
        ("<!-- }} {{c1:: -->", "", ""),
        ("{{ c1::a }} {{C1::", "}}", ""),
    ],
)
def test_stray_marks(side: str, in_cloze: str, in_basic: str) -> None:
    page = look_at(side)

    assert stray_marks(page, is_cloze=True) == in_cloze
    assert stray_marks(page, is_cloze=False) == in_basic


def test_template_problems_are_told_from_cards() -> None:
    message = "Problem.<br><a href='https://docs.ankiweb.net/templates/errors.html#x'>More</a>"

    assert is_template_problem(message, message)
    assert not is_template_problem(message, "other")
    assert not is_template_problem("same", "same")


@pytest.mark.parametrize(
    "unit", ["<", "<!--", "<code>", "</pre>", r"\(", r"\[", "}}", "{{c1::", '<span class="', "<a "]
)
def test_hostile_cards_take_linear_effort(unit: str) -> None:
    def effort(times: int) -> int:
        page = unit * times + "}}"
        return count_calls(lambda: stray_marks(look_at(page), is_cloze=True))

    assert effort(4_000) < 6 * effort(1_000) + 2_000
