"""Where the groups of a list begin: months or weeks in an order by time, series in an order by series."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from journal_app.library.lists.listing import Heading, Member
from journal_app.library.lists.months import changed_in, monday_of, month_of
from journal_app.library.row import PostRow
from journal_app.library.search.query import Query

_Unit = Literal["month", "week", "series"]


def headings(
    rows: Sequence[PostRow], query: Query, pinned: int = 0, members: Mapping[Path, Member] | None = None
) -> tuple[Heading, ...]:
    """The headings of these rows, of which the first `pinned` stand apart; none where the order has no groups."""
    if not query.group or not rows:
        return ()
    if query.sort == "series":
        value_of = _series_in(members or {})
        unit: _Unit = "series"
    elif query.sort in ("date", "changed"):
        unit = query.group
        by_date = month_of if unit == "month" else monday_of
        value_of = by_date if query.sort == "date" else changed_in(unit)
    else:
        return ()
    found = [Heading(0, "pinned")] if pinned else []
    before: str | None = None
    for number in range(pinned, len(rows)):
        value = value_of(rows[number])
        if value != before:
            before = value
            found.append(_heading(number, unit, value))
    return tuple(found)


def _heading(start: int, unit: _Unit, value: str) -> Heading:
    return Heading(start, unit, value) if value else Heading(start, "undated")


def _series_in(members: Mapping[Path, Member]) -> Callable[[PostRow], str]:
    def series(row: PostRow) -> str:
        member = members.get(row.path)
        return member.series if member is not None else ""

    return series
