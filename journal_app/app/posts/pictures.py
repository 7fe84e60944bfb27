"""Pictures on their way into a post: from a paste, a drop or the list of the journal's, copied off this thread."""

from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from journal_app.app.notices import Notices
from journal_app.app.showing.browse import Browse
from journal_app.post.errors import shown
from journal_app.session.desk import Desk
from journal_app.session.jobs import Jobs
from journal_app.session.librarian import Librarian
from journal_app.ui import messages
from journal_app.ui.brought import Brought
from journal_app.ui.editor.editor import Editor
from journal_app.ui.editor.facts import PicturesBrought
from journal_app.ui.metadata.edits import CoverBrought, FieldEdited
from journal_app.ui.window.main_window import MainWindow

if TYPE_CHECKING:  # what judges and copies is not for the start
    from journal_app.app.posts.bringing import Refused, Taken, Wish
    from journal_app.library.making.pictures import Listed
    from journal_app.ui.dialogs.pictures import PicturesDialog
    from journal_app.ui.style.thumbnails import Thumbnails

translate = QCoreApplication.translate


class Pictures(QObject):
    """Takes pictures into the journal and their links into the post; tells what it cannot take."""

    field_edited = Signal(object)  # FieldEdited

    def __init__(
        self,
        desk: Desk,
        librarian: Librarian,
        jobs: Jobs,
        browse: Browse,
        notices: Notices,
        editor: Editor,
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._librarian = librarian
        self._jobs = jobs
        self._browse = browse
        self._notices = notices
        self._editor = editor
        self._window = window
        self._thumbnails: Thumbnails | None = None
        self._listed: tuple[Listed, ...] = ()
        self._dialog: PicturesDialog | None = None

    @Slot(object)
    def on_brought(self, wish: PicturesBrought) -> None:
        """Pictures for the text: their links come where the caret was."""
        done = partial(self._linked, wish)
        self._start(wish.path, wish.brought, done, partial(self._broken, wish.place), field=False)

    @Slot(object)
    def on_cover_brought(self, wish: CoverBrought) -> None:
        """A picture for the head, to be chosen when none is brought: the first becomes the field's value."""
        brought = wish.brought or Brought(tuple(self._choose(for_field=True)))
        if not brought:
            return
        brought = Brought(brought.files[:1], brought.data, brought.image)
        self._start(wish.path, brought, partial(self._filled, wish), partial(self._broken, 0), field=True)

    def insert(self) -> None:
        """Let the author choose one of the journal's pictures, or a file from elsewhere."""
        held = self._editor.incoming.hold(Brought())
        if held is None:
            return
        chosen = self._choose()
        if chosen:
            self.on_brought(PicturesBrought(held.path, held.place, Brought(tuple(chosen)), held.chosen))
        else:
            self._editor.incoming.put_in(held.place, "")
        self._editor.setFocus()

    def _choose(self, *, for_field: bool = False) -> list[Path]:
        """What the author chooses of the journal's pictures, or from elsewhere; for a field one alone."""
        folder = self._librarian.folder
        if folder is None:
            return []
        from journal_app.library.making import pictures
        from journal_app.ui.dialogs.pictures import PicturesDialog
        from journal_app.ui.style.thumbnails import Thumbnails

        if self._thumbnails is None:
            self._thumbnails = Thumbnails(self)
        chosen: list[Path] = []
        dialog = self._dialog = PicturesDialog(self._thumbnails, self._window, for_field=for_field)
        dialog.chosen.connect(chosen.extend)
        work = partial(pictures.listed, folder, self._librarian.site)
        self._jobs.run(work, self._show_listed, partial(self._broken, 0))
        dialog.exec()
        self._dialog = None
        dialog.deleteLater()
        return chosen

    def _show_listed(self, listed: "tuple[Listed, ...]") -> None:
        """Thumbnails are kept as long as no picture changes."""
        if listed != self._listed and self._thumbnails is not None:
            self._listed = listed
            self._thumbnails.forget()
        if self._dialog is not None:
            self._dialog.show_pictures(listed)

    def _start(
        self,
        path: Path,
        brought: Brought,
        done: Callable[[tuple["Taken | Refused", ...]], None],
        failed: Callable[[Exception], None],
        *,
        field: bool,
    ) -> None:
        from journal_app.app.posts.bringing import Wish

        rows = tuple(self._browse.rows().values())
        folder = self._librarian.folder or path.parent
        now = datetime.now().astimezone()
        self._window.status.show_message(translate("Pictures", "Copying…"))
        wish = Wish(path, self._librarian.site, folder, rows, brought, now, field)
        self._jobs.run(partial(_bring, wish), done, failed)

    def _linked(self, wish: PicturesBrought, answers: tuple["Taken | Refused", ...]) -> None:
        taken = self._told(wish.path, answers)
        links = [_link(wish.chosen if len(taken) == 1 and wish.chosen else one.words, one.address) for one in taken]
        if not self._editor.incoming.put_in(wish.place, "\n\n".join(links)) and taken:
            self._say_kept([one.file for one in taken])

    def _filled(self, wish: CoverBrought, answers: tuple["Taken | Refused", ...]) -> None:
        for one in self._told(wish.path, answers)[:1]:
            if self._desk.post(wish.path) is None:
                self._say_kept([one.file])
                return
            self.field_edited.emit(FieldEdited(wish.path, wish.name, one.address))

    def _told(self, path: Path, answers: Iterable["Taken | Refused"]) -> list["Taken"]:
        """What was taken; what was not is told."""
        from journal_app.app.posts.bringing import Taken

        self._window.status.show_message("")
        taken: list[Taken] = []
        refused: list[Refused] = []
        for answer in answers:
            if isinstance(answer, Taken):
                taken.append(answer)
            else:
                refused.append(answer)
        if refused:
            self._say_refused(path, refused)
        return taken

    def _say_refused(self, path: Path, refused: list["Refused"]) -> None:
        text = " ".join(map(_sentence, refused))
        again = partial(self._say_refused, path, refused)
        self._notices.say("pictures", text, warning=True, again=again, about=path)

    def _say_kept(self, kept: list[Path]) -> None:
        """The post was closed meanwhile."""
        text = translate("Pictures", "The post was closed before its image came. It is kept as {names}.")
        names = translate("Journals", ", ").join(shown(Path(path.name)) for path in kept)
        self._notices.say("pictures", text.format(names=names), again=partial(self._say_kept, kept))

    def _broken(self, place: int, error: Exception) -> None:
        self._editor.incoming.put_in(place, "")
        raise error


def _bring(wish: "Wish") -> tuple["Taken | Refused", ...]:
    from journal_app.app.posts import bringing

    return bringing.bring(wish)


def _link(words: str, address: str) -> str:
    """An image in Markdown. A file may be called by more than one line; its words are one."""
    words = " ".join(words.split())
    for sign in ("\\", "[", "]"):
        words = words.replace(sign, f"\\{sign}")
    return f"![{words}]({address})"


def _sentence(refused: "Refused") -> str:
    name = shown(Path(refused.name)) if refused.name else translate("Pictures", "The pasted image")
    if refused.became == "unread":
        text = translate("Pictures", "{name} could not be read: {reason}.")
    elif refused.became:
        text = translate("Pictures", "{name} could not be copied: {reason}.")
    elif refused.reason == "too large":
        text = translate("Pictures", "{name} is too large: an image may have 20 MB and 50 million pixels.")
    else:
        text = translate("Pictures", "{name} is not an image that browsers show.")
    return text.format(name=name, reason=messages.reason(refused.reason))
