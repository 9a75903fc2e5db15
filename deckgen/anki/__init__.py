"""The real Anki: packages imported, every card rendered, Anki's own checks run."""

from deckgen.anki.report import Imported, Kept, Report
from deckgen.anki.trial import verify

__all__ = ["Imported", "Kept", "Report", "verify"]
