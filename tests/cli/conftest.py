"""Running the command line, in this process and in one of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.cli.running import Ran, Run, Running, Start

REPOSITORY = Path(__file__).parent.parent.parent


@pytest.fixture
def process(tmp_path: Path) -> Run:
    """Run a command as a process; ``shell`` is put behind it."""

    def process(*arguments: str, shell: str = "", env: Mapping[str, str] | None = None) -> Ran:
        line = [sys.executable, "-m", "deckgen", *arguments]
        paths = {"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"}
        done = subprocess.run(
            ["bash", "-c", 'set -o pipefail; "$@" ' + shell, "bash", *line],
            cwd=tmp_path,
            env={**os.environ, **paths, **(env or {})},
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return process


@pytest.fixture
def start(tmp_path: Path) -> Start:
    """Start a command that lasts; at the end it is ended if it has not ended by itself."""

    @contextmanager
    def start(*arguments: str) -> Iterator[Running]:
        paths = {"PYTHONPATH": str(REPOSITORY), "PYTHONDONTWRITEBYTECODE": "1"}
        with subprocess.Popen(
            [sys.executable, "-m", "deckgen", *arguments],
            cwd=tmp_path,
            env={**os.environ, **paths},
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            errors="replace",
        ) as process:
            try:
                yield Running(process)
            finally:
                process.kill()

    return start


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """Write a file of the project."""

    def write(name: str, text: str | bytes) -> Path:
        location = tmp_path / name
        location.parent.mkdir(parents=True, exist_ok=True)
        location.write_bytes(text if isinstance(text, bytes) else text.encode())
        return location

    return write
