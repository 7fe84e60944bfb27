"""Keeps the index in step with the folder and says what changed. Owns the index's thread; knows no widget.

A start shows the stored rows, then looks at the disk; every change after that, ours or a stranger's, is one `Delta`.
"""

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from types import MappingProxyType

from PySide6.QtCore import QObject, Qt, Signal, Slot

from journal_app import files
from journal_app.library import scan, sites
from journal_app.library.delta import Delta
from journal_app.library.index import Index
from journal_app.library.row import PostRow
from journal_app.post.site import PLAIN, Site
from journal_app.session.jobs import Jobs


@dataclass(frozen=True, slots=True)
class Progress:
    """A look at the folder under way: `done` of `total` files; total 0 while it is not known."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search: the posts whose text holds `text`."""

    text: str
    paths: frozenset[Path]


class Librarian(QObject):
    """The rows of one open folder, by path."""

    library_changed = Signal(object)  # Delta
    folder_opened = Signal(object)  # Path: the stored rows are there
    looked = Signal()  # a look at the disk has ended
    progressed = Signal(object)  # Progress
    found = Signal(object)  # Found
    trouble = Signal(object)  # str: a sentence

    _progress = Signal(int, int)
    _batch_read = Signal(object)  # tuple[Path, Delta]

    def __init__(self, database: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = Jobs(1, self)
        self._searches = Jobs(1, self)
        self._index = Index(database)
        self._folder: Path | None = None
        self._site = PLAIN
        self._rows: dict[Path, PostRow] = {}
        self._looking = False
        self._look_again = False
        self._cancel = threading.Event()
        self._text = ""
        self._progress.connect(self._on_progress, Qt.ConnectionType.QueuedConnection)
        self._batch_read.connect(self._on_batch, Qt.ConnectionType.QueuedConnection)

    @property
    def folder(self) -> Path | None:
        """The open folder."""
        return self._folder

    @property
    def site(self) -> Site:
        """Which kind of site the folder belongs to."""
        return self._site

    @property
    def rows(self) -> MappingProxyType[Path, PostRow]:
        """A view of the rows by path; it changes with each Delta."""
        return MappingProxyType(self._rows)

    @property
    def is_looking(self) -> bool:
        """Whether a look at the disk is under way."""
        return self._looking

    def open(self, folder: Path) -> None:
        """Show what the index holds of `folder`, then look at the disk."""
        self._cancel.set()
        self._cancel = threading.Event()
        self._folder = folder
        self._rows = {}
        self._looking = False
        self._site = sites.site_of(folder)
        self._jobs.run(
            partial(self._index.rows, folder), partial(self._stored, folder), partial(self._failed, folder)
        )

    def close(self) -> None:
        """Stop what is under way and close the index."""
        self._cancel.set()
        self._jobs.run(self._index.close, _nothing, _nothing)
        self._jobs.finish()
        self._searches.finish()

    @Slot()
    def look(self) -> None:
        """Compare the folder with the rows; several calls while one look runs make one more look."""
        folder = self._folder
        if folder is None:
            return
        if self._looking:
            self._look_again = True
            return
        self._looking = True
        work = partial(self._look_through, folder, self._site, dict(self._rows), self._cancel.is_set)
        self._jobs.run(work, partial(self._looked, folder), partial(self._failed, folder))

    @Slot()
    def cancel(self) -> None:
        """Stop the look under way; the rows found so far stay."""
        self._cancel.set()
        self._cancel = threading.Event()

    def search(self, text: str) -> None:
        """Answer with `found`; an answer to an older text is dropped."""
        self._text = text
        if self._folder is not None and text.strip():
            self._searches.run(
                partial(self._index.search, self._folder, text), partial(self._answered, text), _nothing
            )

    def _stored(self, folder: Path, rows: dict[Path, PostRow]) -> None:
        if folder != self._folder:
            return
        self._rows = dict(rows)
        self.folder_opened.emit(folder)
        self.library_changed.emit(Delta(added=tuple(rows.values())))
        self.look()

    def _look_through(
        self, folder: Path, site: Site, known: dict[Path, PostRow], cancelled: Callable[[], bool]
    ) -> None:
        """In the index's thread: each batch goes into the index and up to the list as it is read."""
        for delta in scan.batches(folder, site, known, self._progress.emit, cancelled):
            if delta:
                self._index.apply(folder, delta)
                self._batch_read.emit((folder, delta))

    def _looked(self, folder: Path, _: None) -> None:
        if folder != self._folder:
            return
        self._looking = False
        self._fill(folder)
        self.looked.emit()
        if self._look_again:
            self._look_again = False
            self.look()

    def _fill(self, folder: Path) -> None:
        self._jobs.run(
            partial(self._index.fill, folder), partial(self._filled, folder), partial(self._failed, folder)
        )

    def _filled(self, folder: Path, delta: Delta) -> None:
        if folder != self._folder:
            return
        self._take(delta)
        if delta:
            self._fill(folder)
        elif self._text:
            self.search(self._text)

    def _take(self, delta: Delta) -> None:
        if not delta:
            return
        for row in (*delta.added, *delta.changed):
            self._rows[row.path] = row
        for path in delta.removed:
            self._rows.pop(path, None)
        self.library_changed.emit(delta)

    def _answered(self, text: str, paths: frozenset[Path]) -> None:
        if text == self._text:
            self.found.emit(Found(text, paths))

    def _failed(self, folder: Path, error: Exception) -> None:
        if folder == self._folder:
            self._looking = False
            reason = files.sentence(error) if isinstance(error, OSError) else str(error)
            self.trouble.emit(f"{folder} could not be read: {reason}.")
            self.looked.emit()

    @Slot(object)
    def _on_batch(self, batch: tuple[Path, Delta]) -> None:
        folder, delta = batch
        if folder == self._folder:
            self._take(delta)

    @Slot(int, int)
    def _on_progress(self, done: int, total: int) -> None:
        if self._looking:
            self.progressed.emit(Progress(done, total))


def _nothing(_: object) -> None:
    """Nobody waits for this outcome."""
