"""The text of a document as Python counts it, kept in step by splices. Knows neither Qt nor posts.

A QTextDocument counts UTF-16 units, Python code points. The places of the characters outside the basic plane,
which take two units, are all that is needed to turn one into the other; most texts have none.
"""

import re
from bisect import bisect_left

from journal_app.post.splice import Splice, difference

_ASTRAL = re.compile("[\U00010000-\U0010ffff]")
_MOST_WAITING = 64
_MOST_SPLICES = 64


def astral_places(text: str) -> list[int]:
    """Where in `text` the characters of two UTF-16 units stand, in code points."""
    if text.isascii():
        return []
    return [found.start() for found in _ASTRAL.finditer(text)]


def units(text: str) -> int:
    """The length of `text` in UTF-16 units."""
    return len(text) if text.isascii() else len(text) + len(_ASTRAL.findall(text))


def point_in(text: str, unit: int) -> int:
    """The code point at `unit` UTF-16 units into a short text."""
    return unit - bisect_left([place + index for index, place in enumerate(astral_places(text))], unit)


def unit_in(text: str, point: int) -> int:
    """The UTF-16 unit at `point` code points into a short text."""
    return units(text[:point])


class Mirror:
    """A text and its waiting splices: typing costs no copy of the text, which is made when asked for."""

    def __init__(self, text: str) -> None:
        self._known = text
        self._waiting: list[Splice] = []
        self._astral = astral_places(text)
        self.length = len(text)

    @property
    def text(self) -> str:
        """The whole text, "\\n" between lines."""
        for splice in self._waiting:
            self._known = splice.applied(self._known)
        self._waiting.clear()
        return self._known

    @property
    def units(self) -> int:
        """The length in UTF-16 units."""
        return self.length + len(self._astral)

    def point(self, unit: int) -> int:
        """The code point at this UTF-16 unit."""
        if not self._astral:
            return unit
        low, high = 0, len(self._astral)
        while low < high:
            middle = (low + high) // 2
            if self._astral[middle] + middle < unit:
                low = middle + 1
            else:
                high = middle
        return unit - low

    def unit(self, point: int) -> int:
        """The UTF-16 unit at this code point."""
        return point + bisect_left(self._astral, point)

    def text_between(self, start: int, end: int) -> str:
        """The text from UTF-16 unit `start` to `end`."""
        return self.text[self.point(start) : self.point(end)] if start < end else ""

    def splices(self, unit: int, removed: int, added: str) -> tuple[Splice, ...]:
        """What a change told in UTF-16 units really changes, one after the other; () when nothing."""
        start = self.point(unit)
        end = self.point(unit + removed)
        if start == end or not added:
            return (Splice(start, end - start, added),) if start != end or added else ()
        old = self.text[start:end]
        if old == added:
            return ()
        lines = old.split("\n"), added.split("\n")
        if 1 < len(lines[0]) == len(lines[1]):
            found = []
            at = start
            for before, after in zip(*lines, strict=True):
                if before != after:
                    found.append(_at(difference(before, after), at))
                at += len(after) + 1
            if len(found) <= _MOST_SPLICES:
                return tuple(found)
        return (_at(difference(old, added), start),)

    def apply(self, splice: Splice) -> None:
        """Take one splice in."""
        self._waiting.append(splice)
        end = splice.position + splice.removed
        if self._astral or not splice.added.isascii():
            first, last = bisect_left(self._astral, splice.position), bisect_left(self._astral, end)
            shift = len(splice.added) - splice.removed
            new = [splice.position + place for place in astral_places(splice.added)]
            self._astral[first:] = new + [place + shift for place in self._astral[last:]]
        self.length += len(splice.added) - splice.removed
        if len(self._waiting) > _MOST_WAITING:
            _ = self.text

    def agrees(self, text: str) -> bool:
        """Whether `text` is this text. An echo of the last splice costs no walk over the whole."""
        if len(text) != self.length:
            return False
        if len(self._waiting) == 1:
            last = self._waiting[0]
            if text[last.position : last.position + len(last.added)] == last.added:
                self._known = text
                self._waiting.clear()
                return True
        if self.text == text:
            self._known = text
            return True
        return False

    def is_known(self, text: str) -> bool:
        """Whether `text` is the very object held already."""
        return not self._waiting and self._known is text


def _at(splice: Splice, start: int) -> Splice:
    return Splice(start + splice.position, splice.removed, splice.added)
