"""Is it safe to update, and what will Anki say?  The two answers that a learner wants first."""

from __future__ import annotations

from collections.abc import Sequence

from deckgen.changes import ImportForecast
from deckgen.release.risks import Risk

_SAFE = (
    "**Is it safe to update? Yes.** Your history, your due dates and the place of your cards are"
    " kept."
)
_CARE = "**Is it safe to update? Yes, but read this first:**"


def advise(risks: Sequence[Risk]) -> str:
    """Say whether updating is safe, and what to look out for."""
    advice = dict.fromkeys(risk.advice for risk in risks if risk.advice)
    return "\n\n".join([_CARE, "\n".join(f"- {line}" for line in advice)]) if advice else _SAFE


def tell_forecast(forecast: ImportForecast, last: str) -> str:
    """Say what Anki will report, in its own words; ``last`` is the version that is updated."""
    told = [
        _count(forecast.new, "new note imported", "new notes imported"),
        _count(
            forecast.updated,
            "note was used to update existing ones",
            "notes were used to update existing ones",
        ),
        _count(
            forecast.unchanged,
            "note already present in your collection",
            "notes already present in your collection",
        ),
    ]
    return f"If you have {last}, Anki will report: {' '.join(filter(None, told))}"


def _count(number: int, one: str, many: str) -> str:
    return f"*{number} {one if number == 1 else many}.*" if number else ""
