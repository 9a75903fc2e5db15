"""What an earlier package remembers: for ``build --previous`` and ``diff``."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from deckgen.changes.text import read
from deckgen.cli.console import Console
from deckgen.cli.exits import Stop
from deckgen.cli.project import Project, show_findings
from deckgen.identity import Lock, recall_package
from deckgen.model import BASIC_FIELDS, Guid, NoteKind
from deckgen.package import Contents, read_package


@dataclass(frozen=True, slots=True)
class Recalled:
    """A package and the lock that its build could have written."""

    contents: Contents
    lock: Lock

    def read_answers(self) -> dict[Guid, str]:
        """The answers of the basic notes, by GUID, as plain text."""
        kinds = {kind.id: kind.kind for kind in self.contents.note_types}
        at = BASIC_FIELDS.index("Answer")
        return {
            note.guid: " ".join(read(field) for field in note.fields[at : at + 2]).strip()
            for note in self.contents.notes
            if kinds.get(note.note_type) is NoteKind.BASIC and len(note.fields) == len(BASIC_FIELDS)
        }


def recall(path: Path, project: Project, console: Console) -> Recalled:
    """Read a package of this project.

    Raises:
        Stop: it is no package, or not one of deckgen's (exit code 2).
    """
    contents, found = read_package(path)
    if contents is None:
        show_findings(found, console, lambda _: None)
        raise Stop(f"`{path}` gives nothing to go by", "see above")
    recalled = recall_contents(contents, project)
    if not recalled.lock.notes:
        notes = len(contents.notes)
        what = f"its {notes:,} notes are of other note types" if notes else "it is empty"
        help = "only packages that deckgen built tell which note is which question"
        raise Stop(f"no note in `{path}` was made by deckgen: {what}", help)
    return recalled


def recall_contents(contents: Contents, project: Project) -> Recalled:
    """What the contents of a package remember."""
    config = project.config
    return Recalled(contents, recall_package(contents, config.deck.id, config.decks.by))
