"""Ranges of days in a text (`2024-11-04 ~ 2024-11-10`), moved to another week in their own shape. Knows no post."""

import re
from dataclasses import dataclass
from datetime import date, timedelta

_JOINED = r"(?P<join>\s*(?:~|～|〜|-{1,2}|–|—{1,2}|−|→|至|到|\bto\b)\s*)"


def _day(number: int) -> str:
    """The shapes of a day: 2024-11-04, 2024年11月4日, 11月4日, 11.04."""
    return (
        rf"(?:(?P<year{number}>\d{{4}})(?P<sep{number}>[-/.])(?P<month{number}>\d{{1,2}})(?P=sep{number})"
        rf"(?P<day{number}>\d{{1,2}})"
        rf"|(?:(?P<nian{number}>\d{{4}})年)?(?P<yue{number}>\d{{1,2}})月(?P<ri{number}>\d{{1,2}})日"
        rf"|(?P<short{number}>\d{{1,2}})(?P<dot{number}>[-/.])(?P<shortday{number}>\d{{1,2}}))"
    )


_RANGE = re.compile(rf"(?<!\d){_day(1)}{_JOINED}(?:{_day(2)}|(?P<onlyday>\d{{1,2}})日)(?!\d)")


@dataclass(frozen=True, slots=True)
class Week:
    """A range found in a text: its days, and text and range alone for the next Monday to Sunday."""

    first: date
    last: date
    next_first: date
    next_last: date
    next_text: str
    next_range: str = ""

    @property
    def moves(self) -> dict[date, date]:
        """The days of the range with those they become."""
        return {self.first: self.next_first, self.last: self.next_last}


def span(text: str) -> tuple[int, int] | None:
    """From where to where a range stands in the text."""
    match = _RANGE.search(text)
    return match.span() if match else None


def next_week(text: str, near: date) -> Week | None:
    """The range in `text` and the week after it; None without a range. `near` tells the year where none is written.

    The next week begins on the first Monday on or after the range's last day. What stands before the range is kept,
    and so are the marks and spaces behind it; words behind it spoke of the old week and are dropped.
    """
    match = _RANGE.search(text)
    if match is None:
        return None
    try:
        first = _first(match, near)
        last = _last(match, first)
    except ValueError:
        return None
    next_first = last + timedelta(-last.weekday() % 7)
    next_last = next_first + timedelta(6)
    padded = _is_padded(match)
    behind = text[match.end() :]
    marks = re.match(r"\W*", behind)
    tail = marks.group() if marks else ""
    if len(tail) < len(behind):
        tail = tail.rstrip()
    moved = (
        _written(match, 1, next_first, padded)
        + match["join"]
        + _last_written(match, next_first, next_last, padded)
    )  # fmt: skip
    return Week(first, last, next_first, next_last, text[: match.start()] + moved + tail, moved)


def _first(match: re.Match[str], near: date) -> date:
    year = match["year1"] or match["nian1"]
    month, day = _month_day(match, 1)
    if year:
        return date(int(year), month, day)
    candidates = [date(year, month, day) for year in (near.year - 1, near.year, near.year + 1)]
    return min(candidates, key=lambda candidate: abs(candidate - near))


def _last(match: re.Match[str], first: date) -> date:
    if match["onlyday"]:
        month, day = first.month, int(match["onlyday"])
    else:
        month, day = _month_day(match, 2)
    year = match["year2"] or match["nian2"]
    last = date(int(year) if year else first.year + (month < first.month), month, day)
    if last < first:
        raise ValueError("the range runs backwards")
    return last


def _month_day(match: re.Match[str], number: int) -> tuple[int, int]:
    month = match[f"month{number}"] or match[f"yue{number}"] or match[f"short{number}"]
    day = match[f"day{number}"] or match[f"ri{number}"] or match[f"shortday{number}"]
    return int(month), int(day)


def _is_padded(match: re.Match[str]) -> bool:
    """Whether this author writes 04 or 4; where the range does not tell, 04 between marks and 4 before 月 and 日."""
    names = [f"{name}{number}" for name in ("month", "yue", "short", "day", "ri", "shortday") for number in (1, 2)]
    written = [match[name] for name in (*names, "onlyday") if match[name]]
    if any(digits[0] == "0" for digits in written):
        return True
    return not any(len(digits) == 1 for digits in written) and not match["yue1"]


def _written(match: re.Match[str], number: int, day: date, padded: bool) -> str:
    width = 2 if padded else 1
    month_text, day_text = f"{day.month:0{width}}", f"{day.day:0{width}}"
    if separator := match[f"sep{number}"]:
        return f"{day.year:04}{separator}{month_text}{separator}{day_text}"
    if match[f"yue{number}"]:
        year = f"{day.year:04}年" if match[f"nian{number}"] else ""
        return f"{year}{month_text}月{day_text}日"
    return f"{month_text}{match[f'dot{number}']}{day_text}"


def _last_written(match: re.Match[str], first: date, last: date, padded: bool) -> str:
    if not match["onlyday"]:
        return _written(match, 2, last, padded)
    month = f"{last.month}月" if last.month != first.month else ""
    return f"{month}{last.day:0{2 if padded else 1}}日"
