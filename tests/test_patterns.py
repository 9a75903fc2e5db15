"""Regular expressions compiled when they are used first."""

from __future__ import annotations

import re
import subprocess
import sys

from deckgen.patterns import lazy


def test_it_does_what_a_compiled_pattern_does() -> None:
    words, digits = lazy(r"([a-z]+)", re.IGNORECASE), lazy(rb"\d+")

    for _ in range(2):
        assert words.findall("One, two") == ["One", "two"]
        assert words.sub(r"<\1>", "a b") == "<a> <b>"
        assert (words.pattern, words.groups) == ("([a-z]+)", 1)
        assert digits.search(b"no") is None


def test_nothing_is_compiled_before_it_is_used() -> None:
    """A wrong pattern is found at its first use."""
    program = "from deckgen.patterns import lazy; x = lazy('('); print(1); x.match('')"
    ran = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )

    assert ran.stdout == "1\n"
    assert "re.error" in ran.stderr or "PatternError" in ran.stderr
