"""Bytes become text, and what cannot is said with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deckgen.diagnostics import Diagnostic
from deckgen.markdown import parse, read_source
from deckgen.model import SourceFile
from tests.markdown.outline import FILES, outline


def _read(tmp_path: Path, data: bytes) -> tuple[str, tuple[Diagnostic, ...]]:
    file = tmp_path / "notes" / "a.md"
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(data)
    source, found = read_source(file, tmp_path)
    assert source is not None
    assert source.path == "notes/a.md"
    return source.text, found


@pytest.mark.parametrize(
    "data",
    [b"a\nb\n", b"\xef\xbb\xbfa\nb\n", b"a\r\nb\r\n", b"a\rb\r", b"\xef\xbb\xbfa\r\nb\r"],
    ids=["plain", "byte order mark", "CRLF", "CR", "all mixed"],
)
def test_byte_order_mark_and_line_ends_leave_no_trace(tmp_path: Path, data: bytes) -> None:
    assert _read(tmp_path, data) == ("a\nb\n", ())


def test_bytes_that_are_not_utf8_are_found_at_their_place(tmp_path: Path) -> None:
    text, found = _read(tmp_path, b"ok \xc3\xa9\r\n## \xff\xfe caf\xe9\n")

    assert text == "ok é\n## \ufffd\ufffd caf\ufffd\n"
    assert [(one.code, one.span.line, one.span.col, one.span.end_col) for one in found] == [
        ("DG101", 2, 4, 6),
        ("DG101", 2, 10, 11),
    ]
    assert "0xff 0xfe" in found[0].message


def test_a_file_in_another_encoding_gives_a_bounded_number_of_findings(tmp_path: Path) -> None:
    _, found = _read(tmp_path, "é ".encode("latin-1") * 5000)

    assert len(found) == 20
    assert "4980 more" in found[-1].message


def test_utf16_is_named(tmp_path: Path) -> None:
    text, found = _read(tmp_path, "## Was?\r\n\r\nDas.".encode("utf-16"))

    assert text == "## Was?\n\nDas."
    assert [one.message for one in found] == ["the file is UTF-16"]


def test_control_characters_become_spaces(tmp_path: Path) -> None:
    """0x1F would abort an import into Anki; the columns stay what they were."""
    text, found = _read(tmp_path, b"a\x00b\tc\n\x1fd\x7f\xc2\x85e\n")

    assert text == "a b\tc\n d  e\n"
    assert [(one.code, one.span.line, one.span.col) for one in found] == [("DG104", 1, 2)]
    assert "U+0000 and 3 more" in found[0].message


def test_a_missing_file_is_a_finding(tmp_path: Path) -> None:
    source, found = read_source(tmp_path / "none.md", tmp_path)

    assert source is None
    assert [(one.code, one.span.path) for one in found] == [("DG102", "none.md")]


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    source, found = read_source(tmp_path, tmp_path)

    assert source is None
    assert [one.code for one in found] == ["DG102"]


def test_an_empty_file_is_an_empty_document(tmp_path: Path) -> None:
    text, found = _read(tmp_path, b"")
    document, more = parse(SourceFile(path="a.md", location=tmp_path, text=text))

    assert (document.blocks, found, more) == ((), (), ())


@settings(max_examples=100)
@given(text=FILES, end=st.sampled_from(("\r\n", "\r")), mark=st.booleans())
def test_spelling_of_line_ends_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, text: str, end: str, mark: bool
) -> None:
    """The whole tree, spans included, is the same with CRLF, CR and a byte order mark."""
    folder = tmp_path_factory.getbasetemp()
    spelled = ("\ufeff" if mark else "") + text.replace("\n", end)

    assert _outline(folder, spelled) == _outline(folder, text)


def _outline(folder: Path, text: str) -> str:
    file = folder / "a.md"
    file.write_bytes(text.encode())
    source, _ = read_source(file, folder)
    assert source is not None
    return outline(*parse(source))
