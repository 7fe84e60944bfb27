"""The folder is watched; whatever happens in it means one thing: look again. Tells no path, since events get lost."""

import threading
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

_LOOK_EVERY_MS = 30_000
_SETTLE_MS = 120
_RESTART_SECONDS = 5.0


class Watcher(QObject):
    """Says `look_again` a moment after something changed in the folder, and every 30 seconds."""

    look_again = Signal()
    _noticed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE_MS)
        self._settle.timeout.connect(self.look_again)
        self._regular = QTimer(self)
        self._regular.setInterval(_LOOK_EVERY_MS)
        self._regular.timeout.connect(self.look_again)
        self._noticed.connect(self._on_noticed, Qt.ConnectionType.QueuedConnection)

    def watch(self, folder: Path) -> None:
        """Watch `folder` and all below it, and nothing else."""
        self.stop()
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=self._run, args=(folder, self._stop), name="watcher", daemon=True
        )
        self._thread.start()
        self._regular.start()

    def stop(self) -> None:
        """Watch nothing; returns when the thread has ended."""
        self._regular.stop()
        self._settle.stop()
        self._stop.set()
        if self._thread is not None:
            self._thread.join(timeout=2)
            self._thread = None

    def _run(self, folder: Path, stop: threading.Event) -> None:
        import watchfiles  # with what it brings, as long to import as a hundred posts to list

        while not stop.is_set():
            try:
                for _ in watchfiles.watch(
                    folder,
                    watch_filter=None,
                    stop_event=stop,
                    rust_timeout=500,
                    debounce=100,
                    step=50,
                    raise_interrupt=False,
                    ignore_permission_denied=True,
                ):
                    self._noticed.emit()
            except Exception:
                # A vanished folder, a name that is not UTF-8, no watches left: the regular look goes on meanwhile.
                stop.wait(_RESTART_SECONDS)

    @Slot()
    def _on_noticed(self) -> None:
        if not self._settle.isActive():
            self._settle.start()
