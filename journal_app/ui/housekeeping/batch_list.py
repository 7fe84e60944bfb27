"""The posts of a planned change as rows: a check box for those that would change, a reason for the others."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from journal_app.library.housekeeping.plans import Change, Refusal
from journal_app.ui import messages
from journal_app.ui.style.theme import Tokens

ROW = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


def reason_words(reason: str) -> str:
    """A reason as a sentence of its own, without a full stop."""
    words = messages.reason(reason).rstrip(".。")
    return words[:1].upper() + words[1:]


class BatchDelegate(QStyledItemDelegate):
    """A row's two lines: the title, and dim below it the place or the reason."""

    def __init__(self, tokens: Tokens, parent: QObject) -> None:
        super().__init__(parent)
        self._tokens = tokens

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        """As high as two lines."""
        return QSize(0, 2 * option.fontMetrics.lineSpacing() + 10)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """The row as the style draws it, without its text; then the lines."""
        self.initStyleOption(option, index)
        title, _, below = str(index.data()).partition("\n")
        option.text = ""
        style = option.widget.style() if option.widget is not None else QApplication.style()
        style.drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, option.widget)
        left = option.rect.left() + 8
        if index.data(Qt.ItemDataRole.CheckStateRole) is not None:
            box = style.subElementRect(QStyle.SubElement.SE_ItemViewItemCheckIndicator, option, option.widget)
            left = box.right() + 8
        room = option.rect.adjusted(left - option.rect.left(), 5, -8, -5)
        flags = Qt.AlignmentFlag.AlignLeft | Qt.TextFlag.TextSingleLine
        metrics = option.fontMetrics
        painter.save()
        painter.setFont(option.font)
        painter.setPen(QColor(self._tokens.ink))
        shown = metrics.elidedText(title, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, flags | Qt.AlignmentFlag.AlignTop, shown)
        painter.setPen(QColor(self._tokens.dim))
        shown = metrics.elidedText(below, Qt.TextElideMode.ElideMiddle, room.width())
        painter.drawText(room, flags | Qt.AlignmentFlag.AlignBottom, shown)
        painter.restore()


class BatchList(QAbstractListModel):
    """The rows; `place_of` names a file as the author knows it."""

    chosen_changed = Signal()

    def __init__(self, place_of: Callable[[Path], str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._place_of = place_of
        self._rows: tuple[Change | Refusal, ...] = ()
        self._left_out: set[int] = set()
        self._changes = 0

    @property
    def chosen(self) -> tuple[Change, ...]:
        """The changes the author wants."""
        wanted = (row for number, row in enumerate(self._rows) if number not in self._left_out)
        return tuple(row for row in wanted if isinstance(row, Change))

    @property
    def count(self) -> int:
        """How many posts would change if all were wanted."""
        return self._changes

    def show(self, changes: Sequence[Change], refused: Sequence[Refusal]) -> None:
        """Show these, every change wanted; what cannot be changed stands first, so that it is seen."""
        self.beginResetModel()
        self._rows = (*refused, *changes)
        self._changes = len(changes)
        self._left_out = set()
        self.endResetModel()

    def choose_all(self, wanted: bool) -> None:
        """Want every change, or none."""
        changes = {number for number, row in enumerate(self._rows) if isinstance(row, Change)}
        self._left_out = set() if wanted else changes
        if self._rows:
            self.dataChanged.emit(self.index(0), self.index(len(self._rows) - 1))
        self.chosen_changed.emit()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A change can be checked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid() and isinstance(self._rows[index.row()], Change):
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Title and place, or title and reason."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        if role == ROW:
            return row
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            place = self._place_of(row.path)
            return f"{row.title}\n{place if isinstance(row, Change) else reason_words(row.reason)}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._place_of(row.path)
        if role == Qt.ItemDataRole.CheckStateRole and isinstance(row, Change):
            left_out = index.row() in self._left_out
            return Qt.CheckState.Unchecked if left_out else Qt.CheckState.Checked
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A check box was clicked."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        if Qt.CheckState(value) == Qt.CheckState.Checked:
            self._left_out.discard(index.row())
        else:
            self._left_out.add(index.row())
        self.dataChanged.emit(index, index)
        self.chosen_changed.emit()
        return True
