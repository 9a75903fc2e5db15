"""CHANGES.md, as a learner reads it and as a program could."""

from __future__ import annotations

import re

import pytest

from deckgen.changes.text import mark_down, read
from tests.release.conftest import Project
from tests.release.lighthouses import NEW

PREVIOUS = ("--previous", "one/lighthouses.apkg")


def _section(text: str, title: str) -> str:
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", text, re.MULTILINE | re.DOTALL)
    assert found, f"no section {title!r} in {text}"
    return found[1]


def _ids(section: str) -> set[str]:
    return set(re.findall(r"\bID:(\w+)", section))


def _guid(project: Project, question: str, out: str = "out") -> str:
    (guid,) = [n.guid for n in project.contents(out).notes if n.fields[0] == question]
    return guid


def test_first_release_says_how_to_import(released: Project) -> None:
    text = released.changes("one")

    assert text.startswith("# Lighthouses 1.0.0\n\nThe first release: 5 questions, ")
    assert "Merge note types | off" in _section(text, "How to import")
    assert "## Added" not in text


def test_every_kind_of_change(released: Project) -> None:
    gone = _guid(released, "What does a Fresnel lens save?", "one")
    released.edit("towers.md", "What is a leading light?", "What are leading lights for?")
    released.edit("towers.md", "the panes are cleaned", "the panes are washed")
    lamps = released.root / "source" / "lamps.md"
    lamps.write_text(lamps.read_text().partition("## What does a Fresnel")[0] + NEW)
    assert released.release(*PREVIOUS).code == 0
    text = released.changes()

    added = _section(text, "Added")
    assert "- Who trims the wick?\n" in added
    assert _ids(added) == {_guid(released, "Who trims the wick?")}
    reworded = _section(text, "Reworded")
    assert "- What is a leading light? → **What are leading lights for?**\n" in reworded
    assert _ids(reworded) == {_guid(released, "What are leading lights for?")}
    changed = _section(text, "Answers changed")
    assert "- What is the gallery of a lighthouse?\n" in changed
    removed = _section(text, "Removed")
    assert "- What does a Fresnel lens save?\n" in removed
    assert _ids(removed) == {gone}
    assert "until you delete them" in removed
    assert "**Is it safe to update? Yes.**" in text
    assert "*1 new note imported.* *2 notes were used to update existing ones.*" in text
    assert "| Towers | 3 |  | 2 |  |" in text
    assert released.manifest()["changes"] == {
        "added": 1,
        "reworded": 1,
        "changed": 1,
        "removed": 1,
    }


def test_cards_of_a_question_that_stays(released: Project) -> None:
    released.edit(
        "lamps.md",
        "| Weakness  | soot",
        "| Smell     | strong | none at all, if it works |\n| Weakness  | soot",
    )
    assert released.release(*PREVIOUS).code == 0

    changed = _section(released.changes(), "Answers changed")
    assert "- How do oil lamps and electric lamps compare? (2 cards more)" in changed


def test_what_stands_below_a_question_is_no_part_of_it(released: Project) -> None:
    released.edit(
        "towers.md",
        "A wide foot stands up to the waves, a narrow top offers the wind less to push.",
        "- A wide foot stands up to the waves.\n- A narrow top offers the wind less to push.",
    )
    assert released.release(*PREVIOUS).code == 0
    text = released.changes()

    assert "- Why do many towers taper towards the top?\n" in _section(text, "Answers changed")
    assert "1 answer changed. The deck now has 5 questions, " in text


def test_only_chapters_changed(released: Project) -> None:
    released.edit("towers.md", "# Towers\n", "# Tall towers\n")
    assert released.release(*PREVIOUS).code == 0
    text = released.changes()

    assert "Only details changed; the questions and answers are the same as before." in text
    assert "- 3 notes tidied up" in _section(text, "Also")
    assert "## Answers changed" not in text


def test_moved_to_another_file(released: Project) -> None:
    towers, lamps = (released.root / "source" / name for name in ("towers.md", "lamps.md"))
    kept, mark, moved = towers.read_text().partition("## What is a leading light?")
    towers.write_text(kept)
    lamps.write_text(lamps.read_text() + "\n" + mark + moved)
    assert released.release(*PREVIOUS).code == 0

    assert "1 note moved to another deck for newcomers; yours stay" in released.changes()
    assert "## Removed" not in released.changes()


def test_long_lists_are_cut_and_searches_are_whole(released: Project) -> None:
    new = "".join(
        f"\n## What is light number {n} called?\n\nNumber {n}, as the pilots say.\n"
        for n in range(620)
    )
    released.edit("lamps.md", "would.\n", "would.\n" + new)
    assert released.release(*PREVIOUS).code == 0
    added = _section(released.changes(), "Added")

    assert added.count("\n- ") == 200
    assert "… and 420 more" in added
    assert len(_ids(added)) == 620
    searches = [line for line in added.splitlines() if line.startswith("ID:")]
    assert [line.count("ID:") for line in searches] == [500, 120]
    assert len(released.changes()) < 100_000  # a release's text may have 125,000 characters


@pytest.mark.parametrize(
    "text",
    [
        "# not a heading",
        "1. [no](link)",
        "<img src=x onerror=alert(1)>",
        "a | b",
        "`c` *d* _e_ ~f~",
    ],
)
def test_text_means_nothing_as_markdown(text: str) -> None:
    from deckgen.markdown import parser

    shown = parser().renderInline(f"- {mark_down(text)}".removeprefix("- "))

    assert re.sub(r"&(lt|gt|amp|quot);|&#8203;|\u200b", "", shown).isprintable()
    assert "<" not in shown


def test_nobody_is_called_and_no_issue_linked() -> None:
    assert mark_down("@somebody in #12, C# and a@b") == (
        "@&#8203;somebody in #&#8203;12, C# and a@&#8203;b"
    )


def test_fields_as_text() -> None:
    html = '<p>Why <b>\\(x&lt;1\\)</b>?</p>\n<img src="a.png" alt="a buoy"> {{c1::yes}}'

    assert read(html) == "Why x<1? [a buoy] yes"


def test_a_new_look_is_told(released: Project) -> None:
    """Nothing else is: no note is updated, and the smallest version will do."""
    (released.root / "looks.css").write_text(".card { --accent: teal; }\n")
    with (released.root / "deckgen.toml").open("a") as settings:
        settings.write('\n[theme]\ncss = "looks.css"\n')
    assert released.release(*PREVIOUS).code == 0
    text = released.changes()

    assert text.startswith("# Lighthouses 1.0.1\n\nThe cards look different; ")
    assert "“Lighthouses · Basic”, “Lighthouses · Cloze”" in _section(text, "Also")
    assert released.times() == released.times("one")
    manifest = released.manifest()
    assert manifest["import"]["updated"] == 0
    assert {kind["modified"] for kind in manifest["note_types"]} == {manifest["time"]}
