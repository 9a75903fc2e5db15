"""What is there to get about, not to learn: back-links, rules, wrappers, badges."""
# ruff: noqa: E501 -- word lists read best with one language on a line

from __future__ import annotations

import re

from deckgen.model import Block, BlockKind

_LONGEST = 600
_SHORT = 80
_INTERNAL = re.compile(
    r"\[(?:[^\[\]\n]|\[[^\[\]\n]*\]){0,200}\]\(\s*<?#[^)\n]{0,300}\)"
    r"|<a\s[^<>]{0,300}?href\s*=\s*[\"']?#[^<>]{0,300}>[^<]{0,200}</a>",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[((?:[^\[\]\n]|\[[^\[\]\n]*\]){0,200})\]\([^()\n]{0,300}\)")
_ANCHOR = re.compile(r"<a\s[^<>]{0,300}>([^<]{0,200})</a>", re.IGNORECASE)
_TAGS = re.compile(r"</?[A-Za-z][^<>]{0,400}>|&[a-z]+;|:[a-z_0-9+-]{2,40}:")
_POINTS = re.compile(r"[👉➡→]\s*\[[^\[\]]*\]\(https?:")
_ATTRIBUTES = re.compile(
    r"\{:?[^{}\n]*\}|\[\[?_?toc_?\]?\]|@\[toc\]\S*|(?:#[^\W\d][\w/-]*\s*)+", re.IGNORECASE
)
"""A paragraph that shows nothing: attributes, the place of a table of contents, tags."""
_WORD = re.compile(r"\w")
_STEP = re.compile(
    r"^\W*(?:(?:go\s+|jump\s+|return\s+)?(?:back|up)?\s*(?:to\s+)?(?:the\s+)?"
    r"(?:top|index|contents?|table of contents|toc|menu|home|main page|questions)(?:\s+of\s+\w+)?"
    r"|back|prev(?:ious)?|next|home|up|наверх|назад|вверх|вперёд|далее|(?:к|в)\s+(?:началу|оглавлению|содержанию)"
    r"|(?:вернуться|назад)\s+\w+\s*\w*|до гори|нагору|volver(?:\s+\w+){1,3}|ir arriba|arriba|subir|inicio"
    r"|voltar(?:\s+\w+){1,3}|topo|retour(?:\s+\w+){1,4}|haut|nach oben|zurück(?:\s+\w+){0,3}|torna(?:\s+\w+){1,3}|su"
    r"|naar boven|do góry|powrót(?:\s+\w+){0,3}|başa dön|yukarı|về đầu trang|kembali(?:\s+\w+){0,3}"
    r"|(?:返回|回到)?(?:顶部|目录|目錄|首页|首頁|开头)|トップ(?:へ|に戻る)?|先頭(?:へ|に戻る)?|目次(?:へ|に戻る)?|上へ|맨\s?위로|목차로?|위로)\W*$",
    re.IGNORECASE,
)
_ARROWS = re.compile(r"[⬆↑↥⇧▲🔝☝👆⏫🔼⤴⬅←➡→«»]")


def is_navigation(block: Block) -> bool:
    """Whether a block only leads elsewhere in the file: "back to top", next, previous."""
    if block.kind is BlockKind.HEADING and _POINTS.search(block.source):
        return True
    if block.kind in (BlockKind.PARAGRAPH, BlockKind.HEADING, BlockKind.HTML):
        return leads_away(block.source)
    if block.kind is BlockKind.QUOTE:
        return bool(block.children) and all(is_navigation(child) for child in block.children)
    if block.kind in (BlockKind.LIST, BlockKind.ITEM):
        inside = block.children
        return len(inside) == 1 and is_navigation(inside[0]) and bool(_STEP.match(block.text))
    return False


def leads_away(source: str) -> bool:
    """Whether inline Markdown or HTML consists of nothing but links for getting about."""
    if len(source) > _LONGEST:
        return False
    if "](" not in source and "<" not in source:
        return len(source) <= _SHORT and _is_step(source.strip())
    inner = _INTERNAL.sub("", source)
    if inner != source and not _WORD.search(_TAGS.sub("", inner)):
        return True
    rest, texts = _LINK.sub(" ", source), [*_LINK.findall(source), *_ANCHOR.findall(source)]
    rest = _TAGS.sub("", _ANCHOR.sub(" ", rest))
    if texts and not _WORD.search(rest):
        return all(_STEP.match(text.strip()) or _ARROWS.search(text) for text in texts)
    return _is_step(_TAGS.sub("", source).strip())


def _is_step(words: str) -> bool:
    """Whether plain words only point elsewhere: "back to top", "↑ menu"."""
    return bool(_STEP.match(words)) and (bool(_ARROWS.search(words)) or len(words.split()) > 1)


def is_noise(block: Block) -> bool:
    """Whether a block shows nothing: a rule, a line break, a comment, a tag without content."""
    if block.kind in (BlockKind.RULE, BlockKind.COMMENT):
        return True
    if block.kind is BlockKind.HTML and len(block.source) <= _LONGEST:
        shown = _TAGS.sub("", block.source).strip()
        return not shown and not re.search(
            r"<(?:img|video|audio|iframe|picture|svg)\b", block.source, re.IGNORECASE
        )
    if block.kind is BlockKind.PARAGRAPH:
        if len(block.source) <= 100 and _ATTRIBUTES.fullmatch(block.source.strip()):
            return True
        return not block.text.strip() and "![" not in block.source and "<img" not in block.source
    return False
