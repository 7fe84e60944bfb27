"""A field that is an image: its path or address, a thumbnail of a local one, a picker. Fetches and copies nothing."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QMimeData, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QKeySequence,
    QPainter,
    QPainterPath,
    QPixmap,
    QShowEvent,
)
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QWidget

from journal_app.post.image_places import Places
from journal_app.post.values import Value
from journal_app.render.safe import images
from journal_app.ui.brought import Brought, brought_by, carries_pictures
from journal_app.ui.metadata.field import Field
from journal_app.ui.metadata.glyph_button import GlyphButton
from journal_app.ui.metadata.lines import LineEdit
from journal_app.ui.style.thumbnails import Thumbnails

translate = QCoreApplication.translate

SIDE = 52

_Wanted = tuple[str, Places | None, int]  # what is written, where it is looked for, and the pixels of a side


class ImageField(Field):
    """An image as the site finds it, or an address. What is dropped, pasted or picked is `brought`, a wish."""

    kind = "image"
    brought = Signal(object)  # Brought

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._places: Places | None = None
        self._shown: _Wanted = ("", None, 0)
        self._thumbnails = Thumbnails(self)
        self._thumbnails.ready.connect(self._on_ready)
        self._line = PictureLine("value")
        self._line.setPlaceholderText(translate("Metadata", "no image"))
        self._line.typed.connect(self._tell_typed)
        self._line.brought.connect(self._bring)
        self._picture = QLabel()
        self._picture.setProperty("role", "thumbnail")
        self._picture.setFixedSize(SIDE, SIDE)
        self._picture.setAccessibleName(translate("Metadata", "Thumbnail"))
        self._picture.hide()
        self._button = GlyphButton("folder-open", translate("Metadata", "Choose an image…"))
        self._button.clicked.connect(self.pick)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.timeout.connect(self._load)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        policy = self._button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._button.setSizePolicy(policy)
        self._touched = False
        layout.addWidget(self._line, 1, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self._picture)
        self.setFocusProxy(self._line)
        self.setAcceptDrops(True)

    @classmethod
    def can_hold(cls, value: Value) -> bool:
        return value is None or isinstance(value, str)

    def entry(self) -> LineEdit:
        return self._line

    def picture(self) -> QLabel:
        """The thumbnail; hidden when there is no local image."""
        return self._picture

    def tab_stops(self) -> list[QWidget]:
        return [self._line, self._button]

    def set_places(self, places: Places) -> None:
        """Where the post's images are looked for."""
        if places != self._places:
            self._places = places
            self._later.start(0)

    def set_read_only(self, reason: str) -> None:
        super().set_read_only(reason)
        self._line.setReadOnly(bool(reason))
        self._show_button()

    def set_touched(self, touched: bool) -> None:
        self._touched = touched
        self._show_button()

    def _show_button(self) -> None:
        wanted = self._touched or not self._line.text()
        self._button.setVisible(wanted and not self._read_only)

    @Slot()
    def pick(self) -> None:
        """Wish to choose one of the journal's images, or a file."""
        self.brought.emit(Brought())

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        _welcome(event, self._read_only)

    def dropEvent(self, event: QDropEvent) -> None:
        brought = None if self._read_only else brought_by(event.mimeData())
        if brought is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.brought.emit(brought)

    @Slot(object)
    def _bring(self, brought: Brought) -> None:
        if not self._read_only:
            self.brought.emit(brought)

    def _show(self, value: Value) -> None:
        text = value if isinstance(value, str) else ""
        self._line.fill(text)
        self._line.setToolTip(text)
        self._show_button()
        self._later.start(0)

    @Slot(str)
    def _tell_typed(self, text: str) -> None:
        self._tell(text)
        self._later.start(300)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._later.start(0)

    @Slot()
    def _load(self) -> None:
        """Have the thumbnail read, once the field itself is seen."""
        if self.isVisible() and (self._wanted() != self._shown or not self._picture.isVisible()):
            self._shown = self._wanted()
            self._thumbnails.forget()
            self._show_picture()

    def _wanted(self) -> _Wanted:
        return self._line.text().strip(), self._places, round(SIDE * self.devicePixelRatioF())

    @Slot(object)
    def _on_ready(self, name: object) -> None:
        if name == self._shown:
            self._show_picture()

    def _show_picture(self) -> None:
        """Show the thumbnail when it is here; nothing changes while it is read."""
        text, places, side = self._shown
        find = partial(file_of, text, places)
        square = self._thumbnails.picture(self._shown, side, find) if text and places else None
        if square is not None and square.isNull():
            return
        self._picture.setVisible(square is not None)
        if square is not None:
            self._picture.setPixmap(rounded(square, self.devicePixelRatioF()))


class PictureLine(LineEdit):
    """A line that tells of pictures that are pasted or dropped, instead of their names."""

    brought = Signal(object)  # Brought

    def keyPressEvent(self, event: QKeyEvent) -> None:
        mime = QApplication.clipboard().mimeData() if event.matches(QKeySequence.StandardKey.Paste) else None
        if mime is not None and self._take(mime):
            event.accept()
            return
        super().keyPressEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if not _welcome(event, self.isReadOnly()):
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if not _welcome(event, self.isReadOnly()):
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        if self._take(event.mimeData()):
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            return
        super().dropEvent(event)

    def _take(self, mime: QMimeData) -> bool:
        brought = None if self.isReadOnly() else brought_by(mime)
        if brought is not None:
            self.brought.emit(brought)
        return brought is not None


def _welcome(event: QDragMoveEvent, read_only: str | bool) -> bool:
    """Welcome a drag that carries pictures; whether it does."""
    if read_only or not carries_pictures(event.mimeData()):
        return False
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
    return True


def file_of(text: str, places: Places | None) -> Path | None:
    """The local file that `text` in a head names; None for an address and for what is not there or not shown."""
    if not text.strip() or places is None:
        return None
    try:
        return images.find(text, places, field=True).path
    except images.Refused:
        return None


def rounded(square: QPixmap, ratio: float) -> QPixmap:
    """The picture with round corners; `ratio` of its pixels lie in one of the window's."""
    result = QPixmap(square.size())
    result.fill(QColor(0, 0, 0, 0))
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    corners = QPainterPath()
    corners.addRoundedRect(0, 0, square.width(), square.height(), 6 * ratio, 6 * ratio)
    painter.setClipPath(corners)
    painter.drawPixmap(0, 0, square)
    painter.end()
    result.setDevicePixelRatio(ratio)
    return result
