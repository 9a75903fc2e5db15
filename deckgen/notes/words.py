"""Words: counting them in any script, and the few that deckgen itself puts on a card."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from deckgen.notes.forms import MARKS
from deckgen.patterns import lazy

_LETTER = rf"(?:[^\W_]|[{MARKS}])"
_WORD = lazy(rf"{_LETTER}+(?:['’.-]{_LETTER}+)*")
_SPACELESS = lazy(
    "[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u0e00-\u0e7f\u0e80-\u0eff]"
)
_CHARACTERS_PER_WORD = 1.7
"""Characters that make a word in scripts without spaces, as translators count."""


def count_words(text: str) -> int:
    """How many words a text has; Chinese, Japanese and Thai are estimated by their characters."""
    if text.isascii():
        return len(text.split())
    spaceless = len(_SPACELESS.findall(text))
    if spaceless:
        text = _SPACELESS.sub(" ", text)
    return len(_WORD.findall(text)) + round(spaceless / _CHARACTERS_PER_WORD)


@dataclass(frozen=True, slots=True)
class Phrases:
    """The words of one language; ``{…}`` are filled in."""

    points: str
    either: str
    both: str
    against: str
    more: str
    hint: str
    comma: str = ", "
    asked: str = "?"

    def choice(self, names: Sequence[str]) -> str:
        """Ask which of two names or more: ``A, B or C?``."""
        return f"{self.comma.join(names[:-1])} {self.either} {names[-1]}{self.asked}"

    def all_of(self, names: Sequence[str]) -> str:
        """Name them all: ``A, B and C``."""
        if len(names) == 1:
            return names[0]
        return f"{self.comma.join(names[:-1])} {self.both} {names[-1]}"


_LANGUAGES: Mapping[str, Phrases] = {
    "en": Phrases("{n} points", "or", "and", "{name}, as against {others}:", "More", "Hint"),
    "de": Phrases(
        "{n} Punkte", "oder", "und", "{name}, im Unterschied zu {others}:", "Mehr", "Hinweis"
    ),
    "fr": Phrases(
        "{n} points", "ou", "et", "{name}, par rapport à {others} :", "Suite", "Indice", asked=" ?"
    ),
    "es": Phrases("{n} puntos", "o", "y", "{name}, a diferencia de {others}:", "Más", "Pista"),
    "pt": Phrases("{n} pontos", "ou", "e", "{name}, em comparação com {others}:", "Mais", "Dica"),
    "it": Phrases(
        "{n} punti", "o", "e", "{name}, a differenza di {others}:", "Altro", "Suggerimento"
    ),
    "ru": Phrases(
        "пунктов: {n}", "или", "и", "{name} — в сравнении с: {others}", "Подробнее", "Подсказка"
    ),
    "zh": Phrases(
        "{n} 点",
        "还是",
        "和",
        "{name}（与 {others} 相比）：",
        "更多",
        "提示",
        comma="、",
        asked="？",
    ),
    "ja": Phrases(
        "{n} 点",
        "それとも",
        "と",
        "{name}（{others} と比べて）：",
        "続き",
        "ヒント",
        comma="、",
        asked="？",
    ),
    "ko": Phrases("{n}가지", "아니면", "및", "{name} ({others} 대비):", "더 보기", "힌트"),
    "ar": Phrases(
        "عدد النقاط: {n}",
        "أم",
        "و",
        "{name} مقارنة بـ {others}:",
        "المزيد",
        "تلميح",
        comma="، ",
        asked="؟",
    ),
}
_SCRIPTS = (
    (lazy("[\u3040-\u30ff]"), "ja"),
    (lazy("[\uac00-\ud7af]"), "ko"),
    (lazy("[\u4e00-\u9fff]"), "zh"),
    (lazy("[\u0400-\u04ff]"), "ru"),
    (lazy("[\u0600-\u06ff]"), "ar"),
    (lazy("¿"), "es"),
)


_SMALL_WORDS: Mapping[str, str] = {
    "en": "the and is of to that which are with for what how",
    "de": "der die das und ist nicht ein eine mit auf den von zu dem im wird werden was wie",
    "fr": "le les des est et dans une pour qui du pas sur au aux par sont plus quelle ce",
    "es": "el los las una por es del para con se y como más qué sus cuál está son",
    "pt": "os uma não para com do da em dos das ao mais são você qual pela isso o e",
    "it": "il gli della che è per una di sono nel con dei delle quale più anche si e",
}
_ENOUGH = 4
_READ = 20_000


def spoken(language: str) -> Phrases | None:
    """The phrases of a language (``pt-BR`` is ``pt``), if deckgen has them."""
    return _LANGUAGES.get(re.split("[-_]", language.strip().lower())[0])


def phrases(language: str, text: str, beside: str = "") -> Phrases:
    """The phrases of a language (``pt-BR`` is ``pt``), or of the one the text's script tells.

    ``beside``: the language of what stands around the text, where its script tells none.
    """
    if known := spoken(language):
        return known
    if not text.isascii():
        for script, name in _SCRIPTS:
            if script.search(text):
                return _LANGUAGES[name]
    return _LANGUAGES[beside or "en"]


def guess_language(text: str) -> str:
    """The language of a text in Latin letters by its small words; empty if they are too few.

    Only its beginning is read.
    """
    counts = Counter(re.findall(r"[^\W\d_]+", text[:_READ].lower()))
    found = {
        language: sum(counts[word] for word in small.split())
        for language, small in _SMALL_WORDS.items()
    }
    best = max(found, key=lambda language: found[language])
    others = max(count for language, count in found.items() if language != best)
    return best if found[best] >= _ENOUGH and found[best] > others else ""
