"""The last pass over a page's chunks: what depends on other chunks. Knows no dialect but its marks.

Heading ids are made unique over the page and `[TOC]` gets its list here, so that a chunk's cached HTML depends on its
source alone.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape

_HEADING = re.compile(r"<h([1-6])((?: [^<>]*)?)>(.*?)</h\1>", re.DOTALL)
_ID = re.compile(r' id="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_COUNTED = re.compile(r"^(.*)([_-])(\d+)$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: `level` 1 to 6, its text, and the id its author gave it, if any."""

    level: int
    text: str
    given: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """A chunk's HTML in the pieces between its headings' ids; `tocs` tells whether a contents list stands in it."""

    html: str
    pieces: tuple[str, ...] = ()
    headings: tuple[Heading, ...] = ()
    tocs: bool = False


def prepare(html: str, toc: str) -> Prepared:
    """Find what the last pass has to fill in."""
    headings: list[Heading] = []
    pieces: list[str] = []
    position = 0
    if "<h" in html:
        for found in _HEADING.finditer(html):
            given = _ID.search(found[2])
            text = unescape(_TAG.sub("", found[3])).strip()
            headings.append(Heading(int(found[1]), text, unescape(given[1]) if given else ""))
            cut = found.start(2)
            if given:
                pieces.append(html[position : cut + given.start()])
                position = cut + given.end()
            else:
                pieces.append(html[position:cut])
                position = cut
    pieces.append(html[position:])
    return Prepared(html, tuple(pieces), tuple(headings), bool(toc) and toc in html)


def numbered(chunks: Sequence[Prepared], separator: str, toc: str = "<p>[TOC]</p>") -> list[str]:
    """The final HTML of each chunk."""
    used: set[str] = set()
    listed: list[tuple[Heading, str]] = []
    made: list[str] = []
    for chunk in chunks:
        if not chunk.headings:
            made.append(chunk.html)
            continue
        parts = [chunk.pieces[0]]
        for heading, piece in zip(chunk.headings, chunk.pieces[1:], strict=True):
            name = _unique(heading.given or slug(heading.text), separator, used)
            listed.append((heading, name))
            parts.append(f' id="{escape(name, quote=True)}"')
            parts.append(piece)
        made.append("".join(parts))
    for index, chunk in enumerate(chunks):
        if chunk.tocs:
            made[index] = made[index].replace(toc, contents(listed))
    return made


def contents(headings: Sequence[tuple[Heading, str]]) -> str:
    """A contents list of headings and their ids, nested by level."""
    if not headings:
        return '<nav class="toc"></nav>'
    parts = ['<nav class="toc">']
    levels: list[int] = []
    for heading, name in headings:
        link = f'<a href="#{escape(name, quote=True)}">{escape(heading.text)}</a>'
        if not levels or heading.level > levels[-1]:
            parts.append("<ul><li>")
            levels.append(heading.level)
        else:
            while len(levels) > 1 and heading.level < levels[-1] and heading.level <= levels[-2]:
                levels.pop()
                parts.append("</li></ul>")
            levels[-1] = heading.level
            parts.append("</li><li>")
        parts.append(link)
    parts.append("</li></ul>" * len(levels) + "</nav>")
    return "".join(parts)


def slug(text: str) -> str:
    """An id from a heading's text: letters and digits of any script, blanks become hyphens."""
    kept = re.sub(r"[^\w\s-]", "", text).strip().lower()
    return re.sub(r"[\s-]+", "-", kept)


def _unique(name: str, separator: str, used: set[str]) -> str:
    while name in used or not name:
        counted = _COUNTED.match(name)
        if counted and counted[2] == separator:
            name = f"{counted[1]}{separator}{int(counted[3]) + 1}"
        else:
            name = f"{name}{separator}1"
    used.add(name)
    return name
