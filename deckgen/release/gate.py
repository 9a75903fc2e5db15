"""What the real Anki did at the update, against what the release says it will do."""

from __future__ import annotations

from deckgen.changes import ImportForecast
from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Span


def judge_import(
    forecast: ImportForecast, new: int, updated: int, duplicate: int
) -> tuple[Diagnostic, ...]:
    """Compare the counts of Anki's import log with the forecast (ANKI-CONTRACT rule 30)."""
    seen = ImportForecast(new=new, updated=updated, unchanged=duplicate)
    if seen == forecast:
        return ()
    message = f"Anki imported {_tell(seen)}; forecast were {_tell(forecast)}"
    return (report("DG768", Span("."), message, help="this is a bug in deckgen: please report it"),)


def _tell(counts: ImportForecast) -> str:
    return f"{counts.new} new, {counts.updated} updated and {counts.unchanged} known notes"
