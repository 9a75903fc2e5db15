#!/usr/bin/env bash
# The Markdown of Anki's deck descriptions has no tables, no pictures and no formulas, and says so nowhere on the page.
#
# Expected: "Treat this description as Markdown" reads what Markdown of note tools holds, tables at least; a picture that cannot
#   be shown leaves its text.
# Seen (anki 2.1.66 and 26.9.3, `render_markdown`, which the description goes through): a table stays a
#   paragraph with its pipes, `~~x~~` keeps its tildes, `- [ ]` its brackets, a bare address is no link. `![A map](map.png)` gives
#   nothing at all, alternative text included. `\(x\)` loses its backslashes and so is no formula. `<details>` works, style attributes go.
# Matters: release notes and "how to update" texts are put there. A table "option | choose" must be a list; a picture of the
#   import dialog vanishes without a trace.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cat >"$dir/render.py" <<'PY'
import sys
from anki.buildinfo import version
from anki.collection import Collection

col = Collection(sys.argv[1])
for text, expected in {
    "| a | b |\n|---|---|\n| 1 | 2 |": "<p>| a | b |\n|---|---|\n| 1 | 2 |</p>\n",
    "~~x~~": "<p>~~x~~</p>\n",
    "- [ ] t": "<ul>\n<li>[ ] t</li>\n</ul>\n",
    "https://example.org": "<p>https://example.org</p>\n",
    "![A map](map.png)": "<p></p>\n",
    "\\(x\\)": "<p>(x)</p>\n",
    "<details><summary>More</summary>a</details>": "<details><summary>More</summary>a</details>",
    "<span style='color:red'>x</span>": "<p><span>x</span></p>\n",
}.items():
    html = col.render_markdown(text)
    print("anki", version, repr(text), "->", repr(html))
    assert html == expected
PY
for version in 2.1.66 26.9.3; do
  python3 -m pip install --quiet --disable-pip-version-check --target "$dir/$version" anki=="$version" 2>"$dir/log" || { cat "$dir/log"; exit 1; }
  PYTHONPATH="$dir/$version" python3 "$dir/render.py" "$dir/$version.anki2"
done
echo "as stated"
