"""Saving by itself, where the author chose it: on leaving a post or after a pause, and never where it could harm."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Slot

from journal_app.app.preferences import Preferences
from journal_app.post.post import Post
from journal_app.session.desk import Desk, Opened
from journal_app.session.librarian import Librarian
from journal_app.session.presence import is_folder

PAUSE_MS = 2000
_PATIENCE = 0.2  # seconds: a disk that does not answer holds no key up


class Autosave(QObject):
    """Saves unsaved posts as the setting says; silent while a post is in conflict, undecoded or without its folder."""

    def __init__(self, desk: Desk, librarian: Librarian, preferences: Preferences, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._librarian = librarian
        self._preferences = preferences
        self._front: Path | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(PAUSE_MS)
        self._timer.timeout.connect(self.save_all)

    @Slot(object)
    def on_post_edited(self, _: Post) -> None:
        """The author types, or somebody else wrote: the pause begins anew."""
        if self._preferences.settings.autosave == "pause":
            self._timer.start()

    @Slot(object)
    def on_post_opened(self, opened: Opened) -> None:
        """Another post is in front: the one that was is left."""
        left, self._front = self._front, opened.post.path
        if left is not None and left != self._front and self._preferences.settings.autosave != "off":
            self.save(left)

    @Slot(object)
    def on_post_moved(self, move: tuple[Path, Path]) -> None:
        """The post in front has a new name: that is no leaving."""
        if self._front == move[0]:
            self._front = move[1]

    @Slot()
    def save_all(self) -> None:
        """Save what may be saved."""
        for path in tuple(self._desk.unsaved):
            self.save(path)

    def save(self, path: Path) -> None:
        """Save the post if nothing speaks against it."""
        if self._preferences.settings.autosave != "off" and self.may_save(path):
            self._desk.save(path)

    def covers(self, paths: frozenset[Path]) -> bool:
        """Whether all of these would be saved without a question."""
        return self._preferences.settings.autosave != "off" and all(map(self.may_save, paths))

    def may_save(self, path: Path) -> bool:
        """Whether the post is unsaved, decoded, in no conflict, and its journal is there."""
        post = self._desk.post(path)
        folder = self._librarian.folder
        return (
            post is not None
            and path in self._desk.unsaved
            and not post.read_only
            and not post.is_guess
            and not self._desk.in_conflict(path)
            and not self._desk.held
            and folder is not None
            and is_folder(folder, _PATIENCE) is True
        )
