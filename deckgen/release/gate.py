"""What the real Anki did at the update, against what the release says it will do."""

from __future__ import annotations

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Span
from deckgen.release.summary import Forecast


def judge_import(
    forecast: Forecast, new: int, updated: int, duplicate: int
) -> tuple[Diagnostic, ...]:
    """Compare the counts of Anki's import log with the forecast (ANKI-CONTRACT rule 30)."""
    seen = Forecast(new=new, updated=updated, duplicate=duplicate)
    if seen == forecast:
        return ()
    message = f"Anki imported {_tell(seen)}; forecast were {_tell(forecast)}"
    return (report("DG768", Span("."), message, help="this is a bug in deckgen: please report it"),)


def _tell(counts: Forecast) -> str:
    return f"{counts.new} new, {counts.updated} updated and {counts.duplicate} known notes"
