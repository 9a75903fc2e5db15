"""What is different between two states of a project, and what an import of the new one does."""

from deckgen.changes.compare import Comparison, Entry, What, compare_locks
from deckgen.changes.forecast import ImportForecast, forecast_import

__all__ = [
    "Comparison",
    "Entry",
    "ImportForecast",
    "What",
    "compare_locks",
    "forecast_import",
]
