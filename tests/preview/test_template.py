"""Cards are rendered as the real Anki renders them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.anki.collection import anki_version, fresh_collection
from deckgen.ankiformat.template import TemplateError
from deckgen.package import write_package
from deckgen.preview.reveal import reveal
from deckgen.preview.template import Sides, render, render_fields
from tests.preview.decks import compile_deck

if not anki_version():
    pytest.skip("needs the extra `anki`", allow_module_level=True)

from anki.collection import Collection
from anki.notes import Note as AnkiNote

REPOSITORY = Path(__file__).parents[2]
PIECES = [
    "{{c1::", "{{c2::", "{{c12::", "{{c0::", "{{c1,3::", "{{c1,,2::", "{{c::", "{{c,::", "{{ c1::",
    "{{c99999::", "}}", "}", "{", "{{", "::", ":", "a", "\\(", "\\)", "\\[", "\\]", "<b>", "</b>",
    "<!-- -->", "&lt;", "&", '"', "'", "é", "中", "ÿ", "Ā", "𝔸", "\n", "/", "-",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(PIECES), max_size=16).map("".join)


@pytest.fixture(scope="module")
def anki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    opened = Collection(str(tmp_path_factory.mktemp("anki") / "collection.anki2"))
    yield opened
    opened.close()


def _note(anki: Collection, kind: str, *fields: str) -> AnkiNote:
    note_type = anki.models.by_name(kind)
    assert note_type
    note = anki.new_note(note_type)
    note.fields[: len(fields)] = fields
    return note


def _sounds(side: str) -> str:
    """Anki takes the names of sounds out, to make buttons of them."""
    return re.sub(r"\[sound:.+?\]|\[anki:play:[qa]:\d+\]", "[sound]", side)


@pytest.mark.parametrize("deck", ["rich", "shipped"])
def test_every_card_is_rendered_as_by_anki(deck: str, rivers: Path, tmp_path: Path) -> None:
    plan = compile_deck(rivers if deck == "rich" else REPOSITORY).plan
    assert plan
    types = {note_type.kind: note_type for note_type in plan.note_types}
    ours = {
        (note.note_id, ordinal): render(note, types[note.kind], ordinal)
        for note in plan.notes
        for ordinal in note.cards
    }
    write_package(plan, tmp_path / "deck.apkg")
    with fresh_collection() as collection:
        collection.import_package(tmp_path / "deck.apkg")
        theirs = {
            (card.note_id, card.ord): Sides(card.front, card.back) for card in collection.cards()
        }

    assert len(ours) > 14
    assert ours.keys() == theirs.keys()
    for key, sides in ours.items():
        assert _sounds(sides.front) == _sounds(theirs[key].front)
        assert _sounds(sides.back) == _sounds(theirs[key].back)


@settings(max_examples=400, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS, ordinal=st.sampled_from([0, 1, 11]))
def test_clozes_are_revealed_as_by_anki(anki: Collection, text: str, ordinal: int) -> None:
    front, back = (reveal(text, ordinal + 1, is_front=is_front) for is_front in (True, False))
    card = _note(anki, "Cloze", text).ephemeral_card(ordinal)
    output = card.render_output()

    if not front:  # Anki says something about blank cards then
        assert "cloze" not in output.question_text.partition("<a ")[0].partition("No cloze")[0]
        return
    assert front == output.question_text
    assert back == output.answer_text.removesuffix("<br>\n")


TEMPLATES = [
    ("{{Front}}", "{{FrontSide}}<hr>{{Back}}"),
    ("a {{ Front }} }} b", "{{#Back}}1{{Front}}{{/Back}}{{^Back}}2{{/Back}}"),
    ("{{Front}}{{#Front}}{{^Back}}x{{#Front}}y{{/Front}}{{/Back}}{{/Front}}", "{{FrontSide}}"),
    ("{{Front}}", "{{FrontSide}}{{^Front}}z{{/Front}}"),
    ("{{Front}}{{FrontSide}}", "{{Tags}}|{{FrontSide}}"),
    ("{{Front}}<!-- {{Nothing}} {{#x}} --><!-- {{ -->", "<!-->{{Front}}-->{{Back}}<!-- {{Back}}"),
    ("{{{Front}}}", "{{#Tags}}{{Tags}}{{/Tags}}{{ # Back }}in{{ / Back }}"),
]  # fmt: skip


@pytest.mark.parametrize(("front", "back"), TEMPLATES)
@pytest.mark.parametrize("answer", ["", " <br> <div></DIV>\n", "x {{Front}}", "&nbsp;"])
def test_templates_mean_what_they_mean_to_anki(
    anki: Collection, front: str, back: str, answer: str
) -> None:
    note = _note(anki, "Basic", "Q <b>1</b>", answer)
    template = {**note.note_type()["tmpls"][0], "qfmt": front, "afmt": back}  # type: ignore[index]
    output = note.ephemeral_card(0, custom_template=template).render_output()

    sides = render_fields(front, back, {"Front": "Q <b>1</b>", "Back": answer, "Tags": ""}, 0)

    assert (sides.front, sides.back) == (output.question_text, output.answer_text)


def test_fields_that_every_note_has(rivers: Path, tmp_path: Path) -> None:
    plan = compile_deck(rivers).plan
    assert plan
    special = "{{Tags}}|{{Type}}|{{Deck}}|{{Subdeck}}|{{Card}}|{{CardFlag}}|{{#c2}}second{{/c2}}"
    types = tuple(
        replace(one, template=replace(one.template, back=one.template.back + special))
        for one in plan.note_types
    )
    notes = tuple(replace(one, deck=f"{plan.decks[0].name}::Sub") for one in plan.notes)
    decks = (*plan.decks, replace(plan.decks[0], id=plan.decks[0].id + 1, name=notes[0].deck))
    write_package(replace(plan, note_types=types, notes=notes, decks=decks), tmp_path / "d.apkg")
    with fresh_collection() as collection:
        collection.import_package(tmp_path / "d.apkg")
        theirs = {(card.note_id, card.ord): card.back for card in collection.cards()}

    of = {one.kind: one for one in types}
    ours = {
        (note.note_id, ordinal): render(note, of[note.kind], ordinal).back
        for note in notes
        for ordinal in note.cards
    }
    assert {key: _sounds(side) for key, side in theirs.items()} == {
        key: _sounds(side) for key, side in ours.items()
    }


@pytest.mark.parametrize(
    "template",
    [
        "{{Front",
        "{{#Front}}x",
        "x{{/Front}}",
        "{{#Front}}{{/Back}}",
        "{{Nothing}}",
        "{{odd:Front}}",
        "{{#Front}}" * 5000 + "{{/Front}}" * 5000,
    ],
)
def test_wrong_templates_are_named(template: str) -> None:
    with pytest.raises(TemplateError):
        render_fields(template, "", {"Front": "x", "Back": "y"}, 0)
