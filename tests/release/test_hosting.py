"""The life of a deck on a hosting service: every step of the workflows, run in clean clones."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from deckgen.cli.entry import run
from tests.release.conftest import DAY, START
from tests.release.expressions import evaluate, fill
from tests.release.hosting import REPOSITORY, Hosting, Ran
from tests.release.lighthouses import CONFIG, LAMPS, NEW, TOWERS

OWN = REPOSITORY / ".github" / "workflows"
FILES = {"lighthouses.apkg", "manifest.json", "CHANGES.md", "SHA256SUMS"}


def _git(root: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=A Keeper", "-c", "user.email=keeper@example.org"]
    done = subprocess.run(
        ["git", *identity, *arguments], cwd=root, capture_output=True, text=True, check=True
    )
    return done.stdout


@dataclass
class Service:
    """A repository and the service that hosts it."""

    repository: Path
    hosting: Hosting
    clones: int = 0
    now: int = START

    def edit(self, old: str, new: str, file: str = "towers.md") -> None:
        """Edit, build and commit, as the author does."""
        location = self.repository / "source" / file
        text = location.read_text()
        assert old in text
        location.write_text(text.replace(old, new))
        self.deckgen("build")
        self.commit(f"Say: {new.strip()}")

    def deckgen(self, *arguments: str) -> None:
        """What the author does on the own machine: run deckgen in the repository."""
        here = Path.cwd()
        os.chdir(self.repository)
        try:
            assert run(arguments) == 0
        finally:
            os.chdir(here)

    def commit(self, message: str) -> None:
        """Commit everything."""
        _git(self.repository, "add", "--all")
        _git(self.repository, "commit", "--quiet", "--message", message)

    def clone(self) -> Path:
        """A clean clone of what is committed."""
        self.clones += 1
        clone = self.hosting.folder / f"clone{self.clones}"
        _git(self.hosting.folder, "clone", "--quiet", str(self.repository), str(clone))
        return clone

    def job(self, name: str, path: Path | None = None, **context: Any) -> Ran | None:
        """Run a job of the workflow in a clean clone, on the next day."""
        self.now += DAY
        path = path or self.repository / ".github" / "workflows" / "deck.yml"
        return self.hosting.run(path, name, self.clone(), now=self.now, **context)

    def outputs(self, name: str, ran: Ran, path: Path | None = None) -> dict[str, Any]:
        """What a job that ran gives to those that need it."""
        path = path or self.repository / ".github" / "workflows" / "deck.yml"
        described = yaml.safe_load(path.read_text())["jobs"][name].get("outputs", {})
        context = {"steps": {step: {"outputs": given} for step, given in ran.outputs.items()}}
        return {name: {"outputs": {n: fill(text, context) for n, text in described.items()}}}

    def tag(self, tag: str, path: Path | None = None) -> tuple[Ran, Ran | None]:
        """Push a tag: the jobs ``build`` and ``publish``."""
        _git(self.repository, "tag", tag)
        return self.release({"event_name": "push", "ref_name": tag}, path=path)

    def release(
        self, github: dict[str, Any], path: Path | None = None, **context: Any
    ) -> tuple[Ran, Ran | None]:
        """Run the jobs that release."""
        built = self.job("build", path, github=github, **context)
        assert built
        if not built.ok:
            return built, None
        needs = self.outputs("build", built, path)
        return built, self.job("publish", path, github=github, needs=needs, **context)

    def comments(self) -> list[str]:
        """The comments on the pull request."""
        location = self.hosting.host / "comments.json"
        return (
            [one["body"] for one in json.loads(location.read_text())] if location.exists() else []
        )

    def published(self, tag: str) -> Path:
        """The folder with the files of a release."""
        return self.hosting.host / tag


PULL = {
    "event_name": "pull_request",
    "ref_name": "7/merge",
    "repository": "keepers/sea-marks",
    "event": {"pull_request": {"number": 7, "head": {"repo": {"full_name": "keepers/sea-marks"}}}},
}


def _make(root: Path, warm: Path, *, gate: bool = False) -> Service:
    """A project made with ``init --github``, built and committed."""
    repository = root / "repository"
    (repository / "source").mkdir(parents=True)
    (repository / "source" / "towers.md").write_text(TOWERS)
    (repository / "source" / "lamps.md").write_text(LAMPS)
    (repository / "deckgen.toml").write_text(CONFIG)
    made = Service(repository, Hosting(root / "hosting", warm, gate=gate))
    made.deckgen("init", "--from", "git+https://example.org/deckgen@4f1c2aa", "--github")
    made.deckgen("build", "--fresh")  # also where CI runs these tests
    _git(repository, "init", "--quiet", "--initial-branch", "main")
    made.commit("Begin")
    return made


@pytest.fixture(scope="module")
def warm() -> Iterator[Path]:
    """The socket of a deckgen that has done its imports."""
    with TemporaryDirectory(prefix="deckgen-") as folder:
        socket = Path(folder) / "socket"
        program = REPOSITORY / "tests" / "release" / "warm.py"
        server = subprocess.Popen(
            [sys.executable, str(program), "serve", str(socket)],
            env={**os.environ, "PYTHONPATH": str(REPOSITORY)},
        )
        try:
            while not socket.exists():
                assert server.poll() is None, "the server ended"
                time.sleep(0.02)
            yield socket
        finally:
            server.kill()
            server.wait()


@pytest.fixture
def service(tmp_path: Path, warm: Path) -> Service:
    """A project that was never released."""
    return _make(tmp_path, warm)


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory, warm: Path) -> Service:
    """A project with one release, to be copied."""
    made = _make(tmp_path_factory.mktemp("template"), warm)
    built, published = made.tag("v1.0.0")
    assert published, built.log
    return made


@pytest.fixture
def released(template: Service, tmp_path: Path) -> Service:
    """A project with one release, v1.0.0."""
    repository, hosting = (
        tmp_path / "repository",
        Hosting(tmp_path / "hosting", template.hosting.warm),
    )
    shutil.copytree(template.repository, repository)
    shutil.copytree(template.hosting.host, hosting.host, dirs_exist_ok=True)
    return Service(repository, hosting, now=template.now)


def test_from_the_first_pull_request_to_the_second_release(service: Service) -> None:
    reviewed = service.job("build", github=PULL)
    assert reviewed
    assert reviewed.ok, reviewed.log
    assert "# Lighthouses 1.0.0, if it were released now" in reviewed.summary
    kept = {path.name for path in (service.hosting.artifacts / "deck").iterdir()}
    assert kept == {"lighthouses.apkg", "review.md"}

    built, published = service.tag("v1.0.0")
    assert built.ok, built.log
    assert published
    assert published.ok, published.log
    assert {path.name for path in service.published("v1.0.0").iterdir()} == FILES
    about = json.loads((service.hosting.host / "v1.0.0.json").read_text())
    assert about["title"] == "Lighthouses 1.0.0"
    assert about["body"] == (service.published("v1.0.0") / "CHANGES.md").read_text()

    service.edit("the panes are cleaned", "the panes are washed")
    built, published = service.tag("v1.0.1")
    assert published
    assert published.ok, built.log + published.log
    manifest = json.loads((service.published("v1.0.1") / "manifest.json").read_text())
    assert manifest["previous"]["version"] == "1.0.0"
    assert manifest["import"] == {"new": 0, "updated": 1, "duplicate": 7}


def test_one_comment_that_is_updated(released: Service) -> None:
    for old, new in (("are cleaned", "are washed"), ("are washed", "are polished")):
        released.edit(old, new)
        assert released.job("build", github=PULL)
        commented = released.job("comment", github=PULL, needs={})
        assert commented
        assert commented.ok, commented.log

    (comment,) = released.comments()
    assert comment.startswith("<!-- deckgen: ")
    assert "# Lighthouses 1.0.1, if it were released now" in comment
    assert "What is the gallery of a lighthouse?" in comment


def test_a_pull_request_without_changes(released: Service) -> None:
    reviewed = released.job("build", github=PULL)

    assert reviewed
    assert reviewed.ok
    assert "Nothing changed since 1.0.0" in reviewed.summary


def test_a_fork_gets_no_comment(released: Service) -> None:
    fork = {
        **PULL,
        "event": {"pull_request": {"number": 7, "head": {"repo": {"full_name": "x/y"}}}},
    }

    assert released.job("comment", github=fork) is None


def test_nothing_changed_publishes_nothing(released: Service) -> None:
    built, published = released.tag("v1.1.0")

    assert built.ok
    assert published is None
    assert not released.published("v1.1.0").exists()


def test_a_tag_that_says_too_little(released: Service) -> None:
    released.edit("would.\n", "would.\n" + NEW, "lamps.md")

    built, published = released.tag("v1.0.1")

    assert not built.ok
    assert "DG762" in built.log
    assert published is None


def test_by_hand_with_the_proposed_version(released: Service) -> None:
    released.edit("would.\n", "would.\n" + NEW, "lamps.md")

    built, published = released.release({"event_name": "workflow_dispatch", "ref_name": "main"})

    assert published
    assert published.ok, built.log + published.log
    assert released.published("v1.1.0").is_dir()


def test_a_lock_that_was_not_committed(released: Service) -> None:
    location = released.repository / "source" / "towers.md"
    location.write_text(location.read_text().replace("are cleaned", "are washed"))
    released.commit("No lock")

    reviewed = released.job("build", github=PULL)

    assert reviewed
    assert not reviewed.ok
    assert "commit `deckgen.lock`" in reviewed.log


def test_service_that_does_not_answer_is_no_first_release(released: Service) -> None:
    """Else every note would be stamped anew, and learners would lose their tags."""
    released.edit("the panes are cleaned", "the panes are washed")
    (released.hosting.host / "down").touch()

    built, published = released.tag("v1.0.1")

    assert not built.ok
    assert published is None


def test_a_release_without_a_package_is_no_first_release(released: Service) -> None:
    (released.published("v1.0.0") / "lighthouses.apkg").unlink()
    released.edit("the panes are cleaned", "the panes are washed")

    assert not released.tag("v1.0.1")[0].ok


def test_other_tags_are_no_releases_of_the_deck(released: Service) -> None:
    for tag in ("tool-2.0.0", "v2-beta", "video-1.0.0"):
        (released.hosting.host / tag).mkdir()
        with (released.hosting.host / "tags").open("a") as tags:
            tags.write(f"{tag}\n")
    released.edit("the panes are cleaned", "the panes are washed")

    built, published = released.tag("v1.0.1")

    assert published
    assert published.ok, built.log


def test_other_bytes_than_were_published(service: Service) -> None:
    (service.hosting.host / "spoilt").touch()

    built, published = service.tag("v1.0.0")

    assert built.ok
    assert published
    assert not published.ok
    assert "FAILED" in published.log


@pytest.mark.parametrize(
    "version", ['1.1.0"; touch pwned; "$(touch pwned)`touch pwned`', "--out=pwned"]
)
def test_hostile_version(released: Service, version: str) -> None:
    """What is typed by hand is a text, whatever it says."""
    github = {"event_name": "workflow_dispatch", "ref_name": "main"}

    built, _ = released.release(github, inputs={"version": version})

    assert not built.ok
    assert not list(released.hosting.folder.rglob("pwned"))


def test_own_release_and_its_rebuild(service: Service) -> None:
    """The workflows of this repository, which use its action, on the small project."""
    for name in ("deckgen", "constraints.txt"):
        (service.repository / name).symlink_to(REPOSITORY / name)
    service.commit("Be like this repository")
    own = OWN / "release.yml"
    built, published = service.tag("deck-v1.0.0", own)
    assert built.ok, built.log
    assert published
    assert published.ok, published.log
    service.edit("the panes are cleaned", "the panes are washed")
    built, published = service.tag("deck-v1.0.1", own)
    assert published
    assert published.ok, built.log + published.log
    service.edit("the panes are washed", "the panes are polished")

    rebuilt = service.job("rebuild", OWN / "nightly.yml")

    assert rebuilt
    assert rebuilt.ok, rebuilt.log
    assert "lighthouses.apkg: OK" in rebuilt.log
    package = service.published("deck-v1.0.1") / "lighthouses.apkg"
    package.write_bytes(package.read_bytes() + b"x")
    spoilt = service.job("rebuild", OWN / "nightly.yml")
    assert spoilt
    assert not spoilt.ok


def test_rebuild_without_a_release(service: Service) -> None:
    (service.repository / "deckgen").symlink_to(REPOSITORY / "deckgen")
    service.commit("Be like this repository")

    rebuilt = service.job("rebuild", OWN / "nightly.yml")

    assert rebuilt
    assert rebuilt.ok, rebuilt.log
    assert rebuilt.outputs["last"] == {"tag": ""}


def test_own_checks(service: Service) -> None:
    (service.repository / ".ci").mkdir()
    shutil.copy(REPOSITORY / ".ci" / "run", service.repository / ".ci" / "run")
    service.commit("Be like this repository")

    tested = service.job("test", OWN / "ci.yml", matrix={"python-version": "3.13"})
    assert tested
    assert tested.ok, tested.log
    assert tested.log.splitlines()[-4:] == ["make deck", "make lint", "make types", "make test"]

    reviewed = service.job("deck", OWN / "ci.yml", github=PULL)
    assert reviewed
    assert reviewed.ok, reviewed.log
    (comment,) = service.comments()
    assert "# Lighthouses 1.0.0, if it were released now" in comment


def test_action_installs_itself_pinned(service: Service) -> None:
    service.job("deck", OWN / "ci.yml", github=PULL)

    assert (
        f"--constraint {REPOSITORY}/constraints.txt {REPOSITORY}[anki]" in service.hosting.installed
    )


def test_release_in_ci_goes_through_the_gate(tmp_path: Path, warm: Path) -> None:
    pytest.importorskip("anki")

    built, _ = _make(tmp_path, warm, gate=True).tag("v1.0.0")

    assert built.ok
    assert "tried in Anki" in built.log


def test_any_other_ci(service: Service) -> None:
    """The same script without a hosting service: deckgen, and a folder for the last package."""
    clone, env = service.clone(), {"PATH": f"{service.hosting.bin}:/usr/bin:/bin"}
    env |= {"NO_ANKI": "1", "LANG": "C.UTF-8"}

    def call(*arguments: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            ["sh", ".github/deck.sh", *arguments],
            cwd=clone,
            env=env,
            capture_output=True,
            text=True,
            check=False,
        )

    assert call("check").returncode == 0
    unsaid = call("release")
    assert unsaid.returncode == 1
    assert "touch previous/none" in unsaid.stderr
    (clone / "previous").mkdir()
    (clone / "previous" / "none").touch()
    assert call("review").returncode == 0
    assert call("release").returncode == 0
    assert {path.name for path in (clone / "dist").iterdir()} == FILES
    assert call("confirm", "dist").returncode == 0


def test_expressions() -> None:
    context = {"a": {"b-c": "x"}, "t": True}

    assert evaluate("a.b-c == 'x' && 'it''s' || 'no'", context) == "it's"
    assert evaluate("!(a.nothing) && t", context) is True
    assert fill("${{ a.b-c }}-${{ a.d || 'e' }}", context) == "x-e"
