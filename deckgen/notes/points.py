"""Opt-in: the points of an enumeration one by one, each between its neighbours."""

from __future__ import annotations

from deckgen.diagnostics import Diagnostic, report
from deckgen.model import Block, BlockKind, Cloze, Note
from deckgen.notes.overview import count_points
from deckgen.notes.page import Page, Piece, text

_LABEL_MAX = 80
_ANCHOR = "point"


def point_notes(page: Page) -> tuple[list[Note], list[Diagnostic]]:
    """A note for each point, if the answer is an enumeration; what limits say.

    Each note has one blank, so that a point that moves or goes disturbs none of the others.
    """
    answer = page.question.answer
    count = count_points(answer)
    if not count:
        return [], []
    block = next(one for one in answer if one.kind is BlockKind.LIST)
    limit = page.settings.max_cards_per_table
    if count > limit:
        message = f"the list would give {count} cards, more than {limit}"
        remedy = "Split the list, or raise `max_cards_per_table`; the overview shows it meanwhile."
        return [], [report("DG303", block.span, message, help=remedy)]
    points = [item for item in block.children if item.kind is BlockKind.ITEM and item.text]
    whole = page.blocks(answer)
    notes: list[Note] = []
    found: list[Diagnostic] = []
    seen: set[str] = set()
    for at, point in enumerate(points):
        label = " ".join(point.text.split())[:_LABEL_MAX]
        if label.casefold() in seen:
            message = f"the point `{label}` stands in the list twice"
            found.append(report("DG304", point.span, message, help="Remove one of them."))
            continue
        seen.add(label.casefold())
        notes.append(
            page.cloze_note(
                f"point:{label}",
                _between(page, block, points, at),
                whole,
                question=page.question.text,
                answer=point.text,
                span=point.span,
            )
        )
    return notes, found


def _between(page: Page, block: Block, points: list[Block], at: int) -> Piece:
    """The list with one point as the blank, the points beside it, and gaps for the others."""
    tag = "ol" if block.level else "ul"
    body = text(f'<{tag} class="points">')
    first, last = max(at - 1, 0), min(at + 2, len(points))
    if first:
        body += text('<li class="gap">…</li>')
    for i in range(first, last):
        shown = page.blocks(points[i].children)
        number = f' value="{block.level + i}"' if block.level else ""
        body += text(f"<li{number}>")
        body += shown if i != at else Piece((Cloze(anchor=_ANCHOR, html=shown.html),), shown.media)
        body += text("</li>")
    if last < len(points):
        body += text('<li class="gap">…</li>')
    return body + text(f"</{tag}>")
