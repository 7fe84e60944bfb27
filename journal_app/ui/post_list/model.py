"""The posts of a listing for the view, with the words of each row. Knows no colours and opens no file."""

import re
from pathlib import Path
from typing import Any

from PySide6.QtCore import QAbstractListModel, QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from journal_app.library.row import PostRow
from journal_app.post.errors import shown
from journal_app.ui.reasons import worded

translate = QCoreApplication.translate

ROW = Qt.ItemDataRole.UserRole
UNSAVED = Qt.ItemDataRole.UserRole + 1

_DAY = re.compile(r"\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}")


def day(date: str) -> str:
    """The day of a date text as it is written there; the whole text when no day is found."""
    found = _DAY.search(date)
    return found[0] if found else date


def count_words(row: PostRow) -> str:
    """The length in the author's words; "" while it is not counted."""
    if row.words < 0:
        return ""
    if row.words == 1:
        return translate("PostList", "1 word")
    return translate("PostList", "{n} words").format(n=f"{row.words:,}")


def second_line(row: PostRow) -> str:
    """Date and length."""
    return " · ".join(part for part in (day(row.date), count_words(row)) if part)


def third_line(row: PostRow) -> str:
    """The excerpt on one line; for a broken head, what is wrong."""
    if row.error:
        return worded(row.error)
    return " ".join(row.excerpt.split())


def marks(row: PostRow) -> tuple[str, ...]:
    """The pills beside the title: draft, pinned."""
    return tuple(
        words
        for there, words in (
            (row.draft, translate("PostList", "Draft")),
            (row.pinned > 0, translate("PostList", "Pinned")),
        )
        if there
    )


def problem_words(row: PostRow) -> str:
    """The pill of a row whose file has a problem."""
    return translate("PostList", "Conflict copy") if row.copy_of else translate("PostList", "Problem")


def title_words(row: PostRow) -> str:
    """The title, or the file's name for a row without one."""
    return row.title or shown(Path(row.path.name))


def spoken(row: PostRow, unsaved: bool) -> str:
    """The whole row in words, for a screen reader."""
    problem = f"{problem_words(row)}: {worded(row.error)}" if row.error else ""
    parts = (
        title_words(row),
        translate("PostList", "unsaved") if unsaved else "",
        *marks(row),
        day(row.date),
        count_words(row),
        problem or third_line(row),
    )
    return ", ".join(part for part in parts if part)


class PostListModel(QAbstractListModel):
    """Rows by number and by path. A new listing of the same posts in the same order is a change, not a reset."""

    def __init__(self) -> None:
        super().__init__()
        self._rows: tuple[PostRow, ...] = ()
        self._places: dict[Path, int] | None = None
        self._unsaved: frozenset[Path] = frozenset()

    @property
    def rows(self) -> tuple[PostRow, ...]:
        """The rows shown now."""
        return self._rows

    def place(self, path: Path) -> QModelIndex:
        """Where the post is; an invalid index when it is not shown."""
        if self._places is None and (own := self.own_place(path)).isValid():
            return own  # to number all rows for one of them takes long
        row = self.number(path)
        return QModelIndex() if row is None else self.index(row)

    def number(self, path: Path) -> int | None:
        """The number of the post's row; None when it is not shown."""
        if self._places is None:
            self._places = {row.path: number for number, row in enumerate(self._rows)}
        return self._places.get(path)

    def own_place(self, path: Path) -> QModelIndex:
        """The same for the very object a row holds as its path: quick, and no answer for one that is only equal."""
        for number, row in enumerate(self._rows):
            if row.path is path:
                return self.index(number)
        return QModelIndex()

    def show(self, rows: tuple[PostRow, ...], unsaved: frozenset[Path]) -> bool:
        """Show these rows; True when the view was reset for it."""
        old, changed = self._rows, self._unsaved ^ unsaved
        if len(old) != len(rows) or any(
            before is not after and before.path != after.path for before, after in zip(old, rows, strict=True)
        ):
            self.beginResetModel()
            self._rows, self._unsaved = rows, unsaved
            self._places = None
            self.endResetModel()
            return True
        self._rows, self._unsaved = rows, unsaved
        touched = [
            number
            for number, (before, after) in enumerate(zip(old, rows, strict=True))
            if before is not after and before != after
        ]
        touched += [number for path in changed if (number := self.number(path)) is not None]
        if touched:
            self.dataChanged.emit(self.index(min(touched)), self.index(max(touched)))
        return False

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return title_words(row)
            case Qt.ItemDataRole.UserRole:
                return row
            case Qt.ItemDataRole.ToolTipRole:
                return "\n".join(part for part in (title_words(row), shown(row.path), worded(row.error)) if part)
            case Qt.ItemDataRole.AccessibleTextRole:
                return spoken(row, row.path in self._unsaved)
        return row.path in self._unsaved if role == UNSAVED else None
