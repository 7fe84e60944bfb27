"""Which parts of a line of Markdown are what, one line at a time. Knows neither Qt nor colours.

`line_marks` is given the state the line before left and returns the state for the next: 0 in ordinary text, else
the kind of block that is open, and for a fence the length of its marker.
"""

import re
from typing import NamedTuple

# Styles are bits: bold inside a heading is BOLD | HEADING.
(
    BOLD,
    ITALIC,
    STRIKE,
    CODE,
    LINK,
    TARGET,
    DIM,
    HEADING,
    MATH,
    HTML,
    QUOTE,
    LANGUAGE,
    BULLET,
    HAN_EMPHASIS,
    DONE,
) = (1 << n for n in range(15))

TEXT, TICKS, TILDES, DOLLARS, COMMENT = range(5)
_LONGEST = 8_000  # longer lines keep their block marks only


class Mark(NamedTuple):
    """The code points from `start` to `end` have `style`."""

    start: int
    end: int
    style: int


def is_code(state: int) -> bool:
    """Whether a line that ends in, or starts from, this state lies in a fence."""
    return state & 7 in (TICKS, TILDES)


_FENCE = re.compile(r"(?:[ \t>]|[-*+] |\d+[.)] )*(`{3,}|~{3,})(.*)$")
_CLOSE = re.compile(r"[ \t>]*(`{3,}|~{3,})[ \t]*$")
_HEADING = re.compile(r" {0,3}(#{1,6})(?=[ \t]|$)")
_CLOSING = re.compile(r"[ \t]+#+[ \t]*$")
_RULE = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,}|=+[ \t]*)$")
_PREFIX = re.compile(r"[ \t]*(?:(>[> \t]*))?(?:([-*+]|\d{1,9}[.)])(?=[ \t]|$)[ \t]*(\[[ xX]\](?=[ \t]|$))?)?")
_DEFINITION = re.compile(r" {0,3}(\[\^?[^\]\s][^\]]*\]:)[ \t]*(\S*)")
_HAN = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]")

_INLINE = re.compile(
    r"""
    (?P<escape>\\[!-/:-@\[-`{-~])
  | (?P<ticks>`+)(?P<code>(?:[^`]|(?!(?P=ticks)(?!`))`+)+?)(?P=ticks)(?!`)
  | (?P<math>\$(?![\s$])[^$\n]{0,400}?(?<![\s\\])\$(?!\d)|\$\$[^$\n]+\$\$)
  | (?P<image>!?\[)(?P<words>[^\[\]\n]{0,600})\]
        (?P<target>\([^()\s]*(?:\([^()\s]*\)[^()\s]*)*(?:[ ]+"[^"\n]*")?[ ]*\)
        |\[[^\[\]\n]{0,200}\])
  | (?P<footnote>\[\^[^\]\s]{1,100}\])
  | (?P<auto><(?:https?://|mailto:)[^<>\s]+>|https?://[^\s<>()\[\]"'，。；：！？、）】》]+)
  | (?P<html><!--.*?-->|</?[A-Za-z][\w-]*(?:\s[^<>\n]{0,600})?/?>
        |&(?:\#\d{1,7}|\#[xX][0-9a-fA-F]{1,6}|\w{2,32});)
  | (?P<both>\*\*\*)(?P<in_both>(?=\S)[^*\n]{1,800}?(?<=\S))\*\*\*
  | (?P<strong>\*\*|__)(?P<in_strong>(?=\S)(?:(?!(?P=strong)).){1,800}?(?<=\S))(?P=strong)(?![*])
  | (?P<em>\*(?!\*)|(?<!\w)_(?!_))(?P<in_em>(?=\S)(?:(?!(?P=em))[^\n]|(?P=em){2}){1,800}?(?<=\S))
        (?P=em)(?!\*)(?!(?<=_)\w)
  | (?P<strike>~~)(?P<in_strike>(?=\S)[^~\n]{1,800}?(?<=\S))~~
    """,
    re.VERBOSE,
)
_STARTS = re.compile(r"[\\`$\[<&*_~]|!(?=\[)|https?://")


def next_state(text: str, state: int) -> int:
    """The state after this line, without finding its marks."""
    kind = state & 7
    if kind in (TICKS, TILDES):
        if ("```" if kind == TICKS else "~~~") in text:
            found = _CLOSE.match(text)
            if found and found[1][0] == ("`" if kind == TICKS else "~") and len(found[1]) >= state >> 3:
                return TEXT
        return state
    if kind == DOLLARS:
        return TEXT if text.rstrip().endswith("$$") else state
    if kind == COMMENT:
        return TEXT if "-->" in text else state
    if "```" in text or "~~~" in text:
        found = _FENCE.match(text)
        if found and not (found[1][0] == "`" and "`" in found[2]):
            return (TICKS if found[1][0] == "`" else TILDES) | min(len(found[1]), 127) << 3
    if "$$" in text and text.lstrip().startswith("$$") and not text.strip()[2:].endswith("$$"):
        return DOLLARS
    if "<!--" in text and text.lstrip().startswith("<!--") and "-->" not in text:
        return COMMENT
    return TEXT


