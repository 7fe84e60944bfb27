"""Dates in the many shapes authors write them: read one, write another moment in the same shape. Knows no post."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from functools import lru_cache
from typing import Final

_DAY: Final = (
    r"(?:(?P<year>\d{4})(?P<sep>[-/.])(?P<month>\d{1,2})(?P=sep)(?P<day>\d{1,2})"
    r"|(?P<month2>\d{1,2})/(?P<day2>\d{1,2})/(?P<year2>\d{4})"
    r"|(?P<year3>\d{4})年(?P<month3>\d{1,2})月(?P<day3>\d{1,2})日)"
)
_TIME: Final = (
    r"(?:(?P<between>[Tt]|[ ]+)(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?P<fraction>\.\d+)?)?"
    r"(?P<gap>[ ]*)(?P<zone>[Zz]|UTC|GMT|[-+]\d{2}:?\d{2}|[-+]\d{1,2})?)?"
)
_ISO: Final = re.compile(
    r"[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}(?:[T ][0-9]{2}:[0-9]{2}(?::[0-9]{2})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?)?"
)
_SHAPE: Final = re.compile(rf"(?P<before>\s*){_DAY}{_TIME}(?P<after>\s*)\Z")


@dataclass(frozen=True, slots=True)
class DateText:
    """A date as written. `moment` is aware when a zone stands there; `zone` is the zone's spelling or ""."""

    text: str
    moment: datetime
    has_time: bool = False
    has_seconds: bool = False
    zone: str = ""

    @property
    def sort_key(self) -> float:
        """Seconds since 1970; a date without a zone counts as UTC, so that the order never hangs on this machine."""
        moment = self.moment if self.moment.tzinfo else self.moment.replace(tzinfo=UTC)
        return (moment - _EPOCH).total_seconds()

    def moved_to(self, moment: datetime) -> str:
        """Another moment in this shape: an aware one in the zone written here, a bare one as it is."""
        match = _SHAPE.match(self.text)
        if match is None:
            return moment.isoformat(" ", "seconds")
        if moment.tzinfo and self.moment.tzinfo:
            moment = moment.astimezone(self.moment.tzinfo)
        return match["before"] + _day_like(match, moment) + _time_like(match, moment) + match["after"]


_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@lru_cache(maxsize=4096)
def read(text: str) -> DateText | None:
    """The date this text is, or None when it is none."""
    match = _SHAPE.match(text)
    if match is None:
        return None
    year = match["year"] or match["year2"] or match["year3"]
    month = match["month"] or match["month2"] or match["month3"]
    day = match["day"] or match["day2"] or match["day3"]
    fraction = int(float("0" + (match["fraction"] or ".0")) * 1_000_000)
    zone = match["zone"] or ""
    clock = (int(match["hour"] or 0), int(match["minute"] or 0), int(match["second"] or 0))
    try:
        moment = datetime(int(year), int(month), int(day), *clock, fraction, _zone(zone))
        _ = moment - _EPOCH if moment.tzinfo else moment.replace(tzinfo=UTC) - _EPOCH
    except (ValueError, OverflowError):
        return None
    return DateText(text, moment, match["hour"] is not None, match["second"] is not None, zone)


def moment_of(text: str) -> datetime | None:
    """The moment alone, in UTC where no zone stands: what `read` says, quickly for the commonest shapes."""
    if _ISO.fullmatch(text):
        try:
            moment = datetime.fromisoformat(text)
        except ValueError:
            return None
    else:
        found = read(text)
        if found is None:
            return None
        moment = found.moment
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _zone(spelling: str) -> timezone | None:
    if not spelling:
        return None
    if spelling.upper() in ("Z", "UTC", "GMT"):
        return UTC
    digits = spelling[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    offset = timedelta(hours=hours, minutes=minutes)
    return timezone(-offset if spelling[0] == "-" else offset)


def _day_like(match: re.Match[str], moment: datetime) -> str:
    def digits(value: int, *names: str) -> str:
        old = next(match[name] for name in names if match[name])
        wide = len(old) == 2 and (old[0] == "0" or not _any_narrow(match))
        return f"{value:02d}" if wide else str(value)

    month, day = digits(moment.month, "month", "month2", "month3"), digits(moment.day, "day", "day2", "day3")
    year = f"{moment.year:04d}"
    if match["year2"]:
        return f"{month}/{day}/{year}"
    if match["year3"]:
        return f"{year}年{month}月{day}日"
    return f"{year}{match['sep']}{month}{match['sep']}{day}"


def _any_narrow(match: re.Match[str]) -> bool:
    """Whether a month or day of one digit stands there: then this author writes no leading zero."""
    return any(len(match[name] or "00") == 1 for name in ("month", "day", "month2", "day2", "month3", "day3"))


def _time_like(match: re.Match[str], moment: datetime) -> str:
    if match["hour"] is None:
        return ""
    hour = str(moment.hour) if len(match["hour"]) == 1 else f"{moment.hour:02d}"
    text = f"{match['between']}{hour}:{moment.minute:02d}"
    if match["second"] is not None:
        text += f":{moment.second:02d}"
    if match["fraction"]:
        places = len(match["fraction"]) - 1
        text += "." + f"{moment.microsecond:06d}".ljust(places, "0")[:places]
    return text + match["gap"] + (match["zone"] or "")
