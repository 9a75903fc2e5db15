"""DG7 package and verify."""

from deckgen.diagnostics.record import Severity
from deckgen.diagnostics.rule import Rule

_ERROR, _WARNING, _NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE

_FILES = (
    Rule(
        code="DG701",
        name="unwritable-output",
        severity=_ERROR,
        summary="A file cannot be written.",
        why="The disk is full, the folder is protected or the name is not possible. Nothing was "
        "replaced: the older file is as it was.",
        remedy="Do what the message says and build again.",
    ),
    Rule(
        code="DG702",
        name="package-differs-from-plan",
        severity=_ERROR,
        summary="The written package does not hold what was planned.",
        why="Every package is read back and compared before it replaces the older one. A "
        "difference means that a picture changed during the build, that the disk is faulty, or a "
        "bug in deckgen.",
        remedy="Build again. If it happens again, report it with the message.",
    ),
    Rule(
        code="DG703",
        name="unreadable-package",
        severity=_ERROR,
        summary="A file is not a package that can be read.",
        why="It is missing, damaged, only partly downloaded, or something else, such as a web "
        "page saved under the name of a package.",
        remedy="Download or build the package again.",
    ),
    Rule(
        code="DG704",
        name="newer-package-format",
        severity=_ERROR,
        summary="A package is in Anki's newer format, which deckgen does not read.",
        why="Anki exports in a compressed format that older Ankis, and deckgen, cannot open.",
        remedy="In Anki, export again with “Support older Anki versions” ticked.",
    ),
    Rule(
        code="DG705",
        name="damaged-package",
        severity=_ERROR,
        summary="A package's collection or media list is damaged.",
        why="Its parts contradict each other, so that nothing in it can be relied on.",
        remedy="Download or build the package again.",
    ),
)

_PLAN = (
    Rule(
        code="DG710",
        name="guid-twice-in-package",
        severity=_ERROR,
        summary="Two notes have one GUID.",
        why="Anki would make two notes of them at the first import, and from then on update only "
        "one of them, for ever.",
        remedy="Give each question an id of its own, or remove one of the two.",
    ),
    Rule(
        code="DG711",
        name="cardless-note-in-package",
        severity=_WARNING,
        summary="A note has no card.",
        why="Anki imports it as a note that nobody ever sees.",
        remedy="Give it text for its front, or a cloze.",
    ),
    Rule(
        code="DG712",
        name="cards-differ-from-clozes",
        severity=_WARNING,
        summary="The cards of a note are not those that its text makes.",
        why="Anki never makes cards on import: a missing one appears only after Check Database, "
        "and one too many is an empty card.",
        remedy="This is a bug in deckgen: please report it with the question.",
    ),
    Rule(
        code="DG713",
        name="cloze-number-out-of-range",
        severity=_WARNING,
        summary="A cloze number is not between 1 and 500.",
        why="Anki makes no card for 0 and none above 500; very large numbers abort the import.",
        remedy="Number the clozes of a note from 1.",
    ),
    Rule(
        code="DG714",
        name="cloze-too-deep",
        severity=_WARNING,
        summary="Clozes are nested more than three deep, or a cloze has several numbers.",
        why="Older Ankis show such a cloze as plain text.",
        remedy="Nest clozes at most three deep, and give each one number.",
    ),
    Rule(
        code="DG715",
        name="position-out-of-range",
        severity=_ERROR,
        summary="A note's position is not between 1 and 999,999.",
        why="Check Database resets such positions and complains to every learner.",
        remedy="Split the project: a deck cannot hold a million notes in order.",
    ),
    Rule(
        code="DG716",
        name="row-id-collision",
        severity=_ERROR,
        summary="Two notes or cards have the same row id, or one that Anki cannot use.",
        why="Anki would renumber one of them, and after a merge import its cards can land on the "
        "wrong template.",
        remedy="Restore `deckgen.lock` from an earlier commit, or correct the record it names.",
    ),
    Rule(
        code="DG717",
        name="unstorable-field",
        severity=_WARNING,
        summary="A field holds characters that Anki changes or refuses.",
        why="One unit separator aborts the whole import; other control characters are dropped, "
        "and text that is not in Unicode's composed form is changed, so that the note differs "
        "from what was planned.",
        remedy="Remove the character from the source.",
    ),
    Rule(
        code="DG718",
        name="unusable-tag",
        severity=_WARNING,
        summary="A tag cannot be used.",
        why="A space splits a tag in two; Anki drops `marked` and `leech`, which belong to the "
        "learner; tags that differ only in case become one.",
        remedy="Choose another tag.",
    ),
    Rule(
        code="DG719",
        name="unusable-deck-name",
        severity=_ERROR,
        summary="A deck's name or id cannot be used.",
        why="Anki finds decks by name, without regard to case, and changes empty parts and spaces "
        "around `::`. Two decks of one name or id would mix their notes.",
        remedy="Choose another name in `deckgen.toml`.",
    ),
    Rule(
        code="DG720",
        name="inconsistent-note-type",
        severity=_ERROR,
        summary="A note does not fit its note type, or two note types share an id.",
        why="Anki aborts the whole import.",
        remedy="This is a bug in deckgen: please report it with the question.",
    ),
    Rule(
        code="DG721",
        name="cloze-not-closed",
        severity=_WARNING,
        summary="A cloze is opened with `{{c1::`, but never closed.",
        why="Anki drops everything after it from the card.",
        remedy="Close it with `}}`, or put a character between the braces.",
    ),
)

