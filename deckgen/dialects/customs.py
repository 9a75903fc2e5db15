"""How the answers of a document are written: marked, wrapped in details, solved in code."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from deckgen.dialects.evidence import fold, has_mark
from deckgen.dialects.gather import Draft
from deckgen.dialects.label import Mark
from deckgen.dialects.markers import hides, is_marked, title_of
from deckgen.dialects.navigation import is_navigation, is_noise
from deckgen.model import Block, BlockKind

_REGULAR = 0.5
_MOSTLY = 0.6
Form = tuple[str, str]
"""A dialect and a form: drafts of one form follow one custom."""


def form_of(draft: Draft) -> Form:
    """The form a draft is written in."""
    return draft.candidate.dialect, draft.candidate.form


@dataclass(frozen=True, slots=True, kw_only=True)
class Customs:
    """For each form the share of its answers that are marked, wrapped, or have code."""

    marked: Mapping[Form, float]
    wrapped: Mapping[Form, float]
    coded: Mapping[Form, float]

    def marks(self, draft: Draft) -> bool:
        """Whether the answers of its form open with a marker."""
        return self.marked.get(form_of(draft), 0.0) >= _REGULAR

    def wraps(self, draft: Draft) -> bool:
        """Whether the answers of its form are hidden in details."""
        return self.wrapped.get(form_of(draft), 0.0) >= _REGULAR

    def sets_task(self, draft: Draft) -> bool:
        """Whether it is a numbered statement that code solves, like most around it."""
        return (
            self.coded.get(form_of(draft), 0.0) >= _MOSTLY
            and draft.candidate.dialect in ("bold", "line")
            and draft.candidate.label.mark is Mark.NUMBER
            and not has_mark(draft.candidate.text)
        )


def find_customs(drafts: Sequence[Draft]) -> Customs:
    """Learn the customs of a document."""
    shown = [(form_of(draft), _shown(draft)) for draft in drafts]
    seen = [(form, blocks) for form, blocks in shown if blocks]
    titles = _wrappers([blocks for _, blocks in seen])
    return Customs(
        marked=_share(seen, lambda blocks: any(is_marked(block) for block in blocks)),
        wrapped=_share(seen, lambda blocks: _is_wrapped(blocks, titles)),
        coded=_share(seen, lambda blocks: any(b.kind is BlockKind.CODE for b in blocks)),
    )


def _share(
    seen: Sequence[tuple[Form, list[Block]]], test: Callable[[list[Block]], bool]
) -> dict[Form, float]:
    counts: Counter[Form] = Counter()
    found: Counter[Form] = Counter()
    for form, blocks in seen:
        counts[form] += 1
        found[form] += test(blocks)
    return {form: found[form] / counts[form] for form in counts}


def _wrappers(answers: Sequence[list[Block]]) -> frozenset[str]:
    """The summaries that repeat below questions: whatever they say, they hide the answers."""
    counts = Counter(
        fold(title_of(blocks[-1])) for blocks in answers if blocks[-1].kind is BlockKind.DETAILS
    )
    return frozenset(title for title, count in counts.items() if count > 1)


def _is_wrapped(blocks: Sequence[Block], titles: frozenset[str]) -> bool:
    last = blocks[-1]
    return last.kind is BlockKind.DETAILS and (hides(last) or fold(title_of(last)) in titles)


def _shown(draft: Draft) -> list[Block]:
    return [block for block in draft.blocks if not (is_noise(block) or is_navigation(block))]
