#!/usr/bin/env bash
# mdit-py-plugins raises IndexError for a ::: block left open at the end of a quote.
#
# Expected: Markdown has no syntax errors; a container that is not closed ends with its parent, as markdown-it-container says.
# Seen (mdit-py-plugins 0.7.0 with markdown-it-py 4.3.0): `> ::: spoiler` followed by an empty quote line `>` at the end of
#   the text raises IndexError, in the middle of rendering. With text behind it, with the closing `:::`,
#   or outside a quote it is rendered. The original (markdown-it-container 4.0.0) renders all of them.
# Matters: a quote that ends in an empty `>` line is what editors leave behind when one presses Enter. The whole file is lost
#   to a traceback that names neither file nor line, so one half-written spoiler stops a deck.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent markdown-it@14.1.0 markdown-it-container@4.0.0
node -e '
const md = require("markdown-it")().use(require("markdown-it-container"), "spoiler");
const html = md.render("> ::: spoiler What is a delta?\n> A fan.\n>");
console.log("markdown-it-container", JSON.stringify(html));
if (!html.includes("<div class=\"spoiler\">\n<p>A fan.</p>")) process.exit(1);'
python3 -m pip install --quiet --disable-pip-version-check --target py markdown-it-py==4.3.0 mdit-py-plugins==0.7.0 2>log || { cat log; exit 1; }
PYTHONPATH=py python3 - <<'PY'
from markdown_it import MarkdownIt
from mdit_py_plugins.container import container_plugin

md = MarkdownIt().use(container_plugin, "spoiler")
text = "> ::: spoiler What is a delta?\n> A fan.\n>"
for fine in (text + " :::", text + " more", text.replace("> ", "").rstrip(">")):
    assert '<div class="spoiler">' in md.render(fine), fine
try:
    md.render(text)
except IndexError as error:
    print("mdit-py-plugins", repr(text), "->", repr(error))
else:
    raise SystemExit("no IndexError")
PY
echo "as stated"
