"""Keeps the index in step with the folder and says what changed. Owns the index's thread; knows no widget.

A start shows the stored rows, then looks at the disk; every change after that, ours or a stranger's, is one `Delta`.
"""

import os
import sqlite3
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import monotonic
from types import MappingProxyType
from typing import Any, TypeVar

from PySide6.QtCore import QObject, Qt, QTimer, Signal, Slot

from journal_app import files
from journal_app.files import Stamp
from journal_app.library.index import scan
from journal_app.library.index.delta import Delta, joined
from journal_app.library.index.filling import Filled, at_once
from journal_app.library.index.index import Index
from journal_app.library.index.readers import Readers
from journal_app.library.row import PostRow
from journal_app.library.search import grammar
from journal_app.library.sites import chosen
from journal_app.library.sites.folder import identity, is_mass
from journal_app.post.site import PLAIN, Site
from journal_app.session.jobs import Jobs, raised, unheard
from journal_app.session.pace import Pace
from journal_app.settings import JournalChoices

_PROGRESS_SECONDS = 0.2
_TELL_SECONDS = 0.1  # rows of a look are told at once that are read in this time
_STORED_AT_ONCE = 8  # batches of a look
_FIRST_LOOK_MS = 400  # after stored rows were shown: text and preview come first, and share the processor with a look
_NO_CHOICES = JournalChoices()

Outcome = TypeVar("Outcome")


@dataclass(frozen=True, slots=True)
class Progress:
    """A look at the folder under way: `done` of `total` files; total 0 while it is not known."""

    done: int
    total: int


@dataclass(frozen=True, slots=True)
class Found:
    """The answer to a search: the posts whose text holds what `text` asks for, and how well each does: 0.0 is best.

    Without `ranked` every post is as good as the others.
    """

    text: str
    paths: Mapping[Path, float]
    ranked: bool = False


@dataclass(frozen=True, slots=True)
class Absence:
    """What is not where it was: the folder itself (`reason` says why), or so many of its posts that nobody meant it.

    The rows of such posts stay until the author says that they are gone. False when all is there.
    """

    folder: Path
    reason: str = ""
    vanished: tuple[Path, ...] = ()
    known: int = 0
    other_folder: bool = False

    def __bool__(self) -> bool:
        return bool(self.reason or self.vanished)

    @property
    def is_whole(self) -> bool:
        """Whether the journal as a whole is away, so that nothing is to be written in its place."""
        return bool(self.reason) or (bool(self) and (self.other_folder or len(self.vanished) == self.known))


@dataclass(frozen=True, slots=True)
class _Ended:
    """How a look ended: which folder it saw, and the posts whose rows were held back."""

    identity: tuple[int, int] | None
    held: tuple[Path, ...] = ()
    other_folder: bool = False


