"""Whether a file keeps still: what is half written, or just being replaced, is looked at again in a moment."""

from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from journal_app.post.post import Post

STILL_SECONDS = 0.28
CUT_STILL_SECONDS = 2.0  # for a file that looks half-written: empty, or the beginning of what it was
_AGAIN_MS = 300


def patience(before: Post | None, on_disk: Post) -> float:
    """How many seconds a file has to keep still: more when it looks as if somebody were still writing it."""
    if on_disk.bulk:
        return STILL_SECONDS
    raw = on_disk.to_bytes()
    known = before.to_bytes() if before is not None else b""
    return CUT_STILL_SECONDS if not raw or known.startswith(raw) else STILL_SECONDS


class Settling(QObject):
    """The files that were seen changed, each with what it became and since when."""

    look_again = Signal(object)  # tuple[Path, ...]

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._seen: dict[Path, tuple[str, float]] = {}
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AGAIN_MS)
        self._timer.timeout.connect(self._tell)

    def is_still(self, path: Path, digest: str, seconds: float) -> bool:
        """Whether the file has been this (\"\": gone) for so long; else `look_again` comes soon."""
        before, since = self._seen.get(path, (None, 0.0))
        now = monotonic()
        if before != digest:
            since = now
            self._seen[path] = (digest, since)
        if now - since >= seconds:
            del self._seen[path]
            return True
        if not self._timer.isActive():
            self._timer.start()
        return False

    def forget(self, path: Path) -> None:
        """The file is as we know it, or is not of interest any more."""
        self._seen.pop(path, None)

    @Slot()
    def _tell(self) -> None:
        self.look_again.emit(tuple(self._seen))
