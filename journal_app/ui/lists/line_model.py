"""Lines for a list view. What each says, and whether it can be chosen, its kind of list tells."""

from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, Qt

LINE = Qt.ItemDataRole.UserRole
_CHOOSABLE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class LineModel(QAbstractListModel):
    """The lines as values; each is what `LINE` gives."""

    def __init__(self) -> None:
        super().__init__()
        self.lines: tuple[Any, ...] = ()

    def show(self, lines: tuple[Any, ...]) -> bool:
        """Show these lines; whether they are other ones."""
        if lines == self.lines:
            return False
        self.beginResetModel()
        self.lines = lines
        self.endResetModel()
        return True

    def text(self, line: Any) -> str:
        """What is shown."""
        raise NotImplementedError

    def hint(self, line: Any) -> str | None:
        """What is told under the pointer, if anything."""
        return None

    def spoken(self, line: Any) -> str:
        """What is read to an author who does not see it."""
        return self.text(line)

    def is_choosable(self, line: Any) -> bool:
        """Whether keys and pointer can choose it."""
        return True

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    def flags(self, index: QModelIndex | QPersistentModelIndex) -> Qt.ItemFlag:
        choosable = index.isValid() and self.is_choosable(self.lines[index.row()])
        return _CHOOSABLE if choosable else Qt.ItemFlag.NoItemFlags

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        line = self.lines[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return self.text(line)
            case Qt.ItemDataRole.UserRole:
                return line
            case Qt.ItemDataRole.ToolTipRole:
                return self.hint(line)
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.spoken(line)
        return None
