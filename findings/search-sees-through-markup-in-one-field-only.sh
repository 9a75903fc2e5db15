#!/usr/bin/env bash
# Anki's search sees through markup in a note's first field, and only in a search without a field's name.
#
# Expected: text that stands on a card is found, or is not found, alike in every field.
# Seen (anki 2.1.66 and 26.9.3): a phrase that tags run through (`<span>import</span> <span>os</span>`, `H<sub>2</sub>O`)
#   is found in the first field, through the sort field's copy without HTML. The same phrase in another field is not found,
#   and naming the field loses it in the first one too: `"import os"` finds the note, `"Front:*import os*"` does not.
#   Only `re:` with the tags allowed for finds both. Text that nh3.clean_text (0.3.8) escaped, "two&#32;words", is not found either.
# Matters: a deck whose code is coloured with spans, or whose formulas hold <sub>, cannot be searched for what its
#   answers show. "Find the note with this line of code" works for questions and silently fails for answers; instructions to
#   learners ("search for …") must rest on a field of plain text.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/search.py" <<'PY'
import sys
import nh3
from anki.buildinfo import version
from anki.collection import Collection

col = Collection(sys.argv[1])
code = '<pre><code><span class="k">import</span> <span class="n">os</span></code></pre>'

def add(front, back):
    note = col.new_note(col.models.by_name("Basic"))
    note["Front"], note["Back"] = front, back
    col.add_note(note, 1)

add(code, "H<sub>2</sub>SO<sub>4</sub>")
add("H<sub>2</sub>O", code)
add("plain", nh3.clean_text("two words"))
expected = {
    '"import os"': 1, '"Front:*import os*"': 0, '"Back:*import os*"': 0, '"re:import.*os"': 2,
    "H2O": 1, "Front:*H2O*": 0, "H2SO4": 0, '"two words"': 0,
}
for search, count in expected.items():
    found = len(col.find_notes(search))
    print("anki", version, search, "->", found)
    assert found == count, search
PY
for version in 2.1.66 26.9.3; do
  python3 -m pip install --quiet --disable-pip-version-check --target "$dir/$version" anki=="$version" nh3==0.3.8 \
    2>"$dir/log" || { cat "$dir/log"; exit 1; }
  PYTHONPATH="$dir/$version" python3 "$dir/search.py" "$dir/$version.anki2"
done
echo "as stated"
