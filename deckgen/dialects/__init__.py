"""Block trees to questions: recognisers behind one interface, and a resolver that decides."""

from deckgen.config import ReadingSettings
from deckgen.dialects.duplicates import find_duplicates
from deckgen.dialects.explanation import Part
from deckgen.dialects.findings import compare
from deckgen.dialects.reading import Reading, find_questions, read
from deckgen.dialects.stretches import Stretch, cut

__all__ = [
    "Part",
    "Reading",
    "ReadingSettings",
    "Stretch",
    "compare",
    "cut",
    "find_duplicates",
    "find_questions",
    "read",
]
