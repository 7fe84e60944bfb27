"""What is not right in a journal, each as a value with its place. Reads no file: rows, and what a survey read of texts.

A kind of problem that a journal lives with is none there: titles, dates and excerpts are missed only where most posts
have them, zones only where most dates do.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Final, Literal, get_args

from journal_app.library.housekeeping import twins
from journal_app.library.links.places import Led
from journal_app.library.making import series
from journal_app.library.problems.facts import Facts
from journal_app.library.row import UNDATED, PostRow
from journal_app.library.sites import slugs
from journal_app.post import dates
from journal_app.post.site import Site

Kind = Literal[
    "unreadable", "head", "title", "date", "future", "zone", "excerpt", "image", "link", "slug", "twin", "week"
]
KINDS: Final[tuple[Kind, ...]] = get_args(Kind)
LONGEST_EXCERPT: Final = 300  # code points


@dataclass(frozen=True, slots=True)
class Mend:
    """A safe mend, as one small edit: a field's text or a word of a list in the head, or a piece of the body.

    `field` names what is set ("tags" and "categories": one word is renamed); "" is the body at `position`.
    """

    field: str
    old: str
    new: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing that is not right: the post, the line of the file (from 1; 0: unknown), its kind, and a sentence."""

    path: Path
    line: int
    kind: Kind
    sentence: str
    mend: Mend | None = None


def of_rows(
    rows: Mapping[Path, PostRow], facts: Mapping[Path, Facts], site: Site, now: datetime
) -> tuple[Problem, ...]:
    """What the heads of all posts tell, each alone and beside the others."""
    sound = [row for row in rows.values() if not row.error and not row.copy_of]
    posts = [row for row in sound if not site.is_page(row.path)]
    found = [_of_error(row) for row in rows.values() if row.error]

    def line(row: PostRow, field: str) -> int:
        known = facts.get(row.path)
        return known.line_of(field) if known is not None else 1

    found += _missing(posts, facts, line)
    found += _dates(posts, now, line)
    found += _twins(sound, line)
    found += _slugs(sound, facts, site)
    found += _weeks(posts)
    return tuple(found)


def of_links(path: Path, facts: Facts, led: Iterable[Led], mended: Callable[[Led], str]) -> tuple[Problem, ...]:
    """The links and images of one post that lead nowhere; `mended` is what a dead link should say, "" if unknown."""
    found = []
    for one in led:
        if not one.dead:
            continue
        link = one.link
        line = facts.body_line + link.line + 1
        if link.kind in ("image", "embed"):
            found.append(Problem(path, line, "image", f"There is no image {link.target}."))
            continue
        new = mended(one)
        mend = Mend("", link.target, new, link.position) if new and new != link.target else None
        found.append(Problem(path, line, "link", f"The link to {link.target} leads nowhere.", mend))
    return tuple(found)


def of_cover(row: PostRow, facts: Facts, is_there: bool) -> tuple[Problem, ...]:
    """The picture that the head names, when there is none."""
    if not row.cover or is_there:
        return ()
    return (Problem(row.path, facts.line_of("cover"), "image", f"There is no image {row.cover}."),)


def in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """By kind, then by path and line."""
    return tuple(sorted(problems, key=lambda one: (KINDS.index(one.kind), str(one.path), one.line, one.sentence)))


def _of_error(row: PostRow) -> Problem:
    is_head = row.error.startswith("The head does not parse")
    return Problem(row.path, row.error_line, "head" if is_head else "unreadable", row.error)


Line = Callable[[PostRow, str], int]


def _most(count: int, of: int) -> bool:
    return count * 2 > of


def _missing(posts: Sequence[PostRow], facts: Mapping[Path, Facts], line: Line) -> list[Problem]:
    """Titles, dates and excerpts, where most posts have one."""
    found: list[Problem] = []
    titled = [row for row in posts if "title" in row.fields]
    if _most(len(titled), len(posts)):
        found += [
            Problem(row.path, 1, "title", "It has no title in its head.") for row in posts if "title" not in row.fields
        ]
        found += [
            Problem(row.path, line(row, "title"), "title", "Its title is empty.")
            for row in titled
            if (known := facts.get(row.path)) is not None and known.title_is_empty
        ]
    dated = sum(row.moment != UNDATED for row in posts)
    for row in posts:
        if row.moment == UNDATED and row.date:
            found.append(Problem(row.path, line(row, "date"), "date", f"Its date cannot be read: {_short(row.date)}."))
        elif row.moment == UNDATED and not row.draft and _most(dated, len(posts)):
            found.append(Problem(row.path, 1, "date", "It has no date."))
    with_excerpt = sum(bool(row.excerpt) for row in posts)
    for row in posts:
        if len(row.excerpt) > LONGEST_EXCERPT:
            text = f"Its excerpt is {len(row.excerpt)} characters long."
            found.append(Problem(row.path, line(row, "excerpt"), "excerpt", text))
        elif not row.excerpt and not row.draft and _most(with_excerpt, len(posts)):
            known = facts.get(row.path)
            if known is None or not known.has_more:
                found.append(Problem(row.path, line(row, "excerpt"), "excerpt", "It has no excerpt."))
    return found


