"""Notes that tell like things apart: "which one is it?", or "this one, as against those"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import escape

from deckgen.diagnostics import Diagnostic
from deckgen.markdown import plain
from deckgen.model import Block, BlockKind, Cloze, Note
from deckgen.notes.divisions import Item
from deckgen.notes.fragment import FORMULA, markup, mask, shown
from deckgen.notes.lead import Lead, lead
from deckgen.notes.names import mentions, telling
from deckgen.notes.page import Page, Piece, text
from deckgen.notes.quality import check_lead
from deckgen.notes.words import count_words
from deckgen.patterns import lazy

_ARTICLE = lazy(
    r"(?<!\w)(?:an?|der|die|das|de[nms]|ein(?:e[nmrs]?)?|l[aeo]|une?|un[ao]?|el|il)\s+\Z"
    r"|(?<!\w)l['’]\Z",
    re.IGNORECASE,
)
_LEFT_MIN = 6
"""Words that must be left beside the blanks for a fair question."""

_MASKED_MAX = 0.4
"""Share of the words that may be blanks."""

_SAID_MAX = 80
"""Words above which what is said of an item is too much for one blank."""


def item_notes(page: Page, items: Sequence[Item]) -> tuple[list[Note], list[Diagnostic]]:
    """A cloze note for each item that says something of itself, and what is to be said of it.

    Its lead is shown and its name asked (role ``item:…``); where the lead needs the others' names,
    or little of it is left without its own, the name is shown and the lead asked (``about:…``):
    another role, since its card asks something else.  What is said of two items alike tells
    neither of them, and is not asked.
    """
    own_words = telling([item.name for item in items])
    openings = [lead(page, item, page.settings.lead_words) for item in items]
    said = Counter(opening.text.strip() for opening in openings if opening)
    notes: list[Note] = []
    found: list[Diagnostic] = []
    for i, (item, opening) in enumerate(zip(items, openings, strict=True)):
        others = [other for other in items if other is not item]
        if opening and said[opening.text.strip()] > 1:
            continue
        note = _which(page, item, own_words[i], others, items, opening) if opening else None
        note = note or _against(page, item, others, opening)
        if note:
            notes.append(note)
        if note and opening and note.role.startswith("item:"):
            found += check_lead(item.name.text, opening.text, item.span)
    return notes, found


def _which(
    page: Page,
    item: Item,
    own_words: Sequence[str],
    others: Sequence[Item],
    items: Sequence[Item],
    opening: Lead,
) -> Note | None:
    """The lead with its own name masked, or None where that makes no fair question."""
    whole = opening.text
    own = mentions(item.name, whole, own_words)
    foreign = [
        start
        for other in others
        for start, end in mentions(other.name, whole)
        if not any(a <= start and end <= b for a, b in own)
    ]
    limit = min(foreign, default=len(whole))
    sentences = sum(end <= limit for end in opening.ends)
    row = opening.first(sentences)
    seen = shown(row)
    spans = [(_article(seen, start), end) for start, end in own if end <= len(seen)]
    if not _is_fair(seen, spans):
        return None
    display = _display(page, item)
    asked = escape(page.phrases.choice([other.name.text for other in items]), quote=False)
    anchor = item.name.text
    first = Cloze(anchor=anchor, html=display.html, hint=asked)
    body = text('<div class="which"><div class="choice">') + Piece((first,), display.media)
    body += text('</div><div class="lead">')
    body += Piece(mask(row, spans, lambda html: Cloze(anchor=anchor, html=html)))
    body += Piece(("</div></div>",), opening.piece.media)
    return _note(page, item, f"item:{anchor}", body, answer=anchor, shown_all=_is_all(item, seen))


def _article(seen: str, start: int) -> int:
    """Where the article before a name begins, which would tell its gender or first sound."""
    found = _ARTICLE.search(seen, max(0, start - 8), start)
    return found.start() if found else start


def _is_fair(seen: str, spans: Sequence[tuple[int, int]]) -> bool:
    """Whether enough is left to go by when the name is gone."""
    masked = sum(count_words(seen[start:end]) for start, end in spans)
    every = count_words(seen.replace(FORMULA, " x "))
    return every - masked >= _LEFT_MIN and masked <= every * _MASKED_MAX


def _against(page: Page, item: Item, others: Sequence[Item], opening: Lead | None) -> Note | None:
    """The name shown beside the others', and the lead as the blank."""
    if opening is not None:
        asked, said = Piece((markup(opening.row),), opening.piece.media), opening.text.strip()
    else:
        blocks = _first_thing(item)
        asked, said = page.blocks(blocks), "\n".join(block.text for block in blocks if block.text)
    if not asked.html.strip() or count_words(said) > _SAID_MAX:
        return None
    names = page.phrases.all_of([other.name.text for other in others])
    label = page.phrases.against.format(name="\0", others=escape(names, quote=False))
    before, _, after = label.partition("\0")
    display = _display(page, item)
    body = text(f'<div class="against"><div class="label">{before}<b>') + display
    body += text(f"</b>{after}</div>")
    body += Piece((Cloze(anchor=item.name.text, html=asked.html),), asked.media) + text("</div>")
    role = f"about:{item.name.text}"
    return _note(page, item, role, body, answer=said, shown_all=_is_all(item, said))


def _first_thing(item: Item) -> tuple[Block, ...]:
    """What an item without prose begins with: code or a picture, or the first entry of a list."""
    if not item.body or item.body[0].kind is BlockKind.HEADING:
        return ()
    first = item.body[0]
    if first.kind is BlockKind.LIST:
        return first.children[:1]
    return item.body[:2] if first.text.rstrip().endswith((":", "：")) else item.body[:1]


def _note(page: Page, item: Item, role: str, body: Piece, *, answer: str, shown_all: bool) -> Note:
    return page.cloze_note(
        role,
        body,
        Piece() if shown_all else page.blocks(item.whole),
        question=f"{page.question.text} — {item.name.text}",
        answer=answer,
        span=item.span,
    )


def _is_all(item: Item, seen: str) -> bool:
    """Whether a lead shows all that is said of an item."""
    said = sum(count_words(block.text) for block in item.body) + count_words(plain(item.first))
    media = any(block.kind in (BlockKind.CODE, BlockKind.TABLE) for block in item.body)
    return (
        not media
        and count_words(seen) >= said
        and "![" not in "".join(block.source for block in item.body)
    )


def _display(page: Page, item: Item) -> Piece:
    """The name as the author wrote it, unless numbering or the like was taken off."""
    if plain(item.source).strip() == item.name.text:
        return page.inline(item.source)
    return text(escape(item.name.text, quote=False))
