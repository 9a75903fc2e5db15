"""The report of a trial import: its figures, and every finding it can have."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, replace
from pathlib import Path

import pytest

from deckgen.anki import Kept, Report, verify
from deckgen.anki.collection import AnkiCollection, anki_version
from deckgen.model import IdentifiedNote, NoteKind, Plan
from tests.package.plans import (
    BASIC,
    CLOZE,
    RELEASED,
    make_media,
    make_note,
    make_plan,
    many_notes,
    small_plan,
)

pytestmark = pytest.mark.skipif(not anki_version(), reason="needs the extra `anki`")

Package = Callable[[Plan], Path]
ROOT = Path(__file__).parents[2]


def _codes(report: Report) -> list[tuple[str, str]]:
    return [(one.code, one.message) for one in report.diagnostics]


def _verify_notes(package: Package, *notes: IdentifiedNote) -> list[tuple[str, str]]:
    return _codes(verify([package(make_plan(notes))]))


def _cloze(text: str, cards: tuple[int, ...] = (0,), *, extra: str = "") -> IdentifiedNote:
    return make_note("g", text, "", extra, kind=NoteKind.CLOZE, cards=cards)


def test_one_sound_package(package: Package, tmp_path: Path) -> None:
    report = verify([package(small_plan(tmp_path))])

    (first,) = report.imports
    assert _codes(report) == []
    assert report.anki
    assert (first.found, first.new, first.updated, first.duplicate, first.conflicting) == (
        (4, 4, 0, 0, 0)
    )
    assert (first.new_cards, first.notes, first.cards) == (6, 4, 6)
    assert first.kept is None
    assert report.again is not None
    assert (report.again.new, report.again.updated, report.again.duplicate) == (0, 0, 4)
    assert report.again.kept is not None
    assert report.again.kept.unchanged == 6


def test_an_update_keeps_what_is_the_learners(package: Package, tmp_path: Path) -> None:
    """Two notes change, one is new; of the learner's work only the tags of those two go."""
    plan = small_plan(tmp_path)
    changed = [
        replace(note, fields=(note.fields[0], "Other", *note.fields[2:]), modified=RELEASED + 1)
        for note in plan.notes[1:3]
    ]
    notes = (plan.notes[0], *changed, plan.notes[3], make_note("n5", "New?", position=5))
    report = verify([package(plan), package(replace(plan, notes=notes))])

    second = report.imports[1]
    assert _codes(report) == []
    assert (second.new, second.updated, second.duplicate, second.conflicting) == (1, 2, 2, 0)
    assert second.kept == Kept(
        cards=6,
        unchanged=6,
        reviews=6,
        reviews_unchanged=True,
        notes=4,
        tags_kept=2,
        tags_replaced=2,
        cards_with_history=6,
        cards_now=7,
    )


def test_three_releases_in_a_row(package: Package) -> None:
    """Each in its own past: the second import must not protect notes from the third."""
    note = make_note("g", "1", "A")
    releases = [
        package(make_plan((replace(note, fields=(word, *note.fields[1:]), modified=RELEASED + i),)))
        for i, word in enumerate(("one", "two", "three"))
    ]
    report = verify(releases)

    assert _codes(report) == []
    assert [one.updated for one in report.imports] == [0, 1, 1]


def test_a_replaced_picture_is_a_leftover_and_no_finding(package: Package, tmp_path: Path) -> None:
    old, new = (make_media(tmp_path, f"newt-{name}.png", b"x" + name.encode()) for name in "ab")
    note = make_note("g", f'<img src="{old.name}">')
    fields = (f'<img src="{new.name}">', *note.fields[1:])
    later = replace(note, fields=fields, modified=RELEASED + 1)
    report = verify(
        [package(make_plan((note,), media=(old,))), package(make_plan((later,), media=(new,)))]
    )

    assert _codes(report) == []
    assert [one.leftover_media for one in report.imports] == [0, 1]


def test_a_changed_note_type_is_a_conflict(package: Package) -> None:
    plan = small_plan()
    fewer = replace(BASIC, fields=BASIC.fields[:6], modified=RELEASED + 1)
    notes = tuple(
        replace(note, fields=note.fields[:6], modified=RELEASED + 1)
        for note in plan.notes
        if note.kind is NoteKind.BASIC
    )
    after = replace(plan, notes=notes, note_types=(fewer, CLOZE))
    found = dict(_codes(verify([package(plan), package(after)])))

    assert found["DG742"] == "3 notes not updated: their note type has changed"
    assert "DG745" in found


