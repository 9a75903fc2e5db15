"""The lock file: canonical, mergeable, and clear about what is wrong with it."""

from __future__ import annotations

import json
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from deckgen.identity import Lock, read_lock, write_lock
from tests.identity.histories import Q, identify_all

TABLE = {"Food": {"Otter": "fish", "Beaver": "bark"}}
QUESTIONS = (
    Q("What is a heron?", "A long-legged bird of lakes and rivers.", topics=("Birds",)),
    Q("How do otter and beaver differ?", "In many ways.", table=TABLE, path="b.md"),
    Q("¿Qué es una garza? 鷺とは？", "Un ave.\u2028Una línea más."),
)


@pytest.fixture
def text() -> str:
    return write_lock(identify_all(QUESTIONS).lock)


def test_reading_what_was_written_gives_the_same_lock(text: str) -> None:
    lock, found = read_lock(text, "deckgen.lock")

    assert found == ()
    assert lock is not None
    assert write_lock(lock) == text


def test_one_sorted_record_a_line(text: str) -> None:
    lines = text.split("\n")
    records = [json.loads(line) for line in lines[:-1]]

    assert lines[-1] == ""
    assert records[0] == {"deckgen": 1}
    assert records[1]["project"]
    assert all(list(record) == sorted(record) for record in records)
    guids = [record["guid"] for record in records if "guid" in record]
    assert len(guids) == 4
    assert guids == sorted(guids)
    assert "鷺" in text


def test_empty_text_is_an_empty_lock() -> None:
    assert read_lock("", "deckgen.lock") == (Lock(), ())


def test_what_a_newer_deckgen_added_is_kept(text: str) -> None:
    lines = text.split("\n")
    lines[1] = lines[1].replace("{", '{"colour":"blue",', 1)
    lines[-2] = lines[-2].replace('{"', '{"abc":[1,{"d":2}],"', 1)
    lines.insert(2, '{"a_thing":{"of":"another kind"}}')
    lines.insert(3, '{"media":"https://example.org/a.png","sha256":"00"}')
    lock, found = read_lock("\n".join(lines), "deckgen.lock")
    assert lock is not None
    again = write_lock(identify_all(QUESTIONS, lock).lock)

    assert found == ()
    assert '"colour":"blue"' in again
    assert '"abc":[1,{"d":2}]' in again
    assert '{"a_thing":{"of":"another kind"}}' in again
    assert '{"media":"https://example.org/a.png","sha256":"00"}' in again


@pytest.mark.parametrize(
    ("old", "new", "code", "line"),
    [
        ('{"deckgen":1}', '{"deckgen":99}', "DG603", 1),
        ('{"deckgen":1}', '{"deckgen":"1"}', "DG602", 1),
        ('{"deckgen":1}\n', "", "DG602", 1),
        ('"deck_by":"file",', '"deck_by":"file"', "DG602", 2),
        ('"deck_by":"file"', '"deck_by":7', "DG602", 2),
        ('"kind":"basic"', '"kind":"other"', "DG602", 7),
        ('"modified":1700000000,"parts"', '"modified":"today","parts"', "DG602", 7),
    ],
)
def test_broken_lines_are_named(text: str, old: str, new: str, code: str, line: int) -> None:
    assert old in text
    lock, found = read_lock(text.replace(old, new, 1), "deckgen.lock")

    assert lock is None
    assert [(one.code, one.span.path) for one in found] == [(code, "deckgen.lock")]
    assert found[0].span.line == line or code == "DG602"
    assert found[0].help


@pytest.mark.parametrize(
    "junk",
    ["\x00\x01", "[" * 100_000, '{"deckgen":1}\nnull', '{"deckgen":1}\n[]', "\ufeff{}", "{}\n{"],
)
def test_junk_is_a_finding_not_a_crash(junk: str) -> None:
    lock, found = read_lock(junk, "deckgen.lock")

    assert lock is None
    assert found[0].code == "DG602"


def test_two_records_for_one_guid_are_joined(text: str) -> None:
    """The same line twice is one; of two versions the newer counts, wherever it stands."""
    *_, last = text.rstrip("\n").split("\n")
    newer = json.dumps({**json.loads(last), "modified": 1_800_000_000, "content": "new"})

    same, nothing = read_lock(text + last + "\n", "deckgen.lock")
    behind, found = read_lock(f"{text}{newer}\n", "deckgen.lock")
    before, _ = read_lock(text.replace(last, f"{newer}\n{last}"), "deckgen.lock")

    assert nothing == ()
    assert [one.code for one in found] == ["DG604"]
    assert same is not None
    assert write_lock(same) == text
    assert behind == before
    assert behind is not None
    assert [note.content for note in behind.notes].count("new") == 1


def git(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )


