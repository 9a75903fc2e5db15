"""From the blocks below a question to exactly its answer: markers, wrappers, back-links gone."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from deckgen.dialects.evidence import ends_asking, fold
from deckgen.dialects.label import read_answer_label
from deckgen.dialects.lines import rough
from deckgen.dialects.markers import is_note, is_stem, names_choice, open_details, open_marker
from deckgen.dialects.navigation import is_navigation, is_noise, leads_away
from deckgen.dialects.sections import only_links
from deckgen.dialects.titles import FOLLOWING, PLACEHOLDER
from deckgen.markdown import reparse
from deckgen.model import Block, BlockKind

_CHOICE = re.compile(r"^\s*(?:\[ \]\s*)?[*_`]*\(?[A-Ha-h][.):]\s|^\s*\[ \]\s")
_FEW_WORDS = 4
_LISTED = re.compile(r"(?:\s*[-*+•]\s+\S[^\n]*(?:\n|$))+")
_LETTER = re.compile(r"[(]?[a-h][).]?")
_LONGEST_CHOICE = 300
_LONGEST_CHOICES = 1200
_OFFER = re.compile(
    r"(?:would you like|do you want|want me to|shall i|let me know)\b", re.IGNORECASE
)
"""What a writer offers below the last rule: "Would you like more examples?"."""
_LINKED_PICTURE = re.compile(
    r"\s*(?:<a\s[^<>]{0,400}>\s*<img\s[^<>]{0,800}>\s*</a>"
    r"|\[!\[[^\[\]]{0,200}\]\([^()]{0,400}\)\]\([^()]{0,400}\))\s*(?:</\w{1,10}>\s*){0,9}",
    re.IGNORECASE,
)
_SHOWN_FIRST = frozenset({BlockKind.CODE, BlockKind.MATH})
_FIRST_CHOICE = re.compile(r"\s*[*_`]*[(（]?[Aa]\s*[.)）]")
_SECOND_CHOICE = re.compile(r"^\s*[*_`]*[(（]?[Bb]\s*[.)）:]", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What stands below a question.

    ``blocks`` answer, ``stem`` belongs to the question.  ``missing`` says why there is no answer,
    empty if there is one.  ``orphans`` are further answers whose questions are lost.  ``doubled``
    says that the answer is nothing but the code that the question is about.
    """

    blocks: tuple[Block, ...] = ()
    stem: tuple[Block, ...] = ()
    missing: str = ""
    orphans: tuple[Block, ...] = ()
    doubled: bool = False

    @property
    def end_line(self) -> int:
        """The last line of the answer, or of the stem where there is none; 0 for neither."""
        shown = self.blocks or self.stem
        return max((block.span.end_line for block in shown), default=0)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One answer among those below a question; ``opener`` is the block with its marker."""

    opener: Block | None
    blocks: tuple[Block, ...]


def split_answers(
    blocks: Sequence[Block],
    *,
    eager: bool,
    wrapped: bool,
    letters: bool = False,
    asked_below: bool = False,
) -> tuple[Part, ...]:
    """Split at answer markers: what stands before the first (without opener), then each answer.

    Without ``eager`` a marker counts only where nothing but code, choices or tables stands
    before it: "Solution:" in the middle of a long answer is a part of it.  ``letters``: "A." is
    a marker too.  ``asked_below``: the first paragraph is the question.
    """
    openers: list[Block | None] = [None]
    parts: list[list[Block]] = [[]]
    fits = True
    choices = offers_choices(blocks)
    for block in blocks:
        opened = None
        if len(parts) == 1:
            if (eager or wrapped or fits) and not (choices and _is_choice(block)):
                opened = open_marker(block, letters=letters)
            if opened is None:
                opened = open_details(block, fits=fits, wrapped=wrapped, choices=choices)
            if opened is None and parts[-1] and _repeats_choice(block, parts[-1][-1]):
                opened = (block,)
            if asked_below and not is_stem(block):
                asked_below = False
            else:
                fits = fits and is_stem(block)
        elif block.kind is BlockKind.HEADING:
            opened = open_marker(block)
        if opened is None:
            parts[-1].append(block)
        else:
            openers.append(block)
            parts.append(list(opened))
    return tuple(
        Part(opener=opener, blocks=tuple(part)) for opener, part in zip(openers, parts, strict=True)
    )


def _is_choice(block: Block) -> bool:
    """Whether a block is the first of the choices, or names one: "A. …" is no answer then."""
    return names_choice(block) or bool(_FIRST_CHOICE.match(block.source))


def _repeats_choice(block: Block, before: Block) -> bool:
    """Whether a block of code right below choices names one of them: it answers."""
    if block.kind is not BlockKind.CODE or len(block.source) > _LONGEST_CHOICE:
        return False
    told = fold(read_answer_label(block.source.strip()).rest)
    if not told:
        return False
    if offers_choices([before]):
        return _LETTER.fullmatch(told) is not None or told in fold(before.text[-_LONGEST_CHOICES:])
    # A paragraph that names what the code below it shows is an answer, no choice.
    return before.kind is BlockKind.LIST and any(fold(one.text) == told for one in before.children)


def offers_choices(blocks: Sequence[Block]) -> bool:
    """Whether paragraphs or a list offer choices ("A. … B. …"), so that "A" marks no answer."""
    return any(
        ("B" in text or "b" in text) and _SECOND_CHOICE.search(text) is not None
        for text in _offered(blocks)
    )


def _offered(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if block.kind is BlockKind.PARAGRAPH:
            yield block.source
        elif block.kind is BlockKind.LIST and len(block.children) > 1:
            yield from (child.source for child in block.children[1].children[:1])


def read_answer(text: str, parts: Sequence[Part], *, divided: bool = False) -> Answer:
    """Read the parts below a question whose words are ``text``.

    ``divided``: a separator, a column or a mark says that they answer, even if they ask.
    """
    before, answers = trim(parts[0].blocks), list(parts[1:])
    if not answers and divided:
        return Answer(blocks=before, missing=_missing(before))
    if not answers:
        return _read_unmarked(text, before)
    first = answers[0]
    orphans, told = [], list(_whole(first, first))
    for part in answers[1:]:
        if _same_opener(part, first):
            orphans.append(part)
        else:
            told.extend(_whole(part, first))
    body = trim(told)
    return Answer(
        blocks=body,
        stem=tuple(block for block in before if not is_note(block)),
        missing=_missing(body),
        orphans=tuple(part.opener for part in orphans if part.opener is not None),
    )


def trim(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Drop back-links and comments everywhere, and what shows nothing at the ends."""
    kept = [
        block
        for block in blocks[: _find_footer(blocks)]
        if not is_navigation(block) and block.kind is not BlockKind.COMMENT
    ]
    while kept and is_noise(kept[-1]):
        kept.pop()
    start = 0
    while start < len(kept) and is_noise(kept[start]):
        start += 1
    kept = kept[start:]
    if kept and kept[-1].kind is BlockKind.PARAGRAPH and "\n" in kept[-1].source:
        lines = kept[-1].source.split("\n")
        if leads_away(lines[-1]):
            rest = "\n".join(lines[:-1])
            kept[-1:] = reparse(kept[-1], rest, first_line=kept[-1].span.line)
    return tuple(kept)


