"""The preview as a site of its own: one page, its data in pieces that are loaded when needed.

Everything is a plain file, found by relative addresses, so that the page works from a disk as from
the server.  A disk gives a page no other files but scripts and pictures, so data are scripts, too.
Their names tell their content: a page never meets the data of another build.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any

from deckgen.ankiformat.template import TemplateError
from deckgen.diagnostics import Diagnostic
from deckgen.media.kinds import FONTS, extension
from deckgen.model import IdentifiedNote, MediaFile, NoteType, Plan, SourceFile
from deckgen.preview.findings import sort_findings
from deckgen.preview.left_out import find_left_out
from deckgen.preview.shown import Formulas, draw
from deckgen.preview.sources import make_page, page_name
from deckgen.preview.template import render
from deckgen.render.text import escape

PIECE = 50
"""Notes whose cards are loaded at once."""

PAGE = "index.html"
INDEX = "data/index-"
"""How the address of the data begins that the page starts with; the rest tells their content."""

MEDIA = "media/"

Site = Mapping[str, bytes | Path]
"""Relative addresses, each with its content or the file that holds it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Subject:
    """What is previewed: a plan, the sources it was read from, and what was found there.

    ``live`` says that a server tells the page when there is something new.
    """

    plan: Plan
    sources: Sequence[SourceFile]
    diagnostics: Sequence[Diagnostic]
    live: bool = False


def make_site(subject: Subject) -> Site:
    """Return the preview of a plan."""
    plan = subject.plan
    site: dict[str, bytes | Path] = {
        name: _read_asset(name).encode() for name in ("preview.css", "preview.js")
    }
    pieces = [_add_data(site, "cards", cards) for cards in _make_cards(plan)]
    words = _add_data(site, "words", [note.note.answer for note in plan.notes])
    index = _add_data(site, "index", {**_make_index(subject), "pieces": pieces, "words": words})
    for number, source in enumerate(subject.sources):
        site[page_name(number)] = make_page(source).encode()
    for file in plan.media:
        site[MEDIA + file.name] = _content(file)
    page = _read_asset(PAGE).replace("{{index}}", index)
    site[PAGE] = page.replace("{{title}}", escape(plan.project)).encode()
    return site


def _make_index(subject: Subject) -> dict[str, Any]:
    """Return what the page knows from its start: all but the cards."""
    plan = subject.plan
    left_out, about_notes = find_left_out(subject.diagnostics, plan.notes, subject.sources)
    found, others = sort_findings(about_notes, plan.notes)
    paths = {source.path: number for number, source in enumerate(subject.sources)}
    decks = {deck: number for number, deck in enumerate(dict.fromkeys(n.deck for n in plan.notes))}
    return {
        "project": plan.project,
        "live": subject.live,
        "piece": PIECE,
        "css": {kind.kind.value: _with_fonts(kind.css, plan.media) for kind in plan.note_types},
        "decks": list(decks),
        "sources": [{"path": path, "page": page_name(number)} for path, number in paths.items()],
        "notes": [
            {
                "id": note.guid,
                "deck": decks[note.deck],
                "kind": note.kind.value,
                "part": note.note.role.partition(":")[2],
                "question": note.note.question,
                "cards": len(note.cards),
                "source": paths.get(note.note.span.path),
                "line": note.note.span.line,
                "tags": note.tags,
                "findings": [_describe(one, paths) for one in found.get(note.guid, ())],
            }
            for note in plan.notes
        ],
        "left_out": [
            {"before": one.before, "text": one.text, "findings": [_describe(one.finding, paths)]}
            for one in left_out
        ],
        "others": [_describe(one, paths) for one in others],
    }


def _with_fonts(css: str, media: Sequence[MediaFile]) -> str:
    """Return a style sheet with its fonts in it: from a disk, Firefox lets no page load them."""
    for file in media:
        if extension(file.name) in FONTS and file.name in css:
            content = _content(file)
            data = content.read_bytes() if isinstance(content, Path) else content
            css = css.replace(file.name, f"data:font;base64,{base64.b64encode(data).decode()}")
    return css


def _describe(one: Diagnostic, paths: Mapping[str, int]) -> dict[str, Any]:
    return {
        "code": one.code,
        "severity": one.severity.value,
        "message": one.message,
        "help": one.help,
        "path": one.span.path,
        "source": paths.get(one.span.path),
        "line": one.span.line,
    }


def _make_cards(plan: Plan) -> Iterator[list[list[dict[str, Any]]]]:
    """Yield the cards of each piece: for each note its cards with both sides."""
    types = {note_type.kind: note_type for note_type in plan.note_types}
    formulas = Formulas()
    for start in range(0, len(plan.notes), PIECE):
        yield [
            [_make_card(note, types[note.kind], ordinal, formulas) for ordinal in note.cards]
            for note in plan.notes[start : start + PIECE]
        ]


def _make_card(
    note: IdentifiedNote, note_type: NoteType, ordinal: int, formulas: Formulas
) -> dict[str, Any]:
    try:
        sides = render(note, note_type, ordinal)
    except TemplateError as error:
        problem = f"<p>The template of “{escape(note_type.name)}” is wrong: {escape(str(error))}."
        return {"ordinal": ordinal, "front": problem, "back": problem}
    return {
        "ordinal": ordinal,
        "front": draw(sides.front, formulas.draw),
        "back": draw(sides.back, formulas.draw),
    }


def _add_data(site: dict[str, bytes | Path], name: str, data: object) -> str:
    """Add data as a script; return its address."""
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    content = text.encode("utf-8", "replace")
    address = f"data/{name}-{hashlib.sha256(content).hexdigest()[:16]}.js"
    site[address] = b'deckgen("' + address.encode() + b'",' + content + b");\n"
    return address


def _content(file: MediaFile) -> bytes | Path:
    return file.location if file.data is None else file.data


def _read_asset(name: str) -> str:
    return files("deckgen.preview").joinpath("page", name).read_text(encoding="utf-8")


def make_empty_site(project: str) -> Site:
    """Return what a server shows until there is something."""
    plan = Plan(project=project, decks=(), note_types=(), notes=(), media=())
    return make_site(Subject(plan=plan, sources=(), diagnostics=(), live=True))
