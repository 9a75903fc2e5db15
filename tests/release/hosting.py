"""Run the jobs of a workflow here, step by step, with a stand-in for the hosting service.

What ``run`` says is executed as the service would; of the actions that are used, the effect is
stood in for (the clone is there, artifacts are folders); ``./`` runs the repository's own action.
"""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.release.expressions import Context, evaluate, fill

REPOSITORY = Path(__file__).parents[2]
SHELLS = {
    "": ["bash", "-e"],
    "bash": ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail"],
}


@dataclass
class Ran:
    """What a job left: whether it went well, outputs of its steps, what it printed, its page."""

    ok: bool = True
    outputs: dict[str, dict[str, str]] = field(default_factory=dict)
    log: str = ""
    summary: str = ""


@dataclass
class Hosting:
    """The service: releases and comments in ``host``, programs on the path in ``bin``.

    ``warm`` is the socket of a running deckgen (``warm.py``); ``gate``: it has the real Anki.
    """

    folder: Path
    warm: Path
    gate: bool = False

    def __post_init__(self) -> None:
        self.host.mkdir(parents=True)
        self.bin.mkdir()
        self.artifacts.mkdir()
        self._program("gh", f'exec "{sys.executable}" "{REPOSITORY}/tests/release/fake_gh.py" "$@"')
        warm = REPOSITORY / "tests" / "release" / "warm.py"
        self._program("deckgen", f'exec "{sys.executable}" -S "{warm}" "{self.warm}" "$@"')
        self._program("make", 'echo "make $*"')
        pip = f'if [ "$1 $2" = "-m pip" ]; then echo "$@" >> "{self.folder}/pip"; exit; fi'
        self._program("python3", f'{pip}\nexec "{sys.executable}" "$@"')

    @property
    def host(self) -> Path:
        return self.folder / "host"

    @property
    def bin(self) -> Path:
        return self.folder / "bin"

    @property
    def artifacts(self) -> Path:
        return self.folder / "artifacts"

    @property
    def installed(self) -> str:
        """What pip was asked for."""
        return (self.folder / "pip").read_text()

    def _program(self, name: str, script: str) -> None:
        location = self.bin / name
        location.write_text(f"#!/bin/sh\n{script}\n")
        location.chmod(location.stat().st_mode | stat.S_IXUSR)

    def run(
        self, workflow: Path, job: str, clone: Path, *, now: int = 0, **context: Any
    ) -> Ran | None:
        """Run a job in a clone; None if its condition does not hold."""
        loaded = yaml.safe_load(workflow.read_text())
        described = loaded["jobs"][job]
        github = {
            "token": "token-of-the-run",
            "repository": "keepers/sea-marks",
            **context.pop("github", {}),
        }
        given: dict[str, Any] = {
            "github": github,
            "inputs": {},
            "runner": {"os": "Linux"},
            **context,
        }
        if "if" in described and not evaluate(described["if"], given):
            return None
        base = {
            "PATH": f"{self.bin}{os.pathsep}{os.environ['PATH']}",
            "HOME": str(self.folder),
            "LANG": "C.UTF-8",
            **({} if self.gate else {"NO_ANKI": "1"}),
            "FAKE_GH": str(self.host),
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_REPOSITORY": github["repository"],
            "GITHUB_REF_NAME": github.get("ref_name", ""),
            "GITHUB_SHA": "0" * 40,
            **({"SOURCE_DATE_EPOCH": str(now)} if now else {}),
            **{name: fill(str(text), given) for name, text in loaded.get("env", {}).items()},
        }
        ran = Ran()
        self._steps(described["steps"], clone, base, given, ran)
        return ran

    def _steps(
        self,
        steps: list[dict[str, Any]],
        clone: Path,
        env: dict[str, str],
        given: Context,
        ran: Ran,
    ) -> None:
        for step in steps:
            context = {**given, "steps": {n: {"outputs": o} for n, o in ran.outputs.items()}}
            if not ran.ok or ("if" in step and not evaluate(str(step["if"]), context)):
                continue
            own = {name: fill(str(text), context) for name, text in step.get("env", {}).items()}
            if "run" in step:
                self._shell(step, clone, {**env, **own}, context, ran)
            else:
                wanted = {n: fill(str(text), context) for n, text in step.get("with", {}).items()}
                self._use(step, wanted, clone, {**env, **own}, context, ran)

    def _shell(
        self, step: dict[str, Any], clone: Path, env: dict[str, str], context: Context, ran: Ran
    ) -> None:
        files = {name: self.folder / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
        for location in files.values():
            location.write_text("")
        script = self.folder / "step.sh"
        script.write_text(step["run"])
        done = subprocess.run(
            [*SHELLS[step.get("shell", "")], str(script)],
            cwd=clone / fill(step.get("working-directory", "."), context),
            env={**env, **{name: str(location) for name, location in files.items()}},
            capture_output=True,
            text=True,
            check=False,
        )
        ran.ok = done.returncode == 0
        ran.log += f"## {step.get('name', '')}\n{done.stdout}{done.stderr}"
        ran.summary += files["GITHUB_STEP_SUMMARY"].read_text()
        lines = files["GITHUB_OUTPUT"].read_text().splitlines()
        ran.outputs[step.get("id", "")] = dict(line.split("=", 1) for line in lines)

    def _use(
        self,
        step: dict[str, Any],
        wanted: dict[str, str],
        clone: Path,
        env: dict[str, str],
        context: Context,
        ran: Ran,
    ) -> None:
        action = step["uses"].partition("@")[0]
        if action == "./":
            self._action(step, wanted, clone, env, context, ran)
        elif action == "actions/upload-artifact":
            self._upload(wanted, clone)
        elif action == "actions/download-artifact":
            source = self.artifacts / wanted["name"]
            shutil.copytree(source, clone / wanted["path"], dirs_exist_ok=True)
        else:
            assert action in ("actions/checkout", "actions/setup-python", "actions/cache"), action

    def _upload(self, wanted: dict[str, str], clone: Path) -> None:
        """Keep files below the folder that they have in common, as the action does."""
        found = [path for pattern in wanted["path"].split() for path in clone.glob(pattern)]
        assert found or wanted["if-no-files-found"] != "error", "no files were found"
        target = self.artifacts / wanted["name"]
        shutil.rmtree(target, ignore_errors=True)
        target.mkdir()
        for path in found:
            if path.is_dir():
                shutil.copytree(path, target, dirs_exist_ok=True)
            else:
                shutil.copy(path, target)

    def _action(
        self,
        step: dict[str, Any],
        wanted: dict[str, str],
        clone: Path,
        env: dict[str, str],
        context: Context,
        ran: Ran,
    ) -> None:
        """Run the repository's own composite action."""
        action = yaml.safe_load((REPOSITORY / "action.yml").read_text())
        assert set(wanted) <= set(action["inputs"]), "an input that the action does not have"
        defaults = {n: fill(str(one["default"]), context) for n, one in action["inputs"].items()}
        given = {**context, "inputs": {**defaults, **wanted}}
        inner = Ran()
        path = {**env, "GITHUB_ACTION_PATH": str(REPOSITORY)}
        self._steps(action["runs"]["steps"], clone, path, given, inner)
        done = {**given, "steps": {n: {"outputs": o} for n, o in inner.outputs.items()}}
        ran.ok = inner.ok
        ran.log += inner.log
        ran.summary += inner.summary
        ran.outputs[step.get("id", "")] = {
            name: fill(one["value"], done) for name, one in action["outputs"].items()
        }
