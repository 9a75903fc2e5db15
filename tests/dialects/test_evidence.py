"""What a text says for itself, in many languages."""

from __future__ import annotations

import pytest

from deckgen.dialects.evidence import weigh

QUESTIONS = [
    "What is a lever?",
    "Explain the lever",
    "Why does it rain",
    "In summer, how do bees cool the hive?",
    "Was ist ein Hebel?",
    "Wozu dient ein Hebel",
    "Erklären Sie den Hebel",
    "¿Qué es una palanca?",
    "Explique la palanca",
    "O que é uma alavanca",
    "Qu'est-ce qu'un levier ?",
    "Expliquez le levier",
    "Cos'è una leva",
    "Wat is een hefboom",
    "Что такое рычаг",
    "Расскажите о рычагах",
    "Що таке важіль",
    "Co to jest dźwignia",
    "Kaldıraç nedir",
    "Đòn bẩy là gì",
    "Apa itu tuas",
    "什么是杠杆",
    "简述杠杆原理",
    "てこは何ですか",
    "てことは",
    "지렛대란 무엇인가",
    "ما هي الرافعة",
    "اهرم چیست؟",
    "लीवर क्या है?",
    "מהו מנוף?",
    "Τι είναι ο μοχλός;",
]
STATEMENTS = [
    "Levers",
    "Installation",
    "How it works",
    "What you need",
    "List comprehension",
    "State management",
    "Useful links",
    "Interview questions",
    "Рычаги",
    "Оглавление",
    "Лицензия",
    "Hebel",
    "Inhaltsverzeichnis",
    "参考资料",
    "目次",
    "杠杆",
    "Palancas",
    "Want to contribute?",
    "Found a bug?",
    "Merge rules (=, ?, +)",
]


@pytest.mark.parametrize("text", QUESTIONS)
def test_questions(text: str) -> None:
    assert weigh(text).score > 0


@pytest.mark.parametrize("text", STATEMENTS)
def test_statements(text: str) -> None:
    assert weigh(text).score < 0


def test_a_language_that_is_not_known_is_read_by_its_marks() -> None:
    assert weigh("Hvað er vogarstöng?").score > 1
