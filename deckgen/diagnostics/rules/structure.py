"""DG1 files and structure."""

from deckgen.diagnostics.record import Severity
from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        code="DG101",
        name="undecodable-bytes",
        severity=Severity.ERROR,
        summary="A file holds bytes that are not UTF-8.",
        why="The characters they stood for are unknown; the cards would show `\ufffd` instead.",
        remedy="Save the file as UTF-8. Editors call this the file's encoding.",
    ),
    Rule(
        code="DG102",
        name="unreadable-file",
        severity=Severity.ERROR,
        summary="A file cannot be read, or is not there.",
        why="Its questions would silently be missing from the deck.",
        remedy="Check the path and the file's permissions.",
    ),
    Rule(
        code="DG103",
        name="unreadable-folder",
        severity=Severity.ERROR,
        summary="A folder cannot be read.",
        why="Its files would silently be missing from the deck.",
        remedy="Check the folder's permissions, or leave it out with `exclude`.",
    ),
    Rule(
        code="DG104",
        name="control-characters",
        severity=Severity.WARNING,
        summary="A file holds control characters that no text needs.",
        why="Anki refuses notes with some of them. They are read as spaces.",
        remedy="Remove them; they mostly come from copying out of PDF files or terminals.",
    ),
    Rule(
        code="DG105",
        name="broken-front-matter",
        severity=Severity.WARNING,
        summary="The front matter of a file is not valid YAML or TOML.",
        why="None of its settings take effect. It is left out of the cards all the same.",
        remedy="Correct it at the place shown; values with `: ` in them or `@` before them need "
        "quotes.",
    ),
    Rule(
        code="DG107",
        name="deep-nesting",
        severity=Severity.WARNING,
        summary="Lists or quotes are nested deeper than anybody reads.",
        why="What is deeper is kept, but as plain text.",
        remedy="Flatten the list.",
    ),
    Rule(
        code="DG110",
        name="glued-heading",
        severity=Severity.NOTE,
        summary="A heading stands behind an image, a badge or a tag on the same line, or right "
        "below HTML without a blank line.",
        why="Markdown shows it as text with number signs. It was read as the heading it means.",
        remedy="Put the heading on a line of its own, with a blank line before it.",
    ),
    Rule(
        code="DG111",
        name="unspaced-heading",
        severity=Severity.NOTE,
        summary="A heading has no plain space behind its number signs.",
        why="Markdown shows it as text. It was read as a heading.",
        remedy="Write `## Title` with a space.",
    ),
    Rule(
        code="DG112",
        name="misplaced-emphasis",
        severity=Severity.NOTE,
        summary="The closing `**` of bold text stands behind a space or on the next line.",
        why="Markdown shows the asterisks. The text was read as bold.",
        remedy="Put the closing mark directly behind the last word.",
    ),
    Rule(
        code="DG113",
        name="typed-bullets",
        severity=Severity.NOTE,
        summary="A list is written with signs like `•` or `➢` instead of Markdown's marks.",
        why="Markdown joins its lines into one paragraph. It was read as a list.",
        remedy="Write `- ` before each item.",
    ),
    Rule(
        code="DG114",
        name="lost-bullets",
        severity=Severity.NOTE,
        summary="Lines that look like the items of a list have no marks.",
        why="Markdown joins them into one paragraph. They were read as a list, because the lines "
        "end where a wrapped paragraph would not have ended.",
        remedy="Write `- ` before each item, or join the lines if they are one paragraph.",
    ),
    Rule(
        code="DG115",
        name="swallowing-fence",
        severity=Severity.WARNING,
        summary="A code fence is not closed before the next heading of the file.",
        why="Markdown takes everything up to the next fence as code, questions included. The code "
        "was ended before the heading.",
        remedy="Close the fence behind its code.",
    ),
    Rule(
        code="DG116",
        name="unclosed-fence",
        severity=Severity.WARNING,
        summary="A code fence is never closed.",
        why="Everything behind it is code.",
        remedy="Close the fence behind its code.",
    ),
    Rule(
        code="DG117",
        name="unclosed-details",
        severity=Severity.WARNING,
        summary="A `<details>` element is never closed.",
        why="Browsers fold everything behind it away. It was ended before the next heading or the "
        "next `<details>`.",
        remedy="Close it with `</details>`.",
    ),
    Rule(
        code="DG118",
        name="unclosed-comment",
        severity=Severity.WARNING,
        summary="An HTML comment is never closed.",
        why="Markdown hides everything behind it. It was ended at the next blank line.",
        remedy="Close it with `-->`.",
    ),
    Rule(
        code="DG119",
        name="unsolved-merge",
        severity=Severity.ERROR,
        summary="A file holds the marks of an unsolved merge.",
        why=(
            "Both versions of a question would be cards, with the marks on them, and one of them"
            " would take the other's place in the lock."
        ),
        remedy=(
            "Keep one side or both, and delete the lines that start with `<<<<<<<`, `=======` and"
            " `>>>>>>>`. To show such marks, put them into a code fence."
        ),
    ),
)
