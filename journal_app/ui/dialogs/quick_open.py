"""Ctrl+P: a post by a few letters of its title or file name. Shows rows, reports the path that is wanted."""

import heapq
from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QShowEvent, QStandardItem
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from journal_app.library.row import PostRow
from journal_app.post.errors import shown
from journal_app.ui.dialogs.fuzzy import best
from journal_app.ui.lists.detail import DETAILS, DetailDelegate
from journal_app.ui.lists.finding import FindingFrame
from journal_app.ui.post_list.model import day, title_words

translate = QCoreApplication.translate

MOST = 50
_PATH = Qt.ItemDataRole.UserRole


class QuickOpen(QDialog):
    """A box and the posts that fit best; Up and Down choose, Enter opens. `recent` posts come first."""

    post_requested = Signal(object)

    def __init__(
        self, rows: Sequence[PostRow], root: Path, recent: Sequence[Path] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Dialog | Qt.WindowType.FramelessWindowHint)
        self.setWindowTitle(translate("QuickOpen", "Open a post"))
        places = {path: number for number, path in enumerate(recent)}
        self._rows = sorted(rows, key=lambda row: (places.get(row.path, len(places)), -row.moment))
        self._names = [(title_words(row), _place(row.path, root)) for row in self._rows]
        self._frame = FindingFrame(translate("QuickOpen", "No post fits."), self)
        self._frame.box.setPlaceholderText(translate("QuickOpen", "Title or file name"))
        self._frame.box.setAccessibleName(self.windowTitle())
        self._frame.list.setItemDelegate(DetailDelegate("2024-12-31", self._frame.list))
        self._frame.list.setAccessibleName(translate("QuickOpen", "Posts that fit"))
        self._frame.typed.connect(self._find)
        self._frame.taken.connect(self._open)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(self._frame)
        self.resize(520, 400)
        self._find("")

    @property
    def found(self) -> tuple[Path, ...]:
        """The posts offered now, best first."""
        model = self._frame.model
        return tuple(model.index(row, 0).data(_PATH) for row in range(model.rowCount()))

    def showEvent(self, event: QShowEvent) -> None:
        """Stand in the upper middle of the window."""
        super().showEvent(event)
        parent = self.parentWidget()
        if parent is not None:
            corner = parent.mapToGlobal(parent.rect().topLeft())
            self.move(corner.x() + (parent.width() - self.width()) // 2, corner.y() + 48)
        self._frame.box.setFocus()

    def changeEvent(self, event: QEvent) -> None:
        """Go when another window is taken up."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.ActivationChange and self.isVisible() and not self.isActiveWindow():
            self.reject()

    @Slot(str)
    def _find(self, typed: str) -> None:
        scored = ((best(typed, names), -number) for number, names in enumerate(self._names))
        found = heapq.nlargest(MOST, (pair for pair in scored if pair[0] > 0))
        items = []
        for _, negative in found:
            row, (title, place) = self._rows[-negative], self._names[-negative]
            item = QStandardItem(title)
            item.setData(row.path, _PATH)
            item.setData((place, day(row.date)), DETAILS)
            item.setToolTip(f"{title}\n{shown(row.path)}")
            told = ", ".join(part for part in (title, place, day(row.date)) if part)
            item.setData(told, Qt.ItemDataRole.AccessibleTextRole)
            items.append(item)
        self._frame.offer(items)

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        path = index.data(_PATH)
        if isinstance(path, Path):
            self.accept()
            self.post_requested.emit(path)


def _place(path: Path, root: Path) -> str:
    """Where the post lies in the journal; a bundle by its folder's name."""
    try:
        inner = path.relative_to(root)
    except ValueError:
        inner = path
    return shown(inner.parent if inner.stem == "index" and len(inner.parts) > 1 else inner)
