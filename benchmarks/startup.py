"""How long ``deckgen --help`` takes, beside a click program that does nothing."""

from __future__ import annotations

import subprocess
import sys
import time

BARE = "import click\n@click.group()\ndef cli():\n    'Nothing.'\ncli(['--help'])"
DECKGEN = "from deckgen.cli import main\nmain(['--help'])"
RUNS = 25


def measure(code: str) -> float:
    """Seconds of one run."""
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - started


def main() -> None:
    """Measure in turn, so that what else the machine does falls on both; compare the best."""
    runs = [(measure(BARE), measure(DECKGEN)) for _ in range(RUNS)]
    bare, deckgen = (min(times) for times in zip(*runs, strict=True))
    print(f"bare click {bare * 1000:.0f} ms, deckgen {deckgen * 1000:.0f} ms: {deckgen / bare:.2f}")


if __name__ == "__main__":
    main()
