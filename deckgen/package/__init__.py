"""A plan as an ``.apkg`` package: written, read back, compared, and put in its place as a whole."""

from deckgen.package.check import check_plan
from deckgen.package.compare import differences
from deckgen.package.contents import Contents
from deckgen.package.reader import read_package
from deckgen.package.staging import Staged, stage, stage_with
from deckgen.package.writer import write_package

__all__ = [
    "Contents",
    "Staged",
    "check_plan",
    "differences",
    "read_package",
    "stage",
    "stage_with",
    "write_package",
]
