"""Files composed in stretches, by several processes, from a cache: always the same result."""

from __future__ import annotations

import hashlib
import io
import multiprocessing
import os
import runpy
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, is_dataclass, replace
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from deckgen.composing import Result, Workshop, compose_files, files
from deckgen.composing.portable import pack, unpack
from deckgen.composing.stretch import Composed, compose_stretch
from deckgen.config import Config, ReadingSettings
from deckgen.diagnostics import Diagnostic, Label, Severity
from deckgen.dialects import Standing, cut, stretches
from deckgen.markdown import read_source
from deckgen.media import Access, Shelf
from deckgen.media.cache import Cache
from deckgen.model import (
    Block,
    BlockKind,
    Cloze,
    Composition,
    MediaFile,
    Note,
    NoteKind,
    Question,
    Span,
)
from deckgen.render import code

TOPICS = ["Rivers", "Glaciers", "Lakes and ponds"]
THINGS = ["delta", "estuary", "weir", "lock", "canal", "moraine", "fjord", "kettle", "lagoon"]
ANSWERS = [
    "It is shaped by water over a long time.",
    "It has two parts.\n\n- upper\n- lower\n\n```python\n# is this a question?\n\nx = 1\n```",
    "| | Left | Right |\n|---|---|---|\n| Depth | one | two |\n| Width | narrow | wide |",
    "See the formula.\n\n$$\n## no heading?\n$$\n\nThat is all.",
    "<details><summary>Hint</summary>\n\n## Is this inside?\n\nyes\n\n</details>\n\nSee it.",
    "<!-- a remark\n\n## What is left out?\n\n-->\n\nRemarks are not shown.",
    "### Why?\n\nBecause of the ice.\n\n### When?\n\nLong ago.",
    "````md\n```\n## What?\n```\n````\n\nA sample in a sample.",
    "",
]


@dataclass(frozen=True)
class Item:
    thing: str
    answer: str
    number: int
    topic: str

    def __str__(self) -> str:
        above = f"# {self.topic}\n\n" if self.topic else ""
        return f"{above}## {self.number}. What is a {self.thing} {self.number}?\n\n{self.answer}\n"


items = st.builds(
    Item,
    thing=st.sampled_from(THINGS),
    answer=st.sampled_from(ANSWERS),
    number=st.integers(1, 30),
    topic=st.sampled_from([*TOPICS, *[""] * 9]),
)
documents = st.lists(items, min_size=6, max_size=25)


