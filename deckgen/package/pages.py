"""A SQLite file without traces of how, and by which SQLite, it was written.

Two databases with the same rows, inserted in the same order, differ between versions of SQLite only
in bytes that mean nothing.  Here these are made constant, after "Database File Format", sections
1.3 (the header) and 1.6 (b-tree pages).
"""

from __future__ import annotations

PAGE_SIZE = 4096

_BTREE_HEADER = {0x02: 12, 0x05: 12, 0x0A: 8, 0x0D: 8}
"""The length of a page's header by its kind: interior and leaf pages, of indexes and of tables."""


def remove_traces(database: bytearray) -> None:
    """Put a database with a page size of ``PAGE_SIZE`` into its plainest form, in place.

    In the header: the count of changes (offset 24) and the count that vouches for the size (92)
    are 1, SQLite's version (96) is 0.  In every page: the space between the list of cells and the
    cells, which may hold remains of earlier cells, is zero.
    """
    one, none = (1).to_bytes(4, "big"), bytes(4)
    database[24:28], database[92:96], database[96:100] = one, one, none
    for page in range(0, len(database), PAGE_SIZE):
        start = page + 100 if page == 0 else page
        header = _BTREE_HEADER.get(database[start])
        if header is None:
            continue  # the rest of a long text: its first byte is that of a page number, so 0
        cells = int.from_bytes(database[start + 3 : start + 5], "big")
        content = page + int.from_bytes(database[start + 5 : start + 7], "big")
        gap = start + header + 2 * cells
        database[gap:content] = bytes(content - gap)
