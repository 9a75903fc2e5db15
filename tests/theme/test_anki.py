"""What the real Anki makes of themes: nothing lost, the new look there, no empty card."""

from __future__ import annotations

import json
import os
import re
import zipfile
from collections.abc import Callable, Iterator
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.anki.collection import AnkiCollection, anki_version, fresh_collection
from deckgen.anki.learner import snapshot, study
from deckgen.model import BASIC_FIELDS, CLOZE_FIELDS, NoteKind
from deckgen.notes import note_types
from tests.cli.running import RIVERS, Run
from tests.theme.projects import FONT, WAVE, page, write

pytestmark = pytest.mark.skipif(not anki_version(), reason="needs the extra `anki`")

FRONT = '<div class="dg front"><img src="wave.svg"><b class="mine">{{Question}}</b></div>'
CSS = "@font-face { font-family: Mine; src: url(mine.woff2) } .card { font-family: Mine }\n"
SETTINGS = '[deck]\nname = "Rivers"\n'
THEME = f'{SETTINGS}[theme]\ncss = "theme/looks.css"\ntemplates = "theme"\n'
APKG = "build/rivers.apkg"


@pytest.fixture
def collection() -> Iterator[AnkiCollection]:
    with fresh_collection() as opened:
        yield opened


@pytest.fixture
def build(deckgen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Write files, build at a later time than before, return the package."""
    clock = iter(range(1_700_000_000, 1_800_000_000, 1000))

    def build(files: dict[str, str | bytes], *options: str) -> Path:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(next(clock)))
        write(tmp_path, files)
        ran = deckgen("build", *options)
        assert ran.code == 0, ran.err
        return tmp_path / APKG

    return build


def _media(package: Path) -> set[str]:
    with zipfile.ZipFile(package) as archive:
        return set(json.loads(archive.read("media")).values())


def _types(collection: AnkiCollection) -> str:
    return str(collection.shape())


def test_a_new_look_costs_nothing(
    collection: AnkiCollection, build: Callable[..., Path], deckgen: Run
) -> None:
    """No note is touched, history stays, and only what belongs to the newest look is packed."""
    collection.import_package(build({"source/rivers.md": RIVERS, "deckgen.toml": SETTINGS}))
    study(collection)
    before = snapshot(collection)
    assert before.notes

    first = build(
        {
            "deckgen.toml": THEME,
            "theme/looks.css": CSS,
            "theme/basic_front.html": FRONT,
            "theme/wave.svg": WAVE,
            "theme/mine.woff2": FONT,
        }
    )
    files = _media(first)
    log = collection.import_package(first)

    assert (log.new, log.updated, log.conflicting) == ((), (), ())
    assert len(log.duplicate) == len(before.notes)
    assert snapshot(collection) == before
    assert {re.sub(r"-\w{12}\.", ".", name) for name in files} == {"_mine.woff2", "_wave.svg"}
    assert files <= collection.media_files()
    assert collection.check_media() == ((), ())
    assert collection.check_database() == ()
    assert collection.empty_cards() == frozenset()
    fronts = [card.front for card in collection.cards() if 'class="mine"' in card.front]
    assert len(fronts) == 3
    assert all(any(f'src="{name}"' in front for name in files) for front in fronts)
    assert any(f'url("{name}")' in _types(collection) for name in files)

    second = build({"theme/mine.woff2": FONT + b"!", "theme/basic_front.html": "{{Question}}"})
    log = collection.import_package(second)

    assert (log.new, log.updated, log.conflicting) == ((), (), ())
    assert snapshot(collection) == before
    assert len(_media(second)) == 1
    assert _media(second) <= collection.media_files() - files
    assert collection.check_media() == ((), ())
    assert not any('class="mine"' in card.front for card in collection.cards())

    third = build({"deckgen.toml": SETTINGS})
    log = collection.import_package(third)
    own = note_types("x", "Rivers")[0].template
    models = collection._collection.models
    models._clear_cache()
    assert (log.new, log.updated, log.conflicting) == ((), (), ())
    assert snapshot(collection) == before
    assert _media(third) == set()
    now = models.by_name("Rivers · Basic")
    assert now is not None
    assert (now["tmpls"][0]["qfmt"], now["tmpls"][0]["afmt"]) == (own.front, own.back)
    assert "Mine" not in _types(collection)
    assert deckgen("verify", str(third)).code == 0
    assert deckgen("build", "--locked").code == 0


def test_the_lock_and_diff_tell_of_a_new_look(
    build: Callable[..., Path], deckgen: Run, tmp_path: Path
) -> None:
    settings = f'{SETTINGS}[theme]\ncss = "theme/looks.css"\n'
    build({"source/rivers.md": RIVERS, "theme/looks.css": "", "deckgen.toml": settings})
    before = (tmp_path / "deckgen.lock").read_text().splitlines()
    write(tmp_path, {"theme/looks.css": ".card { --accent: teal }"})

    locked, told = deckgen("build", "--locked"), deckgen("diff", "--exit-code")
    built = deckgen("build")
    after = (tmp_path / "deckgen.lock").read_text().splitlines()

    assert locked.code == 1
    assert "would change" in locked.err
    assert told.code == 1
    assert "Rivers · Basic looks different, on all of its cards" in told.out
    assert "0 updated" in told.out
    assert "5 unchanged, a new look" in built.out
    changed = [json.loads(new) for old, new in zip(before, after, strict=True) if old != new]
    assert [record["note_type"] for record in changed] == ["basic", "cloze"]
    assert deckgen("diff", "--exit-code").code == 0


def test_the_same_theme_gives_the_same_bytes(
    build: Callable[..., Path], tmp_path: Path, deckgen: Run
) -> None:
    files = {
        "source/rivers.md": RIVERS,
        "deckgen.toml": THEME,
        "theme/looks.css": CSS,
        "theme/mine.woff2": FONT,
    }
    package = build(files)
    first = package.read_bytes()
    package.unlink()
    os.utime(tmp_path / "theme/looks.css", (1, 1))
    write(tmp_path, {"theme/looks.css": "\ufeff" + CSS.replace("\n", "\r\n")})

    assert deckgen("build", "--locked", "--no-cache").code == 0
    assert package.read_bytes() == first


# --- templates as Anki reads them ------------------------------------------------------------

PIECES = [
    "{{Question}}", "{{ Question }}", "{{type:Question}}", "{{hint:Question}}", "{{Answer}}",
    "{{cloze:Text}}", "{{Text}}", "{{#Hint}}", "{{^Hint}}", "{{/Hint}}", "{{#Extra}}",
    "{{/Extra}}", "{{^Extra}}", "{{#Question}}", "{{/Question}}", "{{#c1}}", "{{/c1}}",
    "{{FrontSide}}", "{{Tags}}", "{{Nope}}", "{{nope:Hint}}", "{{", "}}", "{{{", "<!--", "-->",
    "<b>", "</b>", "<details>", "</details>", "<div hidden>", "</div>", "<p title='", "'>", "<",
    "word", "\n", "{{=<% %>=}}", "<%Question%>", "{{}}", "{{ID}}", "{{text:Question}}",
]  # fmt: skip
OPTIONAL = ("Answer", "Extra", "Hint", "Context", "Source", "Title")


class Reader:
    """A collection that renders templates of deckgen's note types."""

    def __init__(self, collection: AnkiCollection) -> None:
        self.real: Any = collection._collection
        self.types = {kind: self._add(kind) for kind in NoteKind}

    def _add(self, kind: NoteKind) -> Any:
        models = self.real.models
        made = models.new(f"My {kind}")
        for name in BASIC_FIELDS if kind is NoteKind.BASIC else CLOZE_FIELDS:
            models.add_field(made, models.new_field(name))
        template = models.new_template("card")
        name = "Question" if kind is NoteKind.BASIC else "cloze:Text"
        template["qfmt"] = template["afmt"] = f"{{{{{name}}}}}"
        models.add_template(made, template)
        made["type"] = int(kind is NoteKind.CLOZE)
        models.add(made)
        return models.by_name(f"My {kind}")

    def show(self, kind: NoteKind, front: str, back: str, filled: set[str]) -> tuple[str, str]:
        """Render a card of a note of which only some fields have text."""
        note = self.real.new_note(self.types[kind])
        always = {"Question": "is asked", "Text": "{{c1::is hidden}} is asked", "ID": "id"}
        for name in note.keys():  # noqa: SIM118  a note is no mapping
            note[name] = always.get(name, "is told" if name in filled else "")
        template = {**self.types[kind]["tmpls"][0], "qfmt": front, "afmt": back}
        output = note.ephemeral_card(custom_template=template).render_output()
        return output.question_text, output.answer_text


@pytest.fixture(scope="module")
def reader() -> Iterator[Reader]:
    with fresh_collection() as collection:
        yield Reader(collection)


def _visible(html: str) -> str:
    return re.sub(r"<!--.*?-->|<[^<>]*>", "", html, flags=re.DOTALL)


@given(
    kind=st.sampled_from(list(NoteKind)),
    is_back=st.booleans(),
    pieces=st.lists(st.sampled_from(PIECES), max_size=9),
    at=st.none() | st.integers(0, 9),
)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_passes_is_no_empty_card(
    reader: Reader, tmp_path: Path, kind: NoteKind, is_back: bool, pieces: list[str], at: int | None
) -> None:
    """Whatever is empty: Anki renders it, the front asks, and the back tells."""
    wanted = "{{cloze:Text}}" if kind is NoteKind.CLOZE else "{{Question}}"
    mark = "{{Answer}}" if is_back and kind is NoteKind.BASIC else wanted
    html = "".join(pieces if at is None else [*pieces[:at], mark, *pieces[at:]])
    side = f"{kind}_{'back' if is_back else 'front'}"
    made, _ = page(tmp_path, side, html)
    if made is None:
        return
    for some in product((True, False), repeat=2):
        filled = {name for name in OPTIONAL if some[OPTIONAL.index(name) % 2]} | {"Answer"}
        front, back = (wanted, made) if is_back else (made, wanted)
        asked, told = reader.show(kind, front, back, filled)
        assert "docs.ankiweb.net" not in asked + told
        assert "is asked" in _visible(asked)
        assert ("[...]" if kind is NoteKind.CLOZE else "") in _visible(asked)
        if is_back:
            assert ("is hidden" if kind is NoteKind.CLOZE else "is told") in _visible(told)


@pytest.mark.parametrize("lucky", ["{{Question}}{{#Hint}}<b>{{Hint}}</b>{{/Hint}}"])
def test_some_templates_pass(tmp_path: Path, lucky: str) -> None:
    """The property above is not empty."""
    assert page(tmp_path, "basic_front", lucky)[0] == lucky
