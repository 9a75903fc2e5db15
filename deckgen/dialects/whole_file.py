"""Dialect ``file``: the title of a file, or its name, asks; the whole file answers."""

from __future__ import annotations

import re

from deckgen.dialects.candidate import Candidate
from deckgen.dialects.evidence import NOTHING, Evidence, weigh
from deckgen.dialects.label import Label, Mark, read_label
from deckgen.dialects.lines import rough
from deckgen.dialects.outline import Section
from deckgen.dialects.sections import is_apart
from deckgen.model import Document, Span

NAME = "file"
_JOINTS = re.compile(r"[-_+.]+")
_ASKED = re.compile(r"^[\"']?question[\"']?[ \t]*:", re.MULTILINE | re.IGNORECASE)
_ORDER = re.compile(r"^\d+\s+")


def name_of(path: str) -> str:
    """The words of a file's name: ``what-is-x.md`` is "what is x"."""
    stem = path.rpartition("/")[2].rpartition(".")[0]
    return _ORDER.sub("", _JOINTS.sub(" ", stem)).strip()


def weigh_name(path: str) -> Evidence:
    """What the name of a file says about its title: if the name asks, so does the title."""
    if weigh(name_of(path)).score <= 0:
        return NOTHING
    return Evidence(4.0, ("is the title of a file whose name asks",))


def offer_file(document: Document, root: Section, *, forced: bool) -> Candidate | None:
    """Offer a whole file as one question, where nothing in it asks.

    ``forced``: the author says that files ask; otherwise the title or the name of the file must.
    """
    path = document.source.path
    if asked := question_of(document):
        return _candidate(asked, _asking_line(document), "the front matter asks")
    title = find_title(root)
    heading = title.heading if title is not None else None
    named = document.front_matter.get("title")
    texts = [
        heading.block.source if heading else "",
        named if isinstance(named, str) else "",
        name_of(document.source.path),
    ]
    asking = next((text for text in texts if text and weigh(rough(text)).score > 0), "")
    if not asking and not forced:
        return None
    prompt = texts[0] or asking or texts[1] or texts[2]
    span = heading.block.span if heading else Span(path, 1, 1, 1, 1)
    return _candidate(prompt, span, "names the file" if forced else "the file's name or title asks")


def question_of(document: Document) -> str:
    """The question that the front matter asks, or nothing."""
    asked = document.front_matter.get("question")
    return asked.strip() if isinstance(asked, str) else ""


def _asking_line(document: Document) -> Span:
    found = _ASKED.search(document.source.text)
    line = document.source.text.count("\n", 0, found.start()) + 1 if found else 1
    return Span(document.source.path, line, 1, line, 1)


def _candidate(prompt: str, span: Span, why: str) -> Candidate:
    label = read_label(prompt)
    return Candidate(
        dialect=NAME,
        form=NAME,
        at=0,
        prompt=prompt,
        text=prompt,
        label=label if label.rest else Label(Mark.NONE, "", prompt),
        evidence=Evidence(1.0, (why,)),
        span=span,
        prompt_span=span,
    )


def find_title(root: Section) -> Section | None:
    """The section that holds the file: the only one beside references and the like."""
    sections = [section for section in root.sections if not is_apart(section)]
    top = min((section.level for section in sections), default=0)
    highest = [section for section in sections if section.level == top]
    first = root.sections[:1]
    return highest[0] if len(highest) == 1 and first and first[0] is highest[0] else None
