"""Rows with a text, its details and a column: each has its room."""

from PySide6.QtCore import QRect
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from journal_app.ui.lists.detail import DETAILS, DetailDelegate


def shown_text(listed: QListWidget, row: int, width: int) -> str:
    """What the text of a row becomes in a row of this width, in pixels."""
    delegate = listed.itemDelegate()
    assert isinstance(delegate, DetailDelegate)
    option = QStyleOptionViewItem()
    option.initFrom(listed)
    option.rect = QRect(0, 0, width, 26)
    delegate.initStyleOption(option, listed.model().index(row, 0))
    return str(option.text)


def test_a_long_text_is_cut_before_its_details_and_a_short_one_is_whole(qtbot: QtBot) -> None:
    listed = QListWidget()
    qtbot.addWidget(listed)
    listed.setItemDelegate(DetailDelegate("2024-12-31", listed))
    for text, details in (("Short", ("a/b.md", "2024-11-17")), ("Long " * 40, ("a/b.md", "2024-11-17"))):
        item = QListWidgetItem(text)
        item.setData(DETAILS, details)
        listed.addItem(item)
    listed.addItem("No details " * 20)
    assert shown_text(listed, 0, 480) == "Short"
    cut = shown_text(listed, 1, 480)
    assert cut.endswith("…") and listed.fontMetrics().horizontalAdvance(cut) < 480 - 80
    assert shown_text(listed, 2, 480) == "No details " * 20
