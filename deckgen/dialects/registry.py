"""The dialects in the order in which they are tried; the first wins a draw."""

from __future__ import annotations

from deckgen.dialects.bold import Bold
from deckgen.dialects.candidate import Dialect
from deckgen.dialects.definition import Definition
from deckgen.dialects.details import Details
from deckgen.dialects.glossary import Glossary
from deckgen.dialects.item import Item
from deckgen.dialects.line import Line
from deckgen.dialects.prefix import Prefix
from deckgen.dialects.quote import Quote
from deckgen.dialects.separator import Separator
from deckgen.dialects.slide import Slide
from deckgen.dialects.table import Table

DIALECTS: tuple[Dialect, ...] = (
    Details(),
    Prefix(),
    Separator(),
    Bold(),
    Table(),
    Definition(),
    Item(),
    Quote(),
    Slide(),
    Glossary(),
    Line(),
)
