"""Filters, counts and orders of a journal's rows."""

import itertools
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from journal_app.library.housekeeping.vocabulary import vocabulary
from journal_app.library.lists.listing import Facets, Heading
from journal_app.library.lists.table import Table, run
from journal_app.library.making.members import members
from journal_app.library.row import UNDATED, PostRow, category_paths
from journal_app.library.search.query import Choice, Query, only
from tests.library.journal import row

ROWS = (
    row("Alpha", 3.0, categories=("Life",), tags=("a", "b"), year="2024", pinned=1, mtime_ns=1, words=1),
    row("beta 10", 2.0, categories=("Life", "Work"), tags=("a",), year="2024", draft=True, mtime_ns=9, words=7),
    row("Beta 9", 1.0, categories=("Work",), tags=("b",), year="2023", error="broken", mtime_ns=5, words=3),
    row("无题", UNDATED, mtime_ns=2, words=1),
)
DATED = tuple(
    replace(each, date=date)
    for each, date in zip(ROWS, ("2024-05-07", "2024-05-06 10:00:00", "2023/01/01", ""), strict=True)
)


def titles(asked: Query, rows: tuple[PostRow, ...] = DATED, **rest: Collection[Path]) -> list[str]:
    return [found.title for found in run(rows, asked, **rest).rows]


def chosen(*names: str) -> Query:
    """`tag:a`, `|tag:b`, `-section:drafts` as a query."""
    how = {"|": "or", "-": "not"}
    return Query(
        choices=tuple(
            Choice(*name.lstrip("|-").split(":"), how.get(name[0], "and"))  # type: ignore[arg-type]
            for name in names
        )
    )


def test_the_orders() -> None:
    assert titles(Query()) == ["Alpha", "beta 10", "Beta 9", "无题"]
    assert titles(Query(descending=False, pinned_first=False)) == ["无题", "Beta 9", "beta 10", "Alpha"]
    assert titles(Query(descending=False)) == ["Alpha", "无题", "Beta 9", "beta 10"]
    assert titles(Query(sort="title", descending=False)) == ["Alpha", "Beta 9", "beta 10", "无题"]
    assert titles(Query(sort="changed", pinned_first=False)) == ["beta 10", "Beta 9", "无题", "Alpha"]
    assert titles(Query(sort="length", pinned_first=False))[:2] == ["beta 10", "Beta 9"]


def test_higher_pins_come_first() -> None:
    rows = (*DATED, row("Top", 0.0, pinned=5))
    assert titles(Query(), rows)[:2] == ["Top", "Alpha"]
    assert titles(Query(pinned_first=False), rows)[0] == "Alpha"


def test_the_best_hits_come_first_where_that_is_asked_for() -> None:
    hits = {DATED[2].path: 0.0, DATED[0].path: 3.5}
    assert titles(Query("x", sort="relevance", pinned_first=False), hits=hits) == ["Beta 9", "Alpha"]
    assert titles(Query("x", pinned_first=False), hits=hits) == ["Alpha", "Beta 9"]


@pytest.mark.parametrize(
    ("names", "shown"),
    [
        (("tag:a",), ["Alpha", "beta 10"]),
        (("tag:a", "tag:b"), ["Alpha"]),
        (("tag:a", "|tag:b"), ["Alpha", "beta 10", "Beta 9"]),
        (("tag:a", "|tag:b", "-section:drafts"), ["Alpha", "Beta 9"]),
        (("-tag:a",), ["Beta 9", "无题"]),
        (("|tag:a",), ["Alpha", "beta 10"]),
        (("section:drafts",), ["beta 10"]),
        (("section:pinned",), ["Alpha"]),
        (("section:broken",), ["Beta 9"]),
        (("date:2024",), ["Alpha", "beta 10"]),
        (("date:2023-01",), ["Beta 9"]),
        (("tag:none",), []),
    ],
)
def test_choices_read_from_left_to_right(names: tuple[str, ...], shown: list[str]) -> None:
    assert titles(chosen(*names)) == shown


def test_unsaved_posts_are_those_that_are_unsaved_now() -> None:
    assert titles(chosen("section:unsaved"), unsaved=frozenset([DATED[3].path])) == ["无题"]


