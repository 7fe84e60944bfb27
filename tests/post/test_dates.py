from datetime import datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from journal_app.post import dates

SHAPES = [
    "2024-11-17 23:12:00+0800", "2024-11-17T23:12:00+08:00", "2024-11-17 23:12:00 +0800", "2024-11-17 23:12:00",
    "2024-11-17 23:12", "2024-11-17", "2024/11/17", "2024/1/7", "11/17/2024", "2024-11-17T23:12:00Z",
    "2024-11-17T23:12:00.000Z", "2024-11-17T23:12:00.123456-05:30", "2024-11-17 23:12:00 UTC", "2024-11-17T23:12",
    "2024.11.17", "2024年11月17日", "2024-11-17 9:05", "2024-11-17  23:12:00", "2024-11-17t23:12:00z",
]  # fmt: skip


@pytest.mark.parametrize("text", SHAPES)
def test_a_date_moved_to_where_it_is_stays_as_it_was_written(text: str) -> None:
    found = dates.read(text)
    assert found is not None
    assert found.moved_to(found.moment) == text


@given(st.sampled_from(SHAPES), st.integers(-20000, 20000), st.integers(0, 59))
def test_a_moved_date_keeps_its_shape_and_means_the_new_moment(text: str, days: int, seconds: int) -> None:
    found = dates.read(text)
    assert found is not None
    moment = (found.moment + timedelta(days=days)).replace(year=2024)  # which has a 29 February
    if found.has_seconds:
        moment = moment.replace(second=seconds)
    again = dates.read(found.moved_to(moment))
    assert again is not None
    assert again.moment == moment
    assert (again.has_time, again.has_seconds, again.zone) == (found.has_time, found.has_seconds, found.zone)


def test_the_zone_shown_is_the_zone_written() -> None:
    found = dates.read("2024-11-17 23:12:00+0800")
    assert found is not None
    assert (found.zone, found.has_seconds) == ("+0800", True)
    assert found.moment.utcoffset() == timedelta(hours=8)
    elsewhere = datetime(2024, 11, 17, 16, 0, tzinfo=timezone(timedelta(hours=1)))
    assert found.moved_to(elsewhere) == "2024-11-17 23:00:00+0800"


def test_dates_sort_by_moment_across_shapes() -> None:
    texts = ["2024-11-17", "2024-11-17 23:12:00+0800", "2024-11-17T23:12:00Z", "11/18/2024"]
    keys = [found.sort_key for text in texts if (found := dates.read(text))]
    assert keys == sorted(keys) and len(keys) == 4


@pytest.mark.parametrize(
    "text", ["", "no date", "2024-13-01", "2024-02-30", "24:00", "2024-11-04 ~ 2024-11-10.", "2024-11-17 25:00", "123"]
)
def test_what_is_no_date_is_none(text: str) -> None:
    assert dates.read(text) is None


ALMOST = r"\d{4}[-/]\d{1,2}[-/]\d{1,2}[T ]\d{2}:\d{2}(:\d{2})?([-+]\d{2,4})?"


@given(st.text(max_size=40) | st.from_regex(ALMOST, fullmatch=True))
def test_any_text_is_read_or_none(text: str) -> None:
    found = dates.read(text)
    assert found is None or isinstance(found.sort_key, float)
