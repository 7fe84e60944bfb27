"""The panel of links beside the post, and links that follow a post when it is renamed."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal, Slot

from journal_app.app.notices import Notices
from journal_app.library.sites.folder import is_bundle
from journal_app.post.post import Post
from journal_app.session.desk import Desk
from journal_app.session.librarian import Librarian
from journal_app.session.surveyor import Moved, Surveyed, Surveyor
from journal_app.ui.style.theme import Tokens
from journal_app.ui.window.main_window import MainWindow

if TYPE_CHECKING:  # nothing of it is for the start
    from journal_app.library.problems.survey import Links as Found
    from journal_app.ui.window.links_panel import LinksPanel

translate = QCoreApplication.translate

_TYPING_MS = 400
_START_MS = 1000  # the window and its post come first


class Links(QObject):
    """The panel, made when it is first wanted, and the offer to mend links after a rename."""

    change_requested = Signal(object, object)  # Operation, and the paths of posts

    def __init__(
        self,
        surveyor: Surveyor,
        desk: Desk,
        librarian: Librarian,
        notices: Notices,
        window: MainWindow,
        tokens: Callable[[], Tokens],
    ) -> None:
        super().__init__(window)
        self._surveyor = surveyor
        self._desk = desk
        self._librarian = librarian
        self._notices = notices
        self._window = window
        self._tokens = tokens
        self._panel: LinksPanel | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_TYPING_MS)
        self._timer.timeout.connect(self._ask)

    @property
    def panel(self) -> "LinksPanel":
        """The panel, made now if it was not."""
        if self._panel is None:
            from journal_app.ui.window.links_panel import LinksPanel

            self._panel = LinksPanel(self._title_of)
            self._panel.set_tokens(self._tokens())
            self._panel.show_reading(not self._surveyor.is_whole)
            self._panel.post_requested.connect(self._open)
            self._surveyor.links_found.connect(self._on_links_found)
            self._surveyor.surveyed.connect(self._on_surveyed)
            self._window.add_pane("links", self._panel)
        return self._panel

    @Slot()
    def toggle_links(self) -> None:
        """Show or hide the panel."""
        shown = not self._window.pane_shown("links")
        if shown:
            _ = self.panel
        self._window.set_pane_shown("links", shown)
        self._surveyor.want("links", shown)
        if shown:
            self._ask()

    @Slot(object)
    def on_post_opened(self, _: object) -> None:
        """Another post: its links."""
        if self._panel is None and self._window.pane_wanted("links"):
            QTimer.singleShot(_START_MS, self, self._bring_back)
        self._timer.start(0)

    @Slot(object)
    def on_post_edited(self, _: object) -> None:
        """Its links follow, a moment after the last key."""
        self._timer.start(_TYPING_MS)

    @Slot(object)
    def on_renamed(self, move: tuple[Path, Path]) -> None:
        """A post has another name now: which links still say the old one?"""
        before, after = move
        rows = self._librarian.rows
        moves = {before: after} if before in rows else {}
        folder = self._librarian.folder
        if folder is not None and is_bundle(before, folder):
            there = [path for path in rows if path.is_relative_to(before.parent)]
            moves |= {path: after.parent / path.relative_to(before.parent) for path in there}
        if moves:
            self._surveyor.follow_move(moves, rows)

    @Slot(object)
    def on_moved(self, moved: Moved) -> None:
        """Links say a name that is no more: offer to mend them."""
        self._notices.forget("links")
        if moved.links:
            self._offer(moved)

    def _offer(self, moved: Moved) -> None:
        count = len(moved.links)
        before, after = next(iter(moved.moves.items()))
        title = self._title_of(after if after in self._librarian.rows else before)
        if count == 1:
            text = translate("Links", "1 link still says the old name of {title}.").format(title=title)
        else:
            text = translate("Links", "{n} links still say the old name of {title}.").format(
                n=f"{count:,}", title=title
            )
        deeds = {"mend": (translate("Links", "Mend them…"), partial(self._mend, moved))}
        self._notices.say("links", text, deeds, again=partial(self._offer, moved))

    def _mend(self, moved: Moved) -> None:
        from journal_app.library.housekeeping.operations import MendPosts

        mends = sorted((str(link.path), "", link.old, link.new, link.position) for link in moved.links)
        self._notices.forget("links")
        self.change_requested.emit(MendPosts(tuple(mends)), dict.fromkeys(link.path for link in moved.links))

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours."""
        if self._panel is not None:
            self._panel.set_tokens(tokens)

    @Slot()
    def _bring_back(self) -> None:
        """The panel was shown when the program ended."""
        if self._panel is not None:
            return
        _ = self.panel
        self._window.set_pane_shown("links", True)
        self._surveyor.want("links")
        self._ask()

    @Slot()
    def _ask(self) -> None:
        if self._panel is None or not self._window.pane_shown("links"):
            return
        post = self._desk.current
        if post is None:
            self._panel.show_links(None)
            return
        unsaved = post if post.path in self._desk.unsaved else None
        self._surveyor.ask_links(post.path, unsaved)

    @Slot(object)
    def _on_surveyed(self, surveyed: Surveyed) -> None:
        if self._panel is not None:
            self._panel.show_reading(surveyed.left > 0)
        self._ask()

    @Slot(object)
    def _on_links_found(self, found: "Found") -> None:
        current: Post | None = self._desk.current
        if self._panel is not None and current is not None and current.path == found.path:
            self._panel.show_links(found)

    @Slot(object)
    def _open(self, where: tuple[Path, int]) -> None:
        self._desk.open(*where)

    def _title_of(self, path: Path) -> str:
        row = self._librarian.rows.get(path)
        return row.title if row is not None else path.name
