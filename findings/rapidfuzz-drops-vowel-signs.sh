#!/usr/bin/env bash
# rapidfuzz's default_process deletes vowel signs, and with them the difference between two words.
#
# Expected: "removes all non alphanumeric characters" (its documentation) takes away punctuation; the letters of
#   any script stay, and so does what tells two words apart.
# Seen (rapidfuzz 3.14.6): every combining mark goes: Devanagari and Bengali vowel signs, Tamil ones, Arabic
#   harakat. दिन (day) and दान (gift) score 100, as do مَلِك (king) and مُلْك (reign). Japanese dakuten survive only because
#   they are one code point. Symbols go too: "What is C++?" and "What is C#?" score 100, and extractOne for
#   "C++" among ["C", "C#", "C++"] returns "C". A question of operators only ("!=") becomes empty and scores 0 against itself.
# Matters: who looks for reworded or doubled questions with this processor hands one card's history to another,
#   or drops a card as a duplicate, in exactly the languages that write vowels as marks.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m pip install --quiet --disable-pip-version-check --target "$dir/py" rapidfuzz==3.14.6 2>"$dir/log" || { cat "$dir/log"; exit 1; }
PYTHONPATH="$dir/py" python3 - <<'PY'
from rapidfuzz import __version__, fuzz, process
from rapidfuzz.utils import default_process

print("rapidfuzz", __version__)
pairs = [("दिन", "दान"), ("कि", "কি"), ("கா", "கி"), ("مَلِك", "مُلْك"), ("What is C++?", "What is C#?")]
for a, b in pairs:
    score = fuzz.QRatio(a, b, processor=default_process)
    print(repr(a), repr(b), "->", repr(default_process(a)), repr(default_process(b)), score)
    assert (score == 100) == ((a, b) != ("कि", "কি"))  # Hindi against Bengali: other letters
    assert fuzz.ratio(a, b) < 90  # without the processor the difference counts
assert fuzz.QRatio("が", "か", processor=default_process) == 0
assert process.extractOne("C++", ["C", "C#", "C++"], processor=default_process)[0] == "C"
assert fuzz.QRatio("!=", "!=", processor=default_process) == 0
PY
echo "as stated"
