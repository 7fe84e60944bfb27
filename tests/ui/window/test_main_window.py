"""The window: panes, layout, drops, closing, and its bars and notices."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app.library.lists.listing import Listing
from journal_app.library.row import PostRow
from journal_app.library.search.query import Choice, Query
from journal_app.ui.actions import make_actions
from journal_app.ui.metadata.place import FormPlace
from journal_app.ui.post_list.post_list import PostList
from journal_app.ui.sidebar.sidebar import Sidebar
from journal_app.ui.style.theme import DARK, LIGHT
from journal_app.ui.window.banner import Banner, Notice, NoticeChoice
from journal_app.ui.window.main_window import MainWindow, Panes
from journal_app.ui.window.status_bar import PostStatus, Progress, StatusBar, change_words, length_words, state_words

Make = Callable[..., MainWindow]


@pytest.fixture
def make(qtbot: QtBot) -> Make:
    def made(may_close: Callable[[], bool] = lambda: True) -> MainWindow:
        actions: dict[str, QAction] = {}
        window = MainWindow(
            actions := make_actions(QApplication.instance()),
            Panes(Sidebar(), PostList(), FormPlace(), QPlainTextEdit(), QLabel("preview")),
            may_close,
        )
        window.setProperty("actions", list(actions))
        qtbot.addWidget(window)
        return window

    return made


def widths(window: MainWindow) -> list[int]:
    return window._splitter.sizes()


PANES = ("sidebar", "list", "preview")


def seen(window: MainWindow) -> list[str]:
    return [name for name in PANES if window._panes[name].isVisible()]


def test_panes_that_find_no_room_go_and_come_back(qtbot: QtBot, make: Make) -> None:
    window = make()
    window.show()
    wide = widths(window)
    layout = window.layout_state()
    for width, panes in ((822, ["sidebar", "list"]), (640, ["sidebar", "list"]), (1280, list(PANES))):
        window.resize(width, 500)
        qtbot.waitUntil(lambda panes=panes: seen(window) == panes)
        qtbot.waitUntil(lambda: sum(widths(window)) <= window.width())
        assert window._actions["toggle_preview"].isChecked() == ("preview" in panes)
        state = window.layout_state()
        assert (state["hidden"], state["widths"]) == ([], layout["widths"])
    assert widths(window) == wide


def test_a_pane_that_is_asked_for_takes_the_place_of_another(qtbot: QtBot, make: Make) -> None:
    window = make()
    window.show()
    window.resize(640, 500)
    qtbot.waitUntil(lambda: seen(window) == ["sidebar", "list"])
    window.set_pane_shown("preview", True)
    assert seen(window) == ["preview"] and sum(widths(window)) <= 640
    window.set_pane_shown("preview", False)
    assert seen(window) == ["sidebar", "list"]
    window.resize(1280, 500)
    qtbot.waitUntil(lambda: window.width() == 1280)
    assert seen(window) == ["sidebar", "list"]


def test_sizes_and_hidden_panes_come_back(make: Make) -> None:
    first = make()
    first.resize(780, 600)
    first.show()
    first.set_pane_shown("preview", False)
    first._splitter.setSizes([150, 220, 408, 0])
    first.set_pane_shown("form", False)
    layout = json.loads(json.dumps(first.layout_state()))
    second = make()
    second.restore_layout(layout)
    second.show()
    assert widths(second)[:2] == widths(first)[:2]
    assert [second.pane_shown(name) for name in ("sidebar", "list", "form", "preview")] == [True, True, False, False]
    assert not second._actions["toggle_preview"].isChecked()
    assert second._actions["toggle_list"].isChecked()


def test_an_odd_layout_is_passed_over(make: Make) -> None:
    window = make()
    window.restore_layout({"geometry": 3, "widths": {"sidebar": "x", "nobody": 4}, "hidden": "all"})
    window.restore_layout({"geometry": "ö", "widths": [1], "hidden": ["nobody"]})
    assert window.pane_shown("sidebar")


def test_a_hidden_pane_comes_back_with_its_width(make: Make) -> None:
    window = make()
    window.show()
    before = widths(window)
    window.set_pane_shown("sidebar", False)
    assert widths(window)[0] == 0
    assert sum(widths(window)) >= sum(before)
    window.set_pane_shown("sidebar", True)
    assert widths(window)[0] == before[0]
    assert widths(window)[1] == before[1]


def test_the_window_asks_before_it_closes(make: Make) -> None:
    answers = [False, True]
    window = make(lambda: answers.pop(0))
    window.show()
    assert not window.close()
    assert window.isVisible()
    assert window.close()


def drop(window: MainWindow, *paths: Path) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    place, action = QPoint(50, 50), Qt.DropAction.CopyAction
    button, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    enter = QDragEnterEvent(place, action, mime, button, keys)
    QApplication.sendEvent(window, enter)
    if enter.isAccepted():
        QApplication.sendEvent(window, QDropEvent(QPointF(place), action, mime, button, keys))


def test_a_dropped_folder_is_reported_and_a_file_is_not(make: Make, tmp_path: Path) -> None:
    window = make()
    spy = QSignalSpy(window.folder_dropped)
    (tmp_path / "a.md").write_text("x")
    drop(window, tmp_path / "a.md")
    drop(window, tmp_path, tmp_path)
    drop(window, tmp_path)
    assert [spy.at(n)[0] for n in range(spy.count())] == [tmp_path]


def test_the_title_names_post_and_journal_and_marks_what_is_unsaved(make: Make) -> None:
    window = make()
    window.show_title("周记 Week20", "周记", True)
    assert window.windowTitle() == "周记 Week20 — 周记 — Journal[*]"
    assert window.isWindowModified()


def test_recent_journals_are_offered_in_every_place(qtbot: QtBot, make: Make) -> None:
    window = make()
    folders = [Path("/a/one"), Path("/a/two")]
    window.show_journal(None, folders)
    spy = QSignalSpy(window.journal_requested)
    window.top_bar.recent.actions()[0].trigger()
    window.menus.recent.actions()[1].trigger()
    qtbot.mouseClick(window.welcome.findChild(QPushButton, "1"), Qt.MouseButton.LeftButton)
    assert [spy.at(n)[0] for n in range(spy.count())] == [folders[0], folders[1], folders[1]]


def test_the_welcome_page_hides_what_needs_a_journal(make: Make) -> None:
    window = make()
    window.show_page("welcome")
    window.show()
    assert window.welcome.isVisible()
    assert not window.top_bar._new_week.isVisible()
    window.show_page("journal")
    assert window.top_bar._new_week.isVisible()


def test_buttons_follow_their_actions(qtbot: QtBot, make: Make) -> None:
    window = make()
    window._actions["new_week"].setEnabled(False)
    assert not window.top_bar._new_week.isEnabled()
    with qtbot.waitSignal(window._actions["toggle_preview"].triggered):
        qtbot.mouseClick(window.top_bar._preview, Qt.MouseButton.LeftButton)
    assert window.top_bar._preview.isChecked() == window._actions["toggle_preview"].isChecked()


def test_every_control_of_the_window_has_a_name(make: Make) -> None:
    window = make()
    window.set_tokens(DARK)
    for button in window.top_bar.findChildren(QPushButton) + window.status.findChildren(QPushButton):
        assert button.accessibleName() or button.text()
    assert window.top_bar._menu.accessibleName() == "Menu"


def status(state: str, **more: object) -> PostStatus:
    return PostStatus(state, **more)  # type: ignore[arg-type]


def test_the_status_bar_answers_in_words(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_post(
        status(
            "unsaved", head_lines=1, body_lines=3, words=2134, minutes=7, dialect="GFM", site="Astro",
            encoding="GB18030", line_ends="CRLF",
        )
    )  # fmt: skip
    bar.show_cursor(6, 18)
    shown = [label.text() for label in bar.findChildren(QLabel) if label.text()]
    assert shown == [
        "Unsaved",
        "Saving would change lines: metadata 1, body 3",
        "2,134 words · about 7 min",
        "Line 6, column 18",
    ]
    buttons = [button for button in bar.findChildren(QToolButton) if button.text()]
    assert [button.text() for button in buttons] == ["GFM · Astro", "GB18030 · CRLF"]
    with qtbot.waitSignal(bar.encoding_requested):
        buttons[1].click()
    bar.show_post(None)
    assert [label.text() for label in bar.findChildren(QLabel) if label.text()] == []
    assert all(button.isHidden() for button in buttons)


@pytest.mark.parametrize("state", ["saved", "unsaved", "new", "saving", "failed", "conflict", "read_only"])
def test_every_state_has_words_of_its_own(state: str) -> None:
    assert state_words(status(state))


def test_a_failed_save_says_why() -> None:
    assert change_words(status("failed", reason="The disk is full.", body_lines=2)) == "The disk is full."
    assert change_words(status("unsaved", body_lines=2)) == "Saving would change lines: body 2"
    assert change_words(status("new", head_lines=11, body_lines=1)) == "New file, 12 lines"
    assert change_words(status("new", body_lines=1)) == "New file, 1 line"
    assert change_words(status("new", head_lines=-1, body_lines=-1)) == ""


def test_the_length_is_told_in_good_english(make: Make) -> None:
    assert length_words(status("saved", words=1, minutes=1)) == "1 word · about 1 min"
    assert length_words(status("saved", words=0, minutes=0)) == "0 words · less than a minute"
    assert length_words(status("saved", words=2134, minutes=7)) == "2,134 words · about 7 min"
    assert change_words(status("saved")) == ""


def test_a_scan_shows_how_far_it_is_and_can_be_stopped(qtbot: QtBot) -> None:
    bar = StatusBar()
    qtbot.addWidget(bar)
    bar.show_progress(Progress("Reading posts", 412, 1000))
    assert bar._progress_text.text() == "Reading posts 412 / 1,000"
    with qtbot.waitSignal(bar.cancel_requested):
        bar._cancel.click()
    bar.show_progress(None)
    assert bar._bar.isHidden()


def test_a_notice_reports_what_was_chosen_and_goes(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.show_notice(Notice("conflict", "Changed.", (("mine", "Keep mine"), ("theirs", "Take theirs"))))
    spy = QSignalSpy(banner.choice_made)
    banner.findChild(QPushButton, "theirs").click()
    assert spy.at(0)[0] == NoticeChoice("conflict", "theirs")
    assert banner.notices == {}
    assert banner.isHidden()


def test_a_notice_of_the_same_key_takes_the_place_of_the_first(qtbot: QtBot) -> None:
    banner = Banner()
    qtbot.addWidget(banner)
    banner.set_tokens(LIGHT)
    banner.show_notice(Notice("a", "one"))
    banner.show_notice(Notice("b", "two"))
    banner.show_notice(Notice("a", "three"))
    assert [notice.text for notice in banner.notices.values()] == ["three", "two"]
    spy = QSignalSpy(banner.choice_made)
    banner.forget("a")
    assert list(banner.notices) == ["b"]
    assert spy.count() == 0


def test_tab_walks_in_reading_order(qtbot: QtBot) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    sidebar, posts, form, editor, preview = Sidebar(), PostList(), QLineEdit(), QLineEdit(), QLineEdit()
    window = MainWindow(make_actions(owner), Panes(sidebar, posts, form, editor, preview), lambda: True)
    qtbot.addWidget(window)
    window.show_post_pane(True)
    window.banner.show_notice(Notice("a", "one", (("yes", "Yes"),)))
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    posts.show_listing(Listing((PostRow(Path("/j/a.md"), title="A"),)), Query(choices=(Choice("tag", "x"),)))
    window.top_bar._journal.setFocus()
    walked = [window.focusWidget()]
    for _ in range(40):
        qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Tab)
        if window.focusWidget() is walked[0]:
            break
        walked.append(window.focusWidget())
    wanted = [
        window.top_bar._menu,
        sidebar.view,
        posts.header.search,
        posts.view,
        window.banner.findChild(QPushButton, "yes"),
        form,
        editor,
        preview,
    ]
    assert [widget for widget in walked if widget in wanted] == wanted
    qtbot.keyClick(window.focusWidget(), Qt.Key.Key_Backtab)
    assert window.focusWidget() is preview
