"""Quiet notices above the editor: a sentence and what can be done about it. Knows no reason, only words."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from journal_app.ui.style import icons
from journal_app.ui.style.theme import LIGHT, Tokens

translate = QCoreApplication.translate

DISMISSED = ""
_LINE = 26  # pixels; a notice of one line, with buttons or without


@dataclass(frozen=True, slots=True)
class Notice:
    """A notice: `key` names it (the same key replaces), `choices` are (name, words); words are translated already."""

    key: str
    text: str
    choices: tuple[tuple[str, str], ...] = ()
    kind: Literal["information", "warning"] = "information"
    dismissible: bool = True


@dataclass(frozen=True, slots=True)
class NoticeChoice:
    """What the author chose on the notice `key`; the name is "" when it was put away."""

    key: str
    name: str


class Banner(QWidget):
    """The notices, newest last, one strip each; nothing at all when there is none."""

    choice_made = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._strips: dict[str, _Strip] = {}
        self._tokens = LIGHT
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    @property
    def notices(self) -> Mapping[str, Notice]:
        """The notices shown now, by key."""
        return {key: strip.notice for key, strip in self._strips.items()}

    def show_notice(self, notice: Notice) -> None:
        """Show a notice, in place of an earlier one of its key."""
        old = self._strips.get(notice.key)
        if old is not None and old.notice == notice:
            return
        strip = _Strip(notice, self)
        strip.choice_made.connect(self._choose)
        strip.set_tokens(self._tokens)
        if old is None:
            self._column.addWidget(strip)
        else:
            self._column.replaceWidget(old, strip)
            old.hide()
            old.deleteLater()
        self._strips[notice.key] = strip
        self.show()

    def forget(self, key: str) -> None:
        """Take the notice away, when there is one of that key; nothing is reported."""
        strip = self._strips.pop(key, None)
        if strip is not None:
            self._column.removeWidget(strip)
            strip.hide()
            strip.deleteLater()
        self.setVisible(bool(self._strips))

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours."""
        self._tokens = tokens
        for strip in self._strips.values():
            strip.set_tokens(tokens)

    @Slot(object)
    def _choose(self, choice: NoticeChoice) -> None:
        self.forget(choice.key)
        self.choice_made.emit(choice)


class _Strip(QWidget):
    choice_made = Signal(object)

    def __init__(self, notice: Notice, parent: QWidget) -> None:
        super().__init__(parent)
        self.notice = notice
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setProperty("kind", notice.kind)
        self._mark = QLabel(self)
        self._mark.setFixedHeight(_LINE)
        self._text = QLabel(notice.text, self)
        self._text.setMinimumHeight(_LINE)
        self._text.setTextFormat(Qt.TextFormat.PlainText)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._buttons = tuple(self._button(name, words) for name, words in notice.choices)
        self._rows = (QHBoxLayout(), QHBoxLayout())
        self._middle = QBoxLayout(QBoxLayout.Direction.TopToBottom)
        self._middle.setSpacing(4)
        self._middle.addWidget(self._text, 1)
        for row in self._rows:
            row.setSpacing(8)
            row.addStretch(1)
            self._middle.addLayout(row)
        for button in self._buttons:
            self._rows[0].addWidget(button)
        self._close = QToolButton(self)
        self._close.setToolTip(translate("Banner", "Dismiss"))
        self._close.setAccessibleName(translate("Banner", "Dismiss"))
        self._close.setVisible(notice.dismissible)
        self._close.clicked.connect(self._dismiss)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(20, 3, 8, 4)
        outer.setSpacing(8)
        outer.addWidget(self._mark, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(self._middle, 1)
        outer.addWidget(self._close, 0, Qt.AlignmentFlag.AlignTop)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.setAccessibleName(notice.text)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours."""
        warning = self.notice.kind == "warning"
        mark = icons.icon("warning" if warning else "info", tokens.seal if warning else tokens.dim)
        self._mark.setPixmap(mark.pixmap(16, 16))
        self._close.setIcon(icons.icon("x", tokens.dim, 12))
        self.setStyleSheet(_style(tokens))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the buttons below the sentence when both do not fit on one line, and in two rows where they must."""
        super().resizeEvent(event)
        room = self._middle.geometry().width()
        words = self._text.fontMetrics().horizontalAdvance(self.notice.text)
        buttons = sum(button.sizeHint().width() + 8 for button in self._buttons)
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._middle.setDirection(across if not self._buttons or words + buttons + 16 <= room else down)
        half = (len(self._buttons) + 1) // 2 if buttons > room else len(self._buttons)
        for number, button in enumerate(self._buttons):
            row = self._rows[number >= half]
            if row.indexOf(button) < 0:
                self._rows[number < half].removeWidget(button)
                row.addWidget(button)

    def _button(self, name: str, words: str) -> QPushButton:
        button = QPushButton(words, self)
        button.setObjectName(name)
        button.clicked.connect(self._press)
        return button

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape puts a notice away."""
        if event.key() == Qt.Key.Key_Escape and self.notice.dismissible:
            self._dismiss()
            return
        super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._close.setToolTip(translate("Banner", "Dismiss"))
            self._close.setAccessibleName(translate("Banner", "Dismiss"))
        super().changeEvent(event)

    @Slot()
    def _press(self) -> None:
        self.choice_made.emit(NoticeChoice(self.notice.key, self.sender().objectName()))

    @Slot()
    def _dismiss(self) -> None:
        self.choice_made.emit(NoticeChoice(self.notice.key, DISMISSED))


def _style(tokens: Tokens) -> str:
    return f"""
#notice {{ background: {tokens.caret_line}; border: none; border-bottom: 1px solid {tokens.hairline}; }}
#notice[kind="warning"] {{ background: {tokens.seal_tint}; }}
"""
