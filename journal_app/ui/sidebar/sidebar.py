"""The sidebar: which posts. Shows counts and what is chosen, and reports the query a click asks for."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QListView, QMenu, QVBoxLayout, QWidget

from journal_app.library.lists.listing import Facets
from journal_app.library.search import query as queries
from journal_app.library.search.query import Choice, Query, Saved
from journal_app.ui.lists.line_model import LINE
from journal_app.ui.sidebar.delegate import SidebarDelegate
from journal_app.ui.sidebar.lines import SidebarLook, lines, with_problems
from journal_app.ui.sidebar.model import Item, SidebarModel
from journal_app.ui.sidebar.view import Press, SidebarView
from journal_app.ui.style.theme import Tokens

translate = QCoreApplication.translate


@dataclass(frozen=True, slots=True)
class _Deed:
    """What the menu does to a saved search."""

    name: str
    item: Item


class Sidebar(QWidget):
    """Sections, saved searches, categories, tags, series and years with their counts."""

    query_requested = Signal(object)
    problems_requested = Signal()
    words_requested = Signal(str, str)  # "tags" or "categories", and the one that is meant: to rename, merge, delete
    branch_requested = Signal(str)  # a category of the tree, `a/b`: to rename with all below it
    saved_edited = Signal(object)  # tuple[Saved, ...]
    rename_requested = Signal(object)  # Saved: another name is wanted
    look_edited = Signal(object)  # SidebarLook

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._facets = Facets()
        self._query = Query()
        self._saved: tuple[Saved, ...] = ()
        self._look = SidebarLook()
        self._problems: int | None = None  # how many, where they are known
        self._problems_shown = False
        self._model = SidebarModel()
        self._view = SidebarView(self, self._model)
        self._delegate = SidebarDelegate(self._view)
        self._view.setItemDelegate(self._delegate)
        self._view.pressed_line.connect(self._choose)
        self._view.folded_line.connect(self._fold)
        self._view.menu_requested.connect(self._open_menu)
        self._view.moved_line.connect(self._move)
        self._view.removed_line.connect(self._remove)
        self._view.renamed_line.connect(self._rename)
        self._view.box.textChanged.connect(self._fill)
        self.setFocusProxy(self._view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        self._word()
        self._fill()

    @property
    def view(self) -> QListView:
        """The list of lines, for tests and for focus."""
        return self._view

    @property
    def look(self) -> SidebarLook:
        """How the author wants the lines."""
        return self._look

    @property
    def saved(self) -> tuple[Saved, ...]:
        """The saved searches shown."""
        return self._saved

    def show_facets(self, facets: Facets, query: Query) -> None:
        """Show these counts, and what the query has chosen."""
        self._facets, self._query = facets, query
        self._fill()

    @Slot(bool, object)
    def show_problems(self, shown: bool, count: int | None) -> None:
        """Whether the page of problems is what is shown, and how many there are; None: not known."""
        self._problems_shown, self._problems = shown, count
        self._fill()

    def show_saved(self, saved: Sequence[Saved]) -> None:
        """Show the author's saved searches of this journal."""
        self._saved = tuple(saved)
        self._fill()

    def set_look(self, look: SidebarLook) -> None:
        """Show the lines as the author likes them."""
        self._look = look
        self._fill()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours."""
        self._delegate.tokens = tokens
        self._view.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
            self._fill()
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(196, 400)

    def _word(self) -> None:
        self._view.setAccessibleName(translate("Sidebar", "Which posts"))
        self._view.box.setPlaceholderText(translate("Sidebar", "Filter tags"))
        self._view.box.setAccessibleName(translate("Sidebar", "Filter tags"))

    @Slot()
    def _fill(self) -> None:
        bar = self._view.verticalScrollBar()
        place = bar.value()
        current = self._view.currentIndex().data(LINE)
        narrow = self._view.box.text()
        shown = with_problems(
            lines(self._facets, self._query, self._look, self._saved, narrow), self._problems, self._problems_shown
        )
        if narrow and not any(item.kind == "filter" for item in shown):
            self._view.box.clear()  # another journal, of few tags
            return
        self._view.set_cloud(any(item.in_cloud for item in shown))
        if not self._model.show(shown):
            return
        if self._view.isVisible():
            self._view.executeDelayedItemsLayout()  # else the first paint finds it out, and asks for another one
        bar.setValue(place)
        if isinstance(current, Item):
            row = self._model.row_of(current.kind, current.name)
            if row >= 0:
                self._view.setCurrentIndex(self._model.index(row))
                bar.setValue(place)
        self._view.place_box()

    @Slot(object)
    def _choose(self, press: Press) -> None:
        item, query = press.item, self._query
        if item.kind == "saved":
            search = self._search(item)
            if search is not None:
                text, choices = (search.text, search.choices) if not item.chosen else ("", ())
                self.query_requested.emit(replace(query, text=text, choices=choices))
        elif (item.kind, item.name, press.how) == ("section", "broken", ""):
            self.problems_requested.emit()
        elif item.kind == "section" and item.name == "all":
            self.query_requested.emit(replace(query, choices=()))
        elif item.is_facet and press.how:
            self.query_requested.emit(queries.joined(query, Choice(item.kind, item.name, press.how)))  # type: ignore[arg-type]
        elif item.is_facet:
            self.query_requested.emit(queries.only(query, item.kind, item.name))  # type: ignore[arg-type]

    @Slot(object)
    def _fold(self, item: Item) -> None:
        name = item.kind if item.kind != "fold" else item.name
        key = name if item.kind == "fold" else f"{item.kind}:{item.name}"
        self._take(replace(self._look, unfolded=self._look.unfolded ^ {key}))

    def _take(self, look: SidebarLook) -> None:
        self.set_look(look)
        self.look_edited.emit(look)

    # Saved searches

    def _search(self, item: Item) -> Saved | None:
        return next((search for search in self._saved if search.name == item.name), None)

    @Slot(object, int)
    def _move(self, item: Item, by: int) -> None:
        search = self._search(item)
        if search is None:
            return
        others = [each for each in self._saved if each != search]
        place = self._saved.index(search) + by
        if 0 <= place <= len(others):
            others.insert(place, search)
            self.show_saved(others)
            self.saved_edited.emit(tuple(others))

    @Slot(object)
    def _remove(self, item: Item) -> None:
        rest = tuple(search for search in self._saved if search.name != item.name)
        self.show_saved(rest)
        self.saved_edited.emit(rest)

    @Slot(object)
    def _rename(self, item: Item) -> None:
        search = self._search(item)
        if search is not None:
            self.rename_requested.emit(search)
        elif item.is_branch:
            self.branch_requested.emit(item.name)
        else:
            self._request_words(item)

    # The menu of a line

    @Slot(object, QPoint)
    def _open_menu(self, item: Item, place: QPoint) -> None:
        menu = QMenu(self.window())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if item.kind == "saved":
            self._fill_saved_menu(menu, item)
        elif item.is_facet and item.name != "all":
            self._fill_facet_menu(menu, item)
        if item.kind in ("tag", "category"):
            menu.addSeparator()
            if item.is_branch:
                action = menu.addAction(translate("Sidebar", "Rename with all below it…"))
                action.setData(item)
                action.triggered.connect(self._ask_for_branch)
            action = menu.addAction(translate("Sidebar", "Rename, merge, delete…"))
            action.setData(item)
            action.triggered.connect(self._ask_for_words)
        if item.kind == "tag" or (item.kind == "heading" and item.name == "tag"):
            if menu.actions():
                menu.addSeparator()
            self._fill_tag_menu(menu)
        if menu.actions():
            menu.popup(place)

    def _fill_facet_menu(self, menu: QMenu, item: Item) -> None:
        entries = (
            (translate("Sidebar", "Only this"), ""),
            (translate("Sidebar", "And also"), "and"),
            (translate("Sidebar", "Or"), "or"),
            (translate("Sidebar", "But not"), "not"),
        )
        for words, how in entries:
            action = QAction(words, menu)
            action.setCheckable(bool(how))
            action.setChecked(bool(how) and item.how == how)
            action.setData(Press(item, how))
            action.triggered.connect(self._press_in_menu)
            menu.addAction(action)

    def _fill_tag_menu(self, menu: QMenu) -> None:
        look = self._look
        entries = (
            (translate("Sidebar", "By number of posts"), not look.by_name, replace(look, by_name=False)),
            (translate("Sidebar", "By name"), look.by_name, replace(look, by_name=True)),
            None,
            (translate("Sidebar", "As a list"), not look.cloud, replace(look, cloud=False)),
            (translate("Sidebar", "As a cloud"), look.cloud, replace(look, cloud=True)),
        )
        for entry in entries:
            if entry is None:
                menu.addSeparator()
                continue
            words, checked, wanted = entry
            action = QAction(words, menu, checkable=True, checked=checked)
            action.setData(wanted)
            action.triggered.connect(self._look_in_menu)
            menu.addAction(action)

    def _fill_saved_menu(self, menu: QMenu, item: Item) -> None:
        names = [search.name for search in self._saved]
        place = names.index(item.name) if item.name in names else 0
        entries = (
            ("show", translate("Sidebar", "Show"), True),
            ("rename", translate("Sidebar", "Rename…"), True),
            ("up", translate("Sidebar", "Move up"), place > 0),
            ("down", translate("Sidebar", "Move down"), place + 1 < len(names)),
            ("delete", translate("Sidebar", "Delete"), True),
        )
        for name, words, enabled in entries:
            action = QAction(words, menu)
            action.setEnabled(enabled)
            action.setData(_Deed(name, item))
            action.triggered.connect(self._saved_in_menu)
            menu.addAction(action)

    @Slot()
    def _ask_for_branch(self) -> None:
        item = self._data()
        if isinstance(item, Item):
            self.branch_requested.emit(item.name)

    @Slot()
    def _ask_for_words(self) -> None:
        item = self._data()
        if isinstance(item, Item):
            self._request_words(item)

    def _request_words(self, item: Item) -> None:
        self.words_requested.emit("tags" if item.kind == "tag" else "categories", item.name)

    @Slot()
    def _press_in_menu(self) -> None:
        press = self._data()
        if isinstance(press, Press):
            self._choose(press)

    @Slot()
    def _look_in_menu(self) -> None:
        look = self._data()
        if isinstance(look, SidebarLook):
            self._take(look)

    @Slot()
    def _saved_in_menu(self) -> None:
        match self._data():
            case _Deed("show", item):
                self._choose(Press(replace(item, how="")))
            case _Deed("rename", item):
                self._rename(item)
            case _Deed("delete", item):
                self._remove(item)
            case _Deed(name, item):
                self._move(item, -1 if name == "up" else 1)

    def _data(self) -> object:
        sender = self.sender()
        return sender.data() if isinstance(sender, QAction) else None
