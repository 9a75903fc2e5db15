"""References to pictures and sounds, resolved to files that may go into a package.

``resolve`` takes a document and the project's root and returns media by address, and diagnostics.
"""

from deckgen.media.resolve import resolve

__all__ = ["resolve"]
