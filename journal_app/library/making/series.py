"""A weekly series, read from the titles of a journal, and its next post. Knows no file but through `read`.

A series is the posts whose titles are alike but for a number: `周记 Week19`, `Week 3`, `第 12 周`, `W07`. Its next post
has the next number (as wide as before), in fields that count with the title too, the next Monday-to-Sunday range in
title and excerpt, categories, tags, pin and every other field of the last one; the cover only if the last two share it,
since else it belongs to one week.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from journal_app.library.making import names, new, ranges
from journal_app.library.making.names import Taken, on_disk
from journal_app.library.row import UNDATED, PostRow
from journal_app.library.search.text import folded
from journal_app.post import dates, fields
from journal_app.post.errors import JournalError
from journal_app.post.post import Post, Value
from journal_app.post.slug import slug

_WEEKLY = (
    re.compile(r"(?<![A-Za-z])(?:weekly|week|wk|w)[\s._#-]*(?P<number>\d{1,4})(?!\d)", re.IGNORECASE),
    re.compile(r"第\s*(?P<number>\d{1,4})\s*[周週]"),
    re.compile(r"第\s*(?P<number>[一二三四五六七八九十百零〇两]{1,6})\s*[周週]"),
    re.compile(r"(?:周记|周報|周报|周刊|週記|週報|週刊)[\s._#·:：-]*(?:第\s*)?(?P<number>\d{1,4})(?!\d)"),
    re.compile(r"(?<!\d)(?P<number>\d{1,4})\s*[周週]"),
)
_NUMBERED = (
    re.compile(r"第\s*(?P<number>\d{1,4})\s*[期篇回章季]"),
    re.compile(r"(?:#|(?<![A-Za-z])(?:no|vol|issue|episode|ep)\b\.?)\s*(?P<number>\d{1,4})(?!\d)", re.IGNORECASE),
)
_SUBTITLE = re.compile(r"\s*(?:[:：|｜–—]|\s-{1,2}\s).*\Z", re.DOTALL)
_OPENING = re.compile(r"\s*[(\[（【〔]?\s*\Z")
_COUNTING = frozenset(
    (
        "week",
        "week_number",
        "weeknumber",
        "number",
        "no",
        "issue",
        "episode",
        "ep",
        "vol",
        "volume",
        "周",
        "周数",
        "期",
        "期数",
    )
)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_DIGITS = "零一二三四五六七八九"
_CHINESE = re.compile(r"(?:([一二两三四五六七八九])百)?零?(?:([一二三四五六七八九]?)(十))?([一二三四五六七八九]?)")


@dataclass(frozen=True, slots=True)
class Title:
    """A title of a series: `key` is equal for all of it, `start` and `end` frame the number, `year` stands apart.

    `subtitle` is what stands behind a colon or dash after the number, from `cut` on: it is of this post alone, and not
    in the key. Nor is a range of days, `days`.
    """

    text: str
    key: str
    number: int
    start: int
    end: int
    weekly: bool
    year: int = 0
    subtitle: str = ""
    cut: int = 0
    days: tuple[int, int] | None = None

    def following(self, number: int, year: int = 0, *, keep_subtitle: bool = True, days: str = "") -> str:
        """The title with another number, as wide as this one and in its digits; and year and range, where given."""
        old = self.text[self.start : self.end]
        written = f"{number:0{len(old)}}" if old.isdigit() else _in_chinese(number)
        new = str(year) if year and self.year else ""
        return "".join(self._pieces(written, self.subtitle if keep_subtitle else "", days, new))

    @property
    def bare(self) -> str:
        """The title as all of the series have it, its number as a NUL, its year as a sign of its own."""
        return "".join(self._pieces("\0", "", "\2", "\1"))

    def _pieces(self, number: str, subtitle: str, days: str, year: str) -> Iterator[str]:
        """The title in pieces, these in place of its own; without `days` or `year` these stay."""
        fresh = [(self.start, self.end, number), (self.cut, self.cut + len(self.subtitle), subtitle)]
        if self.days and days:
            fresh.append((*self.days, days))
        at = 0
        for start, end, piece in sorted(fresh):
            if start < at:
                continue  # no subtitle, or a range that goes with it
            yield self._dated(self.text[at:start], year)
            yield piece
            at = end
        yield self._dated(self.text[at:], year)

    def _dated(self, text: str, year: str) -> str:
        return text.replace(str(self.year), year) if year and self.year else text


def numbered(title: str) -> Title | None:
    """The title as one of a series, or None when no number in it says so."""
    days = ranges.span(title)
    plain = title if days is None else title[: days[0]] + "\2" * (days[1] - days[0]) + title[days[1] :]
    for patterns, weekly in ((_WEEKLY, True), (_NUMBERED, False)):
        for pattern in patterns:
            match = pattern.search(plain)
            if match is None:
                continue
            start, end = match.span("number")
            number = int(match["number"]) if match["number"].isdigit() else _from_chinese(match["number"])
            if number is None:
                continue
            cut, subtitle = _subtitle(plain, end, days)
            year = _YEAR.search(f"{plain[:cut]}\0{plain[cut + len(subtitle) :]}")
            found = Title(title, "", number, start, end, weekly, int(year[0]) if year else 0, subtitle, cut, days)
            return replace(found, key=re.sub(r"\s+", "", folded(found.bare)))
    return None


def _subtitle(plain: str, end: int, days: tuple[int, int] | None) -> tuple[int, str]:
    """Where the words of this post alone begin behind the number, and these; a range of days is none of them."""
    stops = [(end, len(plain))]
    if days is not None and days[0] >= end:
        opening = _OPENING.search(plain, end, days[0])
        stops = [(end, opening.start() if opening else days[0]), (days[1], len(plain))]
    for start, stop in stops:
        behind = _SUBTITLE.search(plain, start, stop)
        if behind is not None and re.search(r"\w", behind.group()):
            return behind.start(), behind.group()
    return end, ""


def last_of_series(rows: Iterable[PostRow]) -> list[tuple[PostRow, Title]]:
    """The journal's running series, last post first: the weekly one with the newest post, else another numbered one."""
    series: dict[tuple[bool, str], list[tuple[PostRow, Title]]] = {}
    for row in rows:
        title = numbered(row.title)
        if title is not None and not row.error:
            series.setdefault((title.weekly, title.key), []).append((row, title))
    if not series:
        return []
    for posts in series.values():
        posts.sort(key=_age, reverse=True)
    return max(series.items(), key=lambda item: (item[0][0], item[1][0][0].moment, len(item[1])))[1]


