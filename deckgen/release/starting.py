"""The files of a new project, for ``deckgen init``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.resources import files

from deckgen.patterns import lazy
from deckgen.release.changes_text import steps
from deckgen.release.origin import DISTRIBUTION
from deckgen.theme.starter import SETTINGS

_REQUIREMENT = lazy(r"([A-Za-z0-9][A-Za-z0-9._-]*)(.*)", re.DOTALL)
_HOSTED = lazy(r"https://github\.com/[\w.-]+/[\w.-]+?(?=/|$)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What is known of a new project.

    ``reads_root``: there is no folder ``source/``, so that all Markdown of the root is read.
    ``has_theme``: it has a look of its own.
    """

    name: str
    id: str
    source_url: str = ""
    reads_root: bool = False
    has_theme: bool = False


def write_settings(start: Start) -> str:
    """``deckgen.toml``."""
    address = start.source_url
    lines = [
        "# The settings of this deck; all there are: `docs/configuration.md` of deckgen.",
        "",
        "[deck]",
        f"name = {_quote(start.name)}",
        "# Permanent.  Learners' cards are known by it, whatever the deck is called.",
        f"id = {_quote(start.id)}",
        "# Where the files can be read: relative links on the cards lead there.",
        f"source_url = {_quote(address)}" if address else '# source_url = "https://…"',
    ]
    if start.reads_root:
        lines += ["", "[sources]", 'exclude = ["UPDATING.md"]']
    if start.has_theme:
        lines += ["", *SETTINGS.splitlines()]
    return "\n".join(lines) + "\n"


def write_page(start: Start) -> str:
    """The page for learners, ``UPDATING.md``."""
    host = _HOSTED.match(start.source_url)
    newest = f"The newest file is at <{host[0]}/releases/latest>.\n\n" if host else ""
    return template("updating.md").replace("{newest}", newest).replace("{steps}\n", steps())


def template(name: str) -> str:
    """A file of the folder ``templates``."""
    return files("deckgen.release").joinpath("templates", name).read_text("utf-8")


def write_requirements(origin: str) -> str:
    """What a CI installs: deckgen and all it needs, in the versions that are installed here.

    ``origin`` is the line that installs deckgen itself (``origin.find_origin``).
    """
    head = "# What the CI installs: deckgen and all it needs, as it was when this was written.\n"
    versions: dict[str, str] = {}
    queue = [*_needed(_requires(DISTRIBUTION), with_anki=True)]
    while queue:
        name = queue.pop()
        if _normal(name) in versions:
            continue
        try:
            versions[_normal(name)] = metadata.version(name)
        except metadata.PackageNotFoundError:
            continue  # for another system, or an extra that is not installed
        queue += _needed(_requires(name))
    return f"{head}{origin}\n" + "".join(f"{name}=={versions[name]}\n" for name in sorted(versions))


def _requires(name: str) -> list[str]:
    """What a distribution says that it needs; nothing if it is not installed as one."""
    try:
        return metadata.requires(name) or []
    except metadata.PackageNotFoundError:
        return []


def _needed(requirements: list[str], *, with_anki: bool = False) -> Iterator[str]:
    """The names in requirements, without those of extras (but that of the real Anki)."""
    for requirement in requirements:
        found = _REQUIREMENT.match(requirement)
        if found:
            marker = found[2].partition(";")[2]
            if "extra" not in marker or (with_anki and re.search(r"['\"]anki['\"]", marker)):
                yield found[1]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _quote(text: str) -> str:
    """A text as a TOML string; JSON's are TOML's."""
    return json.dumps(text, ensure_ascii=False)
