"""What all rooms' tests share: a clean environment and repeatable random input."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from deckgen.cli.entry import run
from tests.browser import Browser, start_browser
from tests.cli.running import Ran, Run

# The time of one example says nothing on a busy machine; pytest-timeout bounds the whole test.
settings.register_profile("local", deadline=None, suppress_health_check=[HealthCheck.too_slow])
_local = settings.get_profile("local")
settings.register_profile("ci", _local, derandomize=True, print_blob=True)
settings.register_profile("long", _local, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "local"))

_VARIABLES = ("CI", "SOURCE_DATE_EPOCH", "NO_COLOR", "FORCE_COLOR", "GITHUB_ACTIONS", "COLUMNS")


@pytest.fixture(autouse=True)
def _clean_environment(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The caller's settings and the service that runs the tests change no result."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.getbasetemp() / "cache"))
    for name in _VARIABLES:
        monkeypatch.delenv(name, raising=False)


def pytest_addoption(parser: pytest.Parser) -> None:
    """``--update-expected`` rewrites the files that tests compare with."""
    parser.addoption("--update-expected", action="store_true", help="rewrite expected files")


@pytest.fixture
def update_expected(request: pytest.FixtureRequest) -> bool:
    """Whether expected files are to be rewritten."""
    return bool(request.config.getoption("--update-expected"))


@pytest.fixture
def deckgen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Run:
    """Run a command in this process; the current folder is ``tmp_path``."""
    monkeypatch.chdir(tmp_path)

    def deckgen(*arguments: str) -> Ran:
        code = run(arguments)
        out, err = capsys.readouterr()
        return Ran(code, out, err)

    return deckgen


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The real Chromium; tests that use it are skipped where there is none."""
    with start_browser(tmp_path_factory.mktemp("chromium")) as started:
        yield started
