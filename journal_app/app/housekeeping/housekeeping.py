"""Tags and categories, fields and text of many posts: what is asked first, and what was done lately. Writes nothing."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Slot
from PySide6.QtGui import QAction

from journal_app import paths
from journal_app.app.housekeeping.batches import Batches
from journal_app.app.showing.browse import Browse
from journal_app.library.history import History
from journal_app.session.desk import Desk
from journal_app.session.librarian import Librarian
from journal_app.ui.metadata.place import FormPlace
from journal_app.ui.post_list.post_list import PostList
from journal_app.ui.style.theme import Tokens
from journal_app.ui.window.main_window import MainWindow

if TYPE_CHECKING:  # none of this is for the start
    from journal_app.library.housekeeping.operations import Kind, Operation
    from journal_app.session.runs import Run
    from journal_app.ui.housekeeping.scope import Scope
    from journal_app.ui.housekeeping.tags import WordsDialog

translate = QCoreApplication.translate

_REFRESH_MS = 100
_NOT_PLAIN = ':"-'  # a search with these asks for more than a text
ACTIONS = ("tags_and_categories", "replace_in_posts", "change_posts", "undo_run", "recent_runs")


class Housekeeping(QObject):
    """The questions before a change of many posts, and the list of those that were made."""

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
        self._librarian = librarian
        self._browse = browse
        self._list = post_list
        self._form = form
        self._window = window
        self._undo_action = undo_action
        self._store = paths.state_dir() / "runs"
        self._batches = Batches(desk, librarian, history, self._store, browse, form, window, tokens)
        self._batches.ended.connect(self._read_runs)
        self._last: Run | None = None
        self._runs: tuple[Run, ...] = ()
        self._read_for: Path | None = None
        self._words: WordsDialog | None = None
        self._recount = QTimer(self)
        self._recount.setSingleShot(True)
        self._recount.timeout.connect(self._show_counts)
        undo_action.setEnabled(False)

    def close(self) -> None:
        """Stop what is under way between two files."""
        self._batches.close()

    def carry_out(self, operation: "Operation", wanted: Iterable[Path] | None = None) -> None:
        """Show what the operation would do to these posts, or to all, and do it if the author says so."""
        self._batches.carry_out(operation, wanted)

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
        from journal_app.ui.housekeeping.tags import WordsDialog

        self._form.commit()
        dialog = WordsDialog(kind, self._window, nested=self._browse.nested)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.operation_requested.connect(self._batches.carry_out)
        self._words = dialog
        self._show_counts()
        dialog.choose(word)
        dialog.exec()
        self._words = None

    @Slot(str)
    def rename_branch(self, branch: str) -> None:
        """Rename a category of the tree with all below it."""
        from journal_app.library.row import places
        from journal_app.ui.housekeeping.rename_branch import RenameBranchDialog

        self._form.commit()
        nested = self._browse.nested
        paths = {path for row in self._browse.rows().values() for path in places(row, nested=nested)}
        dialog = RenameBranchDialog(branch, paths, nested=nested, parent=self._window)
        dialog.operation_requested.connect(self._batches.carry_out)
        dialog.exec()

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

    @Slot()
    def replace_in_posts(self) -> None:
        """Find and replace in the posts of the list."""
        if self._librarian.folder is None:
            return
        from journal_app.session.replacing import fault
        from journal_app.ui.housekeeping.replace_all import ReplaceDialog

        self._form.commit()
        sought = self._browse.query.text.strip()
        plain = not any(sign in sought for sign in _NOT_PLAIN)
        dialog = ReplaceDialog(self._scope(), fault, sought if plain else "", self._window)
        dialog.operation_requested.connect(self._batches.carry_out)
        dialog.exec()

    @Slot()
    def change_posts(self) -> None:
        """Change tags, categories or a field of many posts; from the list's menu, of those it is meant for."""
        scope, meant = self._scope(), self._list.targets
        self._change(replace(scope, selected=meant, prefers_selected=True) if meant else scope)

    def _change(self, scope: "Scope") -> None:
        if self._librarian.folder is None:
            return
        from journal_app.ui.housekeeping.bulk_edit import BulkEditDialog

        self._form.commit()
        dialog = BulkEditDialog(scope, self._browse.vocabulary, parent=self._window)
        dialog.operation_requested.connect(self._batches.carry_out)
        dialog.exec()

    @Slot()
    def undo_run(self) -> None:
        """Take back the last change of many posts, after asking."""
        if self._last is not None and self._last.folder == self._librarian.folder:
            self._batches.ask_undo(self._last)

    @Slot()
    def recent_runs(self) -> None:
        """Show the changes of many posts that were made lately."""
        from journal_app.ui.housekeeping.runs import PastRun, RunsDialog

        past = [PastRun(run.name, run.moment, run.operation, run.posts, run.ended, run.undone) for run in self._runs]
        dialog = RunsDialog(past, self._window)
        dialog.undo_requested.connect(self._ask_undo_of)
        dialog.exec()

    def _ask_undo_of(self, name: str) -> None:
        for run in self._runs:
            if run.name == name:
                self._batches.ask_undo(run)

    def _scope(self) -> "Scope":
        from journal_app.ui.housekeeping.scope import Scope

        shown_now = tuple(row.path for row in self._browse.shown())
        return Scope(self._list.selection, shown_now, tuple(self._browse.rows()))

    # What was done before

    @Slot()
    def on_looked(self) -> None:
        """A journal was looked through: what can be taken back in it?"""
        self._batches.on_looked()
        if self._librarian.folder != self._read_for:
            self._read_runs()

    @Slot()
    def _read_runs(self) -> None:
        self._read_for = folder = self._librarian.folder
        if folder is not None:
            self._batches.jobs.run(partial(_recent, self._store, folder), partial(self._runs_read, folder), _unread)

    def _runs_read(self, folder: Path, found: "tuple[Run, ...]") -> None:
        if folder == self._librarian.folder:
            self._last = next((run for run in found if not run.undone), None)
            self._runs = found
            self.reword()

    @Slot()
    def reword(self) -> None:
        """Name what would be taken back, in the language of now."""
        self._undo_action.setEnabled(self._last is not None)
        if self._last is not None:
            from journal_app.ui.housekeeping.operation_words import undo

            self._undo_action.setText(undo(self._last.operation, self._last.posts).replace("&", "&&"))
        else:
            self._undo_action.setText(translate("Actions", "Undo in many posts"))


def _recent(store: Path, folder: Path) -> "tuple[Run, ...]":
    from journal_app.session import runs

    return runs.recent(store, folder)


def _unread(_: Exception) -> None:
    """Nothing to take back, then."""
