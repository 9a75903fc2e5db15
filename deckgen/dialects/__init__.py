"""Block trees to questions: recognisers behind one interface, and a resolver that decides."""

from deckgen.dialects.reading import Part, Reading, find_questions, read
from deckgen.dialects.settings import ReadingSettings

__all__ = ["Part", "Reading", "ReadingSettings", "find_questions", "read"]
