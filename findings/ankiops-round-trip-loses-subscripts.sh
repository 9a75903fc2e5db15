#!/usr/bin/env bash
# AnkiOps' way back from Anki drops subscripts, indentation and blank lines of code.
#
# Expected: a note that goes from Markdown to Anki and, unedited, back is the note it was, or one that looks the same.
# Seen (ankiops 0.6.6, its MarkdownToHTML and HTMLToMarkdown in turn): `H~2~O` becomes `H<sub>2</sub>O`, which comes back as
#   `H2O`; `x^2^` as `x2`. In a fence the first line's indentation is gone, and two blank lines are one. `&lt;` comes
#   back as `<`, and a hard line break (two blanks) as a new paragraph. `<b>` comes back as `**`, which is fine.
# Matters: AnkiOps syncs both ways and writes into the author's files. The change to the Markdown comes with the pull, as an
#   edit nobody made, and would go back to the cards from there: 10^6 learned as 106.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$dir/py" ankiops==0.6.6 2>"$dir/log" || { cat "$dir/log"; exit 1; }
PYTHONPATH="$dir/py" python3 - <<'PY'
from ankiops.html_to_markdown import HTMLToMarkdown
from ankiops.markdown_to_html import MarkdownToHTML

there, back = MarkdownToHTML().convert, HTMLToMarkdown().convert
for text, expected in {
    "H~2~O": "H2O",
    "10^6^ is a million": "106 is a million",
    "```\n  indented\n```": "```\nindented\n```",
    "```python\nx = 1\n\n\ny\n```": "```python\nx = 1\n\ny\n```",
    "&lt;": "<",
    "a  \nb": "a\n\nb",
    "**a** and `b`": "**a** and `b`",
    "{{c1::Lima::a city}}": "{{c1::Lima::a city}}",
}.items():
    returned = back(there(text))
    print(repr(text), "->", repr(there(text)), "->", repr(returned))
    assert returned.strip() == expected.strip(), returned
PY
echo "as stated"
