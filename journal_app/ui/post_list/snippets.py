"""The line under each answer of a search, cut off the UI thread for the rows that are painted. Knows no widget."""

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, Qt, QThreadPool, Signal, Slot

from journal_app.library.index.scan import body_of
from journal_app.library.row import PostRow
from journal_app.library.search.snippet import Marked, snippet
from journal_app.library.search.text import Phrase

KEPT = 400


class Snippets(QObject):
    """Snippets by post: asked for while painting, there some moments later. Those of an older search are dropped."""

    ready = Signal(object)  # Path

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.phrases: tuple[Phrase, ...] = ()
        self._kept: OrderedDict[tuple[Path, int], Marked | None] = OrderedDict()
        self._asked: set[tuple[Path, int]] = set()
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(1)
        self._relay = _Relay()
        self._relay.made.connect(self._keep, Qt.ConnectionType.QueuedConnection)

    def seek(self, phrases: tuple[Phrase, ...]) -> None:
        """From now on mark the hits of these."""
        phrases = tuple(asked for asked in phrases if not asked.is_not)
        if phrases != self.phrases:
            self.phrases = phrases
            self._pool.clear()
            self._kept.clear()
            self._asked.clear()

    def of(self, row: PostRow) -> Marked | None:
        """The snippet of the row's text when it is here; None while it is cut, and for a text without a hit."""
        if not self.phrases:
            return None
        key = (row.path, row.mtime_ns)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._asked:
            self._asked.add(key)
            self._pool.start(_Cut(row, self.phrases, self._relay))
        return None

    @Slot(object)
    def _keep(self, made: "_Made") -> None:
        row, phrases, found = made
        if phrases != self.phrases:
            return
        key = (row.path, row.mtime_ns)
        self._asked.discard(key)
        self._kept[key] = found
        while len(self._kept) > KEPT:
            self._kept.popitem(last=False)
        if found is not None:
            self.ready.emit(row.path)


_Made = tuple[PostRow, tuple[Phrase, ...], Marked | None]


class _Relay(QObject):
    """Carries a snippet from the cutting thread to the UI's."""

    made = Signal(object)


class _Cut(QRunnable):
    def __init__(self, row: PostRow, phrases: tuple[Phrase, ...], relay: _Relay) -> None:
        super().__init__()
        self._row, self._phrases = row, phrases
        self._relay = relay

    def run(self) -> None:
        self._relay.made.emit((self._row, self._phrases, snippet(body_of(self._row), self._phrases)))
