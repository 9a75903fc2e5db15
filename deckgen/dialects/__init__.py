"""Block trees to questions: recognisers behind one interface, and a resolver that decides."""

from deckgen.config import ReadingSettings
from deckgen.dialects.candidate import Known
from deckgen.dialects.duplicates import find_duplicates
from deckgen.dialects.explanation import Part
from deckgen.dialects.findings import compare
from deckgen.dialects.memory import Memory, Standing
from deckgen.dialects.reading import Reading, find_questions, read, read_again
from deckgen.dialects.stretches import Stretch, cut

__all__ = [
    "Known",
    "Memory",
    "Part",
    "Reading",
    "ReadingSettings",
    "Standing",
    "Stretch",
    "compare",
    "cut",
    "find_duplicates",
    "find_questions",
    "read",
    "read_again",
]
