"""Addresses on the web: one form in the lock, and files instead of pages about them."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from deckgen.media.address import web_address
from deckgen.media.hosts import raw_address


@pytest.mark.parametrize(
    ("page", "file"),
    [
        ("github.com/ann/notes/blob/main/img/a.png", "github.com/ann/notes/raw/main/img/a.png"),
        ("github.com/ann/notes/blob/v1/a.png?raw=true", "github.com/ann/notes/raw/v1/a.png"),
        ("www.GitHub.com/ann/notes/blob/main/a.png#L1", "github.com/ann/notes/raw/main/a.png"),
        ("gitlab.com/g/s/p/-/blob/main/a.png", "gitlab.com/g/s/p/-/raw/main/a.png"),
        ("gitlab.com/g/p/blob/main/a.png", "gitlab.com/g/p/-/raw/main/a.png"),
        ("git.web.example/g/p/-/blob/main/a.svg", "git.web.example/g/p/-/raw/main/a.svg"),
        ("bitbucket.org/t/p/src/main/a.png", "bitbucket.org/t/p/raw/main/a.png"),
        ("codeberg.org/u/p/src/branch/main/a.png", "codeberg.org/u/p/raw/branch/main/a.png"),
        ("gitee.com/u/p/blob/master/a.png", "gitee.com/u/p/raw/master/a.png"),
        ("git.sr.ht/~u/p/tree/main/item/img/a.png", "git.sr.ht/~u/p/blob/main/img/a.png"),
        ("gist.github.com/u/0123abcd", "gist.github.com/u/0123abcd/raw"),
    ],
)
def test_pages_become_files(page: str, file: str) -> None:
    assert raw_address(f"https://{page}") == f"https://{file}"


@pytest.mark.parametrize(
    "address",
    [
        "https://github.com/user-attachments/assets/0f1e2d3c",
        "https://github.com/ann/notes/assets/123/0f1e2d3c",
        "https://github.com/ann/notes/raw/main/a.png",
        "https://raw.githubusercontent.com/ann/notes/main/a.png",
        "https://user-images.githubusercontent.com/1/2.png",
        "https://web.example/blob/main/a.png?x=1",
        "https://gitlab.com/g/p/-/raw/main/a.png",
        "https://gist.github.com/u/0123abcd/raw/a.png",
    ],
)
def test_files_stay(address: str) -> None:
    assert raw_address(address) == address


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("//web.example/a.png", "https://web.example/a.png"),
        ("HTTP://Web.Example/A.png", "http://web.example/A.png"),
        ("https://web.example/ä b.png#top", "https://web.example/%C3%A4%20b.png"),
        ("https://web.example/%C3%A4%20b.png", "https://web.example/%C3%A4%20b.png"),
        ("https://web.example", "https://web.example"),
        ("https://web.example/a.png?b=c&d", "https://web.example/a.png?b=c&d"),
    ],
)
def test_one_form(written: str, kept: str) -> None:
    assert web_address(written) == kept


@given(st.text(max_size=80))
@example("\r#")
def test_any_text(text: str) -> None:
    """Nothing breaks on it, and the form is stable."""
    once = web_address("https://" + text)

    assert web_address(once) == once
    raw_address(once)
    raw_address(text)
