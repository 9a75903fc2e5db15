"""Where a CI can install this very deckgen from.

The name ``deckgen`` on the package index belongs to another project, so a requirement is written
only where it is known to lead here: from what the installer recorded (PEP 610) or the author says.
"""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from urllib.parse import unquote, urlsplit

from deckgen.patterns import lazy

DISTRIBUTION = "anki-deckgen"
"""The name of the distribution; the command and the import package are called ``deckgen``."""

_ADDRESS = lazy(r"(?:git\+)?(?:https|ssh)://[^\s'\"<>]+")


def find_origin(root: Path) -> str | None:
    """The requirement that installs what is installed here, ``None`` where nobody else can have it.

    One from git is named by address and commit, one from a wheel by its address, or by its path if
    the wheel lies in the project at ``root``.  Of one without a record only the name is known, and
    whose that is on the index that a CI asks, nobody can tell here.
    """
    try:
        distribution = metadata.distribution(DISTRIBUTION)
    except metadata.PackageNotFoundError:
        return None
    origin = _read_record(distribution.read_text("direct_url.json"), root)
    return origin and require(origin)


def read_origin(text: str, root: Path) -> str | None:
    """The requirement for an origin that the author names, ``None`` if it is none.

    ``text`` is an address (``git+https://…@COMMIT``, that of a wheel) or the path of a wheel in the
    project.
    """
    if _ADDRESS.fullmatch(text):
        return require(text)
    wheel = _find_wheel(Path(text), root)
    return wheel and require(wheel)


def require(origin: str) -> str:
    """The line of a requirements file that installs deckgen, with the real Anki, from an origin."""
    if origin.startswith("./"):
        return f"{origin}[anki]"
    return f"{DISTRIBUTION}[anki] @ {origin}"


def _read_record(text: str | None, root: Path) -> str | None:
    """The origin in the record of an installer: PEP 610."""
    try:
        record = json.loads(text or "{}")
    except ValueError:
        return None
    address = str(record.get("url", ""))
    parts = urlsplit(address)
    if vcs := record.get("vcs_info"):
        return f"{vcs['vcs']}+{address}@{vcs['commit_id']}" if parts.scheme != "file" else None
    if "archive_info" not in record:
        return None
    if parts.scheme == "file":
        return _find_wheel(Path(unquote(parts.path)), root)
    digest = record["archive_info"].get("hashes", {}).get("sha256")
    return f"{address}#sha256={digest}" if digest else address


def _find_wheel(path: Path, root: Path) -> str | None:
    """The path of a wheel from the project's root, if it lies there."""
    root = root.resolve()
    path = (root / path).resolve()
    if path.suffix != ".whl" or not path.is_file() or not path.is_relative_to(root):
        return None
    return f"./{path.relative_to(root).as_posix()}"
