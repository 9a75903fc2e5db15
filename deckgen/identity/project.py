"""The project: its permanent id, its name, and the slug that starts its tags."""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import replace
from itertools import chain
from os.path import commonpath
from pathlib import PurePosixPath

from deckgen.diagnostics import Diagnostic, report
from deckgen.identity.decks import clean_name, humanize
from deckgen.identity.derive import derive_project_id
from deckgen.identity.fingerprint import digest
from deckgen.identity.questions import take_fingerprint
from deckgen.identity.records import LockProject
from deckgen.identity.request import IdentityRequest
from deckgen.identity.words import question_key, slug
from deckgen.model import Composition, Span

LOCK_SPAN = Span("deckgen.lock")
"""Where findings about the project as a whole are reported."""


_UNTELLING = frozenset({"", ".", "source", "sources", "readme", "index"})


def digest_content(compositions: Sequence[Composition], fetched: Container[str] = ()) -> str:
    """Digest what a project asks and answers, wherever its files lie and whatever their order.

    Args:
        compositions: the questions.
        fetched: the names of pictures from the web.  They do not count: whether they could be
            fetched must not decide which project it is.
    """
    parts = sorted(_tell_apart(one, fetched) for one in compositions)
    return digest("\x1e".join("\x1f".join(part) for part in parts))


def _tell_apart(composition: Composition, fetched: Container[str]) -> tuple[str, ...]:
    question, taken = composition.question, composition.fingerprint
    files = {file.name: file.sha256 for note in composition.notes for file in note.media}
    return (
        question_key(question.text or question.prompt),
        question.prompt,
        taken[0] if taken else take_fingerprint(composition).hash,
        composition.overview.answer,
        *(files[name] for name in sorted(files) if name not in fetched),
    )


def propose_name(paths: Sequence[str], title_of: Callable[[str], str], folder: str) -> str:
    """Name a project that has no name.

    Best first: the title of its only file, or of the README among several; the name of that file,
    or of the folder that holds all; the first title of any file; the name of the root.

    Args:
        paths: the sources, POSIX, relative to the project's root.
        title_of: the title of a file, or nothing.  `::` in it is no level of decks.
        folder: the name of the root, which counts last: with a title or a folder of their own the
            same sources give the same package wherever they are checked out.
    """
    shared = PurePosixPath(commonpath([str(PurePosixPath(path).parent) for path in paths] or ["."]))
    heads = [path for path in paths if PurePosixPath(path).stem.lower() in _UNTELLING]
    if len(paths) == 1:
        heads, shared = list(paths), PurePosixPath(paths[0]).with_suffix("")
    while shared.name and shared.name.lower() in _UNTELLING:
        shared = shared.parent
    names = chain(
        map(title_of, heads), [humanize(shared.name)], map(title_of, paths), [humanize(folder)]
    )
    return next(filter(None, map(clean_name, names)), "Deck")


def settle_project(
    request: IdentityRequest, known: LockProject | None, compositions: Sequence[Composition]
) -> tuple[LockProject, tuple[Diagnostic, ...]]:
    """Settle id and names: what the lock has stays, except that a configured name wins.

    Returns:
        The project's record, and an error when the configured id is not the lock's.
    """
    if known is None:
        project_id = request.project_id or derive_project_id(
            request.project_name, digest_content(compositions, request.fetched)
        )
        made = LockProject(
            id=project_id,
            name=request.project_name,
            slug=slug(request.project_name) or project_id,
            deck_by=request.deck_by,
        )
        return made, ()
    found: tuple[Diagnostic, ...] = ()
    if request.project_id and request.project_id != known.id:
        message = f"the project's id is `{known.id}`, the configuration says `{request.project_id}`"
        help_ = f'write `id = "{known.id}"` in the configuration, or leave it out'
        found = (report("DG609", LOCK_SPAN, message, help=help_),)
    name = request.project_name if request.name_is_configured else known.name
    return replace(known, name=name, deck_by=request.deck_by), found
