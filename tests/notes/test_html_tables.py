"""Tables in HTML: the same notes as from Markdown, spans expanded, whatever the tags look like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model import Cloze, Note
from deckgen.notes import cloze
from tests.notes.cards import answered, notes_of

QUESTION = "How do a raft, a canoe and a yacht compare?"
HEADINGS = ["Raft", "Canoe", "Yacht"]
CELLS = st.sampled_from(
    ["logs", "one &amp; two", "yes", "no", "", "–", "90 000", "<b>big</b> sail"]
)
TAGS = st.lists(
    st.sampled_from(
        ["<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "<thead>", "a", "\n",
         '<td rowspan="3">', '<td colspan="2">', '<td rowspan="999" colspan="999">', "<!--", "-->",
         "<td", "<p>", "{{c1::x}}", "::"]
    ),
    max_size=30,
).map("".join)  # fmt: skip


def hidden(notes: tuple[Note, ...]) -> dict[str, dict[str, str]]:
    """What each anchor of each row note hides."""
    return {
        note.role: {part.anchor: part.html for part in note.fields[0] if isinstance(part, Cloze)}
        for note in notes
        if note.role.startswith("row:")
    }


def html_table(rows: list[list[str]], *, head: str = "th", body: bool = True) -> str:
    """A table with a cell for each value."""
    lines = [["", *HEADINGS], *rows]
    made = [
        "<tr>" + "".join(f"<{tag}>{cell}</{tag}>" for cell in line) + "</tr>"
        for tag, line in zip([head, *["td"] * len(rows)], lines, strict=True)
    ]
    inside = "\n".join(made)
    return f"<table>\n{f'<tbody>{inside}</tbody>' if body else inside}\n</table>"


@given(
    rows=st.lists(
        st.tuples(st.sampled_from(["Hull", "Crew", "Cost"]), CELLS, CELLS, CELLS).map(list),
        min_size=2,
        max_size=3,
        unique_by=lambda row: row[0],
    ),
    head=st.sampled_from(["th", "td"]),
    body=st.booleans(),
)
def test_html_and_markdown_give_the_same_notes(
    rows: list[list[str]], head: str, body: bool
) -> None:
    """Roles, anchors and hidden texts."""
    lines = [["", *HEADINGS], ["---"] * 4, *rows]
    markdown = "\n".join("| " + " | ".join(line) + " |" for line in lines)

    assert hidden(answered(QUESTION, html_table(rows, head=head, body=body))) == hidden(
        answered(QUESTION, markdown)
    )


def test_spans_stand_in_every_row_and_column() -> None:
    """A label that spans rows joins those below it; a cell that spans columns is asked in each."""
    answer = (
        "<table><tr><th>Part</th><th>Of it</th><th>Raft</th><th>Canoe</th></tr>\n"
        '<tr><td rowspan="2">Hull</td><td>wood</td><td>pine</td><td>bark</td></tr>\n'
        "<tr><td>rope</td><td>hemp</td><td>sinew</td></tr>\n"
        '<tr><td>Crew</td><td>most</td><td colspan="2">two</td></tr>\n'
        '<tr><td colspan="4">and so on</td></tr></table>'
    )
    assert hidden(answered(QUESTION, answer)) == {
        "row:Hull › wood": {"Raft": "pine", "Canoe": "bark"},
        "row:Hull › rope": {"Raft": "hemp", "Canoe": "sinew"},
    }


def test_a_label_of_several_lines() -> None:
    """They are one row; what stands above all columns alike is no part of their names."""
    answer = (
        '<table><tr><th rowspan="2">Part</th><th colspan="2">Boat</th></tr>'
        "<tr><th>Raft</th><th>Canoe</th></tr>"
        '<tr><td rowspan="2">Hull</td><td>logs</td><td>bark</td></tr>'
        "<tr><td>rope</td><td>gum</td></tr>"
        '<tr><td rowspan="2">Crew</td><td>two</td><td>one</td></tr>'
        "<tr><td>or more</td><td></td></tr>"
        '<tr><td>Made in</td><td colspan="2">winter</td></tr></table>'
    )

    assert hidden(answered(QUESTION, answer)) == {
        "row:Hull": {"Raft": "logs<br>rope", "Canoe": "bark<br>gum"},
        "row:Crew": {"Raft": "two<br>or more", "Canoe": "one"},
    }


def test_terms_without_a_head() -> None:
    """The first row is none, unless it is bold."""
    rows = "<tr><td>Mass</td><td>5 kg</td></tr><tr><td>Length</td><td>2 m</td></tr>"
    bold = "<tr><td><b>What</b></td><td><b>How much</b></td></tr>"

    assert list(hidden(answered(QUESTION, f"<table>{rows}</table>"))) == ["row:Mass", "row:Length"]
    assert hidden(answered(QUESTION, f"<table>{bold}{rows}</table>"))["row:Mass"] == {
        "How much": "5 kg"
    }


def test_rows_have_their_place_in_the_file() -> None:
    """The line of their ``<tr>``."""
    rows = [["Hull", "logs", "bark", "steel"], ["Crew", "two", "one", "nine"]]
    notes = answered(QUESTION, html_table(rows))[1:]

    assert [(note.span.line, note.span.col) for note in notes] == [(7, 1), (8, 1)]


@pytest.mark.parametrize(
    "answer",
    [
        '<table><tr><td><img src="a.png"></td><td><img src="b.png"></td></tr></table>',
        "<table><tr><th>Raft</th><th>Canoe</th></tr></table>",
        "<table><tr><td>one long cell</td></tr><tr><td>another</td></tr></table>",
        "<table></table>",
        "<table><tr><th>a</th><th>b</th><th>b</th></tr><tr><td>1</td><td>2</td><td>3</td></tr></table>",
    ],
)
def test_tables_that_are_no_comparisons(answer: str) -> None:
    """Pictures side by side, heads without rows, one column, doubled headings."""
    assert hidden(answered("What does it look like?", f"So.\n\n{answer}")) == {}


@given(source=TAGS)
def test_broken_tables_crash_nothing(source: str) -> None:
    """Every note has blanks, numbered as Anki can."""
    for note in answered(QUESTION, f"Said.\n\n<table><tr><th>x<th>y</tr>{source}"):
        assert all(0 < number <= 500 for number in cloze.anchors(note).values())


@pytest.mark.parametrize(
    "table",
    [
        "<table>" + "<tr><td>a<td>b" * 10_000,
        "<table>" * 5_000,
        "<table><tr>" + '<td rowspan="999" colspan="999">x' * 2_000,
        "<table>" + '<tr><td rowspan="999">x<td colspan="60">y' * 2_000,
        "<table><tr>" + "<td>x" * 20_000,
    ],
)
def test_hostile_tables_take_linear_time(table: str) -> None:
    """Some hundred thousand characters are a matter of a second or two."""
    assert notes_of(f"# Deck\n\n## {QUESTION}\n\nSaid.\n\n{table}\n")
