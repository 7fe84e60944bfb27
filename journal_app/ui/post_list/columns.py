"""The posts in columns: the header above them, and what paints a row of them. Knows rows and colours."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QPersistentModelIndex,
    QPointF,
    QRectF,
    QSignalBlocker,
    QSize,
    Qt,
    QTimer,
    Signal,
    Slot,
)
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QPainter, QResizeEvent
from PySide6.QtWidgets import QHeaderView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from journal_app.library.lists.listing import Member
from journal_app.library.row import PostRow
from journal_app.library.search.query import Query, Sort
from journal_app.ui.post_list.delegate import paint_ground, paint_pills
from journal_app.ui.post_list.model import ROW, UNSAVED, day, title_words
from journal_app.ui.post_list.sort import sort_words
from journal_app.ui.style.theme import LIGHT, Tokens

translate = QCoreApplication.translate

COLUMNS: tuple[Sort, ...] = ("title", "date", "length", "changed", "series")
WIDTHS = {"date": 88, "length": 64, "changed": 88, "series": 110}
_LEAST_TITLE = 110
_LEAST = 44
_ROW = 28
_AROUND = 8
_REST_MS = 300


class _Names(QAbstractTableModel):
    """The names of the columns, and no row."""

    def rowCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return 0

    def columnCount(self, parent: QModelIndex | QPersistentModelIndex = QModelIndex()) -> int:  # noqa: B008
        return len(COLUMNS)

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.DisplayRole:
            return sort_words(COLUMNS[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if COLUMNS[section] == "length" else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None


class ColumnHeader(QHeaderView):
    """The title takes the room the others leave; a click sorts. Columns without room are left out, the last first."""

    sort_requested = Signal(str)
    widths_edited = Signal(object)  # dict[str, int]

    def __init__(self, parent: QWidget) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._widths = dict(WIDTHS)
        self._fitting = False
        self._pause = QTimer(self)  # an edge that is dragged is told where it rests
        self._pause.setSingleShot(True)
        self._pause.setInterval(_REST_MS)
        self._pause.timeout.connect(self._tell)
        self._names = _Names(self)
        self.setModel(self._names)
        self.setSectionsClickable(True)
        self.setHighlightSections(False)
        self.setMinimumSectionSize(_LEAST)
        self.setFixedHeight(_ROW)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.sectionClicked.connect(self._click)
        self.sectionResized.connect(self._resized)

    @property
    def widths(self) -> dict[str, int]:
        """The widths of the columns but the first, in pixels, by name."""
        return dict(self._widths)

    def set_widths(self, widths: Mapping[str, object]) -> None:
        """Take widths that were remembered; odd entries are passed over."""
        for name, width in widths.items():
            if name in self._widths and isinstance(width, int) and _LEAST <= width <= 600:
                self._widths[name] = width
        self.fit()

    def show_query(self, query: Query) -> None:
        """Mark the column the list is sorted by."""
        shown = query.sort in COLUMNS
        self.setSortIndicatorShown(shown)
        if shown:
            order = Qt.SortOrder.AscendingOrder if query.descending else Qt.SortOrder.DescendingOrder  # as arrows go
            with QSignalBlocker(self):
                self.setSortIndicator(COLUMNS.index(query.sort), order)

    def places(self) -> list[tuple[Sort, int, int]]:
        """The columns that are shown, each with its left edge and its width."""
        return [
            (name, self.sectionPosition(number), self.sectionSize(number))
            for number, name in enumerate(COLUMNS)
            if not self.isSectionHidden(number)
        ]

    def word(self) -> None:
        """Speak the language of now."""
        self._names.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(COLUMNS) - 1)
        self.setAccessibleName(translate("PostList", "Columns"))

    def fit(self) -> None:
        """Give each column its width, as far as there is room."""
        room = self.viewport().width()
        if room <= 0:
            return
        self._fitting = True
        left = room - _LEAST_TITLE
        for number, name in enumerate(COLUMNS):
            if number:
                fits = self._widths[name] <= left
                self.setSectionHidden(number, not fits)
                left = left - self._widths[name] if fits else -1
                if fits:
                    self.resizeSection(number, self._widths[name])
        others = sum(self.sectionSize(number) for number in range(1, len(COLUMNS)) if not self.isSectionHidden(number))
        self.resizeSection(0, max(_LEAST, room - others))
        self._fitting = False
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer columns find room."""
        super().resizeEvent(event)
        self.fit()

    @Slot(int)
    def _click(self, section: int) -> None:
        self.sort_requested.emit(COLUMNS[section])

    @Slot(int, int, int)
    def _resized(self, section: int, before: int, after: int) -> None:
        """The author drags an edge: the title's edge widens or narrows what follows it."""
        if self._fitting:
            return
        if section:
            self._widths[COLUMNS[section]] = after
        else:
            following = next((n for n in range(1, len(COLUMNS)) if not self.isSectionHidden(n)), 0)
            if following:
                width = self.sectionSize(following) + before - after
                self._widths[COLUMNS[following]] = max(_LEAST, width)
        self.fit()
        self._pause.start()

    @Slot()
    def _tell(self) -> None:
        self.widths_edited.emit(self.widths)