def _find_footer(blocks: Sequence[Block]) -> int:
    """Where the foot of a page begins: a heading that leads elsewhere, an offer to the reader."""
    if len(blocks) > 1 and blocks[-2].kind is BlockKind.RULE and _OFFER.match(blocks[-1].text):
        return len(blocks) - 2
    end = len(blocks)
    while end and (is_noise(blocks[end - 1]) or _LINKED_PICTURE.fullmatch(blocks[end - 1].source)):
        end -= 1
    below = end and blocks[end - 1].kind is BlockKind.HEADING and is_navigation(blocks[end - 1])
    return end - 1 if below else len(blocks)


def is_placeholder(text: str) -> bool:
    """Whether an answer only says that there is none yet."""
    words = fold(text)
    told = words.strip(" .!()[]*_-~。（）<>:")
    return len(words) < 60 and ("..." in words if not told else bool(PLACEHOLDER.fullmatch(told)))


def _read_unmarked(text: str, body: tuple[Block, ...]) -> Answer:
    if body and _only_asks(text, body):
        return Answer(stem=body, missing="what stands below is a part of the question")
    stem: tuple[Block, ...] = ()
    if body and body[0].kind in _SHOWN_FIRST and FOLLOWING.search(fold(text)):
        count = next((i for i, b in enumerate(body) if b.kind not in _SHOWN_FIRST), 0)
        stem, body = body[:count] if count else body, body[count:]
    return Answer(blocks=body, stem=stem, missing=_missing(body), doubled=stem == body != ())


def _only_asks(text: str, body: Sequence[Block]) -> bool:
    """Whether the body is the question, or a part of it, and answers nothing."""
    asking = [
        block.kind is BlockKind.PARAGRAPH
        and "{{c" not in block.source  # a hint may ask
        and ends_asking(rough(block.source[-400:]))
        for block in body
    ]
    if all(asking) and not (len(asking) == 1 and ends_asking(text)):
        return True
    return (
        all(_may_be_asked(block) for block in body)
        and any(_lists(block) for block in body)
        and bool(FOLLOWING.search(fold(text)))
    )


def _lists(block: Block) -> bool:
    return block.kind is BlockKind.LIST or (
        block.kind is BlockKind.CODE and not block.info and bool(_LISTED.fullmatch(block.source))
    )


def _may_be_asked(block: Block) -> bool:
    """Whether a block may be what a question is about: code, choices, a few names."""
    if block.kind is BlockKind.CODE and _lists(block):
        lines = block.source.strip().split("\n")  # a list, indented so far that it became code
    elif block.kind is not BlockKind.LIST:
        return block.kind in _SHOWN_FIRST
    else:
        lines = [item.children[0].source if item.children else "" for item in block.children]
    if _is_checked(block):
        return False
    return all(_CHOICE.match(line) for line in lines) or all(
        len(line.split()) <= _FEW_WORDS for line in lines
    )


def _missing(body: Sequence[Block]) -> str:
    if not body:
        return "nothing stands below it"
    if is_placeholder(body[0].text) and all(_refers(block) for block in body[1:]):
        return "its answer is a placeholder"
    return ""


def _refers(block: Block) -> bool:
    """Whether a block only names further reading: links, or the line before them."""
    return only_links([block]) or (
        block.kind is BlockKind.PARAGRAPH and block.text.rstrip().endswith((":", "："))
    )


def _is_checked(block: Block) -> bool:
    return block.kind is BlockKind.LIST and any(item.info == "x" for item in block.children)


def _same_opener(part: Part, first: Part) -> bool:
    one, other = part.opener, first.opener
    return (
        one is not None
        and other is not None
        and one.kind is BlockKind.HEADING
        and other.kind is BlockKind.HEADING
        and fold(one.text) == fold(other.text)
    )


def _whole(part: Part, first: Part) -> tuple[Block, ...]:
    """The blocks of a part; a second marker ("Explanation") stays as a heading in the answer."""
    if part is first or part.opener is None:
        return part.blocks
    return (part.opener, *part.blocks)
