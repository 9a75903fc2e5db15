#!/usr/bin/env bash
# A column too many in a text import becomes tags, one for each of its words.
#
# Expected: a column that no field and no `#tags column:` line asks for is left out, as before.
# Seen: with `#notetype:Basic` and three columns, anki 23.10 and 24.6.3 drop the third; 24.11 and
#   26.9.3 make tags of it: `notes/two rivers.md` gives the tags `notes/two` and `rivers.md`. The file did not change.
# Matters: note tools that write tab-separated text keep the source path, an id or a comment in a last column. A file that
#   imported cleanly for years now litters the learner's tag list. `#tags column:0` does not switch it off (tried).
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cd "$dir"
printf '#separator:tab\n#html:true\n#notetype:Basic\n#deck:Rivers\nWhat is a delta?\tA fan.\tnotes/two rivers.md\n' >plain.txt
printf '#separator:tab\n#html:true\n#notetype:Basic\n#deck:Rivers\n#tags column:0\nWhat is a delta?\tA fan.\tnotes/two rivers.md\n' >zero.txt
cat >take.py <<'PY'
import sys
import anki.collection as a
from anki.buildinfo import version

for name in ("plain.txt", "zero.txt"):
    col = a.Collection(f"{version}{name}.anki2")
    meta = col.get_csv_metadata(path=name, delimiter=None)
    col.import_csv(a.ImportCsvRequest(path=name, metadata=meta))
    note = col.get_note(col.find_notes("")[0])
    print("anki", version, name, note.fields, note.tags)
    assert note.fields == ["What is a delta?", "A fan."]
    assert note.tags == (["notes/two", "rivers.md"] if sys.argv[1] == "tags" else []), note.tags
PY
for release in 23.10=none 24.6.3=none 24.11=tags 26.9.3=tags; do
  version=${release%=*}
  python3 -m pip install --quiet --disable-pip-version-check --target "$version" anki=="$version" 2>log || { cat log; exit 1; }
  PYTHONPATH=$version python3 take.py "${release#*=}"
done
echo "as stated"
