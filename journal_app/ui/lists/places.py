"""Where rows and headings of a list stand: pure arithmetic, in pixels from the list's top. No Qt."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

HEADING = 30


@dataclass(frozen=True, slots=True)
class Places:
    """`count` rows of one height; a heading stands above each row of `starts`, which ascend."""

    starts: Sequence[int] = ()
    row_height: int = 1
    count: int = 0

    @property
    def height(self) -> int:
        """Of everything."""
        return self.count * self.row_height + len(self.starts) * HEADING

    def top(self, row: int) -> int:
        """Where the row begins, below its heading."""
        return row * self.row_height + bisect_right(self.starts, row) * HEADING

    def has_heading(self, row: int) -> bool:
        """Whether a heading stands above the row."""
        place = bisect_left(self.starts, row)
        return place < len(self.starts) and self.starts[place] == row

    def row_at(self, y: int) -> int | None:
        """The row at `y`; None on a heading and outside of the list."""
        if not 0 <= y < self.height:
            return None
        row = self._first_below(y)
        return row if row < self.count and self.top(row) <= y else None

    def rows_between(self, top: int, bottom: int) -> range:
        """The rows that have a pixel from `top` to `bottom`."""
        if bottom < 0 or top >= self.height or bottom < top:
            return range(0)
        first, last = self._first_below(max(0, top)), self._first_below(min(bottom, self.height - 1))
        if last < self.count and self.top(last) <= bottom:
            last += 1
        return range(first, last)

    def _first_below(self, y: int) -> int:
        """The first row that ends below `y`."""
        low, high = 0, self.count
        while low < high:
            middle = (low + high) // 2
            if self.top(middle) + self.row_height > y:
                high = middle
            else:
                low = middle + 1
        return low
