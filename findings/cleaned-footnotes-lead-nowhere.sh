#!/usr/bin/env bash
# nh3's id_prefix renames the targets of links, but not the links.
#
# Expected: a prefix for ids keeps a cleaned page working: what pointed at `#fn1` points at `#card-fn1`.
# Seen (nh3 0.3.8): `<li id="fn1">` becomes `<li id="card-fn1">`, `<a href="#fn1">` stays; likewise `aria-describedby` keeps
#   the old name. By default ids are dropped altogether, and the links stay as well.
# Matters: footnotes rendered by mdit-py-plugins and cleaned before they go onto a card keep their little numbers, and
#   none of them leads anywhere; nothing is reported. On a page with several cards the unprefixed `#fn1` of
#   every card leads to whichever note still has that id.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$dir/py" nh3==0.3.8 markdown-it-py==4.3.0 \
  mdit-py-plugins==0.7.0 2>"$dir/log" || { cat "$dir/log"; exit 1; }
PYTHONPATH="$dir/py" python3 - <<'PY'
import re
import nh3
from markdown_it import MarkdownIt
from mdit_py_plugins.footnote import footnote_plugin

page = MarkdownIt().use(footnote_plugin).render("A delta[^1] is a fan.\n\n[^1]: Mostly.\n")
attributes = {**nh3.ALLOWED_ATTRIBUTES, "*": {"id", "aria-describedby"}}
clean = nh3.clean(page, tags=nh3.ALLOWED_TAGS | {"section"}, attributes=attributes, id_prefix="card-")
targets = re.findall(r'href="#([^"]+)"', clean)
ids = re.findall(r'id="([^"]+)"', clean)
print("nh3", nh3.__version__, "links to", targets, "ids", ids)
assert targets == ["fn1", "fnref1"] and sorted(ids) == ["card-fn1", "card-fnref1"]
described = nh3.clean('<p aria-describedby="a">x</p><p id="a">y</p>', attributes=attributes, id_prefix="card-")
print(described)
assert described == '<p aria-describedby="a">x</p><p id="card-a">y</p>'
assert re.findall(r'\bid=|href="#', nh3.clean(page)) == ['href="#', 'href="#']
PY
echo "as stated"
