"""The journal's pictures to choose from, as thumbnails with a filter. Lists no folder and copies nothing."""

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPointF,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import QFontMetrics, QKeyEvent, QPainter, QPainterPath, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFileDialog,
    QLabel,
    QLineEdit,
    QListView,
    QPushButton,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from journal_app.library.making.pictures import MOST, Listed
from journal_app.post.errors import shown
from journal_app.ui.dialogs.fuzzy import score
from journal_app.ui.dialogs.parts import Dialog
from journal_app.ui.style import icons
from journal_app.ui.style.thumbnails import Thumbnails

translate = QCoreApplication.translate

SIDE = 96
_CELL = QSize(124, 128)
_LISTED = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


class PicturesDialog(Dialog):
    """A box, the pictures that fit, and a way to a file from elsewhere; Enter and a double click choose."""

    chosen = Signal(object)  # list[Path]

    def __init__(self, thumbnails: Thumbnails, parent: QWidget | None = None, *, for_field: bool = False) -> None:
        """`for_field`: one alone, for a field of the head."""
        title = translate("PicturesDialog", "Insert an image")
        action = translate("PicturesDialog", "Insert")
        if for_field:
            title, action = translate("Metadata", "Choose an image"), translate("PicturesDialog", "Choose")
        super().__init__(title, parent)
        self._for_field = for_field
        self._pictures: tuple[Listed, ...] = ()
        self._box = QLineEdit(self)
        self._box.setPlaceholderText(translate("PicturesDialog", "Name or folder"))
        self._box.setAccessibleName(translate("PicturesDialog", "Find an image"))
        self._box.setClearButtonEnabled(True)
        self._box.textChanged.connect(self._find)
        self._box.installEventFilter(self)
        self._model = _Model(self)
        self._list = QListView(self)
        self._list.setModel(self._model)
        self._list.setProperty("role", "choices")
        self._list.setViewMode(QListView.ViewMode.IconMode)
        self._list.setMovement(QListView.Movement.Static)
        self._list.setResizeMode(QListView.ResizeMode.Adjust)
        self._list.setLayoutMode(QListView.LayoutMode.Batched)
        self._list.setUniformItemSizes(True)
        self._list.setGridSize(_CELL)
        self._list.setDragEnabled(False)
        modes = QAbstractItemView.SelectionMode
        self._list.setSelectionMode(modes.SingleSelection if for_field else modes.ExtendedSelection)
        self._list.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._list.setItemDelegate(_Delegate(thumbnails, self._list))
        self._list.setAccessibleName(translate("PicturesDialog", "Images of this journal"))
        self._list.setMinimumHeight(_CELL.height() * 2)
        self._list.activated.connect(self._choose)
        self._list.selectionModel().selectionChanged.connect(self._follow)
        thumbnails.ready.connect(self._repaint)
        self._words = QLabel(translate("PicturesDialog", "Looking for images…"), self)
        self._words.setProperty("role", "dim")
        self._words.setTextFormat(Qt.TextFormat.PlainText)
        for part in (self._box, self._list, self._words):
            self.column.addWidget(part)
        self.column.setStretch(1, 1)
        file = QPushButton(translate("PicturesDialog", "From a file…"), self)
        file.clicked.connect(self._ask_file)
        self._insert = self.add_buttons(action, others=(file,))
        self._insert.setEnabled(False)
        self.accepted.connect(self._tell)
        self.resize(704, 560)
        self._box.setFocus()

    @property
    def found(self) -> tuple[Path, ...]:
        """The pictures offered now, in order."""
        return tuple(one.path for one in self._model.rows)

    @Slot(object)
    def show_pictures(self, pictures: Sequence[Listed]) -> None:
        """Offer these pictures."""
        self._pictures = tuple(pictures)
        self._find()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The box keeps the focus; Up, Down and Enter go to the pictures, Left and Right from an empty box, too."""
        if watched is self._box and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            key = Qt.Key(event.key())
            sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and not self._box.text()
            if sideways or key in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
                QCoreApplication.sendEvent(self._list, event)
                return True
        return super().eventFilter(watched, event)

    @Slot()
    def _find(self) -> None:
        typed = self._box.text()
        rows = self._pictures
        if typed.strip():
            scored = ((score(typed, one.place), -number, one) for number, one in enumerate(rows))
            rows = tuple(one for points, _, one in sorted(scored, key=_points, reverse=True) if points > 0)
        self._model.show(rows)
        self._list.setCurrentIndex(self._model.index(0, 0))
        self._list.scrollToTop()
        self._follow()

    @Slot()
    def _follow(self) -> None:
        """Say which picture is chosen, and let it be inserted."""
        chosen = self._list.selectedIndexes()
        self._insert.setEnabled(bool(chosen))
        if not self._pictures:
            self._words.setText(translate("PicturesDialog", "This journal has no images yet."))
        elif not self._model.rows:
            self._words.setText(translate("PicturesDialog", "No image fits."))
        elif len(chosen) == 1:
            self._words.setText(shown(Path(chosen[0].data(_LISTED).place)))
        elif chosen:
            self._words.setText(translate("PicturesDialog", "Chosen images: {count}").format(count=len(chosen)))
        elif len(self._pictures) >= MOST:
            self._words.setText(translate("PicturesDialog", "Only some of this journal's images are listed."))
        else:
            self._words.clear()

    @Slot()
    def _choose(self) -> None:
        if self._list.selectedIndexes():
            self.accept()

    @Slot()
    def _tell(self) -> None:
        rows = sorted(index.row() for index in self._list.selectedIndexes())
        if rows:
            self.chosen.emit([self._model.rows[row].path for row in rows])

    @Slot()
    def _ask_file(self) -> None:
        words = translate("Metadata", "Choose an image")
        kinds = translate("Metadata", "Images") + " (*.png *.jpg *.jpeg *.webp *.gif *.svg *.avif *.bmp)"
        ask = QFileDialog.getOpenFileName if self._for_field else QFileDialog.getOpenFileNames
        answer, _ = ask(self, words, str(Path.home()), kinds)
        names = [answer] if isinstance(answer, str) else answer
        names = [name for name in names if name]
        if names:
            self.chosen.emit([Path(name) for name in names])
            self.reject()

    @Slot()
    def _repaint(self) -> None:
        self._list.viewport().update()


class _Model(QAbstractListModel):
    """The pictures that fit."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.rows: tuple[Listed, ...] = ()

    def show(self, rows: tuple[Listed, ...]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return shown(Path(one.path.name))
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return shown(Path(one.place))
        return one if role == _LISTED else None


class _Delegate(QStyledItemDelegate):
    """A thumbnail with the name below it."""

    def __init__(self, thumbnails: Thumbnails, parent: QWidget) -> None:
        super().__init__(parent)
        self._thumbnails = thumbnails

    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return _CELL

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        widget: QWidget = option.widget
        palette: QPalette = option.palette
        cell: QRect = option.rect.adjusted(2, 2, -2, -2)
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        chosen = bool(state & QStyle.StateFlag.State_Selected)
        if chosen or state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(palette.color(QPalette.ColorRole.Link))
            painter.setBrush(palette.color(QPalette.ColorRole.Highlight) if chosen else Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(cell).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        place = QRectF(cell.center().x() - SIDE / 2 + 1, cell.top() + 6, SIDE, SIDE)
        size = round(SIDE * widget.devicePixelRatioF())
        path: Path = index.data(_LISTED).path
        picture = self._thumbnails.picture(path, size, partial(Path, path))
        shape = QPainterPath()
        shape.addRoundedRect(place, 6, 6)
        painter.fillPath(shape, palette.color(QPalette.ColorRole.AlternateBase))
        if picture is None:
            icons.paint(painter, place, "image", palette.color(QPalette.ColorRole.PlaceholderText), 28)
        elif not picture.isNull():
            painter.setClipPath(shape)
            painter.drawPixmap(place, picture, QRectF(QPointF(), picture.size().toSizeF()))
            painter.setClipping(False)
        metrics = QFontMetrics(option.font)
        words = QRect(
            cell.left() + 4, round(place.bottom()) + 2, cell.width() - 8, cell.bottom() - round(place.bottom())
        )
        name = metrics.elidedText(str(index.data()), Qt.TextElideMode.ElideMiddle, words.width())
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        painter.setFont(option.font)
        painter.drawText(words, Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop, name)
        painter.restore()


def _points(scored: tuple[float, int, Listed]) -> tuple[float, int]:
    return scored[:2]
