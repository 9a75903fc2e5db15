#!/usr/bin/env bash
# markdown-it-footnote loses the text of an inline footnote within an inline footnote; its Python port keeps it.
#
# Expected: `^[first ^[second] end]` is two notes, or one note with brackets in it; no word is lost.
# Seen (markdown-it-footnote 4.0.0): one note, `first [1] end`, that refers to itself; "second" is nowhere in the page.
#   mdit-py-plugins 0.7.0 makes notes 1 and 2 with both texts.
# Matters: sources quoted inside remarks are written like this. A preview made with the one and a deck made with the
#   other differ by a sentence, and the reference that points at its own note hides it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent markdown-it@14.1.0 markdown-it-footnote@4.0.0
node -e '
const plugin = require("markdown-it-footnote");
const md = require("markdown-it")().use(plugin.default || plugin);
const html = md.render("A delta ^[first ^[second] end] is a fan.");
console.log("markdown-it-footnote", JSON.stringify(html));
if (html.includes("second") || (html.match(/footnote-item/g) || []).length !== 1) process.exit(1);
if (!html.includes("first") || (html.match(/href="#fn1"/g) || []).length !== 2) process.exit(1);'
python3 -m pip install --quiet --disable-pip-version-check --target py markdown-it-py==4.3.0 mdit-py-plugins==0.7.0 2>log || { cat log; exit 1; }
PYTHONPATH=py python3 - <<'PY'
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

html = MarkdownIt().use(footnote_plugin).render("A delta ^[first ^[second] end] is a fan.")
print("mdit-py-plugins", repr(html))
assert html.count("footnote-item") == 2 and "second" in html
PY
echo "as stated"
