"""Every code has a small project that produces it, and a picture of what the user then sees.

``pytest tests/diagnostics --update-expected`` writes the pictures: review the difference.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from deckgen.cli.project import make_lookup
from deckgen.config import judge, load_config
from deckgen.diagnostics import CODES, Diagnostic, Severity
from deckgen.diagnostics.render import render_full
from deckgen.model import SourceFile
from deckgen.pipeline import Request, compile_project, default_paths

TESTS = Path(__file__).parent.parent
FIXTURES = Path(__file__).parent / "fixtures"
PROJECTS = sorted(path for path in FIXTURES.iterdir() if path.is_dir())


def _check(root: Path) -> tuple[tuple[Diagnostic, ...], tuple[SourceFile, ...]]:
    """What ``deckgen check`` finds in a project."""
    config, found = load_config(root)
    if any(one.severity is Severity.ERROR for one in found):
        return found, ()
    paths = default_paths(root, config)
    compilation = compile_project(Request(root=root, paths=paths, config=config, now=0))
    everything = (*found, *compilation.diagnostics)
    verdict = judge(everything, compilation.sources, config, complete=True)
    return verdict.diagnostics, compilation.sources


@pytest.mark.parametrize("root", PROJECTS, ids=lambda root: root.name)
def test_fixture(root: Path, update_expected: bool) -> None:
    code = root.name.partition("-")[0]
    found, sources = _check(root)

    wanted = [one for one in found if one.code == code]
    assert wanted, f"found only {[one.code for one in found]}"
    shown = render_full(wanted, make_lookup(root, sources))
    expected = root / "expected.txt"
    if update_expected:
        expected.write_text(shown, encoding="utf-8")
    assert expected.read_text(encoding="utf-8") == shown


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_produced_by_a_test(code: str) -> None:
    """By a fixture; or, where a project alone cannot, by a test that names it."""
    if any(root.name.partition("-")[0] == code for root in PROJECTS):
        return
    tests = [path.read_text(encoding="utf-8") for path in TESTS.rglob("test_*.py")]

    assert any(f'"{code}"' in text or f"[{code}]" in text for text in tests)
