"""A template of the author: checked, and with its files packed."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence

from deckgen.config.reader import nearest
from deckgen.media.kinds import PICTURES
from deckgen.model import BASIC_FIELDS, CLOZE_FIELDS, NoteKind
from deckgen.theme.assets import Assets, Reference
from deckgen.theme.marks import Attribute, Mark, MarkKind, Tag, blank_comments, read_pieces
from deckgen.theme.markup import OpenTags, check_tag
from deckgen.theme.sections import Conditions, Sections, shows_always
from deckgen.theme.source import Edit, ThemeFile, apply_edits

_FIELDS = {NoteKind.BASIC: BASIC_FIELDS, NoteKind.CLOZE: CLOZE_FIELDS}
_SPECIAL = ("Tags", "Card", "CardFlag")
"""What Anki offers beside the fields, in all of its releases, and what holds no `<`."""

_UNSAFE = frozenset({"Deck", "Subdeck", "Type"})
"""Anki puts these names into the page as they are, and they can come from a heading."""

_FILTERS = frozenset({"hint", "type", "tts"})
_CLOZE_FILTERS = frozenset({"cloze", "cloze-only"})
_UNSAFE_FILTERS = frozenset({"text", "furigana", "kana", "kanji"})
"""They read HTML as if it were text: `text` turns `&lt;` into `<`, the others cut attributes."""

_CLOZE_NUMBER = re.compile(r"c\d{1,3}")


class _Template:
    """One template while it is read."""

    def __init__(self, file: ThemeFile, kind: NoteKind, *, is_back: bool) -> None:
        self.file = file
        self.kind = kind
        self.is_back = is_back
        self.sections = Sections(file)
        self.tags = OpenTags(file)
        self.depths: list[int] = []
        self.uneven = False
        self.shown: set[Conditions] = set()
        fields = (*_FIELDS[kind], *_SPECIAL)
        self.names = (*fields, "FrontSide") if is_back else fields

    @property
    def wanted(self) -> str:
        """The mark that every card has to show."""
        if self.kind is NoteKind.CLOZE:
            return "cloze:Text"
        return "Answer" if self.is_back else "Question"

    def read_mark(self, mark: Mark) -> None:
        self._check_name(mark)
        if mark.kind is MarkKind.FIELD:
            self._check_filters(mark)
            self._look(mark)
            return
        if mark.kind is MarkKind.CLOSE:
            self.uneven |= bool(self.depths) and self.depths.pop() != self.tags.depth
        else:
            self.depths.append(self.tags.depth)
        self.sections.read(mark)

    def _check_name(self, mark: Mark) -> None:
        if mark.name in self.names or mark.kind is MarkKind.CLOSE:
            return
        is_number = self.kind is NoteKind.CLOZE and _CLOZE_NUMBER.fullmatch(mark.name)
        if is_number and mark.kind is not MarkKind.FIELD:
            return
        message = f"{self.kind} notes have no field `{mark.name[:40]}`"
        if mark.name == "FrontSide":
            message = "`FrontSide` is for the back only"
        if mark.name in _UNSAFE:
            message = f"`{mark.name}` is a name as somebody wrote it, and could become a tag"
        self._say("DG025", mark, message, nearest(mark.name, self.names))

    def _check_filters(self, mark: Mark) -> None:
        known = _FILTERS | (_CLOZE_FILTERS if self.kind is NoteKind.CLOZE else frozenset())
        for one in mark.filters:
            name = one.split(" ")[0]
            if name in _UNSAFE_FILTERS:
                message = f"`{name}` could make tags of what a note says"
                help = "for readings, write `<ruby>` into the note" if name != "text" else ""
                self._say("DG026", mark, message, help or f"write `{{{{{mark.name}}}}}`")
            elif name not in known:
                message = f"`{name[:40]}` is not a filter for {self.kind} cards"
                self._say("DG026", mark, message, nearest(name, sorted(known)))

    def _look(self, mark: Mark) -> None:
        """Remember a place that shows what every card has to show."""
        *filters, name = self.wanted.split(":")
        if mark.name == name and [*mark.filters] == filters and not self.tags.hidden:
            self.shown.add(self.sections.conditions)

    def _say(self, code: str, mark: Mark, message: str, help: str) -> None:
        self.file.say(code, mark.begin, mark.end, message, help)

    def finish(self) -> None:
        """Say what can be said only at the end."""
        self.sections.finish()
        if not self.uneven:
            self.tags.finish()
        name = self.wanted.rpartition(":")[2]
        if shows_always(self.shown, {name, "ID"}):
            return
        code, side, what = ("DG027", "front", "asked")
        if self.is_back:
            code, side, what = ("DG028", "back", "to be known")
        mark = f"{{{{{self.wanted}}}}}"
        message = f"the {side} of {self.kind} cards does not always show what is {what}: `{mark}`"
        if self.shown:
            help = f"put `{mark}` outside of sections"
        elif mark in self.file.text:
            help = f"put `{mark}` where it can be seen: not in a comment, folded or hidden"
        else:
            help = f"add `{mark}`"
        self.file.say(code, 0, min(len(self.file.text), 1), message, help)


def read_template(file: ThemeFile, name: str, assets: Assets) -> str:
    """Return the template as it goes into the package: without comments, files by packed names.

    Whatever is wrong is reported in ``file``.  ``name`` is one of ``TEMPLATES``.
    """
    kind, _, side = name.removesuffix(".html").partition("_")
    template = _Template(file, NoteKind(kind), is_back=side == "back")
    text, edits = blank_comments(file)
    before = len(file.found)
    pictures: list[tuple[Tag, Attribute]] = []
    for piece in read_pieces(file, text):
        if isinstance(piece, Mark):
            template.read_mark(piece)
            continue
        check_tag(file, piece)
        template.tags.read(piece)
        if piece.name == "img":
            pictures += [(piece, one) for one in piece.attributes if one.name == "src"][:1]
    if not any(one.code in ("DG024", "DG030") for one in file.found[before:]):
        template.finish()
    return apply_edits(file.text, [*edits, *_pack(file, pictures, assets)]).strip()


def _pack(
    file: ThemeFile, pictures: Sequence[tuple[Tag, Attribute]], assets: Assets
) -> Iterator[Edit]:
    """Pack the pictures of a template; yield the edits that put their packed names there.

    One that is not there is left out: every card would show a broken picture.
    """
    references = [
        Reference(html.unescape(one.value).strip(), one.begin, one.end) for _, one in pictures
    ]
    packed = assets.pack(file, references, PICTURES)
    for (tag, source), reference in zip(pictures, references, strict=True):
        if reference.target in packed:
            yield Edit(source.value_begin, source.end, f'"{packed[reference.target]}"')
        elif not reference.target.startswith("data:"):
            yield Edit(tag.begin, tag.end, "")
