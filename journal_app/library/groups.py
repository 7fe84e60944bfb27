"""Where the groups of a list begin: months or weeks in an order by time, series in an order by series."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Literal

from journal_app.library.listing import Heading, Member
from journal_app.library.months import changed_on, monday, monday_of, month_of
from journal_app.library.query import Query
from journal_app.library.row import PostRow

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
        value_of = _VALUES[query.sort, query.group]
        unit = query.group
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


def _changed_month(row: PostRow) -> str:
    return changed_on(row)[:7]


def _changed_week(row: PostRow) -> str:
    return monday(changed_on(row))


_VALUES: dict[tuple[str, str], Callable[[PostRow], str]] = {
    ("date", "month"): month_of,
    ("date", "week"): monday_of,
    ("changed", "month"): _changed_month,
    ("changed", "week"): _changed_week,
}
