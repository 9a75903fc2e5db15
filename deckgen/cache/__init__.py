"""What earlier runs found out, in a folder of the user's: safe to delete, never trusted blindly.

Every entry carries the hash of its content and is named by a hash of all that the content depends
on, deckgen's own code included.  What is damaged, of another version or not the user's own is not
there; what cannot be written is done without.
"""

from deckgen.cache.code import digest_code
from deckgen.cache.folder import Folder, make_room

__all__ = ["Folder", "digest_code", "make_room"]
