"""One change of many posts on its way: planned, shown, written, taken in by the open posts, taken back.

A post with unsaved text is left alone and told: neither is its text saved unasked, nor does an edit mix with it. An
open post without gets the change as one step that undo takes back, like a change on disk.
"""

import dataclasses
import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot
from PySide6.QtWidgets import QApplication

from journal_app import files
from journal_app.app.showing.browse import Browse
from journal_app.library.history import History
from journal_app.post.errors import JournalError, shown
from journal_app.session.desk import Desk
from journal_app.session.facts import SavedPost, SaveFailure
from journal_app.session.jobs import Jobs
from journal_app.session.librarian import Librarian
from journal_app.session.outside import Home
from journal_app.ui.messages import reason, sentence
from journal_app.ui.metadata.place import FormPlace
from journal_app.ui.style.theme import Tokens
from journal_app.ui.window.main_window import MainWindow

if TYPE_CHECKING:  # none of this is for the start
    from journal_app.library.housekeeping.operations import Operation
    from journal_app.library.housekeeping.plans import Change, Plan, Target
    from journal_app.session.batch import Done, Place, Written
    from journal_app.session.runs import Run
    from journal_app.ui.housekeeping.batch import BatchDialog

translate = QCoreApplication.translate


class Batches(QObject):
    """The way from an operation to changed posts, and back; one at a time, in a lane of its own."""

    ended = Signal()  # a run, or the undo of one
    _progressed = Signal(int, int)
    _written = Signal(int, int)

    def __init__(
        self,
        desk: Desk,
        librarian: Librarian,
        history: History,
        store: Path,
        browse: Browse,
        form: FormPlace,
        window: MainWindow,
        tokens: Callable[[], Tokens],
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._librarian = librarian
        self._history = history
        self._store = store
        self._browse = browse
        self._form = form
        self._window = window
        self._tokens = tokens
        self._lane: Jobs | None = None
        self._cancel = threading.Event()
        self._shown: BatchDialog | None = None
        self._planning: Callable[[], None] | None = None
        self._being_saved: set[Path] = set()
        self._saved: Callable[[], None] | None = None
        desk.post_saved.connect(self._on_saved)
        desk.save_failed.connect(self._on_save_failed)

    @property
    def jobs(self) -> Jobs:
        """The lane."""
        if self._lane is None:
            self._lane = Jobs(1, self)
        return self._lane

    def close(self) -> None:
        """Stop between two files, and wait for the one under way."""
        self._cancel.set()
        if self._lane is not None:
            self._lane.stop()

    @Slot()
    def on_looked(self) -> None:
        """A journal was looked through: what waited for that goes on."""
        plan, self._planning = self._planning, None
        if plan is not None:
            plan()

    def carry_out(self, operation: "Operation", wanted: Iterable[Path] | None = None) -> None:
        """Show what the operation would do to these posts, or to all, and do it if the author says so."""
        from journal_app.ui.housekeeping.operation_words import title

        self._form.commit()
        dialog = self._dialog(title(operation))
        dialog.run_requested.connect(partial(self._run, dialog, operation))
        plan = partial(self._plan, dialog, operation, None if wanted is None else tuple(wanted))
        dialog.save_requested.connect(partial(self._save_first, plan))
        if self._librarian.is_looking:  # else a post might be left out that is only about to be found
            self._planning = plan
            dialog.note.setText(translate("Housekeeping", "Waiting until all posts are found…"))
        else:
            plan()
        self._show(dialog)
        self._planning = self._saved = None

    def _plan(self, dialog: "BatchDialog", operation: "Operation", wanted: tuple[Path, ...] | None) -> None:
        from journal_app.library.housekeeping.operations import AddWords
        from journal_app.session import batch, replacing

        if isinstance(operation, AddWords):
            operation = dataclasses.replace(operation, spaced=self._librarian.site.parts_at_spaces(operation.kind))
        targets = self._targets(operation, self._browse.rows() if wanted is None else wanted)
        order = self._browse.vocabulary.order
        cancelled = self._newly_cancelled()
        work = partial(batch.plan, targets, operation, order, self._progressed.emit, cancelled, replacing.edited)
        self.jobs.run(work, partial(self._planned, dialog), partial(self._failed, dialog))

    def _save_first(self, plan: Callable[[], None], wanted: tuple[Path, ...]) -> None:
        """Save these posts as Ctrl+S does, then plan again, whatever became of the saves."""
        self._saved = plan
        self._being_saved = set(wanted) & self._desk.unsaved
        for path in tuple(self._being_saved):
            self._desk.save(path)
        self._go_on()

    @Slot(object)
    def _on_saved(self, saved: SavedPost) -> None:
        self._being_saved.discard(saved.post.path)
        self._go_on()

    @Slot(object)
    def _on_save_failed(self, failure: SaveFailure) -> None:
        self._being_saved.discard(failure.path)
        self._go_on()

    def _go_on(self) -> None:
        if self._saved is not None and not self._being_saved:
            plan, self._saved = self._saved, None
            plan()

    def _planned(self, dialog: "BatchDialog", plan: "Plan | None") -> None:
        if plan is not None and dialog is self._shown:
            dialog.show_plan(plan)

    def _run(self, dialog: "BatchDialog", operation: "Operation", changes: "tuple[Change, ...]") -> None:
        from journal_app.session import batch

        place = self._place()
        if place is None:
            dialog.show_trouble(self._held_words())
            return
        dialog.show_running(len(changes))
        self._librarian.rest(True)
        work = partial(batch.run, place, operation, changes, self._written.emit, self._newly_cancelled())
        self.jobs.run(work, partial(self._done, dialog, False), partial(self._failed, dialog))

    def _take_back(self, dialog: "BatchDialog", name: str) -> None:
        from journal_app.session import batch

        place = self._place()
        if place is None:
            dialog.show_trouble(self._held_words())
            return
        dialog.show_looking()
        self._librarian.rest(True)
        hindrances = {path: why for path in self._desk.unsaved if (why := self._hindrance(path))}
        tell = self._written.emit, self._newly_cancelled(), self._progressed.emit
        work = partial(batch.undo, place, name, hindrances, *tell)
        self.jobs.run(work, partial(self._done, dialog, True), partial(self._failed, dialog))

    def _done(self, dialog: "BatchDialog", undone: bool, done: "Done") -> None:
        for written in done.written:
            self._take_in(written)
        if dialog is self._shown:
            dialog.show_report(done.report, undone=undone)
        self._librarian.rest(False)
        self.ended.emit()

    def _take_in(self, written: "Written") -> None:
        """An open post is what its file is now, as one step of undo; one that was edited meanwhile is compared."""
        path = written.post.path
        sheet = self._desk.sheet(path)
        if sheet is None or sheet.is_unsaved or sheet.in_conflict:
            self._desk.look_again([path])
        else:
            self._desk.rebase(path, written.post, written.stamp, written.post)

    def _failed(self, dialog: "BatchDialog", error: Exception) -> None:
        self._librarian.rest(False)
        if dialog is not self._shown:
            return
        if isinstance(error, JournalError):
            dialog.show_trouble(sentence(error))
        elif isinstance(error, OSError):
            text = translate("Housekeeping", "Nothing was written: {reason}.")
            dialog.show_trouble(text.format(reason=reason(files.sentence(error))))
        elif isinstance(error, LookupError | ValueError):
            dialog.show_trouble(translate("Housekeeping", "What this run did cannot be read any more."))
        else:
            raise error

    def ask_undo(self, run: "Run") -> None:
        """Take a run back, after asking."""
        from journal_app.ui.housekeeping.operation_words import title

        dialog = self._dialog(title(run.operation))
        dialog.ask_undo(run.name, run.posts)
        self._show(dialog)

    def _dialog(self, title: str) -> "BatchDialog":
        from journal_app.ui.housekeeping.batch import BatchDialog

        above = QApplication.activeModalWidget() or self._window
        dialog = BatchDialog(title, self._place_of, self._tokens(), above)
        dialog.cancel_requested.connect(self._stop)
        dialog.undo_requested.connect(partial(self._take_back, dialog))
        self._progressed.connect(dialog.show_progress)
        self._written.connect(dialog.show_written)
        return dialog

    def _show(self, dialog: "BatchDialog") -> None:
        self._shown = dialog
        dialog.exec()
        self._shown = None
        dialog.deleteLater()

    @Slot()
    def _stop(self) -> None:
        self._cancel.set()

    def _newly_cancelled(self) -> Callable[[], bool]:
        """Whether what begins now is cancelled; what went on before is."""
        self._cancel.set()
        self._cancel = threading.Event()
        return self._cancel.is_set

    def _place(self) -> "Place | None":
        """Where to write; None while nothing may be written."""
        from journal_app.session.batch import Place

        folder = self._librarian.folder
        if folder is None or self._desk.held:
            return None
        home = Home(folder, self._librarian.identity)
        is_open = frozenset(path for path in self._browse.rows() if self._desk.post(path) is not None)
        return Place(home, self._history, self._store, is_open)

    def _held_words(self) -> str:
        text = translate("Housekeeping", "Nothing was written: {reason}.")
        return text.format(reason=reason(self._desk.held or "the folder of the journal is not there"))

    def _targets(self, operation: "Operation", wanted: Iterable[Path]) -> "list[Target]":
        from journal_app.library.housekeeping.operations import concerns
        from journal_app.library.housekeeping.plans import Target

        rows = self._browse.rows()
        found = (rows[path] for path in wanted if path in rows)
        return [
            Target(row.path, row.title, self._hindrance(row.path, bool(row.copy_of)))
            for row in found
            if concerns(operation, row.categories, row.tags)
        ]

    def _hindrance(self, path: Path, is_copy: bool = False) -> str:
        from journal_app.library.housekeeping.plans import UNSAVED

        if self._desk.in_conflict(path):
            return "somebody else changed it, and you have not decided yet"
        if path in self._desk.unsaved:
            return UNSAVED
        return "it is a conflict copy" if is_copy else ""

    def _place_of(self, path: Path) -> str:
        """The file's name below the journal's folder."""
        folder = self._librarian.folder
        if folder is not None and path.is_relative_to(folder):
            return shown(path.relative_to(folder))
        return shown(path)
