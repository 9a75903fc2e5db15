#!/usr/bin/env bash
# Emoji shortcodes eat the colons of Anki clozes.
#
# Expected: `:name:` is an emoji where it stands between blanks or punctuation of prose; the two
#   colons of `{{c1::answer::hint}}` are Anki's, and no renderer looks for an emoji across them.
# Seen: `{{c1::heart::organ}}` holds `:heart:`, so markdown-it-emoji 3.0.0 (full) and
#   pymdownx.emoji 13.1.2 make `{{c1:❤️:organ}}` of it; so with `{{c1::x::…}}` and `{{c1::a::…}}`, both
#   names of emoji. The shortcuts of markdown-it-emoji need no hint at all: `{{c1::/}}` is `{{c1:😕}}`
#   (a division sign asked for), `{{c1::D}}` is `{{c1:😄}}`. Where no name fits, the cloze is whole.
# Matters: with one colon left it is no cloze; Anki's parser sees text, and the card asks nothing or is never
#   made. It hits only those clozes whose answer happens to be an emoji's name, so a glance at the deck misses it.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
npm init -y >/dev/null
npm install --no-audit --no-fund --silent markdown-it@14.1.0 markdown-it-emoji@3.0.0
python3 -m pip install --quiet --disable-pip-version-check --target py Markdown==3.11.3 pymdown-extensions==13.1.2 2>log || { cat log; exit 1; }
cat >emoji.mjs <<'JS'
import { strict as assert } from "node:assert";
import MarkdownIt from "markdown-it";
import { full } from "markdown-it-emoji";
const md = new MarkdownIt().use(full);
const seen = (text) => { const html = md.renderInline(text); console.log("markdown-it-emoji 3.0.0:", text, "->", html); return html; };
assert.equal(seen("{{c1::heart::organ}}"), "{{c1:❤️:organ}}");
assert.equal(seen("{{c1::x::the unknown}}"), "{{c1:❌:the unknown}}");
assert.equal(seen("{{c1::/}}"), "{{c1:😕}}");
assert.equal(seen("{{c1::D}}"), "{{c1:😄}}");
assert.equal(seen("{{c1::liver::organ}}"), "{{c1::liver::organ}}");
JS
node emoji.mjs
PYTHONPATH=py python3 - <<'PY'
import markdown

def seen(text):
    html = markdown.markdown(text, extensions=["pymdownx.emoji"])
    print("pymdownx.emoji 13.1.2:", text, "->", html[:48], "…")
    return html

for name in ("heart", "x", "a"):
    assert seen("{{c1::%s::hint}}" % name).startswith("<p>{{c1:<img "), name
assert seen("{{c1::liver::organ}}") == "<p>{{c1::liver::organ}}</p>"
PY
echo "as stated"
