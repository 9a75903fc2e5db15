"""How long builds take, beside fifteen lines with the same parts: ``build.py [N] [RUNS]``.

The floor splits at headings, renders with markdown-it-py and Pygments and packs with genanki: no
identity, no clozes, no cleaning.  Of each there are the processor time of all processes, the time
on the clock and the peak memory of the largest process; ratios are medians of paired runs.
"""

from __future__ import annotations

import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

FLOOR = """
import sys
import genanki
from markdown_it import MarkdownIt
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

lexers, formatter = {}, HtmlFormatter(nowrap=True)

def colour(code, language, attributes):
    lexer = lexers.setdefault(language, None) or get_lexer_by_name(language)
    lexers[language] = lexer
    return highlight(code, lexer, formatter)

md = MarkdownIt("commonmark", {"highlight": colour}).enable("table")
names = [{"name": "Q"}, {"name": "A"}]
card = {"name": "c", "qfmt": "{{Q}}", "afmt": "{{A}}"}
model = genanki.Model(1, "m", fields=names, templates=[card])
deck, env = genanki.Deck(2, "d"), {}
tokens = md.parse(open(sys.argv[1]).read(), env)
starts = [i for i, t in enumerate(tokens) if t.type == "heading_open" and t.tag == "h2"]
for start, end in zip(starts, [*starts[1:], len(tokens)]):
    fields = [
        md.renderer.render(tokens[start + 1 : start + 2], md.options, env),
        md.renderer.render(tokens[start + 3 : end], md.options, env),
    ]
    deck.add_note(genanki.Note(model=model, fields=fields))
genanki.Package(deck).write_to_file(sys.argv[2])
"""
NOUNS = [
    "anchor",
    "basin",
    "current",
    "delta",
    "estuary",
    "fjord",
    "glacier",
    "harbour",
    "inlet",
    "jetty",
    "kettle",
    "lagoon",
    "moraine",
    "narrows",
    "oxbow",
    "pier",
    "quay",
    "rapids",
    "sluice",
    "tide",
    "undertow",
    "valley",
    "weir",
]
CODE = (
    (
        "python",
        "def flow{n}(x: int) -> list[int]:\n    # step {n}\n    return [y ** 2 for y in range(x)]",
    ),
    ("sql", "SELECT name, count(*) FROM rivers{n} WHERE depth > {n} GROUP BY name;"),
    ("js", "const drain{n} = async (x) => {{ return await sluice(x + {n}); }};"),
)


class Cost(NamedTuple):
    """Seconds of all processors and of the clock, megabytes of the largest process."""

    cpu: float
    wall: float
    memory: float


def make_corpus(count: int) -> str:
    """Questions with paragraphs, a list and code; every tenth compares in a table."""
    chance = random.Random(11)

    def say(words: int) -> str:
        return " ".join(chance.choice(NOUNS) for _ in range(words)).capitalize()

    parts = ["# Waters\n"]
    for n in range(count):
        language, code = CODE[n % 3]
        asked = f"## Q{n + 1}) What does the {chance.choice(NOUNS)} number {n} do?"
        text = f"{say(38)}. **{say(4)}.** `x_{n}` and *{say(3)}*.\n\n{say(40)}."
        points = "\n".join(f"- {say(6)}." for _ in range(3))
        parts.append(f"{asked}\n\n{text}\n\n{points}\n\n```{language}\n{code.format(n=n)}\n```\n")
        if n % 10 == 0:
            rows = "".join(f"| {say(2)} {row} | {say(4)} | {say(4)} |\n" for row in range(4))
            parts.append(f"| aspect | lock | weir |\n|---|---|---|\n{rows}")
    return "\n".join(parts)


def run(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end."""
    caches = {"XDG_CACHE_HOME": str(folder / "caches"), "SOURCE_DATE_EPOCH": "1760000000"}
    report = folder / "usage"
    measured = [sys.executable, __file__, "--measure", str(report), *command]
    subprocess.run(measured, cwd=folder, env={**os.environ, **caches}, check=True)
    return Cost(*map(float, report.read_text().split()))


def measure(report: Path, command: Sequence[str]) -> None:
    """In a process of its own, since usage is summed up over all children that a process had."""
    started = time.perf_counter()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - started
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    report.write_text(f"{used.ru_utime + used.ru_stime} {wall} {used.ru_maxrss / 1000}")


def round_of(text: str, folder: Path, number: int) -> dict[str, Cost]:
    """One of each, in turn: what else the machine does falls on all."""
    source = folder / "source" / "notes.md"
    source.parent.mkdir(parents=True)
    source.write_text(text)
    build = [sys.executable, "-m", "deckgen", "build", "-o", "out.apkg", "--offline"]
    costs = {"floor": run([sys.executable, "-c", FLOOR, str(source), "floor.apkg"], folder)}
    costs["cold"] = run(build, folder)
    costs["nothing changed"] = run(build, folder)
    source.write_text(text.replace(f"number {number + 3} do?", f"number {number + 3} really do?"))
    costs["one edit"] = run(build, folder)
    return costs


def main() -> None:
    """Print a row for each kind of build."""
    if sys.argv[1:2] == ["--measure"]:
        measure(Path(sys.argv[2]), sys.argv[3:])
        return
    count, runs = (int(value) for value in (*sys.argv[1:3], *("10000", "3")[len(sys.argv) - 1 :]))
    text = make_corpus(count)
    rounds = []
    for number in range(runs):
        with tempfile.TemporaryDirectory() as folder:
            rounds.append(round_of(text, Path(folder), number))
    print(
        f"{count:,} questions, {len(text) / 1e6:.1f} MB, {runs} runs, {os.cpu_count()} processors"
    )
    print(f"{'':16} {'CPU s':>7} {'/floor':>7} {'wall s':>7} {'/floor':>7} {'MB':>5}")
    for kind in rounds[0]:
        cpu, wall, memory = (statistics.median(one[kind][at] for one in rounds) for at in range(3))
        shares = [
            statistics.median(one[kind][at] / one["floor"][at] for one in rounds) for at in (0, 1)
        ]
        print(f"{kind:16} {cpu:7.2f} {shares[0]:7.2f} {wall:7.2f} {shares[1]:7.2f} {memory:5.0f}")


if __name__ == "__main__":
    main()
