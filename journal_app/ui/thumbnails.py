"""Small pictures of local covers, read off the UI thread and kept. Knows files, no posts and no widgets."""

from collections import OrderedDict
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QRect, QRunnable, QSize, Qt, QThreadPool, Signal, Slot
from PySide6.QtGui import QImage, QImageReader, QPixmap

MOST_PIXELS = 50_000_000
MOST_BYTES = 20_000_000
KEPT = 600


def read_square(path: Path, size: int) -> QImage:
    """The middle of the picture at `path` as a square of `size` pixels; a null image when it cannot be."""
    try:
        if not path.is_file() or path.stat().st_size > MOST_BYTES:
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


class Thumbnails(QObject):
    """Pictures by file and size: asked for while painting, there some moments later."""

    ready = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[tuple[Path, int], QPixmap | None] = OrderedDict()
        self._asked: set[tuple[Path, int]] = set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._relay = _Relay()
        self._relay.made.connect(self._keep, Qt.ConnectionType.QueuedConnection)

    def picture(self, path: Path, size: int) -> QPixmap | None:
        """The picture when it is here; a null one while it is read; None when there is none to read."""
        key = (path, size)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            self._asked.add(key)
            self._pool.start(_Read(key, self._relay))
        return QPixmap()

    def forget(self) -> None:
        """Read every picture anew when it is next asked for."""
        self._kept.clear()

    @Slot(object)
    def _keep(self, made: tuple[tuple[Path, int], QImage]) -> None:
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
    def __init__(self, key: tuple[Path, int], relay: _Relay) -> None:
        super().__init__()
        self._key = key
        self._work = partial(read_square, *key)
        self._relay = relay

    def run(self) -> None:
        self._relay.made.emit((self._key, self._work()))
