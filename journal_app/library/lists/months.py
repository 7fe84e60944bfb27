"""The month, and the week from Monday to Sunday, that a row's date lies in, as it is written there."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Literal

from journal_app.library.row import PostRow
from journal_app.post import dates


def month_of(row: PostRow) -> str:
    """The month as `2024-05`; "" for a row without a date."""
    text = row.date
    if text[4:5] == "-" and text[7:8] == "-" and text[:4] == row.year:
        return _same(text[:7])
    return _parsed(text)[:7] if row.year else ""


def year_and_month(row: PostRow) -> tuple[str, ...]:
    """Both, `2024` and `2024-05`, or nothing."""
    text = row.date
    if text[4:5] == "-" and text[7:8] == "-" and text[:4] == row.year:
        return _pair(text[:7])
    month = month_of(row)
    return (row.year, month) if month else ()


def monday_of(row: PostRow) -> str:
    """The Monday of the ISO week as `2024-05-06`; "" for a row without a date."""
    text = row.date
    if not row.year:
        return ""
    return _monday(text[:10] if text[4:5] == "-" and text[7:8] == "-" else _parsed(text))


def changed_in(unit: Literal["month", "week"]) -> Callable[[PostRow], str]:
    """What tells the month (`2024-05`) or the week's Monday of a file's last change, here; "" where there is no file.

    Asked in order of time it looks at the calendar once a month or week, and not once a row.
    """
    low = high = 0.0
    name = ""

    def value(row: PostRow) -> str:
        nonlocal low, high, name
        seconds = row.mtime_ns // 1_000_000_000
        if not row.mtime_ns:
            return ""
        if not low <= seconds < high:
            day = datetime.fromtimestamp(seconds).date()
            first = day.replace(day=1) if unit == "month" else day - timedelta(day.weekday())
            following = first + timedelta(7)
            if unit == "month":
                following = (first + timedelta(31)).replace(day=1)
            low, high = (datetime.combine(each, time()).timestamp() for each in (first, following))
            name = first.isoformat()[:7] if unit == "month" else first.isoformat()
        return name

    return value


@lru_cache(maxsize=1 << 12)
def _same(month: str) -> str:
    """Equal months are one object."""
    return month


@lru_cache(maxsize=1 << 12)
def _pair(month: str) -> tuple[str, ...]:
    return month[:4], month


@lru_cache(maxsize=1 << 14)
def _monday(day: str) -> str:
    try:
        found = date.fromisoformat(day)
    except ValueError:
        return ""
    return (found - timedelta(min(found.weekday(), found.toordinal() - 1))).isoformat()


@lru_cache(maxsize=1 << 14)
def _parsed(text: str) -> str:
    moment = dates.moment_of(text)
    return "" if moment is None else moment.date().isoformat()
