"""Shows the focus around a whole row of a tree with several columns. Knows no row."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem


class RowFocusDelegate(QStyledItemDelegate):
    """Every cell of the current row has the focus, and not only the one the keys are at."""

    def __init__(self, view: QAbstractItemView) -> None:
        super().__init__(view)
        self._view = view

    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        """The cell as its row is."""
        super().initStyleOption(option, index)
        current = self._view.currentIndex()
        if self._view.hasFocus() and current.row() == index.row() and current.parent() == index.parent():
            option.state |= QStyle.StateFlag.State_HasFocus
