"""The orders of a table's rows, each made when it is first asked for and mended when rows change."""

from collections.abc import Callable, Mapping, Sequence
from math import inf
from operator import attrgetter
from pathlib import Path
from typing import Any

from journal_app.library.lists.listing import Member
from journal_app.library.row import PostRow
from journal_app.library.search.query import Query, Sort, natural_key

Key = Callable[[PostRow], Any]


class Orders:
    """Numbers of rows in order. `rows` and `members` are the table's own, and change under it."""

    def __init__(self, rows: Sequence[PostRow], members: Mapping[Path, Member]) -> None:
        self._rows = rows
        self._members = members
        self._orders: dict[Sort, list[int]] = {}
        self._stale: set[Sort] = set()
        self._keys: dict[Sort, Key] = {
            "date": attrgetter("moment"),
            "title": _title,
            "changed": attrgetter("mtime_ns"),
            "length": attrgetter("words"),
            "series": self._series,
        }

    def came(self, start: int) -> None:
        """Rows from the number `start` on are new."""
        for order in self._orders.values():
            order.extend(range(start, len(self._rows)))
        self._stale.update(self._orders)

    def changed(self, number: int, before: PostRow) -> None:
        """A row is other than before."""
        row = self._rows[number]
        self._stale.update(sort for sort in self._orders if self._keys[sort](row) != self._keys[sort](before))
        if row.title != before.title and "date" in self._orders:
            self._stale.add("date")

    def forget(self, sort: Sort) -> None:
        """The places of all rows in this order may be others."""
        self._orders.pop(sort, None)
        self._stale.discard(sort)

    def settle(self, sort: Sort) -> bool:
        """Make or mend the order that this one is read from; whether there was anything to do."""
        sort = "date" if sort == "relevance" else sort
        was_settled = sort in self._orders and sort not in self._stale
        self._order(sort)
        return not was_settled

    def ordered(self, query: Query, flags: bytes, ranks: Mapping[int, float] | None = None) -> list[int]:
        """The numbers whose flag is set, in the query's order; `ranks` say how far each is from the best, 0.0."""
        if query.sort == "relevance":
            numbers = [number for number in reversed(self._order("date")) if flags[number]]
            if ranks is not None:
                numbers.sort(key=lambda number: ranks.get(number, inf))
            return numbers if query.descending else numbers[::-1]
        order = self._order(query.sort)
        numbers = [number for number in (reversed(order) if query.descending else order) if flags[number]]
        if query.sort == "series":
            ours = [number for number in numbers if self._rows[number].path in self._members]
            return [*ours, *(number for number in numbers if self._rows[number].path not in self._members)]
        return numbers

    def _order(self, sort: Sort) -> list[int]:
        order = self._orders.get(sort)
        if order is None:
            order = self._orders[sort] = list(range(len(self._rows)))
            self._stale.add(sort)
        if sort in self._stale:
            keys = list(map(self._keys[sort], self._rows))
            order.sort(key=keys.__getitem__)
            if sort == "date":
                self._settle_ties(order, keys)
            self._stale.discard(sort)
        return order

    def _settle_ties(self, order: list[int], moments: Sequence[float]) -> None:
        """Posts of one moment stand by title: numbers alone are sorted far quicker than pairs."""
        start = 0
        for place in range(1, len(order) + 1):
            if place == len(order) or moments[order[place]] != moments[order[start]]:
                if place - start > 1:
                    order[start:place] = sorted(order[start:place], key=lambda number: self._rows[number].title)
                start = place

    def _series(self, row: PostRow) -> Any:
        member = self._members.get(row.path)
        if member is None:
            return (1, (), row.moment, 0, row.title)
        return (0, natural_key(member.series), row.moment, member.number, row.title)


def _title(row: PostRow) -> Any:
    return natural_key(row.title)
