"""What the lock knows is evidence for how a file is read."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from deckgen.cli.entry import cli
from deckgen.config import Config
from deckgen.dialects import Known, Memory, find_questions, read, regularity
from deckgen.identity import read_lock
from deckgen.markdown import parse
from deckgen.model import SourceFile
from deckgen.pipeline import LOCK, Compilation, Outcome, Request, build
from tests.memory.edits import asked, compile_text

NOTES = """\
# Lagoon

## Shore

### What is a tarn?

A small lake.

### What is a vale?

A long valley.

#### Why it matters

Rivers run through it.

### When was the jetty found?

Last year.

### Weirs and locks

A dam and a gate.

#### Why it matters

Boats pass.

#### How it works

Water is let in.
"""


def _compile(root: Path, **texts: str) -> Compilation:
    """Build a project of files named ``a``, ``b``…, keeping the lock only if nothing is wrong."""
    for location in root.glob("*.md"):
        location.unlink()
    for name, text in texts.items():
        (root / f"{name}.md").write_text(text, encoding="utf-8")
    request = Request(root=root, paths=(root,), config=Config(), now=1_700_000_000)
    return build(request, output=root / "out.apkg").compilation


def _codes(compilation: Compilation) -> list[str]:
    return [one.code for one in compilation.diagnostics]


def _live(root: Path) -> list[str]:
    lock, _ = read_lock((root / LOCK).read_text(encoding="utf-8"), LOCK)
    assert lock is not None
    return sorted(one.question for one in lock.notes if one.live and not one.parent)


def test_deleting_a_section_folds_no_other_into_its_neighbour(tmp_path: Path) -> None:
    base = compile_text(tmp_path, NOTES)
    edited = NOTES.replace("### What is a tarn?\n\nA small lake.\n\n", "")
    plain = compile_text(tmp_path, edited)

    after = compile_text(tmp_path, edited, base.lock_after)

    assert len(asked(base)) == 3
    assert asked(plain) != asked(base)[1:]  # what this is about
    assert asked(after) == asked(base)[1:]
    assert [change.kind for change in after.changes] == ["retired"]


def test_a_new_section_that_does_not_ask_is_no_part_of_the_answer_above(tmp_path: Path) -> None:
    base = compile_text(tmp_path, NOTES)
    edited = NOTES.replace("### When was", "### Remarks\n\nThey are many.\n\n### When was")

    after = compile_text(tmp_path, edited, base.lock_after)

    assert asked(after) == asked(base)


def test_a_part_of_an_answer_is_edited_with_it(tmp_path: Path) -> None:
    base = compile_text(tmp_path, NOTES)
    edited = NOTES.replace(
        "Rivers run through it.", "Rivers run through it.\n\n#### Where\n\nHere."
    )

    after = compile_text(tmp_path, edited, base.lock_after)

    assert [one for one, _ in asked(after)] == [one for one, _ in asked(base)]
    [changed] = [one for one in after.compositions if one.question.text == "What is a vale?"]
    assert "Where" in changed.overview.answer


_OVERGROWN = NOTES.replace(
    "A small lake.", "#### What is a high tarn?\n\nThat.\n\n#### What is a low tarn?\n\nThis."
)
"""A question that holds two others instead of an answer."""


def test_a_question_that_stands_and_gives_no_card_stops_the_build(tmp_path: Path) -> None:
    _compile(tmp_path, a=NOTES)
    lock, package = (tmp_path / LOCK).read_bytes(), (tmp_path / "out.apkg").read_bytes()

    after = _compile(tmp_path, a=_OVERGROWN)

    [error] = [one for one in after.diagnostics if one.code == "DG625"]
    assert (error.span.path, error.span.line) == ("a.md", 5)
    assert "What is a tarn?" in error.message
    assert (tmp_path / LOCK).read_bytes() == lock
    assert (tmp_path / "out.apkg").read_bytes() == package


@pytest.mark.parametrize(
    "edited",
    [
        NOTES.replace("A small lake.", "<!-- deckgen: skip -->\n\nA small lake."),
        NOTES.replace("### What is a tarn?\n\nA small lake.\n\n", ""),
        NOTES.replace("### What is a tarn?\n\nA small lake.", "```\n### What is a tarn?\n```"),
        f"---\ndeckgen:\n  skip: What is a tarn?\n---\n{NOTES}",
    ],
)
def test_what_the_author_takes_out_is_retired(tmp_path: Path, edited: str) -> None:
    _compile(tmp_path, a=NOTES)

    after = _compile(tmp_path, a=edited)

    assert "DG625" not in _codes(after)
    assert _live(tmp_path) == ["What is a vale?", "When was the jetty found?"]


def test_the_author_decides_which_level_asks(tmp_path: Path) -> None:
    _compile(tmp_path, a=NOTES)

    after = _compile(tmp_path, a=f"<!-- deckgen: question=h4 -->\n\n{NOTES}")

    assert "DG625" not in _codes(after)
    assert {text for text, _ in asked(after)} <= {"Why it matters", "How it works"}


def test_a_question_asks_in_another_file_too(tmp_path: Path) -> None:
    """Also between headings of which none asks."""
    land = "# Land\n\n## Hills\n\nThey are high.\n\n## Moors\n\nThey are wet.\n"
    tarn = "\n## 3. The tarn\n\nA small lake.\n"
    lakes = "# Lakes\n\n## 1. What is a vale?\n\nA valley.\n\n## 2. What is a fjord?\n\nA bay.\n"
    _compile(tmp_path, a=lakes + tarn, b=land)
    assert "The tarn" in _live(tmp_path)

    after = _compile(tmp_path, a=lakes, b=land + tarn.replace("3. ", ""))

    assert "The tarn" in _live(tmp_path)
    assert not {"added", "retired"} & {str(change.kind) for change in after.changes}


def test_only_as_many_places_ask_as_the_lock_knows(tmp_path: Path) -> None:
    """The same words stand in bold in another answer, and in code."""
    text = NOTES.replace("Last year.", "Last year.\n\n**What is a tarn?**\n\n`What is a tarn?`")
    base = compile_text(tmp_path, text)
    start, end = text.index("### What is a vale?"), text.index("### When was")
    edited = text[:start] + text[end:]

    after = compile_text(tmp_path, edited, base.lock_after)

    assert asked(after) == [asked(base)[0], *asked(base)[2:]]


def test_another_version_of_deckgen_retires_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One that takes far less for a question."""
    base = compile_text(tmp_path, NOTES)
    monkeypatch.setattr(regularity, "_PRIOR_RATE", 0.0001)
    monkeypatch.setattr(regularity, "_PRIOR_WEIGHT", 1000)
    plain = compile_text(tmp_path, NOTES)

    after = compile_text(tmp_path, NOTES, base.lock_after)

    assert asked(plain) != asked(base)
    assert asked(after) == asked(base)
    assert after.changes == ()


