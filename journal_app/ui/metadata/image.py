"""A field that is an image: its path or address, a thumbnail of a local one, a picker. Fetches nothing."""

from collections.abc import Sequence
from os.path import relpath
from pathlib import Path
from urllib.parse import unquote

from PySide6.QtCore import QCoreApplication, QSize, Qt, QTimer, Slot
from PySide6.QtGui import QColor, QImageReader, QPainter, QPainterPath, QPixmap, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QWidget

from journal_app.post.values import Value
from journal_app.ui.metadata.field import Field
from journal_app.ui.metadata.glyph_button import GlyphButton
from journal_app.ui.metadata.lines import LineEdit

translate = QCoreApplication.translate

SIDE = 52
_MOST_BYTES = 20_000_000
_MOST_PIXELS = 50_000_000


class ImageField(Field):
    """A path relative to the post's folder, `/…` under one of the site's asset roots, or an address."""

    kind = "image"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folder = Path()
        self._roots: tuple[Path, ...] = ()
        self._shown_file: Path | None = None
        self._line = LineEdit("value")
        self._line.setPlaceholderText(translate("Metadata", "no image"))
        self._line.typed.connect(self._tell_typed)
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

    def set_places(self, folder: Path, roots: Sequence[Path]) -> None:
        """The post's folder, and the folders that `/…` stands for."""
        if (folder, tuple(roots)) != (self._folder, self._roots):
            self._folder, self._roots = folder, tuple(roots)
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
        """Ask for a file, and write its path as this post would."""
        words = translate("Metadata", "Choose an image")
        kinds = translate("Metadata", "Images") + " (*.png *.jpg *.jpeg *.webp *.gif *.svg *.avif *.bmp)"
        name, _ = QFileDialog.getOpenFileName(self.window(), words, str(self._folder), kinds)
        if name:
            self.take_file(Path(name))

    def take_file(self, file: Path) -> None:
        """Make `file` the image, as the author's edit."""
        text = path_for(file, self._folder, self._roots)
        self._line.fill(text)
        self._tell_typed(text)

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
        """Show the thumbnail, once the field itself is seen."""
        if not self.isVisible():
            return
        file = file_of(self._line.text(), self._folder, self._roots)
        if file == self._shown_file and file is not None:
            return
        self._shown_file = file
        pixmap = thumbnail(file, SIDE, self.devicePixelRatioF()) if file is not None else None
        self._picture.setVisible(pixmap is not None)
        if pixmap is not None:
            self._picture.setPixmap(pixmap)


def file_of(text: str, folder: Path, roots: Sequence[Path]) -> Path | None:
    """The local file `text` names in a post in `folder`; None for an address and for what is not there."""
    text = text.strip()
    if not text or "://" in text or text.startswith(("//", "data:", "\\\\")) or "\0" in text:
        return None
    for name in dict.fromkeys((text, unquote(text.split("?")[0].split("#")[0]))):
        places = [root / name.lstrip("/") for root in roots] if name.startswith("/") else [folder / name]
        for place in places:
            try:
                if place.is_file():
                    return place
            except (OSError, ValueError):
                continue
    return None


def path_for(file: Path, folder: Path, roots: Sequence[Path]) -> str:
    """How a post in `folder` names `file`: beside or under it plainly, under an asset root `/…`, else by `../`."""
    if file.is_relative_to(folder):
        return file.relative_to(folder).as_posix()
    for root in roots:
        if file.is_relative_to(root):
            return "/" + file.relative_to(root).as_posix()
    try:
        return Path(relpath(file, folder)).as_posix()
    except ValueError:  # another drive
        return file.as_posix()


def thumbnail(file: Path, side: int, ratio: float) -> QPixmap | None:
    """The middle of the image, `side` square with round corners; None when it is no image or too large to read."""
    try:
        if file.stat().st_size > _MOST_BYTES:
            return None
    except OSError:
        return None
    reader = QImageReader(str(file))
    reader.setAutoTransform(True)
    size = reader.size()
    if not size.isValid() or size.width() * size.height() > _MOST_PIXELS:
        return None
    inner = QSize(round(side * ratio), round(side * ratio))
    reader.setScaledSize(size.scaled(inner, Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return None
    result = QPixmap(inner)
    result.fill(QColor(0, 0, 0, 0))
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    corners = QPainterPath()
    corners.addRoundedRect(0, 0, inner.width(), inner.height(), 6 * ratio, 6 * ratio)
    painter.setClipPath(corners)
    painter.drawImage((inner.width() - image.width()) // 2, (inner.height() - image.height()) // 2, image)
    painter.end()
    result.setDevicePixelRatio(ratio)
    return result
