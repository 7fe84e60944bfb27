"""The last pass over a page's chunks: what depends on other chunks. Knows no dialect but its numbering.

Heading ids are made unique over the page, `[TOC]` gets its list, footnotes get their numbers and their section here, so
that a chunk's cached HTML depends on its own source alone. Each such place is a slot between two pieces of HTML.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape, unescape

from journal_app.render.dialect import Numbering

_SLOT = re.compile(r'<h([1-6])((?: [^<>]*)?)>|<sup class="footnote-ref" title="([^"]*)"></sup>|<p>\[TOC\]</p>')
_ID = re.compile(r' id="([^"]*)"')
_TAG = re.compile(r"<[^>]*>")
_SIGNS, _BLANKS = re.compile(r"[^\w\s-]"), re.compile(r"[\s-]+")
_COUNTED = re.compile(r"^(.*)([_-])(\d{1,9})$")


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading whose id is to be filled in: `level` 1 to 6, its text, and the id its author gave it, if any."""

    level: int
    text: str
    given: str


@dataclass(frozen=True, slots=True)
class Reference:
    """A place that refers to the footnote of this label."""

    label: str


@dataclass(frozen=True, slots=True)
class Contents:
    """A place where the list of headings goes."""


Slot = Heading | Reference | Contents


@dataclass(frozen=True, slots=True)
class Prepared:
    """HTML in the pieces between its slots, and the footnotes that were defined in the same stretch of text."""

    pieces: tuple[str, ...]
    slots: tuple[Slot, ...] = ()
    notes: tuple[tuple[str, "Prepared"], ...] = ()

    def filled(self, fills: Sequence[str]) -> str:
        """The HTML with its slots filled."""
        if not self.slots:
            return self.pieces[0]
        parts = [self.pieces[0]]
        for fill, piece in zip(fills, self.pieces[1:], strict=True):
            parts.append(fill)
            parts.append(piece)
        return "".join(parts)


@dataclass(frozen=True, slots=True)
class Numbered:
    """The slots' fills of each chunk, and the section of footnotes: empty when there are none."""

    fills: list[tuple[str, ...]]
    section: str


def footnote_mark(label: str) -> str:
    """What stands for a reference to a footnote until the last pass; the sanitiser lets it through."""
    return f'<sup class="footnote-ref" title="{escape(label, quote=True)}"></sup>'


def prepare(html: str, notes: Sequence[tuple[str, str]] = ()) -> Prepared:
    """Find what the last pass has to fill in; the HTML is sanitised."""
    if not notes and "<h" not in html and "<sup class=" not in html and "<p>[TOC]" not in html:
        return Prepared((html,))
    slots: list[Slot] = []
    pieces: list[str] = []
    position = 0
    for found in _SLOT.finditer(html):
        if found[1]:
            end = html.find(f"</h{found[1]}>", found.end())
            text = unescape(_TAG.sub("", html[found.end() : end])).strip()
            given = _ID.search(found[2])
            slots.append(Heading(int(found[1]), text, unescape(given[1]) if given else ""))
            start = found.start(2)
            pieces.append(html[position : start + given.start() if given else start])
            position = start + given.end() if given else start
        else:
            slots.append(Contents() if found[3] is None else Reference(unescape(found[3])))
            pieces.append(html[position : found.start()])
            position = found.end()
    pieces.append(html[position:])
    return Prepared(tuple(pieces), tuple(slots), tuple((label, prepare(note)) for label, note in notes))