@pytest.fixture(autouse=True)
def _small_stretches(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cut files as if they were large."""
    for name, value in {"LONG": 300, "LEAST": 150, "MOST": 400, "_ONE_IN": 2, "_MANY": 3}.items():
        monkeypatch.setattr(stretches, name, value)
    monkeypatch.setattr(files, "_WORTH", 500)


def _text(chosen: Sequence[Item], front: str = "") -> str:
    return front + "\n".join(map(str, chosen))


def _compose(root: Path, workshop: Workshop | None = None, shelf: Shelf | None = None) -> Result:
    config = Config()
    (result,) = compose_files([root / "a.md"], root, config, shelf or Shelf(), workshop)
    return result


def _write(root: Path, text: str) -> None:
    (root / "a.md").write_text(text)


fixtures = settings(max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture])


@fixtures
@given(documents, st.sampled_from(["", "---\ntags: [water]\n---\n\n"]))
def test_stretches_give_what_the_whole_file_gives(
    tmp_path: Path, chosen: list[Item], front: str
) -> None:
    text = _text(chosen, front)
    _write(tmp_path, text)
    many = _compose(tmp_path)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stretches, "LONG", 10**9)
        whole = _compose(tmp_path)

    assert many.compositions == whole.compositions
    assert sorted(map(str, many.diagnostics)) == sorted(map(str, whole.diagnostics))


@given(documents)
def test_nothing_is_lost_or_doubled_by_cutting(chosen: list[Item]) -> None:
    text = _text(chosen)

    made = cut(text, ReadingSettings())

    lines = [line for one in made for line in one.text.split("\n")[one.lent :]]
    assert lines == text.split("\n")
    firsts = [one.first for one in made]
    assert firsts == sorted(set(firsts))


def test_large_files_are_cut() -> None:
    chosen = [Item(THINGS[at % 9], ANSWERS[at % 8], at, "") for at in range(60)]

    assert len(cut(_text(chosen), ReadingSettings())) > 5
    assert len(cut(_text(chosen) + "\n[a]: https://example.org\n", ReadingSettings())) == 1


def test_an_edit_moves_no_other_cut() -> None:
    chosen = [Item(THINGS[at % 9], ANSWERS[0], at, "") for at in range(200)]
    before = {one.text for one in cut(_text(chosen), ReadingSettings())}
    chosen[100] = replace(chosen[100], answer="Another answer.\n\nIn two paragraphs.")

    after = {one.text for one in cut(_text(chosen), ReadingSettings())}

    assert len(after - before) <= 2
    assert len(before) > 20


edits = st.lists(
    st.tuples(st.sampled_from(["put", "drop", "swap"]), st.integers(0, 30), items), max_size=4
)


@fixtures
@given(documents, st.lists(edits, max_size=3))
def test_whatever_is_edited_the_cache_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, chosen: list[Item], rounds: list[list[object]]
) -> None:
    root = tmp_path_factory.mktemp("project")
    cached = Workshop(cache=root / ".cache")
    for changes in [[], *rounds]:
        for kind, at, item in changes:  # type: ignore[misc]
            place = at % len(chosen)  # type: ignore[has-type]
            if kind == "put":  # type: ignore[has-type]
                chosen.insert(place, item)  # type: ignore[has-type]
            elif kind == "swap":  # type: ignore[has-type]
                chosen[place] = item  # type: ignore[has-type]
            elif len(chosen) > 1:
                del chosen[place]
        _write(root, _text(chosen))

        assert _compose(root, cached) == _compose(root)


def test_processes_change_nothing(tmp_path: Path) -> None:
    chosen = [Item(THINGS[at % 9], ANSWERS[at % 8], at, "") for at in range(40)]
    _write(tmp_path, _text(chosen))

    made = _compose(tmp_path, Workshop(jobs=3, cache=tmp_path / "cache"))

    assert made == _compose(tmp_path)
    assert made == _compose(tmp_path, Workshop(jobs=1, cache=tmp_path / "cache"))
    assert made.compositions


def _die(*_: object, **__: object) -> None:
    """Stand in for a process that the system kills."""
    os._exit(1)


def test_a_process_that_dies_changes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    chosen = [Item(THINGS[at % 9], ANSWERS[at % 8], at, "") for at in range(40)]
    _write(tmp_path, _text(chosen))
    expected = _compose(tmp_path)
    monkeypatch.setattr(files, "_compose", _die)

    assert _compose(tmp_path, Workshop(jobs=2)) == expected


@pytest.mark.parametrize("method", multiprocessing.get_all_start_methods())
def test_processes_may_be_started_in_any_way(
    method: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    context = multiprocessing.get_context(method)
    chosen = [Item(THINGS[at % 9], ANSWERS[at % 8], at, "") for at in range(40)]
    _write(tmp_path, _text(chosen))
    monkeypatch.setattr(
        files, "ProcessPoolExecutor", partial(ProcessPoolExecutor, mp_context=context)
    )

    assert _compose(tmp_path, Workshop(jobs=2)) == _compose(tmp_path)


def test_other_processes_run_no_command(capsys: pytest.CaptureFixture[str]) -> None:
    """They import the main module under this name."""
    runpy.run_module("deckgen", run_name="__mp_main__")

    assert capsys.readouterr() == ("", "")


def test_pictures_are_looked_at_anew(tmp_path: Path) -> None:
    picture = tmp_path / "a.png"
    Image.new("RGB", (4, 4), "red").save(picture)
    _write(tmp_path, "## What is this?\n\nA lake: ![lake](a.png)\n")
    cached = Workshop(cache=tmp_path / "cache")
    first = _compose(tmp_path, cached)
    assert _compose(tmp_path, cached) == first

    Image.new("RGB", (4, 4), "blue").save(picture)
    assert _compose(tmp_path, cached) == _compose(tmp_path) != first

    picture.unlink()
    assert [one.code for one in _compose(tmp_path, cached).diagnostics] == ["DG501"]


def test_pictures_of_the_web_are_known_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A result is used again while the shelf has the same, and only then."""
    picture = io.BytesIO()
    Image.new("RGB", (4, 4), "red").save(picture, "PNG")
    address = "https://web.example/a.png"
    questions = "".join(f"## What is lake {at}?\n\n![lake]({address})\n\n" for at in range(30))
    _write(tmp_path, questions)
    access = Access(cache=tmp_path / "media")
    fetched = {address: hashlib.sha256(picture.getvalue()).hexdigest()}
    cached = Workshop(cache=tmp_path / "cache", jobs=2)
    without = _compose(tmp_path, cached, Shelf(access=access))
    assert Cache(tmp_path / "media").keep(picture.getvalue())

    shown = _compose(tmp_path, cached, Shelf(access=access, fetched=fetched))

    assert shown == _compose(tmp_path, None, Shelf(access=access, fetched=fetched)) != without
    with monkeypatch.context() as patch:
        patch.setattr(files, "compose_stretch", None)
        assert _compose(tmp_path, cached, Shelf(access=access, fetched=fetched)) == shown
    assert _compose(tmp_path, cached, Shelf(access=access)) == without


def test_files_that_were_read_are_known_with_and_without_cache(tmp_path: Path) -> None:
    Image.new("RGB", (4, 4), "red").save(tmp_path / "a.png")
    _write(tmp_path, "## What is this?\n\nA lake: ![lake](a.png) ![pond](b.png)\n")
    seen = []
    for workshop in (None, Workshop(cache=tmp_path / "cache"), Workshop(cache=tmp_path / "cache")):
        shelf = Shelf()
        _compose(tmp_path, workshop, shelf)
        seen.append(shelf.files)

    assert seen[0] == seen[1] == seen[2]
    assert set(seen[0]) == {tmp_path / "a.png", tmp_path / "b.png"}


CODE = "```python\n# where?\nx = 1\n```\n\n```\nplain\n```\n\n```sql\nSELECT 1\n```\n"


def test_colours_are_kept_between_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After an edit elsewhere the code of a stretch is not coloured again."""
    cached = Workshop(cache=tmp_path / "cache")
    _write(tmp_path, f"## What is a weir?\n\nA wall.\n\n{CODE}")
    _compose(tmp_path, cached)
    _write(tmp_path, f"## What is a weir?\n\nA low wall.\n\n{CODE}")
    expected = _compose(tmp_path)

    with monkeypatch.context() as patch:
        patch.setattr(code, "highlight", None)
        patch.setattr(code, "known", None)
        assert _compose(tmp_path, cached) == expected
    _write(tmp_path, "## What is a weir?\n\nA wall.\n\n```python\ny = None\n```\n")
    assert _compose(tmp_path, cached) == _compose(tmp_path)


@given(st.binary(max_size=60) | st.sampled_from([b"[]", b"[[],[[]],[],{}]", b'[[],[],[],{"a":1}]']))
def test_damaged_results_are_none(data: bytes) -> None:
    made = unpack(data, "a.md", 0)

    assert made is None or made.compositions == ()


@pytest.mark.parametrize("size", [0, 10, 70, 200])
def test_a_damaged_cache_changes_nothing(tmp_path: Path, size: int) -> None:
    chosen = [Item(THINGS[at % 9], ANSWERS[at % 8], at, "") for at in range(20)]
    _write(tmp_path, _text(chosen))
    cached = Workshop(cache=tmp_path / "cache")
    expected = _compose(tmp_path, cached)
    for entry in (tmp_path / "cache").rglob("*.entry"):
        entry.write_bytes(entry.read_bytes()[:size])

    assert _compose(tmp_path, cached) == expected


@fixtures
@given(documents, st.integers(0, 500))
def test_results_survive_being_packed_and_move(
    tmp_path: Path, chosen: list[Item], down: int
) -> None:
    _write(tmp_path, _text(chosen))
    config = Config()
    source, _ = read_source(tmp_path / "a.md", tmp_path)
    assert source
    for task in files._tasks(source, tmp_path, config):
        made = compose_stretch(task, Shelf())
        content = pack(made, task.first)
        assert content is not None

        assert unpack(content, "a.md", task.first) == made
        moved = unpack(content, "a.md", task.first + down)
        assert moved is not None
        assert _lines(moved) == [line + down for line in _lines(made)]


SPAN = Span("a.md", 2, 3, 4, 5)
FILE = MediaFile(name="n.png", location=Path("/n.png"), sha256="00", size=7)
WRITTEN = Composition(
    question=Question(
        dialect="heading",
        prompt="*Why*?",
        text="Why?",
        answer=(),
        span=SPAN,
        prompt_span=SPAN,
        stem=(Block(kind=BlockKind.CODE, span=SPAN, text="y"),),
        topics=("t", "u"),
        number="4",
        explicit_id="own",
        tags=("v",),
        parts=("p",),
        left=("x",),
    ),
    notes=(
        Note(
            kind=NoteKind.CLOZE,
            role="row:A",
            fields=(("a", Cloze(anchor="b", html="c", hint="d", wanted=3)), ()),
            question="q",
            answer="r",
            span=SPAN,
            tags=("w",),
            media=(FILE,),
            resting=("s",),
        ),
    ),
    resting=("row:B",),
    fingerprint=("hash", 5, "sketch"),
)
FOUND = Diagnostic(
    code="DG201",
    severity=Severity.WARNING,
    message="m",
    span=SPAN,
    help="h",
    labels=(Label(span=SPAN, text="l"),),
)


def test_every_field_of_every_record_is_packed() -> None:
    """A field that is added to the model must be added here, and then to ``portable``."""
    packed = (WRITTEN, WRITTEN.question, *WRITTEN.notes, FOUND, *FOUND.labels, SPAN)
    for record in (*packed, WRITTEN.notes[0].fields[0][1]):
        assert is_dataclass(record)
        for one in fields(record):
            if (type(record), one.name) == (Question, "answer"):
                continue  # it has become notes
            assert getattr(record, one.name) not in (one.default, "", ()), one.name

    made = Composed(
        compositions=(WRITTEN,),
        diagnostics=(FOUND,),
        files={"/n.png": "00"},
        standing=(Standing(question="q", span=SPAN, why="w"),),
    )
    content = pack(made, 1)

    assert content is not None
    assert unpack(content, "a.md", 1) == made


def _lines(made: Composed) -> list[int]:
    return [note.span.line for one in made.compositions for note in one.notes]
