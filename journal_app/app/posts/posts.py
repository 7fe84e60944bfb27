"""What is done to a post as a file: a new one, the next week, duplicate, rename, delete, show."""

import os
import sys
from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QPoint, Qt, QTimer, QUrl, Signal, Slot
from PySide6.QtGui import QDesktopServices

from journal_app import files
from journal_app.app.notices import Notices
from journal_app.app.showing.browse import Browse
from journal_app.library.making import names, new, placing
from journal_app.library.sites.folder import is_bundle
from journal_app.post import envelope
from journal_app.post.errors import JournalError, SaveFailed
from journal_app.post.post import Post
from journal_app.session import outside
from journal_app.session.desk import Desk
from journal_app.session.jobs import Jobs, raised
from journal_app.session.librarian import Librarian
from journal_app.ui import messages
from journal_app.ui.window.main_window import MainWindow

translate = QCoreApplication.translate

_AGAIN_MS = 50


class Posts(QObject):
    """Deeds on posts; each takes a path and tells its troubles as a notice."""

    given_up = Signal(object)  # Path: its unsaved text is not wanted
    renamed = Signal(object)  # tuple[Path, Path]

    def __init__(
        self,
        desk: Desk,
        librarian: Librarian,
        jobs: Jobs,
        browse: Browse,
        notices: Notices,
        window: MainWindow,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._librarian = librarian
        self._jobs = jobs
        self._browse = browse
        self._notices = notices
        self._window = window

    def new_post(self, title: str = "") -> Path | None:
        """Ask for a title, offering this one; start a post like the newest of those shown.

        Returns its path when one was started.
        """
        folder = self._librarian.folder
        if folder is None:
            return None
        rows = self._browse.rows().values()
        site = self._librarian.site
        shown = placing.siblings(self._browse.shown(), site)
        sibling = (
            new.sibling(shown, self._read)
            or new.sibling(placing.siblings(rows, site), self._read)
            or new.sibling(rows, self._read)
        )
        places = {draft: placing.place(sibling, site, folder, draft=draft) for draft in (False, True)}
        made: list[Post] = []

        def started(title: str, draft: bool) -> Post:
            now = datetime.now().astimezone()
            return placing.like(sibling, title, site, folder, now, self._taken, draft=draft)

        def name_of(title: str) -> str:
            draft = dialog.is_draft
            return str(started(title, draft).path.relative_to(places[draft]))

        def problem(name: str) -> str:
            if Path(name).is_absolute() or ".." in Path(name).parts:
                return translate("Posts", "The name has to be one inside the journal.")
            if self._taken(places[dialog.is_draft] / name):
                return translate("Posts", "There is a file of that name already.")
            return ""

        from journal_app.ui.dialogs.new_post import NewPostDialog, NewPostWish

        def wanted(wish: NewPostWish) -> None:
            path = places[wish.draft] / wish.name
            if not path.suffix:
                path = path.with_suffix(sibling.path.suffix if sibling else ".md")
            made.append(started(wish.title, wish.draft).with_path(path))

        drafts = places[True] if placing.has_drafts(site) else None
        dialog = NewPostDialog(places[False], name_of, problem, self._window, drafts=drafts)
        dialog.new_post_requested.connect(wanted)
        dialog.offer(title)
        dialog.exec()
        if not made:
            return None
        self._desk.start(made[0])
        return made[0].path

    def new_week(self) -> bool:
        """Start the next post of the weekly series; returns whether one was started."""
        folder = self._librarian.folder
        if folder is None:
            return False
        now = datetime.now().astimezone()
        try:
            from journal_app.library.making import series

            post = series.next_week(self._browse.rows().values(), self._read, now, folder=folder, taken=self._taken)
        except JournalError as error:
            self._notices.tell(error)
            return False
        self._desk.start(post)
        return True

    def duplicate(self, path: Path) -> None:
        """Start a copy of the post under a free name; a bundle's other files come with it."""
        folder = self._librarian.folder or path.parent
        try:
            post = new.duplicate(self._read(path), self._taken, folder=folder)
            if is_bundle(path, folder):
                _copy_beside(path, post.path.parent)
        except JournalError as error:
            self._notices.tell(error)
            return
        self._desk.start(post)

    def start_beside(self, post: Post) -> Post:
        """Start this text as a new post beside the one at its path; a bundle's other files come with it."""
        folder = self._librarian.folder or post.path.parent
        name = f"{names.name_of(post.path, folder)}-recovered"
        copy = post.with_path(names.free(names.called(post.path, name, folder), folder, self._taken))
        if is_bundle(post.path, folder):
            _copy_beside(post.path, copy.path.parent)
        self._desk.start(copy)
        return copy

    def rename(self, path: Path) -> None:
        """Ask for another name of the file or bundle, and move it."""
        folder = self._librarian.folder or path.parent
        bundle = is_bundle(path, folder)
        old = names.name_of(path, folder)

        def problem(name: str) -> str:
            try:
                names.renamed(path, name, folder, self._taken)
            except JournalError as error:
                return messages.sentence(error)
            return ""

        def wanted(name: str) -> None:
            self.rename_to(path, name)

        from journal_app.ui.dialogs.rename import RenameDialog

        dialog = RenameDialog(old, bundle, problem, self._window)
        dialog.rename_requested.connect(wanted)
        dialog.exec()

    def rename_to(self, path: Path, name: str) -> None:
        """Give the file or bundle this name; open posts and their unsaved text follow. A save under way ends first."""
        if self._desk.post(path) is not None and self._desk.sheet(path) is None:
            QTimer.singleShot(_AGAIN_MS, self, partial(self.rename_to, path, name))
            return
        folder = self._librarian.folder or path.parent
        try:
            move = names.renamed(path, name, folder, self._taken)
            if move.source.exists():
                files.move(move.source, move.target)
        except JournalError as error:
            self._notices.tell(error)
            return
        self.renamed.emit((path, move.post))
        self._desk.moved(path, move.post)
        self._librarian.look()

    @Slot(object)
    def ask_encoding(self, place: QPoint) -> None:
        """Offer the encodings the post in front can be read in again, at this place of the screen."""
        from journal_app.ui.window import encoding_menu

        post = self._desk.current
        if post is not None and self._desk.saved(post.path) is not None:
            work = partial(_fitting, post.to_bytes(), tuple(encoding_menu.NAMES))
            self._jobs.run(work, partial(self._offer_encodings, post, place), raised)

    def _offer_encodings(self, post: Post, place: QPoint, fits: dict[str, bool]) -> None:
        from journal_app.ui.window.encoding_menu import EncodingMenu

        current = self._desk.current
        if current is None or current.path != post.path:
            return
        codec = current.envelope.codec
        menu = EncodingMenu(fits, codec, unsaved=post.path in self._desk.unsaved, parent=self._window)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.chosen.connect(partial(self._read_as, post.path))
        menu.popup(place - QPoint(0, menu.sizeHint().height()))

    def _read_as(self, path: Path, codec: str) -> None:
        self._desk.open_as(path, "" if codec == "utf-8" else codec)  # with its mark, if it has one, and no guess

    def delete(self, path: Path) -> None:
        """Show what goes, then move it to the trash; an unsaved new post is only taken off the desk."""
        folder = self._librarian.folder or path.parent
        row = self._browse.rows().get(path)
        title = row.title if row is not None else path.name
        bundle = is_bundle(path, folder)
        victim = path.parent if bundle else path
        inside = sorted(file for file in victim.rglob("*") if file.is_file()) if bundle and victim.is_dir() else []

        def wanted(_: object) -> None:
            self._trash(path, victim)

        from journal_app.ui.dialogs.delete import DeleteDialog

        dialog = DeleteDialog(title, victim, inside, path in self._desk.unsaved, self._window)
        dialog.delete_requested.connect(wanted)
        dialog.exec()

    def delete_many(self, paths: Sequence[Path]) -> None:
        """Show which posts go, then move them to the trash, one after the other until one cannot."""
        folder = self._librarian.folder
        victims = {path: path.parent if folder and is_bundle(path, folder) else path for path in paths}

        def wanted(_: object) -> None:
            going = frozenset(paths)
            for path, victim in victims.items():
                if not self._trash(path, victim, going):
                    break

        from journal_app.ui.dialogs.delete import DeleteManyDialog

        unsaved = sum(path in self._desk.unsaved for path in paths)
        names = [str(victim.relative_to(folder)) if folder else str(victim) for victim in victims.values()]
        dialog = DeleteManyDialog(names, unsaved, self._window)
        dialog.delete_requested.connect(wanted)
        dialog.exec()

    def reveal(self, path: Path) -> None:
        """Show the file in the system's file manager."""
        if sys.platform == "darwin":
            import subprocess

            subprocess.Popen(["open", "-R", os.fspath(path)])
        elif sys.platform == "win32":
            import subprocess

            subprocess.Popen(["explorer", "/select,", os.fspath(path)])
        else:
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(path.parent)))

    def _trash(self, path: Path, victim: Path, going: frozenset[Path] = frozenset()) -> bool:
        """Whether it is gone. Where it was open, the nearest post is opened that is not `going`, too."""
        if victim.exists():
            try:
                import send2trash

                send2trash.send2trash(victim)
            except OSError as error:
                self._notices.tell(SaveFailed(path, files.sentence(error)))
                return False
        shown = [row.path for row in self._browse.shown()]
        if path in self._desk.unsaved:
            self.given_up.emit(path)
        was_open = self._desk.current is not None and self._desk.current.path == path
        self._desk.close(path)
        self._librarian.look()
        if was_open and path in shown:
            place = shown.index(path)
            nearest = (*shown[place + 1 :], *reversed(shown[:place]))
            staying = next((near for near in nearest if near not in going), None)
            if staying is not None:
                self._desk.open(staying)
        return True

    def _read(self, path: Path) -> Post:
        return self._desk.post(path) or outside.post_at(path)

    def _taken(self, path: Path) -> bool:
        return names.on_disk(path) or self._desk.post(path) is not None


def _copy_beside(path: Path, target: Path) -> None:
    for file in sorted(path.parent.rglob("*")):
        if file.is_file() and file != path:
            try:
                raw, _ = files.read(file)
            except OSError as error:
                raise SaveFailed(file, files.sentence(error)) from error
            files.save(target / file.relative_to(path.parent), raw, None)


def _fitting(raw: bytes, codecs: tuple[str, ...]) -> dict[str, bool]:
    return {codec: envelope.fits(raw, codec) for codec in codecs}
