"""Seconds that hostile text takes at two sizes: ``hostile.py [SIZE]``; the worst come first.

The same texts as in the tests, which count calls; here one call that searches too long shows, too.
A text four times as long may take about four times as long: sixteen would be quadratic.
"""

from __future__ import annotations

import gc
import sys
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from deckgen.dialects import find_questions
from deckgen.markdown import parse
from deckgen.model import SourceFile
from deckgen.render import RenderContext, render_blocks
from tests.dialects.test_properties import FRAMES, UNITS
from tests.markdown.test_time import BUILT, REPEATED
from tests.render.test_time import PIECES, repeat

HTML = "<div>\n{}\n</div>"
TIMES = 4
SHOWN = 15


def hostile_texts() -> Iterator[tuple[str, Callable[[int], str]]]:
    """The texts by what they are made of, each as a function of the size."""
    for piece in REPEATED:
        yield repr(piece), partial(_repeat, "{}", piece)
        yield f"{piece!r} in HTML", partial(_repeat, HTML, piece)
    yield from BUILT.items()
    for piece in PIECES:
        yield f"{piece[:40]!r} …", partial(repeat, piece)
    for frame in (*FRAMES, HTML):
        for unit in UNITS:
            yield f"{unit!r} in {frame!r}", partial(_repeat, frame, unit)


def _repeat(frame: str, piece: str, size: int) -> str:
    return frame.format(piece * (size // len(piece)))


def _seconds(text: str) -> float:
    gc.collect()
    start = time.process_time()
    document, _ = parse(SourceFile(path="a.md", location=Path("a.md"), text=text))
    find_questions(document)
    render_blocks(document.blocks, RenderContext(document, {}))
    return time.process_time() - start


def main(size: int) -> None:
    """Print the texts that grow most, of those whose time can be measured at all."""
    rows = []
    for name, build in hostile_texts():
        small, large = _seconds(build(size)), _seconds(build(size * TIMES))
        rows.append((large / max(small, 0.005), large, name))
    print(f"{len(rows)} texts; growth from {size:,} to {size * TIMES:,} characters, seconds, text")
    for growth, seconds, name in sorted(rows, reverse=True)[:SHOWN]:
        print(f"{growth:6.1f} {seconds:7.2f}  {name}")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
