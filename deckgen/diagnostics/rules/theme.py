"""DG02 and DG03, the theme: style sheets and templates of a project."""

from deckgen.diagnostics.record import Severity
from deckgen.diagnostics.rule import Rule

_ERROR, _WARNING = Severity.ERROR, Severity.WARNING

_FILES = (
    Rule(
        code="DG020",
        name="missing-theme-file",
        severity=_ERROR,
        summary="A style sheet or folder that `[theme]` names is not there, or not in the project.",
        why="The cards would be published with another look than the one asked for.",
        remedy="Correct the path (it is seen from the project's root), or add the file.",
    ),
    Rule(
        code="DG021",
        name="unreadable-theme-file",
        severity=_ERROR,
        summary="A style sheet or template cannot be read, or is not UTF-8.",
        why="What would be shown of it is a guess.",
        remedy="Check the file's permissions, and save it as UTF-8.",
    ),
    Rule(
        code="DG022",
        name="large-theme-file",
        severity=_ERROR,
        summary="A style sheet or template is too large.",
        why="Anki reads it with every card, and stores it with every note type.  Style sheets have"
        " at most 200,000 bytes, templates 50,000.",
        remedy="Take fonts and pictures out of it (`data:`) and refer to files.",
    ),
    Rule(
        code="DG023",
        name="unknown-template-file",
        severity=_WARNING,
        summary="A file in the folder of templates is none of the four, or there is none at all.",
        why="It has no effect; most often its name is misspelt.",
        remedy="Call it `basic_front.html`, `basic_back.html`, `cloze_front.html` or"
        " `cloze_back.html`, or move it elsewhere.",
    ),
)

_TEMPLATES = (
    Rule(
        code="DG024",
        name="template-syntax",
        severity=_ERROR,
        summary="A template cannot be read: `{{` without `}}`, a section that is not closed or not"
        " opened, a comment or tag without its end.",
        why="Anki shows a message about the template on every card.",
        remedy="Put the marked place right.",
    ),
    Rule(
        code="DG025",
        name="unknown-field",
        severity=_ERROR,
        summary="A template names a field that its note type does not have, or that is not safe.",
        why="Anki shows a message about the template on every card.  The fields are fixed: they"
        " are what learners' notes have.  The names of decks and note types are put into the page"
        " as they are, tags and all.",
        remedy="Use one of the fields that the message names; upper and lower case count.",
    ),
    Rule(
        code="DG026",
        name="unknown-filter",
        severity=_ERROR,
        summary="A template uses a filter that Anki does not have, or one that is not safe.",
        why="Anki leaves an unknown one out without a word, and the card shows something else than"
        " was meant.  `text`, `furigana`, `kana` and `kanji` read HTML as if it were text: what a"
        " note says, `<script>` in a piece of code say, could become part of the page.",
        remedy="Use `hint`, `type`, `tts …`, or on cloze cards `cloze` and `cloze-only`; for"
        " readings, `<ruby>` in the note.",
    ),
    Rule(
        code="DG027",
        name="front-without-question",
        severity=_ERROR,
        summary="The front of a card would not show its question.",
        why="Cards would be empty, or all the same: the learner is asked nothing, and Anki's Empty"
        " Cards would delete them with their history.",
        remedy="Show `{{Question}}` on the front of basic cards and `{{cloze:Text}}` on that of"
        " cloze cards, outside of sections (`{{#…}}`).",
    ),
    Rule(
        code="DG028",
        name="back-without-answer",
        severity=_ERROR,
        summary="The back of a card would not show its answer.",
        why="The learner cannot check what was recalled.",
        remedy="Show `{{Answer}}` on the back of basic cards and `{{cloze:Text}}` on that of cloze"
        " cards, outside of sections (`{{#…}}`).",
    ),
    Rule(
        code="DG029",
        name="active-template",
        severity=_ERROR,
        summary="A template has something that runs or is not known to be harmless: a script, an"
        " event handler, a `javascript:` link, a frame, a form.",
        why="Cards carry no active content: it fails on some devices, and nobody who imports a deck"
        " knows what it does.",
        remedy="Do it with HTML and CSS (`<details>`, `:hover`, `:checked`), or leave it out.",
    ),
    Rule(
        code="DG030",
        name="field-inside-a-tag",
        severity=_ERROR,
        summary="A field or section stands inside a tag.",
        why="What an author writes into a note could end the tag and become part of the page."
        "  Only `{{ID}}` and `{{Tags}}` may, in quotation marks: neither holds any.",
        remedy="Put it between tags; to style what depends on a field, wrap it:"
        ' `{{#Hint}}<div class="with-hint">…</div>{{/Hint}}`.',
    ),
)

_STYLES = (
    Rule(
        code="DG033",
        name="theme-from-elsewhere",
        severity=_ERROR,
        summary="A theme loads something from the web, or in a way that Anki does not follow.",
        why="Learners are often offline, and a server would be told whenever they see a card.",
        remedy="Save the font or picture into the project and refer to the file; name every style"
        " sheet in `css`.",
    ),
)

RULES: tuple[Rule, ...] = (*_FILES, *_TEMPLATES, *_STYLES)
