"""Fields as the real Anki takes them: stored, rendered, searched for sounds, LaTeX and media."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

from tests.render.reading import read
from tests.render.samples import media_file, render_text
from tests.render.test_hostile import FRAGMENTS

pytest.importorskip("anki")

if TYPE_CHECKING:
    from anki.collection import Collection

LITERAL = (
    "A [sound:a.mp3], [latex]x[/latex], `[$]y[/$]`, [anki:tts lang=en]t[/anki:tts],"
    " `[sound:b.mp3]`, `\\(x\\)` and `[latex]z[/latex]`."
)


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """Return a fresh collection with Anki's own note types."""
    from anki.collection import Collection

    opened = Collection(str(tmp_path_factory.mktemp("anki") / "collection.anki2"))
    yield opened
    opened.close()


def shown(collection: Collection, kind: str, fields: list[str]) -> tuple[str, list[Any], str]:
    """Add a note; return the answer side, its sounds, and the first field as Anki stored it."""
    note_type = collection.models.by_name(kind)
    assert note_type is not None
    note = collection.new_note(note_type)
    note.fields[: len(fields)] = fields
    collection.add_note(note, collection.decks.id("Default") or 1)  # type: ignore[arg-type]
    card = note.cards()[0]
    output = card.render_output()
    stored = str(collection.get_note(note.id).fields[0])
    sounds = [*output.question_av_tags, *output.answer_av_tags]
    return output.answer_text, sounds, stored


def test_anki_stores_fields_as_they_are(collection: Collection) -> None:
    """What Anki stores is what was rendered, to the character."""
    for fragment in FRAGMENTS:
        html = render_text(fragment).html
        if "{{" not in html:
            assert shown(collection, "Basic", [html, "x"])[2] == html, fragment


def test_no_fragment_makes_anki_act(collection: Collection) -> None:
    """No fragment plays a sound or runs LaTeX, and its word is on the card."""
    for fragment in FRAGMENTS:
        answer, sounds, _ = shown(collection, "Basic", ["Front", render_text(fragment).html])

        assert sounds == [], fragment
        assert "latex-" not in answer, fragment
        assert "anki-play" not in answer, fragment
        assert "Readable" in answer, fragment


@pytest.mark.parametrize("kind", ["Basic", "Cloze"])
def test_literal_syntax_stays_literal(collection: Collection, kind: str) -> None:
    """A text about Anki's own syntax is shown word for word."""
    html = render_text(LITERAL).html
    first = "{{c1::x}}" if kind == "Cloze" else "x"
    answer, sounds, _ = shown(collection, kind, [f"{first} {html}", html])

    assert sounds == []
    assert "A [sound:a.mp3], [latex]x[/latex], [$]y[/$], [anki:tts" in "".join(read(answer).words)


def test_a_sound_is_played(collection: Collection) -> None:
    """An author's sound is one for Anki, by its literal name."""
    html = render_text("![x](a.mp3)", {"a.mp3": media_file("a-0123456789ab.mp3")}).html
    _, sounds, _ = shown(collection, "Basic", ["x", html])

    assert [getattr(sound, "filename", "") for sound in sounds] == ["a-0123456789ab.mp3"]


def test_formulas_survive_a_cloze_note(collection: Collection) -> None:
    """Anki strips tags inside formulas of cloze notes; ours have none, signs are entities."""
    html = render_text("$a<b>c$ and `\\(<b>\\)`").html
    answer, _, _ = shown(collection, "Cloze", [f"{{{{c1::x}}}} {html}"])

    assert "\\(a&lt;b&gt;c\\)" in answer
    assert "<code>\\<span></span>(&lt;b&gt;\\)</code>" in answer


def test_anki_finds_the_media(collection: Collection) -> None:
    """The media check finds exactly the files that a field names, and nothing missing."""
    names = ("my-cat-0123456789ab.png", "meow-0123456789ab.mp3")
    html = render_text(
        '![a](<my cat.png>) <img src="my cat.png"> ![b](s.mp3) ![c](gone.png) `<img src=no.png>`',
        {"my cat.png": media_file(names[0]), "s.mp3": media_file(names[1])},
    ).html
    note_type = collection.models.by_name("Basic")
    assert note_type is not None

    found = collection.media.files_in_str(note_type["id"], html)

    assert set(found) == set(names)
