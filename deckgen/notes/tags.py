"""Tags: topics and the author's own, as Anki can hold them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any

from deckgen.model import Document, Question
from deckgen.patterns import lazy

_UNFIT = lazy(r"[^\w.+#-]+")
_EDGES = "-._"
_LONGEST = 60


def tags(document: Document, question: Question) -> tuple[str, ...]:
    """The tags of a question's notes, relative to the project: ``transfer-learning::basics``.

    One tag for the path of topics, one for each tag of the question and of the file's front matter
    (``tags: [a, b]``, or words in a string).  Identity puts the project's name before each.  A tag
    holds no blank, no empty level, and none differs from another by case only (ANKI-CONTRACT 58).
    """
    path = "::".join(filter(None, map(slug, question.topics)))
    own = (_level_slugs(tag) for tag in (*question.tags, *front_matter_tags(document.front_matter)))
    distinct: dict[str, str] = {}
    for tag in filter(None, (path, *own)):
        distinct.setdefault(tag.casefold(), tag)
    return tuple(distinct.values())


def slug(text: str) -> str:
    """A level of a tag: lower case, words joined by hyphens, letters of any script."""
    text = unicodedata.normalize("NFC", text).lower()
    return _UNFIT.sub("-", text)[:_LONGEST].strip(_EDGES)


def front_matter_tags(front_matter: Mapping[str, Any]) -> tuple[str, ...]:
    """What ``tags`` or ``tag`` of the front matter names; anything but text and numbers is not."""
    found: list[str] = []
    for key in ("tags", "tag"):
        value = front_matter.get(key)
        if isinstance(value, str):
            found += re.split(r"[,\s]+", value)
        elif isinstance(value, Iterable) and not isinstance(value, Mapping):
            found += [str(tag) for tag in value if isinstance(tag, str | int)]
    return tuple(tag.lstrip("#") for tag in found if tag)


def _level_slugs(tag: str) -> str:
    """An author's tag; ``::`` and ``/`` part its levels."""
    return "::".join(filter(None, map(slug, re.split("::|/", tag.lstrip("#")))))
