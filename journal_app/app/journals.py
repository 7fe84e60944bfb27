"""Opening a journal: a folder, a recent one, the sample; what is shown first, and what a crash left unsaved."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Qt, QTimer, Slot

from journal_app import files, paths
from journal_app.app.browse import Browse
from journal_app.app.notices import Notices
from journal_app.app.preferences import Preferences
from journal_app.library.delta import Delta
from journal_app.library.query import Query
from journal_app.post import fields
from journal_app.post.errors import JournalError, NotAPost
from journal_app.post.post import Post
from journal_app.session import recovery as recoveries
from journal_app.session.desk import Desk
from journal_app.session.librarian import Librarian, Progress
from journal_app.session.recovery import Recovered, Recovery
from journal_app.session.watcher import Watcher
from journal_app.ui import status_bar
from journal_app.ui.dialogs.recovery import RecoveryDialog, UnsavedText
from journal_app.ui.main_window import MainWindow
from journal_app.ui.messages import reason
from journal_app.ui.theme import Tokens

translate = QCoreApplication.translate

_WATCH_AFTER_MS = 200


class Journals(QObject):
    """The open journal and the way into another."""

    def __init__(
        self,
        store: Path,
        desk: Desk,
        librarian: Librarian,
        watcher: Watcher,
        recovery: Recovery,
        browse: Browse,
        notices: Notices,
        window: MainWindow,
        preferences: Preferences,
        tokens: Callable[[], Tokens],
    ) -> None:
        super().__init__(window)
        self._store = store
        self._desk = desk
        self._librarian = librarian
        self._watcher = watcher
        self._recovery = recovery
        self._browse = browse
        self._notices = notices
        self._window = window
        self._preferences = preferences
        self._tokens = tokens
        self._first: Path | None = None
        self._recovered: dict[Path, Recovered] = {}
        self._watch_timer = QTimer(self)
        self._watch_timer.setSingleShot(True)
        self._watch_timer.setInterval(_WATCH_AFTER_MS)
        self._watch_timer.timeout.connect(self._watch)

    def open(self, folder: Path, first: Path | None = None) -> None:
        """Open `folder`; `first` is the post to show, else the one shown last time."""
        if not folder.is_dir():
            self._preferences.remember(
                replace(
                    self._preferences.memory,
                    recent=tuple(name for name in self._preferences.memory.recent if name != str(folder)),
                )
            )
            self._notices.tell(NotAPost(folder, "there is no such folder"))
            self.show_recent()
            return
        self._desk.clear()
        memory = self._preferences.journal(folder)
        self._preferences.remember(self._preferences.memory.opened(folder))
        if first is None and memory.last_post and (folder / memory.last_post).is_file():
            first = folder / memory.last_post
        self._first = first
        self._window.show_page("journal")
        self._window.show_post_pane(False)
        self._window.show_title("", folder.name)
        self._librarian.open(folder)
        self._browse.start(Query(sort=memory.sort, descending=memory.descending))  # type: ignore[arg-type]
        self.show_recent()
        if first is not None:
            self._desk.open(first)
        self._watch_timer.start()
        self._offer_unsaved(folder)

    def open_sample(self) -> None:
        """Open the author's copy of the sample journal; it is made when there is none."""
        target = paths.documents_dir() / translate("Journals", "Sample journal")
        if not target.is_dir():
            try:
                shutil.copytree(paths.sample_journal(), target)
            except OSError as error:
                self._notices.tell(NotAPost(target, files.sentence(error)))
                return
        self.open(target)

    def welcome(self) -> None:
        """Show the page that offers the ways in."""
        self.show_recent()
        self._window.show_page("welcome")
        self._window.show_title("", "")

    def show_recent(self) -> None:
        """Name the open journal, and the recent ones that are still there."""
        recent = [Path(name) for name in self._preferences.memory.recent]
        self._window.show_journal(self._librarian.folder, [path for path in recent if path.is_dir()])

    @Slot(object)
    def on_library_changed(self, delta: Delta) -> None:
        """Show a post when none is wanted yet, and let the desk compare the open ones."""
        if self._first is None and self._desk.current is None:
            newest = self._browse.newest()
            if newest is not None:
                self._first = newest.path
                self._desk.open(self._first)
        self._desk.look_again([row.path for row in delta.changed] + list(delta.removed))

    @Slot(object)
    def on_progressed(self, progress: Progress) -> None:
        """A look at the folder, in the status bar, when it takes long enough to tell."""
        text = translate("Journals", "Reading posts")
        self._window.status.show_progress(status_bar.Progress(text, progress.done, progress.total))

    @Slot()
    def on_looked(self) -> None:
        """The look is over."""
        self._window.status.show_progress(None)

    @Slot(object)
    def on_saved(self, _: object) -> None:
        """Our own save is a change of the folder like any other."""
        self._librarian.look()

    @Slot(object)
    def on_application_state(self, state: Qt.ApplicationState) -> None:
        """Back from another program, which may have written here."""
        if state == Qt.ApplicationState.ApplicationActive:
            self._librarian.look()

    @Slot(object)
    def on_trouble(self, sentence: str) -> None:
        """The folder or the index could not be read."""
        self._notices.say("library", reason(sentence), warning=True, again=partial(self.on_trouble, sentence))

    @Slot()
    def _watch(self) -> None:
        if self._librarian.folder is not None:
            self._watcher.watch(self._librarian.folder)

    def _offer_unsaved(self, folder: Path) -> None:
        self._recovered = {found.post.path: found for found in recoveries.pending(self._store, folder)}
        if not self._recovered:
            self._notices.forget("recovered")
        else:
            self._say_recovered()

    def _say_recovered(self) -> None:
        titles = [fields.meaning(found.post).title for found in self._recovered.values()][:3]
        names = translate("Journals", ", ").join(titles)
        text = translate("Journals", "Unsaved text from last time was found: {titles}.").format(titles=names)
        self._notices.say(
            "recovered",
            text,
            {
                "restore": (translate("Journals", "Restore"), self._restore_all),
                "show": (translate("Journals", "Show…"), self._show_unsaved),
            },
            again=self._say_recovered,
        )

    def _restore_all(self) -> None:
        for path in tuple(self._recovered):
            self._restore(path)

    @Slot(object)
    def _restore(self, path: Path) -> None:
        found = self._recovered.pop(path)
        self._desk.recover(found.post)
        self._recovery.adopt(found.post, found.digest, found.log)

    @Slot(object)
    def _discard(self, path: Path) -> None:
        self._recovery.discard(self._recovered.pop(path).log)

    def _show_unsaved(self) -> None:
        texts = [_unsaved_text(found) for found in self._recovered.values()]
        dialog = RecoveryDialog(texts, self._tokens(), self._window)
        dialog.restore_requested.connect(self._restore)
        dialog.discard_requested.connect(self._discard)
        dialog.exec()


def _unsaved_text(found: Recovered) -> UnsavedText:
    try:
        raw, stamp = files.read(found.post.path)
        disk: str | None = _text(Post.parse(found.post.path, raw))
        changed = bool(found.digest) and stamp.digest != found.digest
    except (OSError, JournalError):
        disk, changed = None, False
    title = fields.meaning(found.post).title
    return UnsavedText(found.post.path, title, found.moment, _text(found.post), disk, changed)


def _text(post: Post) -> str:
    return post.opening + post.head_text + post.closing + post.body


