"""What other programs did to the journal as a whole: it is away, posts vanished, copies came, we are started anew."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from journal_app.app.notices import Deeds, Notices
from journal_app.app.showing.browse import Browse
from journal_app.library.search.query import cleared, only
from journal_app.post import fields
from journal_app.post.errors import shown
from journal_app.post.post import Post
from journal_app.session.conflicts import Conflicts
from journal_app.session.desk import Desk
from journal_app.session.facts import Opened, Replaced
from journal_app.session.instance import Instance, Request
from journal_app.session.librarian import Absence, Librarian
from journal_app.session.outside import Home
from journal_app.session.watcher import LIMIT, MISSING
from journal_app.ui.editor.editor import Editor
from journal_app.ui.messages import reason
from journal_app.ui.window.main_window import MainWindow

translate = QCoreApplication.translate


class Strangers(QObject):
    """Tells the author, and keeps the desk from writing where the journal is not."""

    post_requested = Signal(object)  # Path

    def __init__(
        self,
        desk: Desk,
        conflicts: Conflicts,
        librarian: Librarian,
        instance: Instance,
        browse: Browse,
        notices: Notices,
        editor: Editor,
        window: MainWindow,
        *,
        separate: bool = False,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._conflicts = conflicts
        self._librarian = librarian
        self._instance = instance
        self._browse = browse
        self._notices = notices
        self._editor = editor
        self._window = window
        self._separate = separate
        self._copy_told: Path | None = None

    @Slot(object)
    def on_folder_opened(self, folder: Path) -> None:
        """Another journal is open: its posts are saved there, and other starts on it come to us."""
        for key in ("away", "watch", "copy", "instance"):
            self._notices.forget(key)
        self._desk.release()
        self._desk.work_in(Home(folder), self._librarian.whereabouts)
        if not self._separate and not self._instance.claim(folder):
            self._say_not_alone(folder)

    @Slot()
    def on_looked(self) -> None:
        """The look says which folder it saw: nothing new is written into another one."""
        folder = self._librarian.folder
        if folder is not None:
            self._desk.work_in(Home(folder, self._librarian.identity), self._librarian.whereabouts)
        self._tell_copies()

    @Slot(object)
    def on_absence_changed(self, absence: Absence) -> None:
        """The journal, or much of it, is away, or back."""
        if not absence:
            self._notices.forget("away")
            self._desk.release()
            return
        if absence.is_whole:
            self._desk.hold("the folder of the journal is not there")
        else:
            self._desk.release()
        self._say_away(absence)

    def _say_away(self, absence: Absence) -> None:
        name = shown(Path(absence.folder.name))
        if absence.reason:
            text = translate(
                "Strangers",
                'The folder "{name}" cannot be read: {reason}. The list shows what was in it; '
                "what you write is kept in recovery and saved when the folder is back.",
            ).format(name=name, reason=reason(absence.reason))
        elif absence.is_whole:
            text = translate(
                "Strangers",
                'The posts of "{name}" are not in the folder any more ({n} of {all}), as if another disk were in its '
                "place. Nothing is saved there until you say so; what you write is kept in recovery.",
            ).format(name=name, n=len(absence.vanished), all=absence.known)
        else:
            text = translate(
                "Strangers", '{n} of {all} posts vanished from "{name}" at once. They stay in the list for now.'
            ).format(name=name, n=len(absence.vanished), all=absence.known)
        deeds: Deeds = {"look": (translate("Strangers", "Look again"), partial(self._look_again, absence))}
        if not absence.reason:
            deeds["gone"] = (translate("Strangers", "They are gone"), self._librarian.confirm_gone)
        self._notices.say(
            "away", text, deeds, warning=True, dismissible=False, again=partial(self._say_away, absence)
        )  # fmt: skip

    def _look_again(self, absence: Absence) -> None:
        self._say_away(absence)
        self._librarian.look()

    @Slot(object)
    def on_watched(self, trouble: str) -> None:
        """Whether changes are told by the system, or looked for every few seconds."""
        if not trouble or trouble == MISSING:
            self._notices.forget("watch")
            return
        text = translate(
            "Strangers",
            "The folder cannot be watched ({reason}), so changes by other programs show only after some seconds.",
        )
        kind = reason(trouble) if trouble == LIMIT else trouble
        self._notices.say("watch", text.format(reason=kind), again=partial(self.on_watched, trouble))

    @Slot(object)
    def on_replaced(self, replaced: Replaced) -> None:
        """An open post is another by somebody else's hand: one step that undo takes back."""
        before, after = replaced.before, replaced.after
        if before.head_text != after.head_text or before.encoding != after.encoding:
            words = translate("Strangers", "change on disk")
            self._editor.take_whole(after, words, before.head_text, after.head_text)

    # Conflict copies

    @Slot(object)
    def on_post_opened(self, opened: Opened) -> None:
        """Say when there is a conflict copy of the post in front, or when it is one."""
        self._copy_told = None
        self._notices.forget("copy")
        self._tell_copies()

    def _tell_copies(self) -> None:
        post = self._desk.current
        rows = self._librarian.rows
        row = rows.get(post.path) if post is not None else None
        if post is None or row is None:
            return
        if row.copy_of:
            original = post.path.with_name(row.copy_of)
            if original in rows and self._copy_told != post.path:
                self._copy_told = post.path
                self._say_is_copy(original)
            return
        named = [other for other in rows.values() if other.copy_of]
        copies = [other.path for other in named if other.path.with_name(other.copy_of) == post.path]
        if copies and self._copy_told != copies[0]:
            self._copy_told = copies[0]
            self._say_copies(post, copies)
        elif not copies and self._copy_told is not None:
            self._copy_told = None
            self._notices.forget("copy")

    def _say_is_copy(self, original: Path) -> None:
        text = translate("Strangers", "This is a conflict copy of {name}.").format(name=shown(Path(original.name)))
        deeds: Deeds = {"open": (translate("Strangers", "Open the post"), partial(self.post_requested.emit, original))}
        self._notices.say("copy", text, deeds, again=partial(self._say_is_copy, original))

    def _say_copies(self, post: Post, copies: list[Path]) -> None:
        title = fields.meaning(post).title
        text = translate("Strangers", 'There is a conflict copy of "{title}": {name}.')
        if len(copies) > 1:
            text = translate("Strangers", 'There are {n} conflict copies of "{title}", the first is {name}.')
        text = text.format(title=title, name=shown(Path(copies[0].name)), n=len(copies))
        deeds: Deeds = {
            "compare": (translate("Strangers", "Compare…"), partial(self._conflicts.compare, post.path, copies[0])),
            "problems": (translate("Strangers", "Show all problems"), self._show_problems),
        }
        self._notices.say("copy", text, deeds, again=partial(self._say_copies, post, copies))

    def _show_problems(self) -> None:
        self._browse.on_query_requested(only(cleared(self._browse.query), "section", "broken"))

    # Other starts of the program

    @Slot(object)
    def on_requested(self, request: Request) -> None:
        """Another start was asked for this folder: come to the front, with its post."""
        if request.post is not None:
            self.post_requested.emit(request.post)
        self._window.come_to_front(request.token)

    def _say_not_alone(self, folder: Path) -> None:
        text = translate(
            "Strangers",
            '"{name}" is open in another window of this program, too. Nothing is lost by that: '
            "each sees what the other saves.",
        )
        again = partial(self._say_not_alone, folder)
        self._notices.say("instance", text.format(name=shown(Path(folder.name))), again=again)
