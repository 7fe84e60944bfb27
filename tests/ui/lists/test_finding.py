"""The box over the lines that fit: its keys, and its word where nothing fits."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem
from PySide6.QtTest import QSignalSpy, QTest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from journal_app.ui.lists.finding import FindingFrame


def shown(qtbot: QtBot) -> FindingFrame:
    frame = FindingFrame("Nothing fits.")
    qtbot.addWidget(frame)
    frame.resize(300, 300)
    frame.show()
    return frame


def test_keys_of_the_box_move_in_the_list_and_stop_at_its_ends(qtbot: QtBot) -> None:
    frame = shown(qtbot)
    frame.offer([QStandardItem(str(number)) for number in range(15)], 2)
    keys = (Qt.Key.Key_Up, Qt.Key.Key_PageDown, Qt.Key.Key_PageDown, Qt.Key.Key_Down, Qt.Key.Key_PageUp)
    rows = []
    for key in keys:
        QTest.keyClick(frame.box, key)
        rows.append(frame.list.currentIndex().row())
    assert rows == [1, 11, 14, 14, 4]
    spy = QSignalSpy(frame.taken)
    QTest.keyClick(frame.box, Qt.Key.Key_Return)
    assert [spy.at(number)[0].data() for number in range(spy.count())] == ["4"]


def test_that_nothing_fits_is_said_where_the_lines_begin_and_the_box_stays(qtbot: QtBot) -> None:
    frame = shown(qtbot)
    frame.offer([QStandardItem("one")])
    place, top = frame.box.geometry(), frame.list.geometry().top()
    frame.offer([])
    word = frame.findChild(QLabel)
    qtbot.waitUntil(word.isVisible)
    frame.layout().activate()
    assert frame.box.geometry() == place and word.geometry().top() == top
    assert word.alignment() & Qt.AlignmentFlag.AlignTop
    spy = QSignalSpy(frame.taken)
    QTest.keyClick(frame.box, Qt.Key.Key_Return)
    assert spy.count() == 0
