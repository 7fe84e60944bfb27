"""Opening a journal: a folder, a recent one, the sample; what is shown first, and what a crash left unsaved."""

import os
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QDateTime, QLocale, QObject, Qt, QTimer, Signal, Slot

from journal_app import files, paths
from journal_app.app.notices import Notices
from journal_app.app.posts.posts import Posts
from journal_app.app.preferences import Preferences
from journal_app.app.showing.browse import Browse
from journal_app.library.index.delta import Delta
from journal_app.library.search.query import remembered
from journal_app.post import fields
from journal_app.post.errors import JournalError, NotAPost, shown
from journal_app.post.opening import opened
from journal_app.session.desk import Desk
from journal_app.session.librarian import Librarian, Progress
from journal_app.session.presence import Presence, is_folder
from journal_app.session.recovery import Found, Recovered, Recovery
from journal_app.session.watcher import Watcher
from journal_app.ui.messages import reason
from journal_app.ui.style.theme import Tokens
from journal_app.ui.window import status_bar
from journal_app.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from journal_app.ui.versions.recovery import UnsavedText

translate = QCoreApplication.translate

_WATCH_AFTER_MS = 200


class Journals(QObject):
    """The open journal and the way into another."""

    journal_requested = Signal(object)  # Path

    def __init__(
        self,
        desk: Desk,
        librarian: Librarian,
        watcher: Watcher,
        recovery: Recovery,
        browse: Browse,
        notices: Notices,
        posts: Posts,
        window: MainWindow,
        preferences: Preferences,
        tokens: Callable[[], Tokens],
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._librarian = librarian
        self._watcher = watcher
        self._recovery = recovery
        self._browse = browse
        self._notices = notices
        self._posts = posts
        self._window = window
        self._preferences = preferences
        self._tokens = tokens
        self._presence = Presence(self)
        self._presence.changed.connect(self._name_recent)
        self._first: Path | None = None
        self._recovered: dict[Path, Recovered] = {}  # by their logs
        self._watch_timer = QTimer(self)
        self._watch_timer.setSingleShot(True)
        self._watch_timer.setInterval(_WATCH_AFTER_MS)
        self._watch_timer.timeout.connect(self._watch)
        self._watches_later = False

    def close(self) -> None:
        """No folder is watched from now on."""
        self._watch_timer.stop()

    def open(self, folder: Path, first: Path | None = None) -> None:
        """Open `folder`; `first` is the post to show, else the one shown last time."""
        if not (is_there := is_folder(folder)):
            self._say_missing(folder, answers=is_there is not None)
            return
        self._recovery.close()  # what is unsaved waits for the next start; where nothing is opened it stays in hand
        self._desk.clear()
        memory = self._preferences.journal(folder)
        self._preferences.remember(self._preferences.memory.opened(folder))
        if first is None and memory.last_post and (folder / memory.last_post).is_file():
            first = folder / memory.last_post
        self._first = first
        self._window.show_page("journal")
        self._window.show_post_pane(False)
        self._window.show_title("", folder.name)
        self._librarian.open(folder, self._preferences.choices(folder))
        self._browse.start(remembered(memory.sort, memory.descending, memory.group))
        self.show_recent()
        if first is not None:
            self._desk.open(first)
        self._watcher.leave()
        self._watches_later = False
        self._watch_timer.start()
        self._recovered = {}
        self._notices.forget("recovered")
        self._notices.forget("recovered elsewhere")
        self._recovery.look(folder)

    def _say_missing(self, folder: Path, *, answers: bool) -> None:
        if answers:
            memory = self._preferences.memory
            self._preferences.remember(
                replace(memory, recent=tuple(name for name in memory.recent if name != str(folder)))
            )
        self._notices.tell(NotAPost(folder, "there is no such folder" if answers else "its disk does not answer"))
        self.show_recent()

    def open_sample(self) -> None:
        """Open the author's copy of the sample journal; it is made when there is none."""
        target = paths.documents_dir() / translate("Journals", "Sample journal")
        if not target.is_dir():
            try:
                _copy(paths.sample_journal(), target)
            except OSError as error:
                self._notices.tell(NotAPost(target, files.sentence(error)))
                return
            except JournalError as error:
                self._notices.tell(error)
                return
        self.open(target)

    def welcome(self) -> None:
        """Show the page that offers the ways in."""
        self.show_recent()
        self._window.show_page("welcome")

    def show_recent(self) -> None:
        """Name the open journal, and the recent ones but those that are known to be gone; then ask about them."""
        self._name_recent()
        self._presence.ask(Path(name) for name in self._preferences.memory.recent)

    @Slot()
    def _name_recent(self) -> None:
        recent = [Path(name) for name in self._preferences.memory.recent]
        there = [path for path in recent if not self._presence.is_missing(path)]
        self._window.show_journal(self._librarian.folder, there)

    @Slot(object)
    def on_library_changed(self, delta: Delta) -> None:
        """Let the desk compare the open posts, and show one when none is wanted yet and all rows are there."""
        if not self._librarian.is_looking:
            self.show_newest()
        self._desk.on_library_changed(delta)

    @Slot()
    def show_newest(self) -> None:
        """Show the newest post when none is wanted yet: which one that is, is known when a look has told all rows."""
        if self._first is None and self._desk.current is None:
            newest = self._browse.newest()
            if newest is not None:
                self._first = newest.path
                self._desk.open(self._first)

    @Slot(object)
    def on_progressed(self, progress: Progress) -> None:
        """A look at the folder, in the status bar, when it takes long enough to tell."""
        text = translate("Journals", "Reading posts")
        self._window.status.show_progress(status_bar.Progress(text, progress.done, progress.total))

    @Slot()
    def on_looked(self) -> None:
        """The look is over."""
        self._window.status.show_progress(None)
        if self._watches_later:
            self._watch()

    @Slot(object)
    def on_saved(self, _: object) -> None:
        """Our own save is a change of the folder like any other."""
        self._librarian.look()

    @Slot(object)
    def on_application_state(self, state: Qt.ApplicationState) -> None:
        """Back from another program, which may have written here."""
        if state == Qt.ApplicationState.ApplicationActive and not self._librarian.is_look_due:
            self._librarian.look()

    @Slot(object)
    def on_trouble(self, sentence: str) -> None:
        """The folder or the index could not be read."""
        self._notices.say("library", reason(sentence), warning=True, again=partial(self.on_trouble, sentence))

    @Slot()
    def _watch(self) -> None:
        """Watch the folder, after its first look: each file that is opened in a watched folder is told, too."""
        self._watches_later = self._librarian.is_looking
        if self._librarian.folder is not None and not self._watches_later:
            self._watcher.watch(self._librarian.folder)

    @Slot(object)
    def on_unsaved_found(self, found: Found) -> None:
        """What earlier processes left: offered as a notice, restored by the author alone."""
        if found.folder != self._librarian.folder:
            return
        self._recovered = {one.log: one for one in found.unsaved}
        self._offer()
        self._offer_elsewhere(found.elsewhere)
        if found.newer or found.damaged:
            place = shown((found.newer or found.damaged)[0].parent)
            if found.newer:
                text = translate("Journals", "Unsaved text of a later version of this program is kept in {place}.")
            else:
                text = translate("Journals", "A record of unsaved text was damaged. What there is is kept in {place}.")
            self._notices.say("recovered aside", text.format(place=place), warning=True)

    def _offer(self) -> None:
        if not self._recovered:
            self._notices.forget("recovered")
            return
        titles = _titles(self._recovered.values())
        newest = max(found.moment for found in self._recovered.values())
        when = QLocale().toString(QDateTime.fromSecsSinceEpoch(int(newest.timestamp())), QLocale.FormatType.ShortFormat)
        text = translate("Journals", "Unsaved text from {time} was found: {titles}.").format(time=when, titles=titles)
        deeds: dict[str, tuple[str, Callable[[], None]]] = {}
        if any(self._is_plain(found) for found in self._recovered.values()):
            deeds["restore"] = (translate("Journals", "Restore"), self._restore_plain)
        deeds["show"] = (translate("Journals", "Show…"), self._show_unsaved)
        self._notices.say("recovered", text, deeds, again=self._offer)

    def _offer_elsewhere(self, found: Sequence[Recovered]) -> None:
        recent = [Path(name) for name in self._preferences.memory.recent]
        for one in found:
            folder = next((folder for folder in recent if one.post.path.is_relative_to(folder)), None)
            if folder is not None and not self._presence.is_missing(folder):
                text = translate("Journals", "There is unsaved text in another journal, {name}.")
                deed = (translate("Journals", "Open it"), partial(self.journal_requested.emit, folder))
                self._notices.say(
                    "recovered elsewhere",
                    text.format(name=shown(Path(folder.name))),
                    {"open": deed},
                    again=partial(self._offer_elsewhere, found),
                )
                return

    def _is_plain(self, found: Recovered) -> bool:
        """Whether nothing speaks against bringing this text back: its file and the open post are as it knew them."""
        same = [one for one in self._recovered.values() if one.post.path == found.post.path]
        return (
            found is same[0]
            and found.post.path not in self._desk.unsaved
            and _digest_on_disk(found.post.path) == found.digest
        )

    def _restore_plain(self) -> None:
        """Bring back what can be brought back without a question, and ask about the rest; the newest ends in front."""
        for found in reversed(tuple(self._recovered.values())):
            if self._is_plain(found):
                self._restore(found.log)
        if self._recovered:
            self._show_unsaved()

    @Slot(object)
    def _restore(self, log: Path) -> None:
        found = self._recovered.get(log)
        if found is None:
            return
        if found.post.path in self._desk.unsaved:
            self._keep_both(log)
            return
        del self._recovered[log]
        self._desk.recover(found.post)
        self._recovery.adopt(found.post, self._desk.digest(found.post.path), found)

    @Slot(object)
    def _keep_both(self, log: Path) -> None:
        found = self._recovered.get(log)
        if found is None:
            return
        try:
            copy = self._posts.start_beside(found.post)
        except JournalError as error:
            self._notices.tell(error)
            return
        del self._recovered[log]
        self._recovery.adopt(copy, "", found)

    @Slot(object)
    def _discard(self, log: Path) -> None:
        self._recovery.discard(self._recovered.pop(log))

    def _show_unsaved(self) -> None:
        texts = [_unsaved_text(found) for found in self._recovered.values()]
        from journal_app.ui.versions.recovery import RecoveryDialog

        dialog = RecoveryDialog(texts, self._tokens(), self._window)
        dialog.restore_requested.connect(self._restore)
        dialog.keep_both_requested.connect(self._keep_both)
        dialog.discard_requested.connect(self._discard)
        dialog.exec()
        self._offer()


def _titles(found: Iterable[Recovered]) -> str:
    titles = list(dict.fromkeys(fields.meaning(one.post).title for one in found))
    rest = translate("Journals", "{n} more").format(n=len(titles) - 3)
    return translate("Journals", ", ").join([*titles[:3], rest] if len(titles) > 3 else titles)


def _digest_on_disk(path: Path) -> str:
    try:
        return files.read(path)[1].digest
    except (OSError, JournalError):
        return ""


def _unsaved_text(found: Recovered) -> "UnsavedText":
    from journal_app.ui.versions.recovery import UnsavedText

    try:
        raw, stamp = files.read(found.post.path)
        disk: str | None = opened(found.post.path, raw, like=found.post).text
        changed = stamp.digest != found.digest
    except (OSError, JournalError):
        disk, changed = None, False
    title = fields.meaning(found.post).title
    return UnsavedText(
        found.log, found.post.path, title, found.moment, found.post.text, disk, changed, found.torn
    )  # fmt: skip


def _copy(source: Path, target: Path) -> None:
    """The folder with all that is in it, file by file. OSError or JournalError when one cannot be made."""
    for folder, _, names in os.walk(source):
        place = target / Path(folder).relative_to(source)
        place.mkdir(parents=True, exist_ok=True)
        for name in names:
            files.write(place / name, Path(folder, name).read_bytes())
