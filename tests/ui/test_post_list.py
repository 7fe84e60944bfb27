"""The post list: a listing shown, wishes reported, the place kept."""

from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor, QContextMenuEvent, QImage
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QMenu, QPushButton
from pytestqt.qtbot import QtBot

from journal_app.library.query import Listing, Query
from journal_app.library.row import PostRow
from journal_app.ui.post_list import PostCommand, PostList, local_cover
from journal_app.ui.post_list_header import filter_words, number_words
from journal_app.ui.post_list_model import UNSAVED, day, second_line, spoken, third_line
from journal_app.ui.theme import DARK, LIGHT
from journal_app.ui.thumbnails import read_square

FOLDER = Path("/journal")
ROWS = tuple(
    PostRow(FOLDER / f"week-{n}.md", title=f"周记 Week{n}", date=f"2024-01-{n:02}", words=n) for n in range(1, 31)
)


@pytest.fixture
def posts(qtbot: QtBot) -> PostList:
    made = PostList()
    qtbot.addWidget(made)
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
    with qtbot.waitSignal(posts.post_command_requested) as wish:
        qtbot.keyClick(posts.view, Qt.Key.Key_Delete)
    assert wish.args == [PostCommand("delete_post", ROWS[1].path)]


def test_the_right_button_offers_commands_for_its_row_and_opens_nothing(qtbot: QtBot, posts: PostList) -> None:
    posts.show_current(ROWS[0].path)
    opened = QSignalSpy(posts.post_requested)
    click(qtbot, posts, 3, Qt.MouseButton.RightButton)
    assert current(posts) == ROWS[0].path
    assert opened.count() == 0


@pytest.mark.qt_log_ignore("grabbing the keyboard", extend=True)
def test_a_command_of_the_menu_names_the_row_it_was_opened_on(qtbot: QtBot, posts: PostList) -> None:
    viewport = posts.view.viewport()
    place = posts.view.visualRect(posts.view.model().index(3, 0)).center()
    event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, place, viewport.mapToGlobal(place))
    QApplication.sendEvent(viewport, event)
    menu = next(child for child in posts.findChildren(QMenu) if child.isVisible())
    rename = next(action for action in menu.actions() if action.text().startswith("Rename"))
    with qtbot.waitSignal(posts.post_command_requested) as wish:
        rename.trigger()
    menu.close()
    assert wish.args == [PostCommand("rename_post", ROWS[3].path)]


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


def test_the_cross_clears_the_filter_and_keeps_the_order(qtbot: QtBot, posts: PostList) -> None:
    query = Query(text="x", category="Daily Talk", tags=("科研",), sort="title", descending=False)
    posts.show_listing(Listing(), query)
    assert posts.header.search.text() == "x"
    with qtbot.waitSignal(posts.query_requested) as wish:
        posts.header.clear_filter()
    assert wish.args == [Query(sort="title", descending=False)]
    assert posts.header.search.text() == ""


def test_the_order_is_chosen_in_a_menu(qtbot: QtBot, posts: PostList) -> None:
    actions = {action.text(): action for action in posts.header.findChildren(QMenu)[0].actions()}
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
    posts.show_listing(Listing(), Query(tags=("科研",)))
    assert posts._empty.state == "filtered"
    with qtbot.waitSignal(posts.query_requested) as wish:
        qtbot.mouseClick(posts._empty.findChild(QPushButton), Qt.MouseButton.LeftButton)
    assert wish.args == [Query()]


def test_the_filter_is_told_in_words() -> None:
    assert filter_words(Query()) == "All posts"
    query = Query(section="drafts", category="Daily Talk", tags=("科研", "读书"), year="2024", text="雨")
    assert filter_words(query) == 'Drafts · Daily Talk · #科研 · #读书 · 2024 · "雨"'


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
    assert [number_words(count) for count in (0, 1, 2000)] == ["No posts", "1 post", "2,000 posts"]
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


def test_rows_of_every_kind_can_be_painted_in_both_modes(qtbot: QtBot, posts: PostList) -> None:
    odd = PostRow(FOLDER / "x.md", title="t" * 500, excerpt="e" * 5000, draft=True, pinned=2, error="bad " * 99)
    for width in (120, 272):
        posts.resize(width, 300)
        posts.show_listing(Listing((odd, *ROWS)), Query(), unsaved=frozenset({odd.path}), current=odd.path)
        for tokens in (LIGHT, DARK):
            posts.set_tokens(tokens)
            assert not posts.grab().isNull()


def test_words_of_the_filter_are_cut_only_where_there_is_no_room(qtbot: QtBot, posts: PostList) -> None:
    header = posts.header
    for tags in (("rust",), ("rust", "python", "reading"), ()):
        posts.show_listing(Listing(ROWS[:2]), Query(tags=tags))
        for width in (200, 240, 271, 360, 500):
            posts.resize(width, 500)
            QApplication.sendPostedEvents()
            header.layout().activate()
            last = header._clear if header._clear.isVisible() else header._words
            free = header._sort.x() - last.geometry().right()
            assert free >= 0
            assert "…" not in header._words.text() or free <= 24, (tags, width, header._words.text())
            needed = header._words.fontMetrics().horizontalAdvance(header._words.text())
            assert header._words.width() >= needed or width < 240


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
