"""Where links lead from a card."""

from __future__ import annotations

import pytest

from deckgen.render.links import link_address

BASE = "https://code.example/project/blob/main"


@pytest.mark.parametrize(
    ("href", "address"),
    [
        ("https://web.example/a", "https://web.example/a"),
        ("HTTP://web.example", "HTTP://web.example"),
        ("mailto:me@web.example", "mailto:me@web.example"),
        ("//web.example/a", "https://web.example/a"),
        ("other.md", f"{BASE}/source/deep/other.md"),
        ("./other.md#part", f"{BASE}/source/deep/other.md#part"),
        ("../other.md?a=1", f"{BASE}/source/other.md?a=1"),
        ("/docs/", f"{BASE}/docs/"),
        ("../..", f"{BASE}/"),
        ("../../../x", ""),
        ("#part", ""),
        ("?a=1", ""),
        ("", ""),
        ("javascript:x()", ""),
        (" java\tscript:x()", ""),
        ("\u200bjavascript:x()", ""),
        ("java\u00adscript:x()", f"{BASE}/source/deep/java\u00adscript:x()"),
        ("data:text/html,x", ""),
        ("file:///etc/passwd", ""),
        ("\\\\server\\share", ""),
        ("C:\\x", ""),
    ],
)
@pytest.mark.parametrize("base", [BASE, BASE + "/"])
def test_address(href: str, address: str, base: str) -> None:
    """Web and mail addresses stay, paths lead below the base, the rest leads nowhere."""
    assert link_address(href, "source/deep/notes.md", base) == address


def test_without_a_base() -> None:
    """Without a base, paths lead nowhere and web addresses stay."""
    assert link_address("other.md", "notes.md", "") == ""
    assert link_address("https://web.example", "notes.md", "") == "https://web.example"
