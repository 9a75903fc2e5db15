"""Lexers in half the time: the same tokens."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pygments.lexers import get_lexer_by_name

from deckgen.render.lexing import firsts, lex

NAMES = (
    *("python", "sql", "js", "ts", "java", "c", "cpp", "go", "rust", "bash", "html", "css", "json"),
    *("yaml", "php", "ruby", "kotlin", "swift", "r", "scala", "haskell", "docker", "makefile"),
    *("ini", "diff", "perl", "lua", "matlab", "tex", "xml", "jsx", "csharp", "dart", "toml"),
)

SAMPLES = """\
def f(x: int) -> str:
    # a remark, it's "short"
    return [f"{y!r:>3}" for y in range(0x1F) if y % 2 != 1.5e3] or None
SELECT a, count(*) FROM t WHERE b > 3 AND c LIKE 'x%' GROUP BY a; -- and so on
const g = async (x) => { return await h(`a ${x}` + /re[/]g/i.test(x)); };
<div class="a" style='b'><!-- c --><script>var d = 1 < 2;</script>&amp;</div>
#include <stdio.h>
int main(void) { char *s = "a\\n"; return s[0] == 'a' ? 0 : -1; }
key: [1, two, "three"]
  - {a: b}   # c
@decorator
class É(B): 'naïve ß ſ K'
""".splitlines(keepends=True)


@pytest.mark.parametrize("name", NAMES)
@settings(max_examples=30)
@given(
    st.lists(
        st.sampled_from(SAMPLES)
        | st.text(max_size=8)
        | st.text(st.characters(max_codepoint=127), max_size=8),
        max_size=8,
    )
)
def test_tokens_are_those_of_pygments(name: str, pieces: list[str]) -> None:
    lexer = get_lexer_by_name(name)
    text = "".join(pieces) + "\n"

    assert list(lex(lexer, text)) == list(lexer.get_tokens_unprocessed(text))


@pytest.mark.parametrize("name", NAMES)
def test_no_rule_is_left_out_where_it_matches(name: str) -> None:
    lexer = get_lexer_by_name(name)
    states = getattr(lexer, "_tokens", {})
    patterns = {rule[0].__self__ for rules in states.values() for rule in rules}
    starts = [chr(code) + rest for code in range(128) for rest in ("", "a", "0", " ", "\n", "=x")]
    text = "".join(SAMPLES)
    for pattern in patterns:
        possible = firsts(pattern)
        for start in starts:
            assert start[0] in possible or not pattern.match(start)
        for at in range(len(text)):
            assert text[at] > "\x7f" or text[at] in possible or not pattern.match(text, at)


@given(
    st.from_regex(r"[\[\]^a-c\\dswDSW|()?*+.{}0-2,k\u212a]{0,12}"),
    st.sampled_from([re.NOFLAG, re.IGNORECASE, re.ASCII, re.DOTALL, re.MULTILINE | re.IGNORECASE]),
    st.text(st.characters(max_codepoint=127), min_size=1, max_size=4),
)
def test_what_a_pattern_starts_with_is_never_missed(
    written: str, flags: re.RegexFlag, text: str
) -> None:
    try:
        pattern = re.compile(written, flags)
    except (re.error, FutureWarning, DeprecationWarning):
        return

    assert not pattern.match(text) or text[0] in firsts(pattern)
