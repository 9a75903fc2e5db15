"""Block trees to questions: recognisers behind one interface, and a resolver that decides."""

from deckgen.config import ReadingSettings
from deckgen.dialects.duplicates import find_duplicates
from deckgen.dialects.explanation import Part
from deckgen.dialects.reading import Reading, find_questions, read

__all__ = ["Part", "Reading", "ReadingSettings", "find_duplicates", "find_questions", "read"]
