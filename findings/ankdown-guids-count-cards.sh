#!/usr/bin/env bash
# ankdown names notes by their place in the file, so an inserted card takes its neighbour's history.
#
# Expected: a tool that sets its own GUIDs derives them from something that stays with the card (its text or a key).
# Seen (ankdown 0.7.1): the GUID is a hash of folder, file and the card's number in it. After one card is put on top,
#   every card's GUID belongs to the card above it: the first import's "What is a delta?" is updated to
#   "What is an oxbow?", its review history and all (imported with anki 26.9.3), and only the last card counts as new.
# Matters: nothing looks wrong: no duplicates, the right number of cards, "updated: 2, new: 1". The intervals are
#   those of other questions. A deck made this way cannot be taken over by GUID; it has to be matched by text.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
mkdir -p one/Rivers two/Rivers
card() { printf '%s\n\n%%\n\n%s\n' "$1" "$2"; }
{ card 'What is a delta?' 'A fan.'; printf '\n---\n\n'; card 'What is a ford?' 'A shallow.'; } >one/Rivers/notes.md
{ card 'What is an oxbow?' 'A bend.'; printf '\n---\n\n'; cat one/Rivers/notes.md; } >two/Rivers/notes.md
python3 -m pip install --quiet --disable-pip-version-check --target py ankdown==0.7.1 anki==26.9.3 2>log || { cat log; exit 1; }
export PYTHONPATH=py
python3 -m ankdown.ankdown -r one -p one.apkg >/dev/null
sleep 2 # so that the second package is newer
python3 -m ankdown.ankdown -r two -p two.apkg >/dev/null
python3 - <<'PY'
import anki.collection as a

col = a.Collection("learner.anki2")
for name in ("one", "two"):
    request = a.ImportAnkiPackageRequest(package_path=f"{name}.apkg", options=a.ImportAnkiPackageOptions())
    log = col.import_anki_package(request).log
    if name == "one":
        note = col.get_note(col.find_notes("delta")[0])
        col.sched.set_due_date([note.cards()[0].id], "30!")  # the learner knows it
print("new", len(log.new), "updated", len(log.updated))
card = note.cards()[0]
card.load()
now = card.note().fields[0]
print("the card of 'What is a delta?', interval", card.ivl, "days, now asks", now)
assert (len(log.new), len(log.updated)) == (1, 2)
assert "oxbow" in now and card.ivl == 30
PY
echo "as stated"
