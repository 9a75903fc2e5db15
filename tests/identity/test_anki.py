"""Random edit scripts through the whole pipeline and the real Anki."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deckgen.config import Config
from deckgen.pipeline import Outcome, Request, build
from tests.identity.edits import EDITS, Project

anki = pytest.importorskip("anki.collection")

pytestmark = pytest.mark.slow

edit = st.tuples(st.sampled_from(EDITS), st.integers(0, 40), st.integers(0, 40))
commits = st.lists(st.lists(edit, min_size=1, max_size=5), min_size=2, max_size=4)

Card = tuple[int, int, int]
"""Question, row and column, by their secret keys; 0 where there is none."""


class Learner:
    """A collection that gets every release."""

    def __init__(self, folder: Path) -> None:
        self.collection = anki.Collection(str(folder / "collection.anki2"))

    def update(self, package: Path) -> None:
        """Import with the choices of a fresh profile; a second time nothing may happen."""
        options = anki.ImportAnkiPackageOptions()
        for again in (False, True):
            log = self.collection.import_anki_package(
                anki.ImportAnkiPackageRequest(package_path=str(package), options=options)
            ).log
            assert not log.conflicting
            assert not (again and (log.new or log.updated))

    def cards(self, project: Project) -> dict[Card, int]:
        """The card of every question and cell that the project has now."""
        texts = {}
        for card_id, ordinal, fields in self.collection.db.all(
            "select c.id, c.ord, n.flds from cards c join notes n on c.nid = n.id"
        ):
            front = fields.split("\x1f")[0]
            texts[f"{{{{c{ordinal + 1}::" if "{{c" in front else "", front] = card_id
        found = {}
        for item in project.items:
            question = item.compose().text
            found[item.key, 0, 0] = _only(
                id_ for (mark, front), id_ in texts.items() if not mark and question in front
            )
            for (row, column), cell in item.cells.items():
                if row in dict(item.rows) and column in dict(item.columns):
                    found[item.key, row, column] = _only(
                        id_
                        for (mark, front), id_ in texts.items()
                        if mark and f"{mark}{cell}}}}}" in front
                    )
        return found


def _only(found: Iterator[int]) -> int:
    (one,) = found
    return one


@contextmanager
def project_folder() -> Iterator[Path]:
    folder = Path(tempfile.mkdtemp())
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _release(folder: Path, project: Project, now: int) -> tuple[Path, str]:
    source = folder / "source"
    shutil.rmtree(source, ignore_errors=True)
    for path, text in project.render().items():
        (source / path).parent.mkdir(parents=True, exist_ok=True)
        (source / path).write_text(text, encoding="utf-8")
    request = Request(root=folder, paths=(source,), config=Config(), now=now)
    result = build(request, output=folder / "deck.apkg")
    assert result.outcome in {Outcome.WRITTEN, Outcome.UNCHANGED}, result.compilation.diagnostics
    return result.output, (folder / "deckgen.lock").read_text(encoding="utf-8")


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(commits)
def test_updates_cost_a_learner_nothing(script: list[list[tuple[object, int, int]]]) -> None:
    """Every surviving card is the same card, asks what it asked, and nothing is doubled."""
    project = Project(7)
    with project_folder() as folder:
        learner = Learner(folder)
        owner: dict[int, Card] = {}
        before: dict[Card, int] = {}
        for day, commit in enumerate([[], *script]):
            for change, one, other in commit:
                change(project, one, other)  # type: ignore[operator]
            now = 1_700_000_000 + 86_400 * day
            package, lock = _release(folder, project, now)
            learner.update(package)
            data = package.read_bytes()

            cards = learner.cards(project)
            assert len(set(cards.values())) == len(cards)
            for card, card_id in cards.items():
                assert before.get(card, card_id) == card_id
                assert owner.setdefault(card_id, card) == card
            before = cards

            again, same_lock = _release(folder, project, now + 60)
            assert again.read_bytes() == data
            assert same_lock == lock
        problems, fine = learner.collection.fix_integrity()
        assert fine
        assert problems.count("\n") == 0
        learner.collection.close()
