"""Small projects made of compositions, and their histories."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from deckgen.identity import Identification, IdentityRequest, Lock, identify, read_lock, write_lock
from deckgen.model import (
    Block,
    BlockKind,
    Cloze,
    Composition,
    Note,
    NoteKind,
    Part,
    Question,
    Span,
)

Table = Mapping[str, Mapping[str, str]]
"""Row label → column → cell."""


@dataclass(frozen=True)
class Q:
    """A question of a made-up file."""

    text: str
    answer: str = ""
    path: str = "notes.md"
    topics: tuple[str, ...] = ()
    table: Table = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    stem: str = ""
    pin: str = ""
    tags: tuple[str, ...] = ()


def compose(questions: Sequence[Q]) -> list[Composition]:
    """Compositions as notes/ makes them, a line for each question."""
    return [_composition(question, line) for line, question in enumerate(questions, 1)]


def _composition(question: Q, line: int) -> Composition:
    span = Span(question.path, line, 1, line, 2)
    cells = "\n".join(" ".join((row, *line.values())) for row, line in question.table.items())
    text = f"{question.answer}\n{cells}" if cells else question.answer
    answer = Block(kind=BlockKind.PARAGRAPH, span=span, source=text, text=text)
    stem = Block(kind=BlockKind.CODE, span=span, text=question.stem)
    asked = Question(
        dialect="heading",
        prompt=question.text,
        text=question.text,
        answer=(answer,),
        span=span,
        prompt_span=span,
        stem=(stem,) if question.stem else (),
        topics=question.topics,
        explicit_id=question.pin,
    )
    overview = Note(
        kind=NoteKind.BASIC,
        role="",
        fields=tuple((part,) for part in (question.text, text, "", "", "", "", "")),
        question=question.text,
        answer=text,
        span=span,
        tags=question.tags,
    )
    rows = [_row(question, label, cells, span) for label, cells in question.table.items() if cells]
    items = [_item(question, name, lead, span) for name, lead in question.items.items()]
    return Composition(question=asked, notes=(overview, *rows, *items))


def _item(question: Q, name: str, lead: str, span: Span) -> Note:
    """A note that shows what is said of a thing and asks which one it is."""
    return Note(
        kind=NoteKind.CLOZE,
        role=f"item:{name}",
        fields=((Cloze(anchor=name, html=name), f" {lead}"), (question.text,), (), (), (), (), ()),
        question=question.text,
        answer=name,
        span=span,
        tags=question.tags,
    )


def _row(question: Q, label: str, cells: Mapping[str, str], span: Span) -> Note:
    parts: list[Part] = [label]
    for number, (column, cell) in enumerate(cells.items(), 1):
        parts += [f" {column}: ", Cloze(anchor=column, html=cell, wanted=number)]
    return Note(
        kind=NoteKind.CLOZE,
        role=f"row:{label}",
        fields=(tuple(parts), (question.text,), (), (), (), (), ()),
        question=question.text,
        answer=" ".join(cells.values()),
        span=span,
        tags=question.tags,
    )


def identify_all(
    questions: Sequence[Q],
    lock: Lock | None = None,
    *,
    now: int = 1_700_000_000,
    in_scope: Callable[[str], bool] = lambda _: True,
    **settings: object,
) -> Identification:
    """Identify a project, the lock going through its text."""
    if lock is not None:
        lock, found = read_lock(write_lock(lock), "deckgen.lock")
        assert found == ()
    request = IdentityRequest(
        project_name=str(settings.get("name", "Zoo")),
        name_is_configured="name" in settings,
        project_id=settings.get("project_id"),  # type: ignore[arg-type]
        now=now,
        sources=tuple(dict.fromkeys(question.path for question in questions)),
        in_scope=in_scope,
        deck_by=settings.get("deck_by", "file"),  # type: ignore[arg-type]
    )
    return identify(compose(questions), lock, request)


class History:
    """A project built again and again, a day between the builds."""

    def __init__(self) -> None:
        self.builds: list[Identification] = []

    def build(self, *questions: Q, **settings: object) -> Identification:
        """Build, checking that building once more changes nothing."""
        lock = self.builds[-1].lock if self.builds else None
        now = 1_700_000_000 + 86_400 * len(self.builds)
        done = identify_all(questions, lock, now=now, **settings)  # type: ignore[arg-type]
        again = identify_all(questions, done.lock, now=now + 5, **settings)  # type: ignore[arg-type]
        assert write_lock(again.lock) == write_lock(done.lock)
        assert again.plan == done.plan
        assert again.changes == ()
        self.builds.append(done)
        return done

    def guids(self, at: int = -1) -> dict[str, str]:
        """Question or ``question/role`` → GUID, of one of the builds."""
        return {
            f"{note.note.question}/{note.note.role}".rstrip("/"): note.guid
            for note in self.builds[at].plan.notes
        }