def next_week(
    rows: Iterable[PostRow],
    read: Callable[[Path], Post],
    now: datetime,
    *,
    folder: Path | None = None,
    taken: Taken = on_disk,
) -> Post:
    """The series' next post, under a free name. JournalError when no title of the journal tells of a series.

    `rows` should hold unsaved posts too, so that two presses make two weeks. `folder` is the journal's.
    """
    rows = tuple(rows)
    posts = last_of_series(rows)
    if not posts:
        raise JournalError(
            'No weekly series was found: the title of a post has to hold a number, like "Week 3" or "第 12 周".'
        )
    row, title = posts[0]
    last = read(row.path)
    folder = folder or _above_all(rows)
    own, week = ranges.next_week(title.text, _day(row, now)), _range_in(last, row, now)
    number, year = title.number + 1, title.year
    if title.weekly and year:
        monday = moved.next_first if (moved := week or own) else _day(row, now) + timedelta(7)
        if monday.isocalendar().year > year:
            number, year = 1, monday.isocalendar().year
    near = [other for other in posts if _is_near(other[0], row)]
    keep_subtitle = len(near) > 1 and near[1][1].subtitle == title.subtitle
    numbers = {(other.number, other.year) for _, other in near}
    while (number, year) in numbers:
        number += 1
    text = title.following(number, year, keep_subtitle=keep_subtitle, days=own.next_range if own else "")
    name = _next_name(names.name_of(row.path, folder), row, title, number, year, text, week or own, now)
    path = names.free(names.called(row.path, name, folder), folder, taken)
    changes = _changes(last, posts, week)
    if moved := week or own:
        changes |= _days_moved(last, moved)
    before = read(posts[1][0].path) if len(posts) > 1 else None
    changes |= _counted_on(last, title, before, posts[1][1] if before else None, number)
    return new.made_of(last, path, text, now, changes)


def _days_moved(last: Post, week: ranges.Week) -> dict[str, Value]:
    """The dates of the week's first and last day, as those of the next; the post's own date is another thing."""
    own = fields.names(last.fields).date
    moved: dict[str, Value] = {}
    for field, value in last.fields.items():
        date = dates.read(value) if isinstance(value, str) and field != own else None
        if date is not None and not date.has_time and (day := week.moves.get(date.moment.date())):
            moved[field] = date.moved_to(datetime(day.year, day.month, day.day))
    return moved


