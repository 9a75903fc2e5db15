#!/usr/bin/env bash
# anki-apkg-export writes modification times in milliseconds, and Anki takes them for seconds: no update gets through.
#
# Expected: a package made today holds notes modified today.
# Seen (npm anki-apkg-export 4.0.3, anki 26.9.3): `notes.mod` is Date.now(), a date some 57,000 years away. The import keeps it
#   as it is, and a corrected package with the same GUID and a true time is "duplicate": older, so not applied. Only
#   after Tools > Check Database is it "updated". Anki's own API hides it: Note.mod is the number modulo 2^32, another date on every day of making.
# Matters: who takes such a deck over, GUIDs and all, with a better tool sends updates that learners' Anki skips
#   without a word. Ask them to run Check Database once, or to import with "Always".
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent anki-apkg-export@4.0.3
cat >make.cjs <<'JS'
const { default: Exporter } = require("anki-apkg-export");
const deck = new Exporter("Rivers");
deck.addCard("What is a delta?", "A fan.");
deck.save().then((zip) => require("node:fs").writeFileSync("first.apkg", zip, "binary"));
JS
node make.cjs 2>/dev/null
python3 -m pip install --quiet --disable-pip-version-check --target py anki==26.9.3 2>log || { cat log; exit 1; }
PYTHONPATH=py python3 - <<'PY'
import sqlite3, time, zipfile
import anki.collection as a

col = a.Collection("learner.anki2")
def take(name):
    request = a.ImportAnkiPackageRequest(package_path=name, options=a.ImportAnkiPackageOptions())
    log = col.import_anki_package(request).log
    return [kind for kind in ("new", "updated", "duplicate", "conflicting") if getattr(log, kind)]

def correct(name):
    """Write the package again, its note corrected and dated a minute ahead."""
    with zipfile.ZipFile("first.apkg") as package:
        open("inner.db", "wb").write(package.read("collection.anki2"))
        media = package.read("media")
    inner = sqlite3.connect("inner.db")
    inner.execute("update notes set mod = ?, flds = replace(flds, 'A fan.', 'A fan of land.')", (int(time.time()) + 60,))
    inner.commit()
    with zipfile.ZipFile(name, "w") as package:
        package.write("inner.db", "collection.anki2")
        package.writestr("media", media)

outcomes = [take("first.apkg")]
kept = col.db.scalar("select mod from notes")
note = col.get_note(col.find_notes("")[0])
correct("second.apkg")
outcomes.append(take("second.apkg"))
col.fix_integrity()
outcomes.append(take("second.apkg"))
print("mod kept", kept, "Note.mod", note.mod, "outcomes", outcomes)
assert kept > 10**12 and note.mod == kept % 2**32
assert outcomes == [["new"], ["duplicate"], ["updated"]]
PY
echo "as stated"
