"""What identity has to say to the author."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from deckgen.diagnostics import Diagnostic, Label, report
from deckgen.dialects import Standing
from deckgen.identity.drafts import Draft
from deckgen.identity.matching import Doubt
from deckgen.identity.pins import write_pin
from deckgen.identity.project import LOCK_SPAN
from deckgen.identity.records import LockNote
from deckgen.model import Composition, IdentifiedNote, Span
from deckgen.notes import cloze

_MANY = 10
_SHOWN = 70


def check_pins(
    compositions: Sequence[Composition],
) -> tuple[list[str], tuple[Diagnostic, ...]]:
    """The explicit ids of the questions; an id that several have is no id, and a finding.

    Which of them it was meant for cannot be guessed (a copied question may stand above its
    original), so all of them are recognised by what they say.
    """
    counts = Counter(one.question.explicit_id for one in compositions)
    first: dict[str, Span] = {}
    pins: list[str] = []
    found: list[Diagnostic] = []
    for composition in compositions:
        pin, span = composition.question.explicit_id, composition.question.prompt_span
        pins.append(pin if counts[pin] == 1 else "")
        if not pin or counts[pin] == 1:
            continue
        place = first.setdefault(pin, span)
        if place is not span:
            message = f"the id `{pin}` is that of another question, so it counts for neither"
            help_ = f"{place.path}:{place.line} has it too: give one of them another id, or none"
            labels = (Label(span=place, text="first used here"),)
            found.append(report("DG605", span, message, help=help_, labels=labels))
    return pins, tuple(found)


def check_notes(drafts: Sequence[Draft], notes: Sequence[IdentifiedNote]) -> Iterator[Diagnostic]:
    """Errors that would hurt a collection: a GUID twice, no card, a number Anki does not know."""
    first: dict[str, Span] = {}
    for draft, note in zip(drafts, notes, strict=True):
        span = draft.note.span
        if draft.guid in first:
            message = f"two notes have the GUID `{draft.guid}`"
            help_ = "change or remove the explicit id of one of the questions"
            labels = (Label(span=first[draft.guid], text="the other one"),)
            yield report("DG606", span, message, help=help_, labels=labels)
        first.setdefault(draft.guid, span)
        if not note.cards:
            message = f"the {note.kind} note of {_quote(draft.note.question)} gives no card"
            yield report("DG607", span, message, help="give it a blank with text in it")
        highest = max((blank.number for blank in draft.clozes.values() if blank.live), default=0)
        if highest > cloze.MAX_NUMBER:
            message = f"a blank has the number {highest}, Anki knows {cloze.MAX_NUMBER} at most"
            help_ = "split the table or list; numbers of removed blanks are not used again"
            yield report("DG610", span, message, help=help_)


def report_doubts(
    doubts: Sequence[Doubt],
    questions: Sequence[LockNote],
    compositions: Sequence[Composition],
    drafts: Sequence[Draft],
) -> Iterator[Diagnostic]:
    """Warnings for choices that were too close to call, with the way to make them for good."""
    guids = {draft.question: draft.guid for draft in drafts if not draft.parent}
    for doubt in doubts:
        old, new = questions[doubt.old], compositions[doubt.new].question
        if guids[doubt.new] != old.guid:
            continue
        if doubt.rival_is_old:
            rival = questions[doubt.rival]
            message = (
                f"{_quote(new.text)} continues {_quote(old.question)}, but could as well continue"
                f" {_quote(rival.question)}"
            )
            help_ = f"if it should, write `{write_pin(rival.guid)}` at the end of its line"
            yield report("DG611", new.prompt_span, message, help=help_)
        else:
            other = compositions[doubt.rival].question
            message = (
                f"{_quote(old.question)} became {_quote(new.text)}, but could as well have become"
                f" {_quote(other.text)}"
            )
            help_ = f"if it did, write `{write_pin(old.guid)}` at the end of that line"
            labels = (Label(span=other.prompt_span, text="the other one, taken for new"),)
            yield report("DG611", new.prompt_span, message, help=help_, labels=labels)


def report_renamed_decks(renamed: Mapping[str, str]) -> Iterator[Diagnostic]:
    """Warnings for published decks that get another name."""
    for old, new in renamed.items():
        message = f"the deck `{old}` is now called `{new}`"
        help_ = "cards that learners have stay in the old deck; keep the name if you can"
        yield report("DG612", LOCK_SPAN, message, help=help_)


def report_lost_blanks(drafts: Sequence[Draft]) -> Iterator[Diagnostic]:
    """Warnings for blanks of notes that are still there: learners are left with an empty card."""
    for draft in drafts:
        if draft.last is None or not draft.last.live:
            continue
        numbers = {blank.number for blank in draft.clozes.values() if blank.live}
        lost = [
            name
            for name, blank in draft.last.clozes.items()
            if blank.live and blank.number not in numbers
        ]
        if lost:
            names = ", ".join(f"`{name}`" for name in lost)
            part = f" ({draft.note.role})" if draft.note.role else ""
            message = f"{_quote(draft.note.question)}{part} lost the blank {names}"
            help_ = "learners remove the empty card with Tools → Empty Cards: tell them"
            yield report("DG613", draft.note.span, message, help=help_)


def report_mass_removal(
    questions: Sequence[LockNote], of_old: Sequence[int]
) -> Iterator[Diagnostic]:
    """A warning when most questions are gone, as after an accident."""
    live = [at for at, record in enumerate(questions) if record.live]
    gone = [at for at in live if of_old[at] == -1]
    if len(gone) > _MANY and 2 * len(gone) > len(live):
        message = f"{len(gone)} of {len(live)} questions of the last build are gone"
        help_ = "if a file is missing by accident, restore it: its notes come back as they were"
        yield report("DG614", LOCK_SPAN, message, help=help_)


def report_standing(
    standing: Sequence[Standing], questions: Sequence[LockNote], of_old: Sequence[int]
) -> Iterator[Diagnostic]:
    """Errors for questions that would be retired though they still stand in the text."""
    gone = Counter(
        record.question
        for record, at in zip(questions, of_old, strict=True)
        if record.live and at == -1
    )
    for one in standing:
        if gone[one.question] > 0:
            gone[one.question] -= 1
            message = f"{_quote(one.question)} was a card and still stands here, but {one.why} now"
            help_ = (
                "give it an answer of its own, or reword it or take it out, so that its card is"
                " retired; `<!-- deckgen: skip -->` below its heading, or above its line, takes out"
                " all that belongs to it"
            )
            yield report("DG625", one.span, message, help=help_)


def _quote(text: str) -> str:
    """A question in backticks, cut to fit a line."""
    text = " ".join(text.split()).replace("`", "'")
    return f"`{text[: _SHOWN - 1]}…`" if len(text) > _SHOWN else f"`{text}`"
