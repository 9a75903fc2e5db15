"""Cards in a browser, as Anki shows them: a site of plain files, in a folder or from a server."""

from deckgen.preview.folder import FolderTakenError, write_site
from deckgen.preview.server import PreviewServer
from deckgen.preview.site import Site, Subject, make_empty_site, make_site

__all__ = [
    "FolderTakenError",
    "PreviewServer",
    "Site",
    "Subject",
    "make_empty_site",
    "make_site",
    "write_site",
]
