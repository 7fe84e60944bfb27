"""What the list is asked for: choices put together, taken out, kept under a name."""

import json

from hypothesis import given
from hypothesis import strategies as st

from journal_app.library.search.query import (
    Choice,
    Query,
    Saved,
    cleared,
    joined,
    only,
    saved_from,
    saved_plain,
    without,
)

LIFE, A, B = Choice("category", "Life"), Choice("tag", "a"), Choice("tag", "b")


def test_a_choice_takes_the_place_of_those_of_its_kind_and_a_second_time_goes() -> None:
    query = Query(choices=(A, LIFE, Choice("tag", "c", "not")))
    assert only(query, "tag", "b").choices == (LIFE, B)
    assert only(Query(choices=(LIFE, B)), "tag", "b").choices == (LIFE,)


def test_a_joined_choice_comes_last_changes_its_way_in_its_place_and_goes_the_second_time() -> None:
    query = joined(Query(choices=(A,)), Choice("tag", "b", "or"))
    assert query.choices == (A, Choice("tag", "b", "or"))
    query = joined(query, Choice("tag", "a", "not"))
    assert query.choices == (Choice("tag", "a", "not"), Choice("tag", "b", "or"))
    assert joined(query, Choice("tag", "b", "or")).choices == (Choice("tag", "a", "not"),)


def test_clearing_keeps_the_order() -> None:
    query = Query("rain", (A,), "title", False, False, "week")
    assert cleared(query) == Query("", (), "title", False, False, "week")
    assert query.is_narrowed and not cleared(query).is_narrowed
    assert without(query, A).choices == ()


CHOICES = st.builds(
    Choice,
    st.sampled_from(("section", "category", "tag", "date", "series")),
    st.text(min_size=1),
    st.sampled_from(("and", "or", "not")),
)
SAVED = st.lists(
    st.builds(Saved, st.text(min_size=1), st.text(), st.lists(CHOICES, max_size=3).map(tuple)),
    unique_by=lambda search: search.name,
    max_size=3,
).map(tuple)


@given(SAVED)
def test_saved_searches_come_back_from_json(searches: tuple[Saved, ...]) -> None:
    assert saved_from(json.loads(json.dumps(saved_plain(searches)))) == searches


def test_odd_entries_among_saved_searches_are_passed_over() -> None:
    odd = [3, {"name": ""}, {"name": "x", "text": 4, "choices": [{"kind": "colour", "name": "red", "how": "and"}, 9]}]
    assert saved_from(odd) == (Saved("x"),)
    assert saved_from(None) == saved_from("x") == ()
