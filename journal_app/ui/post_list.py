"""The posts of the journal as a list with its search and order. Shows a listing; reports which post is wanted."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from journal_app.library import grammar
from journal_app.library.query import Listing, Query
from journal_app.library.row import PostRow
from journal_app.ui.post_list_delegate import PostDelegate
from journal_app.ui.post_list_empty import EmptyPage
from journal_app.ui.post_list_header import PostListHeader, cleared
from journal_app.ui.post_list_model import ROW, PostListModel
from journal_app.ui.post_list_view import PostListView
from journal_app.ui.snippets import Snippets
from journal_app.ui.theme import Tokens
from journal_app.ui.thumbnails import Thumbnails

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class PostCommand:
    """A wish about one post of the list: the name of an action, and the post's path."""

    name: str
    path: Path


def local_cover(row: PostRow) -> Path | None:
    """The cover's file when it lies beside the post; None for one from the web or from a site's own place."""
    cover = row.cover
    if not cover or "://" in cover or cover.startswith(("/", "\\", "data:", "//")):
        return None
    return row.path.parent / cover


class PostList(QWidget):
    """Search box, order, rows. `cover_of` finds the file of a row's cover; it is called in a thread."""

    post_requested = Signal(object)
    query_requested = Signal(object)
    post_command_requested = Signal(object)
    editor_focus_requested = Signal()
    new_post_requested = Signal()
    selection_changed = Signal()
    change_requested = Signal(object)  # the posts whose metadata the author wants to change

    def __init__(
        self,
        cover_of: Callable[[PostRow], Path | None] = local_cover,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("role", "list")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._query = Query()
        self._current: Path | None = None
        self._scanning = False
        self._model = PostListModel()
        self._thumbnails = Thumbnails(self)
        self._snippets = Snippets(self)
        self.header = PostListHeader(self)
        self.view = PostListView(self)
        self.view.setModel(self._model)
        self._delegate = PostDelegate(self._thumbnails, self._snippets, cover_of, self.view)
        self.view.setItemDelegate(self._delegate)
        self._empty = EmptyPage(self)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty)
        column.addLayout(self._pages, 1)

        self.header.query_requested.connect(self.query_requested)
        self.header.list_requested.connect(self.focus_list)
        self.header.editor_requested.connect(self.editor_focus_requested)
        self.view.row_wanted.connect(self._want)
        self.view.editor_requested.connect(self.editor_focus_requested)
        self.view.delete_requested.connect(self._delete)
        self.view.menu_requested.connect(self._open_menu)
        self._empty.clear_requested.connect(self.header.clear_filter)
        self._empty.new_post_requested.connect(self.new_post_requested)
        self._thumbnails.ready.connect(self._repaint)
        self._snippets.ready.connect(self._repaint)
        self._restoring = False
        self._selected: tuple[Path, ...] = ()
        self.view.selectionModel().selectionChanged.connect(self._select)
        self.setFocusProxy(self.view)
        self._word()
        self._fill_page()

    @property
    def rows(self) -> tuple[PostRow, ...]:
        """The rows shown now, in their order."""
        return self._model.rows

    @property
    def selection(self) -> tuple[Path, ...]:
        """The selected posts in the list's order; posts the list does not show are never in it."""
        return self._selected

    def show_listing(
        self,
        listing: Listing,
        query: Query,
        *,
        unsaved: frozenset[Path] = frozenset(),
        current: Path | None = None,
    ) -> None:
        """Show these rows for this query; the open post stays marked, and where the author looks stays in view."""
        other = cleared(query) != cleared(self._query) or query != self._query
        self._query = query
        self._snippets.seek(grammar.parse(query.text).words)
        self._current = self._delegate.current = current
        self._restoring = True
        self.view.keep_place(lambda: self._model.show(listing.rows, unsaved), self._model.place, current, other)
        self.view.select([index for path in self._selected if (index := self._model.place(path)).isValid()])
        self._restoring = False
        self._select()
        self.header.show_query(query, len(listing.rows))
        self._fill_page()

    def show_current(self, path: Path | None) -> None:
        """Mark the open post and bring it into view; nothing is reported."""
        self._current = self._delegate.current = path
        self.view.set_current(self._model.place(path) if path is not None else QModelIndex())
        self.view.viewport().update()

    def offer(self, values_of: Callable[[str], Sequence[str]]) -> None:
        """Where the search box has the values of a key from that it offers."""
        self.header.search.values_of = values_of

    def set_scanning(self, scanning: bool) -> None:
        """Say whether posts may still come: an empty list is then no empty journal."""
        self._scanning = scanning
        self._fill_page()

    @Slot()
    def next_post(self) -> None:
        """Ask for the post below the open one."""
        self._step(1)

    @Slot()
    def previous_post(self) -> None:
        """Ask for the post above the open one."""
        self._step(-1)

    @Slot()
    def focus_search(self) -> None:
        """Go to the search box, its text selected."""
        self.header.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.header.search.selectAll()

    @Slot()
    def focus_list(self) -> None:
        """Go to the rows."""
        self.view.setFocus(Qt.FocusReason.ShortcutFocusReason)
        if not self.view.currentIndex().isValid() and self._model.rows:
            self.view.setCurrentIndex(self._model.index(0))

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours."""
        self._delegate.tokens = tokens
        self.header.set_tokens(tokens)
        self.view.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
            self._fill_page()
            self.view.viewport().update()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(272, 400)

    def _step(self, by: int) -> None:
        rows = self._model.rows
        if not rows:
            return
        place = self._model.place(self._current) if self._current is not None else QModelIndex()
        number = place.row() + by if place.isValid() else 0
        if 0 <= number < len(rows):
            self.view.set_current(self._model.index(number))
            self.post_requested.emit(rows[number].path)

    @Slot()
    def _select(self) -> None:
        if self._restoring:
            return
        rows = self._model.rows
        numbers = sorted(
            number for span in self.view.selectionModel().selection() for number in range(span.top(), span.bottom() + 1)
        )
        before, self._selected = self._selected, tuple(rows[number].path for number in numbers)
        if self._selected != before:
            self.selection_changed.emit()

    def _word(self) -> None:
        self.view.setAccessibleName(translate("PostList", "Posts"))

    def _fill_page(self) -> None:
        if self._model.rows:
            self._pages.setCurrentWidget(self.view)
            return
        narrowed = cleared(self._query) != self._query
        self._empty.show_state("scanning" if self._scanning else "filtered" if narrowed else "none")
        self._pages.setCurrentWidget(self._empty)

    @Slot(QModelIndex)
    def _want(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, PostRow) and row.path != self._current:
            self.post_requested.emit(row.path)

    @Slot(QModelIndex)
    def _delete(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, PostRow):
            self.post_command_requested.emit(PostCommand("delete_post", row.path))

    @Slot(object)
    def _open_menu(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.view.currentIndex() if keyboard else self.view.indexAt(event.pos())
        row = index.data(ROW)
        if not isinstance(row, PostRow):
            return
        menu = QMenu(self.window())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for name, words in menu_words():
            if not name:
                menu.addSeparator()
                continue
            action = QAction(words, menu)
            action.setData(PostCommand(name, row.path))
            menu.addAction(action)
        menu.addSeparator()
        meant = self._selected if row.path in self._selected else (row.path,)
        text = translate("PostList", "Change this post's metadata…")
        if len(meant) > 1:
            text = translate("PostList", "Change {n} posts…").format(n=f"{len(meant):,}")
        menu.addAction(text).triggered.connect(partial(self._ask_for_change, meant))
        menu.triggered.connect(self._command)
        place = self.view.visualRect(index).center() if keyboard else event.pos()
        menu.popup(self.view.viewport().mapToGlobal(place))

    def _ask_for_change(self, meant: tuple[Path, ...], _: bool = False) -> None:
        self.change_requested.emit(meant)

    @Slot(QAction)
    def _command(self, action: QAction) -> None:
        command = action.data()
        if not isinstance(command, PostCommand):
            return
        if command.name == "open_post":
            self.post_requested.emit(command.path)
        else:
            self.post_command_requested.emit(command)

    @Slot()
    def look_for_covers(self) -> None:
        """Covers that were not there may be there now."""
        self._thumbnails.look_again()

    @Slot(object)
    def _repaint(self, _: object) -> None:
        self.view.viewport().update()


def menu_words() -> tuple[tuple[str, str], ...]:
    """The context menu of a row: names of actions and their words; an empty name is a line."""
    return (
        ("open_post", translate("PostList", "Open")),
        ("duplicate_post", translate("PostList", "Duplicate")),
        ("rename_post", translate("PostList", "Rename file…")),
        ("reveal_post", translate("PostList", "Show in file manager")),
        ("export_html", translate("PostList", "Export to HTML…")),
        ("", ""),
        ("delete_post", translate("PostList", "Move to trash…")),
    )
