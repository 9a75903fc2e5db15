"""Histories: what edits do to identity.  All animals and answers are made up for the purpose."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.identity.histories import History, Q, identify_all

HERON = Q(
    "What is a heron?",
    "A long-legged wading bird of lakes and rivers that stands still for hours, waiting for prey.",
)
OTTER = Q(
    "Where do otters sleep?",
    "On land in burrows called holts, or afloat in kelp, wrapped in it so that they do not drift.",
)
CRANE = Q(
    "How do cranes fly?",
    "With the neck stretched out and in formation, riding on warm air in wide circles over land.",
)
NEWT = Q(
    "When do newts leave the water?",
    "After breeding, in early summer; they pass the rest of the year under stones and old wood.",
)
ALL = (HERON, OTTER, CRANE, NEWT)


def kinds(history: History) -> dict[str, str]:
    """What the last build changed: old or new question → kind, rows with their role."""
    return {
        "/".join(filter(None, (change.new_question or change.old_question, change.role))): str(
            change.kind
        )
        for change in history.builds[-1].changes
    }


def test_everything_is_new_at_first_and_nothing_after(history: History) -> None:
    first = history.build(*ALL)
    second = history.build(*ALL)

    assert {str(change.kind) for change in first.changes} == {"added"}
    assert second.changes == ()
    assert [note.guid for note in second.plan.notes] == [note.guid for note in first.plan.notes]


def test_reworded_question_keeps_its_guid_and_only_it_gets_a_new_time(history: History) -> None:
    history.build(*ALL)
    history.build(replace(HERON, text="What kind of bird is a heron?"), OTTER, CRANE, NEWT)

    assert kinds(history) == {"What kind of bird is a heron?": "reworded"}
    before, after = (
        {note.guid: note.modified for note in build.plan.notes} for build in history.builds
    )
    assert before.keys() == after.keys()
    assert [guid for guid in before if before[guid] != after[guid]] == [
        history.guids()["What kind of bird is a heron?"]
    ]


def test_swapped_questions_take_their_answers_along(history: History) -> None:
    history.build(*ALL)
    history.build(CRANE, HERON, NEWT, OTTER)

    assert history.guids(0) == history.guids(1)
    assert [note.due for note in history.builds[1].plan.notes] == [1, 2, 3, 4]
    assert kinds(history) == {}


def test_exchanged_answers_leave_the_questions_where_they_are(history: History) -> None:
    history.build(HERON, OTTER)
    history.build(replace(HERON, answer=OTTER.answer), replace(OTTER, answer=HERON.answer))

    assert history.guids(0) == history.guids(1)


def test_rewritten_question_is_known_by_its_long_answer(history: History) -> None:
    history.build(*ALL)
    history.build(replace(OTTER, text="Describe the nightly habits of Lutrinae."), HERON)

    assert (
        history.guids(1)["Describe the nightly habits of Lutrinae."] == history.guids(0)[OTTER.text]
    )


def test_question_replaced_by_an_unrelated_one_starts_anew(history: History) -> None:
    history.build(HERON, OTTER, CRANE)
    history.build(
        HERON,
        Q(
            "Which fungus glows at night?",
            "Honey fungus: its threads shine in rotten oak.",
        ),
        CRANE,
    )

    assert kinds(history) == {
        "Which fungus glows at night?": "added",
        OTTER.text: "retired",
    }


def test_similar_wording_is_not_enough_without_the_answer(history: History) -> None:
    history.build(
        Q("What is a newt?", "A small amphibian with a tail that breeds in ponds in spring time."),
        HERON,
        OTTER,
        CRANE,
    )
    history.build(
        HERON,
        OTTER,
        CRANE,
        Q("What is a knot?", "A wader of the far north, grey in winter and red in summer plumage."),
    )

    assert kinds(history) == {"What is a knot?": "added", "What is a newt?": "retired"}


def test_question_and_answer_reworded_in_their_place(history: History) -> None:
    history.build(*ALL)
    history.build(
        HERON,
        Q("Where do sea otters sleep?", "Afloat in kelp, often holding each other by the paw."),
        CRANE,
        NEWT,
    )

    assert kinds(history) == {"Where do sea otters sleep?": "reworded"}


def test_removed_question_comes_back_as_it_was(history: History) -> None:
    history.build(*ALL)
    history.build(HERON, CRANE, NEWT)
    history.build(HERON, CRANE, NEWT, replace(OTTER, path="sea.md"))

    assert history.guids(2)[OTTER.text] == history.guids(0)[OTTER.text]
    assert kinds(history) == {OTTER.text: "revived"}


def test_removed_question_comes_back_reworded(history: History) -> None:
    history.build(*ALL)
    history.build(HERON, CRANE, NEWT)
    history.build(HERON, replace(OTTER, text="Where does an otter sleep?"), CRANE, NEWT)

    assert kinds(history) == {"Where does an otter sleep?": "revived"}


def test_retired_guid_is_never_given_to_another_question(history: History) -> None:
    history.build(HERON, OTTER)
    history.build(replace(HERON, text="What bird is a heron?"), OTTER)
    history.build(
        replace(HERON, text="What bird is a heron?"),
        OTTER,
        replace(HERON, answer="See above."),
    )

    guids = history.guids()
    assert len(set(guids.values())) == 3
    assert guids["What bird is a heron?"] == history.guids(0)[HERON.text]


def test_file_emptied_and_restored(history: History) -> None:
    many = [
        Q(f"What does animal {n} eat?", f"Mostly plant {n * n} and seed {n}.") for n in range(40)
    ]
    sea = replace(OTTER, path="sea.md")
    history.build(*many, sea)
    emptied = history.build(sea)
    history.build(*many, sea)

    assert [found.code for found in emptied.diagnostics] == ["DG614"]
    assert history.guids(0) == history.guids(2)


def test_one_file_split_into_twelve(history: History) -> None:
    questions = [
        Q(f"What does animal {n} eat?", f"Mostly plant {n * n} and seed {n}.") for n in range(240)
    ]
    history.build(*questions)
    history.build(*(replace(q, path=f"part{n % 12:02}.md") for n, q in enumerate(questions)))

    assert history.guids(0) == history.guids(1)
    assert len({note.deck for note in history.builds[1].plan.notes}) == 12


def test_quiz_with_one_text_for_all_is_told_by_its_code(history: History) -> None:
    quiz = [
        Q("What is the output?", f"{n * 7}, since the loop adds {n}.", stem=f"print({n} * 7)")
        for n in range(30)
    ]
    history.build(*quiz)
    before = [note.guid for note in history.builds[0].plan.notes]
    new = Q("What is the output?", "Nothing.", stem="pass")
    history.build(*quiz[:10], new, *quiz[11:20], *quiz[25:], *quiz[20:25])
    after = [note.guid for note in history.builds[1].plan.notes]

    assert after[:10] == before[:10]
    assert after[11:20] == before[11:20]
    assert after[20:] == [*before[25:], *before[20:25]]


def test_equal_questions_with_equal_answers_keep_their_order(history: History) -> None:
    twins = [replace(HERON, path="a.md"), replace(HERON, path="b.md"), replace(HERON, path="b.md")]
    history.build(*twins)
    first = [note.guid for note in history.builds[0].plan.notes]
    history.build(twins[0], twins[1])
    second = [note.guid for note in history.builds[1].plan.notes]

    assert len(set(first)) == 3
    assert second == first[:2]


def test_stub_answers_are_no_evidence(history: History) -> None:
    stub = "To be written by whoever finds the time for it, help is very welcome indeed, thank you."
    history.build(*(Q(f"Explain {word}", stub) for word in ("ants", "bees", "wasps", "moths")))
    history.build(*(Q(f"Define {word}", stub) for word in ("quarks", "prisms", "ohms", "volts")))

    assert set(kinds(history).values()) == {"added", "retired"}


def test_signs_tell_questions_apart(history: History) -> None:
    equal = Q("What does == compare?", "Values, after converting them to a common type if needed.")
    strict = Q("What does === compare?", "Values and types, without any conversion beforehand.")
    history.build(equal, strict)
    history.build(strict, equal)

    assert history.guids(0) == history.guids(1)


@pytest.mark.parametrize(
    "again",
    [
        "what is a heron",
        "What  is a heron ?",
        "**What is a heron?**",
        "What is a “heron”?",
        "WHAT IS A HERON",
    ],
)
def test_spelling_that_no_reader_minds(history: History, again: str) -> None:
    history.build(*ALL)
    history.build(OTTER, replace(HERON, text=again, answer="A bird."), CRANE)

    assert history.guids(1)[again] == history.guids(0)[HERON.text]


def test_a_question_split_in_two_gives_its_history_to_the_better_half(history: History) -> None:
    both = Q("What is a newt and what does it eat?", f"{NEWT.answer} It eats worms and snails.")
    history.build(HERON, both, CRANE)
    history.build(
        HERON,
        Q("What is a newt?", NEWT.answer),
        Q("What does a newt eat?", "It eats worms and snails."),
        CRANE,
    )

    assert kinds(history) == {"What is a newt?": "reworded", "What does a newt eat?": "added"}


def test_close_call_is_reported_with_the_way_to_pin_it(history: History) -> None:
    history.build(HERON, OTTER, CRANE)
    done = history.build(
        HERON,
        replace(OTTER, text="Where do old otters sleep?"),
        replace(OTTER, text="Where do young otters sleep?"),
        CRANE,
    )

    (found,) = done.diagnostics
    old = history.guids(0)[OTTER.text]
    assert found.code == "DG611"
    assert f"<!-- id: dg-{old} -->" in found.help
    assert found.labels[0].span.line == 3


def test_written_ids_go_before_everything(history: History) -> None:
    history.build(HERON, OTTER)
    old = history.guids()
    history.build(replace(HERON, pin=f"dg-{old[OTTER.text]}"), replace(OTTER, pin=old[HERON.text]))

    assert history.guids() == {HERON.text: old[OTTER.text], OTTER.text: old[HERON.text]}


def test_a_written_id_holds_a_question_through_any_change(history: History) -> None:
    history.build(replace(HERON, pin="wader"), OTTER)
    history.build(OTTER, Q("Ibis?", "Another bird.", pin="wader", path="else.md"))

    assert history.guids(1)["Ibis?"] == history.guids(0)[HERON.text]


def test_a_written_guid_survives_the_loss_of_the_lock(history: History) -> None:
    history.build(HERON)
    guid = history.guids()[HERON.text]
    alone = History()
    alone.build(replace(HERON, text="Heron: what is that?", pin=f"dg-{guid}"))

    assert alone.guids() == {"Heron: what is that?": guid}


def test_the_same_id_twice_counts_for_neither_and_names_both_places(history: History) -> None:
    before = history.build(replace(HERON, pin="bird"), OTTER)
    copied = replace(CRANE, pin="bird")
    done = history.build(copied, replace(HERON, pin="bird"), OTTER)

    assert done.plan.notes[1].guid == before.plan.notes[0].guid
    (found,) = done.diagnostics
    assert (found.code, found.span.line, found.labels[0].span.line) == ("DG605", 2, 1)
    assert "notes.md:1" in found.help


def test_records_out_of_scope_are_left_alone(history: History) -> None:
    sea = replace(OTTER, path="sea.md")
    history.build(HERON, sea)
    before = history.builds[0].lock
    done = history.build(HERON, in_scope=lambda path: path != "sea.md")

    assert [note.note.question for note in done.plan.notes] == [HERON.text]
    assert done.lock.notes == before.notes
    assert done.changes == ()


def test_renamed_file_with_edited_questions(history: History) -> None:
    history.build(*(replace(q, path="birds/old.md") for q in ALL), replace(HERON, text="Ibis?"))
    reworded = [replace(q, path="fauna/new.md", text=f"{q.text[:-1]} in Europe?") for q in ALL]
    history.build(*reworded, replace(HERON, text="Ibis?"))

    assert list(history.guids(1).values()) == list(history.guids(0).values())


def test_two_people_add_the_same_question() -> None:
    one, other = History(), History()
    for history in (one, other):
        history.build(HERON)
    one.build(HERON, OTTER)
    other.build(replace(OTTER, answer="In holts."), HERON, CRANE)

    assert one.guids()[OTTER.text] == other.guids()[OTTER.text]


def test_time_never_goes_back_and_always_moves_with_content(history: History) -> None:
    history.build(HERON)
    lock = history.builds[0].lock
    later = identify_all([replace(HERON, answer="A bird.")], lock, now=5)

    assert later.plan.notes[0].modified == history.builds[0].plan.notes[0].modified + 1


def test_row_ids_are_apart_and_before_now(history: History) -> None:
    history.build(*ALL)
    done = history.build(*ALL, Q("And?", "No."))

    ids = [note.note_id for note in done.plan.notes]
    assert len(set(ids)) == 5
    assert all(one % 512 == 0 and 0 < one <= 1_700_086_400_000 for one in ids)
    assert ids[:4] == sorted(ids[:4])


def test_row_ids_at_the_beginning_of_time() -> None:
    done = identify_all(ALL, now=0)

    ids = [note.note_id for note in done.plan.notes]
    assert len(set(ids)) == 4
    assert min(ids) > 0
    assert all(note.modified > 0 for note in done.plan.notes)


def test_quiz_item_replaced_by_other_code_is_new(history: History) -> None:
    quiz = [
        Q("What is the output?", f"It is {n * 7}: the loop adds {word}.", stem=f"{word}({n} * 7)")
        for n, word in enumerate(["print", "send", "draw", "push", "call", "wait"])
    ]
    other = Q("What is the output?", "A type error, from the missing cast.", stem="let x = y as z")
    history.build(*quiz)
    history.build(*quiz[:2], other, *quiz[3:])

    before, after = ([note.guid for note in build.plan.notes] for build in history.builds)
    assert after[2] not in before
    assert after[:2] + after[3:] == before[:2] + before[3:]


def test_code_finds_its_question_under_another_text(history: History) -> None:
    first = Q("What is logged?", "One, then two, since the callback waits.", stem="log(1); log(2)")
    second = Q("What is the sum?", "Three, as the types are equal.", stem="add(a, b)")
    history.build(first, second)
    history.build(
        replace(second, text="What is logged?"),
        replace(first, text="What does it log?"),
    )

    guids = history.guids(0)
    assert history.guids(1) == {
        "What is logged?": guids[second.text],
        "What does it log?": guids[first.text],
    }


def test_hostile_sizes_stay_bounded(history: History) -> None:
    """Hundreds of questions of one text all replaced, and rows and columns all renamed at once."""
    quiz = [Q("What is the output?", f"It is {n}.", stem=f"f({n})") for n in range(400)]
    table = {f"row {n}": {"A": "yes", "B": "no", "C": f"c{n}"} for n in range(150)}
    wide = {"Row": {f"column {n}": f"t{n % 3}" for n in range(150)}}
    long = "word " * 20_000
    history.build(
        *quiz, Q("Tall?", table=table), Q("Wide?", table=wide), Q(f"{long} one?", f"{long} one.")
    )
    done = history.build(
        *(Q("What is the output?", f"Now {n}.", stem=f"g({n + 5000})") for n in range(400)),
        Q("Tall?", table={f"{row}, renamed {row}": cells for row, cells in table.items()}),
        Q("Wide?", table={"Row": {f"other {name}": "x" for name in wide["Row"]}}),
        Q(f"{long} two?", f"{long} two."),
    )

    kinds = {
        change.old_question[:5]: str(change.kind) for change in done.changes if not change.role
    }
    assert kinds == {"": "added", "What ": "retired", "Tall?": "changed", "Wide?": "changed"} | {
        "word ": "reworded"
    }
