"""The sidebar: which posts. Shows counts and what is chosen, and reports the query a click asks for."""

from PySide6.QtCore import (
    QCoreApplication,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
    Slot,
)
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QFont,
    QFontInfo,
    QFontMetricsF,
    QKeyEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QListView,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from journal_app.library.query import Facets, Query
from journal_app.ui import icons
from journal_app.ui.overlay_bar import OverlayBar
from journal_app.ui.sidebar_model import ITEM, Item, SidebarModel, items, toggled, with_problems
from journal_app.ui.theme import LIGHT, Tokens, mix

translate = QCoreApplication.translate

ROW = 26
HEADING = 36
MARGIN = 8


class Sidebar(QWidget):
    """Sections, categories, tags and years with their counts."""

    query_requested = Signal(object)
    problems_requested = Signal()
    words_requested = Signal(str, str)  # "tags" or "categories", and the one that is meant: to rename, merge, delete

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._facets = Facets()
        self._query = Query()
        self._unfolded: frozenset[str] = frozenset()
        self._problems: int | None = None  # how many, where they are known
        self._problems_shown = False
        self._model = SidebarModel()
        self._view = _View(self)
        self._view.setModel(self._model)
        self._delegate = _Delegate(self._view)
        self._view.setItemDelegate(self._delegate)
        self._view.clicked.connect(self._choose)
        self._view.chosen.connect(self._choose)
        self._view.menu_requested.connect(self._open_menu)
        self.setFocusProxy(self._view)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._view)
        self._word()
        self.show_facets(self._facets, self._query)

    @property
    def view(self) -> QListView:
        """The list of lines, for tests and for focus."""
        return self._view

    def show_facets(self, facets: Facets, query: Query) -> None:
        """Show these counts, and what the query has chosen."""
        self._facets, self._query = facets, query
        bar = self._view.verticalScrollBar()
        place = bar.value()
        current = self._view.currentIndex().data(ITEM)
        lines = with_problems(items(facets, query, self._unfolded), self._problems, self._problems_shown)
        if not self._model.show(lines):
            return
        bar.setValue(place)
        for row, item in enumerate(self._model.items):
            if isinstance(current, Item) and (item.kind, item.name) == (current.kind, current.name):
                self._view.setCurrentIndex(self._model.index(row))
                bar.setValue(place)

    def show_problems(self, shown: bool, count: int | None) -> None:
        """Whether the page of problems is what is shown, and how many there are; None: not known."""
        self._problems_shown, self._problems = shown, count
        self.show_facets(self._facets, self._query)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours."""
        self._delegate.tokens = tokens
        self._view.viewport().update()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
            self.show_facets(self._facets, self._query)
        super().changeEvent(event)

    def sizeHint(self) -> QSize:
        return QSize(196, 400)

    def _word(self) -> None:
        self._view.setAccessibleName(translate("Sidebar", "Which posts"))

    @Slot(QModelIndex)
    def _choose(self, index: QModelIndex) -> None:
        item = index.data(ITEM)
        if not isinstance(item, Item):
            return
        if item.kind == "fold":
            self._unfolded ^= {item.name}
            self.show_facets(self._facets, self._query)
        elif (item.kind, item.name) == ("section", "broken"):
            self.problems_requested.emit()
        elif item.kind != "heading":
            self.query_requested.emit(toggled(self._query, item))

    @Slot(QModelIndex, QPoint)
    def _open_menu(self, index: QModelIndex, place: QPoint) -> None:
        """What can be done with a tag or a category."""
        item = index.data(ITEM)
        if not isinstance(item, Item) or item.kind not in ("tag", "category"):
            return
        menu = QMenu(self.window())
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        action = menu.addAction(translate("Sidebar", "Rename, merge, delete…"))
        action.setData(item)
        menu.triggered.connect(self._ask_for_words)
        menu.popup(place)

    @Slot(QAction)
    def _ask_for_words(self, action: QAction) -> None:
        item: Item = action.data()
        self.words_requested.emit("tags" if item.kind == "tag" else "categories", item.name)


class _View(QListView):
    chosen = Signal(QModelIndex)
    menu_requested = Signal(QModelIndex, QPoint)  # the line, and where on the screen

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setProperty("role", "sidebar")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setViewportMargins(0, 10, 0, 8)
        self.bar = OverlayBar(self)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A right click, or the menu key on the line that has the focus."""
        keyboard = event.reason() == QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if keyboard else self.indexAt(event.pos())
        place = self.visualRect(index).center() if keyboard else event.pos()
        self.menu_requested.emit(index, self.viewport().mapToGlobal(place))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter and Space choose the line that has the focus."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            if self.currentIndex().isValid():
                self.chosen.emit(self.currentIndex())
            return
        super().keyPressEvent(event)


class _Delegate(QStyledItemDelegate):
    """Paints a line: mark, name, count; the chosen one on the seal's tint."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.tokens = LIGHT

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        item: Item = index.data(ITEM)
        return QSize(0, HEADING if item.kind == "heading" else ROW)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        item: Item = index.data(ITEM)
        rect = QRectF(option.rect)
        state: QStyle.StateFlag = option.state
        font = QFont(option.font)
        size = QFontInfo(font).pixelSize()
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if item.kind == "heading":
            font.setBold(True)
            font.setPixelSize(round(size * 0.86))
            painter.setFont(font)
            painter.setPen(QColor(self.tokens.dim))
            line = rect.adjusted(MARGIN * 2, 0, -MARGIN * 2, -6)
            painter.drawText(line, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, item.text)
        else:
            self._paint_line(painter, rect, item, font, state, size)
        painter.restore()

    def _paint_line(
        self,
        painter: QPainter,
        rect: QRectF,
        item: Item,
        font: QFont,
        state: QStyle.StateFlag,
        size: int,
    ) -> None:
        tokens = self.tokens
        box = rect.adjusted(MARGIN, 0, -MARGIN, 0)
        hover = bool(state & QStyle.StateFlag.State_MouseOver)
        if item.chosen or hover:
            painter.setPen(Qt.PenStyle.NoPen)
            tint = tokens.seal_tint if item.chosen else mix(tokens.ink, tokens.sidebar, 0.05)
            painter.setBrush(QColor(tint))
            painter.drawRoundedRect(box, 6, 6)
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QPen(QColor(tokens.seal), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        mark = QRectF(box.left() + 6, box.top(), 18, box.height())
        if item.icon == "dot":
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens.seal if item.count or item.chosen else tokens.faint))
            painter.drawEllipse(mark.center(), 4, 4)
        elif item.icon:
            icons.paint(painter, mark, item.icon, QColor(tokens.seal if item.chosen else tokens.dim), 15)
        small = QFont(font)
        small.setPixelSize(round(size * 0.92))
        small.setBold(item.chosen)
        count = f"{item.count:,}"
        painter.setFont(small)
        painter.setPen(QColor(tokens.seal if item.chosen else tokens.dim))
        numbers = box.adjusted(0, 0, -8, 0)
        if item.count or item.chosen:
            painter.drawText(numbers, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, count)
        font.setBold(item.chosen)
        painter.setFont(font)
        painter.setPen(QColor(tokens.seal if item.chosen else tokens.ink if item.count else tokens.dim))
        text = box.adjusted(30, 0, -16 - QFontMetricsF(small).horizontalAdvance(count), 0)
        elided = QFontMetricsF(font).elidedText(item.text, Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, elided)
