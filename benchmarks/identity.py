"""Time and memory of identity: 10,000 questions, of which 1,000 are reworded and all are moved.

usage: python benchmarks/identity.py [QUESTIONS]

Prints seconds for a first build, for the same again, for the rewording and moving, and for the
worst case (every question and answer reworded), and the peak memory of the whole run.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections.abc import Callable, Sequence

from deckgen.identity import IdentityRequest, Lock, identify, read_lock, write_lock
from deckgen.identity.request import Identification
from deckgen.model import Block, BlockKind, Composition, Note, NoteKind, Question, Span

WORDS = [
    first + second
    for first in ("ba", "ke", "li", "mo", "nu", "ra", "se", "ti", "vo", "zu")
    for second in ("dan", "fel", "gim", "hor", "kus")
]


def sentence(rng: random.Random, count: int) -> str:
    """Made-up words."""
    return " ".join(rng.choice(WORDS) + rng.choice(("", "s", "ed", "ing")) for _ in range(count))


def composition(text: str, answer: str, path: str, line: int) -> Composition:
    """A question with one note."""
    span = Span(path, line, 1, line, 9)
    block = Block(kind=BlockKind.PARAGRAPH, span=span, text=answer)
    question = Question(
        dialect="heading", prompt=text, text=text, answer=(block,), span=span, prompt_span=span
    )
    note = Note(
        kind=NoteKind.BASIC,
        role="",
        fields=((text,), (answer,), (), (), (), (path,), ()),
        question=text,
        answer=answer,
        span=span,
    )
    return Composition(question=question, notes=(note,))


def project(items: Sequence[tuple[str, str]], files: int, prefix: str) -> list[Composition]:
    """The questions spread over files."""
    share = -(-len(items) // files)
    return [
        composition(text, answer, f"{prefix}{at // share:02}.md", at % share + 1)
        for at, (text, answer) in enumerate(items)
    ]


def measure(name: str, run: Callable[[], Identification]) -> Identification:
    """Run, and print what it took."""
    start = time.process_time()
    done = run()
    taken = time.process_time() - start
    kinds: dict[str, int] = {}
    for change in done.changes:
        kinds[str(change.kind)] = kinds.get(str(change.kind), 0) + 1
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{name:24} {taken:6.2f} s   peak {peak:4.0f} MB   {kinds}")
    return done


def main() -> None:
    """Measure."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    rng = random.Random(7)
    items = [(f"What is {sentence(rng, 4)}?", sentence(rng, 80)) for at in range(count)]

    def build(compositions: list[Composition], text: str, now: int) -> Identification:
        lock = read_lock(text, "deckgen.lock")[0] if text else Lock()
        request = IdentityRequest(
            project_name="Bench",
            name_is_configured=False,
            project_id=None,
            now=now,
            sources=("a.md", "b.md"),
            in_scope=lambda _: True,
        )
        done = identify(compositions, lock, request)
        lock_text[0] = write_lock(done.lock)
        return done

    lock_text = [""]
    first = project(items, 1, "all")
    measure("first build", lambda: build(first, "", 1_700_000_000))
    base = lock_text[0]
    print(f"{'lock':24} {len(base) / 1e6:6.2f} MB")
    measure("nothing changed", lambda: build(first, base, 1_700_100_000))
    edited = [
        (f"Explain in short: {text[8:]}", answer) if at % 10 == 0 else (text, answer)
        for at, (text, answer) in enumerate(items)
    ]
    rng.shuffle(edited)
    moved = project(edited, 12, "part")
    measure("1,000 reworded, all moved", lambda: build(moved, base, 1_700_200_000))
    harder = [
        (f"{text[:-1]} and {sentence(rng, 2)}?", f"{answer} {sentence(rng, 12)}")
        for text, answer in edited
    ]
    everything = project(harder, 12, "part")
    measure("all reworded and moved", lambda: build(everything, base, 1_700_300_000))


main()
