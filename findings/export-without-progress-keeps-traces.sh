#!/usr/bin/env bash
# A package exported without learning progress still says when its author last studied each card.
#
# Expected: "Include scheduling information" off means new cards: what a reader gets is what a stranger may know.
# Seen: cards are new (type 0, no interval, no flag, no revlog), but `cards.data` keeps, since 25.07 (tried: 25.7.5, 26.9.3),
#   `lrt`, the second of the author's last review of that card, and `decay` and `dr`, the author's FSRS settings;
#   24.11 kept `dr` only. Custom data of add-ons (`cd`) stays in all of them. Memory state (`s`, `d`) and position are taken out.
#   An import without progress takes them over: the learner's new card has the author's review time.
# Matters: shared decks are made by this export. Two exports of one deck differ after every study session, so they
#   are no reproducible artefact, and the times of study are published with the deck. A generated package has none of this.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/export.py" <<'PY'
import json, sys
import anki.collection as a
from anki.buildinfo import version

base, keys = sys.argv[1], set(sys.argv[2].split(","))
col = a.Collection(base + "author.anki2")
col.set_config("fsrs", True)
deck = col.decks.id("Rivers")
note = col.new_note(col.models.by_name("Basic"))
note["Front"] = "What is a delta?"
col.add_note(note, deck)
card = note.cards()[0]
card.custom_data = '{"x":1}'
col.update_card(card)
col.decks.select(deck)
col.sched.answerCard(col.sched.getCard(), 4)
col.export_anki_package(
    out_path=base + "deck.apkg", limit=a.DeckIdLimit(deck),
    options=a.ExportAnkiPackageOptions(with_scheduling=False, with_deck_configs=False, with_media=False, legacy=True),
)
other = a.Collection(base + "learner.anki2")
other.import_anki_package(a.ImportAnkiPackageRequest(package_path=base + "deck.apkg", options=a.ImportAnkiPackageOptions()))
kind, reps, data = other.db.first("select type, reps, data from cards")
print("anki", version, "a learner's new card:", kind, reps, data)
assert (kind, reps) == (0, 0) and set(json.loads(data)) == keys
assert other.db.scalar("select count() from revlog") == 0
PY
run() {
  python3 -m pip install --quiet --disable-pip-version-check --target "$dir/$1" anki=="$1" 2>"$dir/log" || { cat "$dir/log"; exit 1; }
  PYTHONPATH="$dir/$1" python3 "$dir/export.py" "$dir/$1-" "$2"
}
run 24.11 dr,cd
run 25.7.5 dr,decay,lrt,cd
run 26.9.3 dr,decay,lrt,cd
echo "as stated"
