"""The bar above the text to find and replace. Says what is sought; finds nothing itself."""

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from journal_app.ui.editor.search import MOST_HITS, Sought
from journal_app.ui.style.theme import LIGHT, Tokens, mix

translate = QCoreApplication.translate

_MARGIN = 12
_ENTRY = 180  # pixels an entry keeps before what stands beside it goes below
_COUNT, _LEAST_COUNT = 110, 40  # the count's width beside an entry, and below it
_BESIDE, _BELOW = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class FindBar(QWidget):
    """Find and replace. Hidden until asked for."""

    sought_changed = Signal(object)  # Sought
    next_wanted = Signal()
    previous_wanted = Signal()
    replace_wanted = Signal(object)  # str
    replace_all_wanted = Signal(object)  # str
    closed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setObjectName("find_bar")
        self._tokens = LIGHT
        self.find_edit = QLineEdit(self)
        self.replace_edit = QLineEdit(self)
        self.count_label = QLabel(self)
        self._case = self._button("Aa", checkable=True)
        self._whole = self._button("[ab]", checkable=True)
        self._regex = self._button(".*", checkable=True)
        self._previous = self._button("↑")
        self._next = self._button("↓")
        self._close = self._button("×")
        self._replace = self._button("")
        self._replace_all = self._button("")
        self.count_label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.count_label.setMinimumWidth(_LEAST_COUNT)
        options = QHBoxLayout()
        for widget in (self._case, self._whole, self._regex):
            options.addWidget(widget)
        options.addWidget(self.count_label, 1)
        for widget in (self._previous, self._next, self._close):
            options.addWidget(widget)
        self._first = QBoxLayout(_BELOW)
        self._first.addWidget(self.find_edit, 1)
        self._first.addLayout(options)
        self._second = QWidget(self)
        deeds = QHBoxLayout()
        deeds.addStretch(1)
        for widget in (self._replace, self._replace_all):
            deeds.addWidget(widget)
        self._below = QBoxLayout(_BELOW, self._second)
        self._below.addWidget(self.replace_edit, 1)
        self._below.addLayout(deeds)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(_MARGIN, 8, _MARGIN, 8)
        outer.setSpacing(8)
        outer.addLayout(self._first)
        outer.addWidget(self._second)
        for row in (self._first, options, self._below, deeds):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(4)
        self._options, self._deeds = options, deeds
        self.find_edit.textChanged.connect(self._tell)
        for button in (self._case, self._whole, self._regex):
            button.toggled.connect(self._tell)
        self._previous.clicked.connect(self.previous_wanted)
        self._next.clicked.connect(self.next_wanted)
        self._close.clicked.connect(self.close_bar)
        self._replace.clicked.connect(self._tell_replace)
        self._replace_all.clicked.connect(self._tell_replace_all)
        self.find_edit.installEventFilter(self)
        self.replace_edit.installEventFilter(self)
        self.retranslate()
        self.set_tokens(LIGHT)
        self.hide()

    @property
    def sought(self) -> Sought:
        """What the bar asks for now."""
        return Sought(self.find_edit.text(), self._case.isChecked(), self._whole.isChecked(), self._regex.isChecked())

    def open_bar(self, *, text: str, replacing: bool) -> None:
        """Show the bar with `text`, or with what was sought before when that is empty."""
        self._second.setVisible(replacing or (self.isVisible() and self._second.isVisible()))
        if text:
            self.find_edit.setText(text)
        self.show()
        self._arrange()
        self.find_edit.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.find_edit.selectAll()
        self._tell()

    @Slot()
    def close_bar(self) -> None:
        """Hide the bar."""
        self.hide()
        self.closed.emit()

    def show_count(self, count: int, at: int, *, is_valid: bool) -> None:
        """Say how many hits there are and which one is chosen (from 1; 0: none)."""
        if not is_valid:
            words = translate("FindBar", "Not a pattern")
        elif not self.find_edit.text():
            words = ""
        elif count >= MOST_HITS:
            words = translate("FindBar", "More than {n}").format(n=f"{MOST_HITS:,}")
        elif not count:
            words = translate("FindBar", "No hits")
        elif at:
            words = translate("FindBar", "{at} of {n}").format(at=f"{at:,}", n=f"{count:,}")
        else:
            words = translate("FindBar", "{n} found").format(n=f"{count:,}")
        self.count_label.setText(words)
        for button in (self._next, self._previous, self._replace, self._replace_all):
            button.setEnabled(count > 0)

    def show_uncounted(self) -> None:
        """Say no number, and let the author go from hit to hit."""
        self.count_label.clear()
        for button in (self._next, self._previous):
            button.setEnabled(bool(self.find_edit.text()))

    def set_read_only(self, read_only: bool) -> None:
        """Without replacing, where nothing may be changed."""
        self._second.setEnabled(not read_only)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take these colours."""
        self._tokens = tokens
        self.setStyleSheet(
            f"#find_bar {{ background: {tokens.window}; border-bottom: 1px solid {tokens.hairline}; }}"
            f"#find_bar QLineEdit {{ background: {tokens.page}; color: {tokens.ink};"
            f" placeholder-text-color: {tokens.dim};"
            f" border: 1px solid {tokens.hairline}; border-radius: 6px; padding: 3px 8px; min-height: 18px;"
            f" selection-background-color: {tokens.seal_tint}; selection-color: {tokens.ink}; }}"
            f"#find_bar QLineEdit:focus {{ border-color: {tokens.seal}; }}"
            f"#find_bar QLabel {{ color: {tokens.dim}; background: transparent; padding: 0 4px; }}"
            f"#find_bar QToolButton {{ color: {tokens.dim}; background: transparent;"
            f" border: 1px solid transparent;"
            f" border-radius: 6px; padding: 2px 4px; min-height: 20px; }}"
            f"#find_bar QToolButton:hover {{ background: {tokens.chip}; }}"
            f"#find_bar QToolButton:focus {{ border-color: {tokens.seal}; }}"
            f"#find_bar QToolButton:checked {{ background: {tokens.seal_tint}; color: {tokens.seal}; }}"
            f"#find_bar QToolButton:disabled {{ color: {mix(tokens.dim, tokens.window, 0.75)}; }}"
        )

    def retranslate(self) -> None:
        """Give everything its words in the language of now."""
        for edit, words in (
            (self.find_edit, translate("FindBar", "Find")),
            (self.replace_edit, translate("FindBar", "Replace with")),
        ):
            edit.setPlaceholderText(words)
            edit.setAccessibleName(words)
        for button in (self._case, self._whole, self._regex, self._previous, self._next, self._close):
            button.setFixedWidth(max(26, button.fontMetrics().horizontalAdvance(button.text()) + 12))
        self._replace.setText(translate("FindBar", "Replace"))
        self._replace_all.setText(translate("FindBar", "Replace all"))
        for button, words in (
            (self._case, translate("FindBar", "Match case")),
            (self._whole, translate("FindBar", "Whole words")),
            (self._regex, translate("FindBar", "Regular expression")),
            (self._previous, translate("FindBar", "Previous hit (Shift+Enter)")),
            (self._next, translate("FindBar", "Next hit (Enter)")),
            (self._close, translate("FindBar", "Close (Esc)")),
            (self._replace, translate("FindBar", "Replace this hit and go to the next")),
            (self._replace_all, translate("FindBar", "Replace all hits in this post")),
        ):
            button.setToolTip(words)
            button.setAccessibleName(words)

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the entries wide: what stands beside them goes below in a narrow column."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        room = self.width() - 2 * _MARGIN
        counted = _COUNT - self.count_label.minimumWidth()
        for row, rest, more in ((self._first, self._options, counted), (self._below, self._deeds, 0)):
            fits = room - rest.sizeHint().width() - more - row.spacing() >= _ENTRY
            row.setDirection(_BESIDE if fits else _BELOW)
        beside = self._first.direction() == _BESIDE
        self.count_label.setMinimumWidth(_COUNT if beside else _LEAST_COUNT)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close_bar()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: object, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            is_enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
            if is_enter and watched is self.replace_edit and not shift:
                self._tell_replace()
                return True
            if is_enter:
                (self.previous_wanted if shift else self.next_wanted).emit()
                return True
        return False

    @Slot()
    def _tell(self) -> None:
        self.sought_changed.emit(self.sought)

    @Slot()
    def _tell_replace(self) -> None:
        self.replace_wanted.emit(self.replace_edit.text())

    @Slot()
    def _tell_replace_all(self) -> None:
        self.replace_all_wanted.emit(self.replace_edit.text())

    def _button(self, text: str, *, checkable: bool = False) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setCheckable(checkable)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button