def merge(folder: Path, base: str, ours: str, theirs: str, style: str = "merge") -> tuple[int, str]:
    """Merge two versions of a lock as git does; exit code and resulting text."""
    for name, content in (("base", base), ("ours", ours), ("theirs", theirs)):
        (folder / name).write_text(content, encoding="utf-8")
    options = {"merge": [], "union": ["--union"]}.get(style, [f"--{style}"])
    done = git(folder, "merge-file", "-p", *options, "ours", "base", "theirs")
    return done.returncode, done.stdout


def test_two_branches_that_edit_and_add_merge_cleanly(tmp_path: Path) -> None:
    many = [Q(f"What does animal {n} eat?", f"Plant {n} and seed {n * 3}.") for n in range(60)]
    base = identify_all(many).lock
    one = [*many[:5], Q("Which bees sting?", "The females."), *many[5:]]
    other = [*many[:40], replace(many[40], text="What would animal 40 eat?"), *many[41:]]
    code, merged = merge(
        tmp_path,
        write_lock(base),
        write_lock(identify_all(one, base, now=1_700_000_500).lock),
        write_lock(identify_all(other, base, now=1_700_000_900).lock),
    )
    lock, found = read_lock(merged, "deckgen.lock")

    assert (code, found) == (0, ())
    both = [*many[:5], one[5], *many[5:40], other[40], *many[41:]]
    done = identify_all(both, lock, now=1_700_001_000)
    assert done.changes == ()
    assert write_lock(done.lock) == merged


@pytest.mark.parametrize("style", ["merge", "diff3", "zdiff3", "union"])
def test_both_sides_of_a_conflict_are_joined(tmp_path: Path, style: str) -> None:
    """Both add a question, and both change one: nothing is left to do by hand."""
    base = identify_all(QUESTIONS).lock
    ours = [replace(QUESTIONS[0], answer="A bird of lakes, long in the leg."), *QUESTIONS[1:]]
    theirs = [replace(QUESTIONS[0], text="What sort of bird is a heron?"), *QUESTIONS[1:]]
    ours.append(Q("Which bees sting?", "The females."))
    theirs.append(Q("Which wasps sting?", "The females, too."))
    code, merged = merge(
        tmp_path,
        write_lock(base),
        write_lock(identify_all(ours, base, now=1_700_000_500).lock),
        write_lock(identify_all(theirs, base, now=1_700_000_500).lock),
        style,
    )
    lock, found = read_lock(merged, "deckgen.lock")

    assert (code > 0) is (style != "union")
    assert lock is not None
    assert [one.code for one in found] == ["DG604"]
    both = [replace(theirs[0], answer=ours[0].answer), *ours[1:], theirs[-1]]
    done = identify_all(both, lock, now=1_700_001_000)
    assert not {"added", "retired"} & {str(change.kind) for change in done.changes}
    ids = [note.note_id for note in done.plan.notes]
    assert len(set(ids)) == len(ids)


def test_the_locks_of_two_projects_are_not_joined(text: str) -> None:
    other = text.replace('"project":"', '"project":"x')
    lock, found = read_lock(f"<<<<<<< a\n{text}=======\n{other}>>>>>>> b\n", "deckgen.lock")

    assert lock is None
    assert [one.code for one in found] == ["DG601"]
    lines = text.count("\n")
    assert (found[0].span.line, found[0].labels[0].span.line) == (lines + 4, 3)


def test_one_blank_with_two_numbers_is_not_joined(text: str) -> None:
    line = next(line for line in text.split("\n") if '"clozes"' in line)
    record = json.loads(line)
    anchor = next(iter(record["clozes"]))
    record["clozes"][anchor][0] = 9
    lock, found = read_lock(f"{text}{json.dumps(record)}\n", "deckgen.lock")

    assert lock is None
    assert [one.code for one in found] == ["DG601"]
    assert f"`{anchor}`" in found[0].message
    assert found[0].labels[0].span.line == text.split("\n").index(line) + 1


def test_bases_are_not_kept_whatever_they_hold(text: str) -> None:
    """A merge of several bases leaves a conflict of its own, with longer marks, in the base."""
    *_, last = text.rstrip("\n").split("\n")
    stale = last.replace('"guid":"', '"guid":"x')
    nested = f"<<<<<<<<< 1\n{stale}\n=========\n{stale}\n>>>>>>>>> 2\n"
    start = f"<<<<<<< a\n{last}\n||||||| base\n"
    end = f"=======\n{last}\n>>>>>>> b\n"
    lock, found = read_lock(text.replace(f"{last}\n", f"{start}{nested}{end}"), "deckgen.lock")

    assert [one.code for one in found] == ["DG604"]
    assert lock is not None
    assert write_lock(lock) == text


def test_a_base_without_an_end_is_an_error(text: str) -> None:
    first, *rest = text.split("\n")
    for end in ("", ">>>>>>> b\n"):
        broken = "\n".join((first, "||||||| base", *rest)) + end
        lock, found = read_lock(broken, "deckgen.lock")

        assert lock is None
        assert [(one.code, one.span.line) for one in found] == [("DG601", 2)]
