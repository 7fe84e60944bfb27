"""The rows of a text too large to be edited: found as they are needed, by bytes. Knows no widget.

A row is a line, or a piece of a long one. Only every 64th row's place is kept, so that 100 MB of empty lines are 12 MB
of places.
"""

import itertools
import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from operator import gt
from time import perf_counter
from typing import Final, Protocol

from journal_app.post.large import is_large
from journal_app.ui.editor.facts import ShownPost

PIECE: Final = 240  # bytes of a long line in one row
_EACH: Final = 64
_ROW: Final = (
    rb"[^\r\n]{0,%d}+(?:\r\n|\n|\r)"  # a line that is short enough
    rb"|[^\r\n]{%d,%d} "  # a piece that ends with a word
    rb"|[^\r\n]{%d}[\x80-\xbf]{0,3}(?:\r\n|\n|\r)?"  # a piece that ends with a sign
    rb"|[^\r\n]+"
) % (PIECE - 1, PIECE * 2 // 3, PIECE - 1, PIECE)
_ONE: Final = re.compile(rb"(?>" + _ROW + rb")")
_MANY: Final = re.compile(rb"(?>" + _ROW + rb"){1,%d}+" % _EACH)
_PICTURES: Final = {code: 0x2400 + code for code in range(32) if code != 9} | {127: 0x2421}
_HEX_ROW: Final = 16
_WINDOW, _OVERLAP = 1 << 20, 1000  # bytes searched at once, and as far as a hit may reach into the next
_TICKS: Final = 8  # matches between two looks at the clock


@dataclass(frozen=True, slots=True)
class Row:
    """One row. `line` counts from 1, and is 0 for a piece that does not begin its line; `ends` tells the line's end."""

    text: str
    line: int
    ends: bool


class Rows(Protocol):
    """What the view shows."""

    is_complete: bool

    def __len__(self) -> int: ...
    def grow(self, seconds: float) -> None:
        """Look for more rows, for about so long."""

    def between(self, first: int, last: int) -> Sequence[Row]:
        """The rows from `first` to before `last`, as far as they are found."""

    def at_line(self, line: int) -> int:
        """The row at which this line, from 1, begins; the last one known when it is not found yet."""

    def copied(self, first: int, last: int) -> str:
        """The text of the rows from `first` to before `last`, "\\n" between lines."""

    def find(self, sought: re.Pattern[bytes], row: int, *, forward: bool) -> Iterator[int]:
        """Look for a row with a hit after or before `row`, round the end: each -1 is a moment to pause."""


def rows_of(post: ShownPost) -> Rows | None:
    """The rows of a post that is only shown; None for one that is edited."""
    if post.bulk is not None:
        return HexRows(post.bulk.raw) if post.bulk.is_hex else TextRows(post.bulk.raw, post.bulk.start)
    return TextRows(post.body.encode("utf-8", "replace")) if is_large(post.body) else None


class TextRows:
    """UTF-8 text from `start` on; bytes that are none are shown as U+FFFD."""

    def __init__(self, raw: bytes, start: int = 0) -> None:
        self._raw = raw
        self._start = start
        self._places = array("Q")
        self._lines = array("Q")
        self._count = 0
        self._line = 1
        self._matches = _MANY.finditer(raw, start)
        self.is_complete = False

    def __len__(self) -> int:
        return self._count

    def grow(self, seconds: float) -> None:
        """Look for more rows, for about so long."""
        end = perf_counter() + seconds
        while not self.is_complete:
            for _ in range(_TICKS):
                match = next(self._matches, None)
                if match is None:
                    self.is_complete = True
                    break
                self._take(match)
            if perf_counter() > end:
                break

    def _take(self, match: re.Match[bytes]) -> None:
        stretch = match[0]
        self._places.append(match.start())
        self._lines.append(self._line)
        breaks = stretch.count(b"\n") + stretch.count(b"\r") - stretch.count(b"\r\n")
        self._line += breaks
        full = match.end() < len(self._raw)
        self._count += _EACH if full else sum(1 for _ in _ONE.finditer(stretch))

    def between(self, first: int, last: int) -> Sequence[Row]:
        """The rows from `first` to before `last`, as far as they are found."""
        first, last = max(0, first), min(last, self._count)
        if first >= last:
            return ()
        block = first // _EACH
        number, line, begins = block * _EACH, self._lines[block], True
        if block and self._raw[self._places[block] - 1] not in b"\r\n":
            begins = False
        rows: list[Row] = []
        for match in _ONE.finditer(self._raw, self._places[block]):
            piece = match[0]
            ends = piece[-1:] in (b"\n", b"\r")
            if number >= first:
                text = piece.rstrip(b"\r\n").decode("utf-8", "replace").translate(_PICTURES)
                rows.append(Row(text, line if begins else 0, ends))
            number += 1
            if number >= last:
                break
            begins = ends
            line += ends
        return rows

    def at_line(self, line: int) -> int:
        """The row at which this line, from 1, begins; the last one known when it is not found yet."""
        low = bisect_left(self._lines, line)
        for block in (max(0, low - 1), low):
            for number, row in enumerate(self.between(block * _EACH, block * _EACH + _EACH)):
                if row.line == line:
                    return block * _EACH + number
        return max(0, self._count - 1)

    def copied(self, first: int, last: int) -> str:
        """The text of the rows from `first` to before `last`, "\\n" between lines."""
        text = self._raw[self._place(first) : self._place(last)].decode("utf-8", "replace")
        return text.replace("\r\n", "\n").replace("\r", "\n")

    def find(self, sought: re.Pattern[bytes], row: int, *, forward: bool) -> Iterator[int]:
        """Look for a row with a hit after or before `row`, round the end: each -1 is a moment to pause."""
        here, low, high = self._place(row + forward), self._start, self._place(self._count)
        for start, end in ((here, high), (low, here)) if forward else ((low, here), (here, high)):
            stretches = range(start, end, _WINDOW)
            for at in stretches if forward else reversed(stretches):
                stop = min(end, at + _WINDOW)
                places = (hit.start() for hit in sought.finditer(self._raw, at, stop + _OVERLAP))
                hits = itertools.takewhile(partial(gt, stop), places)
                place = next(hits, -1) if forward else max(hits, default=-1)
                if place >= 0:
                    yield self._row_at(place)
                    return
                yield -1

    def _place(self, row: int) -> int:
        """The byte at which this row begins; the end of what is known for the row behind the last."""
        if not self._places:
            return self._start
        block = min(row // _EACH, len(self._places) - 1)
        number, place = block * _EACH, self._places[block]
        while number < row and (match := _ONE.match(self._raw, place)):
            number, place = number + 1, match.end()
        return place

    def _row_at(self, place: int) -> int:
        """The row that holds this byte."""
        block = max(0, bisect_right(self._places, place) - 1)
        row, end = block * _EACH, self._places[block]
        while (match := _ONE.match(self._raw, end)) and match.end() <= place:
            row, end = row + 1, match.end()
        return row


class HexRows:
    """Bytes in sixteens, as numbers and as the letters they would be."""

    is_complete = True

    def __init__(self, raw: bytes) -> None:
        self._raw = raw

    def __len__(self) -> int:
        return -(-len(self._raw) // _HEX_ROW)

    def grow(self, seconds: float) -> None:
        """All rows are known."""

    def between(self, first: int, last: int) -> Sequence[Row]:
        """The rows from `first` to before `last`."""
        return [self._row(number) for number in range(max(0, first), min(last, len(self)))]

    def at_line(self, line: int) -> int:
        """A line is a row here."""
        return max(0, min(line, len(self)) - 1)

    def copied(self, first: int, last: int) -> str:
        """The rows from `first` to before `last`."""
        return "".join(row.text + "\n" for row in self.between(first, last))

    def find(self, sought: re.Pattern[bytes], row: int, *, forward: bool) -> Iterator[int]:
        """Bytes are not searched."""
        return iter(())

    def _row(self, number: int) -> Row:
        at = number * _HEX_ROW
        piece = self._raw[at : at + _HEX_ROW]
        letters = "".join(chr(byte) if 32 <= byte < 127 else "·" for byte in piece)
        return Row(f"{at:08x}  {piece[:8].hex(' '):23}  {piece[8:].hex(' '):23}  {letters}", number + 1, True)