def line_marks(text: str, state: int) -> tuple[list[Mark], int]:
    """The marks of one line, in order and without overlap, and the state after it."""
    after = next_state(text, state)
    size = len(text)
    if not size:
        return [], after
    kind = state & 7
    if kind in (TICKS, TILDES):
        return [Mark(0, size, CODE | DIM if after == TEXT else CODE)], after
    if kind == DOLLARS:
        return [Mark(0, size, MATH)], after
    if kind == COMMENT or after == COMMENT:
        return [Mark(0, size, HTML)], after
    if after == DOLLARS:
        return [Mark(0, size, MATH)], after
    if is_code(after):
        found = _FENCE.match(text)
        assert found is not None
        marks = [Mark(0, found.end(1), CODE | DIM)]
        if found[2]:
            marks.append(Mark(found.end(1), size, CODE | LANGUAGE))
        return marks, after
    marks = []
    if size > _LONGEST:
        return marks, after
    heading = _HEADING.match(text)
    if heading:
        marks.append(Mark(heading.start(1), heading.end(1), DIM))
        closing = _CLOSING.search(text, heading.end(1))
        end = closing.start() if closing else size
        _inline(text, heading.end(1), end, HEADING | BOLD, marks)
        if closing:
            marks.append(Mark(end, size, DIM))
        return marks, after
    if _RULE.match(text):
        return [Mark(0, size, DIM)], after
    definition = _DEFINITION.match(text)
    if definition:
        marks.append(Mark(definition.start(1), definition.end(1), LINK))
        if text[definition.start(1) + 1] == "^":
            _inline(text, definition.end(1), size, 0, marks)
        elif definition[2]:
            marks.append(Mark(definition.start(2), definition.end(2), TARGET))
        return marks, after
    prefix = _PREFIX.match(text)
    assert prefix is not None
    style = 0
    if prefix[1]:
        marks.append(Mark(prefix.start(1), prefix.end(1), BULLET))
        style = QUOTE
    if prefix[2]:
        marks.append(Mark(prefix.start(2), prefix.end(2), BULLET))
    if prefix[3]:
        marks.append(Mark(prefix.start(3), prefix.end(3), BULLET))
        if prefix[3] != "[ ]":
            style |= DONE
    inner = _HEADING.match(text, prefix.end()) if prefix[1] else None
    if inner:
        marks.append(Mark(inner.start(1), inner.end(1), DIM))
        _inline(text, inner.end(1), size, HEADING | BOLD, marks)
    else:
        _inline(text, prefix.end(), size, style, marks)
    return marks, after


def _inline(text: str, start: int, end: int, style: int, marks: list[Mark]) -> None:
    """Add the marks of running text from `start` to `end`; what has no mark gets `style`."""
    at = start
    while at < end:
        first = _STARTS.search(text, at, end)
        if first is None:
            break
        found = _INLINE.match(text, first.start(), end)
        if found is None:
            if style:
                marks.append(Mark(at, first.start() + 1, style))
            at = first.start() + 1
            continue
        if style and found.start() > at:
            marks.append(Mark(at, found.start(), style))
        _one(text, found, style, marks)
        at = found.end()
    if style and at < end:
        marks.append(Mark(at, end, style))


def _add(marks: list[Mark], start: int, end: int, style: int) -> None:
    if start < end:
        marks.append(Mark(start, end, style))


def _one(text: str, found: re.Match[str], style: int, marks: list[Mark]) -> None:
    kind = found.lastgroup
    start, end = found.span()
    if found["ticks"]:
        _add(marks, start, found.start("code"), style | CODE | DIM)
        _add(marks, found.start("code"), found.end("code"), style | CODE)
        _add(marks, found.end("code"), end, style | CODE | DIM)
    elif found["image"]:
        _add(marks, start, found.start("words"), DIM)
        if found["words"]:
            _inline(text, found.start("words"), found.end("words"), style | LINK, marks)
        _add(marks, found.end("words"), found.start("target") + 1, DIM)
        _add(marks, found.start("target") + 1, end - 1, TARGET)
        _add(marks, end - 1, end, DIM)
    elif kind == "escape":
        _add(marks, start, start + 1, style | DIM)
        _add(marks, start + 1, end, style)
    elif kind == "math":
        _add(marks, start, end, MATH)
    elif kind == "footnote":
        _add(marks, start, end, LINK)
    elif kind == "auto":
        _add(marks, start, end, style | LINK)
    elif kind == "html":
        _add(marks, start, end, HTML)
    else:
        for name, bits in (
            ("in_both", BOLD | ITALIC),
            ("in_strong", BOLD),
            ("in_em", ITALIC),
            ("in_strike", STRIKE),
        ):
            if found[name] is not None:
                inner_start, inner_end = found.span(name)
                if bits & ITALIC and _HAN.search(text, inner_start, inner_end):
                    bits = bits & ~ITALIC | HAN_EMPHASIS
                _add(marks, start, inner_start, style | DIM)
                _inline(text, inner_start, inner_end, style | bits, marks)
                _add(marks, inner_end, end, style | DIM)
                return
