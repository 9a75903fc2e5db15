#!/usr/bin/env bash
# markdown-it-attrs takes clozes, formulas and sets for attribute lists.
#
# Expected: `{.class #id key=value}` is an attribute list; text in doubled braces, or in braces behind a TeX macro, stays text.
# Seen (markdown-it-attrs 5.0.1 with markdown-it 14.1.0): the cloze on a line of its own below its sentence is gone:
#   `The capital of Peru is` + newline + `{{c1::Lima}}` gives `<p {c1::Lima="">The capital of Peru is</p>`. A second cloze on that
#   line goes with it. On the same line as the sentence it stays. A paragraph that ends with a formula in `\(…\)`
#   loses the denominator, `\(\frac{a}{b}\)` -> `<p b="">(\frac{a})`, and `the set {1, 2}` its elements.
#   mdit-py-plugins 0.7.0 (attrs and attrs_block), a port in name, keeps clozes and sets.
# Matters: notes break lines where the author likes. The answer ends up as an attribute that no one sees, the
#   note has no cloze, and no tool complains; the same notes through the Python port are right.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent markdown-it@14.1.0 markdown-it-attrs@5.0.1
cat >attrs.mjs <<'JS'
import { strict as assert } from "node:assert";
import MarkdownIt from "markdown-it";
import attrs from "markdown-it-attrs";
const md = new MarkdownIt().use(attrs);
const seen = (text) => { const html = md.render(text).trim(); console.log("markdown-it-attrs", JSON.stringify(text), "->", html); return html; };
assert.equal(seen("The capital of Peru is\n{{c1::Lima}}"), '<p {c1::Lima="">The capital of Peru is</p>');
assert.ok(!seen("Peru:\n{{c1::Lima}} and {{c2::Cusco}}").includes("Cusco"));
assert.equal(seen("The capital of Peru is {{c1::Lima}}"), "<p>The capital of Peru is {{c1::Lima}}</p>");
assert.equal(seen("A ratio \\(\\frac{a}{b}\\)"), '<p b="">A ratio (\\frac{a})</p>');
assert.ok(seen("Roots: the set {1, 2}").endsWith(">Roots: the set</p>"));
JS
node attrs.mjs
python3 -m pip install --quiet --disable-pip-version-check --target py markdown-it-py==4.3.0 mdit-py-plugins==0.7.0 2>log || { cat log; exit 1; }
PYTHONPATH=py python3 - <<'PY'
from markdown_it import MarkdownIt
from mdit_py_plugins.attrs import attrs_block_plugin, attrs_plugin

md = MarkdownIt().use(attrs_plugin).use(attrs_block_plugin)
for text, html in {
    "The capital of Peru is\n{{c1::Lima}}": "<p>The capital of Peru is\n{{c1::Lima}}</p>\n",
    "Roots: the set {1, 2}": "<p>Roots: the set {1, 2}</p>\n",
}.items():
    print("mdit-py-plugins 0.7.0", repr(text), "->", repr(md.render(text)))
    assert md.render(text) == html
PY
echo "as stated"
