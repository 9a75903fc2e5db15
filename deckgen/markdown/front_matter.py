"""The block of YAML (or TOML) that a file may start with."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from deckgen.markdown.log import Finding
from deckgen.patterns import lazy

LONGEST = 16 * 1024
"""Characters; what is longer is no front matter."""

_DEEPEST = 20
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_FENCED = lazy(r"(---|\+\+\+)[ \t]*\n(.*?)^(?:\1|\.\.\.)[ \t]*$", re.DOTALL | re.MULTILINE)
_KEY = lazy(r"[\"']?[A-Za-z_][\w .-]{0,60}[\"']?[ \t]*:(?:[ \t]|$)", re.MULTILINE)
_ASKS = frozenset({"q", "question", "front"})
_ANSWERS = frozenset({"a", "answer", "back"})


class _RefusedError(Exception):
    """Valid YAML that is not read; ``index`` is the place."""

    def __init__(self, problem: str, mark: Any) -> None:
        super().__init__(problem)
        self.problem = problem
        self.index: int = mark.index


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """The values, the lines that they take (0: there is no front matter), and what is wrong."""

    values: Mapping[str, Any] = field(default_factory=dict)
    lines: int = 0
    findings: tuple[Finding, ...] = ()


def read_front_matter(text: str) -> FrontMatter:
    """Read the front matter of ``text``, if it has one.

    Slides are separated by the same ``---``: a block is front matter only if it starts in the
    first line, directly with a key, and does not ask and answer a question.  One that looks like
    front matter but cannot be read is left out of the text with a DG105.
    """
    found = _FENCED.match(text[:LONGEST]) if text.startswith(("---", "+++")) else None
    if not found:
        return FrontMatter()
    body = found[2]
    lines = text.count("\n", 0, found.end()) + 1
    try:
        values = _load(body) if found[1] == "---" else tomllib.loads(body)
    except _RefusedError as error:
        return _broken(found, lines, error.problem, error.index)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        return _broken(found, lines, error.problem or "cannot be read", mark.index if mark else 0)
    except (yaml.YAMLError, ValueError, OverflowError, RecursionError) as error:
        return _broken(found, lines, str(error).partition("\n")[0], 0)
    if not isinstance(values, dict) or not values or _is_slide(values):
        return FrontMatter()
    return FrontMatter({str(key): value for key, value in values.items()}, lines)


def _load(body: str) -> Any:
    """Load YAML without aliases (a few lines of them can stand for gigabytes) and bounded depth."""
    depth = 0
    for event in yaml.parse(body, Loader=_LOADER):
        if isinstance(event, yaml.AliasEvent):
            raise _RefusedError("aliases are not read", event.start_mark)
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _DEEPEST:
            raise _RefusedError("nested too deeply", event.start_mark)
    return yaml.load(body, Loader=_LOADER)  # noqa: S506 - a safe loader, fast where there is one


def _is_slide(values: Mapping[Any, Any]) -> bool:
    keys = {str(key).strip().lower() for key in values}
    return not keys.isdisjoint(_ASKS) and (len(keys) == 1 or not keys.isdisjoint(_ANSWERS))


def _broken(found: re.Match[str], lines: int, problem: str, index: int) -> FrontMatter:
    """Report a block that was meant as front matter; leave anything else to Markdown."""
    if not _KEY.match(found[2]):
        return FrontMatter()
    at = min(found.start(2) + index, max(found.start(2), found.end(2) - 1))
    message = f"front matter is not valid: {problem}"
    finding = Finding("DG105", at, at + 1, message, "correct it, or quote values that hold `:`")
    return FrontMatter({}, lines, (finding,))
