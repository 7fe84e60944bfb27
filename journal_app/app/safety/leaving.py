"""Leaving with unsaved posts: saved first, kept for the next start, or given up. Asks unless autosave covers it."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from journal_app.app.safety.autosave import Autosave
from journal_app.app.safety.keeping import Keeping
from journal_app.post import fields
from journal_app.session.desk import Desk
from journal_app.ui.metadata.place import FormPlace
from journal_app.ui.window.main_window import MainWindow


class Leaving(QObject):
    """Whether the open posts may go, and going on once they are saved."""

    def __init__(self, desk: Desk, form: FormPlace, keeping: Keeping, autosave: Autosave, window: MainWindow) -> None:
        super().__init__(window)
        self._desk = desk
        self._form = form
        self._keeping = keeping
        self._autosave = autosave
        self._window = window
        self._when_saved: Callable[[], object] | None = None

    def may_leave(self, again: Callable[[], object]) -> bool:
        """Whether the posts may go off the desk. If they are to be saved first, `again` is called after it."""
        self._form.commit()
        unsaved = self._desk.unsaved
        if not unsaved:
            return True
        if self._autosave.covers(unsaved):
            self._save_first(again)
            return False
        from journal_app.ui.dialogs.unsaved import UnsavedDialog

        titles = [(fields.meaning(post).title, post.path) for post in self._desk.unsaved_posts()]
        dialog = UnsavedDialog(titles, self._window)
        dialog.exec()
        match dialog.choice:
            case "keep":
                return True
            case "discard":
                for path in unsaved:
                    self._keeping.give_up(path)
                return True
            case "save":
                self._save_first(again)
        return False

    def leave_kept(self) -> None:
        """There is no time to ask: everything typed goes to the recovery store."""
        self._form.commit()
        self._keeping.note_half_typed()

    @Slot(object)
    def on_unsaved_changed(self, unsaved: frozenset[Path]) -> None:
        """Everything was saved on the way out: go on."""
        if self._when_saved is not None and not unsaved:
            go_on, self._when_saved = self._when_saved, None
            QTimer.singleShot(0, self._window, go_on)

    @Slot(object)
    def stay(self, _: object) -> None:
        """A save failed, and the author shall see why; or the author went on writing."""
        self._when_saved = None

    def _save_first(self, again: Callable[[], object]) -> None:
        self._when_saved = again
        self._desk.save_all()