_MEDIA = (
    Rule(
        code="DG725",
        name="media-absent",
        severity=_WARNING,
        summary="A note refers to a media file that is not in the package.",
        why="The learner sees a broken picture, and a later release can mend it only together "
        "with the text of the note.",
        remedy="Put the file beside the source, or correct the reference.",
    ),
    Rule(
        code="DG726",
        name="media-unreferenced",
        severity=_WARNING,
        summary="The package holds a media file that nothing refers to.",
        why="Anki does not import it: it only makes the package larger.",
        remedy="Remove the file from the plan. This is a bug in deckgen: please report it.",
    ),
    Rule(
        code="DG727",
        name="media-name-clash",
        severity=_ERROR,
        summary="Two media files have one name, or names that differ only in case.",
        why="Anki keeps all media in one folder: one of the two would replace the other.",
        remedy="This is a bug in deckgen, which names files by content: please report it.",
    ),
    Rule(
        code="DG728",
        name="media-empty",
        severity=_ERROR,
        summary="A media file is empty.",
        why="Anki reports it as missing.",
        remedy="Replace the file, or remove the reference.",
    ),
    Rule(
        code="DG729",
        name="media-name-unsafe",
        severity=_ERROR,
        summary="A media file's name is not one that every device keeps.",
        why="Anki renames files with other characters than `a-z 0-9 . _ -` or longer than 100 "
        "bytes; a folder in the name aborts the import.",
        remedy="This is a bug in deckgen, which names files by content: please report it.",
    ),
    Rule(
        code="DG730",
        name="package-too-large",
        severity=_ERROR,
        summary="The package would be larger than a zip file can be.",
        why="A package holds at most 4 GiB and 65,000 media files.",
        remedy="Use smaller pictures, or split the project.",
    ),
    Rule(
        code="DG731",
        name="media-of-note-type-absent",
        severity=_ERROR,
        summary="A note type refers to a media file that is not in the package.",
        why="Every card would show a broken picture.",
        remedy="This is a bug in deckgen: please report it with the theme.",
    ),
)

_VERIFY = (
    Rule(
        code="DG740",
        name="anki-missing",
        severity=_ERROR,
        summary="The library `anki` is not installed.",
        why="`verify` imports packages into a real Anki collection.",
        remedy="Install the package `anki` beside deckgen: `pip install anki`.",
    ),
    Rule(
        code="DG741",
        name="import-failed",
        severity=_ERROR,
        summary="Anki refuses to import a package.",
        why="No learner could import it.",
        remedy="Do what the message says, and build the package again.",
    ),
    Rule(
        code="DG742",
        name="note-conflict",
        severity=_ERROR,
        summary="Notes are not updated, because their note type has changed.",
        why="Anki skips them at this and every later import.",
        remedy="Restore the fields and templates of the note type, and its id.",
    ),
    Rule(
        code="DG743",
        name="unexpected-import",
        severity=_ERROR,
        summary="Anki imported another number of notes than the package lets expect.",
        why="Notes are then missing, doubled or out of date in the learner's collection.",
        remedy="Compare the two packages with `deckgen diff`.",
    ),
    Rule(
        code="DG744",
        name="progress-lost",
        severity=_ERROR,
        summary="An update changed a learner's cards or review log.",
        why="Learners would lose their progress.",
        remedy="Do not publish the package; compare it with the older one: `deckgen diff`.",
    ),
    Rule(
        code="DG745",
        name="unstable-import",
        severity=_ERROR,
        summary="Importing the same package again changes something.",
        why="Learners who import twice would get duplicates, or lose their tags.",
        remedy="Do not publish the package. This is a bug in deckgen: please report it.",
    ),
    Rule(
        code="DG746",
        name="database-problem",
        severity=_ERROR,
        summary="Anki's Check Database finds a problem.",
        why="Every learner would be told, and some repairs change their cards.",
        remedy="This is a bug in deckgen: please report it with the message.",
    ),
    Rule(
        code="DG747",
        name="media-problem",
        severity=_ERROR,
        summary="Anki's Check Media finds missing, unused or renamed files.",
        why="Pictures are missing on cards, or files lie about in every learner's collection.",
        remedy="Build the package again; if it stays, report it.",
    ),
    Rule(
        code="DG750",
        name="empty-front",
        severity=_ERROR,
        summary="The front of a card is empty.",
        why="The learner is asked nothing; Empty Cards would delete the card with its history.",
        remedy="Give the question text, or a picture.",
    ),
    Rule(
        code="DG751",
        name="no-cloze-on-card",
        severity=_ERROR,
        summary="A card's cloze is not in its note.",
        why="The learner sees “No cloze found on card”.",
        remedy="Keep the number of every published cloze, or retire the note.",
    ),
    Rule(
        code="DG752",
        name="no-blank-on-front",
        severity=_ERROR,
        summary="The front of a cloze card shows no blank.",
        why="The learner cannot see what is asked.",
        remedy="Do not put a cloze into a comment, an attribute or a hidden part.",
    ),
    Rule(
        code="DG753",
        name="stray-cloze-marks",
        severity=_WARNING,
        summary="A rendered card shows `{{c1::` or `}}`.",
        why="A cloze was opened or closed where it should not have been, so that the wrong text "
        "is hidden.",
        remedy="Look at the card with `deckgen preview`, and correct the text around the marks.",
    ),
    Rule(
        code="DG754",
        name="template-problem",
        severity=_ERROR,
        summary="Anki cannot render a card.",
        why="The learner sees a message about the template instead of the card.",
        remedy="Correct the template that the message names.",
    ),
    Rule(
        code="DG755",
        name="missing-media-on-card",
        severity=_ERROR,
        summary="A card shows a file that is not in the collection.",
        why="The learner sees a broken picture.",
        remedy="Build the package again with the picture in place.",
    ),
)

RULES: tuple[Rule, ...] = (*_FILES, *_PLAN, *_MEDIA, *_VERIFY)
