"""The outline shows headings, follows the caret, and tells which one was clicked."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QLabel, QTreeWidget
from pytestqt.qtbot import QtBot

from journal_app.post.headings import Heading
from journal_app.ui.window.outline import Outline

HEADINGS = (Heading(3, 2, "一月"), Heading(9, 3, "水"), Heading(20, 2, "二月"))


def shown(outline: Outline) -> QTreeWidget:
    tree = outline.findChild(QTreeWidget)
    assert isinstance(tree, QTreeWidget)
    return tree


def chosen(outline: Outline) -> str:
    item = shown(outline).currentItem()
    return item.text(0) if item is not None else ""


def test_the_heading_the_caret_is_under_is_chosen(qtbot: QtBot) -> None:
    outline = Outline()
    qtbot.addWidget(outline)
    outline.show_headings(HEADINGS)
    found = []
    for line in (0, 3, 8, 9, 19, 500, 2):
        outline.follow(line)
        found.append(chosen(outline))
    assert found == ["", "一月", "一月", "水", "水", "二月", ""]


def test_a_click_tells_the_line_of_now_and_lines_that_move_leave_the_tree_alone(qtbot: QtBot) -> None:
    outline = Outline()
    qtbot.addWidget(outline)
    outline.resize(160, 400)
    outline.show()
    outline.show_headings(HEADINGS)
    tree = shown(outline)
    january = tree.topLevelItem(0)
    assert [january.child(0).text(0), tree.topLevelItem(1).text(0)] == ["水", "二月"]
    outline.show_headings([Heading(one.line + 5, one.level, one.text) for one in HEADINGS])
    assert tree.topLevelItem(0) is january
    spy = QSignalSpy(outline.heading_requested)
    place = tree.visualItemRect(january.child(0)).center()
    qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
    assert [spy.at(number)[0] for number in range(spy.count())] == [14]


def test_without_headings_title_and_word_stand_at_the_top_and_with_some_the_tree_has_all_the_room(qtbot: QtBot) -> None:
    outline = Outline()
    qtbot.addWidget(outline)
    outline.resize(160, 600)
    outline.show()
    title, none = outline.findChildren(QLabel)
    outline.show_headings(HEADINGS)
    qtbot.waitUntil(lambda: shown(outline).geometry().bottom() > 590)
    top = title.geometry()
    outline.show_headings(())
    qtbot.waitUntil(lambda: none.height() > 20)
    outline.layout().activate()
    assert title.geometry() == top and top.bottom() < none.y() < 60 and none.geometry().bottom() < 120
