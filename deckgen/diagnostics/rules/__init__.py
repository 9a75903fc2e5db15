"""The codes, one file for each range."""

from deckgen.diagnostics.rule import Rule
from deckgen.diagnostics.rules import (
    cloze,
    config,
    identity,
    markup,
    media,
    package,
    quality,
    questions,
    release,
    structure,
    theme,
)

ALL: tuple[Rule, ...] = (
    *config.RULES,
    *theme.RULES,
    *structure.RULES,
    *questions.RULES,
    *cloze.RULES,
    *markup.RULES,
    *media.RULES,
    *identity.RULES,
    *package.RULES,
    *release.RULES,
    *quality.RULES,
)
