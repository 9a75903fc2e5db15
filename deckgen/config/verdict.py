"""What is shown of the findings: the project's settings and the authors' comments applied."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deckgen.config.settings import Config
from deckgen.diagnostics import Diagnostic, Suppression, Verdict, find_suppressions, suppress
from deckgen.model import SourceFile


def judge(
    diagnostics: Iterable[Diagnostic],
    sources: Iterable[SourceFile],
    config: Config,
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    complete: bool = False,
) -> Verdict:
    """Apply the suppressions of all sources and of the configuration.

    ``diagnostics`` are all findings of all stages, and this is asked once: suppressions that
    suppress nothing become findings (those of the configuration only if ``complete``, that is, if
    the whole project was read).  ``select`` replaces the configured selection, ``ignore`` adds.
    """
    suppressions: list[Suppression] = list(config.suppressions)
    found = list(diagnostics)
    for source in sources:
        of_file, wrong = find_suppressions(source.text, source.path)
        suppressions += of_file
        found += wrong
    return suppress(
        found,
        suppressions,
        select=select or config.lint.select,
        ignore=(*config.lint.ignore, *ignore),
        complete=complete,
    )