def _counted_on(last: Post, title: Title, before: Post | None, earlier: Title | None, number: int) -> dict[str, Value]:
    """The fields that count with the title, by their names or as the last two posts show, for the next number."""
    found = fields.names(last.fields)
    counted: dict[str, Value] = {}
    for field, value in last.fields.items():
        now = _number(value)
        if now is None or field in (found.title, found.pinned):
            continue
        then = _number(before.fields.get(field)) if before is not None else None
        if then is None or earlier is None:
            counts = field.lower() in _COUNTING and now == title.number
        else:
            counts = now - then == title.number - earlier.number != 0 or now == title.number != then == earlier.number
        if counts:
            following = number if now == title.number else now + 1
            counted[field] = f"{following:0{len(value)}}" if isinstance(value, str) else following
    return counted


def _number(value: Value) -> int | None:
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _changes(last: Post, posts: list[tuple[PostRow, Title]], week: ranges.Week | None) -> dict[str, Value]:
    found = fields.names(last.fields)
    changes: dict[str, Value] = {}
    if found.excerpt:
        changes[found.excerpt] = week.next_text if week else ""
    if found.cover and not (len(posts) > 1 and posts[1][0].cover == posts[0][0].cover):
        changes[found.cover] = new.without_picture(last.fields[found.cover])
    if found.pinned and not (len(posts) > 1 and posts[1][0].pinned):
        changes[found.pinned] = new.unpinned(last.fields[found.pinned])
    return changes


def _range_in(last: Post, row: PostRow, now: datetime) -> ranges.Week | None:
    excerpt = last.fields.get(fields.names(last.fields).excerpt)
    return ranges.next_week(excerpt, _day(row, now)) if isinstance(excerpt, str) else None


def _next_name(
    old: str,
    row: PostRow,
    title: Title,
    number: int,
    year: int,
    text: str,
    week: ranges.Week | None,
    now: datetime,
) -> str:
    """The file's name after the last one's pattern: its number and its day moved on; else made from the title."""
    day = re.match(r"(\d{4})([-_.]?)(\d{2})\2(\d{2})(?=\D|\Z)", old)
    head, rest = "", old
    if day:
        written = f"{day[1]}-{day[3]}-{day[4]}"
        moved: date = now.date()
        if week and written in (week.first.isoformat(), week.last.isoformat()) and written != row.date[:10]:
            moved = week.next_first if written == week.first.isoformat() else week.next_last
        head, rest = f"{moved:%Y}{day[2]}{moved:%m}{day[2]}{moved:%d}", old[day.end() :]
    tail = ""
    if (days := ranges.span(rest)) and (inside := ranges.next_week(rest, _day(row, now))):
        rest, tail = rest[: days[0]], inside.next_range + rest[days[1] :]
    found = list(re.finditer(rf"(?<!\d)0*{title.number}(?!\d)", rest))
    if found:
        place = found[-1]
        rest = f"{rest[: place.start()]}{number:0{len(place[0])}}{rest[place.end() :]}"
        if title.year and year != title.year:
            rest = rest.replace(str(title.year), str(year))
        return head + rest + tail
    if tail or (head and not rest.strip("-_. ")):
        return head + rest + tail
    return f"{head}-{slug(text)}" if head else slug(text)


def _age(pair: tuple[PostRow, Title]) -> tuple[float, int, int]:
    row, title = pair
    return row.moment, title.year, title.number


def _day(row: PostRow, now: datetime) -> date:
    found = dates.read(row.date)
    return found.moment.date() if found else now.date()


def _is_near(row: PostRow, last: PostRow) -> bool:
    """Whether a post is of the same round of numbers: within eleven months, or undated."""
    if UNDATED in (row.moment, last.moment):
        return True
    days = abs(datetime.fromtimestamp(row.moment, UTC) - datetime.fromtimestamp(last.moment, UTC)).days
    return days < 330


def _above_all(rows: tuple[PostRow, ...]) -> Path:
    """The folder all posts lie below; a bundle's own folder does not count."""
    tops = [row.path.parent.parent if row.path.stem.lower() == "index" else row.path.parent for row in rows]
    top = tops[0]
    while not all(other.is_relative_to(top) for other in tops):
        top = top.parent
    return top


def _from_chinese(text: str) -> int | None:
    match = re.fullmatch(
        r"(?:([一二两三四五六七八九])百)?零?(?:([一二三四五六七八九]?)(十))?([一二三四五六七八九]?)",
        text.replace("〇", "零"),
    )
    if match is None or not any(match.groups()):
        return None
    hundreds = _DIGITS.index((match[1] or "零").replace("两", "二"))
    tens = (_DIGITS.index(match[2]) if match[2] else 1) if match[3] else 0
    return hundreds * 100 + tens * 10 + (_DIGITS.index(match[4]) if match[4] else 0)


def _in_chinese(number: int) -> str:
    if number > 999:
        return str(number)
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones or not number else "")
