"""References to pictures and sounds, resolved to files that may go into a package.

``resolve`` takes a document, the project's root and a shelf of pictures from the web, and returns
media by address, and diagnostics.
"""

from deckgen.media.address import is_remote, web_address
from deckgen.media.remote import find_shown, judge_remote, withhold
from deckgen.media.resolve import resolve, resolve_refs
from deckgen.media.shelf import Access, Shelf, State

__all__ = [
    "Access",
    "Shelf",
    "State",
    "find_shown",
    "is_remote",
    "judge_remote",
    "resolve",
    "resolve_refs",
    "web_address",
    "withhold",
]
