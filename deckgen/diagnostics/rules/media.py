"""DG5 media."""

from deckgen.diagnostics.record import Severity
from deckgen.diagnostics.rule import Rule

RULES: tuple[Rule, ...] = (
    Rule(
        code="DG501",
        name="missing-media",
        severity=Severity.WARNING,
        summary="A picture or sound that a note refers to, or a picture or font that the theme"
        " refers to, does not exist.",
        why="The card shows a placeholder with the description instead of the picture.",
        remedy="Correct the path (it is seen from the folder of the file that names it, or from the"
        " project's root when it starts with `/`), or add the file.",
    ),
    Rule(
        code="DG502",
        name="media-outside-the-project",
        severity=Severity.WARNING,
        summary="A path leads out of the project, by `..`, a symbolic link or a place on this"
        " machine.",
        why="Only files of the project go into the package: anything else would differ from"
        " machine to machine, or give away what was never meant to be published.",
        remedy="Copy the file into the project and refer to the copy.",
    ),
    Rule(
        code="DG503",
        name="media-in-another-case",
        severity=Severity.WARNING,
        summary="A file was found only by ignoring upper and lower case.",
        why="The deck is complete, but the picture is broken wherever case counts: on code hosts"
        " and on Linux.",
        remedy="Write the name as the file has it, or rename the file.",
    ),
    Rule(
        code="DG504",
        name="unusable-media",
        severity=Severity.WARNING,
        summary="A path leads to something that is not what its name says: a folder, an empty or"
        " unreadable file, a Git LFS pointer, a page saved under the name of a picture.",
        why="Nothing could be shown; the card has a placeholder with the description instead.",
        remedy="Replace the file, correct the path or the file's permissions, or fetch what Git LFS"
        " keeps (`git lfs pull`).",
    ),
    Rule(
        code="DG505",
        name="unsupported-media",
        severity=Severity.WARNING,
        summary="A file is of a kind that Anki neither shows nor plays.",
        why="The card shows a placeholder with the description instead.",
        remedy="Convert it: PNG, JPEG, GIF, WebP, AVIF or SVG for pictures, MP3, OGG or MP4 for"
        " sound and film; WOFF2 for the fonts of a theme.",
    ),
    Rule(
        code="DG506",
        name="remote-media",
        severity=Severity.NOTE,
        summary="A picture that a card shows is on the web and stays there: `fetch` is off, or this"
        " run uses no network and the picture is not in the cache.",
        why="Learners see it only while they are online and as long as its address lives.",
        remedy="Build with a network, or save the picture into the project and refer to the file.",
    ),
    Rule(
        code="DG507",
        name="active-drawing",
        severity=Severity.WARNING,
        summary="An SVG drawing holds a script, an event handler, HTML or a reference to the"
        " outside.",
        why="Cards carry no active content, and a reference to the outside shows nothing in Anki;"
        " the card shows a placeholder instead.",
        remedy="Export the drawing as plain SVG with its pictures and fonts inside and its text as"
        " paths, or as PNG.",
    ),
    Rule(
        code="DG508",
        name="broken-drawing",
        severity=Severity.WARNING,
        summary="An SVG drawing cannot be read: it is not well-formed XML, or it defines entities.",
        why="What cannot be read cannot be checked, so the card shows a placeholder instead.",
        remedy="Open the drawing in an editor and save it as plain SVG.",
    ),
    Rule(
        code="DG509",
        name="large-media",
        severity=Severity.NOTE,
        summary="A file is larger than 10 MB.",
        why="Every learner downloads it, keeps it on every device, and AnkiWeb refuses files above"
        " 100 MB.",
        remedy="Scale the picture down, or cut and compress the sound or film.",
    ),
    Rule(
        code="DG510",
        name="picture-inside-the-text",
        severity=Severity.WARNING,
        summary="A picture is written into the note as a `data:` address.",
        why="Anki would move it into a file by changing the note, so it is left out; the card shows"
        " its description.",
        remedy="Save the picture as a file in the project and refer to the file.",
    ),
    Rule(
        code="DG511",
        name="no-picture-at-address",
        severity=Severity.WARNING,
        summary="The address of a picture on the web gives none: nothing is there, it is a page or"
        " too large, or it leads where deckgen does not go.",
        why="The card keeps the link, which shows learners nothing.  Addresses in private networks"
        " are not asked unless `allow_hosts` under `[media]` names them, since notes come from"
        " strangers.",
        remedy="Correct the address, or save the picture into the project and refer to the file.",
    ),
    Rule(
        code="DG512",
        name="unreachable-picture",
        severity=Severity.NOTE,
        summary="A picture on the web could not be fetched this time.",
        why="The card keeps the link, or the picture of the lock where learners have it already."
        "  Nothing fails because a network is away.",
        remedy="Build again later; what was fetched meanwhile is kept.",
    ),
    Rule(
        code="DG513",
        name="changed-picture",
        severity=Severity.WARNING,
        summary="A picture on the web is another one than the lock has pinned.",
        why="Somebody has replaced it.  It is not taken over unseen: what learners get is what was"
        " reviewed.",
        remedy="Look at it, and take it over with `deckgen media refresh ADDRESS`; or save the"
        " picture you want into the project.",
    ),
    Rule(
        code="DG514",
        name="too-many-pixels",
        severity=Severity.WARNING,
        summary="A picture has more than 80 million pixels.",
        why="Decoded, it takes more memory than a phone has for a card, however small its file is;"
        " the card shows a placeholder instead.",
        remedy="Scale it down; no screen shows more than a few thousand pixels across.",
    ),
)
