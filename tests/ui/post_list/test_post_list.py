"""The post list: a listing shown, wishes reported, the place kept."""

import gzip
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from journal_app.library.lists.listing import Heading, Listing, Member
from journal_app.library.row import PostRow
from journal_app.library.search.query import Choice, Query
from journal_app.ui.actions import make_actions
from journal_app.ui.facet_words import count_words, filter_words, heading_words, month_words, week_words
from journal_app.ui.lists.places import HEADING, Places
from journal_app.ui.post_list.look import ListLook, local_cover
from journal_app.ui.post_list.model import UNSAVED, day, second_line, spoken, third_line
from journal_app.ui.post_list.post_list import PostList
from journal_app.ui.style.theme import DARK, LIGHT
from journal_app.ui.style.thumbnails import read_square

FOLDER = Path("/journal")
ROWS = tuple(
    PostRow(FOLDER / f"week-{n}.md", title=f"周记 Week{n}", date=f"2024-01-{n:02}", words=n) for n in range(1, 31)
)


@pytest.fixture
def posts(qtbot: QtBot) -> PostList:
    made = PostList()
    qtbot.addWidget(made)
    made.set_actions(make_actions(made))
    made.resize(272, 500)
    made.show_listing(Listing(ROWS), Query())
    made.show()
    return made


def current(posts: PostList) -> Path:
    return posts.view.currentIndex().data(Qt.ItemDataRole.UserRole).path


def click(qtbot: QtBot, posts: PostList, number: int, button: Qt.MouseButton = Qt.MouseButton.LeftButton) -> None:
    place = posts.view.visualRect(posts.view.model().index(number, 0)).center()
    qtbot.mouseClick(posts.view.viewport(), button, pos=place)


def test_a_click_asks_for_the_post_once(qtbot: QtBot, posts: PostList) -> None:
    spy = QSignalSpy(posts.post_requested)
    click(qtbot, posts, 2)
    assert [spy.at(n)[0] for n in range(spy.count())] == [ROWS[2].path]


def test_a_click_on_the_open_post_asks_for_nothing(qtbot: QtBot, posts: PostList) -> None:
    posts.show_current(ROWS[2].path)
    spy = QSignalSpy(posts.post_requested)
    click(qtbot, posts, 2)
    assert spy.count() == 0


def test_showing_a_listing_or_the_open_post_is_no_wish(posts: PostList) -> None:
    spy = QSignalSpy(posts.post_requested)
    posts.show_current(ROWS[4].path)
    posts.show_listing(Listing(ROWS[3:]), Query(), current=ROWS[4].path)
    posts.view.setFocus()
    assert spy.count() == 0
    assert current(posts) == ROWS[4].path


def test_taking_the_focus_opens_no_post(qtbot: QtBot, posts: PostList) -> None:
    spy = QSignalSpy(posts.post_requested)
    posts.header.search.setFocus()
    posts.view.setFocus(Qt.FocusReason.TabFocusReason)
    assert spy.count() == 0


def test_up_and_down_move_and_open(qtbot: QtBot, posts: PostList) -> None:
    posts.show_current(ROWS[4].path)
    spy = QSignalSpy(posts.post_requested)
    qtbot.keyClick(posts.view, Qt.Key.Key_Down)
    posts.show_current(ROWS[5].path)
    qtbot.keyClick(posts.view, Qt.Key.Key_Up)
    assert [spy.at(n)[0] for n in range(spy.count())] == [ROWS[5].path, ROWS[4].path]


def test_next_and_previous_start_from_the_open_post_and_stop_at_the_ends(posts: PostList) -> None:
    spy = QSignalSpy(posts.post_requested)
    posts.show_current(ROWS[28].path)
    posts.next_post()
    posts.show_current(ROWS[29].path)
    posts.next_post()
    assert [spy.at(n)[0] for n in range(spy.count())] == [ROWS[29].path]


