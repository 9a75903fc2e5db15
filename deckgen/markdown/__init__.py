"""Files to block trees: reading, parsing, repairs, exact spans.

    read_source -> parse

``parser`` is the one configured Markdown parser (``render/`` uses it too), ``plain`` what a
reader sees of a piece of inline Markdown.
"""

from deckgen.markdown.annotation import Annotation, read_annotation
from deckgen.markdown.document import may_tie_lines, parse
from deckgen.markdown.fragment import keep_children, reparse, replace_child
from deckgen.markdown.front_matter import read_front_matter
from deckgen.markdown.parser import parser
from deckgen.markdown.plain import plain
from deckgen.markdown.read import read_source
from deckgen.markdown.title import find_title

__all__ = [
    "Annotation",
    "find_title",
    "keep_children",
    "may_tie_lines",
    "parse",
    "parser",
    "plain",
    "read_annotation",
    "read_front_matter",
    "read_source",
    "reparse",
    "replace_child",
]
