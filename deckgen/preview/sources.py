"""The sources as pages with numbered lines, for the links beside the cards."""

from __future__ import annotations

from deckgen.model import SourceFile
from deckgen.render.text import CONTROLS, escape, quote

_PAGE = """\
<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>{title}</title>
<link rel="stylesheet" href="../preview.css">
<body class="source">
<header><h1>{title}</h1></header>
<pre translate="no">{lines}</pre>
</body>
</html>
"""


def page_name(number: int) -> str:
    """Return the address of the page of the source with that number."""
    return f"source/{number}.html"


def make_page(source: SourceFile) -> str:
    """Return the page of a source; its line 12 is ``#L12``."""
    lines = CONTROLS.sub("\ufffd", source.text).removesuffix("\n").split("\n")
    # Each is a block: a line end between them would show as an empty line.
    numbered = "".join(
        f'<span id="L{number}">{escape(line) or " "}</span>'
        for number, line in enumerate(lines, start=1)
    )
    return _PAGE.format(title=quote(CONTROLS.sub("\ufffd", source.path)), lines=numbered)
