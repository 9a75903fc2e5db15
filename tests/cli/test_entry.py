"""The command line as a whole: help, usage, streams, what goes wrong around it."""

from __future__ import annotations

import errno
import subprocess
import sys

import click
import pytest

from deckgen import __version__
from deckgen.cli import entry
from deckgen.cli.console import wants_color
from deckgen.cli.entry import COMMANDS, cli
from deckgen.cli.exits import Stop
from tests.cli.running import Run


def test_help_lists_every_command(deckgen: Run) -> None:
    ran = deckgen("--help")

    assert ran.code == 0
    for name in COMMANDS:
        assert f"\n  {name} " in ran.out


def test_the_listed_help_is_the_commands_own() -> None:
    with click.Context(cli) as context:
        for name, text in COMMANDS.items():
            command = cli.get_command(context, name)
            assert command is not None
            assert command.get_short_help_str(200) == text


def test_version(deckgen: Run) -> None:
    assert deckgen("--version").out == f"deckgen {__version__}\n"


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom deckgen.cli.entry import run\nrun(['--help'])\n"
        "print(*sorted({name.partition('.')[0] for name in sys.modules}), file=sys.stderr)\n"
        "print('deckgen.diagnostics' in sys.modules, file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    modules, diagnostics = done.stderr.splitlines()
    heavy = {"genanki", "markdown_it", "pygments", "yaml", "nh3", "rapidfuzz", "anki", "sqlite3"}
    assert not heavy & set(modules.split())
    assert diagnostics == "False"


@pytest.mark.parametrize(
    "arguments", [("chek",), ("check", "--colour"), ("verify",), ("list", "x")]
)
def test_wrong_usage_is_2(deckgen: Run, arguments: tuple[str, ...]) -> None:
    ran = deckgen(*arguments)

    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("Usage: deckgen")
    assert "Error: " in ran.err


def test_no_argument_prints_help_as_wrong_usage(deckgen: Run) -> None:
    ran = deckgen()

    assert ran.code == 2
    assert "Commands:" in ran.err + ran.out


def test_explain_a_code(deckgen: Run) -> None:
    ran = deckgen("explain", "dg008")

    assert ran.code == 0
    assert ran.out.startswith("DG008 unused-suppression (warning)\n\nA suppression suppresses")


def test_explain_lists_codes_and_ranges(deckgen: Run) -> None:
    everything = deckgen("explain").out.splitlines()
    configuration = deckgen("explain", "DG0").out.splitlines()

    assert configuration == [line for line in everything if line.startswith("DG0")]
    assert len(everything) >= len(configuration) > 5


def test_explain_an_unknown_code(deckgen: Run) -> None:
    assert deckgen("explain", "DG999").code == 2


@pytest.mark.parametrize(
    ("error", "code", "text"),
    [
        (OSError(errno.ENOSPC, "No space left on device", "a.apkg"), 2, "`a.apkg`: No space left"),
        (PermissionError(errno.EACCES, "Permission denied", "x"), 2, "help: check the permissions"),
        (OSError("strange"), 2, "the system refused: strange"),
        (Stop("a fact", "a remedy"), 2, "error: a fact\n  help: a remedy\n"),
        (KeyboardInterrupt(), 130, "interrupted"),
        (ZeroDivisionError("x"), 2, "this is a bug in deckgen"),
    ],
)
def test_nothing_escapes(
    deckgen: Run,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    text: str,
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(entry.cli, "main", fail)

    ran = deckgen("explain")

    assert ran.code == code
    assert text in ran.err


def test_closed_pipe_is_no_error(process: Run) -> None:
    ran = process("explain", shell="| true")

    assert (ran.code, ran.err) == (0, "")


def test_full_disk_behind_stdout_is_told(process: Run) -> None:
    ran = process("explain", shell="> /dev/full")

    assert ran.code == 2
    assert "the output cannot be written: No space left" in ran.err
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("encoding", ["ascii", "latin-1", "cp1252"])
def test_any_encoding_will_do(process: Run, encoding: str) -> None:
    ran = process("explain", "日本", env={"PYTHONIOENCODING": encoding})

    assert ran.code == 2
    assert "is neither a file nor a code" in ran.err
    assert "Traceback" not in ran.err


def test_shell_completion_is_offered(process: Run) -> None:
    ran = process(env={"_DECKGEN_COMPLETE": "bash_source"})

    assert ran.code == 0
    assert "complete" in ran.out


def test_color(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    del capsys  # stdout is no terminal
    assert wants_color("always", sys.stdout)
    assert not wants_color("never", sys.stdout)
    assert not wants_color("auto", sys.stdout)
    monkeypatch.setenv("FORCE_COLOR", "1")
    assert wants_color("auto", sys.stdout)
    monkeypatch.setenv("NO_COLOR", "1")
    assert not wants_color("auto", sys.stdout)
