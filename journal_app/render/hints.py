"""Emphasis that its author surely meant and the site will not show: marks beside Chinese letters and punctuation.

CommonMark reads `**真，**她` as plain text, since a closing mark may not stand between punctuation and a letter; and no
dialect takes underscores inside a word, which Han text seems to be all of. Pure; knows no page.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

_FENCE = re.compile(r"^[ >\t]*(`{3,}|~{3,})")
_ITEM = re.compile(r" *(?:[*+-]|\d{1,9}[.)])[ \t]+")
_CODE = re.compile(r"(`+)(?!`).*?(?<!`)\1(?!`)|\\.|<[^<>\n]*>|\]\([^()\n]*\)|\$[^$\n]+\$")
_PAIR = re.compile(
    r"(?P<mark>(?<!\*)\*{1,3}(?!\*)|(?<!_)_{1,3}(?!_)|(?<!~)~~(?!~)|(?<!=)==(?!=))(?=\S)"
    r"(?P<words>(?:(?!(?P=mark)).){1,200}?)(?<=\S)(?P=mark)(?![*_~=])"
)
_KINDS = {"***": "bold", "___": "bold", "**": "bold", "__": "bold", "*": "italic", "_": "italic", "~~": "strike"}
_CHINESE = re.compile(
    "[\u2e80-\u303f\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff00-\uff65\u2018-\u201d\u2026\u2014]"
)


@dataclass(frozen=True, slots=True)
class Hint:
    """On source line `line` (from 0), `words` with their marks will be shown as written.

    `kind` is "bold", "italic", "strike" or "highlight".
    """

    line: int
    kind: str
    words: str


def hints(body: str, dialect: str) -> tuple[Hint, ...]:
    """The emphasis of a body that this dialect will not show, where Chinese stands beside its marks."""
    if not any(mark in body for mark in ("*", "_", "~~", "==")):
        return ()
    fails = _fails_in_gfm if dialect == "gfm" else _fails_in_python_markdown
    found: list[Hint] = []
    for number, line in _prose(body):
        for pair in _PAIR.finditer(line):
            mark, words = pair["mark"], pair["words"]
            before = line[pair.start() - 1] if pair.start() else ""
            after = line[pair.end()] if pair.end() < len(line) else ""
            if _CHINESE.search(before + words[0] + words[-1] + after) and fails(mark, before, words, after):
                found.append(Hint(number, _KINDS.get(mark, "highlight"), pair[0]))
    return tuple(found)


def _prose(body: str) -> Iterator[tuple[int, str]]:
    """The lines outside code, with what is inside code, addresses and formulas blanked by letters."""
    fence, inside, was_blank = "", 0, True
    for number, line in enumerate(body.split("\n")):
        wide = line.expandtabs(4)
        indent = len(wide) - len(wide.lstrip(" "))
        item = _ITEM.match(line) if indent < inside + 4 and not fence else None
        if item:
            inside = len(item[0].expandtabs(4))
        elif was_blank and not indent and line:
            inside = 0  # the list has ended
        was_blank = not line.strip()
        opening = _FENCE.match(line)
        if fence:
            if opening and opening[1].startswith(fence) and not line[opening.end() :].strip():
                fence = ""
        elif opening:
            fence = opening[1]
        elif indent < inside + 4 and ("*" in line or "_" in line or "~~" in line or "==" in line):
            yield number, _CODE.sub(_blanked, line)


def _blanked(found: re.Match[str]) -> str:
    """As many letters, but what stands at both ends stays, since the rules of marks look at it."""
    text = found[0]
    return "xx" if text[0] == "\\" else f"{text[0]}{'x' * (len(text) - 2)}{text[-1]}"


def _is_punctuation(char: str) -> bool:
    return bool(char) and unicodedata.category(char)[0] in "PS"


def _fails_in_gfm(mark: str, before: str, words: str, after: str) -> bool:
    """By CommonMark's rules of left- and right-flanking runs."""
    first, last = words[0], words[-1]
    left = not _is_punctuation(first) or not before or before.isspace() or _is_punctuation(before)
    right = not _is_punctuation(last) or not after or after.isspace() or _is_punctuation(after)
    if mark[0] == "_":
        left = left and (not _opens_both(before, first) or _is_punctuation(before))
        right = right and (not _opens_both(after, last) or _is_punctuation(after))
    return not (left and right)


def _opens_both(outside: str, inside: str) -> bool:
    """Whether a run between these two is flanking on its other side too."""
    if not outside or outside.isspace():
        return False
    return not _is_punctuation(outside) or _is_punctuation(inside)


def _fails_in_python_markdown(mark: str, before: str, words: str, after: str) -> bool:
    """Asterisks always work, underscores not inside a word, and for highlights the library has CommonMark's rules."""
    if mark == "==":
        return _fails_in_gfm(mark, before, words, after)
    return mark[0] == "_" and (before.isalnum() or after.isalnum())
