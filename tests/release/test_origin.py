"""What a CI installs is this deckgen, never the other project of the same name."""

from __future__ import annotations

import json
import re
import subprocess
from email.message import Message
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

from deckgen.release.origin import find_origin, read_origin
from tests.cli.running import Run

ROOT = Path(__file__).parents[2]
GIT = "https://example.org/tools/deckgen"
WHEEL = "tools/anki_deckgen-0.1.0-py3-none-any.whl"
STRANGER = re.compile(
    r"""install\s+(?:-\S+\s+)*['"]?deckgen(?![\w.-])|(?<![\w-])deckgen(?:\[\w+\])?\s*==|(?<![\w-])deckgen\[[a-z]+\]"""
)


class _Installed(metadata.Distribution):
    def __init__(self, record: dict[str, Any] | None) -> None:
        self.record = record

    def read_text(self, filename: str) -> str | None:
        given = filename == "direct_url.json" and self.record is not None
        return json.dumps(self.record) if given else None

    def locate_file(self, path: Any) -> Any:
        return path

    @property
    def metadata(self) -> Any:
        about = Message()
        about["Name"], about["Version"] = "anki-deckgen", "0.1.0"
        return about


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (None, None),
        (
            {"url": GIT, "vcs_info": {"vcs": "git", "commit_id": "4f1c2aa"}},
            f"anki-deckgen[anki] @ git+{GIT}@4f1c2aa",
        ),
        ({"url": "file:///disk/deckgen", "vcs_info": {"vcs": "git", "commit_id": "4f"}}, None),
        ({"url": "file:///disk/deckgen", "dir_info": {"editable": True}}, None),
        (
            {"url": f"{GIT}.whl", "archive_info": {"hashes": {"sha256": "ab12"}}},
            f"anki-deckgen[anki] @ {GIT}.whl#sha256=ab12",
        ),
        (
            {"url": "file:///elsewhere/deckgen.whl", "archive_info": {}},
            None,
        ),
    ],
)
def test_the_origin_is_what_the_installer_recorded(
    record: dict[str, Any] | None,
    expected: str | None,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(metadata, "distribution", lambda _: _Installed(record))

    assert find_origin(tmp_path) == expected


def test_a_wheel_in_the_project_is_an_origin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "tools").mkdir()
    (tmp_path / WHEEL).touch()
    record = {"url": (tmp_path / WHEEL).as_uri(), "archive_info": {}}
    monkeypatch.setattr(metadata, "distribution", lambda _: _Installed(record))

    assert find_origin(tmp_path) == f"./{WHEEL}[anki]"
    assert read_origin(WHEEL, tmp_path) == f"./{WHEEL}[anki]"


def test_an_unknown_origin_is_refused_before_anything_is_written(
    deckgen: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    record = {"url": tmp_path.as_uri(), "dir_info": {"editable": True}}
    monkeypatch.setattr(metadata, "distribution", lambda _: _Installed(record))

    for arguments in (["--github"], ["--shell"], ["--github", "--from", "deckgen==0.10.4"]):
        ran = deckgen("init", *arguments)
        assert ran.code == 2
        assert "name it with `--from`" in ran.err
        assert list(tmp_path.iterdir()) == []

    assert deckgen("init").code == 0


def test_no_file_installs_a_stranger() -> None:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    names = listed.stdout.decode().split("\0")
    found = []
    for name in names:
        path = ROOT / name
        if name and path.is_file() and path != Path(__file__) and path.suffix != ".png":
            text = path.read_text("utf-8", errors="replace")
            found += [f"{name}: {match[0]}" for match in STRANGER.finditer(text)]

    assert found == []
    assert STRANGER.search("pip install deckgen")
    assert STRANGER.search("pip install -U 'deckgen[anki]'")
    assert not STRANGER.search("pip install anki-deckgen")