def test_a_count_says_what_one_click_would_show() -> None:
    facets = run(DATED, chosen("category:Life")).facets
    assert facets.categories == (("Life", 2), ("Work", 2))
    assert facets.tags == (("a", 2), ("b", 1))
    assert facets.years == (("2024", 2),)
    assert facets.months == (("2024-05", 2),)
    assert (facets.all, facets.drafts, facets.pinned, facets.broken) == (4, 1, 1, 0)


SECTIONS = st.sampled_from(("drafts", "pinned", "broken", "unsaved")).map(lambda name: ("section", name))
NAMES = st.one_of(
    SECTIONS,
    st.sampled_from(("Life", "Life/Daily", "Work")).map(lambda name: ("category", name)),
    st.sampled_from("abc").map(lambda name: ("tag", name)),
    st.sampled_from(("2023", "2024", "2024-05", "2024-06")).map(lambda name: ("date", name)),
)
CHOICES = st.builds(lambda pair, how: Choice(*pair, how), NAMES, st.sampled_from(("and", "or", "not")))  # type: ignore[arg-type]
QUERIES = st.builds(Query, choices=st.lists(CHOICES, max_size=4, unique_by=lambda c: (c.kind, c.name)).map(tuple))
_paths = itertools.count()
POSTS = st.builds(
    PostRow,
    st.builds(lambda: Path(f"/j/{next(_paths)}.md")),
    title=st.sampled_from(("One", "Two", "Three")),
    date=st.sampled_from(("2023-06-01", "2024-05-02", "2024-06-03T10:00:00Z", "")),
    categories=st.sampled_from(((), ("Life",), ("Life/Daily",), ("Work", "Life"))),
    tags=st.lists(st.sampled_from("abc"), unique=True, max_size=3).map(tuple),
    words=st.integers(0, 9),
    draft=st.booleans(),
    pinned=st.integers(0, 2),
    error=st.sampled_from(("", "bad")),
).map(lambda row: replace(row, year=row.date[:4], moment=float(row.date[:4] or 0) or UNDATED))
JOURNALS = st.lists(POSTS, max_size=12).map(tuple)


def plainly(rows: tuple[PostRow, ...], query: Query, unsaved: frozenset[Path]) -> set[Path]:
    """The same by looking at each row."""

    def fits(row: PostRow, choice: Choice) -> bool:
        match choice.kind:
            case "section":
                return bool(
                    {"drafts": row.draft, "pinned": row.pinned, "broken": row.error, "unsaved": row.path in unsaved}[
                        choice.name
                    ]
                )
            case "category":
                return any(name == choice.name or name.startswith(choice.name + "/") for name in row.categories)
            case "tag":
                return choice.name in row.tags
            case _:
                return bool(row.date) and row.date.startswith(choice.name)

    found = set()
    for each in rows:
        passes = True
        for number, choice in enumerate(query.choices):
            match choice.how:
                case "and":
                    passes = passes and fits(each, choice)
                case "or":
                    passes = (passes and number > 0) or fits(each, choice)
                case "not":
                    passes = passes and not fits(each, choice)
        if passes:
            found.add(each.path)
    return found


@given(JOURNALS, QUERIES)
def test_the_table_shows_the_rows_that_fit_and_no_others(rows: tuple[PostRow, ...], query: Query) -> None:
    unsaved = frozenset(row.path for row in rows[::3])
    shown = run(rows, query, unsaved=unsaved).rows
    assert len(shown) == len({row.path for row in shown})
    assert {row.path for row in shown} == plainly(rows, query, unsaved)


@given(JOURNALS, QUERIES)
def test_every_count_is_the_length_of_the_list_behind_its_click(rows: tuple[PostRow, ...], query: Query) -> None:
    def clicked(kind: str, name: str) -> int:
        others = replace(query, choices=tuple(choice for choice in query.choices if choice.kind != kind))
        return len(run(rows, only(others, kind, name)).rows)  # type: ignore[arg-type]

    facets = run(rows, query).facets
    assert facets.all == len(rows)
    for section in ("drafts", "pinned", "broken"):
        assert getattr(facets, section) == clicked("section", section)
    counted = (("category", facets.categories), ("tag", facets.tags), ("date", (*facets.years, *facets.months)))
    for kind, counts in counted:
        for name, count in counts:
            assert count == clicked(kind, name), (kind, name)


