"""The page of problems: shown in the place of the post list, kept in step with the journal, mended on request."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from journal_app.session.desk import Desk
from journal_app.session.librarian import Librarian
from journal_app.session.surveyor import Surveyed, Surveyor
from journal_app.ui.style.theme import Tokens
from journal_app.ui.window.main_window import MainWindow

if TYPE_CHECKING:  # nothing of it is for the start
    from journal_app.library.problems.problems import Problem
    from journal_app.ui.problems.page import ProblemsPage


class Problems(QObject):
    """The way to the page and back; the page is made when it is first asked for."""

    shown_changed = Signal(bool, object)  # whether the page is shown, and how many there are: None, not known
    change_requested = Signal(object, object)  # Operation, and the paths of posts

    def __init__(
        self,
        surveyor: Surveyor,
        desk: Desk,
        librarian: Librarian,
        window: MainWindow,
        tokens: Callable[[], Tokens],
    ) -> None:
        super().__init__(window)
        self._surveyor = surveyor
        self._desk = desk
        self._librarian = librarian
        self._window = window
        self._tokens = tokens
        self._page: ProblemsPage | None = None
        self._shown = False
        self._count: int | None = None

    @property
    def page(self) -> "ProblemsPage":
        """The page, made now if it was not."""
        if self._page is None:
            from journal_app.ui.problems.page import ProblemsPage

            self._page = ProblemsPage(self._title_of)
            self._page.set_tokens(self._tokens())
            self._page.problem_requested.connect(self._open)
            self._page.mend_requested.connect(self._mend)
            self._page.look_requested.connect(self._surveyor.look_again)
            self._page.close_requested.connect(self.hide)
            self._surveyor.surveyed.connect(self._on_surveyed)
            self._surveyor.progressed.connect(self._page.show_progress)
        return self._page

    @property
    def is_shown(self) -> bool:
        """Whether the page stands where the list else does."""
        return self._shown

    @Slot()
    def problems(self) -> None:
        """Show the page, or the posts again."""
        if self._shown:
            self.hide()
        elif self._librarian.folder is not None:
            self.show()

    @Slot()
    def show(self) -> None:
        """Show the page; what is known already is there at once."""
        page = self.page
        self._shown = True
        self._window.show_page("journal")
        self._window.lend_list(page)
        self._window.set_pane_shown("list", True)
        page.show()
        page.view.setFocus()
        self._surveyor.want("problems")
        self.shown_changed.emit(True, self._count)

    @Slot()
    def hide(self) -> None:
        """Show the posts again."""
        if self._shown:
            self._shown = False
            self._window.lend_list(None)
            self.shown_changed.emit(False, self._count)

    @Slot(object)
    def on_query_requested(self, _: object) -> None:
        """The author asks for posts: they are shown."""
        self.hide()

    @Slot(object)
    def on_folder_opened(self, _: object) -> None:
        """Another journal: its problems are not known."""
        if self._page is not None:
            self._page.show_problems((), (0, 0))
        self._count = None
        self.shown_changed.emit(self._shown, None)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours."""
        if self._page is not None:
            self._page.set_tokens(tokens)

    @Slot(object)
    def _on_surveyed(self, surveyed: Surveyed) -> None:
        self.page.show_problems(surveyed.problems, (0, surveyed.left) if surveyed.left else None)
        if not surveyed.left:
            self._count = len(surveyed.problems)
            self.shown_changed.emit(self._shown, self._count)

    @Slot(object)
    def _open(self, problem: "Problem") -> None:
        self._desk.open(problem.path, problem.line)

    @Slot(object)
    def _mend(self, problems: "tuple[Problem, ...]") -> None:
        """Show the lines that would change, and change them if the author says so."""
        from journal_app.library.housekeeping.operations import MendPosts

        mends = sorted(
            (str(one.path), one.mend.field, one.mend.old, one.mend.new, one.mend.position)
            for one in problems
            if one.mend is not None
        )
        self.change_requested.emit(MendPosts(tuple(mends)), dict.fromkeys(one.path for one in problems))

    def _title_of(self, path: Path) -> str:
        row = self._librarian.rows.get(path)
        return row.title if row is not None else path.name
