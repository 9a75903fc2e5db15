"""The layers of the package, read from the imports of every module."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "deckgen"

RANKS = {
    "model": 0,
    "cache": 0,
    "patterns": 0,
    "ankiformat": 1,
    "diagnostics": 1,
    "config": 2,
    "sources": 3,
    "markdown": 4,
    "dialects": 5,
    "render": 6,
    "media": 6,
    "theme": 7,
    "notes": 8,
    "identity": 9,
    "composing": 10,
    "package": 11,
    "changes": 12,
    "pipeline": 12,
    "anki": 13,
    "preview": 13,
    "watch": 13,
    "release": 13,
    "cli": 14,
}
"""A module imports from its own room and from lower ones; rooms of one rank are strangers."""

STRANGERS = {("notes", "dialects")}
"""Notes are made of questions, however these were written."""

ONLY_IN = {
    "click": {"cli"},
    "markdown_it": {"markdown", "render"},
    "mdit_py_plugins": {"markdown", "render"},
    "genanki": {"package"},
    "anki": {"anki", "cli"},  # the command asks whether it is there
    "socket": {"media", "anki"},
    "ssl": {"media", "anki"},
    "http": {"media", "anki", "preview"},
    "urllib.request": {"media", "anki"},
    "requests": {"media", "anki"},
    "urllib3": {"media"},
    "PIL": {"media"},
    "tinycss2": {"theme"},
    "time": {"cli"},
    "random": set(),
    "locale": set(),
}
"""Modules and the rooms that may import them: ``time`` stands for the clock."""

CLOCK_AND_ENVIRONMENT = {
    "os.environ",
    "os.getenv",
    "os.putenv",
    "datetime.now",
    "datetime.utcnow",
    "datetime.today",
    "date.today",
    "Path.home",
    "sys.argv",
    "sys.exit",
    "sys.stdout",
    "sys.stderr",
}

MODULES = sorted(ROOT.rglob("*.py"))


def _room(path: Path) -> str:
    first = path.relative_to(ROOT).parts[0]
    return first.removesuffix(".py")


def _imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every imported module with its line, also those inside functions."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: import by the full name"
            module = node.module or ""
            yield node.lineno, module
            yield from ((node.lineno, f"{module}.{alias.name}") for alias in node.names)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_go_downwards(path: Path) -> None:
    room = _room(path)
    wrong = []
    for line, name in _imports(path):
        parts = name.split(".")
        if parts[0] != "deckgen" or len(parts) < 2 or parts[1] not in RANKS or room not in RANKS:
            continue
        other = parts[1]
        allowed = other == room or RANKS[other] < RANKS[room]
        if not allowed or (room, other) in STRANGERS:
            wrong.append(f"line {line}: `{room}` imports `{name}`")

    assert wrong == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    room = _room(path)
    wrong = [
        f"line {line}: `{room}` imports `{name}`"
        for line, name in _imports(path)
        for library, rooms in ONLY_IN.items()
        if (name == library or name.startswith(library + ".")) and room not in rooms
    ]

    assert wrong == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_clock_environment_and_streams_are_for_the_command_line(path: Path) -> None:
    if _room(path) == "cli":
        return
    tree = ast.parse(path.read_text(encoding="utf-8"))
    wrong = [
        f"line {node.lineno}: {ast.unparse(node)}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute) and ast.unparse(node) in CLOCK_AND_ENVIRONMENT
    ]
    wrong += [
        f"line {node.lineno}: {node.func.id}()"
        for node in ast.walk(tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Name)
        and node.func.id in ("print", "input")
    ]

    assert wrong == []


def test_every_room_has_a_rank() -> None:
    rooms = {_room(path) for path in MODULES} - {"__init__", "__main__"}

    assert rooms <= set(RANKS)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_modules_and_functions_are_small(path: Path) -> None:
    """At most 400 lines for a module and 60 for a function, without its docstring."""
    text = path.read_text(encoding="utf-8")
    long = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef):
            body = node.body[1:] if ast.get_docstring(node) else node.body
            lines = (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0
            if lines > 60:
                long.append(f"line {node.lineno}: {node.name} has {lines} lines")

    assert long == []
    assert len(text.splitlines()) <= 400
