"""A plan as an ``.apkg`` package: checked, written, read back, compared, and put in its place."""

from deckgen.package.check import check_plan, leave_out_unsound
from deckgen.package.compare import differences
from deckgen.package.contents import (
    Contents,
    PackedCard,
    PackedField,
    PackedNote,
    PackedNoteType,
    PackedTemplate,
)
from deckgen.package.description import HOW_TO_UPDATE, describe, read_edition
from deckgen.package.reader import read_package
from deckgen.package.replace import stage_package
from deckgen.package.staging import Staged, diagnose, stage, stage_with
from deckgen.package.writer import write_package

__all__ = [
    "HOW_TO_UPDATE",
    "Contents",
    "PackedCard",
    "PackedField",
    "PackedNote",
    "PackedNoteType",
    "PackedTemplate",
    "Staged",
    "check_plan",
    "describe",
    "diagnose",
    "differences",
    "leave_out_unsound",
    "read_edition",
    "read_package",
    "stage",
    "stage_package",
    "stage_with",
    "write_package",
]
