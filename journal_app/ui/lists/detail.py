"""Rows of one line: a text at the left, its details dim at the right, the last one in a column. Knows not of what."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

DETAILS = Qt.ItemDataRole.UserRole + 1  # tuple[str, ...]
_GAP = 16  # pixels between text, details and column
_EDGE = 8
_TICK = 22  # what a box to tick takes
_KEPT = 0.55  # the share of a row that its text has beside long details
_Index = QModelIndex | QPersistentModelIndex


class DetailDelegate(QStyledItemDelegate):
    """Paints such rows; what there is no room for is elided. `widest` is as wide as the last detail gets."""

    def __init__(self, widest: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._widest = widest

    def initStyleOption(self, option: QStyleOptionViewItem, index: _Index) -> None:
        """The text leaves room for its details."""
        super().initStyleOption(option, index)
        if not index.data(DETAILS):
            return
        text, _, _ = self._widths(option, index)
        option.text = option.fontMetrics.elidedText(option.text, Qt.TextElideMode.ElideRight, text)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The text, and at the right its details."""
        super().paint(painter, option, index)
        *before, last = index.data(DETAILS) or ("",)
        _, middle, column = self._widths(option, index)
        painter.save()
        painter.setPen(option.palette.color(QPalette.ColorRole.PlaceholderText))
        painter.setFont(option.font)
        side = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        room = option.rect.adjusted(0, 0, -_EDGE, 0)
        painter.drawText(room, side, last)
        told = option.fontMetrics.elidedText(" · ".join(filter(None, before)), Qt.TextElideMode.ElideMiddle, middle)
        painter.drawText(room.adjusted(0, 0, -column, 0), side, told)
        painter.restore()

    def _widths(self, option: QStyleOptionViewItem, index: _Index) -> tuple[int, int, int]:
        """The pixels for the text, for the details between, and for the column with the gap before it."""
        details = tuple(index.data(DETAILS) or ())
        width = option.fontMetrics.horizontalAdvance
        column = _GAP + max(width(self._widest), width(details[-1])) if details else 0
        has_tick = index.flags() & Qt.ItemFlag.ItemIsUserCheckable
        room = option.rect.width() - 2 * _EDGE - column - (_TICK if has_tick else 0)
        wished = width(" · ".join(filter(None, details[:-1]))) + _GAP + 2 if any(details[:-1]) else 0
        text = max(room - wished, min(round(room * _KEPT), width(str(index.data())) + 2))
        return text, max(0, room - text - _GAP), column
