"""The workflows and the action: right by the published schemas, pinned, with few rights, safe."""

from __future__ import annotations

import json
import re
import subprocess
from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from tests.release.expressions import names_in
from tests.release.hosting import REPOSITORY

WORKFLOWS = sorted((REPOSITORY / ".github" / "workflows").glob("*.yml"))
WORKFLOWS.append(REPOSITORY / "deckgen" / "release" / "templates" / "github.yml")
ACTION = REPOSITORY / "action.yml"
SCRIPT = REPOSITORY / "deckgen" / "release" / "templates" / "deck.sh"
UNTRUSTED = re.compile(
    r"github\.(event\.(?!pull_request\.(number|head\.repo\.full_name))|head_ref|base_ref)"
)


def _load(path: Path) -> dict[str, Any]:
    """A YAML file; YAML 1.1 takes the key ``on`` for true."""
    loaded = yaml.safe_load(path.read_text())
    return {"on" if key is True else key: value for key, value in loaded.items()}


def _schema(name: str) -> dict[str, Any]:
    """A schema of SchemaStore, as the package ``check-jsonschema`` carries it."""
    text = files("check_jsonschema").joinpath("builtin_schemas", "vendor", name).read_text()
    schema: dict[str, Any] = json.loads(text)
    return schema


def _steps(path: Path) -> Iterator[dict[str, Any]]:
    loaded = _load(path)
    if "runs" in loaded:
        yield from loaded["runs"]["steps"]
    for job in loaded.get("jobs", {}).values():
        yield from job["steps"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflow_keeps_to_the_published_schema(path: Path) -> None:
    jsonschema.validate(_load(path), _schema("github-workflows.json"))


def test_action_keeps_to_the_published_schema() -> None:
    jsonschema.validate(_load(ACTION), _schema("github-actions.json"))


@pytest.mark.parametrize("path", [*WORKFLOWS, ACTION], ids=lambda path: path.name)
def test_actions_are_pinned_to_commits(path: Path) -> None:
    used = re.findall(r"uses: (\S+)(.*)", path.read_text())

    assert used
    for action, comment in used:
        if action != "./":
            assert re.fullmatch(r"actions/[a-z-]+@[0-9a-f]{40}", action)
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", comment), f"{action}: which version is that?"


def test_an_action_has_one_pin_everywhere() -> None:
    pins: dict[str, set[str]] = {}
    for path in [*WORKFLOWS, ACTION]:
        for name, pin in re.findall(r"uses: (actions/[a-z-]+)@(.*)", path.read_text()):
            pins.setdefault(name, set()).add(pin)

    assert {name: len(found) for name, found in pins.items()} == dict.fromkeys(pins, 1)


@pytest.mark.parametrize("path", [*WORKFLOWS, ACTION], ids=lambda path: path.name)
def test_no_text_from_outside_gets_into_a_script(path: Path) -> None:
    """A script has no expression at all: values come in by the environment, and are quoted."""
    for step in _steps(path):
        script = step.get("run", "")
        assert "${{" not in script
        for name in step.get("env", {}):
            unquoted = re.search(rf'(?<!")\${name}\b(?!")', script)
            assert not unquoted, f"{name} stands without quotes in: {script}"
        for text in (*step.get("env", {}).values(), *step.get("with", {}).values()):
            assert not UNTRUSTED.search(str(text)), text


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_rights_are_few(path: Path) -> None:
    loaded = _load(path)
    assert loaded["permissions"] == {"contents": "read"}
    assert "pull_request_target" not in loaded["on"]
    for name, job in loaded["jobs"].items():
        assert job["timeout-minutes"] <= 30
        more = {right: kind for right, kind in job.get("permissions", {}).items() if kind != "read"}
        allowed = {
            "publish": {"contents": "write"},
            "comment": {"pull-requests": "write"},
            "deck": {"pull-requests": "write"},
        }
        assert more == allowed.get(name, {}), f"{name} may {more}"
        checkouts = [step for step in job["steps"] if "actions/checkout" in step.get("uses", "")]
        assert all(step["with"]["persist-credentials"] is False for step in checkouts)
        if "contents" in more:
            assert not any("pip" in step.get("run", "") for step in job["steps"])


@pytest.mark.parametrize("path", [*WORKFLOWS, ACTION], ids=lambda path: path.name)
def test_expressions_refer_to_what_is_there(path: Path) -> None:
    loaded, text = _load(path), path.read_text()
    inputs = set(loaded.get("inputs", {}))
    inputs |= set((loaded.get("on", {}).get("workflow_dispatch") or {}).get("inputs", {}))
    ids = {step["id"] for step in _steps(path) if "id" in step}
    jobs = set(loaded.get("jobs", {}))
    for name in names_in(text):
        first, *rest = name.split(".")
        assert first in {"github", "inputs", "steps", "needs", "runner", "matrix"}, name
        known = {"inputs": inputs, "steps": ids, "needs": jobs}.get(first)
        assert known is None or rest[0] in known, name


def test_steps_of_the_action_say_their_shell() -> None:
    for step in _steps(ACTION):
        assert "run" not in step or step["shell"] == "bash"


def test_inputs_and_outputs_are_documented() -> None:
    text = (REPOSITORY / "docs" / "releasing.md").read_text()
    rows = dict(re.findall(r"^\| `([a-z-]+)` \| (.*) \|$", text, re.MULTILINE))
    action = _load(ACTION)
    for kind in ("inputs", "outputs"):
        for name, described in action[kind].items():
            assert described["description"] in rows[name], f"{kind}: {name}"
            default = str(described.get("default", ""))
            assert not default or f"`{default}`" in rows[name], f"{kind}: {name}"


def test_action_and_workflow_do_the_same() -> None:
    """Those who take the action and those who take the workflow get the same steps."""

    def scripts(path: Path) -> dict[str, str]:
        return {
            step["name"]: re.sub(r"^sh \S+|^sh \".*?\"", "sh", step["run"])
            for step in _steps(path)
            if "deck.sh" in step.get("run", "")
        }

    assert scripts(ACTION) == scripts(WORKFLOWS[-1])


def test_script_is_posix_shell() -> None:
    """As far as the shells that are here can tell."""
    for shell in ("sh", "bash --posix"):
        done = subprocess.run(
            [*shell.split(), "-n", str(SCRIPT)], capture_output=True, text=True, check=False
        )
        assert (done.returncode, done.stderr) == (0, "")


def test_script_refuses_what_it_does_not_know() -> None:
    for arguments in ([], ["last_tag"], ["everything"]):
        done = subprocess.run(
            ["sh", str(SCRIPT), *arguments], capture_output=True, text=True, check=False
        )
        assert done.returncode == 1
        assert done.stderr.startswith("deck.sh: ")
