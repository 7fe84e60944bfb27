"""Filters, counts and orders over plain rows."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from journal_app.library import query
from journal_app.library.query import Query
from journal_app.library.row import UNDATED, PostRow
from journal_app.library.vocabulary import vocabulary
from tests.library.journal import row

ROWS = (
    row("Alpha", 3.0, categories=("Life",), tags=("a", "b"), year="2024", pinned=1, mtime_ns=1, words=1),
    row("beta 10", 2.0, categories=("Life", "Work"), tags=("a",), year="2024", draft=True, mtime_ns=9, words=1),
    row("Beta 9", 1.0, categories=("Work",), tags=("b",), year="2023", error="broken", mtime_ns=5, words=1),
    row("无题", UNDATED, mtime_ns=2, words=1),
)


def titles(asked: Query, **rest: object) -> list[str]:
    return [found.title for found in query.run(ROWS, asked, **rest).rows]  # type: ignore[arg-type]


def test_the_orders() -> None:
    assert titles(Query()) == ["Alpha", "beta 10", "Beta 9", "无题"]
    assert titles(Query(descending=False, pinned_first=False)) == ["无题", "Beta 9", "beta 10", "Alpha"]
    assert titles(Query(descending=False)) == ["Alpha", "无题", "Beta 9", "beta 10"]
    assert titles(Query(sort="title", descending=False)) == ["Alpha", "Beta 9", "beta 10", "无题"]
    assert titles(Query(sort="changed", pinned_first=False)) == ["beta 10", "Beta 9", "无题", "Alpha"]


def test_several_tags_narrow() -> None:
    assert titles(Query(tags=("a",))) == ["Alpha", "beta 10"]
    assert titles(Query(tags=("a", "b"))) == ["Alpha"]


def test_the_sections() -> None:
    assert titles(Query(section="drafts")) == ["beta 10"]
    assert titles(Query(section="pinned")) == ["Alpha"]
    assert titles(Query(section="broken")) == ["Beta 9"]
    assert titles(Query(section="unsaved"), unsaved=frozenset([ROWS[3].path])) == ["无题"]


def test_a_count_says_what_one_click_would_show() -> None:
    facets = query.run(ROWS, Query(category="Life")).facets
    assert facets.categories == (("Life", 2), ("Work", 2))
    assert facets.tags == (("a", 2), ("b", 1))
    assert facets.years == (("2024", 2),)
    assert (facets.all, facets.drafts, facets.pinned, facets.broken) == (4, 1, 1, 0)


CHOICES = st.builds(
    Query,
    section=st.sampled_from(["all", "drafts", "pinned", "broken"]),
    category=st.sampled_from(["", "Life", "Work"]),
    tags=st.sampled_from([(), ("a",), ("b",), ("a", "b")]),
    year=st.sampled_from(["", "2024", "2023"]),
)


@given(CHOICES)
def test_every_count_is_the_length_of_the_list_behind_its_click(asked: Query) -> None:
    from dataclasses import replace

    facets = query.run(ROWS, asked).facets
    assert facets.all == len(titles(Query(text=asked.text)))
    for section in ("drafts", "pinned", "broken"):
        assert getattr(facets, section) == len(titles(replace(asked, section=section)))
    for category, count in facets.categories:
        assert count == len(titles(replace(asked, category=category)))
    for tag, count in facets.tags:
        assert count == len(titles(replace(asked, tags=tuple({*asked.tags, tag}))))
    for year, count in facets.years:
        assert count == len(titles(replace(asked, year=year)))


def test_a_chosen_facet_stays_in_the_list_with_no_post() -> None:
    facets = query.run(ROWS, Query(tags=("gone",), category="none", year="1999")).facets
    assert ("gone", 0) in facets.tags
    assert ("none", 0) in facets.categories
    assert ("1999", 0) in facets.years


def test_hits_of_the_index_decide_and_heads_answer_for_what_is_not_indexed_yet() -> None:
    assert titles(Query(text="whatever"), hits={ROWS[1].path: 0.0}) == ["beta 10"]
    assert titles(Query(text="beta")) == ["beta 10", "Beta 9"]
    fresh = (*ROWS, row("Beta new", 4.0, words=-1), row("Other", 5.0, words=-1))
    found = query.run(fresh, Query(text="beta"), hits={ROWS[1].path: 0.0}).rows
    assert [each.title for each in found] == ["Beta new", "beta 10"]


def test_no_phrase_reaches_from_the_title_into_the_excerpt() -> None:
    rows = (PostRow(Path("a.md"), "本科", excerpt="研究"),)
    assert not query.run(rows, Query(text="科研")).rows


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
