#!/usr/bin/env bash
# One deck name is read differently by two Anki releases, so an update after an upgrade makes a second deck.
#
# Expected: a deck's name in a package is the deck's name in Anki, and the next release's cards join that deck.
# Seen (genanki 0.13.1, anki 2.1.66, 24.11, 26.9.3): 2.1.66 drops straight quotes (`The "big" five` -> `The big five`) and keeps
#   `12:::30`; 24.11 and 26.9.3 keep the quotes and cut `12:::30` to `12::30`. A collection that took release 1 under
#   2.1.66 and release 2 under 26.9.3 holds both names, the old cards in one deck and the new ones in the other.
#   All of them glue words that a line break or tab parts: `Upper<newline>Lower` -> `UpperLower`.
# Matters: imports match decks by name. Titles with quotes are common in notes ("The “big” five" typed straight), and
#   the split happens without a message, at the learner's upgrade, not at the author's. Names without `"` and `:` are safe.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
cat >make.py <<'PY'
import genanki

model = genanki.Model(4242, "M", fields=[{"name": "F"}], templates=[{"name": "C", "qfmt": "{{F}}", "afmt": "{{F}}"}])
for release in (1, 2):
    decks = []
    for number, name in enumerate(('The "big" five', "Tide 12:::30", "Upper\nLower")):
        decks.append(genanki.Deck(9000 + number, name))
        decks[-1].add_note(genanki.Note(model, [f"question {number}.{release}"]))
    genanki.Package(decks).write_to_file(f"{release}.apkg")
PY
cat >take.py <<'PY'
import sys
import anki.collection as a
from anki.buildinfo import version

col = a.Collection(sys.argv[1])
if version == "2.1.66":
    col.import_anki_package(sys.argv[2])
else:
    col.import_anki_package(a.ImportAnkiPackageRequest(package_path=sys.argv[2], options=a.ImportAnkiPackageOptions()))
names = {d.name for d in col.decks.all_names_and_ids()} - {"Default", "Tide 12"}
print("anki", version, sorted(names))
col.close()
assert names == set(sys.argv[3:]), names
PY
for package in genanki==0.13.1 anki==2.1.66 anki==24.11 anki==26.9.3; do
  python3 -m pip install --quiet --disable-pip-version-check --target "${package//==/-}" "$package" 2>log || { cat log; exit 1; }
done
PYTHONPATH=genanki-0.13.1 python3 make.py
old=('The big five' 'Tide 12:::30' 'UpperLower')
new=('The "big" five' 'Tide 12::30' 'UpperLower')
PYTHONPATH=anki-24.11 python3 take.py fresh.anki2 1.apkg "${new[@]}"
PYTHONPATH=anki-2.1.66 python3 take.py learner.anki2 1.apkg "${old[@]}"
PYTHONPATH=anki-26.9.3 python3 take.py learner.anki2 2.apkg "${old[@]}" "${new[@]:0:2}"
echo "as stated"
