"""The next week of a series, byte by byte."""

from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import pytest

from journal_app.library.index import scan
from journal_app.library.making import ranges, series
from journal_app.library.sites import sites
from journal_app.post.errors import JournalError
from journal_app.post.post import Post
from tests.library.journal import WEEK, read, write

NOW = datetime(2024, 11, 24, 20, 30, 5, tzinfo=timezone(timedelta(hours=8)))


def next_week(folder: Path, now: datetime = NOW) -> Post:
    rows = scan.look(folder, sites.site_of(folder), {}).added
    return series.next_week(rows, read, now, folder=folder)


def test_the_next_week_differs_in_title_range_date_cover_and_pin_only(tmp_path: Path) -> None:
    write(tmp_path / "week-19.md", WEEK)
    post = next_week(tmp_path)
    head = WEEK[: WEEK.index("这一周")]
    assert post.path == tmp_path / "week-20.md"
    assert post.to_bytes().decode() == (
        head.replace("Week19", "Week20")
        .replace("2024-11-04 ~ 2024-11-10. ", "2024-11-11 ~ 2024-11-17. ")
        .replace("2024-11-17 23:12:00+0800", "2024-11-24 20:30:05+0800")
        .replace("image: https://pictures.example/19.webp", "image: ''")
        .replace("top: 1", "top: 0")
    )


def test_a_cover_that_two_weeks_share_belongs_to_the_series(tmp_path: Path) -> None:
    write(tmp_path / "week-18.md", WEEK.replace("Week19", "Week18").replace("2024-11-17", "2024-11-10"))
    write(tmp_path / "week-19.md", WEEK)
    assert next_week(tmp_path).fields["image"] == "https://pictures.example/19.webp"


def test_a_pin_that_two_weeks_share_belongs_to_the_series(tmp_path: Path) -> None:
    write(tmp_path / "week-18.md", WEEK.replace("Week19", "Week18").replace("2024-11-17", "2024-11-10"))
    write(tmp_path / "week-19.md", WEEK)
    assert next_week(tmp_path).fields["top"] == 1


@pytest.mark.parametrize(
    ("titles", "following"),
    [
        (("第 11 周：风", "第 12 周：雨"), "第 13 周"),
        (("第 12 周：雨",), "第 13 周"),
        (("Week 3 - rain", "Week 4 - snow"), "Week 5"),
        (("Weekly 3: what I read", "Weekly 4: what I read"), "Weekly 5: what I read"),
    ],
)
def test_a_subtitle_of_one_week_is_not_the_next_ones(tmp_path: Path, titles: tuple[str, ...], following: str) -> None:
    for day, title in enumerate(titles, 10):
        write(tmp_path / f"{day}.md", f"---\ntitle: '{title}'\ndate: 2024-11-{day}\n---\n")
    assert next_week(tmp_path).fields["title"] == following


def test_the_zone_stays_and_the_moment_is_now(tmp_path: Path) -> None:
    write(tmp_path / "week-19.md", WEEK)
    assert next_week(tmp_path, NOW.astimezone(UTC)).fields["date"] == "2024-11-24 20:30:05+0800"


def test_crlf_and_comments_of_the_head_stay(tmp_path: Path) -> None:
    text = "---\ntitle: Week 3 # weekly\n\n# where\ndate: 2024-11-17\n---\nText\n".replace("\n", "\r\n")
    write(tmp_path / "w.md", text)
    assert next_week(tmp_path).to_bytes() == (
        b"---\r\ntitle: Week 4 # weekly\r\n\r\n# where\r\ndate: 2024-11-24\r\n---\r\n"
    )


@pytest.mark.parametrize(
    ("title", "following"),
    [
        ("周记 Week19", "周记 Week20"),
        ("Week 3", "Week 4"),
        ("week-9: quiet", "week-10: quiet"),
        ("第 12 周", "第 13 周"),
        ("第12周", "第13周"),
        ("W07", "W08"),
        ("W09", "W10"),
        ("W99", "W100"),
        ("第十九周", "第二十周"),
        ("第九十九周", "第一百周"),
        ("周记 19", "周记 20"),
        ("2024 第 19 周", "2024 第 20 周"),
        ("Issue #41", "Issue #42"),
        ("第 8 期", "第 9 期"),
    ],
)
def test_the_title_goes_on_in_its_own_shape(title: str, following: str) -> None:
    found = series.numbered(title)
    assert found is not None and found.following(found.number + 1, found.year) == following


