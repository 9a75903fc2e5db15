"""A stand-in for the command ``gh`` and the service behind it: a folder with releases and comments.

Run as a program.  ``FAKE_GH`` names the folder; a file ``down`` in it says that the service is not
reachable, ``spoilt`` that it gives back other bytes than it was given.  It knows the calls of
``deck.sh`` and fails at any other.
"""

from __future__ import annotations

import fnmatch
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

HOST = Path(os.environ["FAKE_GH"])


def main(arguments: list[str]) -> None:
    """Do what was asked."""
    if (HOST / "down").exists():
        sys.exit("error connecting to the service")
    assert os.environ.get("GH_TOKEN"), "not signed in"
    words, options = _parse(arguments)
    match words:
        case ["release", "list"]:
            assert {"exclude-drafts", "exclude-pre-releases"} <= options.keys()
            tags = (HOST / "tags").read_text().split() if (HOST / "tags").exists() else []
            _print([{"tagName": tag} for tag in reversed(tags)], options["jq"])
        case ["release", "download", tag]:
            _download(tag, Path(options["dir"]), options.get("pattern", "*"))
        case ["release", "create", tag, *files]:
            _create(tag, files, options)
        case ["api", address]:
            _call(address, options)
        case _:
            sys.exit(f"unknown to the stand-in: {arguments}")


def _parse(arguments: list[str]) -> tuple[list[str], dict[str, str]]:
    flags = {"exclude-drafts", "exclude-pre-releases", "paginate", "silent"}
    words: list[str] = []
    options: dict[str, str] = {}
    rest = iter(arguments)
    for argument in rest:
        name = argument.removeprefix("--")
        if name == argument:
            words.append(argument)
        else:
            options[name] = "" if name in flags else next(rest)
    return words, options


def _print(found: list[dict[str, Any]], expression: str) -> None:
    """Print what ``jq`` makes of it; without ``jq``, what it would make of our two expressions."""
    if shutil.which("jq"):
        subprocess.run(["jq", "-r", expression], input=json.dumps(found), text=True, check=True)
        return
    marker = re.search(r'startswith\("(.*?)"\)', expression)
    for one in found:
        if marker is None:
            sys.stdout.write(f"{one['tagName']}\n")
        elif one["user"]["type"] == "Bot" and one["body"].startswith(marker[1]):
            sys.stdout.write(f"{one['id']}\n")


def _download(tag: str, folder: Path, pattern: str) -> None:
    found = [path for path in (HOST / tag).iterdir() if fnmatch.fnmatch(path.name, pattern)]
    assert found, "no assets match the file pattern"
    folder.mkdir(exist_ok=True)
    for path in found:
        assert not (folder / path.name).exists(), f"{path.name} already exists"
        shutil.copy(path, folder)
        if (HOST / "spoilt").exists() and path.suffix == ".apkg":
            (folder / path.name).write_bytes(path.read_bytes()[:-1])


def _create(tag: str, files: list[str], options: dict[str, str]) -> None:
    assert not (HOST / tag).exists(), "a release with the same tag name already exists"
    (HOST / tag).mkdir()
    for file in files:
        shutil.copy(file, HOST / tag)
    with (HOST / "tags").open("a") as tags:
        tags.write(f"{tag}\n")
    body = Path(options["notes-file"]).read_text()
    assert len(body) <= 125_000, "body is too long"
    about = {"title": options["title"], "body": body, "target": options["target"]}
    (HOST / f"{tag}.json").write_text(json.dumps(about))


def _call(address: str, options: dict[str, str]) -> None:
    location = HOST / "comments.json"
    comments: list[dict[str, Any]] = json.loads(location.read_text()) if location.exists() else []
    base = f"repos/{os.environ['GITHUB_REPOSITORY']}/issues"
    method = options.get("method", "GET")
    body = options.get("field", "").removeprefix("body=@")
    if method == "GET" and re.fullmatch(rf"{base}/\d+/comments", address):
        _print(comments, options["jq"])
        return
    text = Path(body).read_text()
    assert len(text) <= 65_536, "body is too long"
    if method == "POST" and re.fullmatch(rf"{base}/\d+/comments", address):
        comments.append({"id": 100 + len(comments), "user": {"type": "Bot"}, "body": text})
    elif method == "PATCH" and (found := re.fullmatch(rf"{base}/comments/(\d+)", address)):
        (one,) = [one for one in comments if one["id"] == int(found[1])]
        one["body"] = text
    else:
        sys.exit(f"unknown to the stand-in: {method} {address}")
    location.write_text(json.dumps(comments))


if __name__ == "__main__":
    main(sys.argv[1:])
