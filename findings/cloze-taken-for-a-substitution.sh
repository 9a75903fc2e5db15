#!/usr/bin/env bash
# MyST's substitution plugin swallows every Anki cloze, formulas included.
#
# Expected: `{{ name }}` is a substitution if it is one (a Jinja name); `{{c1::Lima}}` cannot be a name and stays text.
# Seen (mdit-py-plugins 0.7.0, substitution_plugin): anything in doubled braces is one. "The capital is {{c1::Lima}}." renders as
#   `The capital is <span class="substitution" text="c1::Lima" />.`, an empty element: the words are in an attribute only. In a formula,
#   `$\frac{{{c1::a}}}{b}$`, the braces are paired from the left and a `{` stays inside. Within `code` it holds back.
#   With the dollarmath plugin loaded as well, formulas keep their clozes.
# Matters: MyST notes (Jupyter Book) with clozes lose the answers and keep the sentences; pages look like the fronts of
#   the cards, so it reads as if it worked.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$dir/py" markdown-it-py==4.3.0 mdit-py-plugins==0.7.0 \
  2>"$dir/log" || { cat "$dir/log"; exit 1; }
PYTHONPATH="$dir/py" python3 - <<'PY'
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.substitution import substitution_plugin

md = MarkdownIt().use(substitution_plugin)
for text, expected in {
    "The capital is {{c1::Lima}}.": '<p>The capital is <span class="substitution" text="c1::Lima" />.</p>\n',
    "{{c1::Lima::a city}}": '<div class="substitution" text="c1::Lima::a city" />\n',
    "$\\frac{{{c1::a}}}{b}$": '<p>$\\frac<span class="substitution" text="{c1::a" />}{b}$</p>\n',
    "`{{c1::x}}`": "<p><code>{{c1::x}}</code></p>\n",
}.items():
    html = md.render(text)
    print(repr(text), "->", repr(html))
    assert html == expected
both = MarkdownIt().use(dollarmath_plugin).use(substitution_plugin).render("$\\frac{{{c1::a}}}{b}$")
print(both)
assert "{{{c1::a}}}" in both
PY
echo "as stated"