def _dates(posts: Sequence[PostRow], now: datetime, line: Line) -> list[Problem]:
    """Dates to come, and dates whose zone is left to the reader's machine where the others say theirs."""
    found: list[Problem] = []
    present = now.timestamp()
    for row in posts:
        if row.moment > present and not row.draft:
            bare = (date := dates.read(row.date)) is not None and date.moment.tzinfo is None
            here = date.moment.replace(tzinfo=now.tzinfo or UTC).timestamp() if bare and date else row.moment
            if here > present:
                text = f"Its date is in the future: {row.date}."
                found.append(Problem(row.path, line(row, "date"), "future", text))
    timed = [(row, date) for row in posts if (date := dates.read(row.date)) is not None and date.has_time]
    zones = Counter(_zone_of(date.text, date.zone) for _, date in timed if date.zone)
    if not _most(sum(zones.values()), len(timed)):
        return found
    usual = zones.most_common(1)[0][0] if zones else ""
    for row, date in timed:
        if not date.zone:
            text = row.date.rstrip()
            mend = Mend("date", row.date, text + usual)
            found.append(Problem(row.path, line(row, "date"), "zone", f"Its date has no zone: {text}.", mend))
    return found


def _zone_of(text: str, zone: str) -> str:
    """The zone as it stands behind the time, with the blank before it."""
    text = text.rstrip()
    gap = text[: len(text) - len(zone)]
    return text[len(gap.rstrip()) :]


def _twins(rows: Sequence[PostRow], line: Line) -> list[Problem]:
    found = []
    for field, name in (("tags", "tag"), ("categories", "category")):
        words: Callable[[PostRow], tuple[str, ...]] = attrgetter(field)
        counts = Counter(word for row in rows for word in words(row))
        usual = {word: group[0] for group in twins.twins(counts) for word in group[1:]}
        if not usual:
            continue
        for row in rows:
            for word in words(row):
                if word in usual:
                    text = f"The {name} {word} is elsewhere written {usual[word]}."
                    mend = Mend(field, word, usual[word])
                    found.append(Problem(row.path, line(row, field), "twin", text, mend))
    return found


def _slugs(rows: Sequence[PostRow], facts: Mapping[Path, Facts], site: Site) -> list[Problem]:
    """Posts that the site would put in one place, or that say they are called the same."""
    groups: dict[tuple[str, str], list[PostRow]] = {}
    for row in rows:
        known = facts.get(row.path)
        if known is None:
            continue
        called = known.called
        if called.address:
            key = ("", slugs.normal(called.address))
        elif site.kind == "obsidian":
            continue
        else:
            beside = row.path.parent.parent if row.path.stem.lower() == "index" else row.path.parent
            key = (str(beside), called.slug.casefold())
        groups.setdefault(key, []).append(row)
    found = []
    for (place, name), group in groups.items():
        for row in group if len(group) > 1 else ():
            others = [other.path for other in group if other is not row]
            shown = name if not place else facts[row.path].called.slug
            text = f"{_file(others[0])} is called the same: {shown}."
            found.append(Problem(row.path, facts[row.path].line_of("slug"), "slug", text))
    return found


def _weeks(posts: Sequence[PostRow]) -> list[Problem]:
    """The numbers that a weekly series leaves out, told at the post that comes after."""
    runs: dict[tuple[str, int], dict[int, PostRow]] = {}
    for row in posts:
        title = series.numbered(row.title)
        if title is not None and title.weekly:
            runs.setdefault((title.key, title.year), {})[title.number] = row
    found = []
    for run in runs.values():
        numbers = sorted(run)
        if len(numbers) < 3:
            continue
        for before, after in pairwise(numbers):
            if after - before == 2:
                text = f"Week {before + 1} is missing before it."
                found.append(Problem(run[after].path, 1, "week", text))
            elif 2 < after - before <= 10:
                text = f"Weeks {before + 1} to {after - 1} are missing before it."
                found.append(Problem(run[after].path, 1, "week", text))
    return found


def _file(path: Path) -> str:
    return path.parent.name if path.stem.lower() == "index" else path.name


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 40 else line[:39] + "…"
