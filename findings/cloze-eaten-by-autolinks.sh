#!/usr/bin/env bash
# GFM autolinks swallow the end of a cloze, and one renderer then shows the answer on the front.
#
# Expected: in `{{c1::https://example.org/a}}` the address ends before the braces, as it does before `)` or a full stop.
# Seen: GFM's rule lets `}` be part of an address, so cmarkgfm 2025.10.22, marked 15.0.12 and
#   remark-gfm 4.0.1 link to `…/a%7D%7D` and put `}}` inside the link's text: a wrong address, and a
#   cloze that closes before `</a>`. pandoc 3.9 (-f gfm) writes the braces raw into the attribute: for Anki 26.9.3 the cloze
#   ends *there*, and the front shows `[...]">https://example.org/a}}`, the answer in full.
#   A hint (`::where`) becomes part of the address too. markdown-it 14.1.0 with linkify ends before the braces.
# Matters: "where is the handbook?" cards ask nothing or lead nowhere; three of four renderers only break the link,
#   so a check for "is there still a cloze?" passes.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent marked@15.0.12 markdown-it@14.1.0 unified@11.0.5 remark-parse@11.0.0 \
  remark-gfm@4.0.1 remark-rehype@11.1.2 rehype-stringify@10.0.1
cat >links.mjs <<'JS'
import { strict as assert } from "node:assert";
import MarkdownIt from "markdown-it";
import { marked } from "marked";
import { unified } from "unified";
import parse from "remark-parse";
import gfm from "remark-gfm";
import rehype from "remark-rehype";
import stringify from "rehype-stringify";
const text = "{{c1::https://example.org/a}}";
const broken = '<p>{{c1::<a href="https://example.org/a%7D%7D">https://example.org/a}}</a></p>';
const remark = unified().use(parse).use(gfm).use(rehype).use(stringify);
assert.equal(marked.parse(text).trim(), broken);
assert.equal(String(remark.processSync(text)).trim(), broken);
const linkify = new MarkdownIt({ linkify: true }).render(text).trim();
assert.equal(linkify, '<p>{{c1::<a href="https://example.org/a">https://example.org/a</a>}}</p>');
console.log("marked, remark-gfm:", broken, "\nmarkdown-it:", linkify);
JS
node links.mjs
python3 -m pip install --quiet --disable-pip-version-check --target py anki==26.9.3 cmarkgfm==2025.10.22 pypandoc_binary==1.17 2>log || { cat log; exit 1; }
PYTHONPATH=py python3 - "$dir/c.anki2" <<'PY'
import sys
import cmarkgfm, pypandoc
from anki.collection import Collection

text = "{{c1::https://example.org/a}}"
assert cmarkgfm.github_flavored_markdown_to_html(text).count("%7D%7D") == 1
col = Collection(sys.argv[1])
note = col.new_note(col.models.by_name("Cloze"))
note["Text"] = pypandoc.convert_text(text, "html", format="gfm")
col.add_note(note, 1)
front = note.cards()[0].question()
print("pandoc", pypandoc.get_pandoc_version(), "front in Anki 26.9.3:", front.partition("</style>")[2])
assert note["Text"].count('href="https://example.org/a}}"') == 1
assert '[...]</span>">https://example.org/a}}</a>' in front
PY
echo "as stated"