@given(JOURNALS, st.lists(JOURNALS, max_size=4), QUERIES, st.sampled_from(("date", "title", "length")))
def test_a_table_that_changed_is_as_one_made_anew(
    rows: tuple[PostRow, ...], steps: list[tuple[PostRow, ...]], query: Query, sort: str
) -> None:
    query = replace(query, sort=sort)  # type: ignore[arg-type]
    table = Table(rows)
    now = {row.path: row for row in rows}
    for step in steps:
        table.listing(query)
        paths = list(now)
        changed = [replace(new, path=path) for new, path in zip(step, paths, strict=False)]
        gone = paths[len(step) :][:2]
        table.put([*changed, *step])
        table.drop(gone)
        now.update((row.path, row) for row in (*changed, *step))
        for path in gone:
            del now[path]
    fresh, kept = Table(now.values()).listing(query), table.listing(query)
    assert fresh.facets == kept.facets
    assert {row.path for row in fresh.rows} == {row.path for row in kept.rows}
    key = {
        "date": lambda row: (row.moment, row.title),
        "title": lambda row: row.title.lower(),
        "length": lambda row: row.words,
    }[sort]
    unpinned = [key(row) for row in kept.rows if not row.pinned]
    assert unpinned == sorted(unpinned, reverse=True)
    assert len(table) == len(now)


def test_thousands_of_changes_at_once_are_taken_too() -> None:
    many = [row(f"Post {number}", float(number), tags=("a", f"t{number}")) for number in range(900)]
    table = Table(many)
    table.put([replace(each, tags=("b",)) for each in many])
    assert table.listing(Query()).facets.tags == (("b", 900),)
    table.drop([each.path for each in many[100:]])
    assert len(table.listing(chosen("tag:b")).rows) == len(table) == 100


@pytest.mark.parametrize("others", [0, 200, 400])
def test_thousands_of_counted_words_are_taken_too(others: int) -> None:
    rows = [row(path=Path(f"/j/{n}.md"), title=f"{n}", tags=(f"t{n % 3}",), words=-1) for n in range(900)]
    table = Table(rows)
    table.listing(Query(sort="length"))
    counted = [replace(each, words=number * 7 % 100) for number, each in enumerate(rows)]
    counted[:others] = [replace(each, tags=("other",), copy_of="a.md") for each in counted[:others]]
    table.put(counted)
    for query in (Query(sort="length"), Query(), chosen("tag:other"), chosen("tag:t1")):
        assert table.listing(query) == Table(counted).listing(query)


def test_a_chosen_facet_stays_in_the_list_with_no_post() -> None:
    facets = run(DATED, chosen("tag:gone", "category:none", "date:1999")).facets
    assert ("gone", 0) in facets.tags
    assert ("none", 0) in facets.categories
    assert ("1999", 0) in facets.years


def test_categories_form_a_tree_where_posts_write_one() -> None:
    assert category_paths(("Life", "Work")) == ("Life", "Work")
    assert category_paths(("Life/Daily", "Life/Trips")) == ("Life", "Life/Daily", "Life/Trips")
    assert category_paths(("Life", "Daily"), nested=True) == ("Life", "Life/Daily")
    assert category_paths((" Life / Daily ",)) == ("Life", "Life/Daily")
    hexo = Table((row("A", 1.0, categories=("Life", "Daily", "Work"), nested="Life/Daily\nWork"),))
    assert hexo.listing(Query()).facets.categories == (("Life", 1), ("Life/Daily", 1), ("Work", 1))
    nested = Table((row("A", 1.0, categories=("Life", "Daily")),), nested=True)
    assert nested.listing(Query()).facets.categories == (("Life", 1), ("Life/Daily", 1))


def test_posts_whose_titles_count_on_are_a_series() -> None:
    named = [("a", "周记 Week1"), ("b", "周记 Week2: rain"), ("c", "第 3 周"), ("d", "第 4 周"), ("e", "Alone 1")]
    found = members([(Path(name), title) for name, title in named])
    assert {str(path): (member.series, member.number) for path, member in found.items()} == {
        "a": ("周记 Week", 1),
        "b": ("周记 Week", 2),
        "c": ("第 … 周", 3),
        "d": ("第 … 周", 4),
    }


