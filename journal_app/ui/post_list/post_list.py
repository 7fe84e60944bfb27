"""The posts of the journal as a list with its search and order. Shows a listing; reports which post is wanted."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QModelIndex, QRect, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QContextMenuEvent, QPainter
from PySide6.QtWidgets import QMenu, QStackedLayout, QVBoxLayout, QWidget

from journal_app.library.lists.listing import Heading, Listing, Member
from journal_app.library.row import PostRow
from journal_app.library.search import grammar
from journal_app.library.search.query import Query, cleared
from journal_app.ui.facet_words import heading_words
from journal_app.ui.lists.rows import spans
from journal_app.ui.post_list import menu as post_list_menu
from journal_app.ui.post_list.delegate import PostDelegate, paint_heading
from journal_app.ui.post_list.empty import EmptyPage
from journal_app.ui.post_list.header import PostListHeader
from journal_app.ui.post_list.look import ListLook, local_cover
from journal_app.ui.post_list.model import ROW, PostListModel
from journal_app.ui.post_list.snippets import Snippets
from journal_app.ui.post_list.sort import sorted_by
from journal_app.ui.post_list.view import PostListView
from journal_app.ui.style.theme import LIGHT, Tokens
from journal_app.ui.style.thumbnails import Thumbnails

if TYPE_CHECKING:  # columns are not for the start
    from journal_app.ui.post_list.columns import ColumnDelegate, ColumnHeader

translate = QCoreApplication.translate

_MOST_KEPT = 1000  # posts that stay selected when another query is asked


class PostList(QWidget):
    """Search box, filter, order, rows. `cover_of` finds the file of a row's cover; it is called in a thread."""

    post_requested = Signal(object)
    query_requested = Signal(object)
    save_search_requested = Signal()
    look_edited = Signal(object)  # ListLook
    editor_focus_requested = Signal()
    new_post_requested = Signal()
    selection_changed = Signal()

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
        self._restoring = False
        self._selected: tuple[Path, ...] = ()
        self._targets: tuple[Path, ...] = ()
        self._headings: tuple[Heading, ...] = ()
        self._members: Mapping[Path, Member] = {}
        self._actions: Mapping[str, QAction] = {}
        self._tokens = LIGHT
        self._model = PostListModel()
        self._thumbnails = Thumbnails(self)
        self._snippets = Snippets(self)
        self.header = PostListHeader(self)
        self.view = PostListView(self)
        self.view.setModel(self._model)
        self._cards = PostDelegate(self._thumbnails, self._snippets, cover_of, self.view)
        self._columns: ColumnHeader | None = None  # and what paints below it: made when they are first wanted
        self._lines: ColumnDelegate | None = None
        self._widths: Mapping[str, int] = {}
        self.view.setItemDelegate(self._cards)
        self.view.measure()
        self._empty = EmptyPage(self)

        self._column = column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        self._pages = QStackedLayout()
        self._pages.addWidget(self.view)
        self._pages.addWidget(self._empty)
        column.addLayout(self._pages, 1)

        self.header.query_requested.connect(self.query_requested)
        self.header.chips.save_requested.connect(self.save_search_requested)
        self.header.sort.columns_requested.connect(self._show_columns)
        self.header.list_requested.connect(self.focus_list)
        self.header.editor_requested.connect(self.editor_focus_requested)
        self.view.row_wanted.connect(self._want)
        self.view.editor_requested.connect(self.editor_focus_requested)
        self.view.delete_requested.connect(self._delete)
        self.view.menu_requested.connect(self._open_menu)
        self.view.selectionModel().selectionChanged.connect(self._select)
        self._empty.clear_requested.connect(self.header.clear_filter)
        self._empty.new_post_requested.connect(self.new_post_requested)
        self._thumbnails.ready.connect(self._repaint)
        self._snippets.ready.connect(self._repaint)
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

    @property
    def targets(self) -> tuple[Path, ...]:
        """The posts an action is meant for that comes from the list itself, its menu or its Delete key; else none."""
        return self._targets

    @property
    def look(self) -> ListLook:
        """Cards or columns."""
        shown = self._columns is not None and not self._columns.isHidden()
        return ListLook(shown, self._widths if self._columns is None else self._columns.widths)

    @property
    def columns(self) -> "ColumnHeader":
        """The header of the columns."""
        return self._made_columns()[0]

    def offer(self, values_of: Callable[[str], Sequence[str]]) -> None:
        """Where the search box has the values of a key from that it offers."""
        self.header.search.values_of = values_of

    def set_actions(self, actions: Mapping[str, QAction]) -> None:
        """The window's actions, for the menu of a row."""
        self._actions = actions

    def set_look(self, look: ListLook) -> None:
        """Show cards, or columns of these widths."""
        self._widths = look.widths
        if self._columns is not None:
            self._columns.set_widths(look.widths)
        if look.columns != self.look.columns:
            header, delegate = self._made_columns()
            header.setVisible(look.columns)
            self.view.setItemDelegate(delegate if look.columns else self._cards)
            self.view.measure()
            self.view.scrollTo(self.view.currentIndex())
            self.header.show_query(self._query, len(self.rows), look.columns)

    def _made_columns(self) -> "tuple[ColumnHeader, ColumnDelegate]":
        from journal_app.ui.post_list.columns import ColumnDelegate, ColumnHeader

        if self._columns is None or self._lines is None:
            self._columns = ColumnHeader(self)
            self._columns.hide()
            self._columns.set_widths(self._widths)
            self._columns.show_query(self._query)
            self._columns.word()
            self._columns.sort_requested.connect(self._sort)
            self._columns.widths_edited.connect(self._tell_look)
            self._columns.sectionResized.connect(self._repaint)
            self._column.insertWidget(1, self._columns)
            self._lines = ColumnDelegate(self._columns, self.view)
            self._lines.tokens, self._lines.members = self._tokens, self._members
            self._lines.current, self._lines.is_many = self._current, self._cards.is_many
        return self._columns, self._lines

    def show_listing(
        self,
        listing: Listing,
        query: Query,
        *,
        unsaved: frozenset[Path] = frozenset(),
        current: Path | None = None,
    ) -> None:
        """Show these rows for this query; the open post stays marked, and where the author looks stays in view.

        `current` is the path its row holds, where it has one.
        """
        other = query != self._query
        self._query = query
        self._snippets.seek(grammar.parse(query.text).words)
        self._mark(current)
        self._members = listing.members

        def change() -> bool:
            reset = self._model.show(listing.rows, unsaved)
            regrouped = listing.headings != self._headings
            self._headings = listing.headings
            self.view.set_headings([heading.start for heading in listing.headings], self._paint_heading)
            return reset or regrouped

        before = self._selected
        self._restoring = True
        self.view.keep_place(change, self._model.own_place if other else self._model.place, current, other)
        if before and before != (current,) and (len(before) <= _MOST_KEPT or not other):
            numbers = sorted(number for path in before if (number := self._model.number(path)) is not None)
            if numbers:
                self.view.select_rows(numbers)
        self._restoring = False
        self._select()
        self.header.show_query(query, len(listing.rows), self.look.columns)
        if self._columns is not None and self._lines is not None:
            self._columns.show_query(query)
            self._lines.members = listing.members
        self._fill_page()

    def show_current(self, path: Path | None) -> None:
        """Mark the open post and bring it into view; nothing is reported."""
        self._mark(path)
        self.view.set_current(self._model.place(path) if path is not None else QModelIndex())
        self.view.viewport().update()

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
        self._tokens = self._cards.tokens = tokens
        if self._lines is not None:
            self._lines.tokens = tokens
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

    def _mark(self, path: Path | None) -> None:
        self._current = self._cards.current = path
        if self._lines is not None:
            self._lines.current = path

    def _word(self) -> None:
        self.view.setAccessibleName(translate("PostList", "Posts"))
        if self._columns is not None:
            self._columns.word()

    def _fill_page(self) -> None:
        if self._model.rows:
            self._pages.setCurrentWidget(self.view)
            return
        narrowed = cleared(self._query) != self._query
        self._empty.show_state("scanning" if self._scanning else "filtered" if narrowed else "none")
        self._pages.setCurrentWidget(self._empty)

    def _paint_heading(self, painter: QPainter, rect: QRect, number: int) -> None:
        paint_heading(painter, rect, heading_words(self._headings[number]), self.view.font(), self._tokens)

    @Slot()
    def _select(self) -> None:
        if self._restoring:
            return
        rows = self._model.rows
        chosen = spans(self.view.selectionModel().selection())
        ranges = sorted((span.top(), span.bottom()) for span in chosen)
        numbers = [number for top, bottom in ranges for number in range(top, bottom + 1)]
        before, self._selected = self._selected, tuple(rows[number].path for number in numbers)
        is_many = len(numbers) > 1
        if self._cards.is_many != is_many:
            self._cards.is_many = is_many
            if self._lines is not None:
                self._lines.is_many = is_many
            self.view.viewport().update()
        if self._selected != before:
            self.selection_changed.emit()

    @Slot(QModelIndex)
    def _want(self, index: QModelIndex) -> None:
        row = index.data(ROW)
        if isinstance(row, PostRow) and row.path != self._current:
            self.post_requested.emit(row.path)

    @Slot(str)
    def _sort(self, name: str) -> None:
        """A click on a column: sort by it, or turn the order round."""
        asked = sorted_by(self._query, name)  # type: ignore[arg-type]
        if name == self._query.sort:
            asked = replace(self._query, descending=not self._query.descending)
        self.query_requested.emit(asked)

    @Slot(bool)
    def _show_columns(self, columns: bool) -> None:
        self.set_look(replace(self.look, columns=columns))
        self._tell_look()

    @Slot()
    def _tell_look(self) -> None:
        self.look_edited.emit(self.look)

    # What is done to posts from here

    @Slot()
    def _delete(self) -> None:
        if self._selected and "delete_post" in self._actions:
            self._targets = self._selected
            self._actions["delete_post"].trigger()
            self._targets = ()

    @Slot(object)
    def _open_menu(self, event: QContextMenuEvent) -> None:
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.view.currentIndex() if keyboard else self.view.indexAt(event.pos())
        row = index.data(ROW)
        if not isinstance(row, PostRow):
            return
        self._targets = self._selected if row.path in self._selected else (row.path,)
        menu = QMenu(self.window())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if len(self._targets) == 1:
            opening = menu.addAction(translate("PostList", "Open"))
            opening.triggered.connect(self._open_target)
            menu.addSeparator()
        post_list_menu.fill(menu, self._actions, len(self._targets))
        menu.aboutToHide.connect(self._let_go_soon)
        place = self.view.visualRect(index).center() if keyboard else event.pos()
        menu.popup(self.view.viewport().mapToGlobal(place))

    @Slot()
    def _open_target(self) -> None:
        if self._targets:
            self.post_requested.emit(self._targets[0])

    @Slot()
    def _let_go_soon(self) -> None:
        """The action that was chosen is told after the menu is gone."""
        QTimer.singleShot(0, self, self._let_go)

    @Slot()
    def _let_go(self) -> None:
        self._targets = ()

    @Slot()
    def look_for_covers(self) -> None:
        """Covers that were not there may be there now."""
        self._thumbnails.look_again()

    @Slot()
    def _repaint(self) -> None:
        self.view.viewport().update()
