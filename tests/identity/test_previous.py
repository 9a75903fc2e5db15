"""A lock made from an earlier package, through the whole pipeline and the real package."""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.config import Config
from deckgen.identity import (
    Identification,
    IdentityRequest,
    Lock,
    compare,
    identify,
    read_lock,
    recall_package,
    write_lock,
)
from deckgen.model import Composition
from deckgen.package import read_package, write_package
from deckgen.pipeline import Request, compile_project

BIRDS = """\
# Birds of the shore

## What is a heron?

A long-legged bird that stands still in shallow water and waits for fish: $a_1 + b$.

## How do heron and crane differ?

| | Heron | Crane |
| --- | --- | --- |
| Neck in flight | bent into an S | stretched out |
| Nest | in trees, in colonies | on the ground, alone |
| Voice | a hoarse croak | a far-carrying trumpet |

## Which steps does a stilt take to feed?

1. It wades in.
2. It pecks at the surface.

```python
stilt.feed(depth=3)
```
"""

OTHERS = """\
# Others

## Where do otters sleep?

On land, in burrows that are called holts, or afloat.
"""


def compositions(folder: Path, birds: str, others: str = OTHERS) -> tuple[Composition, ...]:
    (folder / "source").mkdir(exist_ok=True)
    (folder / "source" / "birds.md").write_text(birds, encoding="utf-8")
    (folder / "source" / "others.md").write_text(others, encoding="utf-8")
    request = Request(root=folder, paths=(folder / "source",), config=Config(), now=1_700_000_000)
    compiled = compile_project(request)
    assert not [one for one in compiled.diagnostics if one.severity == "error"]
    return compiled.compositions


def identify_(
    read: tuple[Composition, ...], lock: Lock, now: int = 1_700_000_000
) -> Identification:
    request = IdentityRequest(
        project_name="Shore",
        name_is_configured=False,
        project_id=None,
        now=now,
        sources=("source/birds.md", "source/others.md"),
        in_scope=lambda _: True,
    )
    return identify(read, lock, request)


def recall(done: Identification, folder: Path) -> Lock:
    with (folder / "x.apkg").open("wb") as file:
        write_package(done.plan, file)
    contents, found = read_package(folder / "x.apkg")
    assert contents is not None, found
    lock = recall_package(contents)
    again, problems = read_lock(write_lock(lock), "deckgen.lock")
    assert problems == ()
    assert again is not None
    return again


def test_lock_from_a_package_gives_the_same_plan_and_lock(tmp_path: Path) -> None:
    read = compositions(tmp_path, BIRDS)
    first = identify_(read, Lock())
    again = identify_(read, recall(first, tmp_path), now=1_800_000_000)

    assert again.plan == first.plan
    assert again.diagnostics == ()
    assert not [change for change in again.changes if change.updates]
    assert write_lock(again.lock) == write_lock(first.lock)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("## What is a heron?", "## What sort of bird is a heron?"),
        ("## How do heron and crane differ?", "## Heron and crane: what are the differences?"),
        ("| Nest |", "| Place of the nest |"),
        ("| | Heron | Crane |", "| | Grey heron | Crane |"),
        ("a hoarse croak", "a croak"),
    ],
)
def test_edits_since_that_package_lose_nothing(tmp_path: Path, old: str, new: str) -> None:
    first = identify_(compositions(tmp_path, BIRDS), Lock())
    lock = recall(first, tmp_path)
    edited = identify_(compositions(tmp_path, BIRDS.replace(old, new)), lock, now=1_800_000_000)

    before = [(note.guid, note.cards) for note in first.plan.notes]
    assert [(note.guid, note.cards) for note in edited.plan.notes] == before


def test_two_packages_can_be_compared(tmp_path: Path) -> None:
    first = identify_(compositions(tmp_path, BIRDS), Lock())
    old = recall(first, tmp_path)
    edited = BIRDS.replace("What is a heron?", "What sort of bird is a heron?")
    second = identify_(compositions(tmp_path, edited, "# Nothing\n"), first.lock, now=1_800_000_000)
    changes = compare(old, recall(second, tmp_path))

    assert {(str(change.kind), change.old_question, change.new_question) for change in changes} == {
        ("reworded", "What is a heron?", "What sort of bird is a heron?"),
        ("retired", "Where do otters sleep?", ""),
    }