class Librarian(QObject):
    """The rows of one open folder, by path."""

    library_changed = Signal(object)  # Delta
    words_counted = Signal(object)  # Delta: rows whose length is known now and that are as they were else
    folder_opened = Signal(object)  # Path: the stored rows are there
    rows_read = Signal()  # a look has told all its rows, and stores them now
    looked = Signal()  # a look at the disk has ended
    progressed = Signal(object)  # Progress
    found = Signal(object)  # Found
    trouble = Signal(object)  # str: a sentence
    absence_changed = Signal(object)  # Absence

    _progress = Signal(int, int, int)  # of which opening; done, total
    _batch_read = Signal(int, object)  # of which opening; Delta
    _all_read = Signal(int)  # of which opening

    def __init__(self, database: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = Jobs(1, self)
        self._searches = Jobs(1, self)
        self._pace = Pace(self._is_working, self)
        self._readers = Readers()
        self._index = Index(database, self._readers)
        self._folder: Path | None = None
        self._opening = 0  # what was asked for an earlier one is not heard, also of the same folder
        self._foreseen: Path | None = None
        self._site = PLAIN
        self._anew = False  # every row was read as of another kind of site
        self._rows: dict[Path, PostRow] = {}
        self._looking = False
        self._look_again = False
        self._resting = False
        self._cancel = threading.Event()
        self._asked = ("", False)
        self._has_new_texts = False
        self._identity: tuple[int, int] | None = None
        self._absence: Absence | None = None
        self._begun = 0
        self._told_trouble = False
        self._progress_told = 0.0
        self._first_look = QTimer(self)
        self._first_look.setSingleShot(True)
        self._first_look.setInterval(_FIRST_LOOK_MS)
        self._first_look.timeout.connect(self.look)
        self._progress.connect(self._on_progress, Qt.ConnectionType.QueuedConnection)
        self._batch_read.connect(self._on_batch, Qt.ConnectionType.QueuedConnection)
        self._all_read.connect(self._on_all_read, Qt.ConnectionType.QueuedConnection)

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
    def identity(self) -> tuple[int, int] | None:
        """Device and inode of the folder whose posts these are; None before the first look has ended."""
        return self._identity

    @property
    def absence(self) -> Absence | None:
        """What is away at present, if anything."""
        return self._absence

    def whereabouts(self, stamp: Stamp) -> Sequence[Path]:
        """The posts that may be the file of this stamp under another name: by inode, then by size."""
        same_size = [row for row in self._rows.values() if row.size == stamp.size]
        return [row.path for row in sorted(same_size, key=lambda row: row.inode != stamp.inode)]

    @property
    def is_looking(self) -> bool:
        """Whether a look at the disk is under way, or due."""
        return self._looking or self.is_look_due

    @property
    def is_look_due(self) -> bool:
        """Whether the first look comes in a moment."""
        return self._first_look.isActive()

    def foresee(self, folder: Path) -> None:
        """`folder` will be opened next, before the event loop runs: begin to read what the index holds of it."""
        self._foreseen = folder
        self._opening += 1
        self._read_rows(folder, at_once)  # there is no window yet that goes first

    def open(self, folder: Path, choices: JournalChoices = _NO_CHOICES) -> None:
        """Show what the index holds of `folder`, then look at the disk. `choices` may say which site it is."""
        self._first_look.stop()
        self.cancel()
        self._folder = folder
        self._rows = {}
        self._looking = False
        self._identity = None
        self._absence = None
        self._site = chosen.site_of(folder, choices)
        self._anew = False
        foreseen, self._foreseen = self._foreseen, None
        if foreseen != folder:
            self._opening += 1
            self._pace.begin()
            self._read_rows(folder, self._pace.give_way)

    def choose_site(self, choices: JournalChoices) -> None:
        """The author's word on which site the open folder is; of another kind, all is read anew."""
        if self._folder is not None:
            before, self._site = self._site, chosen.site_of(self._folder, choices)
            if before.kind != self._site.kind:
                self._anew = True
                self.look()

    def close(self) -> None:
        """Stop what is under way and close the index."""
        self._first_look.stop()
        self._cancel.set()
        self._readers.close()
        self._pace.end()
        self._jobs.run(self._index.close, unheard, unheard)
        self._jobs.stop()
        self._searches.stop()

    @Slot()
    def look(self) -> None:
        """Compare the folder with the rows; several calls while one look runs make one more look."""
        folder = self._folder
        if folder is None:
            return
        self._first_look.stop()
        if self._looking or self._resting:
            self._look_again = True
            return
        self._looking = True
        self._progress_told = monotonic()  # a look that is over at once has none
        self._pace.begin()
        known, self._anew = (dict(self._rows), self._anew), False
        number, cancelled = self._opening, self._cancel.is_set
        work = partial(self._look_through, number, folder, self._site, known, self._identity, cancelled)
        self._run(work, partial(self._looked, folder), partial(self._failed, folder))

    @Slot(object)
    def glance(self, paths: frozenset[Path]) -> None:
        """Look at these files before all others, which are looked at in their turn."""
        known = tuple(row for path in paths if (row := self._rows.get(path)) is not None)
        if known and self._folder is not None and not (self._looking or self._resting):
            self._pace.begin()
            work = partial(self._glance, self._opening, self._folder, self._site, known, self._identity)
            self._run(work, partial(self._filled, self._folder), self._index_failed)

    def rest(self, resting: bool) -> None:
        """While many files are written by ourselves: look once after that, not all the time."""
        self._resting = resting
        if not resting:
            self.look()

    @Slot()
    def confirm_gone(self) -> None:
        """The author says that the posts held back are gone: their rows go, too."""
        folder, absence = self._folder, self._absence
        if folder is not None and absence is not None and absence.vanished:
            work = partial(self._forget, folder, absence.vanished)
            self._run(work, self._forgotten, self._index_failed)

    @Slot()
    def cancel(self) -> None:
        """Stop the look under way; the rows found so far stay."""
        self._cancel.set()
        self._cancel = threading.Event()
        self._readers.stop()

    def search(self, text: str, *, ranked: bool = False) -> None:
        """Answer with `found`; an answer to an older question is dropped. A text without words has no answer."""
        self._asked = (text, ranked)
        words = grammar.parse(text).words
        if self._folder is not None and words:
            asked = (self._opening, text, ranked)
            work = partial(self._index.search, self._folder, words, ranked=ranked)
            self._searches.run(work, partial(self._answered, asked), unheard)

    def _run(
        self, work: Callable[[], Outcome], done: Callable[[Outcome], None], failed: Callable[[Exception], None]
    ) -> None:
        """As a job; its outcome is of no interest once something was opened."""
        number = self._opening
        self._jobs.run(work, partial(self._if_open, number, done), partial(self._if_open, number, failed))

    def _if_open(self, number: int, then: Callable[[Any], None], outcome: Any) -> None:
        if number == self._opening:
            then(outcome)

    def _read_rows(self, folder: Path, between: Callable[[], object]) -> None:
        work = partial(self._index.rows, folder, between)
        self._run(work, partial(self._stored, folder), partial(self._not_stored, folder))

    def _stored(self, folder: Path, rows: dict[Path, PostRow]) -> None:
        self._rows = dict(rows)
        self.folder_opened.emit(folder)
        self.library_changed.emit(Delta(added=tuple(rows.values())))
        if rows:
            self._first_look.start()
        else:
            self.look()

    def _not_stored(self, folder: Path, _: Exception) -> None:
        """What the index held cannot be read: the files can."""
        self._stored(folder, {})

    def _look_through(
        self,
        number: int,
        folder: Path,
        site: Site,
        rows: tuple[dict[Path, PostRow], bool],
        before: tuple[int, int] | None,
        cancelled: Callable[[], bool],
    ) -> _Ended:
        """In the index's thread: each batch goes up to the list as it is read, and later into the index."""
        known, anew = rows
        if anew:
            known = {path: replace(row, mtime_ns=-1) for path, row in known.items()}
        now = identity(folder)
        other = before is not None and now != before
        moved: set[int] = set()
        held: tuple[Path, ...] = ()
        found: list[Delta] = []
        untold: list[Delta] = []
        due = 0.0
        try:
            read = partial(self._readers.rows, between=self._pace.give_way)
            progress = partial(self._progress.emit, number)
            looked = scan.batches(folder, site, known, progress, cancelled, self._pace.give_way, read)
            for delta in looked:
                moved.update(row.inode for row in delta.added)
                if delta.removed:
                    gone = tuple(path for path in delta.removed if other or known[path].inode not in moved)
                    if is_mass(len(gone), len(known), other_folder=other):
                        held = gone
                        there = frozenset(delta.removed) - frozenset(gone)
                        delta = replace(delta, removed=tuple(there))
                if delta:
                    found.append(delta)
                    untold.append(delta)
                if untold and monotonic() >= due:
                    self._batch_read.emit(number, joined(untold))
                    untold.clear()
                    due = monotonic() + _TELL_SECONDS
        finally:  # the list has them all before the index is given any
            if untold:
                self._batch_read.emit(number, joined(untold))
            self._all_read.emit(number)
            for start in range(0, len(found), _STORED_AT_ONCE):
                self._pace.give_way()
                self._apply(folder, joined(found[start : start + _STORED_AT_ONCE]))
        if identity(folder) != now:  # something took its place meanwhile: what was seen is of neither
            raise FileNotFoundError(2, "no such file or directory")
        return _Ended(now, held, other)

    def _glance(
        self, number: int, folder: Path, site: Site, known: tuple[PostRow, ...], before: tuple[int, int] | None
    ) -> Filled:
        """In the index's thread: what changed goes up to the list, and its text into the index."""
        with suppress(OSError):
            if identity(folder) == before and (delta := scan.glance(known, site)):
                self._batch_read.emit(number, delta)
                self._all_read.emit(number)
                self._apply(folder, delta)
                return self._fill_some(folder)
        return Filled()

    def _apply(self, folder: Path, delta: Delta) -> None:
        """Store it. The list does not wait for an index that cannot."""
        try:
            self._index.apply(folder, delta)
        except sqlite3.Error:
            self._begun = -1  # everything again, when it can

    def _looked(self, folder: Path, ended: _Ended) -> None:
        self._looking = False
        if not ended.held or self._identity is None:
            self._identity = ended.identity
        absence = Absence(folder, "", ended.held, len(self._rows), ended.other_folder)
        self._tell_absence(absence if absence else None)
        self._feed(folder)
        self._fill(folder)
        self.looked.emit()
        if self._look_again:
            self._look_again = False
            self.look()

    def _tell_absence(self, absence: Absence | None) -> None:
        if absence != self._absence and self._folder is not None:
            self._absence = absence
            self.absence_changed.emit(absence or Absence(self._folder))

    def _forget(self, folder: Path, paths: tuple[Path, ...]) -> Delta:
        gone = Delta(removed=tuple(path for path in paths if not os.path.lexists(path)))
        self._apply(folder, gone)
        return gone

    def _forgotten(self, delta: Delta) -> None:
        self._identity = None  # whatever stands there now is the journal
        self._take(delta)
        self._tell_absence(None)
        self.look()

    def _feed(self, folder: Path) -> bool:
        """An index that was begun anew gets all rows again; whether it was."""
        if self._index.trouble and not self._told_trouble:
            self._told_trouble = True
            self.trouble.emit(f"The index cannot be kept on disk: {self._index.trouble}.")
        if self._begun == self._index.begun:
            return False
        self._begun = self._index.begun
        rows = Delta(added=tuple(self._rows.values()))
        self._jobs.run(partial(self._apply, folder, rows), unheard, unheard)
        return True

    def _is_working(self) -> bool:
        return self._jobs.busy

    def _fill_some(self, folder: Path) -> Filled:
        return self._index.fill(folder, between=self._pace.give_way)

    def _fill(self, folder: Path) -> None:
        self._pace.begin()
        self._run(partial(self._fill_some, folder), partial(self._filled, folder), self._index_failed)

    def _filled(self, folder: Path, step: Filled) -> None:
        delta = Delta(changed=step.counted)
        if any(row.error for row in step.counted):  # what only the whole text shows
            self._take(delta)
        elif delta:
            self._rows.update((row.path, row) for row in step.counted)
            self.words_counted.emit(delta)
        if self._feed(folder) or step:
            self._has_new_texts = self._has_new_texts or step.texts > 0
            self._fill(folder)
        else:
            self._let_rest()
        if self._has_new_texts and not step.texts:
            self._has_new_texts = False
            self.search(self._asked[0], ranked=self._asked[1])

    def _take(self, delta: Delta) -> None:
        if not delta:
            return
        for row in (*delta.added, *delta.changed):
            self._rows[row.path] = row
        for path in delta.removed:
            self._rows.pop(path, None)
        self.library_changed.emit(delta)

    def _answered(self, asked: tuple[int, str, bool], paths: dict[Path, float]) -> None:
        number, text, ranked = asked
        if number == self._opening and (text, ranked) == self._asked:
            self.found.emit(Found(text, paths, ranked))

    def _failed(self, folder: Path, error: Exception) -> None:
        was_looking, self._looking = self._looking, False
        self._let_rest()
        if isinstance(error, OSError):
            self._tell_absence(Absence(folder, files.sentence(error, reading=True), (), len(self._rows)))
        elif isinstance(error, sqlite3.Error):
            self._index_failed(error)
        else:
            self.trouble.emit(f"{folder} could not be read: {error}.")
        if was_looking:
            self._look_again = False
            self.looked.emit()

    def _index_failed(self, error: Exception) -> None:
        """Something beside a look did not come about in the index: neither is the folder away, nor a look over."""
        self._let_rest()
        self.trouble.emit(f"The index cannot be used: {error}.")

    def _let_rest(self) -> None:
        self._jobs.run(self._readers.rest, unheard, raised)

    @Slot(int, object)
    def _on_batch(self, number: int, delta: Delta) -> None:
        if number == self._opening:
            self._take(delta)

    @Slot(int)
    def _on_all_read(self, number: int) -> None:
        if number == self._opening:
            self.rows_read.emit()

    @Slot(int, int, int)
    def _on_progress(self, number: int, done: int, total: int) -> None:
        now = monotonic()
        if number == self._opening and self._looking and now - self._progress_told > _PROGRESS_SECONDS:
            self._progress_told = now
            self.progressed.emit(Progress(done, total))
