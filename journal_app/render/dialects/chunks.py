"""Where a Python-Markdown text can be cut so that its parts give what the whole gives. Knows no HTML library.

A cut is a blank line at depth 0, then a line that cannot continue what stands before it. There is none inside a fence,
raw HTML or a comment, none before what may join its neighbour (list, quote, definition, indented text), and none behind
HTML that is left open. What cannot be decided here ends the cutting: the rest is one chunk, right but slower.
"""

import re
from collections.abc import Iterator

from pymdownx.superfences import RE_NESTED_FENCE_START

from journal_app.render.dialect import NoCuts
from journal_app.render.syntax import constructs, tags

_TAB = 4
_EVENT = re.compile(
    r"^(?P<prefix>[> \t]*)(?P<fence>`{3,}|~{3,})[^\n]*$|^(?P<colons>:{3,}[^\n]*)$|\n(?:[ \t]*\n)+", re.MULTILINE
)
_BLOCK_HTML = re.compile(r"^ {0,3}<[a-zA-Z/!?]", re.MULTILINE)
# A line that can follow a cut: not indented (the ideographic space is a letter here), no mark that may join.
_STARTS = re.compile(
    r"\u3000*(?:(?![*+\-:=>!?<{^[]|\d+\.)[^\s\x00-\x20\x7f-\xa0\ufeff]|!\[|\*\*[^\s*]|\[(?!\^|[^\]]*\][ ]?:))"
)
# A list or a quote can follow a cut too, when no list or quote stands in the block before it.
_LISTS = re.compile(r"(?:[*+\-]|\d+\.)[ ]|>")
_JOINABLE = re.compile(r"^[ ]*(?:[*+\-]|\d+\.)[ \t]|^[ ]*>|\][ ]?:|^[ ]*:", re.MULTILINE)
# A definition; or a fence, which may hold blank lines and still be one block, so that nobody knows where it ends.
_TERMS = ("\n: ", "\n : ", "\n  : ", "\n   : ", "```", "~~~")
_WIDEST = 6  # characters of one, which may be cut off where a look ends
_AHEAD = 4096  # characters that are looked through at once
_GAP = re.compile(r"\n(?:[ \t]*\n)+")
# What the library keeps back for later when it stands behind raw HTML on the same line.
_LATE = re.compile(r"(?:</[a-zA-Z][^>\n]*>|-->|/>|<hr[^>\n]*>)[^\n]*(?:&[#a-zA-Z]|<!|<\?|/>|<hr)", re.IGNORECASE)
_HALF = re.compile(r"&#(?![0-9]+;|[xX][0-9a-fA-F]+;)")  # a reference that stops the library's reader of HTML
_ODD_END = "--!>"
_CODE_SPAN = re.compile(r"(?<![\\`])(`+)(?!`)([^`\n]+)\1(?!`)")


def has_at_line_start(body: str, mark: str) -> bool:
    """Whether a line begins with `mark`, indented by at most three blanks."""
    if mark not in body:
        return False
    start = body[:4].lstrip(" ")
    return start.startswith(mark) or any(f"\n{' ' * width}{mark}" in body for width in range(4))


def stops_the_reader(body: str) -> bool:
    """Whether `&#` stands somewhere without a number, where the library's reader of HTML stops, or `--!>`, to which it
    may read on from an arrow far in front of it."""
    return _ODD_END in body or ("&#" in body and _HALF.search(body) is not None)


def cuts(body: str, start: int, *, raw: bool, terms: bool) -> Iterator[int]:
    """The offsets behind `start` at which `body` may be cut, ascending, without the end.

    `raw` tells whether lines begin with `<` or there is a half reference, `terms` whether lines begin with `:`.
    Where there is raw HTML, the library may stop reading it at a place that is not well formed, and what it makes then
    hangs on all before: there is no cut then at all, and NoCuts is raised.
    """
    html = _OpenHTML(body, start, strict=raw)
    definitions = _Terms(body)
    position = block = start
    containers = 0  # open ones, whose lines the library sees indented
    while (event := _EVENT.search(body, position)) is not None:
        if event["fence"] is not None:
            end, closed = _end_of_fence(body, event)
            if end < 0:
                break
            if closed:
                html.skip(event.start(), end)
            position = end
            continue
        if event["colons"] is not None:
            position = event.end()
            if constructs.CONTAINER.fullmatch(event["colons"]):
                containers += 1
            elif containers and not event["colons"].strip(": \t"):
                containers -= 1
            continue
        gap = event.end()
        position = gap
        if gap >= len(body):
            break
        html.read(gap)
        if html.lost:
            return
        free = _STARTS.match(body, gap) or (
            _LISTS.match(body, gap) and _STARTS.match(body, block) and not _JOINABLE.search(body, block, event.start())
        )
        if html.closed and not containers and free and not (terms and definitions.join(gap)):
            yield gap
        block = gap
    html.read(len(body))


