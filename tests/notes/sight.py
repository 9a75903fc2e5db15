"""What a real browser sees of cards: what is active in them, and the text to read."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.browser import Browser

_PAGE = """<!doctype html><meta charset="utf-8"><body>
<script type="application/json" id="cards">%(cards)s</script><script>
let current;
x = alert = prompt = confirm = print = open = onerror = () => current.did.add("ran");
const forbidden = "script iframe object embed form input button base meta link svg math template";
const inspect = (card) => {
  for (const one of card.place.querySelectorAll("*")) {
    if (one.matches(forbidden.split(" ").join(","))) card.did.add(`is a ${one.localName}`);
    if (one.matches("a") && !/^(https?|mailto):/.test(one.href))
      card.did.add(`goes to ${one.href}`);
    for (const {name} of one.attributes)
      if (/^on|^(style|srcset|ping)$/.test(name)) card.did.add(`${one.localName} has ${name}`);
    for (const kind of ["click", "mouseover", "focus", "toggle"])
      one.dispatchEvent(new Event(kind, {cancelable: true}));
    if (one.matches("details")) one.open = true;
  }
};
(async () => {
  const cards = [];
  for (const html of JSON.parse(document.getElementById("cards").textContent)) {
    current = {did: new Set(), place: document.body.appendChild(document.createElement("div"))};
    current.place.append(document.createRange().createContextualFragment(html));
    inspect(current);
    cards.push(current);
  }
  current = {did: new Set()};
  await new Promise((done) => setTimeout(done, 500));
  const read = (place) =>
    [place.innerText, ...[...place.querySelectorAll("img")].map((image) => image.alt)].join("\\n");
  const seen = cards.map(({did, place}) => ({did: [...did], text: read(place)}));
  const asked = performance.getEntriesByType("resource").map((entry) => entry.name);
  const late = [...current.did];
  const body = JSON.stringify({seen, asked, late});
  await fetch("%(home)s", {method: "POST", mode: "no-cors", body});
})();
</script>"""


@dataclass(frozen=True, slots=True)
class Sight:
    """A card as it was seen: what is active in it, and the text to read."""

    did: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class Show:
    """What was seen of the cards, what ran later, and the addresses that any of them asked for."""

    cards: tuple[Sight, ...]
    late: tuple[str, ...]
    asked: tuple[str, ...]


def look_at(cards: Sequence[str], browser: Browser, folder: Path) -> Show:
    """Put cards on a page as Anki does, one after another, and touch all that is in them."""
    page = folder / "cards.html"
    written = json.dumps(cards).replace("<", "\\u003c")
    page.write_text(_PAGE % {"cards": written, "home": browser.home}, encoding="utf-8")
    browser.open(page.as_uri())
    seen = browser.wait()
    sights = tuple(Sight(tuple(one["did"]), one["text"]) for one in seen["seen"])
    asked = tuple(one for one in seen["asked"] if one.startswith("http"))
    return Show(sights, tuple(seen["late"]), asked)
