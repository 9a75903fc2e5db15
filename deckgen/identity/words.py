"""Text reduced to what identity compares: keys of questions and labels, and words.

Keys are equal when a reader would call two texts the same; they are compared, hashed and
written to the lock, so that changing a function here changes the GUIDs of new notes.
"""

from __future__ import annotations

import re
import unicodedata

_SPACELESS = (
    "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff"  # Thai, Lao, Myanmar, Khmer
    "\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # kana, Han
    "\U00020000-\U0003ffff"
)
_WORD = re.compile(rf"[{_SPACELESS}]|[^\W{_SPACELESS}]+")
_ASCII = bytes(
    ord(chr(code).lower()) if chr(code).isalnum() or code == 95 else 32 for code in range(128)
)
_EDGE = " \t\n.,;:!?…·*_'\"`“”‘’«»„()[]{}<>|/\\¿¡。．，、；：！？「」『』（）【】《》؟،؛-–—"
_SOFT = re.compile(
    r"[\s.,;:!?…·*_'\"`“”‘’«»„()\[\]{}|/\\¿¡。，、；：！？「」『』（）【】《》؟،؛\-–—]+"
)
_NUMBERS = re.compile(r"(?:[\W_]*+\d++(?:[.\-]\d++)*+[\W_]++)+(?=\S)")


def fold(text: str) -> str:
    """Fold compatibility forms (NFKC), case and runs of white space."""
    if text.isascii():
        return " ".join(text.lower().split())
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def question_key(text: str) -> str:
    """Reduce a question to what makes it that question.

    Case, white space and the punctuation around it do not; signs within do (``C`` is not ``C++``).
    GUIDs of new notes are derived from this key.
    """
    folded = fold(text)
    return folded.strip(_EDGE) or folded


def loose_key(text: str) -> str:
    """Reduce a question further: inner punctuation does not count, signs like ``+ # = <`` do."""
    folded = question_key(text)
    return " ".join(_SOFT.sub(" ", folded).split()) or folded


def bare_key(key: str) -> str:
    """Take the numbers off the front of a key, whether they count or belong to the question."""
    return _NUMBERS.sub("", key)


def words(text: str) -> list[str]:
    """Split into folded words; in scripts without spaces every character is a word."""
    if text.isascii():  # five times as fast, with the same result
        return text.encode().translate(_ASCII.ljust(256)).decode().split()
    return _WORD.findall(fold(text))


def slug(text: str) -> str:
    """Make a tag or file part of a name: letters and digits of any script, joined by ``-``."""
    return re.sub(r"[\W_]+", "-", fold(text)).strip("-")