def test_a_lock_that_remembers_no_parts_is_read(tmp_path: Path) -> None:
    base = compile_text(tmp_path, NOTES)
    assert base.lock_after is not None
    old = "\n".join(_forget(line) for line in base.lock_after.split("\n"))
    assert old != base.lock_after

    after = compile_text(tmp_path, NOTES, old)

    assert after.changes == ()
    assert after.lock_after == base.lock_after


def _forget(line: str) -> str:
    import json

    if not line:
        return line
    record = json.loads(line)
    kept = {key: value for key, value in record.items() if key not in ("parts", "left")}
    return json.dumps(kept, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def test_explain_names_the_lock_as_the_reason(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    _compile(tmp_path, a=NOTES)
    edited = NOTES.replace("### What is a tarn?\n\nA small lake.\n\n", "")
    (tmp_path / "a.md").write_text(edited, encoding="utf-8")

    done = CliRunner().invoke(cli, ["explain", "a.md"])

    assert "the lock knows it as a question" in " ".join(done.output.split())


def test_without_a_lock_reading_is_as_ever() -> None:
    source = SourceFile(path="a.md", location=Path("a.md"), text=NOTES)
    document, _ = parse(source)

    assert read(document).questions == find_questions(document)[0]
    assert read(document, None, Memory(())).questions == find_questions(document)[0]


def test_numbers_before_a_question_do_not_hide_it() -> None:
    """Versions of deckgen differ in what they take for numbering."""
    text = (
        "# Years\n\n## 1066: the battle\n\nOf Hastings.\n\n## 1789: the storm\n\nOf the Bastille.\n"
    )
    document, _ = parse(SourceFile(path="a.md", location=Path("a.md"), text=text))
    memory = Memory((Known(question="the battle"), Known(question="1789: the storm")))

    reading = read(document, None, memory)

    assert len(reading.questions) == 2
    assert reading.standing == ()


@pytest.mark.parametrize("answer", ["", "TODO\n\n"])
def test_a_question_without_its_answer_rests_until_it_has_one(tmp_path: Path, answer: str) -> None:
    """The author took it out and is warned: nothing was lost in reading."""
    base = _compile(tmp_path, a=NOTES)

    away = _compile(tmp_path, a=NOTES.replace("A small lake.\n\n", answer))

    assert {"DG201", "DG202"} & set(_codes(away))
    assert _live(tmp_path) == ["What is a vale?", "When was the jetty found?"]
    back = _compile(tmp_path, a=NOTES)
    assert base.plan is not None
    assert back.plan is not None
    assert [one.guid for one in back.plan.notes] == [one.guid for one in base.plan.notes]


def test_nothing_is_written_while_a_question_still_stands(tmp_path: Path) -> None:
    _compile(tmp_path, a=NOTES)
    (tmp_path / "a.md").write_text(_OVERGROWN, encoding="utf-8")

    done = build(
        Request(root=tmp_path, paths=(tmp_path,), config=Config(), now=1_700_000_000),
        output=tmp_path / "out.apkg",
    )

    assert done.outcome is Outcome.FINDINGS


def test_a_question_taken_out_here_makes_no_part_of_an_answer_ask_there(tmp_path: Path) -> None:
    other = "# B\n\n## What is a lock?\n\nA gate.\n\n### Weirs\n\nBeside it.\n"
    first = "# A\n\n## Q1. What is a dam?\n\nA wall.\n\n## Q2. Weirs\n\nLow dams.\n"
    _compile(tmp_path, a=first, b=other)
    assert "Weirs" in _live(tmp_path)

    after = _compile(tmp_path, a=first.partition("## Q2.")[0], b=other)

    assert _live(tmp_path) == ["What is a dam?", "What is a lock?"]
    assert "Beside it." in after.compositions[-1].overview.answer


def test_a_part_that_is_raised_to_a_heading_is_judged_anew(tmp_path: Path) -> None:
    _compile(tmp_path, a=NOTES)

    after = _compile(
        tmp_path, a=NOTES.replace("#### Why it matters\n\nRivers", "### Why?\n\nRivers")
    )

    assert "What is a vale?" in _live(tmp_path)
    assert "Why?" in [text for text, _ in asked(after)]


def test_a_file_is_renamed_and_edited(tmp_path: Path) -> None:
    base = _compile(tmp_path, a=NOTES)

    after = _compile(tmp_path, b=NOTES.replace("### What is a tarn?\n\nA small lake.\n\n", ""))

    assert asked(after) == asked(base)[1:]


def test_each_stretch_of_a_large_file_is_reminded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of its own questions; what nothing contradicts is not read again."""
    from deckgen.dialects import stretches

    monkeypatch.setattr(stretches, "LONG", 2000)
    monkeypatch.setattr(stretches, "LEAST", 300)
    monkeypatch.setattr(stretches, "_MANY", 10)
    sections = [
        f"## What is a thing of kind {n}?\n\nThing {n}.\n\n## Aside {n}\n\nNot asked.\n"
        if n % 12 == 5
        else f"## What is a thing of kind {n}?\n\nThing {n}.\n"
        for n in range(60)
    ]
    base = compile_text(tmp_path, "# Things\n\n" + "\n".join(sections))

    for at in (0, 5, 30, 59):
        edited = "# Things\n\n" + "\n".join(sections[:at] + sections[at + 1 :])
        after = compile_text(tmp_path, edited, base.lock_after)
        assert asked(after) == [one for one in asked(base) if one[0] not in sections[at]]
