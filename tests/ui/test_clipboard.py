"""Cut, copy, paste and select all where the focus is."""

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QListWidget, QPlainTextEdit, QPushButton, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from journal_app.ui.clipboard import deeds
from journal_app.ui.editor.bulk_view import BulkView


@pytest.fixture(autouse=True)
def carried(qtbot: QtBot) -> Iterator[None]:
    QApplication.clipboard().setText("brought")
    yield
    QApplication.clipboard().clear()


def test_a_line_offers_what_can_be_done_in_it(qtbot: QtBot) -> None:
    line = QLineEdit("words")
    qtbot.addWidget(line)
    assert set(deeds(line)) == {"paste", "select_all"}
    deeds(line)["select_all"]()
    assert set(deeds(line)) == {"cut", "copy", "paste", "select_all"}
    deeds(line)["cut"]()
    assert line.text() == "" and QApplication.clipboard().text() == "words"
    assert set(deeds(line)) == {"paste"}
    deeds(line)["paste"]()
    assert line.text() == "words"


def test_what_is_read_only_can_be_copied_alone(qtbot: QtBot) -> None:
    for widget in (QLineEdit("words"), QPlainTextEdit("words")):
        qtbot.addWidget(widget)
        widget.setReadOnly(True)
        widget.selectAll()
        assert set(deeds(widget)) == {"copy", "select_all"}


def test_a_text_a_number_a_list_and_a_large_text_have_their_own(qtbot: QtBot) -> None:
    text, number, rows, bulk = QPlainTextEdit("words"), QSpinBox(), QListWidget(), BulkView()
    for widget in (text, number, rows, bulk):
        qtbot.addWidget(widget)
    text.selectAll()
    number.setValue(3)
    assert set(deeds(text)) == {"cut", "copy", "paste", "select_all"}
    assert set(deeds(number)) == {"paste", "select_all"}
    assert deeds(rows) == {}
    rows.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
    assert set(deeds(rows)) == {"select_all"}
    assert set(deeds(bulk)) == {"select_all"}


def test_nothing_is_offered_elsewhere(qtbot: QtBot) -> None:
    around = QWidget()
    qtbot.addWidget(around)
    assert deeds(QPushButton(around)) == {} and deeds(None) == {}
