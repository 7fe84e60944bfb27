"""Changes of many posts: looked at first, then written, then taken back if the author wants. Opens the dialogs.

A post with unsaved text is left alone and told: neither is its text saved unasked, nor does an edit mix with it. An
open post without gets the change as one step that undo takes back, like a change on disk.
"""

import threading
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from journal_app import files, paths
from journal_app.app.browse import Browse
from journal_app.library.history import History
from journal_app.post.errors import JournalError, shown
from journal_app.session.desk import Desk
from journal_app.session.jobs import Jobs
from journal_app.session.librarian import Librarian
from journal_app.session.outside import Home
from journal_app.ui.main_window import MainWindow
from journal_app.ui.messages import reason, sentence
from journal_app.ui.metadata.place import FormPlace
from journal_app.ui.post_list import PostList
from journal_app.ui.theme import Tokens

if TYPE_CHECKING:  # none of this is for the start
    from journal_app.library.operations import Kind, Operation
    from journal_app.library.plans import Change, Plan, Target
    from journal_app.session.batch import Done, Place, Written
    from journal_app.session.runs import Run
    from journal_app.ui.dialogs.batch import BatchDialog
    from journal_app.ui.dialogs.scope import Scope
    from journal_app.ui.dialogs.tags import WordsDialog

translate = QCoreApplication.translate

_REFRESH_MS = 100
ACTIONS = ("tags_and_categories", "replace_in_posts", "change_posts", "undo_run", "recent_runs")


