"""A style sheet of the author: checked, and with its files packed.

The text stays as it is but for the names of packed files.  Whatever is wrong with it, browsers skip
the place and read on, so that is a warning.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from deckgen.media.kinds import FONTS, PICTURES
from deckgen.render.text import names
from deckgen.theme.assets import Assets, Reference
from deckgen.theme.css import Declaration, Rule, StyleSheet, Url, parse_css
from deckgen.theme.source import Edit, ThemeFile, apply_edits

_ENDS_STYLE = re.compile(r"</style", re.IGNORECASE)
"""Anki puts the sheet between `<style>` and `</style>` as it is."""

_EVERYWHERE = names("* html body #qa .card .dg .front .back .question .answer .text .cloze")
_AROUND = _EVERYWHERE | {".nightMode", ".night_mode", ".mobile", ".win", ".mac", ".linux"}
_COMPOUND = re.compile(r"[.#]?[\w-]+|\*")
_GONE = {
    "display": re.compile(r"none"),
    "visibility": re.compile(r"hidden|collapse"),
    "opacity": re.compile(r"0(?:\.0*)?%?"),
    "font-size": re.compile(r"0[a-z%]*"),
}


@dataclass(frozen=True, slots=True)
class Sheet:
    """A style sheet as it goes into the package, empty if it has no rule.

    ``sets`` are the variables it gives values to, each with where it does so first; ``uses`` are
    those that it refers to.
    """

    text: str
    sets: dict[str, tuple[int, int]]
    uses: frozenset[str]


def read_sheet(file: ThemeFile, assets: Assets) -> Sheet:
    """Check a style sheet and pack what it refers to; whatever is wrong is reported in ``file``."""
    css = parse_css(file.text)
    for found in _ENDS_STYLE.finditer(file.text):
        message = "`</style` would end the style sheet, and what follows be part of the page"
        file.say("DG029", *found.span(), message, "take it out, also out of comments")
    for fault in css.faults:
        file.say("DG032", fault.begin, fault.end, fault.message, fault.help)
    for begin, end in css.imports:
        help = "name the style sheet in `css` under `[theme]`"
        file.say("DG033", begin, end, "`@import` is not followed", help)
    sets: dict[str, tuple[int, int]] = {}
    for rule in css.rules:
        _check_visible(file, rule)
        for one in rule.declarations:
            if one.name.startswith("--"):
                sets.setdefault(one.name, (one.begin, one.begin + len(one.name)))
    text = apply_edits(file.text, _pack(file, css, assets)).strip() if css.has_rules else ""
    return Sheet(text, sets, css.uses)


def _pack(file: ThemeFile, css: StyleSheet, assets: Assets) -> Iterator[Edit]:
    """Pack what the sheet refers to; yield the edits that put the packed names there."""
    urls = [url for url in css.urls if url.target]
    references = [Reference(url.target, url.begin, url.end) for url in urls]
    packed = assets.pack(file, references, PICTURES | FONTS)
    for url in urls:
        if url.target in packed:
            yield from _rename(file, url, packed[url.target])


def _rename(file: ThemeFile, url: Url, name: str) -> Iterator[Edit]:
    if url.is_whole:
        yield Edit(url.begin, url.end, f'url("{name}")' if url.is_function else f'"{name}"')
        return
    message = "this address is written in a way that cannot be replaced"
    file.say("DG033", url.begin, url.end, message, f'write `url("{url.target}")`')


def _check_visible(file: ThemeFile, rule: Rule) -> None:
    """Report a rule that takes every question or answer out of sight."""
    if not any(_is_everywhere(selector) for selector in rule.selectors.split(",")):
        return
    for one in rule.declarations:
        if one.name in _GONE and _GONE[one.name].fullmatch(_value(one)):
            message = f"`{rule.selectors.strip()}` with `{one.name}: {one.value}` hides every card"
            help = "hide something smaller, or leave it out in a template"
            file.say("DG034", one.begin, one.end, message, help)


def _value(one: Declaration) -> str:
    return one.value.lower().removesuffix("!important").strip()


def _is_everywhere(selector: str) -> bool:
    """Tell whether a selector stands for what every card shows, wherever it stands."""
    *around, last = re.split(r"\s*>\s*|\s+", selector.strip()) or [""]
    parts = [_COMPOUND.findall(compound) for compound in (*around, last)]
    known = all("".join(found) == one for found, one in zip(parts, (*around, last), strict=True))
    return (
        known
        and bool(parts[-1])
        and {*parts[-1]} <= _EVERYWHERE
        and all({*found} <= _AROUND for found in parts[:-1])
    )