class ColumnDelegate(QStyledItemDelegate):
    """One post on one line, in the header's columns."""

    def __init__(self, header: ColumnHeader, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens: Tokens = LIGHT
        self.current: Path | None = None
        self.is_many = False
        self.members: Mapping[Path, Member] = {}
        self._header = header

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, max(_ROW, round(QFontMetricsF(option.font).height()) + 8))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        row: PostRow = index.data(ROW)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        rect = QRectF(option.rect)
        body = paint_ground(painter, rect, option.state, row.path == self.current, self.is_many, self.tokens)
        for name, left, width in self._header.places():
            cell = QRectF(left + _AROUND, body.top(), width - 2 * _AROUND, body.height())
            if name == "title":
                self._paint_title(painter, cell.adjusted(6, 0, 0, 0), row, bool(index.data(UNSAVED)), option)
            else:
                self._paint_cell(painter, cell, self._words(name, row), name == "length", option)
        painter.restore()

    def _words(self, name: str, row: PostRow) -> str:
        match name:
            case "date":
                return day(row.date)
            case "length":
                return f"{row.words:,}" if row.words >= 0 else ""
            case "changed":
                return changed_words(row)
            case _:
                member = self.members.get(row.path)
                return f"{member.series} · {member.number}" if member is not None else ""

    def _paint_title(
        self, painter: QPainter, cell: QRectF, row: PostRow, unsaved: bool, option: QStyleOptionViewItem
    ) -> None:
        if unsaved:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self.tokens.seal))
            painter.drawEllipse(QPointF(cell.left() + 3.5, cell.center().y()), 3.5, 3.5)
            cell.setLeft(cell.left() + 13)
        font = QFont(option.font)
        font.setBold(row.path == self.current)
        metrics = QFontMetricsF(font)
        small = QFont(option.font)
        small.setBold(False)
        small.setPixelSize(max(10, round(QFontInfo(option.font).pixelSize() * 0.92)))
        words = metrics.elidedText(title_words(row), Qt.TextElideMode.ElideRight, cell.width())
        painter.setFont(font)
        painter.setPen(QColor(self.tokens.ink))
        painter.drawText(cell, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        left = cell.left() + metrics.horizontalAdvance(words) + 6
        paint_pills(painter, row, left, cell.right(), cell.center().y(), small, self.tokens)

    def _paint_cell(
        self, painter: QPainter, cell: QRectF, words: str, to_right: bool, option: QStyleOptionViewItem
    ) -> None:
        font = QFont(option.font)
        font.setPixelSize(max(10, round(QFontInfo(option.font).pixelSize() * 0.92)))
        painter.setFont(font)
        painter.setPen(QColor(self.tokens.dim))
        words = QFontMetricsF(font).elidedText(words, Qt.TextElideMode.ElideRight, cell.width())
        side = Qt.AlignmentFlag.AlignRight if to_right else Qt.AlignmentFlag.AlignLeft
        painter.drawText(cell, Qt.AlignmentFlag.AlignVCenter | side, words)


def changed_words(row: PostRow) -> str:
    """The day of the file's last change; "" for a post that is not on disk yet."""
    if not row.mtime_ns or row.mtime_ns >= 1 << 62:
        return ""
    return f"{datetime.fromtimestamp(row.mtime_ns // 1_000_000_000):%Y-%m-%d}"
