"""Files to start a look from: they change nothing until something is written into them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import PurePosixPath

from deckgen.model import BASIC_FIELDS, CLOZE_FIELDS, NoteKind
from deckgen.theme.names import CLASSES, NIGHT, VARIABLES, read_values

FOLDER = "theme"
STYLE = f"{FOLDER}/looks.css"
SETTINGS = f'[theme]\ncss = ["{STYLE}"]\ntemplates = "{FOLDER}"\n'

_FIELDS = {NoteKind.BASIC: BASIC_FIELDS, NoteKind.CLOZE: CLOZE_FIELDS}

_STYLE = """\
/* The look of this deck's cards.

   This sheet comes after deckgen's own, so whatever is written below this comment wins.  Copy what
   you want to change and leave out the rest: it stays deckgen's.  For example:

   .card {{ --accent: #8a1c7c; font-family: Georgia, serif; font-size: 19px; }}
   {night} {{ --accent: #e7a6dd; }}
   .question {{ text-align: center; }}

   Fonts and pictures lie in this project; their paths are seen from this file:

   @font-face {{ font-family: "Mine"; src: url("mine.woff2"); }}

   `deckgen check` says what is wrong with it.

   Colours, by day and by night

{variables}

   Classes

{classes}
*/
"""

_TEMPLATE = """\
<!-- The {side} of {kind} cards.  Fields: {fields}.
     Comments do not get into the deck.  Delete this file to have deckgen's own template. -->
{template}
"""


def write_style() -> str:
    """Return a style sheet that says what there is, and changes nothing."""
    width = max(map(len, VARIABLES)) + 2
    variables = [
        f"   {name:<{width}}{day:<13}{night:<10}{meaning}"
        for name, meaning in VARIABLES.items()
        for day, night in [read_values(name)]
    ]
    width = max(map(len, CLASSES)) + 2
    classes = [f"   {name:<{width}}{meaning}" for name, meaning in CLASSES.items()]
    return _STYLE.format(
        night=NIGHT.replace(", ", ",\n   "),
        variables="\n".join(variables),
        classes="\n".join(classes),
    )


def write_templates(templates: Mapping[str, str]) -> dict[str, str]:
    """Return files for templates (by the names of ``TEMPLATES``), by path."""
    return {f"{FOLDER}/{name}": _write(name, text) for name, text in templates.items()}


def _write(name: str, template: str) -> str:
    kind, _, side = PurePosixPath(name).stem.partition("_")
    fields = ", ".join(_FIELDS[NoteKind(kind)])
    return _TEMPLATE.format(side=side, kind=kind, fields=fields, template=template)
