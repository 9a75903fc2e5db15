"""The preview as files: what it holds, and that it is whole."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from deckgen.preview import FolderTakenError, Site, write_site
from deckgen.preview.site import PIECE
from tests.preview.decks import compile_deck, preview, read_data, read_index


def test_notes_come_in_the_order_of_the_deck(site: Site, rivers: Path) -> None:
    plan = compile_deck(rivers).plan
    index = read_index(site)
    assert plan

    assert [note["id"] for note in index["notes"]] == [note.guid for note in plan.notes]
    assert index["decks"] == list(dict.fromkeys(note.deck for note in plan.notes))
    assert [note["cards"] for note in index["notes"]] == [len(note.cards) for note in plan.notes]
    cards = [card for address in index["pieces"] for card in read_data(site, address)]
    assert [[card["ordinal"] for card in note] for note in cards] == [
        list(note.cards) for note in plan.notes
    ]
    answers = read_data(site, index["words"])
    assert answers == [note.note.answer for note in plan.notes]


def test_findings_stand_beside_the_note_that_they_concern(site: Site) -> None:
    index = read_index(site)
    found = {one["code"]: note["question"] for note in index["notes"] for one in note["findings"]}

    assert found["DG501"].startswith("Does </script>")
    (empty,) = [finding for one in index["left_out"] for finding in one["findings"]]
    assert empty["code"] == "DG201"
    assert empty["path"] == "source/rivers.md"
    assert "Why is nothing below this?" in empty["message"]
    page = site[index["sources"][empty["source"]]["page"]]
    assert isinstance(page, bytes)
    line = re.search(rf'<span id="L{empty["line"]}">(.*?)</span>', page.decode())
    assert line
    assert line[1] == "## Why is nothing below this?"


LEFT_OUT = """# Rivers

## What is a ford?

A place to wade.

## What is a weir?

## What is a delta?

Land that a river lays down.

## Lakes

Still water.

More of it.

# End
"""


def test_what_gave_no_card_stands_in_its_place(tmp_path: Path) -> None:
    """Before the note that follows it in its file, at the end behind the last one."""
    (tmp_path / "a.md").write_text(LEFT_OUT, encoding="utf-8")
    (tmp_path / "b.md").write_text("## What is a cut bank?\n\nA steep one.\n", encoding="utf-8")
    (tmp_path / "c.md").write_text("## What is a bar?\n", encoding="utf-8")
    index = read_index(preview(tmp_path))
    left_out = [
        (one["before"], one["findings"][0]["line"], one["text"]) for one in index["left_out"]
    ]

    assert [note["question"] for note in index["notes"]] == [
        "What is a ford?",
        "What is a delta?",
        "What is a cut bank?",
    ]
    assert left_out == [
        (1, 7, "## What is a weir?"),
        (2, 13, "## Lakes\n\nStill water.\n\nMore of it."),
    ]
    assert [one["path"] for one in index["others"]] == ["c.md"]


def test_a_part_of_an_answer_that_may_be_a_question_stands_behind_it(tmp_path: Path) -> None:
    text = LEFT_OUT.replace("## What is a weir?", "## Meanders\n\nA river that winds.")
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    index = read_index(preview(tmp_path))
    meanders, _ = index["left_out"]

    assert (meanders["before"], meanders["text"]) == (1, "## Meanders\n\nA river that winds.")
    assert [note["findings"] for note in index["notes"]] == [[], []]


def test_no_more_is_shown_of_what_gave_no_card_than_is_looked_at(tmp_path: Path) -> None:
    text = LEFT_OUT.replace("More of it.", "\n\n".join(f"Water {i}." for i in range(50)))
    (tmp_path / "a.md").write_text(text, encoding="utf-8")
    _, lakes = read_index(preview(tmp_path))["left_out"]

    assert lakes["text"].endswith("Water 3.\n\n…")


def test_a_finding_about_a_row_belongs_to_its_note(tmp_path: Path) -> None:
    words = " ".join(["word"] * 20)
    rows = f"| | A | B |\n|-|-|-|\n| One | {words} | b |\n| Two | c | d |\n"
    text = f"## How do A and B differ?\n\n{rows}"
    (tmp_path / "rows.md").write_text(text, encoding="utf-8")
    notes = read_index(preview(tmp_path))["notes"]

    assert {note["part"]: [one["line"] for one in note["findings"]] for note in notes} == {
        "": [],
        "One": [5],
        "Two": [],
    }


def test_every_address_is_there(site: Site) -> None:
    index = read_index(site)
    page = site["index.html"]
    assert isinstance(page, bytes)
    named = set(re.findall(r'(?:src|href)="([^"#]+)"', page.decode()))
    cards = [
        side
        for address in index["pieces"]
        for note in read_data(site, address)
        for card in note
        for side in (card["front"], card["back"])
    ]
    pictures = {
        "media/" + name
        for side in cards
        for name in re.findall(r'<(?:img|audio)[^>]* src="([^"]+)', side)
    }
    pages = {source["page"] for source in index["sources"]}

    assert len(pictures) == 2
    assert named | pictures | pages | {*index["pieces"], index["words"]} <= site.keys()
    assert "{{" not in page.decode()


def test_nothing_comes_from_the_network(site: Site) -> None:
    """The page's own files name no other host."""
    for name in ("index.html", "preview.css", "preview.js", "source/0.html"):
        content = site[name]
        assert isinstance(content, bytes)
        found = re.findall(r"""(?:src|href|url\(|from)\s*=?\s*["']?https?://""", content.decode())
        assert found == [], name


def test_many_notes_are_loaded_in_pieces(tmp_path: Path) -> None:
    text = "".join(f"## What is {i}?\n\nThe number {i}.\n\n" for i in range(2 * PIECE + 1))
    (tmp_path / "many.md").write_text(f"# Numbers\n\n{text}", encoding="utf-8")
    site = preview(tmp_path)
    index = read_index(site)

    assert [len(read_data(site, address)) for address in index["pieces"]] == [PIECE, PIECE, 1]
    assert "The number" not in json.dumps(index)


def test_the_same_deck_gives_the_same_files(rivers: Path, site: Site) -> None:
    assert preview(rivers) == site


def test_a_preview_replaces_the_one_before(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    page = write_site(site, folder)
    old = {**site, "data/cards-old.js": b"old", "media/old.png": b"old"}
    write_site(old, folder)
    (folder / "mine.txt").write_text("mine")

    assert page == folder / "index.html"
    assert write_site(site, folder) == page
    files = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert files == {*site, "preview.json", "mine.txt"}
    for name, content in site.items():
        wanted = content if isinstance(content, bytes) else content.read_bytes()
        assert (folder / name).read_bytes() == wanted


def test_a_folder_of_others_is_left_alone(site: Site, tmp_path: Path) -> None:
    (tmp_path / "index.html").write_text("mine")

    with pytest.raises(FolderTakenError):
        write_site(site, tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["index.html"]


def test_a_meddled_list_removes_nothing_outside(site: Site, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    (tmp_path / "precious").write_text("x")
    names = ["../precious", "data/../../precious", "/etc/passwd", "data/..", "..\\precious"]
    (folder / "preview.json").write_text(json.dumps({"deckgen preview": names}))
    write_site(site, folder)

    assert (tmp_path / "precious").exists()
