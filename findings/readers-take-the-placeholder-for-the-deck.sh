#!/usr/bin/env bash
# Readers of .apkg files hand out Anki's "please update" note as the deck, and one does so for every deck of today.
#
# Expected: a reader that does not know a package's format says so.
# Seen: npm anki-reader 0.3.0 opens `collection.anki2` only. In every package Anki 26.9.3 writes, also in those for old
#   clients (legacy), that is a placeholder beside `collection.anki21` or `.anki21b`; it returns one deck, "Default", with the one card
#   "Please update to the latest Anki version, then import the .colpkg/.apkg file again." PyPI anki-export 0.1.4 reads
#   legacy packages right and the others like that. Neither raises. genanki's packages hold `collection.anki2` alone, and both read them.
# Matters: a converter tested with generated decks works, and then turns real decks into a single card; counting notes ("1 card,
#   1 deck") is the only sign. A reader must look for `collection.anki21b` and `.anki21` first.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
python3 -m pip install --quiet --disable-pip-version-check --target py anki==26.9.3 genanki==0.13.1 anki-export==0.1.4 2>log || { cat log; exit 1; }
npm init -y >/dev/null
npm install --no-audit --no-fund --silent anki-reader@0.3.0
PYTHONPATH=py python3 - <<'PY'
import anki.collection as a
import genanki
from anki_export import ApkgReader

col = a.Collection("author.anki2")
note = col.new_note(col.models.by_name("Basic"))
note["Front"] = "What is a delta?"
col.add_note(note, 1)
for name, legacy in (("legacy", True), ("new", False)):
    options = a.ExportAnkiPackageOptions(with_scheduling=False, with_deck_configs=False, with_media=True, legacy=legacy)
    col.export_anki_package(out_path=f"{name}.apkg", limit=None, options=options)
model = genanki.Model(7, "M", fields=[{"name": "Front"}], templates=[{"name": "C", "qfmt": "{{Front}}", "afmt": "{{Front}}"}])
deck = genanki.Deck(8, "Rivers")
deck.add_note(genanki.Note(model, ["What is a delta?"]))
genanki.Package(deck).write_to_file("generated.apkg")
for name in ("generated", "legacy", "new"):
    with ApkgReader(f"{name}.apkg") as reader:
        rows = [row for sheet in reader.export().values() for row in sheet[1:]]
    print("anki-export", name, rows)
    assert len(rows) == 1 and rows[0][0].startswith("Please update" if name == "new" else "What is a delta?")
PY
cat >read.mjs <<'JS'
import { readFileSync } from "node:fs";
import { readAnkiPackage } from "anki-reader";
for (const name of ["generated", "legacy", "new"]) {
  const { collection } = await readAnkiPackage(new Blob([readFileSync(name + ".apkg")]));
  const cards = Object.values(collection.getDecks()).flatMap((deck) => Object.values(deck.getCards()));
  const fronts = cards.map((card) => card.getFront());
  console.log("anki-reader", name, fronts);
  const expected = name === "generated" ? "What is a delta?" : "Please update";
  if (fronts.length !== 1 || !fronts[0].startsWith(expected)) process.exit(1);
}
JS
node read.mjs 2>/dev/null
echo "as stated"
