#!/usr/bin/env bash
# Anki compares typed answers with a text in which paragraphs and list items run together.
#
# Expected: an answer of two lines can be typed with a blank (or a line break) between them, whatever tags part the lines.
# Seen (anki 2.1.66 and 26.9.3, `compare_answer`, behind `{{type:Field}}`): `<br>` and `<div>` count as a blank, `<p>` and `<li>` as nothing:
#   `<p>Red</p><p>Sea</p>` must be typed "RedSea", and "Red Sea" is marked wrong. A formula must be typed with its delimiters,
#   `\(x^2\)`; the reading of `<ruby>` is part of the answer (漢かん), and so is an HTML space doubled in the source.
# Matters: Anki's editor writes <div> and <br>, Markdown renderers write <p> and <li>, so a deck looks the same and its
#   learners are told they are wrong. A field to be typed must be one line without markup.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/type.py" <<'PY'
import sys
from anki.buildinfo import version
from anki.collection import Collection

col = Collection(sys.argv[1])
def right(field, typed):
    try:
        html = col._backend.compare_answer(expected=field, provided=typed, combining=True)
    except TypeError:  # 2.1.66 has no third argument
        html = col._backend.compare_answer(expected=field, provided=typed)
    return "typeMissed" not in html and "typeBad" not in html

for field, typed, expected in [
    ("Red<br>Sea", "Red Sea", True), ("Red<div>Sea</div>", "Red Sea", True),
    ("<p>Red</p><p>Sea</p>", "Red Sea", False), ("<p>Red</p><p>Sea</p>", "RedSea", True),
    ("<ul><li>Red</li><li>Sea</li></ul>", "Red Sea", False), ("<ul><li>Red</li><li>Sea</li></ul>", "RedSea", True),
    ("\\(x^2\\)", "x^2", False), ("\\(x^2\\)", "\\(x^2\\)", True),
    ("<ruby>漢<rt>かん</rt></ruby>", "漢", False), ("<ruby>漢<rt>かん</rt></ruby>", "漢かん", True),
    ("H<sub>2</sub>O", "H2O", True), ("Red  Sea", "Red Sea", False),
]:
    print("anki", version, field, "typed", repr(typed), "->", "right" if right(field, typed) else "wrong")
    assert right(field, typed) is expected
PY
for version in 2.1.66 26.9.3; do
  python3 -m pip install --quiet --disable-pip-version-check --target "$dir/$version" anki=="$version" 2>"$dir/log" || { cat "$dir/log"; exit 1; }
  PYTHONPATH="$dir/$version" python3 "$dir/type.py" "$dir/$version.anki2"
done
echo "as stated"
