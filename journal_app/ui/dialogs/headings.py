"""The headings of a post over its text, where no column for them fits. Shows them, reports the line that is wanted."""

from bisect import bisect_right
from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QStandardItem
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QWidget

from journal_app.post.headings import Heading
from journal_app.ui.dialogs.fuzzy import score
from journal_app.ui.lists.finding import FindingFrame

translate = QCoreApplication.translate

_Index = QModelIndex | QPersistentModelIndex
_HEADING = Qt.ItemDataRole.UserRole
_DEPTH = Qt.ItemDataRole.UserRole + 1
_STEP = 12  # pixels a level is set in
_WIDTH, _LEAST, _GAP = 340, 240, 8
_MOST_ROWS = 14


class HeadingsPopup(FindingFrame):
    """All headings, the one that `line` of the body (from 0) stands under chosen; typing leaves those that fit."""

    heading_requested = Signal(object)  # int: the heading's line, from 0

    def __init__(self, headings: Sequence[Heading], line: int, parent: QWidget) -> None:
        super().__init__(translate("Headings", "No heading fits."), parent, Qt.WindowType.Popup)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._headings = tuple(headings)
        self._current = max(0, bisect_right([one.line for one in self._headings], line) - 1)
        self._highest = min((one.level for one in self._headings), default=1)
        self.box.setPlaceholderText(translate("Headings", "Go to a heading"))
        self.box.setAccessibleName(self.box.placeholderText())
        self.list.setAccessibleName(translate("Headings", "Headings that fit"))
        self.list.setItemDelegate(_SetInDelegate(self.list))
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.typed.connect(self._find)
        self.taken.connect(self._ask)
        self._find("")

    def open_over(self, text: QWidget) -> None:
        """Open at the upper middle of this widget, inside of its window."""
        window = text.window()
        rows = min(len(self._headings), _MOST_ROWS) * self.list.sizeHintForRow(0) + 2 * self.list.frameWidth()
        height = rows + self.sizeHint().height() - self.list.sizeHint().height()
        self.resize(min(_WIDTH, window.width() - 2 * _GAP), min(height, max(_LEAST, text.height() - 2 * _GAP)))
        place = text.mapTo(window, QPoint((text.width() - self.width()) // 2, _GAP))
        right, bottom = window.width() - _GAP - self.width(), window.height() - _GAP - self.height()
        inside = QPoint(max(_GAP, min(place.x(), right)), max(_GAP, min(place.y(), bottom)))
        self.move(window.mapToGlobal(inside))
        self.show()
        self.box.setFocus()
        self.list.scrollTo(self.list.currentIndex())

    @Slot(str)
    def _find(self, typed: str) -> None:
        fits = [score(typed, heading.text) for heading in self._headings]
        shown = [number for number, fit in enumerate(fits) if fit > 0]
        if typed.strip():
            current = max(range(len(shown)), key=lambda place: fits[shown[place]], default=0)
        else:
            current = self._current
        self.offer([self._item(self._headings[number]) for number in shown], current)

    def _item(self, heading: Heading) -> QStandardItem:
        item = QStandardItem(heading.text)
        item.setToolTip(heading.text)
        item.setData(heading.line, _HEADING)
        item.setData(heading.level - self._highest, _DEPTH)
        told = translate("Headings", "{heading}, level {level}").format(heading=heading.text, level=heading.level)
        item.setData(told, Qt.ItemDataRole.AccessibleTextRole)
        return item

    @Slot(QModelIndex)
    def _ask(self, index: QModelIndex) -> None:
        line = index.data(_HEADING)
        self.close()
        self.heading_requested.emit(line)


class _SetInDelegate(QStyledItemDelegate):
    """Sets the text in by its level; what there is no room for is elided."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """Room in the place of an icon."""
        super().initStyleOption(option, index)
        depth = index.data(_DEPTH) or 0
        if depth:
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.decorationSize = QSize(depth * _STEP - 6, 1)

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As wide as there is room."""
        return QSize(0, super().sizeHint(option, index).height())
