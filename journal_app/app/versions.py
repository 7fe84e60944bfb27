"""The earlier versions of a post: kept before a save replaces them, shown with what differs, brought back as edits."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

from journal_app import files
from journal_app.app.notices import Notices
from journal_app.library.history import History
from journal_app.post import fields
from journal_app.post.errors import JournalError, NotAPost, shown
from journal_app.post.post import Post
from journal_app.session.desk import Desk
from journal_app.session.jobs import Jobs
from journal_app.settings import Settings
from journal_app.ui.main_window import MainWindow
from journal_app.ui.theme import Tokens

translate = QCoreApplication.translate

_PRUNE_AFTER_MS = 20_000
_PRUNE_EVERY_MS = 6 * 3600 * 1000


class Versions(QObject):
    """The way into the history."""

    def __init__(
        self,
        history: History,
        desk: Desk,
        jobs: Jobs,
        idle: Jobs,
        notices: Notices,
        window: MainWindow,
        tokens: Callable[[], Tokens],
    ) -> None:
        super().__init__(window)
        self._history = history
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
        """What a save that was killed left in the folder: removed if its bytes are known, else kept as a copy."""
        work = partial(files.settle_strays, folder, self._history.holds)
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
        from journal_app.ui.dialogs.history import EarlierText, HistoryDialog

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
        version = self._read(path, digest)
        if version is not None and self._desk.post(path) is not None:
            self._desk.replace_post(version)

    def _read(self, path: Path, digest: str) -> Post | None:
        try:
            return Post.parse(path, self._history.read(digest))
        except (OSError, JournalError):
            self._notices.tell(NotAPost(path, "this version cannot be read any more"))
            return None

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error


def _done(_: object) -> None:
    """The history is in order."""
