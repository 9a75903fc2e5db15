"""What each part of a file was taken for, and why."""

from __future__ import annotations

from tests.dialects.reading import read_text

TEXT = """# Woods FAQ

- [What is oak?](#what-is-oak)
- [Beech](#beech)
- [Is pine soft?](#is-pine-soft)

## Kinds

### What is oak?

A hard wood.

#### Use

Barrels.

### Beech

Another hard wood.

### Is pine soft?

## License

MIT
"""


def test_roles() -> None:
    parts = [(part.role, part.text) for part in read_text(TEXT).parts]

    assert ("contents", "table of contents") in parts
    assert ("topic", "Kinds") in parts
    assert ("question", "What is oak?") in parts
    assert ("answer", "Use") in parts
    assert ("unanswered", "Is pine soft?") in parts
    assert ("ignored", "License") in parts


def test_reasons() -> None:
    by_text = {part.text: part for part in read_text(TEXT).parts}

    assert "ends with a question mark" in by_text["What is oak?"].why
    assert by_text["What is oak?"].dialect == "heading"
    assert any("nothing stands below" in why for why in by_text["Is pine soft?"].why)
    assert all(part.why for part in by_text.values())


def test_parts_are_in_order() -> None:
    lines = [part.span.line for part in read_text(TEXT).parts]

    assert lines == sorted(lines)


def test_runner_up() -> None:
    text = "# FAQ\n\n- What is oak?\n  - Hard.\n- What is pine?\n  - Soft.\n"
    part = next(part for part in read_text(text).parts if part.text == "What is oak?")

    assert part.dialect == "item"