def test_series_are_counted_chosen_and_put_in_order() -> None:
    rows = tuple(
        row(title, moment) for title, moment in (("Week 2", 2.0), ("Alone", 9.0), ("Week 1", 1.0), ("Week 10", 3.0))
    )
    table = Table(rows)
    table.set_members(members((each.path, each.title) for each in rows))
    listing = table.listing(Query(sort="series", descending=False, group="month"))
    assert listing.facets.series == (("Week", 3),)
    assert [each.title for each in listing.rows] == ["Week 1", "Week 2", "Week 10", "Alone"]
    assert listing.headings == (Heading(0, "series", "Week"), Heading(3, "undated"))
    last_first = table.listing(Query(sort="series")).rows
    assert [each.title for each in last_first] == ["Week 10", "Week 2", "Week 1", "Alone"]
    assert len(table.listing(chosen("series:Week")).rows) == 3


def test_groups_begin_where_the_month_or_the_week_changes() -> None:
    dates = ("2024-11-17 23:12:00+0800", "2024-11-11", "2024-11-10", "2024-10-31", "2024年10月30日", "")
    rows = tuple(replace(row(str(number), 9.0 - number, year=date[:4]), date=date) for number, date in enumerate(dates))
    assert run(rows, Query(group="week")).headings == (
        Heading(0, "week", "2024-11-11"),
        Heading(2, "week", "2024-11-04"),
        Heading(3, "week", "2024-10-28"),
        Heading(5, "undated"),
    )
    pinned = (replace(rows[3], pinned=1), *rows[:3], *rows[4:])
    assert run(pinned, Query(group="month")).headings == (
        Heading(0, "pinned"),
        Heading(1, "month", "2024-11"),
        Heading(4, "month", "2024-10"),
        Heading(5, "undated"),
    )
    assert run(rows, Query(group="month", sort="title")).headings == ()
    assert run((), Query(group="month")).headings == ()


@settings(max_examples=60)
@given(st.lists(st.integers(1, 2_000_000_000), max_size=12))
def test_groups_by_the_last_change_are_those_of_each_file_alone(moments: list[int]) -> None:
    there = (replace(row(str(n)), mtime_ns=moment * 10**9) for n, moment in enumerate(moments))
    rows = (*there, row("new"))
    for unit in ("month", "week"):
        listing = run(rows, Query(sort="changed", group=unit))  # type: ignore[arg-type]
        told = {heading.start: heading.value for heading in listing.headings}
        current = None
        for number, each in enumerate(listing.rows):
            current = told.get(number, current)
            day = datetime.fromtimestamp(each.mtime_ns // 10**9).date()
            first = day.replace(day=1).isoformat()[:7] if unit == "month" else str(day - timedelta(day.weekday()))
            assert current == (first if each.mtime_ns else "")


def test_hits_of_the_index_decide_and_heads_answer_for_what_is_not_indexed_yet() -> None:
    assert titles(Query(text="whatever"), hits=frozenset([DATED[1].path])) == ["beta 10"]
    assert titles(Query(text="beta")) == ["beta 10", "Beta 9"]
    fresh = (*DATED, row("Beta new", 4.0, words=-1), row("Other", 5.0, words=-1))
    assert titles(Query(text="beta"), fresh, hits=frozenset([DATED[1].path])) == ["Beta new", "beta 10"]


def test_no_phrase_reaches_from_the_title_into_the_excerpt() -> None:
    rows = (PostRow(Path("a.md"), "本科", excerpt="研究"),)
    assert not run(rows, Query(text="科研")).rows


def test_an_empty_table_shows_nothing() -> None:
    assert run((), Query()) == type(run((), Query()))((), Facets(), ())


def test_the_vocabulary_tells_words_by_use_and_the_usual_order_of_fields() -> None:
    rows = [
        row(tags=("b", "a"), fields=("title", "date", "tags")),
        row(tags=("a",), fields=("title", "date", "tags")),
        row(categories=("x",), fields=("title", "cover", "date")),
    ]
    words = vocabulary(rows)
    assert words.tags == ("a", "b")
    assert words.categories == ("x",)
    assert words.order == ("title", "cover", "date", "tags")
