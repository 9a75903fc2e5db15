"""Clozes as Anki itself reads and renders them."""

from __future__ import annotations

import html
import re

import pytest
from anki.collection import Collection
from anki.notes import Note as AnkiNote
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.model import Cloze, Note, NoteKind, Part, Span
from deckgen.notes import cloze

FAST = settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
PIECES = [
    "{{c1::", "{{c2::", "{{c12::", "{{c0::", "{{c501::", "{{c1,3::", "{{c::", "{{ c1::", "{{C1::",
    "}}", "}", "{", "{{", "::", ":", "a", "b", " ", "c1", "\\(", "\\)", "\\[", "\\]", "\\", "x",
    "<", ">", "&", "é", "中", "\\text{a}", "&lt;", "std::vector", "\n",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=14).map("".join)


def anki_note(collection: Collection, text: str, extra: str = "") -> AnkiNote:
    notetype = collection.models.by_name("Cloze")
    assert notetype is not None
    note = collection.new_note(notetype)
    note.fields[0], note.fields[1] = text, extra
    return note


def render(collection: Collection, text: str, ordinal: int = 0) -> tuple[str, str]:
    output = anki_note(collection, text).ephemeral_card(ordinal).render_output()
    return output.question_text, output.answer_text


def visible(rendered: str) -> str:
    rendered = re.sub(r"<style.*?</style>", "", rendered, flags=re.DOTALL)
    rendered = re.sub(r"<!--.*?-->", "", rendered, flags=re.DOTALL)
    return html.unescape(re.sub(r"<[^>]*>", "", rendered))


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@FAST
@given(text=TEXTS, extra=TEXTS)
def test_ordinals_are_those_of_anki(collection: Collection, text: str, extra: str) -> None:
    """Every field counts, nested and adversarial clozes included."""
    theirs = anki_note(collection, text, extra).cloze_numbers_in_fields()

    assert sorted({min(n, 500) - 1 for n in theirs if n}) == list(cloze.ordinals([text, extra]))


@FAST
@given(before=TEXTS, inside=TEXTS, hint=TEXTS, after=TEXTS)
def test_protected_text_is_shown_as_the_author_wrote_it(
    collection: Collection, before: str, inside: str, hint: str, after: str
) -> None:
    """Inside and outside of a cloze and in its hint, formulas and look-alikes included."""
    parts: list[Part] = [
        html.escape(before),
        Cloze(anchor="x", html=html.escape("i" + inside), hint=html.escape("h" + hint)),
        html.escape(after),
    ]
    text = cloze.write(parts, {"x": 1})
    question, answer = render(collection, text)

    assert cloze.ordinals([text]) == (0,)
    assert squeezed(f"{before}[h{hint}]{after}") == squeezed(visible(question))
    assert squeezed(f"{before}i{inside}{after}") == squeezed(visible(answer))


@FAST
@given(text=TEXTS, tag=st.sampled_from(["code", "pre", "b"]), attribute=TEXTS)
def test_protection_keeps_tags_and_attributes(text: str, tag: str, attribute: str) -> None:
    """Only what Anki would read is broken up: text and attribute values mean the same."""
    value = html.escape(attribute)
    source = f'<{tag} title="{value}">{html.escape(text)}</{tag}>'
    protected = cloze.protect(source)
    shown = re.search(r'title="([^"]*)"', protected)

    assert "::" not in protected
    assert "}}" not in protected
    assert shown is not None
    assert html.unescape(shown[1]) == attribute
    assert squeezed(visible(protected)) == squeezed(text)


def test_code_between_tex_delimiters_keeps_its_tags(collection: Collection) -> None:
    """Anki strips all tags between ``\\(`` and ``\\)``, also when they are code in two cells."""
    parts: list[Part] = [
        r"<i><code>\(</code></i>",
        Cloze(anchor="x", html=r"<code><b>\)</b></code>"),
    ]
    _, answer = render(collection, cloze.write(parts, {"x": 1}))

    assert "</code></i>" in answer
    assert "<b>" in answer


def test_a_formula_is_left_to_mathjax(collection: Collection) -> None:
    """Braces and colons get a space in formulas, none where TeX would show it."""
    tex = r"\(\frac{a}{\sqrt{b}} ::= \text{p::q}\)"
    _, answer = render(collection, cloze.write([Cloze(anchor="x", html=tex)], {"x": 1}))

    assert r"\(\frac{a}{\sqrt{b} } : := \text{p::q}\)" in answer


def test_a_blank_inside_a_formula(collection: Collection) -> None:
    """The formula around the blank stays one formula."""
    parts: list[Part] = [r"\(\frac{a}{", Cloze(anchor="x", html=r"\sqrt{b}}"), r"}} :: c\)"]
    question, answer = render(collection, cloze.write(parts, {"x": 1}))

    assert r"\(\frac{a}{[...]} } : : c\)" in question
    assert r"\(\frac{a}{\sqrt{b}" in answer


def test_a_blank_for_an_exponent(collection: Collection) -> None:
    """It stays up there as a whole, in braces of its own."""
    parts: list[Part] = [r"\(v^", Cloze(anchor="x", html="2"), r"\)"]
    question, answer = render(collection, cloze.write(parts, {"x": 1}))

    assert r"\(v^{ [...] }\)" in question
    assert r"\(v^{ 2 }\)" in answer


def test_clozes_of_one_anchor_share_a_number() -> None:
    """The number belongs to the anchor; a missing one is a bug."""
    parts: list[Part] = [Cloze(anchor="a", html="1"), "-", Cloze(anchor="b", html="2"), "-",
                         Cloze(anchor="a", html="3", hint="h")]  # fmt: skip

    assert cloze.write(parts, {"a": 7, "b": 2}) == "{{c7::1}}-{{c2::2}}-{{c7::3::h}}"
    with pytest.raises(KeyError):
        cloze.write(parts, {"a": 1})


def test_anchors_in_order_with_the_numbers_they_want() -> None:
    """The first wish counts."""
    note = Note(
        kind=NoteKind.CLOZE,
        role="row:x",
        fields=(("a", Cloze(anchor="B", html="1", wanted=2)), (Cloze(anchor="A", html="2"),),
                (Cloze(anchor="B", html="3", wanted=9),)),
        question="", answer="", span=Span("a.md"),
    )  # fmt: skip

    assert list(cloze.anchors(note).items()) == [("B", 2), ("A", 1)]


@pytest.mark.parametrize(
    "hostile", ["{{c1::" * 20000, "}}" * 50000, "<a '\"" * 20000, "\\(" * 50000, "<" * 100000]
)
def test_hostile_text_takes_linear_time(hostile: str) -> None:
    """A hundred thousand characters are a matter of milliseconds."""
    assert len(cloze.protect(hostile)) >= len(hostile)
    assert cloze.ordinals([hostile]) == ()
