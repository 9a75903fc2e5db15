"""How cards look: deckgen's own style sheet and templates, and what a project puts beside them.

``read.read_theme`` takes the ``[theme]`` section and gives a checked ``Theme``, and diagnostics.
"""

from deckgen.theme.value import TEMPLATES, Theme

__all__ = ["TEMPLATES", "Theme"]