@pytest.mark.parametrize(
    ("title", "following"),
    [
        ("周记 Week19 (2024-11-11 ~ 2024-11-17)", "周记 Week20 (2024-11-18 ~ 2024-11-24)"),
        ("周记 Week19：2024-11-11～2024-11-17", "周记 Week20：2024-11-18～2024-11-24"),
        ("2024-11-11 ~ 2024-11-17 Week 19", "2024-11-18 ~ 2024-11-24 Week 20"),
        ("Week 19 (11.11 - 11.17): snow", "Week 20 (11.18 - 11.24)"),
        ("第 19 周：雪（11月11日～17日）", "第 20 周（11月18日～24日）"),
        ("Week 19 [2024-11-11 ~ 2024-11-15] notes", "Week 20 [2024-11-18 ~ 2024-11-24] notes"),
        ("2024 第 52 周 (2024-12-23 ~ 2024-12-29)", "2025 第 01 周 (2024-12-30 ~ 2025-01-05)"),
    ],
)
def test_a_range_in_the_title_moves_on_and_the_series_is_one(tmp_path: Path, title: str, following: str) -> None:
    write(tmp_path / "a.md", f"---\ntitle: '{title}'\ndate: 2024-11-17\n---\n")
    assert next_week(tmp_path).fields["title"] == following
    one, two = series.numbered(title), series.numbered(following)
    assert one is not None and two is not None and one.key == two.key


def test_a_range_alone_is_no_number_of_a_week() -> None:
    assert series.numbered("2024-11-04 ~ 2024-11-10 周记") is None


def test_numbers_and_days_of_the_head_go_on_with_the_week(tmp_path: Path) -> None:
    head = (
        "---\ntitle: Week {0}\ndate: 2024-11-{1}\nweek: {0}\nissue: {2}\nno: '0{0}'\nsize: 7\nlike: 9\ntop: {0}\n---\n"
    )
    write(tmp_path / "8.md", head.format(8, 10, 40))
    write(tmp_path / "9.md", head.format(9, 17, 41))
    found = next_week(tmp_path).fields
    assert (found["week"], found["issue"], found["no"], found["size"], found["like"]) == (10, 42, "10", 7, 9)
    (tmp_path / "8.md").unlink()
    found = next_week(tmp_path).fields
    assert (found["week"], found["issue"], found["no"], found["like"]) == (10, 41, "10", 9)
    head = "---\ntitle: Week 9\nexcerpt: 2024-11-11 ~ 2024-11-17\ndate: 2024-11-17\n"
    write(tmp_path / "9.md", head + "from: 2024-11-11\nto: 2024-11-17\n---\n")
    found = next_week(tmp_path).fields
    assert (found["from"], found["to"], found["date"]) == ("2024-11-18", "2024-11-24", "2024-11-24")


@pytest.mark.parametrize("title", ["Essay", "The week of 3 things", "2024", "Top 10 films", "Weekend 3", "一周"])
def test_a_title_without_a_series_tells_none(title: str) -> None:
    assert series.numbered(title) is None


def test_the_newest_weekly_series_goes_on_and_its_newest_post_counts(tmp_path: Path) -> None:
    for name, title, day in (
        ("old", "Week 52", "2022-01-01"), ("a", "周记 Week2", "2024-11-10"), ("b", "周记 Week10", "2024-11-03"),
        ("c", "第 40 期", "2024-11-20"), ("d", "Essay", "2024-11-22"),
    ):  # fmt: skip
        write(tmp_path / f"{name}.md", f"---\ntitle: {title}\ndate: {day}\n---\n")
    assert next_week(tmp_path).fields["title"] == "周记 Week3"


def test_a_week_that_was_already_begun_is_not_begun_again(tmp_path: Path) -> None:
    write(tmp_path / "week-19.md", WEEK)
    first = next_week(tmp_path)
    rows = [
        *scan.look(tmp_path, sites.site_of(tmp_path), {}).added,
        scan.row_of(first, sites.site_of(tmp_path)),
    ]
    unsaved = {first.path: first}
    second = series.next_week(
        rows,
        lambda path: unsaved.get(path) or read(path),
        NOW,
        folder=tmp_path,
        taken=lambda path: path in unsaved or path.exists(),
    )
    assert second.fields["title"] == "周记 Week21"
    assert second.fields["excerpt"] == "2024-11-18 ~ 2024-11-24."
    assert second.path == tmp_path / "week-21.md"


