"""Ordinary notes, made up: some of their headings and lines ask, some do not."""

from __future__ import annotations

import random

_THINGS = (
    "amber",
    "basin",
    "cedar",
    "delta",
    "ember",
    "fjord",
    "gully",
    "heron",
    "islet",
    "jetty",
    "kelp",
    "lagoon",
    "moraine",
    "notch",
    "otter",
    "plover",
    "quarry",
    "ridge",
    "shoal",
    "tarn",
    "upland",
    "vale",
    "weir",
    "yarrow",
)
_ASKING = (
    "What is a {}?",
    "Why does a {} matter?",
    "How large is a {}?",
    "When was the {} found?",
    "Explain the {}",
    "Difference between {} and {}",
    "Name three kinds of {}",
)
_NAMING = ("The {}", "{} in short", "Kinds of {}", "Care of a {}", "{} and {}")
_PARTS = ("Example", "Details", "How it works", "Why it matters", "Remarks", "Pitfalls")
_STYLES = ("heading", "numbered", "bold", "prefix", "item", "details", "line", "separated")


class _Writer:
    """Writes one file; the same ``seed`` always gives the same text."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)
        self.style = _STYLES[seed % len(_STYLES)]
        self.mixed = seed // len(_STYLES) % 2 == 1
        self.level = self.rng.choice((2, 3))
        self.count = 0

    def name(self) -> str:
        return " ".join(self.rng.sample(_THINGS, 2))

    def fill(self, templates: tuple[str, ...]) -> str:
        return self.rng.choice(templates).format(self.name(), self.name())

    def sentence(self) -> str:
        return f"The {self.name()} is {self.rng.choice(_THINGS)} and {self.rng.choice(_THINGS)}."

    def answer(self, *, parts: bool) -> list[str]:
        told = [self.sentence() for _ in range(self.rng.randint(1, 3))]
        if self.rng.random() < 0.25:
            told.append("\n".join(f"- {self.name()}" for _ in range(3)))
        if parts and self.rng.random() < 0.3:
            marks = "#" * (self.level + 1)
            for part in self.rng.sample(_PARTS, self.rng.randint(1, 2)):
                told += [f"{marks} {part}", self.sentence()]
        if parts and self.rng.random() < 0.2:
            told += [f"**{self.rng.choice(_PARTS)}**", self.sentence()]
        return told

    def heading(self) -> str:
        asks = not self.mixed or self.rng.random() < 0.7
        text = self.fill(_ASKING if asks else _NAMING)
        number = f"{self.count}. " if self.style == "numbered" else ""
        marks = "#" * self.level
        return "\n\n".join([f"{marks} {number}{text}", *self.answer(parts=self.mixed)])

    def card(self) -> str:
        self.count += 1
        if self.style in ("heading", "numbered"):
            return self.heading()
        asks = not self.mixed or self.rng.random() < 0.85
        text = self.fill(_ASKING[:4] if asks else _NAMING)
        told = [self.sentence() for _ in range(self.rng.randint(1, 2))]
        match self.style:
            case "bold":
                return "\n\n".join([f"**{text}**", *told])
            case "prefix":
                return f"Q: {text}\nA: {told[0]}"
            case "item":
                return f"- {text}\n" + "\n".join(f"  - {line}" for line in told)
            case "details":
                inside = "\n\n".join(told)
                return f"<details>\n<summary>{text}</summary>\n\n{inside}\n\n</details>"
            case "line":
                return f"{text}\n\n{told[0]}"
            case _:
                return f"{text} :: {told[0]}"

    def write(self) -> str:
        parts = [f"# {self.name().title()}", self.sentence()]
        for _ in range(self.rng.randint(1, 3)):
            parts.append("#" * (self.level - 1) + f" {self.name().title()}")
            if self.rng.random() < 0.4:
                parts.append(self.sentence())
            parts += [self.card() for _ in range(self.rng.randint(3, 6))]
        return "\n\n".join(parts) + "\n"


def write_notes(seed: int) -> str:
    """A file of notes in one of eight styles; in every second round of seeds a mixed one."""
    return _Writer(seed).write()