class Housekeeping(QObject):
    """The way from an operation to changed posts, and back."""

    _progressed = Signal(int, int)

    def __init__(
        self,
        desk: Desk,
        librarian: Librarian,
        history: History,
        browse: Browse,
        post_list: PostList,
        form: FormPlace,
        window: MainWindow,
        tokens: Callable[[], Tokens],
        undo_action: QAction,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._librarian = librarian
        self._history = history
        self._browse = browse
        self._list = post_list
        self._form = form
        self._window = window
        self._tokens = tokens
        self._undo_action = undo_action
        self._lane: Jobs | None = None
        self._cancel = threading.Event()
        self._shown: BatchDialog | None = None
        self._last: Run | None = None
        self._runs: tuple[Run, ...] = ()
        self._read_for: Path | None = None
        self._words: WordsDialog | None = None
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self._recount.timeout.connect(self._show_counts)
        undo_action.setEnabled(False)

    def close(self) -> None:
        """Stop between two files, and wait for the one under way."""
        self._cancel.set()
        if self._lane is not None:
            self._lane.stop()

    # One method for each action

    @Slot()
    def tags_and_categories(self) -> None:
        """Put the journal's tags and categories in order."""
        self.show_words("tags")

    @Slot(str, str)
    def show_words(self, kind: "Kind", word: str = "") -> None:
        """Show the journal's tags or categories, with one of them chosen."""
        if self._librarian.folder is None:
            return
        from journal_app.ui.dialogs.tags import WordsDialog

        self._form.commit()
        dialog = WordsDialog(kind, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.operation_requested.connect(self._carry_out_everywhere)
        self._words = dialog
        self._show_counts()
        dialog.choose(word)
        dialog.exec()
        self._words = None

    @Slot(object)
    def on_library_changed(self, _: object) -> None:
        """The window of words follows the journal."""
        if self._words is not None and not self._recount.isActive():
            self._recount.start(_REFRESH_MS)

    @Slot()
    def _show_counts(self) -> None:
        if self._words is not None:
            rows = self._browse.rows().values()
            tags = Counter(chain.from_iterable(row.tags for row in rows))
            categories = Counter(chain.from_iterable(row.categories for row in rows))
            self._words.show_counts(tags, categories)

    def _carry_out_everywhere(self, operation: "Operation") -> None:
        self.carry_out(operation, tuple(self._browse.rows()))

    @Slot()
    def replace_in_posts(self) -> None:
        """Find and replace in the posts of the list."""
        if self._librarian.folder is None:
            return
        from journal_app.session.replacing import fault
        from journal_app.ui.dialogs.replace_all import ReplaceDialog

        self._form.commit()
        dialog = ReplaceDialog(self._scope(), fault, "", self._window)
        dialog.operation_requested.connect(self.carry_out)
        dialog.exec()

    @Slot()
    def change_posts(self) -> None:
        """Change tags, categories or a field of many posts."""
        self._change(self._scope())

    @Slot(object)
    def change_selected(self, meant: tuple[Path, ...]) -> None:
        """The same, meant for these posts."""
        self._change(replace(self._scope(), selected=meant, prefers_selected=True))

    def _change(self, scope: "Scope") -> None:
        if self._librarian.folder is None:
            return
        from journal_app.ui.dialogs.bulk_edit import BulkEditDialog

        self._form.commit()
        dialog = BulkEditDialog(scope, self._browse.vocabulary, parent=self._window)
        dialog.operation_requested.connect(self.carry_out)
        dialog.exec()

    @Slot()
    def undo_run(self) -> None:
        """Take back the last change of many posts, after asking."""
        if self._last is not None:
            self._ask_undo(self._last)

    @Slot()
    def recent_runs(self) -> None:
        """Show the changes of many posts that were made lately."""
        from journal_app.ui.dialogs.runs import PastRun, RunsDialog

        past = [PastRun(run.name, run.moment, run.operation, run.posts, run.ended, run.undone) for run in self._runs]
        dialog = RunsDialog(past, self._window)
        dialog.undo_requested.connect(self._ask_undo_of)
        dialog.exec()

    def _ask_undo_of(self, name: str) -> None:
        for run in self._runs:
            if run.name == name:
                self._ask_undo(run)

    def _scope(self) -> "Scope":
        from journal_app.ui.dialogs.scope import Scope

        shown_now = tuple(row.path for row in self._browse.shown())
        return Scope(self._list.selection, shown_now, tuple(self._browse.rows()))

    # From a wish to written files

    def carry_out(self, operation: "Operation", wanted: Iterable[Path]) -> None:
        """Show what the operation would do to these posts, and do it if the author says so."""
        from journal_app.session import batch
        from journal_app.ui.dialogs.operation_words import title

        self._form.commit()
        targets = self._targets(operation, wanted)
        dialog = self._dialog(title(operation))
        order = self._browse.vocabulary.order
        work = partial(batch.plan, targets, operation, order, self._progressed.emit, self._newly_cancelled())
        self._jobs.run(work, partial(self._planned, dialog), partial(self._failed, dialog))
        dialog.run_requested.connect(partial(self._run, dialog, operation))
        self._show(dialog)

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
        work = partial(batch.run, place, operation, changes, self._progressed.emit, self._newly_cancelled())
        self._jobs.run(work, partial(self._done, dialog, False), partial(self._failed, dialog))

    def _take_back(self, dialog: "BatchDialog", name: str) -> None:
        from journal_app.session import batch

        place = self._place()
        if place is None:
            dialog.show_trouble(self._held_words())
            return
        dialog.show_running(0)
        hindrances = {path: why for path in self._desk.unsaved if (why := self._hindrance(path))}
        work = partial(batch.undo, place, name, hindrances, self._progressed.emit, self._newly_cancelled())
        self._jobs.run(work, partial(self._done, dialog, True), partial(self._failed, dialog))

    def _done(self, dialog: "BatchDialog", undone: bool, done: "Done") -> None:
        for written in done.written:
            self._take_in(written)
        if dialog is self._shown:
            dialog.show_report(done.report, undone=undone)
        self._librarian.look()
        self._read_runs()

    def _take_in(self, written: "Written") -> None:
        """An open post is what its file is now, as one step of undo; one that was edited meanwhile is compared."""
        path = written.post.path
        sheet = self._desk.sheet(path)
        if sheet is None or sheet.is_unsaved or sheet.in_conflict:
            self._desk.look_again([path])
        else:
            self._desk.rebase(path, written.post, written.stamp, written.post)

    def _failed(self, dialog: "BatchDialog", error: Exception) -> None:
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

    # What was done before

    @Slot()
    def on_looked(self) -> None:
        """A journal was looked through: what can be taken back in it?"""
        if self._librarian.folder != self._read_for:
            self._read_runs()

    def _read_runs(self) -> None:
        self._read_for = folder = self._librarian.folder
        if folder is not None:
            self._jobs.run(partial(_recent, folder), partial(self._runs_read, folder), _unread)

    def _runs_read(self, folder: Path, found: "tuple[Run, ...]") -> None:
        if folder == self._librarian.folder:
            self._last = next((run for run in found if not run.undone), None)
            self._runs = found
            self.reword()

    def reword(self) -> None:
        """Name what would be taken back, in the language of now."""
        self._undo_action.setEnabled(self._last is not None)
        if self._last is not None:
            from journal_app.ui.dialogs.operation_words import undo

            self._undo_action.setText(undo(self._last.operation, self._last.posts).replace("&", "&&"))
        else:
            self._undo_action.setText(translate("Actions", "Undo in many posts"))

    def _ask_undo(self, run: "Run") -> None:
        from journal_app.ui.dialogs.operation_words import title

        dialog = self._dialog(title(run.operation))
        dialog.ask_undo(run.name, run.posts)
        self._show(dialog)

    # Parts

    @property
    def _jobs(self) -> Jobs:
        if self._lane is None:
            self._lane = Jobs(1, self)
        return self._lane

    def _dialog(self, title: str) -> "BatchDialog":
        from journal_app.ui.dialogs.batch import BatchDialog

        above = QApplication.activeModalWidget() or self._window
        dialog = BatchDialog(title, self._place_of, self._tokens(), above)
        dialog.cancel_requested.connect(self._stop)
        dialog.undo_requested.connect(partial(self._take_back, dialog))
        self._progressed.connect(dialog.show_progress)
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
        return Place(home, self._history, _store(), is_open)

    def _held_words(self) -> str:
        text = translate("Housekeeping", "Nothing was written: {reason}.")
        return text.format(reason=reason(self._desk.held or "the folder of the journal is not there"))

    def _targets(self, operation: "Operation", wanted: Iterable[Path]) -> "list[Target]":
        from journal_app.library.operations import concerns
        from journal_app.library.plans import Target

        rows = self._browse.rows()
        found = (rows[path] for path in wanted if path in rows)
        return [
            Target(row.path, row.title, self._hindrance(row.path, bool(row.copy_of)))
            for row in found
            if concerns(operation, row.categories, row.tags)
        ]

    def _hindrance(self, path: Path, is_copy: bool = False) -> str:
        if self._desk.in_conflict(path):
            return "somebody else changed it, and you have not decided yet"
        if path in self._desk.unsaved:
            return "it has unsaved text"
        return "it is a conflict copy" if is_copy else ""

    def _place_of(self, path: Path) -> str:
        """The file's name below the journal's folder."""
        folder = self._librarian.folder
        if folder is not None and path.is_relative_to(folder):
            return shown(path.relative_to(folder))
        return shown(path)


def _store() -> Path:
    return paths.state_dir() / "runs"


def _recent(folder: Path) -> "tuple[Run, ...]":
    from journal_app.session import runs

    return runs.recent(_store(), folder)


def _unread(_: Exception) -> None:
    """Nothing to take back, then."""
