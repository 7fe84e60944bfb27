"""Small pictures of local files, found and read off the UI thread and kept. Knows no posts and no widgets."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QRunnable, QSize, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage, QImageReader, QPixmap

from journal_app.render.safe import drawing
from journal_app.render.safe.image_heads import DRAWING, kind_of
from journal_app.render.safe.images import HEAVIEST_DRAWING

MOST_PIXELS = 50_000_000
MOST_BYTES = 20_000_000
KEPT = 600
_HEAD = 1 << 16


def read_square(path: Path, size: int) -> QImage:
    """The middle of the picture at `path` as a square of `size` pixels; a null image when it cannot be.

    A drawing has to be a small world of its own: Qt's reader opens what it names, and draws as long as it takes.
    """
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES or not _is_harmless(path):
            return QImage()
    except (OSError, ValueError):
        return QImage()
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    full = reader.size()
    if not full.isValid() or full.width() * full.height() > MOST_PIXELS:
        return QImage()
    reader.setScaledSize(full.scaled(QSize(size, size), Qt.AspectRatioMode.KeepAspectRatioByExpanding))
    image = reader.read()
    if image.isNull():
        return image
    left, top = (image.width() - size) // 2, (image.height() - size) // 2
    return image.copy(QRect(left, top, size, size))


def _is_harmless(path: Path) -> bool:
    with path.open("rb") as file:
        kind = kind_of(start := file.read(_HEAD))
        if kind != DRAWING:
            return bool(kind)
        data = start + file.read(HEAVIEST_DRAWING)
    return len(data) <= HEAVIEST_DRAWING and drawing.is_closed(data)


Find = Callable[[], Path | None]
_Key = tuple[Hashable, int]


def _found_square(find: Find, size: int) -> QImage:
    path = find()
    return QImage() if path is None else read_square(path, size)


class Thumbnails(QObject):
    """Pictures by name and size: asked for while painting, there some moments later."""

    ready = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[_Key, QPixmap | None] = OrderedDict()
        self._asked: set[_Key] = set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._relay = _Relay()
        self._relay.made.connect(self._keep, Qt.ConnectionType.QueuedConnection)

    def picture(self, name: Hashable, size: int, find: Find) -> QPixmap | None:
        """The picture when it is here; a null one while it is read; None when there is none to read.

        `find` gives the file of this name; it is called in the reading thread.
        """
        key = (name, size)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            self._asked.add(key)
            self._pool.start(_Read(key, find, self._relay))
        return QPixmap()

    def forget(self) -> None:
        """Read every picture anew when it is next asked for."""
        self._kept.clear()

    @Slot()
    def look_again(self) -> None:
        """Look for those anew that were not there."""
        missing = [key for key, picture in self._kept.items() if picture is None]
        for key in missing:
            del self._kept[key]
        if missing:
            self.ready.emit(None)

    @Slot(object)
    def _keep(self, made: tuple[_Key, QImage]) -> None:
        key, image = made
        self._asked.discard(key)
        self._kept[key] = None if image.isNull() else QPixmap.fromImage(image)
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        self.ready.emit(key[0])


class _Relay(QObject):
    """Carries a picture from the reading thread to the UI's."""

    made = Signal(object)


class _Read(QRunnable):
    def __init__(self, key: _Key, find: Find, relay: _Relay) -> None:
        super().__init__()
        self._key = key
        self._work = partial(_found_square, find, key[1])
        self._relay = relay

    def run(self) -> None:
        self._relay.made.emit((self._key, self._work()))