class _Terms:
    """Where definitions stand, which would join a list of them before them. Asked from front to back."""

    def __init__(self, body: str) -> None:
        self._body = body
        self._next = -1  # where the last one that was found stands
        self._looked = 0  # there is no other in front of this place

    def join(self, start: int) -> bool:
        """Whether the block at `start` or the next one holds one."""
        body, end = self._body, start
        for _ in range(2):
            gap = _GAP.search(body, end)
            end = gap.end() if gap else len(body)
        before = start - 1  # the line break in front of it
        while self._next < before and self._looked < end:
            self._look(max(before, self._looked), max(start + _AHEAD, end))
        return before <= self._next < end - 1

    def _look(self, start: int, end: int) -> None:
        found = [at for mark in _TERMS if (at := self._body.find(mark, start, end)) >= 0]
        if found:
            self._next = min(found)
            self._looked = self._next + 1
        else:
            self._looked = end if end >= len(self._body) else max(start + 1, end - _WIDEST)


class _OpenHTML:
    """Which raw HTML elements are open, read forward through the text outside fences."""

    def __init__(self, body: str, start: int, *, strict: bool) -> None:
        self._body = body
        self._strict = strict
        self._open: list[str] = []
        self.position = start
        self.lost = False  # nothing behind this place can be cut

    @property
    def closed(self) -> bool:
        """Whether nothing is open."""
        return not self._open

    def skip(self, start: int, end: int) -> None:
        """Read on to `start`; what lies between it and `end` is code."""
        self.read(start)
        self.position = end

    def read(self, end: int) -> None:
        """Read on to `end`."""
        start, self.position = self.position, max(self.position, end)
        if self.lost or start >= end:
            return
        text = self._body[start:end]
        if self._strict and _ODD_END in text:
            raise NoCuts
        if "<" not in text and "&#" not in text:
            return
        if not _BLOCK_HTML.search(text):
            text = _CODE_SPAN.sub("", text)
        if self._strict and _HALF.search(text):
            raise NoCuts
        if _BLOCK_HTML.search(text) and _LATE.search(text):
            self.lost = True
            return
        for token in tags.tokens(text):
            if not token:
                if self._strict:
                    raise NoCuts
            elif token[0] == "/":
                if token[1:] in self._open:
                    while self._open.pop() != token[1:]:
                        pass
            elif token in tags.STRANGE:
                self.lost = True
            elif token in tags.KNOWN:
                self._open.append(token)


def _end_of_fence(body: str, event: re.Match[str]) -> tuple[int, bool]:
    """Where the fence that begins at `event` ends, and whether by its closing line: else it is no fence after all.

    The end of its own line when it is none from the start, -1 when nobody can say.
    """
    opening = RE_NESTED_FENCE_START.match(body[event.start("fence") : event.end()])
    if opening is None:
        return event.end(), False
    fence = opening["fence"]
    if not event["prefix"]:
        closing = re.compile(rf"^{re.escape(fence)}[ \t]*$", re.MULTILINE).search(body, event.end())
        return (closing.end(), True) if closing else (-1, False)
    return _end_of_inner_fence(body, event, fence)


def _end_of_inner_fence(body: str, event: re.Match[str], fence: str) -> tuple[int, bool]:
    """The end of a fence that is indented or quoted; it also ends where a line is less so."""
    prefix = event["prefix"]
    width = len(prefix.expandtabs(_TAB))
    quotes = prefix.count(">")
    closing = re.compile(rf"{re.escape(fence)}[ \t]*$")
    empty = 0
    position = event.end() + 1
    while position <= len(body):
        end = body.find("\n", position)
        end = len(body) if end < 0 else end
        before, content = _prefix_of(body[position:end], width)
        level = before.count(">")
        if quotes:
            if level > quotes:
                return end, False
            if content == "":
                empty += 1
            elif len(before) < len(prefix) or (empty and level < quotes):
                return end, False
            elif closing.match(content):
                return end, True
            else:
                empty = 0
        elif level or ((before + content).strip() and len(before) != width and content):
            return end, False
        elif (before + content).strip() and closing.match(content):
            return end, True
        position = end + 1
    return -1, False


def _prefix_of(line: str, width: int) -> tuple[str, str]:
    """The leading blanks and quote marks of a line, up to `width` columns, and the rest."""
    columns, count, kept = 0, 0, ""
    for char in line:
        if columns >= width or char not in "> \t":
            break
        size = _TAB - columns % _TAB if char == "\t" else 1
        kept += " " * size if char == "\t" else char
        columns += size
        count += 1
    return kept, line[count:]
