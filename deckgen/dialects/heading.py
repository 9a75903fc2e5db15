"""Dialect ``heading``: numbered or plain headings of any level ask, what stands below answers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from deckgen.dialects.candidate import Candidate, Facts, Piece
from deckgen.dialects.contents import key
from deckgen.dialects.evidence import NOTHING, Evidence, ends_asking, fold, strip_ends, weigh
from deckgen.dialects.label import QUESTION_KINDS, Label, Mark, read_label
from deckgen.dialects.lines import rough
from deckgen.dialects.markers import is_marked, is_stem, open_details, title_of
from deckgen.dialects.outline import Section
from deckgen.dialects.sections import only_asks, shows
from deckgen.dialects.words import AMBIGUOUS_ANSWERS, ANSWER_LABEL
from deckgen.model import Block, BlockKind, Span

NAME = "heading"
_REPEATED = 3
_ASKS = 2.0
_LONGEST_TERM = 8
_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)|<img\b[^<>]*>", re.IGNORECASE)
_WORD = re.compile(r"\w")
_NUMBER_ONLY = re.compile(r"#?(\d{1,3})")
_WORTH = re.compile(
    r"\W*(?:(?:very )?(?:easy|medium|hard|difficult|basic|beginner|intermediate|advanced|expert"
    r"|fácil|medio|difícil|einfach|mittel|schwer|facile|moyen|difficile|лёгкий|легкий|средний|сложный|简单|中等|困难)"
    r"|\d+ ?(?:points?|pts?|marks?|puntos?|pontos?|punkte?|балл\w*|分|点|점))?\W*",
    re.IGNORECASE,
)
_ANSWERING = re.compile(rf"\W*(?:{ANSWER_LABEL})\s*#?\d+\b", re.IGNORECASE)
_DATA = frozenset({"json", "jsonc", "json5", "http", "xml"})
_AMBIGUOUS = re.compile(rf"\W*(?:{'|'.join(sorted(AMBIGUOUS_ANSWERS))})\b")


def offer(section: Section, title: Piece, facts: Facts, above: float, *, apart: bool) -> Candidate:
    """Offer the heading of a section, ``title``, as a question.

    ``above`` is the evidence of the heading around it: a title that repeats below questions
    ("Example", "References") is a part of each answer.  ``apart``: the section is one of those
    that are never cards.
    """
    block = title.block
    label = _bare(read_label(block.text), section, facts)
    named = label.mark is Mark.QUESTION and not label.rest
    evidence = weigh("Question" if named else block.text) + _numbered(
        label.mark, facts, leaf=not section.sections
    )
    evidence += _repeated(block.text, facts, above) + _listed(block.text, facts)
    evidence += _pictured(section, block)
    evidence += _marked(section) + _defined(section, label.rest, facts)
    if label.mark is Mark.QUESTION and _announces(section, label):
        evidence += Evidence(-9.0, ("announces the question below",))
    if named and not label.number and above > _ASKS:
        evidence += Evidence(-9.0, ("repeats the question above",))
    if _ANSWERING.match(block.text):
        evidence += Evidence(-6.0, ("is named an answer",))
    if apart and evidence.score > -5:
        evidence += Evidence(-8.0, ("holds nothing but links",))
    return Candidate(
        dialect=NAME,
        form=form_of(title, label.mark),
        at=0,
        prompt=block.source,
        text=block.text,
        label=label,
        evidence=evidence,
        span=block.span,
        prompt_span=Span(
            block.span.path, title.line, block.span.col, block.span.end_line, block.span.end_col
        ),
    )


def _pictured(section: Section, block: Block) -> Evidence:
    """A picture to be named: a heading below the title that shows nothing else."""
    is_bare = _IMAGE.search(block.source) and not _WORD.search(_IMAGE.sub("", block.source))
    if not is_bare or block.level == 1 or section.sections:
        return NOTHING
    return Evidence(2.0, ("is a picture alone",))


def _bare(label: Label, section: Section, facts: Facts) -> Label:
    """A label with a number and how hard or how much worth it is, but no question, has no rest."""
    if strip_ends(label.rest) in QUESTION_KINDS and _is_answered(section):
        return replace(label, mark=Mark.QUESTION, rest="")
    found = _NUMBER_ONLY.fullmatch(label.rest)
    if found and (label.mark or facts.counting or _asks_below(section) or "#" in label.rest):
        return replace(label, mark=label.mark or Mark.NUMBER, number=found[1], rest="")
    if label.mark and _WORTH.fullmatch(label.rest):
        return replace(label, rest="")
    return label


def _asks_below(section: Section) -> bool:
    """Whether what stands below a number asks, or has its answer marked: then the number counts."""
    first = next(iter(section.content), None)
    if not isinstance(first, Piece) or is_marked(first.block):
        return False
    return weigh(first.block.text).score > 0 or any(
        isinstance(part, Piece) and is_marked(part.block) for part in section.content
    )


def _announces(section: Section, label: Label) -> bool:
    """Whether a title only counts ("Question 3 - Locks"), and the one title below it asks."""
    first = section.content[:1]
    return (
        len(section.sections) == 1
        and isinstance(first[0], Section)
        and weigh(label.rest).score <= 0 < weigh(first[0].text).score
    )


def _is_answered(section: Section) -> bool:
    """Whether the answer of the whole section is marked: no title below that asks anew."""
    marked = any(isinstance(part, Piece) and is_marked(part.block) for part in section.content)
    return marked and not any(weigh(inner.text).score > 0 for inner in section.sections)


def form_of(title: Piece, mark: Mark) -> str:
    """Headings of one form are weighed together; ``Q1.`` is one form at whatever level."""
    if title.block.kind is BlockKind.SUMMARY:
        return "folded topic"
    if mark is Mark.QUESTION:
        return "heading marked as a question"
    kind = "numbered " if mark is Mark.NUMBER else ""
    return f"{kind}h{title.block.level}" + (" in a list item" if title.listed else "")


def _numbered(mark: Mark, facts: Facts, *, leaf: bool) -> Evidence:
    if mark is Mark.NUMBER:
        return Evidence(1.8 if facts.headed else 0.8, ("is numbered",))
    if not facts.headed:
        return NOTHING
    return Evidence(1.1 if leaf else 0.7, ("the file is named a collection of questions",))


def _marked(section: Section) -> Evidence:
    """Whether the answer below is marked or hidden."""
    fits = True
    for at, piece in enumerate(section.content):
        if not isinstance(piece, Piece):
            break
        block = piece.block
        if only_asks(block):
            return NOTHING
        if is_marked(block) and _answers_with_data(section.content[at + 1 : at + 2]):
            return Evidence(0.0, ("a program answers",))
        if is_marked(block) or (title_of(block) and open_details(block, fits=fits, wrapped=False)):
            if _asks_again(section.content[at + 1 :]):
                return Evidence(-1.0, ("several questions are answered below",))
            if _AMBIGUOUS.match(fold(block.text)):
                return Evidence(0.5, ("its answer may be marked",))
            return Evidence(2.5 if fits else 1.5, ("its answer is marked",))
        fits = fits and is_stem(block)
    return NOTHING


def _asks_again(below: Sequence[Piece | Section]) -> bool:
    """Whether below the first answer another question stands with its answer."""
    asked = False
    for piece in below:
        if not isinstance(piece, Piece):
            return False
        if piece.block.kind is BlockKind.PARAGRAPH and ends_asking(piece.block.text):
            asked = True
        elif asked and is_marked(piece.block):
            return True
    return False


def _answers_with_data(below: Sequence[Piece | Section]) -> bool:
    """Whether data stand below a marker: then a program answers, as in a manual."""
    return any(
        isinstance(piece, Piece)
        and piece.block.kind is BlockKind.CODE
        and piece.block.info.lower() in _DATA
        for piece in below
    )


def _defined(section: Section, text: str, facts: Facts) -> Evidence:
    """In a glossary every heading is a term that has text below it and no other headings."""
    if not facts.glossary or section.sections or not shows(section.pieces()):
        return NOTHING
    if len(text) < 2 or len(text.split()) > _LONGEST_TERM or _lists_questions(section):
        return NOTHING
    return Evidence(2.5, ("is a term in a glossary",))


def _lists_questions(section: Section) -> bool:
    return any(
        part.block.kind is BlockKind.LIST and _count_asking(part.block) > 1
        for part in section.content
        if isinstance(part, Piece)
    )


def _count_asking(block: Block) -> int:
    """How many items of a list ask in their first line."""
    firsts = (
        item.children[0].source.partition("\n")[0] for item in block.children if item.children
    )
    return sum(weigh(rough(first)).score > 0 for first in firsts)


def _repeated(text: str, facts: Facts, above: float) -> Evidence:
    if above > 0 and facts.titles.get(key(text), 0) >= _REPEATED:
        return Evidence(-4.0, ("repeats under several questions",))
    return NOTHING


def _listed(text: str, facts: Facts) -> Evidence:
    rate = facts.listed.get(key(text))
    if rate is not None:
        among = "questions" if rate > 0.5 else "topics"
        return Evidence(3.0 * (rate - 0.5), (f"the contents list it among {among}",))
    if facts.complete:
        return Evidence(-1.0, ("the contents do not list it",))
    return NOTHING
