"""A template of the author: checked, and with its files packed."""

from __future__ import annotations

import html
from collections.abc import Iterator, Sequence
from itertools import product

from deckgen.ankiformat.template import Field, Node, Section, TemplateError, parse
from deckgen.config.reader import nearest
from deckgen.media.kinds import PICTURES
from deckgen.model import BASIC_FIELDS, CLOZE_FIELDS, NoteKind
from deckgen.patterns import lazy
from deckgen.theme.assets import Assets, Reference
from deckgen.theme.source import Edit, ThemeFile, apply_edits
from deckgen.theme.tags import Attribute, Tag, read_tags

_FIELDS = {NoteKind.BASIC: BASIC_FIELDS, NoteKind.CLOZE: CLOZE_FIELDS}
_SPECIAL = ("Tags", "Card", "CardFlag")
"""What Anki offers beside the fields, in all of its releases, and what holds no `<`."""

_UNSAFE = frozenset({"Deck", "Subdeck", "Type"})
"""Anki puts these names into the page as they are, and they can come from a heading."""

_FILTERS = frozenset({"hint", "type", "tts"})
_CLOZE_FILTERS = frozenset({"cloze", "cloze-only"})
_UNSAFE_FILTERS = frozenset({"text", "furigana", "kana", "kanji"})
"""They read HTML as if it were text: `text` turns `&lt;` into `<`, the others cut attributes."""

_CLOZE_NUMBER = lazy(r"c\d{1,3}")
_COMMENT = lazy(r"<!--(?s:.*?)-->")
_VISIBLE = lazy(r"[^\n]")
_MOST = 8
"""Fields whose combinations are all tried; more than a note type has that can be empty."""


def read_template(file: ThemeFile, name: str, assets: Assets) -> str:
    """Return the template as it goes into the package: without comments, files by packed names.

    Whatever is wrong is reported in ``file``.  ``name`` is one of ``TEMPLATES``.
    """
    kind, _, side = name.removesuffix(".html").partition("_")
    text, comments = _blank_comments(file.text)
    before = len(file.found)
    tags = list(read_tags(file, text))
    try:
        nodes = parse(text)
    except TemplateError as error:
        help = "write `{{Field}}` or `{{#Field}}…{{/Field}}`"
        file.say("DG024", error.begin, error.end, str(error), help)
    else:
        checker = _Checker(file, NoteKind(kind), is_back=side == "back")
        checker.check(nodes)
        if not any(one.code in ("DG024", "DG030") for one in file.found[before:]):
            checker.check_shown(nodes)
    return apply_edits(file.text, [*comments, *_pack(file, tags, assets)]).strip()


def _blank_comments(text: str) -> tuple[str, list[Edit]]:
    """Return the text with blanks in the place of comments, and the edits that take them out.

    Comments are for those who write the template: learners do not get them.
    """
    comments, end = [], 0
    while (begin := text.find("<!--", end)) >= 0 and (close := text.find("-->", begin + 4)) >= 0:
        end = close + 3
        comments.append((begin, end))
    blanks = [Edit(begin, end, _VISIBLE.sub(" ", text[begin:end])) for begin, end in comments]
    return apply_edits(text, blanks), [Edit(begin, end, "") for begin, end in comments]