def test_a_year_in_the_title_turns_with_the_year(tmp_path: Path) -> None:
    write(
        tmp_path / "2024-w52.md",
        "---\ntitle: 2024 第 52 周\nexcerpt: 2024-12-23 ~ 2024-12-29\ndate: 2024-12-29\n---\n",
    )
    post = next_week(tmp_path, datetime(2025, 1, 5, tzinfo=UTC))
    assert post.fields["title"] == "2025 第 01 周"
    assert post.fields["excerpt"] == "2024-12-30 ~ 2025-01-05"
    assert post.path.name == "2025-w01.md"


@pytest.mark.parametrize(
    ("name", "following"),
    [
        ("week-19.md", "week-20.md"),
        ("week-19/index.md", "week-20/index.md"),
        ("posts/w019.markdown", "posts/w020.markdown"),
        ("2024-11-17-week-19.md", "2024-11-24-week-20.md"),
        ("2024-11-17.md", "2024-11-24.md"),
        ("2024-11-10.md", "2024-11-17.md"),
        ("20241117.md", "20241124.md"),
        ("quiet.md", "zhou-ji-week20.md"),
        ("week-19-2024-11-04-2024-11-10.md", "week-20-2024-11-11-2024-11-17.md"),
        ("2024-11-17-quiet.md", "2024-11-24-zhou-ji-week20.md"),
    ],
)
def test_the_file_is_named_like_the_last_one(tmp_path: Path, name: str, following: str) -> None:
    write(tmp_path / name, WEEK)
    assert next_week(tmp_path).path == tmp_path / following


def test_no_file_is_ever_written_over(tmp_path: Path) -> None:
    write(tmp_path / "week-19.md", WEEK)
    write(tmp_path / "week-20.md", "no week at all")
    assert next_week(tmp_path).path == tmp_path / "week-20-2.md"


def test_a_journal_without_a_series_is_told_so(tmp_path: Path) -> None:
    write(tmp_path / "a.md", "---\ntitle: Essay\n---\n")
    with pytest.raises(JournalError, match="No weekly series"):
        next_week(tmp_path)


@pytest.mark.parametrize(
    ("text", "following"),
    [
        ("2024-11-04 ~ 2024-11-10. ", "2024-11-11 ~ 2024-11-17. "),
        ("2024-11-04~2024-11-10", "2024-11-11~2024-11-17"),
        ("2024/11/4 - 2024/11/10", "2024/11/11 - 2024/11/17"),
        ("2024.12.23 — 2024.12.29。", "2024.12.30 — 2025.01.05。"),
        ("11月4日～11月10日", "11月11日～11月17日"),
        ("11月4日~10日", "11月11日~17日"),
        ("2024年11月25日至12月1日", "2024年12月2日至12月8日"),
        ("11.04-11.10", "11.11-11.17"),
        ("2024-11-04 to 2024-11-10", "2024-11-11 to 2024-11-17"),
        ("本周：2024-11-04 ~ 2024-11-10，写论文", "本周：2024-11-11 ~ 2024-11-17，"),
        ("2024-11-03 ~ 2024-11-09", "2024-11-11 ~ 2024-11-17"),
        ("2024-11-04 ~ 2024-11-08", "2024-11-11 ~ 2024-11-17"),
        ("2025-02-24 ~ 2025-03-02", "2025-03-03 ~ 2025-03-09"),
    ],
)
def test_a_range_moves_to_the_next_monday_to_sunday_in_its_own_shape(text: str, following: str) -> None:
    week = ranges.next_week(text, date(2024, 11, 17))
    assert week is not None
    assert week.next_text == following
    assert (week.next_first.weekday(), week.next_last.weekday()) == (0, 6)


@pytest.mark.parametrize("text", ["", "no range", "2024-11-04", "2024-13-45 ~ 2024-13-50", "2024-11-10 ~ 2024-11-04"])
def test_a_text_without_a_range_has_none(text: str) -> None:
    assert ranges.next_week(text, date(2024, 11, 17)) is None
