"""Files to compositions, side by side and never twice: what depends on no other file.

    read -> cut -> parse -> questions -> media -> notes

A file, or a stretch of a large one, gives a result that depends on its text, the settings, and the
files it shows.  So stretches are taken through these stages by several processes, and results are
kept and found again by the hash of all that they depend on.
"""

from deckgen.composing.files import Result, Workshop, compose_again, compose_files
from deckgen.composing.recollection import Recollection, recollect

__all__ = ["Recollection", "Result", "Workshop", "compose_again", "compose_files", "recollect"]