def test_enter_goes_to_the_text_and_delete_asks_to_delete(qtbot: QtBot, posts: PostList) -> None:
    posts.show_current(ROWS[1].path)
    with qtbot.waitSignal(posts.editor_focus_requested):
        qtbot.keyClick(posts.view, Qt.Key.Key_Return)
    targets: list[tuple[Path, ...]] = []
    posts._actions["delete_post"].triggered.connect(lambda: targets.append(posts.targets))
    qtbot.keyClick(posts.view, Qt.Key.Key_Delete)
    assert targets == [(ROWS[1].path,)]
    assert posts.targets == ()


def test_the_right_button_offers_commands_for_its_row_and_opens_nothing(qtbot: QtBot, posts: PostList) -> None:
    posts.show_current(ROWS[0].path)
    opened = QSignalSpy(posts.post_requested)
    click(qtbot, posts, 3, Qt.MouseButton.RightButton)
    assert current(posts) == ROWS[0].path
    assert opened.count() == 0


def open_menu(posts: PostList, number: int) -> QMenu:
    viewport = posts.view.viewport()
    place = posts.view.visualRect(posts.view.model().index(number, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    return next(child for child in posts.findChildren(QMenu) if child.isVisible())


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_an_action_of_the_menu_is_meant_for_the_row_it_was_opened_on(qtbot: QtBot, posts: PostList) -> None:
    click(qtbot, posts, 3, Qt.MouseButton.RightButton)
    menu = open_menu(posts, 3)
    targets: list[tuple[Path, ...]] = []
    rename = posts._actions["rename_post"]
    assert rename in menu.actions()
    rename.triggered.connect(lambda: targets.append(posts.targets))
    rename.trigger()
    menu.close()
    assert targets == [(ROWS[3].path,)]
    qtbot.waitUntil(lambda: posts.targets == ())


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_the_menu_of_many_posts_holds_only_what_can_be_done_with_many(qtbot: QtBot, posts: PostList) -> None:
    click(qtbot, posts, 1)
    press(qtbot, posts, 3, Qt.KeyboardModifier.ShiftModifier)
    menu = open_menu(posts, 2)
    names = [action.objectName() for action in menu.actions() if not action.isSeparator()]
    assert names == ["change_posts", "export_posts", "delete_post"]
    assert posts.targets == tuple(row.path for row in ROWS[1:4])
    menu.close()


def test_rows_that_come_and_go_leave_the_view_where_it_was(posts: PostList) -> None:
    posts.show_current(ROWS[20].path)
    top = posts.view.indexAt(QPoint(5, 5)).data(Qt.ItemDataRole.UserRole).path
    posts.show_listing(Listing(ROWS[2:]), Query(), current=ROWS[20].path)
    assert posts.view.indexAt(QPoint(5, 5)).data(Qt.ItemDataRole.UserRole).path == top
    assert current(posts) == ROWS[20].path


def test_rows_that_come_in_above_do_not_push_a_list_from_its_top(posts: PostList) -> None:
    posts.show_listing(Listing(ROWS[3:]), Query(), current=ROWS[3].path)
    posts.show_listing(Listing(ROWS), Query(), current=ROWS[3].path)
    assert posts.view.verticalScrollBar().value() == 0


def test_a_change_of_one_row_is_no_new_list(posts: PostList) -> None:
    resets = QSignalSpy(posts.view.model().modelReset)
    rows = (replace(ROWS[0], title="Another"), *ROWS[1:])
    posts.show_listing(Listing(rows), Query(), unsaved=frozenset({ROWS[1].path}))
    assert resets.count() == 0
    assert posts.view.model().index(0, 0).data() == "Another"
    assert posts.view.model().index(1, 0).data(UNSAVED) is True


def test_typing_in_the_search_box_asks_once_for_the_text(qtbot: QtBot, posts: PostList) -> None:
    spy = QSignalSpy(posts.query_requested)
    qtbot.keyClicks(posts.header.search, "rain")
    qtbot.waitUntil(lambda: spy.count() > 0)
    assert [spy.at(n)[0] for n in range(spy.count())] == [Query(text="rain")]


def test_an_answer_to_an_earlier_search_does_not_touch_what_is_being_typed(qtbot: QtBot, posts: PostList) -> None:
    qtbot.keyClicks(posts.header.search, "ra")
    qtbot.keyClicks(posts.header.search, "in")
    posts.show_listing(Listing(ROWS), Query(text="ra"))
    assert posts.header.search.text() == "rain"


def test_the_search_box_can_be_emptied_with_the_mouse(qtbot: QtBot, posts: PostList) -> None:
    posts.show_listing(Listing(), Query(text="x"))
    with qtbot.waitSignal(posts.query_requested) as wish:
        posts.header._empty.trigger()
    assert wish.args == [Query()]
    assert not posts.header._empty.isVisible()


NARROW = Query(
    text="x",
    choices=(Choice("category", "Daily Talk"), Choice("tag", "科研", "or"), Choice("tag", "读书", "not")),
    sort="title",
    descending=False,
)


def test_the_filter_stands_in_chips_that_can_each_be_taken_out(qtbot: QtBot, posts: PostList) -> None:
    posts.resize(700, 500)
    posts.show_listing(Listing(), NARROW)
    chips = posts.header.chips
    assert [chip.text() for chip in chips.chips] == ["Daily Talk", "or #科研", "not #读书", '"x"']
    with qtbot.waitSignal(posts.query_requested) as wish:
        qtbot.mouseClick(chips.chips[1], Qt.MouseButton.LeftButton)
    assert wish.args[0].choices == (NARROW.choices[0], NARROW.choices[2])
    with qtbot.waitSignal(posts.query_requested) as wish:
        qtbot.keyClick(chips.chips[3], Qt.Key.Key_Delete)
    assert wish.args == [replace(NARROW, text="")]
    assert posts.header.search.text() == ""


def test_a_chip_shows_the_ampersand_of_a_name(posts: PostList) -> None:
    posts.show_listing(Listing(), Query(choices=(Choice("tag", "R&D"),)))
    (chip,) = posts.header.chips.chips
    assert chip.text() == "#R&&D"
    assert chip.shortcut().isEmpty()


def test_chips_without_room_stand_in_a_menu(qtbot: QtBot, posts: PostList) -> None:
    many = tuple(Choice("tag", f"a rather long tag {number}") for number in range(9))
    for width in (200, 271, 400, 700):
        posts.resize(width, 500)
        posts.show_listing(Listing(), Query(choices=many))
        QApplication.sendPostedEvents()
        line = posts.header.chips
        shown = line.chips
        assert shown and len(shown) + len(line._menu.actions()) == 9
        edges = [chip.geometry() for chip in (*shown, line._more, line.save, line.clear)]
        assert all(left.right() < right.left() for left, right in pairwise(edges)), width
        assert edges[-1].right() < line.width()
    with qtbot.waitSignal(posts.query_requested) as wish:
        line._menu.actions()[-1].trigger()
    assert wish.args == [Query(choices=many[:-1])]


def test_a_filter_is_cleared_at_once_and_keeps_the_order(qtbot: QtBot, posts: PostList) -> None:
    posts.show_listing(Listing(), NARROW)
    assert posts.header.search.text() == "x"
    with qtbot.waitSignal(posts.query_requested) as wish:
        posts.header.clear_filter()
    assert wish.args == [Query(sort="title", descending=False)]
    assert posts.header.search.text() == ""
    posts.show_listing(Listing(ROWS), wish.args[0])
    assert posts.header.chips.isHidden()


def test_a_search_can_be_kept(qtbot: QtBot, posts: PostList) -> None:
    posts.show_listing(Listing(), NARROW)
    with qtbot.waitSignal(posts.save_search_requested):
        posts.header.chips.save.click()


def test_the_order_is_chosen_in_a_menu(qtbot: QtBot, posts: PostList) -> None:
    actions = {action.text(): action for action in posts.header.sort.menu().actions()}
    with qtbot.waitSignal(posts.query_requested) as wish:
        actions["Title"].trigger()
    assert wish.args == [Query(sort="title", descending=False)]
    with qtbot.waitSignal(posts.query_requested) as wish:
        actions["Oldest first"].trigger()
    assert wish.args == [Query(descending=False)]


def test_an_empty_list_says_why_and_offers_the_way_out(qtbot: QtBot, posts: PostList) -> None:
    posts.show_listing(Listing(), Query())
    assert posts._empty.state == "none"
    posts.set_scanning(True)
    assert posts._empty.state == "scanning"
    posts.set_scanning(False)
    posts.show_listing(Listing(), Query(choices=(Choice("tag", "科研"),)))
    assert posts._empty.state == "filtered"
    with qtbot.waitSignal(posts.query_requested) as wish:
        qtbot.mouseClick(posts._empty.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert wish.args == [Query()]


def test_the_filter_is_told_in_words() -> None:
    assert filter_words(Query()) == "All posts"
    choices = (
        Choice("section", "drafts"),
        Choice("category", "Life/Daily"),
        Choice("tag", "科研", "or"),
        Choice("tag", "读书", "not"),
        Choice("date", "2024-05"),
    )
    words = filter_words(Query(choices=choices, text="雨"))
    assert words == 'Drafts · Life › Daily · or #科研 · not #读书 · May 2024 · "雨"'


@pytest.mark.parametrize(
    ("date", "shown"),
    [
        ("2024-11-17 23:12:00+0800", "2024-11-17"),
        ("2024-11-17T23:12:00Z", "2024-11-17"),
        ("2024/11/17", "2024/11/17"),
        ("11/17/2024", "11/17/2024"),
        ("some day", "some day"),
        ("", ""),
    ],
)
def test_a_row_shows_the_day_as_it_is_written(date: str, shown: str) -> None:
    assert day(date) == shown


def test_a_row_tells_everything_in_words_too() -> None:
    row = PostRow(FOLDER / "a.md", title="A", date="2024-11-17", words=1968, excerpt="x\n y", draft=True, pinned=1)
    assert second_line(row) == "2024-11-17 · 1,968 words"
    assert second_line(PostRow(FOLDER / "a.md", words=1)) == "1 word"
    assert [count_words(count) for count in (0, 1, 2000)] == ["No posts", "1 post", "2,000 posts"]
    assert third_line(row) == "x y"
    assert spoken(row, True) == "A, unsaved, Draft, Pinned, 2024-11-17, 1,968 words, x y"
    broken = PostRow(FOLDER / "b.md", error="The head does not parse.")
    assert spoken(broken, False) == "b.md, Problem: The head does not parse."


def test_covers_from_the_web_or_from_the_root_are_not_looked_for() -> None:
    row = PostRow(FOLDER / "a" / "index.md", cover="cover.png")
    assert local_cover(row) == FOLDER / "a" / "cover.png"
    for cover in ("", "https://a.b/c.png", "//a.b/c.png", "/etc/passwd", "data:image/png;base64,"):
        assert local_cover(replace(row, cover=cover)) is None


def test_a_local_cover_is_read_and_painted_without_blocking(qtbot: QtBot, tmp_path: Path) -> None:
    image = QImage(200, 100, QImage.Format.Format_RGB32)
    image.fill(QColor("#00ff00"))
    assert image.save(str(tmp_path / "cover.png"))
    posts = PostList()
    qtbot.addWidget(posts)
    posts.resize(272, 300)
    posts.show_listing(Listing((PostRow(tmp_path / "a.md", title="A", cover="cover.png"),)), Query())
    with qtbot.waitSignal(posts._thumbnails.ready):
        posts.show()
    shot = posts.view.viewport().grab().toImage()
    assert shot.pixelColor(QPoint(272 - 40, 34) * shot.devicePixelRatio()) == QColor("#00ff00")


def test_a_picture_that_cannot_be_read_gives_no_thumbnail(tmp_path: Path) -> None:
    (tmp_path / "broken.png").write_bytes(b"\x89PNG\r\n\x1a\n nothing")
    assert read_square(tmp_path / "broken.png", 52).isNull()
    assert read_square(tmp_path, 52).isNull()
    assert read_square(tmp_path / "missing.png", 52).isNull()


def test_a_drawing_is_drawn_small_unless_it_opens_files_or_grows_without_end(tmp_path: Path) -> None:
    secret = QImage(9, 9, QImage.Format.Format_RGB32)
    secret.fill(QColor("#ff00ff"))
    assert secret.save(str(tmp_path / "secret.png"))
    head = "<svg xmlns='http://www.w3.org/2000/svg' xmlns:xlink='http://www.w3.org/1999/xlink' width='9' height='9'>"
    levels = "".join(f"<g id='a{n}'>" + f"<use xlink:href='#a{n - 1}'/>" * 10 + "</g>" for n in range(1, 12))
    drawings = {
        "calm.svg": f"{head}<rect width='9' height='9' fill='#00ff00'/></svg>".encode(),
        "reads.svg": f"{head}<image xlink:href='{tmp_path}/secret.png' width='9' height='9'/></svg>".encode(),
        "grows.svg": f"{head}<g id='a0'><rect width='9' height='9'/></g>{levels}</svg>".encode(),
    }
    drawings["packed.svg"] = gzip.compress(drawings["grows.svg"])
    for name, data in drawings.items():
        (tmp_path / name).write_bytes(data)
    assert read_square(tmp_path / "calm.svg", 52).pixelColor(26, 26) == QColor("#00ff00")
    for name in ("reads.svg", "grows.svg", "packed.svg"):
        assert read_square(tmp_path / name, 52).isNull()


def test_rows_of_every_kind_can_be_painted_in_both_modes(qtbot: QtBot, posts: PostList) -> None:
    odd = PostRow(FOLDER / "x.md", title="t" * 500, excerpt="e" * 5000, draft=True, pinned=2, error="bad " * 99)
    for width in (120, 272):
        posts.resize(width, 300)
        posts.show_listing(Listing((odd, *ROWS)), Query(), unsaved=frozenset({odd.path}), current=odd.path)
        for tokens in (LIGHT, DARK):
            posts.set_tokens(tokens)
            assert not posts.grab().isNull()


def press(qtbot: QtBot, posts: PostList, number: int, modifier: Qt.KeyboardModifier) -> None:
    place = posts.view.visualRect(posts.view.model().index(number, 0)).center()
    qtbot.mouseClick(posts.view.viewport(), Qt.MouseButton.LeftButton, modifier, place)


def test_shift_and_ctrl_gather_posts_without_opening_them(qtbot: QtBot, posts: PostList) -> None:
    click(qtbot, posts, 1)
    opened = QSignalSpy(posts.post_requested)
    gathered = QSignalSpy(posts.selection_changed)
    press(qtbot, posts, 3, Qt.KeyboardModifier.ShiftModifier)
    press(qtbot, posts, 0, Qt.KeyboardModifier.ControlModifier)
    assert posts.selection == tuple(row.path for row in ROWS[:4])
    assert opened.count() == 0
    assert gathered.count() == 2


def test_the_keyboard_gathers_a_range(qtbot: QtBot, posts: PostList) -> None:
    posts.show_current(ROWS[4].path)
    opened = QSignalSpy(posts.post_requested)
    qtbot.keyClick(posts.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    qtbot.keyClick(posts.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert posts.selection == tuple(row.path for row in ROWS[4:7])
    assert opened.count() == 0


def test_selected_posts_stay_selected_while_rows_come_and_go(qtbot: QtBot, posts: PostList) -> None:
    click(qtbot, posts, 1)
    press(qtbot, posts, 3, Qt.KeyboardModifier.ControlModifier)
    posts.show_listing(Listing(ROWS[2:]), Query(), current=ROWS[1].path)
    assert posts.selection == (ROWS[3].path,)


def test_the_menu_button_selects_the_row_under_it_but_keeps_a_selection_it_is_in(qtbot: QtBot, posts: PostList) -> None:
    click(qtbot, posts, 1)
    press(qtbot, posts, 2, Qt.KeyboardModifier.ShiftModifier)
    click(qtbot, posts, 2, Qt.MouseButton.RightButton)
    assert posts.selection == (ROWS[1].path, ROWS[2].path)
    click(qtbot, posts, 4, Qt.MouseButton.RightButton)
    assert posts.selection == (ROWS[4].path,)


def test_space_gathers_the_row_with_the_focus(qtbot: QtBot, posts: PostList) -> None:
    posts.show_current(ROWS[4].path)
    opened = QSignalSpy(posts.post_requested)
    qtbot.keyClick(posts.view, Qt.Key.Key_Down, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(posts.view, Qt.Key.Key_Space)
    assert posts.selection == (ROWS[4].path, ROWS[5].path)
    qtbot.keyClick(posts.view, Qt.Key.Key_Space)
    assert posts.selection == (ROWS[4].path,)
    assert opened.count() == 0


def test_home_end_and_pages_move_and_ctrl_a_selects_all(qtbot: QtBot, posts: PostList) -> None:
    posts.show_current(ROWS[4].path)
    qtbot.keyClick(posts.view, Qt.Key.Key_End)
    assert current(posts) == ROWS[-1].path
    qtbot.keyClick(posts.view, Qt.Key.Key_PageUp)
    assert ROWS[10].path != current(posts) != ROWS[-1].path
    qtbot.keyClick(posts.view, Qt.Key.Key_Home)
    assert current(posts) == ROWS[0].path
    qtbot.keyClick(posts.view, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert posts.selection == tuple(row.path for row in ROWS)


def test_typing_in_the_list_goes_to_the_next_title_that_begins_so_or_holds_it(qtbot: QtBot, posts: PostList) -> None:
    rows = tuple(PostRow(FOLDER / f"{n}.md", title=t) for n, t in enumerate(("Alpha", "Beta", "Bob", "雨天 Beta")))
    posts.show_listing(Listing(rows), Query())
    posts.view.keyboardSearch("b")
    assert current(posts) == rows[1].path
    posts.view.keyboardSearch("o")
    assert current(posts) == rows[2].path
    posts.view._typed, posts.view._typing = "", type(posts.view._typing)()
    posts.view.keyboardSearch("雨")
    assert current(posts) == rows[3].path


GROUPS = (Heading(0, "pinned"), Heading(2, "week", "2024-11-11"), Heading(25, "undated"))


def test_headings_stand_between_rows_and_are_no_rows(qtbot: QtBot, posts: PostList) -> None:
    posts.show_listing(Listing(ROWS, headings=GROUPS), Query(group="week"))
    view = posts.view
    first, second, third = (view.visualRect(view.model().index(number, 0)) for number in range(3))
    assert first.top() == HEADING
    assert second.top() == first.bottom() + 1
    assert third.top() == second.bottom() + 1 + HEADING
    assert not view.indexAt(QPoint(5, third.top() - 5)).isValid()
    assert view.indexAt(QPoint(5, third.top() + 5)).row() == 2
    opened = QSignalSpy(posts.post_requested)
    qtbot.mouseClick(view.viewport(), Qt.MouseButton.LeftButton, pos=QPoint(5, third.top() - 5))
    assert opened.count() == 0
    click(qtbot, posts, 2)
    assert opened.count() == 1
    posts.show_current(ROWS[25].path)
    assert view.visualRect(view.model().index(25, 0)).bottom() <= view.viewport().height()
    assert not posts.grab().isNull()


@given(
    st.integers(0, 60),
    st.integers(1, 90),
    st.lists(st.integers(0, 59), unique=True, max_size=9).map(sorted),
    st.integers(-50, 9000),
)
def test_every_place_is_a_row_a_heading_or_outside(count: int, height: int, starts: list[int], y: int) -> None:
    starts = [start for start in starts if start < count]
    places = Places(starts, height, count)
    edges = []
    top = 0
    for row in range(count):
        top += HEADING if row in starts else 0
        edges.append((top, top + height))
        assert places.top(row) == top
        assert places.has_heading(row) == (row in starts)
        top += height
    assert places.height == top
    there = [row for row, (start, end) in enumerate(edges) if start <= y < end]
    assert places.row_at(y) == (there[0] if there else None)
    seen = [row for row, (start, end) in enumerate(edges) if start <= y + 200 and end > y]
    assert list(places.rows_between(y, y + 200)) == seen


def test_groups_are_told_in_words() -> None:
    assert month_words("2024-05") == "May 2024"
    assert week_words("2024-11-11") == "Week 46 · 11 – 17 November 2024"
    assert week_words("2024-10-28") == "Week 44 · 28 October – 3 November 2024"
    assert week_words("2025-12-29") == "Week 1 · 29 December 2025 – 4 January 2026"
    assert [heading_words(heading) for heading in GROUPS] == ["Pinned", week_words("2024-11-11"), "Others"]


def test_columns_leave_out_what_finds_no_room_and_sort_by_a_click(qtbot: QtBot, posts: PostList) -> None:
    told = QSignalSpy(posts.look_edited)
    posts.header.sort.columns_requested.emit(True)
    assert told.at(0)[0].columns and not posts.columns.isHidden()
    QApplication.sendPostedEvents()
    assert [name for name, _, _ in posts.columns.places()] == ["title", "date", "length"]
    posts.resize(700, 500)
    QApplication.sendPostedEvents()
    assert [name for name, _, _ in posts.columns.places()] == ["title", "date", "length", "changed", "series"]
    last = posts.columns.places()[-1]
    assert last[1] + last[2] == posts.columns.viewport().width()
    assert posts.view.visualRect(posts.view.model().index(0, 0)).height() < 40
    with qtbot.waitSignal(posts.query_requested) as wish:
        posts.columns.sectionClicked.emit(0)
    assert wish.args == [Query(sort="title", descending=False)]
    with qtbot.waitSignal(posts.query_requested) as wish:
        posts.columns.sectionClicked.emit(1)
    assert wish.args == [Query(descending=False)]


def test_widths_of_columns_are_told_and_taken_up_again(qtbot: QtBot, posts: PostList) -> None:
    posts.resize(700, 500)
    posts.set_look(ListLook(True, {"date": 140, "length": -3, "colour": 9}))
    QApplication.sendPostedEvents()
    assert posts.columns.widths["date"] == 140
    with qtbot.waitSignal(posts.look_edited) as told:
        posts.columns.resizeSection(1, 120)
    assert told.args[0].widths["date"] == 120
    assert ListLook.of(told.args[0].plain()) == told.args[0]
    with qtbot.waitSignal(posts.look_edited) as told:
        posts.columns.resizeSection(0, posts.columns.sectionSize(0) + 20)
    assert told.args[0].widths["date"] == 100
    assert ListLook.of({"columns": 3, "widths": []}) == ListLook()


def test_many_selected_rows_can_be_painted_as_cards_and_in_columns(qtbot: QtBot, posts: PostList) -> None:
    listing = Listing(ROWS, headings=GROUPS, members={ROWS[0].path: Member("周记 Week", 1)})
    for columns in (False, True):
        posts.set_look(ListLook(columns))
        posts.resize(700, 300)
        posts.show_listing(listing, Query(group="week"), unsaved=frozenset({ROWS[0].path}), current=ROWS[0].path)
        posts.view.selectAll()
        for tokens in (LIGHT, DARK):
            posts.set_tokens(tokens)
            assert not posts.grab().isNull()
