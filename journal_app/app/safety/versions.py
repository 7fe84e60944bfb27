"""What a post was: versions kept before a save replaces them, and text that was discarded; brought back as edits."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

from journal_app import files
from journal_app.app.notices import Notices
from journal_app.app.posts.posts import Posts
from journal_app.library.history import History
from journal_app.post import fields
from journal_app.post.errors import JournalError, NotAPost, shown
from journal_app.post.opening import opened
from journal_app.post.post import Post
from journal_app.session.desk import Desk
from journal_app.session.jobs import Jobs
from journal_app.session.librarian import Absence
from journal_app.session.put_aside import Discarded
from journal_app.session.recovery import Recovery
from journal_app.settings import Settings
from journal_app.ui.style.theme import Tokens
from journal_app.ui.window.main_window import MainWindow

translate = QCoreApplication.translate

_PRUNE_AFTER_MS = 20_000
_PRUNE_EVERY_MS = 6 * 3600 * 1000


class Versions(QObject):
    """The way into the history, and to what was discarded."""

    def __init__(
        self,
        history: History,
        recovery: Recovery,
        posts: Posts,
        desk: Desk,
        jobs: Jobs,
        idle: Jobs,
        notices: Notices,
        window: MainWindow,
        tokens: Callable[[], Tokens],
    ) -> None:
        super().__init__(window)
        self._history = history
        self._recovery = recovery
        self._posts = posts
        self._folder: Path | None = None
        self._is_swept = self._is_away = False
        self._discarded: dict[Path, Post] = {}  # by their logs, while they are shown
        self._desk = desk
        self._jobs = jobs
        self._idle = idle
        self._notices = notices
        self._window = window
        self._tokens = tokens
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.prune)
        self._timer.start(_PRUNE_AFTER_MS)

    @Slot(object)
    def on_settings_changed(self, chosen: Settings) -> None:
        """How long and how much to keep."""
        self._history.days, self._history.megabytes = chosen.history_days, chosen.history_megabytes

    @Slot(object)
    def on_folder_opened(self, folder: Path) -> None:
        """Another journal: it is swept after the first look that finds it there."""
        self._folder = folder
        self._is_swept = self._is_away = False

    @Slot(object)
    def on_absence_changed(self, absence: Absence) -> None:
        """The journal is away, or back: then it is swept, also of what a save left that was cut short by that."""
        self._is_away = bool(absence)
        self._is_swept = False

    @Slot()
    def on_looked(self) -> None:
        """What a save that was killed left in the folder: removed if its bytes are known, else kept as a copy."""
        if self._folder is not None and not self._is_away and not self._is_swept:
            self._is_swept = True
            work = partial(files.settle_strays, self._folder, self._is_known)
            self._idle.run(work, self._settled, self._failed)

    @Slot(object)
    def on_post_moved(self, move: tuple[Path, Path]) -> None:
        """The versions follow the post's name."""
        self._jobs.run(partial(self._history.moved, *move), _done, self._failed)

    @Slot()
    def prune(self) -> None:
        """Let go of what is too old or too much."""
        self._timer.setInterval(_PRUNE_EVERY_MS)
        self._jobs.run(partial(self._history.prune, datetime.now(UTC)), _done, self._failed)

    def _settled(self, settled: tuple[files.Settled, ...]) -> None:
        kept = [shown(Path(one.kept.name)) for one in settled if one.kept is not None]
        if not kept:
            return
        text = translate("Versions", "A save that was cut short left text behind. It is kept as {names}.")

        def say() -> None:
            self._notices.say("strays", text.format(names=translate("Journals", ", ").join(kept)), again=say)

        say()

    def show(self, path: Path) -> None:
        """Show the post's versions; restore the one that is chosen."""
        from journal_app.ui.versions.history import EarlierText, HistoryDialog

        post = self._desk.post(path)
        if post is None:
            return
        try:
            versions = self._history.versions(path)
        except OSError as error:
            self._failed(error)
            return
        texts = [EarlierText(version.digest, version.moment, version.size) for version in versions]

        def text_of(digest: str) -> str | None:
            version = self._read(path, digest)
            return None if version is None else version.text

        def restore(digest: str) -> None:
            self.restore(path, digest)

        dialog = HistoryDialog(fields.meaning(post).title, texts, text_of, post.text, self._tokens(), self._window)
        dialog.restore_requested.connect(restore)
        dialog.exec()

    def restore(self, path: Path, digest: str) -> None:
        """Bring a version back as an edit: undo takes it away again, and nothing is written before a save."""
        version, post = self._read(path, digest), self._desk.post(path)
        if version is None or post is None:
            return
        if not (post.read_only or version.read_only or post.envelope.lacks(version.text)):
            version = replace(version, envelope=post.envelope)  # undo takes back text, and no change of encoding
        self._desk.replace_post(version)

    def show_discarded(self) -> None:
        """Show what was discarded in the last days, as soon as it is read."""
        if self._folder is not None:
            self._recovery.look_for_discarded(self._folder)

    @Slot(object)
    def on_discarded_found(self, found: tuple[Discarded, ...]) -> None:
        """The discarded texts, for the author to choose from; those that are brought back stay among them."""
        if not found:
            text = translate("Versions", "Nothing was discarded here in the last seven days.")
            self._window.status.show_message(text)
            return
        from journal_app.ui.versions.recovery import RecoveryDialog, UnsavedText

        texts = [
            UnsavedText(
                one.found.log, one.found.post.path, fields.meaning(one.found.post).title, one.found.moment,
                one.found.post.text, one.disk, torn=one.found.torn,
            )
            for one in found
        ]  # fmt: skip
        self._discarded = {one.found.log: one.found.post for one in found}
        dialog = RecoveryDialog(texts, self._tokens(), self._window, discarded=True)
        dialog.restore_requested.connect(self._restore_discarded)
        dialog.keep_both_requested.connect(self._keep_beside)
        dialog.exec()
        self._discarded = {}

    @Slot(object)
    def _restore_discarded(self, log: Path) -> None:
        """As an edit; over other unsaved text it would be a loss, so it is put beside that."""
        post = self._discarded[log]
        if post.path in self._desk.unsaved:
            self._keep_beside(log)
        elif self._desk.post(post.path) is not None:
            self._desk.open(post.path)
            self._desk.replace_post(post)
        else:
            self._desk.recover(post)

    @Slot(object)
    def _keep_beside(self, log: Path) -> None:
        try:
            self._posts.start_beside(self._discarded[log])
        except JournalError as error:
            self._notices.tell(error)

    def _is_known(self, digest: str) -> bool:
        """Whether these bytes are kept in the history, or as unsaved text. In a thread."""
        return self._history.holds(digest) or self._recovery.holds(digest)

    def _read(self, path: Path, digest: str) -> Post | None:
        try:
            return opened(path, self._history.read(digest), like=self._desk.post(path))
        except OSError:
            self._notices.tell(NotAPost(path, "this version cannot be read any more"))
            return None

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error


def _done(_: object) -> None:
    """The history is in order."""
