"""From Markdown to cards as the real Anki shows them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

from anki.collection import Collection
from anki.models import NotetypeDict
from anki.notes import Note as AnkiNote

from deckgen.config import NotesSettings
from deckgen.diagnostics import Diagnostic
from deckgen.dialects import find_questions
from deckgen.markdown import parse
from deckgen.model import Composition, Note, NoteKind, SourceFile
from deckgen.notes import cloze, compose, note_types

_VOID = frozenset({"br", "hr", "img", "wbr", "col"})
_BLOCK = frozenset({"div", "p", "li", "tr", "dt", "dd", "hr", "pre", "h4", "summary", "details"})


def read(
    markdown: str,
    settings: NotesSettings | None = None,
    *,
    link_base: str = "",
    language: str = "",
) -> tuple[tuple[Composition, ...], tuple[Diagnostic, ...]]:
    """The compositions of a file ``notes/file.md``, by the real reading stages."""
    path = "notes/file.md"
    document, _ = parse(SourceFile(path=path, location=Path(path), text=markdown))
    questions, _ = find_questions(document)
    settings = settings or NotesSettings()
    return compose(document, questions, {}, settings, link_base=link_base, language=language)


@lru_cache(maxsize=64)
def read_file(path: Path) -> tuple[Composition, ...]:
    """The compositions of a real file, which several tests look at."""
    return read(path.read_text("utf-8-sig", errors="replace"))[0]


def notes_of(markdown: str, settings: NotesSettings | None = None) -> tuple[Note, ...]:
    """All notes of a file."""
    return tuple(note for one in read(markdown, settings)[0] for note in one.notes)


def answered(question: str, answer: str, settings: NotesSettings | None = None) -> tuple[Note, ...]:
    """The notes of one question with its answer."""
    found, _ = read(f"# Deck\n\n## {question}\n\n{answer}\n", settings)
    assert len(found) == 1, [one.question.text for one in found]
    return found[0].notes


def codes(markdown: str, settings: NotesSettings | None = None) -> list[str]:
    """The codes of what was found."""
    return [found.code for found in read(markdown, settings)[1]]


def asked(question: str, answer: str) -> str:
    """A file with one question."""
    return f"# Deck\n\n## {question}\n\n{answer}\n"


def written(note: Note) -> tuple[str, ...]:
    """The final fields of a note, its clozes numbered as they wish."""
    numbers = cloze.anchors(note)
    if note.kind is NoteKind.CLOZE:
        return tuple(cloze.write(parts, numbers) for parts in note.fields)
    return tuple("".join(str(part) for part in parts) for parts in note.fields)


@dataclass(frozen=True, slots=True)
class Card:
    """A card as HTML, front and back."""

    ordinal: int
    front: str
    back: str


class Desk:
    """An Anki collection with a project's two note types."""

    def __init__(self, collection: Collection) -> None:
        self.collection = collection
        self.types: dict[NoteKind, NotetypeDict] = {
            note_type.kind: self._add(note_type.kind) for note_type in note_types("p", "Desk")
        }

    def _add(self, kind: NoteKind) -> NotetypeDict:
        models = self.collection.models
        ours = next(made for made in note_types("p", "Desk") if made.kind is kind)
        made = models.new(ours.name)
        for field in ours.fields:
            models.add_field(made, models.new_field(field.name))
        template = models.new_template(ours.template.name)
        template["qfmt"], template["afmt"] = ours.template.front, ours.template.back
        models.add_template(made, template)
        made["css"] = ours.css
        made["type"] = int(kind is NoteKind.CLOZE)
        models.add(made)
        found = models.by_name(ours.name)
        assert found is not None
        return found

    def cards(self, note: Note) -> list[Card]:
        """The cards of a note, rendered."""
        made = AnkiNote(self.collection, self.types[note.kind])
        made.fields = list(written(note))
        ordinals = cloze.ordinals(made.fields) if note.kind is NoteKind.CLOZE else (0,)
        cards: list[Card] = []
        for ordinal in ordinals:
            output = made.ephemeral_card(ordinal).render_output()
            cards.append(Card(ordinal, output.question_text, output.answer_text))
        return cards


class _Seen(HTMLParser):
    """The text of a card with what the theme hides (see ``theme/cloze.css``)."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.open: list[str] = []
        self.skip = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = (dict(attrs).get("class") or "").split()
        if tag in _BLOCK:
            self.out.append("\n")
        if tag in ("td", "th"):
            self.out.append("| ")
        if tag == "img":
            self.out.append(f"[image {dict(attrs).get('alt') or ''}]")
        if tag not in _VOID:
            if "cloze-inactive" in names and self._hides():
                self.out.append("···")
                self.skip = self.skip or str(len(self.open))
            if "told" in names and any("front" in each.split() for each in self.open):
                self.skip = self.skip or str(len(self.open))
            self.open.append(" ".join(names))

    def _hides(self) -> bool:
        row = next((names for names in self.open if "dg-row" in names), "")
        return any("front" in names.split() for names in self.open) and row == "dg-row"

    def handle_endtag(self, tag: str) -> None:
        if tag not in _VOID and self.open:
            self.open.pop()
            if self.skip and len(self.open) <= int(self.skip):
                self.skip = ""
        if tag in _BLOCK:
            self.out.append("\n")
        if tag in ("td", "th"):
            self.out.append(" ")

    def handle_data(self, data: str) -> None:
        if not self.skip:
            self.out.append(data)


def seen(html: str) -> str:
    """What a learner reads on a side of a card, a block a line."""
    parser = _Seen()
    parser.feed(html.partition("</style>")[2] or html)
    parser.close()
    lines = (" ".join(line.split()) for line in "".join(parser.out).split("\n"))
    return "\n".join(line for line in lines if line)
