"""The last gate: plans that would hurt a learner, each with the code that stops it."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.diagnostics import Severity
from deckgen.model import Deck, MediaFile, NoteKind, Plan
from deckgen.package import check_plan, leave_out_unsound
from deckgen.package.check_cards import scan
from deckgen.package.check_media import references
from tests.effort import count_calls
from tests.package.plans import (
    BASIC,
    CLOZE,
    POND,
    make_media,
    make_note,
    make_plan,
    many_notes,
    small_plan,
)


def _check(plan: Plan) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in check_plan(plan)]


def _basic(*fields: str, **more: object) -> Plan:
    return make_plan((make_note("g", *(fields or ("Q",)), **more),))  # type: ignore[arg-type]


def _cloze(*fields: str, cards: tuple[int, ...] = (0,)) -> Plan:
    return make_plan((make_note("g", *fields, kind=NoteKind.CLOZE, cards=cards),))


def _media(name: str, size: int = 3) -> MediaFile:
    return MediaFile(name=name, location=Path("pictures") / name, sha256="", size=size)


def _with_media(field: str, *files: MediaFile) -> Plan:
    return make_plan((make_note("g", field),), media=files)


def _in_theme(css: str, *files: MediaFile) -> Plan:
    types = (replace(BASIC, css=css), CLOZE)
    return make_plan((make_note("g", "Q"),), media=files, note_types=types)


def test_files_of_a_theme_belong_to_the_note_types() -> None:
    wave, mine = _media("_wave-0123456789ab.svg"), _media("_mine-abcdef012345.woff2")
    plan = _in_theme(f'url("{mine.name}")', wave, mine)
    template = replace(CLOZE.template, back=f'{{{{cloze:Text}}}}<img src="{wave.name}">')
    cloze = replace(CLOZE, template=template)

    assert check_plan(replace(plan, note_types=(plan.note_types[0], cloze))) == ()


@pytest.mark.parametrize("count", [1, 40])
def test_a_sound_plan_has_no_findings(tmp_path: Path, count: int) -> None:
    assert check_plan(small_plan(tmp_path)) == ()
    assert check_plan(many_notes(count)) == ()


_UNSAFE = "the name `_a-0123456789ab.png` is not safe in Anki's media folder"
_UNUSED = "nothing refers to `_a-0123456789ab.png`"

BAD: list[tuple[Plan, str, str]] = [
    (
        make_plan((make_note("g", "Q1"), make_note("g", "Q2", position=7))),
        "DG710",
        "GUID `g` is also that of the note at source/pond.md:1",
    ),
    (_cloze("no cloze at all", cards=()), "DG711", "the note has no card"),
    (_basic(""), "DG711", "the note has no card: its front is empty"),
    (_basic("<p><br>&nbsp;\u200b </p>"), "DG711", "the note has no card: its front is empty"),
    (_basic("Q", cards=()), "DG711", "the note has no card"),
    (
        _basic("Q", cards=(0, 1)),
        "DG712",
        "the note is to have the cards 1, 2, but its text makes 1",
    ),
    (
        _cloze("{{c1::a {{c3::b}}}}", cards=(0,)),
        "DG712",
        "the note is to have the cards 1, but its text makes 1, 3",
    ),
    (
        _cloze("{{c1::never closed"),
        "DG712",
        "the note is to have the cards 1, but its text makes none",
    ),
    (
        _cloze("{{c1::a}}", "", "{{c2::in another field}}"),
        "DG712",
        "the note is to have the cards 1, but its text makes 1, 2",
    ),
    (_cloze("{{c0::a}}{{c1::b}}"), "DG713", "cloze number 0 is not between 1 and 500"),
    (_cloze("{{c501::a}}", cards=(500,)), "DG713", "cloze number 501 is not between 1 and 500"),
    (_cloze("{{c99999999999::a}}"), "DG713", "cloze number 999999999 is not between 1 and 500"),
    (
        _cloze("{{c1::{{c1::{{c1::{{c1::a}}}}}}}}"),
        "DG714",
        "clozes are nested 4 deep, more than 3",
    ),
    (_cloze("{{c1,2::a}}", cards=(0, 1)), "DG714", "a cloze has several numbers"),
    (_cloze("{{c1::a}} {{c2::b"), "DG721", "a cloze is opened, but never closed"),
    (_basic(position=1_000_000), "DG715", "the note's position is 1,000,000, not between 1 and"),
    (_basic(position=0, note_id=5), "DG715", "the note's position is 0, not between 1 and"),
    (
        make_plan((make_note("a", "Q", note_id=9), make_note("b", "Q", note_id=9))),
        "DG716",
        "row id 9, or that of a card, is also that of another note",
    ),
    (
        make_plan(
            (
                make_note("a", "{{c3::x}}", note_id=9, cards=(2,), kind=NoteKind.CLOZE),
                make_note("b", "Q", note_id=11),
            )
        ),
        "DG716",
        "row id 11, or that of a card, is also that of another note",
    ),
    (_basic(note_id=-1), "DG716", "row id -1 or time of change 1700000000 is not positive"),
    (_basic(modified=0), "DG716", "row id 1600000001024 or time of change 0 is not positive"),
    (_basic("a\x1fb"), "DG717", "field `Question` holds the character U+001F"),
    (_basic("Q", "a\rb"), "DG717", "field `Answer` holds the character U+000D"),
    (_basic("Q", "\ud800"), "DG717", "field `Answer` holds the character U+D800"),
    (
        _basic(unicodedata.normalize("NFD", "café")),
        "DG717",
        "field `Question` is not in Unicode's composed form (NFC)",
    ),
    (_basic("Q", tags=("two words",)), "DG718", "tag `two words` holds a space or a control"),
    (_basic("Q", tags=("two\u3000words",)), "DG718", "tag `two\u3000words` holds a space or a"),
    (_basic("Q", tags=("Leech",)), "DG718", "tag `Leech` belongs to the learner"),
    (_basic("Q", tags=("marked",)), "DG718", "tag `marked` belongs to the learner"),
    (_basic("Q", tags=("a", "A")), "DG718", "tag `A` is there twice, perhaps in another case"),
    (_basic("Q", tags=("a::",)), "DG718", "tag `a::` has an empty part"),
    (_basic("Q", tags=("e\u0301",)), "DG718", "tag `e\u0301` is not in Unicode's composed form"),
    (
        make_plan((make_note("g", "Q"),), decks=(POND, Deck(id=9, name="pond life"))),
        "DG719",
        "deck `pond life` (9) has the name or id of another one",
    ),
    (
        make_plan((make_note("g", "Q"),), decks=(POND, Deck(id=POND.id, name="Other"))),
        "DG719",
        f"deck `Other` ({POND.id}) has the name or id of another one",
    ),
    (
        make_plan((make_note("g", "Q"),), decks=(POND, Deck(id=1, name="Other"))),
        "DG719",
        "deck `Other` (1) has the name or id of another one",
    ),
    (
        make_plan((make_note("g", "Q"),), decks=(POND, Deck(id=9, name="Default"))),
        "DG719",
        "Anki would change the name of the deck `Default`",
    ),
    (
        make_plan((make_note("g", "Q"),), decks=(POND, Deck(id=9, name="A:: B"))),
        "DG719",
        "Anki would change the name of the deck `A:: B`",
    ),
    (
        make_plan((make_note("g", "Q"),), decks=(POND, Deck(id=9, name="A::::B"))),
        "DG719",
        "Anki would change the name of the deck `A::::B`",
    ),
    (_basic("Q", deck="Elsewhere"), "DG719", "the note's deck `Elsewhere` is not in the plan"),
    (
        make_plan((make_note("g", "Q"),), note_types=(CLOZE,)),
        "DG720",
        "the note does not fit a basic note type",
    ),
    (
        make_plan((make_note("g", "Q"),), note_types=(replace(BASIC, fields=BASIC.fields[1:]),)),
        "DG720",
        "the note does not fit a basic note type",
    ),
    (
        make_plan((make_note("g", "Q"),), note_types=(BASIC, replace(CLOZE, id=BASIC.id))),
        "DG720",
        "note type `Pond Life · Cloze` has no id of its own, or no time of change",
    ),
    (
        make_plan((make_note("g", "Q"),), note_types=(BASIC, replace(CLOZE, modified=0))),
        "DG720",
        "note type `Pond Life · Cloze` has no id of its own, or no time of change",
    ),
    (
        _with_media('<img src="gone.png">'),
        "DG725",
        "the note refers to `gone.png`, which is not in the package",
    ),
    (
        _with_media("[sound:gone.mp3]"),
        "DG725",
        "the note refers to `gone.mp3`, which is not in the package",
    ),
    (
        _with_media('<img src="a%20b.png">', _media("a b.png")),
        "DG725",
        "the note refers to `a%20b.png`, which is not in the package",
    ),
    (_with_media("Q", _media("spare.png")), "DG726", "nothing refers to `spare.png`"),
    (
        _with_media('<img src="a.png"><img src="A.png">', _media("a.png"), _media("A.png")),
        "DG727",
        "the name `A.png` is also that of another file",
    ),
    (_with_media('<img src="a.png">', _media("a.png", 0)), "DG728", "`a.png` is empty"),
    (
        _with_media('<img src="a b.png">', _media("a b.png")),
        "DG729",
        "the name `a b.png` is not safe in Anki's media folder",
    ),
    (
        _with_media('<img src="_a.png">', _media("_a.png")),
        "DG729",
        "the name `_a.png` is not safe in Anki's media folder",
    ),
    (
        _in_theme("url(_a-0123456789ab.png)"),
        "DG731",
        "a note type refers to `_a-0123456789ab.png`, which is not in the package",
    ),
    (_in_theme("", _media("_a-0123456789ab.png")), "DG729", _UNSAFE),
    (_in_theme("", _media("_a-0123456789ab.png")), "DG726", _UNUSED),
    (
        _with_media(f'<img src="{"a" * 101}">', _media("a" * 101)),
        "DG729",
        f"the name `{'a' * 101}` is not safe in Anki's media folder",
    ),
    (
        _with_media('<img src="a.png">', _media("a.png", 5 << 30)),
        "DG730",
        "1 media files of 5,120 MiB do not fit a package",
    ),
]


@pytest.mark.parametrize(("plan", "code", "message"), BAD, ids=[f"{b[1]}-{b[2]}" for b in BAD])
def test_a_bad_plan_is_stopped(plan: Plan, code: str, message: str) -> None:
    found = [one for one in check_plan(plan) if one.code == code]

    assert any(one.message.startswith(message) for one in found), check_plan(plan)
    assert all(one.help for one in found)


def test_findings_point_at_the_question() -> None:
    plan = make_plan((make_note("a", "Q"), make_note("b", "", position=41)))
    (found,) = check_plan(plan)

    assert (found.span.path, found.span.line) == ("source/pond.md", 41)
    assert found.severity is Severity.WARNING


def test_an_unsound_note_spoils_no_other() -> None:
    picture = replace(make_note("b", '<img src="gone.png">'), media=())
    plan = make_plan((make_note("a", "Q"), picture, make_note("c", "", position=41)))

    sound, found = leave_out_unsound(plan)

    assert [note.guid for note in sound.notes] == ["a"]
    assert sorted(one.code for one in found) == ["DG711", "DG725"]
    assert all(one.message.endswith("; the note is left out") for one in found)
    assert check_plan(sound) == ()
    assert leave_out_unsound(sound) == (sound, ())


@pytest.mark.parametrize(
    "field",
    ['<img src="x.png">', "[sound:x.mp3]", "<svg><path/></svg>", "&lt;", "<math><mi>x</mi></math>"],
)
def test_a_front_may_be_a_picture_or_a_sound(field: str) -> None:
    assert "DG711" not in dict(_check(_basic(field)))


@pytest.mark.parametrize(
    ("field", "names"),
    [
        ('<img src="a.png">', ["a.png"]),
        ("<IMG\nalt='x > y' SRC='b&amp;c.png' />", ["b&c.png"]),
        ("<img src=a.png>", ["a.png"]),
        ('<video controls><source src="v.mp4"></video>', ["v.mp4"]),
        ('<object data="o.svg"></object>', ["o.svg"]),
        ('<img src="a.png"/><img src="b.png" />', ["a.png", "b.png"]),
        ('{{c1::<img src="a.png">}}', ["a.png"]),
        ("[sound:a &amp; b.mp3][sound:c.ogg]", ["a & b.mp3", "c.ogg"]),
        ('<img src="https://example.org/a.png">', []),
        ('<img src="//example.org/a.png">', []),
        ('<img src="data:image/png;base64,AAAA">', []),
        ('<img data-src="a.png"><img srcset="a.png 2x">', []),
        ('<a href="a.png">x</a><code>[sound]</code>', []),
        ("<imgs src=a.png>", []),
        ('<img src="unclosed', []),
        ("<img src=''>", []),
    ],
)
def test_references(field: str, names: list[str]) -> None:
    assert list(references(field)) == names


@pytest.mark.parametrize(
    ("texts", "numbers", "depth"),
    [
        (["{{c1::a}} {{c2::b}}"], {1, 2}, 1),
        (["{{c1::a {{c2::b}} c}}"], {1, 2}, 2),
        (["{{c1::a {{c2::b {{c3::c}}}}"], set(), 0),
        (["{{c1::a", "}}"], set(), 0),
        (["}} {{C1::a}} {{ c1::b}} {{c1:c}}"], set(), 0),
        (["{{c7::}}"], {7}, 1),
    ],
)
def test_clozes_are_read_as_anki_reads_them(
    texts: list[str], numbers: set[int], depth: int
) -> None:
    found = scan(texts)

    assert (set(found.numbers), found.depth) == (numbers, depth)


PIECES = [
    "{{c1::",
    "{{c2::",
    "{{c12::",
    "{{c1,3::",
    "{{c0::",
    "}}",
    "{{",
    "}",
    "::",
    "a",
    "<b>",
    "\n",
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_clozes_are_those_of_the_writer(text: str) -> None:
    """The gate reads with eyes of its own what ``notes`` writes: both must see the same."""
    from deckgen.notes.cloze import ordinals

    assert tuple(sorted(n - 1 for n in scan([text]).numbers if n)) == ordinals([text])


@pytest.mark.parametrize(
    "unit",
    [
        "<img ",
        '<img src="',
        "<img a=",
        "<img '",
        "<img /",
        "[sound:",
        "<img src",
        "{{c1::",
        "}}",
        "<",
    ],
)
def test_hostile_fields_take_linear_effort(unit: str) -> None:
    def effort(size: int) -> int:
        plan = _basic(unit * (size // len(unit)))
        return count_calls(lambda: check_plan(plan))

    assert effort(40_000) < 6 * effort(10_000) + 2_000


def test_media_that_is_there_and_used_is_fine(tmp_path: Path) -> None:
    newt = make_media(tmp_path, "newt-0123.png", b"n")
    plan = make_plan((make_note("g", 'Q <img src="newt-0123.png">'),), media=(newt,))

    assert check_plan(plan) == ()
