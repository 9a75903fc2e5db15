#!/bin/sh
# The steps of a CI for this deck, from `deckgen init`; yours to change.
#
#   check              what is wrong, and a package to try:  build/<deck>.apkg
#   review             what learners would get:              build/review.md
#   release [VERSION]  the files to publish:                 dist/, or nothing if nothing changed
#   confirm DIR        whether DIR holds exactly what is in dist/
#
# `review` and `release` want the package of the last release in previous/, or an empty file
# previous/none if there was no release.  These are for GitHub and need its command `gh`:
#
#   fetch              the package of the last release, into previous/
#   comment NUMBER     build/review.md as the one comment on a pull request
#   publish TAG        dist/ as a release, which is then downloaded and compared
#   published          all files of the last release, into published/
#   rebuild            whether this commit gives what is in published/, byte for byte
#
# TAG_PREFIX is what stands before the version in a tag (v); STRICT=1 takes warnings for errors.
set -eu

prefix="${TAG_PREFIX-v}"
marker="<!-- deckgen: what learners would get -->"

fail() {
    echo "deck.sh: $1" >&2
    exit 1
}

# value FILE KEY...: a value in a JSON file, nothing for null
value() {
    python3 - "$@" <<'EOF'
import json
import sys

with open(sys.argv[1], encoding="utf-8") as file:
    found = json.load(file)
for key in sys.argv[2:]:
    found = found and found[key]
print("" if found is None else found)
EOF
}

# output NAME VALUE: for later steps, where the CI has such a thing
output() {
    [ -z "${GITHUB_OUTPUT:-}" ] || echo "$1=$2" >> "$GITHUB_OUTPUT"
}

# summary FILE: shown on the page of the run, where the CI has such a thing
summary() {
    [ -z "${GITHUB_STEP_SUMMARY:-}" ] || cat "$1" >> "$GITHUB_STEP_SUMMARY"
}

# over_last OPTION...: `deckgen release` over the last release
over_last() {
    if [ -e previous/none ]; then
        set -- --first "$@"
    else
        for package in previous/*.apkg; do
            [ -e "$package" ] || fail "previous/ has no package; if there was no release: touch previous/none"
            set -- --previous "$package" "$@"
        done
    fi
    deckgen release --locked ${STRICT:+--strict} "$@"
}

check() {
    deckgen check ${STRICT:+--strict}
    deckgen build --locked
    for package in build/*.apkg; do
        output package "$package"
    done
}

review() {
    mkdir -p build
    over_last --dry-run > build/review.md
    for package in previous/*.apkg; do
        if [ -e "$package" ]; then
            printf '\n<details><summary>For authors: where that is</summary>\n\n'
            deckgen diff "$package" --format markdown
            printf '\n</details>\n'
        fi
    done >> build/review.md
    output review build/review.md
    summary build/review.md
}

release() {
    rm -rf dist
    if [ -n "${1:-}" ]; then
        over_last --out dist --version "${1#"$prefix"}"
    else
        over_last --out dist
    fi
    if [ -e dist/manifest.json ]; then
        output tag "$prefix$(value dist/manifest.json version)"
        summary dist/CHANGES.md
    fi
}

confirm() {
    (cd "$1" && sha256sum --check --strict SHA256SUMS)
    cmp "$1/SHA256SUMS" dist/SHA256SUMS
}

# last_tag: the tag of the last release but this one, nothing if there is none
last_tag() {
    tags="$(gh release list --exclude-drafts --exclude-pre-releases --limit 100 --json tagName --jq '.[].tagName')"
    echo "$tags" | while read -r tag; do
        if [ "$tag" != "${GITHUB_REF_NAME:-}" ] && expr "x$tag" : "x${prefix}[0-9][0-9.]*\$" > /dev/null; then
            echo "$tag"
            break
        fi
    done
}

fetch() {
    rm -rf previous
    mkdir previous
    tag="$(last_tag)"
    if [ -n "$tag" ]; then
        gh release download "$tag" --pattern '*.apkg' --dir previous
    else
        touch previous/none
    fi
}

comment() {
    comments="repos/$GITHUB_REPOSITORY/issues/$1/comments"
    { echo "$marker"; head -c 60000 build/review.md; } > build/comment.md
    known="$(gh api "$comments" --paginate \
        --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$marker\"))) | .id")"
    if [ -n "$known" ]; then
        known="repos/$GITHUB_REPOSITORY/issues/comments/$(echo "$known" | sed -n 1p)"
        gh api --silent --method PATCH "$known" --field body=@build/comment.md
    else
        gh api --silent --method POST "$comments" --field body=@build/comment.md
    fi
}

publish() {
    title="$(value dist/manifest.json project name) $(value dist/manifest.json version)"
    gh release create "$1" dist/* --title "$title" --notes-file dist/CHANGES.md \
        --target "$GITHUB_SHA"
    rm -rf published
    gh release download "$1" --dir published
    confirm published
}

published() {
    rm -rf published
    tag="$(last_tag)"
    [ -z "$tag" ] || gh release download "$tag" --dir published
    output tag "$tag"
}

rebuild() {
    rm -rf previous
    mkdir previous
    before="$(value published/manifest.json previous version)"
    if [ -n "$before" ]; then
        gh release download "$prefix$before" --pattern '*.apkg' --dir previous
    else
        touch previous/none
    fi
    SOURCE_DATE_EPOCH="$(value published/manifest.json time)"
    export SOURCE_DATE_EPOCH
    release "$(value published/manifest.json version)"
    confirm published
}

[ $# -gt 0 ] || fail "say what to do: the first lines of this file tell"
case "$1" in
    check | review | release | confirm | fetch | comment | publish | published | rebuild) "$@" ;;
    *) fail "unknown: $1" ;;
esac
