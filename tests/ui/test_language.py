"""The window speaks another language without being made anew."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QTranslator
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from journal_app.library.lists.listing import Facets, Listing
from journal_app.library.search.query import Query
from journal_app.ui.actions import make_actions
from journal_app.ui.post_list.post_list import PostList
from journal_app.ui.sidebar.sidebar import Sidebar
from journal_app.ui.window.main_window import MainWindow, Panes
from journal_app.ui.window.status_bar import PostStatus

OURS = {"Actions", "Menus", "TopBar", "StatusBar", "Sidebar", "PostList", "EditorColumn", "Welcome", "MainWindow"}


class Marked(QTranslator):
    """Puts ~ before every text of ours."""

    def isEmpty(self) -> bool:
        return False

    def translate(self, context: str, text: str, *_: object) -> str | None:  # type: ignore[override]
        return f"~{text}" if context in OURS else None


@pytest.fixture
def marked(qtbot: QtBot) -> Iterator[Marked]:
    translator = Marked()
    yield translator
    QCoreApplication.removeTranslator(translator)


def test_every_fixed_text_follows_the_language(qtbot: QtBot, marked: Marked) -> None:
    owner = QWidget()
    qtbot.addWidget(owner)
    actions = make_actions(owner)
    sidebar, posts = Sidebar(), PostList()
    window = MainWindow(actions, Panes(sidebar, posts, QLabel(""), QPlainTextEdit(), QLabel("")), lambda: True)
    qtbot.addWidget(window)
    sidebar.show_facets(Facets(tags=(("a", 1),)), Query())
    posts.show_listing(Listing(), Query())
    window.status.show_post(PostStatus("saved", words=1, minutes=1))
    window.show_title("", "", False)
    QCoreApplication.installTranslator(marked)
    QCoreApplication.sendPostedEvents()
    assert window.windowTitle().startswith("~")
    assert all(action.text().startswith("~") for action in actions.values())
    assert all(menu.title().startswith("~") for menu in window.menus.menus.values())
    assert window.top_bar._new_week.text() == "~New week"
    assert window.status._state.text() == "~Saved"
    assert posts.header.search.placeholderText().startswith("~")
    assert posts._empty._button.text().startswith("~")
    assert all(item.text.startswith("~") for item in sidebar.view.model().lines if item.kind in ("section", "heading"))
    assert window.welcome._open.text().startswith("~")
