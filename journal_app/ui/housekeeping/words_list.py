"""The tags or categories of a journal as rows. A name typed in place or a drop on another row is told as a wish."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from journal_app.library.housekeeping.twins import others, twins

translate = QCoreApplication.translate

WORD = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_MIME = "application/x-journal-words"
NAME, POSTS, ALIKE = range(3)


class WordsList(QAbstractTableModel):
    """The rows. A new name typed or a drop of rows on another is a wish; the rows themselves follow the journal."""

    rename_requested = Signal(str, str)  # the word, its new name
    merge_requested = Signal(object, str)  # tuple[str, ...], the word they become

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counts: Mapping[str, int] = {}
        self._alike: dict[str, tuple[str, ...]] = {}
        self._words: list[str] = []
        self._wanted = ("", "all")
        self._order = (POSTS, Qt.SortOrder.DescendingOrder)

    @property
    def words(self) -> Sequence[str]:
        """The words shown, in their order."""
        return self._words

    @property
    def counts(self) -> Mapping[str, int]:
        """Every word, shown or not, with how many posts have it."""
        return self._counts

    def show(self, counts: Mapping[str, int]) -> None:
        """Show these words."""
        self._counts = counts
        self._alike = others(twins(counts))
        self._fill()

    def want(self, typed: str, which: str) -> None:
        """Only words that hold what was typed; of `which` kind: "all", "alike" or "once"."""
        self._wanted = (typed.strip().casefold(), which)
        self._fill()

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by a column."""
        self._order = (column, order)
        self._fill()

    def _fill(self) -> None:
        typed, which = self._wanted
        self.beginResetModel()
        found = [
            word
            for word, count in self._counts.items()
            if typed in word.casefold()
            and (which == "all" or (which == "once" and count == 1) or (which == "alike" and word in self._alike))
        ]
        column, order = self._order
        down = order == Qt.SortOrder.DescendingOrder
        found.sort(key=str.casefold, reverse=down and column == NAME)
        if column == POSTS:
            found.sort(key=self._counts.__getitem__, reverse=down)
        elif column == ALIKE:
            found.sort(key=lambda word: (len(self._group(word)), min(self._group(word))), reverse=down)
        if which == "alike":  # twins stand together, whatever the order is
            places = {word: place for place, word in reversed(list(enumerate(found)))}
            found.sort(key=lambda word: min(places.get(one, len(found)) for one in self._group(word)))
        self._words = found
        self.endResetModel()

    def _group(self, word: str) -> tuple[str, ...]:
        return (word, *self._alike.get(word, ()))

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._words)

    def columnCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else 3

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What the columns hold."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            names = (translate("Words", "Name"), translate("Words", "Posts"), translate("Words", "Looks like"))
            return names[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section == POSTS else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: _Index) -> Qt.ItemFlag:
        """A name can be edited; every row can be dragged and dropped on."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if index.isValid():
            flags |= Qt.ItemFlag.ItemIsDragEnabled | Qt.ItemFlag.ItemIsDropEnabled
            if index.column() == NAME:
                flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """What a cell says."""
        if not index.isValid():
            return None
        word, column = self._words[index.row()], index.column()
        if role == WORD:
            return word
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            if column == NAME:
                return word
            if column == POSTS:
                return f"{self._counts[word]:,}"
            return translate("Words", ", ").join(self._alike.get(word, ()))
        if role == Qt.ItemDataRole.TextAlignmentRole and column == POSTS:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.ToolTipRole and column != POSTS:
            return self.data(index)
        return None

    def setData(self, index: _Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """A new name was typed: a wish. The row keeps its name until the posts have the new one."""
        name = str(value).strip()
        if role == Qt.ItemDataRole.EditRole and index.isValid() and name and name != self._words[index.row()]:
            self.rename_requested.emit(self._words[index.row()], name)
        return False

    def mimeTypes(self) -> list[str]:
        return [_MIME]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        """The dragged words."""
        mime = QMimeData()
        mime.setData(_MIME, "\n".join(dict.fromkeys(index.data(WORD) for index in indexes)).encode())
        return mime

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.LinkAction | Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def dropMimeData(self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index) -> bool:
        """Words were dropped on another one: a wish to merge."""
        if not parent.isValid() or not data.hasFormat(_MIME):
            return False
        target = self._words[parent.row()]
        words = bytes(data.data(_MIME).data()).decode().split("\n")
        merged = tuple(word for word in words if word != target and word in self._counts)
        if merged:
            self.merge_requested.emit(merged, target)
        return False
