"""Which rows the list shows, in which order, and how many each facet would show. Pure: rows in, rows out.

The rule of the counts: each group of facets is counted over the rows that pass every *other* filter, so a count says
what one click on that facet would show. Tags narrow (several are and-ed), so theirs are counted over the rows that pass
the chosen tags too. A click on "all posts" clears every filter but the search, and its count says so.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain
from operator import attrgetter
from pathlib import Path
from typing import Any, Literal

from journal_app.library import grammar
from journal_app.library import text as words_of
from journal_app.library.row import PostRow

Section = Literal["all", "drafts", "pinned", "unsaved", "broken"]
Sort = Literal["date", "title", "changed", "relevance"]


@dataclass(frozen=True, slots=True)
class Query:
    """What the author asked the list for."""

    text: str = ""
    section: Section = "all"
    category: str = ""
    tags: tuple[str, ...] = ()
    year: str = ""
    sort: Sort = "date"
    descending: bool = True
    pinned_first: bool = True


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts; categories and tags with the most posts first, years with the newest first."""

    all: int = 0
    drafts: int = 0
    pinned: int = 0
    unsaved: int = 0
    broken: int = 0
    categories: tuple[tuple[str, int], ...] = ()
    tags: tuple[tuple[str, int], ...] = ()
    years: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows to show, in order, and the facets beside them."""

    rows: tuple[PostRow, ...] = ()
    facets: Facets = Facets()


Test = Callable[[PostRow], bool]


def run(
    rows: Iterable[PostRow],
    query: Query,
    *,
    hits: Mapping[Path, float] | None = None,
    unsaved: frozenset[Path] = frozenset(),
) -> Listing:
    """Filter, count and sort. `hits` are the paths whose text holds the words of `query.text` and how well each does
    (0.0 is best); without them (None), and for a row
    whose text is not indexed yet, the title, excerpt and tags answer. A conflict copy beside its original is no post of
    its own: it is shown and counted among the problems (and the unsaved) alone."""
    everything = tuple(rows)
    copies = _copies(everything)
    found = _searched(everything, query.text, hits)
    section = _section_test(query.section, unsaved)
    category = _category_test(query.category)
    tags = _tags_test(query.tags)
    year = _year_test(query.year)
    narrowed = _passing(found, tags)
    with_section = _passing(narrowed, section)
    if query.section not in ("broken", "unsaved"):
        with_section = _without(with_section, copies)
    of_category = _passing(with_section, category)
    shown = _passing(of_category, year)
    facets = _section_counts(_passing(_passing(narrowed, category), year), unsaved, copies)
    return Listing(
        tuple(_sorted(shown, query, hits)),
        Facets(
            all=len(_without(found, copies)),
            **facets,
            categories=_counted(_passing(with_section, year), "categories", (query.category,)),
            tags=_counted(shown, "tags", query.tags),
            years=_years(of_category, query.year),
        ),
    )


def natural_key(text: str) -> tuple[tuple[int, int | str], ...]:
    """A sort key in which case and accents do not count and `Week 9` comes before `Week 10`."""
    return _natural_key(text)


@lru_cache(maxsize=1 << 17)
def _natural_key(text: str) -> tuple[tuple[int, int | str], ...]:
    parts = re.split(r"([0-9]+)", words_of.folded(text))
    return tuple((0, int(part[:18])) if part[0] in "0123456789" else (1, part) for part in parts if part)


def _passing(rows: list[PostRow], test: Test | None) -> list[PostRow]:
    return rows if test is None else [row for row in rows if test(row)]


def _searched(rows: tuple[PostRow, ...], text: str, hits: Mapping[Path, float] | None) -> list[PostRow]:
    asked = grammar.parse(text)
    found = [row for row in rows if asked.matches(row)] if asked.terms else list(rows)
    if not asked.words:
        return found
    if hits is None:
        return [row for row in found if asked.head_matches(row)]
    return [row for row in found if row.path in hits or (row.words < 0 and asked.head_matches(row))]


def _copies(rows: tuple[PostRow, ...]) -> frozenset[Path]:
    """The conflict copies whose original is there."""
    copies = [row for row in rows if row.copy_of]
    if not copies:
        return frozenset()
    there = {row.path for row in rows}
    return frozenset(row.path for row in copies if row.path.with_name(row.copy_of) in there)


def _without(rows: list[PostRow], copies: frozenset[Path]) -> list[PostRow]:
    return [row for row in rows if row.path not in copies] if copies else rows


def _section_test(section: Section, unsaved: frozenset[Path]) -> Test | None:
    tests: dict[str, Test | None] = {
        "all": None,
        "drafts": attrgetter("draft"),
        "pinned": attrgetter("pinned"),
        "unsaved": lambda row: row.path in unsaved,
        "broken": attrgetter("error"),
    }
    return tests[section]


def _category_test(category: str) -> Test | None:
    return (lambda row: category in row.categories) if category else None


def _tags_test(tags: tuple[str, ...]) -> Test | None:
    if not tags:
        return None
    if len(tags) == 1:
        (tag,) = tags
        return lambda row: tag in row.tags
    wanted = frozenset(tags)
    return lambda row: wanted.issubset(row.tags)


def _year_test(year: str) -> Test | None:
    return (lambda row: row.year == year) if year else None


def _section_counts(rows: list[PostRow], unsaved: frozenset[Path], copies: frozenset[Path]) -> dict[str, Any]:
    posts = _without(rows, copies)
    return {
        "drafts": sum(map(attrgetter("draft"), posts)),
        "pinned": sum(1 for row in posts if row.pinned),
        "unsaved": sum(1 for row in rows if row.path in unsaved) if unsaved else 0,
        "broken": sum(1 for row in rows if row.error),
    }


def _counted(rows: list[PostRow], name: str, chosen: tuple[str, ...]) -> tuple[tuple[str, int], ...]:
    """Values and how many rows have them, most first; a chosen value stays in the list even with no row."""
    counts = Counter(chain.from_iterable(map(attrgetter(name), rows)))
    for value in chosen:
        if value and value not in counts:
            counts[value] = 0
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], natural_key(pair[0]))))


def _years(rows: list[PostRow], chosen: str) -> tuple[tuple[str, int], ...]:
    counts = Counter(map(attrgetter("year"), rows))
    counts.pop("", None)
    if chosen and chosen not in counts:
        counts[chosen] = 0
    return tuple(sorted(counts.items(), reverse=True))


_KEYS: dict[str, Callable[[PostRow], Any]] = {
    "date": attrgetter("moment", "title"),
    "title": lambda row: natural_key(row.title),
    "changed": attrgetter("mtime_ns"),
}


def _sorted(rows: list[PostRow], query: Query, hits: Mapping[Path, float] | None) -> list[PostRow]:
    if query.sort == "relevance" and hits is not None:
        ordered = sorted(rows, key=_KEYS["date"], reverse=True)
        ordered.sort(key=lambda row: hits.get(row.path, 0.0), reverse=not query.descending)
    else:
        ordered = sorted(rows, key=_KEYS.get(query.sort, _KEYS["date"]), reverse=query.descending)
    if query.pinned_first and query.sort != "relevance":
        ordered.sort(key=attrgetter("pinned"), reverse=True)
    return ordered