def numbered(chunks: Sequence[Prepared], numbering: Numbering) -> Numbered:
    """What goes into the slots of these chunks."""
    notes = _Notes(chunks, as_defined=numbering.as_defined)
    used: dict[str, int] = {}
    listed: list[tuple[Heading, str]] = []
    contents: list[tuple[int, int]] = []
    fills: list[tuple[str, ...]] = []
    for index, chunk in enumerate(chunks):
        if not chunk.slots:
            fills.append(())
            continue
        made: list[str] = []
        for place, slot in enumerate(chunk.slots):
            if isinstance(slot, Heading):
                name = _unique(slot.given or slug(slot.text), numbering.separator, used)
                listed.append((slot, name))
                made.append(f' id="{escape(name, quote=True)}"')
            elif isinstance(slot, Reference):
                made.append(notes.reference(slot.label))
            else:
                contents.append((index, place))
                made.append("")
        fills.append(tuple(made))
    section = notes.section(used, numbering.separator)
    if contents:
        tree = contents_list(listed)
        for index, place in contents:
            one = list(fills[index])
            one[place] = tree
            fills[index] = tuple(one)
    return Numbered(fills, section)


class _Notes:
    """The footnotes of a page while it is numbered."""

    def __init__(self, chunks: Sequence[Prepared], *, as_defined: bool) -> None:
        self._defined: dict[str, Prepared] = {}
        for chunk in chunks:
            for label, note in chunk.notes:
                if as_defined or label not in self._defined:
                    self._defined[label] = note
        self._numbers: dict[str, int] = {}
        self._order: list[str] = []
        self._seen: dict[str, int] = {}
        if as_defined:
            for label in self._defined:
                self._number(label)

    def _number(self, label: str) -> int:
        if label not in self._numbers:
            self._order.append(label)
            self._numbers[label] = len(self._order)
        return self._numbers[label]

    def reference(self, label: str) -> str:
        """The mark in the text."""
        if label not in self._defined:
            return f"<sup>{escape(label)}</sup>"  # raw HTML that looks like ours
        self._seen[label] = count = self._seen.get(label, 0) + 1
        name = escape(label, quote=True)
        return (
            f'<sup class="footnote-ref" id="fnref{count if count > 1 else ""}:{name}">'
            f'<a href="#fn:{name}">{self._number(label)}</a></sup>'
        )

    def section(self, used: dict[str, int], separator: str) -> str:
        """The section at the end; notes that only other notes refer to are found on the way."""
        parts: list[tuple[str, str]] = []
        while len(parts) < len(self._order):
            label = self._order[len(parts)]
            note = self._defined[label]
            fills: list[str] = []
            for slot in note.slots:
                if isinstance(slot, Reference):
                    fills.append(self.reference(slot.label))
                elif isinstance(slot, Heading):
                    name = _unique(slot.given or slug(slot.text), separator, used)
                    fills.append(f' id="{escape(name, quote=True)}"')
                else:
                    fills.append("")
            parts.append((label, note.filled(fills).strip()))
        if not parts:
            return ""
        items = "".join(self._item(label, html) for label, html in parts)
        return f'<section class="footnotes">\n<hr>\n<ol>\n{items}</ol>\n</section>\n'

    def _item(self, label: str, html: str) -> str:
        name = escape(label, quote=True)
        back = "".join(
            f' <a class="footnote-backref" href="#fnref{count if count > 1 else ""}:{name}">↩︎</a>'
            for count in range(1, self._seen.get(label, 0) + 1)
        )
        html = f"{html[:-4]}{back}</p>" if html.endswith("</p>") else f"{html}<p>{back.strip()}</p>" if back else html
        return f'<li id="fn:{name}">{html}</li>\n'


def contents_list(headings: Sequence[tuple[Heading, str]]) -> str:
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
    return _BLANKS.sub("-", _SIGNS.sub("", text).strip().lower())


def _unique(name: str, separator: str, used: dict[str, int]) -> str:
    """The name, with a count when it is taken; `used` holds for each taken name the next count to try."""
    if name and name not in used:
        used[name] = 1
        return name
    counted = _COUNTED.match(name)
    base, count = (counted[1], int(counted[3]) + 1) if counted and counted[2] == separator else (name, 1)
    count = max(count, used.get(name, 1))
    while (made := f"{base}{separator}{count}") in used:
        count += 1
    used[name] = count + 1
    used[made] = 1
    return made
