"""The filter of the list as chips on one line: each can be taken out, all can be cleared, the whole can be kept."""

from dataclasses import dataclass, replace
from functools import partial

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt, Signal, Slot
from PySide6.QtGui import QFontInfo, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMenu, QSizePolicy, QToolButton, QWidget

from journal_app.library.search import query as queries
from journal_app.library.search.query import Choice, Query
from journal_app.ui.facet_words import choice_words
from journal_app.ui.style import icons
from journal_app.ui.style.theme import LIGHT, Tokens

translate = QCoreApplication.translate

_GAP = 4
_WIDEST = 150
_LEAST = 64
_HEIGHT = 24


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of the filter: a choice, or None for the text of the search; and its words."""

    choice: Choice | None
    words: str


def parts(query: Query) -> tuple[Part, ...]:
    """The pieces of the query in the order they are read."""
    found = [Part(choice, choice_words(choice, not number)) for number, choice in enumerate(query.choices)]
    if text := query.text.strip():
        found.append(Part(None, translate("PostList", '"{text}"').format(text=text)))
    return tuple(found)


class ChipLine(QWidget):
    """Shown while the list is narrowed. Chips that find no room stand in the menu of the last one."""

    query_requested = Signal(object)
    save_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._query = Query()
        self._parts: tuple[Part, ...] = ()
        self._tokens = LIGHT
        self._chips: list[QToolButton] = []
        self._more = self._button("chip")
        self._more.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._menu = QMenu(self._more)
        self._more.setMenu(self._menu)
        self.save = self._button("quiet")
        self.save.clicked.connect(self.save_requested)
        self.clear = self._button("quiet")
        self.clear.clicked.connect(self.clear_filter)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(_HEIGHT + 4)
        self.hide()

    @property
    def chips(self) -> list[QToolButton]:
        """The chips that are seen, for tests and for focus."""
        return [chip for chip in self._chips if not chip.isHidden()]

    def show_query(self, query: Query) -> None:
        """Show what this query asks for; nothing is shown where it asks for every post."""
        if (query.choices, query.text.strip()) != (self._query.choices, self._query.text.strip()):
            self._parts = parts(query)
        self._query = query
        self.setVisible(query.is_narrowed)
        self._fill()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours."""
        self._tokens = tokens
        self.clear.setIcon(icons.icon("x-circle", tokens.dim, 16))
        self.save.setIcon(icons.icon("bookmark-simple", tokens.dim, 16))
        for chip in self._chips:
            chip.setIcon(icons.icon("x", tokens.dim, 10))

    def word(self) -> None:
        """Speak the language of now."""
        self._parts = parts(self._query)
        for button, words in (
            (self.clear, translate("PostList", "Clear the filter")),
            (self.save, translate("PostList", "Keep this search…")),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)
        self._fill()

    @Slot()
    def clear_filter(self) -> None:
        """Ask for every post, in the order of now."""
        self.query_requested.emit(queries.cleared(self._query))

    def sizeHint(self) -> QSize:
        return QSize(0, _HEIGHT + 4)

    def showEvent(self, event: QShowEvent) -> None:
        """Fonts are known now."""
        super().showEvent(event)
        self._fill()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """More or fewer chips find room."""
        super().resizeEvent(event)
        self._fill()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Delete on a chip takes it out."""
        key = event.key() if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress else None
        if isinstance(watched, QToolButton) and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            watched.click()
            return True
        return super().eventFilter(watched, event)

    def _button(self, role: str) -> QToolButton:
        button = QToolButton(self)
        button.setProperty("role", role)
        button.setIconSize(QSize(10, 10) if role == "chip" else QSize(16, 16))
        button.setToolButtonStyle(
            Qt.ToolButtonStyle.ToolButtonTextBesideIcon if role == "chip" else Qt.ToolButtonStyle.ToolButtonIconOnly
        )
        if role == "chip":
            button.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
            font = button.font()
            font.setPixelSize(max(10, round(QFontInfo(font).pixelSize() * 0.92)))
            button.setFont(font)
        return button

    def _fill(self) -> None:
        """Put as many chips on the line as there is room for."""
        if not self._query.is_narrowed:
            return
        while len(self._chips) < len(self._parts):
            chip = self._button("chip")
            chip.setIcon(icons.icon("x", self._tokens.dim, 10))
            chip.clicked.connect(partial(self._take_out, len(self._chips)))
            chip.installEventFilter(self)
            self._chips.append(chip)
        tools = self.clear.sizeHint().width() + self.save.sizeHint().width() + _GAP
        room = self.width() - tools
        metrics = self._more.fontMetrics()
        around = 32
        wide = [min(_WIDEST, metrics.horizontalAdvance(part.words) + around) for part in self._parts]
        more = metrics.horizontalAdvance("+99") + 24
        shown = len(wide)
        while shown > 1 and sum(wide[:shown]) + _GAP * shown + (more if shown < len(wide) else 0) > room:
            if shown == 2 and sum(wide[:2]) - max(wide[:2]) + _LEAST + (more if len(wide) > 2 else 0) < room:
                break
            shown -= 1
        left = 0
        spare = room - (more + _GAP if shown < len(wide) else 0)
        for number, chip in enumerate(self._chips):
            chip.setVisible(number < shown)
            if number >= shown:
                continue
            part = self._parts[number]
            rest = sum(min(width, _LEAST) + _GAP for width in wide[number + 1 : shown])
            width = max(_LEAST if wide[number] > _LEAST else wide[number], min(wide[number], spare - left - rest))
            shown_words = metrics.elidedText(part.words, Qt.TextElideMode.ElideRight, width - around + 2)
            chip.setText(shown_words.replace("&", "&&"))
            words = translate("PostList", "{name}: take out of the filter").format(name=part.words)
            chip.setToolTip(words)
            chip.setAccessibleName(words)
            chip.setGeometry(left, 2, width, _HEIGHT)
            left += width + _GAP
        self._fill_more(shown, left)
        self.save.setGeometry(self.width() - tools, 2, self.save.sizeHint().width(), _HEIGHT)
        self.clear.setGeometry(self.width() - self.clear.sizeHint().width(), 2, self.clear.sizeHint().width(), _HEIGHT)

    def _fill_more(self, shown: int, left: int) -> None:
        hidden = self._parts[shown:]
        self._more.setVisible(bool(hidden))
        if not hidden:
            return
        self._menu.clear()
        for number, part in enumerate(hidden, shown):
            words = translate("PostList", "{name}: take out of the filter").format(name=part.words)
            self._menu.addAction(words.replace("&", "&&")).triggered.connect(partial(self._take_out, number))
        self._more.setText(f"+{len(hidden)}")
        words = ", ".join(part.words for part in hidden)
        self._more.setToolTip(words)
        self._more.setAccessibleName(words)
        self._more.setGeometry(left, 2, self._more.fontMetrics().horizontalAdvance("+99") + 20, _HEIGHT)

    def _take_out(self, number: int, _: bool = False) -> None:
        if number >= len(self._parts):
            return
        choice = self._parts[number].choice
        if choice is None:
            self.query_requested.emit(replace(self._query, text=""))
        else:
            self.query_requested.emit(queries.without(self._query, choice))
