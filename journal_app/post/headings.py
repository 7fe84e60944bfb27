"""The headings of a body as its author sees them: line, level and words. Pure; a reading good enough to find one's way.

What is inside fenced code is none; one inside a quote or a list is the quote's; one in a content tab counts.
"""

import re
from dataclasses import dataclass

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*\Z")
_UNDERLINE = re.compile(r" {0,3}(=+|-+)[ \t]*\Z")
_NO_TEXT = re.compile(
    r" {0,3}(?:[>#|]|[-*+][ \t]|\d+[.)][ \t]|<|:::|!!!|\[\^)| {4}|\t|[ \t]*\Z| {0,3}(?:[-*_][ \t]*){3,}\Z"
)
_TAB = re.compile(r' {0,3}={3}[!+]{0,2} +"[^\n]*"[ \t]*\Z')
_LINK = re.compile(r"!?\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_MARKS = re.compile(r"(?<!\\)(?:[*~`]{1,3}|(?<!\w)_{1,2}(?=\S)|(?<=\S)_{1,2}(?!\w)|==)")
_LONGEST = 1000  # characters of a line that may be a heading
_ATTRIBUTES = re.compile(r"[ \t]*\{[^{}]*\}[ \t]*\Z")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading on source line `line` (from 0) of `level` 1 to 6; `text` is without marks."""

    line: int
    level: int
    text: str


def headings(body: str) -> tuple[Heading, ...]:
    """The headings of a body, in order. Those without words are left out."""
    found: list[Heading] = []
    fence, before = "", ""
    tabs = 0  # how deep in content tabs
    for number, line in enumerate(body.split("\n")):
        if tabs:
            line, inside = _in_tabs(line, tabs)
            if inside < tabs:
                tabs, fence, before = inside, "", ""
        if not fence and "===" in line[:6] and _TAB.match(line):
            tabs, before = tabs + 1, ""
            continue
        opening = _FENCE.match(line) if "`" in line or "~" in line else None
        if fence:
            if opening and opening[1].startswith(fence) and not line[opening.end() :].strip():
                fence = ""
            before = ""
            continue
        if opening or len(line) > _LONGEST:
            fence, before = opening[1] if opening else "", ""
            continue
        if "#" in line[:4] and (heading := _HEADING.match(line)):
            found += _heading(number, len(heading[1]), heading[2] or "")
            before = ""
            continue
        if before and line.strip()[:1] in ("=", "-") and (under := _UNDERLINE.match(line)):
            found += _heading(number - 1, 1 if under[1][0] == "=" else 2, before)
            before = ""
            continue
        # A paragraph of more than one line is none in one of the dialects; its last line will do.
        before = "" if _NO_TEXT.match(line) else line.strip()
    return tuple(found)


def _in_tabs(line: str, tabs: int) -> tuple[str, int]:
    """A line without the spaces of its content tabs, and how many of `tabs` it lies in: a blank one in all."""
    line = line.expandtabs(4)
    if not line.strip():
        return "", tabs
    inside = min(tabs, (len(line) - len(line.lstrip(" "))) // 4)
    return line[4 * inside :], inside


def _heading(line: int, level: int, text: str) -> list[Heading]:
    plain = " ".join(_MARKS.sub("", _LINK.sub(r"\1", _ATTRIBUTES.sub("", text))).split())
    return [Heading(line, level, plain)] if plain else []
