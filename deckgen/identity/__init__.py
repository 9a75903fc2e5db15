"""Notes and the lock: which note of the learner's collection each note is."""

from deckgen.identity.changes import (
    Change,
    ChangeKind,
    ClozeChange,
    NoteTypeChange,
    compare,
    compare_note_types,
)
from deckgen.identity.identify import identify
from deckgen.identity.lock_read import read_lock
from deckgen.identity.lock_write import write_lock
from deckgen.identity.pins import Pin, insert_pins, propose_pins
from deckgen.identity.previous import recall_package
from deckgen.identity.project import propose_name
from deckgen.identity.records import Lock
from deckgen.identity.request import Identification, IdentityRequest

__all__ = [
    "Change",
    "ChangeKind",
    "ClozeChange",
    "Identification",
    "IdentityRequest",
    "Lock",
    "NoteTypeChange",
    "Pin",
    "compare",
    "compare_note_types",
    "identify",
    "insert_pins",
    "propose_name",
    "propose_pins",
    "read_lock",
    "recall_package",
    "write_lock",
]
