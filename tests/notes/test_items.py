"""Notes that tell like things apart."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deckgen.model import Cloze, Note
from deckgen.notes.fragment import visible
from tests.notes.cards import answered

TITLE = "What is the difference between a frog, a toad and a newt?"
SAID = {
    "Frog": "It has smooth, moist skin and long legs made for leaping over grass.",
    "Toad": "It has dry, warty skin and short legs that crawl rather than jump.",
    "Newt": "It keeps a tail all its life and looks rather like a small wet lizard.",
}
FORMS = {
    "heading": "### {name}\n\n{said}",
    "bold alone": "**{name}**\n\n{said}",
    "bold lead": "**{name}**: {said}",
    "list": "- **{name}**: {said}",
    "plain list": "- {name}: {said}",
    "dashed list": "* {name} – {said}",
    "italics": "*{name}*: {said}",
    "italic list": "- _{name}_: {said}",
    "tags": "<b>{name}</b>: {said}",
    "definitions": "{name}\n: {said}",
}


def roles(notes: tuple[Note, ...]) -> list[str]:
    return [note.role for note in notes[1:]]


def front(note: Note) -> str:
    """The text of a cloze note with its blanks."""
    parts = (
        f"[{part.hint or '...'}]" if isinstance(part, Cloze) else part for part in note.fields[0]
    )
    return " ".join(visible("".join(parts)).split())


def written(form: str, said: dict[str, str]) -> str:
    between = "\n" if form.startswith(("- ", "* ")) else "\n\n"
    return between.join(form.format(name=name, said=text) for name, text in said.items())


@pytest.mark.parametrize("form", FORMS.values(), ids=FORMS)
def test_every_form_of_items(form: str) -> None:
    """A heading, bold lead or list item each: the same notes."""
    notes = answered(TITLE, written(form, SAID))

    assert roles(notes) == ["item:Frog", "item:Toad", "item:Newt"]
    assert front(notes[1]) == f"[Frog, Toad or Newt?] {SAID['Frog']}"


@given(order=st.permutations(list(SAID)))
def test_the_order_of_items_changes_no_role(order: list[str]) -> None:
    """Neither do anchors and hidden texts change."""
    notes = answered(TITLE, written(FORMS["heading"], {name: SAID[name] for name in order}))

    assert sorted(roles(notes)) == ["item:Frog", "item:Newt", "item:Toad"]


@pytest.mark.parametrize(
    ("title", "names"),
    [
        ("Multi-task vs. transfer learning?", ["Transfer Learning", "Multitask learning"]),
        ("Differentiate CNNs and RNNs", ["Convolutional Neural Networks (CNN)", "RNN"]),
        ("Compare `==` and `===`", ["`==`", "`===`"]),
        ("Was ist der Unterschied zwischen Ulmen und Eichen?", ["Ulme", "Eiche"]),
        ("过拟合和欠拟合的区别是什么？", ["过拟合", "欠拟合"]),
        ("Чем отличается список от кортежа?", ["Список", "Кортежа"]),
        ("Is there a difference between C and C++?", ["C", "C++"]),
        ("Stack memory and heap memory: how do they differ?", ["1. Stack memory:", "2. Heap:"]),
        ("Wild, tame and feral cats: which is which?", ["Wild cats", "Tame cats", "Feral cats"]),
        ("¿En qué difieren los ríos largos y cortos?", ["Río largo", "Río corto"]),
        ("Was trennt Wörter von Sätzen?", ["Wort", "Satz"]),
        ("Разница между рифмой и строфой?", ["Рифма", "Строфа"]),
        ("ما الفرق بين الشعر والنثر؟", ["الشعر", "النثر"]),
        ("संज्ञा और सर्वनाम में क्या अंतर है?", ["संज्ञा", "सर्वनाम"]),
        ("מה ההבדל בין שירה לפרוזה?", ["שירה", "פרוזה"]),
        ("What is the difference between HTTP and HTTPS?", ["HTTP", "HTTPS"]),
        ("Hybrid or electric cars?", ["Hybrid cars (Part electric)", "Electric cars (EV)"]),
    ],
)
def test_names_match_their_question(title: str, names: list[str]) -> None:
    """Whatever their case, hyphens, plural, order, abbreviation, numbering and script."""
    said = "Something is said here that is quite long enough to be asked about."
    answer = "\n\n".join(f"### {name}\n\n{said} {i}." for i, name in enumerate(names))

    assert len(answered(title, answer)) == 1 + len(names)


def test_every_mention_of_the_name_is_masked() -> None:
    """Inflected, hyphenated, abbreviated, in markup and in code."""
    answer = (
        "### Transfer Learning (TL)\n\n"
        "Transfer-learning is when **transferred** knowledge of one `transfer_learning` model "
        "helps another. TL saves much time when labels are rare.\n\n"
        "### Active Learning\n\nThe model itself asks for those labels that teach it most of all."
    )
    notes = answered("Transfer learning vs active learning?", answer)

    assert roles(notes) == ["item:Transfer Learning", "item:Active Learning"]
    assert "transfer" not in front(notes[1]).lower().partition("?]")[2]
    assert "TL" not in front(notes[1])
    assert front(notes[1]).count("[...]") == 4


def test_a_lead_that_needs_the_other_names_is_asked_itself() -> None:
    """Its own name is shown; another role, since another thing is asked."""
    said = {**SAID, "Newt": "Unlike a frog or a toad it keeps its tail for all of its life."}
    notes = answered(TITLE, written(FORMS["heading"], said))

    assert roles(notes) == ["item:Frog", "item:Toad", "about:Newt"]
    assert front(notes[3]) == "Newt, as against Frog and Toad: [...]"
    assert notes[3].answer == said["Newt"]


def test_sentences_before_the_first_other_name_are_enough() -> None:
    """The lead ends before the sentence that would give it away."""
    said = {**SAID, "Newt": f"{SAID['Newt']} Unlike a frog it has four equal legs."}
    notes = answered(TITLE, written(FORMS["heading"], said))

    assert front(notes[3]) == f"[Frog, Toad or Newt?] {SAID['Newt']}"


def test_leads_are_whole_sentences_of_about_fifty_words() -> None:
    """An abbreviation ends no sentence; what is left is folded."""
    long = "This sentence has exactly nine words in it, e.g. these. " * 9
    notes = answered(TITLE, written(FORMS["heading"], {**SAID, "Frog": long}))
    shown = front(notes[1]).partition("?] ")[2]

    assert shown == ("This sentence has exactly nine words in it, e.g. these. " * 5).strip()
    assert visible(str(notes[1].fields[2][0])).count("sentence") == 9
    assert notes[2].fields[2] == ()


def test_what_tells_another_name_ends_the_lead() -> None:
    """An abbreviation of another item as well."""
    answer = (
        "### Gated recurrent unit (GRU)\n\nIt merges cell and hidden state, with two gates.\n\n"
        "### Long short-term memory (LSTM)\n\nIt keeps a cell state of its own all the time."
        " It has more weights than GRUs have."
    )
    notes = answered("GRU or LSTM?", answer)

    assert roles(notes) == ["item:Gated recurrent unit", "item:Long short-term memory"]
    assert front(notes[2]).endswith("It keeps a cell state of its own all the time.")


@pytest.mark.parametrize(
    ("title", "said", "shown"),
    [
        ("`cloneTree` or `growTree`?",
         {"cloneTree": "Used to clone a tree with all of its leaves.",
          "growTree": "Grows another tree from a seed in due time."},
         "Used to [...] a tree with all of its leaves."),
        ("State or props?",
         {"State": "Changed from within, by `setState`, whenever it must be.",
          "Props": "Handed down from without, and not to be changed here."},
         "Changed from within, by [...], whenever it must be."),
        ("An ewe or a ram?",
         {"Ewe": "An ewe gives milk and goes with her lambs.",
          "Ram": "A ram has horns and fights the others for nothing."},
         "[...] gives milk and goes with her lambs."),
        ("Wie unterscheiden sich Fluss und Quelle?",
         {"Fluss": "Der Fluss trägt Wasser, das von weit her kommt, ins Meer.",
          "Quelle": "Aus der Quelle tritt das Wasser an den Tag, kühl und klar."},
         "[...] trägt Wasser, das von weit her kommt, ins Meer."),
        ("RAID0 or RAID1?",
         {"RAID0": "RAID 0 spreads data over 2 disks and loses all of it if 1 fails.",
          "RAID1": "It writes the same data twice, so that nothing at all is lost."},
         "[...] spreads data over 2 disks and loses all of it if 1 fails."),
        ("Go or C?",
         {"Go": "It lets you go on without freeing memory by hand.",
          "C": "It leaves all of the memory to whoever writes it."},
         "It lets you go on without freeing memory by hand."),
    ],
)  # fmt: skip
def test_what_would_give_the_name_away(title: str, said: dict[str, str], shown: str) -> None:
    """Pieces of identifiers, compounds, articles; but no word that is only spelt like it."""
    notes = answered(title, written(FORMS["heading"], said))

    assert front(notes[1]).partition("?] ")[2] == shown


def test_the_language_of_the_file_asks() -> None:
    """Told by its small words, where nobody says which it is."""
    said = {
        "Fabel": "Hier sprechen die Tiere, und am Ende steht eine Lehre für den Leser.",
        "Märchen": "Hier ist der Zauber das Gewöhnliche, und das Gute siegt am Ende.",
    }
    notes = answered("Was unterscheidet Fabeln von Märchen?", written(FORMS["bold lead"], said))

    assert front(notes[1]).startswith("[Fabel oder Märchen?]")


@pytest.mark.parametrize(
    "body",
    ["```\ncode()\n```", "![a drawing of it](frog.png)", "Frog.", "Frog, frogs or frog: a frog."],
)
def test_no_fair_question_without_words(body: str) -> None:
    """Code, pictures and leads that are little but the name: the lead is the blank."""
    notes = answered(TITLE, written(FORMS["heading"], {**SAID, "Frog": body}))

    assert roles(notes)[0] == "about:Frog"


@pytest.mark.parametrize(
    ("title", "headings"),
    [
        ("How do I boil an egg?", ["Water", "Time"]),
        ("What are the pros and cons of eggs?", ["Pros", "Cons"]),
        ("What is the difference between them?", ["Syntax", "Memory use"]),
        ("What types of eggs are there?", ["Example", "Summary"]),
        ("What types of eggs are there?", ["Why are there any at all, one asks?", "Hen"]),
        ("What is an egg?", ["Egg", "Shell"]),
        ("What is the yolk-white balance?", ["Yolk", "Yolk-white balance"]),
        ("What makes an egg float, and when does it sink?", ["It floats", "It sinks"]),
    ],
)
def test_headings_that_are_no_items(title: str, headings: list[str]) -> None:
    """Aspects, generic headings, and questions that name none of them."""
    said = "Something is said here that is quite long enough to be asked about."
    answer = "\n\n".join(f"### {heading}\n\n{said}" for heading in headings)

    assert roles(answered(title, answer)) == []


def test_code_before_what_is_said() -> None:
    """The prose is shown; unless it leads from one piece of code to the next."""
    code = "```\nleap()\n```"
    said = {**SAID, "Frog": f"{code}\n\n{SAID['Frog']}"}
    notes = answered(TITLE, written(FORMS["heading"], said))
    leading = {**SAID, "Frog": f"{code}\n\nThis becomes, as anybody can see,\n\n{code}"}

    assert front(notes[1]) == f"[Frog, Toad or Newt?] {SAID['Frog']}"
    assert "leap" in str(notes[1].fields[2])
    assert roles(answered(TITLE, written(FORMS["heading"], leading)))[0] == "about:Frog"


def test_kinds_are_items_when_headings_are_short_and_parallel() -> None:
    """Structure decides where the question names none."""
    said = "is said here that is quite long enough to be asked about."
    kinds = {"Hen": "Something", "Duck": "A lot", "Goose": "Little", "Example": "More"}
    answer = "\n\n".join(f"### {kind}\n\n{what} {said}" for kind, what in kinds.items())

    assert roles(answered("What types of eggs are there?", answer)) == [
        "item:Hen",
        "item:Duck",
        "item:Goose",
    ]


def test_kinds_end_alike() -> None:
    """What only begins so is another thing."""
    said = "is said here that is quite long enough to be asked about."
    kinds = ["Igneous rock", "Sedimentary rock", "Metamorphic rocks", "Rock cycle"]
    answer = "\n\n".join(f"### {kind}\n\nWhat {i} {said}" for i, kind in enumerate(kinds))

    assert roles(answered("What kinds of rock are there?", answer)) == [
        "item:Igneous rock", "item:Sedimentary rock", "item:Metamorphic rocks"
    ]  # fmt: skip


def test_what_is_said_of_two_alike_is_not_asked() -> None:
    """It would have two right answers."""
    said = {**SAID, "Newt": SAID["Toad"]}

    assert roles(answered(TITLE, written(FORMS["heading"], said))) == ["item:Frog"]


@pytest.mark.parametrize(
    ("title", "answer", "expected"),
    [
        ("How do stalactites and stalagmites differ?",
         "- Stalactites hang from the roof of a cave.\n- The stalagmite rises from its floor.",
         ["item:Stalactites", "about:stalagmite"]),
        ("Geysers or springs?",
         "* A geyser throws hot water up, now and then.\n* A spring lets cool water run on and on.",
         ["item:geyser", "item:spring"]),
        ("Geysers or springs?",
         "- Geysers are hot.\n- Geysers are rare.\n- Springs are cool.", []),
        ("What do you know of the geyser?",
         "- You see it from afar when it throws water.\n- The geyser rests most of the time.", []),
        ("Geysers or springs?",
         "- Geysers throw hot water up from time to time.\n- Both of them are worth a walk.", []),
    ],
)  # fmt: skip
def test_items_of_a_list_that_begin_with_a_name(
    title: str, answer: str, expected: list[str]
) -> None:
    """Each once, side by side in the question."""
    assert roles(answered(title, answer)) == expected


def test_items_of_a_list_that_begin_with_code() -> None:
    """Only those that the question names, and only where all of them do."""
    answer = (
        "- `sear` browns the surface quickly in a very hot pan.\n"
        "- `braise` softens tough cuts slowly in a little liquid."
    )
    title = "What is the difference between `sear` and `braise`?"

    assert roles(answered(title, answer)) == ["item:sear", "item:braise"]
    assert roles(answered("Which commands are there?", answer)) == []
    assert roles(answered(title, f"{answer}\n- Both are done in a pan.")) == []