class _Checker:
    """Checks the fields, sections and filters of one template."""

    def __init__(self, file: ThemeFile, kind: NoteKind, *, is_back: bool) -> None:
        self.file = file
        self.kind = kind
        self.is_back = is_back
        fields = (*_FIELDS[kind], *_SPECIAL)
        self.names = (*fields, "FrontSide") if is_back else fields

    def check(self, nodes: Sequence[Node]) -> None:
        """Report fields and filters that there are not, or that are not safe."""
        for node in nodes:
            if isinstance(node, str):
                continue
            is_number = self.kind is NoteKind.CLOZE and _CLOZE_NUMBER.fullmatch(node.name)
            if node.name not in self.names and not (is_number and isinstance(node, Section)):
                self._report_name(node)
            if isinstance(node, Section):
                self.check(node.nodes)
            else:
                self._check_filters(node)

    def check_shown(self, nodes: Sequence[Node]) -> None:
        """Report a side that does not show what every card has to show."""
        wanted, filters = ("Text", ("cloze",)) if self.kind is NoteKind.CLOZE else ("Question", ())
        code, side, what = ("DG027", "front", "asked")
        if self.is_back:
            wanted = "Text" if filters else "Answer"
            code, side, what = ("DG028", "back", "to be known")
        always = frozenset({wanted, "ID"})
        names = sorted(set(_section_names(nodes)) - always)
        cases = product((False, True), repeat=len(names)) if len(names) <= _MOST else ()
        filled = [frozenset(name for name, is_in in zip(names, case, strict=True) if is_in)
                  for case in cases] or [frozenset[str](), frozenset(names)]  # fmt: skip
        if all(_shows(nodes, wanted, filters, always | some) for some in filled):
            return
        mark = f"{{{{{':'.join((*filters, wanted))}}}}}"
        message = f"the {side} of {self.kind} cards does not always show what is {what}: `{mark}`"
        help = f"put `{mark}` outside of sections" if mark in self.file.text else f"add `{mark}`"
        self.file.say(code, 0, min(len(self.file.text), 1), message, help)

    def _report_name(self, node: Field | Section) -> None:
        message = f"{self.kind} notes have no field `{node.name[:40]}`"
        if node.name == "FrontSide":
            message = "`FrontSide` is for the back only"
        if node.name in _UNSAFE:
            message = f"`{node.name}` is a name as somebody wrote it, and could become a tag"
        self.file.say("DG025", node.begin, node.end, message, nearest(node.name, self.names))

    def _check_filters(self, field: Field) -> None:
        known = _FILTERS | (_CLOZE_FILTERS if self.kind is NoteKind.CLOZE else frozenset())
        for one in reversed(field.filters):
            name = one.split(" ")[0]
            if name in _UNSAFE_FILTERS:
                message = f"`{name}` could make tags of what a note says"
                help = "for readings, write `<ruby>` into the note" if name != "text" else ""
                help = help or f"write `{{{{{field.name}}}}}`"
            elif name not in known:
                message = f"`{name[:40]}` is not a filter for {self.kind} cards"
                help = nearest(name, sorted(known))
            else:
                continue
            self.file.say("DG026", field.begin, field.end, message, help)


def _section_names(nodes: Sequence[Node]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, Section):
            yield node.name
            yield from _section_names(node.nodes)


def _shows(
    nodes: Sequence[Node], name: str, filters: tuple[str, ...], filled: frozenset[str]
) -> bool:
    """Tell whether a field is shown when those in ``filled`` are not empty, and no others."""
    for node in nodes:
        match node:
            case Field() if (node.name, node.filters) == (name, filters):
                return True
            case Section() if (node.name in filled) is not node.when_empty:
                if _shows(node.nodes, name, filters, filled):
                    return True
            case _:
                pass
    return False


def _pack(file: ThemeFile, tags: Sequence[Tag], assets: Assets) -> Iterator[Edit]:
    """Pack the pictures of a template; yield the edits that put their packed names there.

    One that is not there is left out: every card would show a broken picture.
    """
    pictures: list[tuple[Tag, Attribute]] = []
    for tag in tags:
        if tag.name == "img":
            pictures += [(tag, one) for one in tag.attributes if one.name == "src"][:1]
    references = [
        Reference(html.unescape(one.value).strip(), one.begin, one.end) for _, one in pictures
    ]
    packed = assets.pack(file, references, PICTURES)
    for (tag, source), reference in zip(pictures, references, strict=True):
        if reference.target in packed:
            yield Edit(source.value_begin, source.end, f'"{packed[reference.target]}"')
        elif not reference.target.startswith("data:"):
            yield Edit(tag.begin, tag.end, "")
