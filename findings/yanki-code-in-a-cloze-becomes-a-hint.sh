#!/usr/bin/env bash
# Yanki writes code into clozes as it is, so `std::vector` asks for "std" and shows "vector" as the hint.
#
# Expected: a tool whose own mark for clozes is ~~struck text~~ (and for hints, emphasis at its end) keeps Anki's signs in it from Anki.
# Seen (yanki 2.0.9, anki 26.9.3): "Dynamic array: ~~`std::vector`~~" becomes `{{c1::<code>std::vector</code>}}`; the front shows
#   `[vector</code>]`, the answer is `<code>std`, open to the end of the card. `~~f{{x}}y~~` closes its cloze
#   at the code's own braces and leaves `y}}` on the front. The Markdown reads right.
# Matters: notes on C++, Rust or templates are where clozes hold code. The card exists, so counts agree; half of the answer is given away.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent yanki@2.0.9
cat >make.mjs <<'JS'
import { writeFileSync } from "node:fs";
import { getNoteFromMarkdown } from "yanki";
const fields = [];
for (const text of ["Dynamic array: ~~`std::vector`~~", "A template ~~f{{x}}y~~ is"]) {
  fields.push((await getNoteFromMarkdown(text, { namespace: "t" })).fields.Front);
}
writeFileSync("fields.json", JSON.stringify(fields));
JS
node make.mjs 2>/dev/null
python3 -m pip install --quiet --disable-pip-version-check --target py anki==26.9.3 2>log || { cat log; exit 1; }
PYTHONPATH=py python3 - <<'PY'
import json, re
from anki.collection import Collection

col = Collection("c.anki2")
fronts = []
for field in json.load(open("fields.json")):
    note = col.new_note(col.models.by_name("Cloze"))
    note["Text"] = field
    col.add_note(note, 1)
    for side in (note.cards()[0].question(), note.cards()[0].answer()):
        fronts.append(re.search(r"<p>(.*?)</p>", side, re.DOTALL)[1])
        print(fronts[-1])
assert ">[vector</code>]</span>" in fronts[0] and fronts[1].endswith("<code>std</span>")
assert "[...]</span>y}} is" in fronts[2]
PY
echo "as stated"
