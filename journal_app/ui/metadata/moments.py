"""How a date is shown and typed in the form: `2024-11-17 23:12`, its zone beside it. Knows no widget."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from journal_app.post import dates

_TYPED = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]+(\d{1,2}):(\d{2})(?::(\d{2}))?)?")


@dataclass(frozen=True, slots=True)
class Shown:
    """What the form shows of a date's text: the wall clock, and the zone as it is written."""

    text: str
    zone: str


def shown(text: str) -> Shown:
    """The date `text` in the form's own shape; text that is no date as it stands."""
    date = dates.read(text)
    if date is None:
        return Shown(text, "")
    moment = date.moment
    if not date.has_time:
        return Shown(f"{moment:%Y-%m-%d}" if moment.year >= 1000 else text, date.zone)
    clock = "%H:%M:%S" if moment.second else "%H:%M"
    return Shown(f"{moment.year:04d}-{moment:%m-%d} {moment.strftime(clock)}", date.zone)


def written(typed: str, current: str) -> str | None:
    """The date text for what was `typed`, in the shape of `current`, its seconds and zone kept; None: no date.

    Where `current` cannot carry what was typed (a time where it had none, another zone), the typed text itself is it.
    """
    typed = typed.strip()
    if typed == shown(current).text:
        return current
    old = dates.read(current)
    match = _TYPED.fullmatch(typed)
    if match and old is not None and (old.has_time or match[4] is None):
        moment = _moment(match, old.moment)
        return None if moment is None else old.moved_to(moment)
    return typed if dates.read(typed) is not None else None


def stepped(typed: str, cursor: int, by: int) -> str | None:
    """`typed` with the part under the `cursor` (year, month, day, hour, minute, second) one up or down."""
    match = _TYPED.fullmatch(typed)
    if match is None:
        return None
    part = next((part for part in range(6, 0, -1) if match[part] is not None and cursor >= match.start(part)), 3)
    moment = _moment(match, datetime(2000, 1, 1))
    if moment is None:
        return None
    try:
        if part <= 2:
            months = moment.year * 12 + moment.month - 1 + by * (12 if part == 1 else 1)
            moment = _on_day(moment, months // 12, months % 12 + 1)
        else:
            moment += by * (timedelta(days=1), timedelta(hours=1), timedelta(minutes=1), timedelta(seconds=1))[part - 3]
    except (OverflowError, ValueError):
        return None
    clock = "" if match[4] is None else " %H:%M" if match[6] is None else " %H:%M:%S"
    return f"{moment.year:04d}-{moment:%m-%d}{moment.strftime(clock) if clock else ''}"


def _moment(match: re.Match[str], old: datetime) -> datetime | None:
    year, month, day = (int(match[part]) for part in (1, 2, 3))
    try:
        if match[4] is None:
            return old.replace(year=year, month=month, day=day)
        second = int(match[6]) if match[6] else old.second
        return old.replace(year=year, month=month, day=day, hour=int(match[4]), minute=int(match[5]), second=second)
    except ValueError:
        return None


def _on_day(moment: datetime, year: int, month: int) -> datetime:
    """The same day of another month, or its last day where it is shorter."""
    for day in range(moment.day, 27, -1):
        try:
            return moment.replace(year=year, month=month, day=day)
        except ValueError:
            continue
    return moment.replace(year=year, month=month, day=min(moment.day, 28))