def test_a_guid_that_occurs_twice(package: Package) -> None:
    twins = (make_note("g", "Q1", position=1), make_note("g", "Q2", position=2))

    assert ("DG743", "Anki added 2 notes, the package lets expect 1") in _verify_notes(
        package, *twins
    )


def test_progress_that_is_lost(package: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    """No package can do it to Anki of today; so Anki is made to forget during the import."""
    original = AnkiCollection.import_package

    def forgetful(self: AnkiCollection, path: Path) -> object:
        self.change("DELETE FROM revlog WHERE id % 2 = ?", [(0,)])
        self.change("UPDATE cards SET reps = 0 WHERE ord = ?", [(1,)])
        self.change("UPDATE notes SET tags = ? WHERE guid = 'n1'", [("",)])
        return original(self, path)

    monkeypatch.setattr(AnkiCollection, "import_package", forgetful)
    plan = small_plan()
    messages = [
        one.message for one in verify([package(plan)] * 2).diagnostics if one.code == "DG744"
    ]

    assert messages == [
        "the import lost progress: 1 of 6 cards changed or gone",
        "the import lost progress: the review log has changed",
        "the import lost progress: tags of 1 notes gone, 0 were updated",
    ]


def test_the_same_package_changes_something_again(
    package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    original = AnkiCollection.import_package
    imported: list[Path] = []

    def second_time(self: AnkiCollection, path: Path) -> object:
        if imported:
            self.change("DELETE FROM notes WHERE guid = ?", [("n4",)])
            self.change(
                "DELETE FROM cards WHERE due = ? AND nid NOT IN (SELECT id FROM notes)", [(4,)]
            )
        imported.append(path)
        return original(self, path)

    monkeypatch.setattr(AnkiCollection, "import_package", second_time)
    found = _codes(verify([package(small_plan())]))

    assert ("DG745", "importing it again changes something: 1 note added") in [
        (code, message[:54]) for code, message in found
    ]


@pytest.mark.parametrize(
    ("note", "message"),
    [
        (replace(make_note("g", "Q"), due=2_000_000), "due number >= 1,000,000"),
        (make_note("g", "Q", cards=(0, 5)), "card with missing template"),
        (_cloze("{{c1::a}} {{c2::b}}"), "added 1 missing cards"),
    ],
)
def test_check_database(package: Package, note: IdentifiedNote, message: str) -> None:
    found = [text for code, text in _verify_notes(package, note) if code == "DG746"]

    assert [message in text for text in found] == [True]


@pytest.mark.parametrize(
    ("note", "code", "message"),
    [
        (make_note("g", "<br>"), "DG750", "card 1 of note `g`: the front is empty"),
        (
            _cloze("Q {{c1::a}}", (0, 1)),
            "DG751",
            "card 2 of note `g` (Q {{c1::a}}): its cloze is not in the note",
        ),
        (
            _cloze("Q <!-- {{c1::a}} -->"),
            "DG752",
            "card 1 of note `g` (Q): the front shows no blank",
        ),
        (
            _cloze('Q <img alt="{{c1::a}}">'),
            "DG752",
            "card 1 of note `g` (Q): the front shows no blank",
        ),
        (_cloze("", extra="{{c1::a}}"), "DG750", "card 1 of note `g`: the front shows nothing"),
        (
            _cloze("Q {{c1::a}} {b}}"),
            "DG753",
            "card 1 of note `g` (Q {{c1::a}} {b}}): `}}` shows",
        ),
        (make_note("g", "Q", "{{c1::x}}"), "DG753", "card 1 of note `g` (Q): `{{c1::` shows"),
        (
            make_note("g", "Q", '<img src="gone.png">'),
            "DG755",
            "card 1 of note `g` (Q): the file `gone.png` is missing",
        ),
        (
            make_note("g", "Q", '<img src="gone.png">'),
            "DG747",
            "Check Media: `gone.png` is missing",
        ),
    ],
)
def test_a_bad_card(package: Package, note: IdentifiedNote, code: str, message: str) -> None:
    assert (code, message) in _verify_notes(package, note)


@pytest.mark.parametrize(
    "note",
    [
        _cloze(r"Energy is \({{c1::m}} c^{2}\)"),
        _cloze(r"Code <code>{{c1::x}} = {{'a': {}}}</code> and \(\frac{1}{x_{2}}\)"),
        _cloze("{{c1::a}} &#125;&#125; &#123;&#123;c1::"),
        _cloze("{{c2::<b>a</b>::hint}} {{c1::outer {{c3::inner}}}}", (0, 1, 2)),
        make_note("g", "Close it with }}", "<code>{{c1::x}}</code>"),
        make_note("g", "<svg viewBox='0 0 1 1'><path d='M0 0'/></svg>"),
        make_note("g", "1 &lt; 2 <br> &nbsp;"),
    ],
)
def test_a_good_card(package: Package, note: IdentifiedNote) -> None:
    assert _verify_notes(package, note) == []


def test_a_template_that_fails(package: Package) -> None:
    broken = replace(BASIC, template=replace(BASIC.template, back="{{#Answer}} never closed"))
    plan = replace(make_plan((make_note("g", "Q"),)), note_types=(broken, CLOZE))

    assert (
        "DG754",
        "card 1 of note `g` (Q): Anki cannot render it: the template is wrong",
    ) in _codes(verify([package(plan)]))


def test_a_card_without_a_template(package: Package) -> None:
    found = _verify_notes(package, make_note("g", "Q", cards=(0, 5)))

    assert ("DG754", "card 6 of note `g` (Q): Anki cannot render it: missing template") in found


def test_many_findings_of_one_kind_are_counted(package: Package) -> None:
    notes = [make_note(f"g{i}", "<br>", position=i + 1) for i in range(50)]
    messages = [message for code, message in _verify_notes(package, *notes) if code == "DG750"]

    assert len(messages) == 21
    assert messages[-1] == "and 30 more findings of this kind"


def test_a_file_that_is_no_package(tmp_path: Path, package: Package) -> None:
    """It ends the trial; what came before is reported."""
    (tmp_path / "x.apkg").write_text("<html>")
    report = verify([package(small_plan()), tmp_path / "x.apkg", package(small_plan())])

    assert [code for code, _ in _codes(report)] == ["DG703"]
    assert len(report.imports) == 1
    assert report.again is None


def test_a_package_that_anki_refuses(package: Package) -> None:
    found = _verify_notes(package, make_note("g", "one field\x1ftoo many"))

    assert [code for code, _ in found] == ["DG741"]
    assert found[0][1].startswith("Anki cannot import it: ")


def test_a_package_in_ankis_newer_format_is_imported_all_the_same(
    package: Package, collection: AnkiCollection, tmp_path: Path
) -> None:
    """Deckgen cannot read it, so that the counts are compared with nothing."""
    from anki.import_export_pb2 import ExportAnkiPackageOptions

    collection.import_package(package(small_plan(tmp_path)))
    collection._collection.export_anki_package(
        out_path=str(tmp_path / "new.apkg"),
        options=ExportAnkiPackageOptions(with_media=True, legacy=False),
        limit=None,
    )
    report = verify([tmp_path / "new.apkg"])

    assert _codes(report) == []
    assert report.imports[0].new == 4


def test_without_anki(package: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in sys.modules if name.partition(".")[0] == "anki"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, "anki", None)
    report = verify([package(small_plan())])

    assert (report.anki, report.imports, report.again) == ("", (), None)
    assert [code for code, _ in _codes(report)] == ["DG740"]
    assert "pip install anki" in report.diagnostics[0].help


def test_nothing_to_verify() -> None:
    report = verify([])

    assert (report.imports, report.again, report.diagnostics) == ((), None, ())


def test_the_steps_are_told(package: Package) -> None:
    told: list[str] = []
    verify([package(small_plan())], told.append)

    assert told == [
        "importing r1.apkg",
        "rendering 6 cards",
        "checking database and media",
        "importing r1.apkg again",
    ]


def test_the_report_is_plain(package: Package) -> None:
    assert json.loads(json.dumps(asdict(verify([package(small_plan())]))))["imports"][0]["new"] == 4


def test_nothing_is_left_behind_and_nothing_printed(tmp_path: Path, package: Package) -> None:
    """No file in the temporary folder or at home, no word on either stream."""
    temporary, home = tmp_path / "tmp", tmp_path / "home"
    temporary.mkdir()
    home.mkdir()
    script = (
        "import sys; sys.path.insert(0, sys.argv[1]);"
        "from pathlib import Path; from deckgen.anki import verify;"
        "assert verify([Path(sys.argv[2])]).imports"
    )
    package_path = package(many_notes(200))
    inherited = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT") if name in os.environ}
    run = subprocess.run(
        [sys.executable, "-B", "-c", script, str(ROOT), str(package_path)],
        cwd=home,
        env=inherited | {"TMPDIR": str(temporary), "TEMP": str(temporary), "HOME": str(home)},
        capture_output=True,
        text=True,
        check=True,
    )

    assert (run.stdout, run.stderr) == ("", "")
    assert list(temporary.iterdir()) == []
    assert list(home.iterdir()) == []
    assert tempfile.gettempdir() != str(temporary)
