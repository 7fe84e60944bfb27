"""The bar at the bottom: is it saved, what would saving change, how long, where, which dialect and encoding."""

from dataclasses import dataclass
from typing import Literal

from PySide6.QtCore import QCoreApplication, QEvent, QRectF, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QColor, QFontInfo, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QProgressBar, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from journal_app.ui.style import icons
from journal_app.ui.style.lines import hairline
from journal_app.ui.style.theme import LIGHT, Tokens

translate = QCoreApplication.translate

HEIGHT = 25
MESSAGE_MS = 6000
_BUTTON_EDGE = 9  # pixels of a quiet button left and right of its words


@dataclass(frozen=True, slots=True)
class PostStatus:
    """What the bar tells of the open post. `reason` says why it is read-only or what the last save ran into.

    `half_typed`: all the post has is saved, but its form holds what the post has not taken, as a date that is none.

    `head_lines` and `body_lines` are what a save would change; -1 is not known. `words` below 0 is not counted.
    """

    state: Literal["saved", "unsaved", "half_typed", "new", "saving", "failed", "conflict", "read_only"]
    reason: str = ""
    head_lines: int = 0
    body_lines: int = 0
    words: int = -1
    words_without_punctuation: int = -1
    minutes: int = 0
    dialect: str = ""
    site: str = ""
    encoding: str = ""
    line_ends: str = ""


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a long work is: `text` names it in the author's words; a `total` of 0 is not known."""

    text: str
    done: int
    total: int


class StatusBar(QWidget):
    """Facts about the open post, left and right; a message for some seconds; the progress of a scan with a stop."""

    cancel_requested = Signal()
    dialect_requested = Signal(object)  # QPoint on the screen: where to offer the dialects
    encoding_requested = Signal(object)  # QPoint on the screen: where to offer the encodings

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT + 1)
        self._status: PostStatus | None = None
        self._has_facts = True
        self._cursor: tuple[int, int] | None = None
        self._dot = _Dot(self)
        self._state = _label(self)
        self._change = _label(self)
        self._message = _label(self)
        self._words = _label(self)
        self._position = _label(self)
        self._dialect = QToolButton(self)
        self._dialect.setProperty("role", "quiet")
        self._dialect.setFont(self._position.font())
        self._dialect.clicked.connect(self._ask_dialect)
        self._encoding = QToolButton(self)
        self._encoding.setProperty("role", "quiet")
        self._encoding.setFont(self._position.font())
        self._encoding.clicked.connect(self._ask_encoding)
        self._progress_text = _label(self)
        self._bar = QProgressBar(self)
        self._bar.setTextVisible(False)
        self._bar.setFixedSize(96, 4)
        self._cancel = QToolButton(self)
        self._cancel.setAutoRaise(True)
        self._cancel.clicked.connect(self.cancel_requested)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._forget_message)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        column.addWidget(hairline(self))
        column.addLayout(row, 1)
        row.setContentsMargins(12, 0, 12, 0)
        row.setSpacing(16)
        state = QHBoxLayout()
        state.setSpacing(4)
        state.addWidget(self._dot)
        state.addWidget(self._state)
        row.addLayout(state)
        self._change.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._message.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        row.addWidget(self._change, 1)
        row.addWidget(self._message, 1)
        for widget in (self._progress_text, self._bar, self._cancel):
            row.addWidget(widget)
        for label in (self._words, self._position):
            row.addWidget(label)
        row.addSpacing(4 - _BUTTON_EDGE)
        for button in (self._dialect, self._encoding):
            row.addWidget(button)
            row.addSpacing(-2 * _BUTTON_EDGE if button is self._dialect else -_BUTTON_EDGE)
        self.show_progress(None)
        self._message.hide()
        self.set_tokens(LIGHT)
        self.show_post(None)

    def show_post(self, status: PostStatus | None) -> None:
        """Tell of the open post; None when no post is open. Told at each key, it mostly tells nothing new."""
        if status == self._status:
            return
        self._status = status
        self._fill()

    def show_facts(self, shown_now: bool) -> None:
        """Tell of the open post, or of none while a page without posts is shown."""
        self._has_facts = shown_now
        self._fill()

    def show_cursor(self, line: int, column: int) -> None:
        """Tell where the cursor is, both counted from 1."""
        self._cursor = (line, column)
        text = translate("StatusBar", "Line {line}, column {column}").format(line=line, column=column)
        self._position.setText(text if self._status and self._has_facts else "")

    def show_message(self, text: str) -> None:
        """Say something for some seconds in place of what saving would change."""
        self._message.setText(text)
        self._message.setToolTip(text)
        self._message.setVisible(bool(text))
        self._change.setVisible(not text)
        if text:
            self._timer.start(MESSAGE_MS)

    @Slot(str)
    def show_link(self, address: str) -> None:
        """Tell where a link leads while the pointer is on it; "" when it has gone."""
        self._timer.stop()
        self.show_message(address)
        if address:
            self._timer.stop()

    def show_progress(self, progress: Progress | None) -> None:
        """Show how far a long work is; None when it is over."""
        for widget in (self._progress_text, self._bar, self._cancel):
            widget.setVisible(progress is not None)
        self._bar.setVisible(progress is not None and progress.total > 0)  # one that runs to and fro paints all day
        self._bar.setAccessibleName(progress.text if progress else "")
        if progress is None:
            return
        self._progress_text.setText(
            f"{progress.text} {progress.done:,} / {progress.total:,}" if progress.total else progress.text
        )
        self._bar.setRange(0, progress.total)
        self._bar.setValue(progress.done)

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours."""
        self._tokens = tokens
        self._cancel.setIcon(icons.icon("x", tokens.dim, 12))
        self._dot.setProperty("color", tokens.seal)
        self._fill()

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._fill()
        super().changeEvent(event)

    @Slot()
    def _ask_dialect(self) -> None:
        self.dialect_requested.emit(self._dialect.mapToGlobal(self._dialect.rect().topLeft()))

    @Slot()
    def _ask_encoding(self) -> None:
        self.encoding_requested.emit(self._encoding.mapToGlobal(self._encoding.rect().topLeft()))

    @Slot()
    def _forget_message(self) -> None:
        self.show_message("")

    def _fill(self) -> None:
        self._cancel.setToolTip(translate("StatusBar", "Stop"))
        self._cancel.setAccessibleName(translate("StatusBar", "Stop"))
        status = self._status if self._has_facts else None
        for label in (self._state, self._change, self._words, self._position):
            label.setText("")
        self._dialect.hide()
        self._encoding.hide()
        self._dot.setVisible(status is not None and status.state not in ("saved", "read_only"))
        if status is None:
            return
        state = state_words(status)
        self._state.setText(state)
        self._state.setToolTip(status.reason)
        self._state.setAccessibleName(state)
        emphatic = status.state not in ("saved", "read_only", "saving")
        self._state.setStyleSheet(f"color: {self._tokens.seal if emphatic else self._tokens.dim};")
        self._dot.setProperty("color", self._tokens.seal if emphatic else self._tokens.faint)
        self._dot.update()
        self._change.setText(change_words(status))
        self._change.setToolTip(change_words(status))
        if status.words >= 0:
            self._words.setText(length_words(status))
            self._words.setToolTip(
                translate("StatusBar", "{words} without punctuation").format(
                    words=f"{status.words_without_punctuation:,}"
                )
                if status.words_without_punctuation >= 0
                else ""
            )
        if self._cursor:
            self.show_cursor(*self._cursor)
        dialect = " · ".join(part for part in (status.dialect, status.site) if part)
        self._dialect.setText(dialect)
        self._dialect.setVisible(bool(dialect))
        self._dialect.setToolTip(translate("StatusBar", "The Markdown dialect of the preview; click to choose"))
        encoding = " · ".join(part for part in (status.encoding, status.line_ends) if part)
        self._encoding.setText(encoding)
        self._encoding.setVisible(bool(encoding))
        self._encoding.setToolTip(
            translate("StatusBar", "Encoding and line ends of the file; click to read it in another encoding")
        )


def state_words(status: PostStatus) -> str:
    """The save state in the author's words."""
    match status.state:
        case "saved":
            return translate("StatusBar", "Saved")
        case "unsaved" | "half_typed":
            return translate("StatusBar", "Unsaved")
        case "new":
            return translate("StatusBar", "New, not saved yet")
        case "saving":
            return translate("StatusBar", "Saving…")
        case "failed":
            return translate("StatusBar", "Not saved")
        case "conflict":
            return translate("StatusBar", "Changed on disk")
        case "read_only":
            return translate("StatusBar", "Read-only")


def length_words(status: PostStatus) -> str:
    """How long the post is, and how long it takes to read."""
    if status.words == 1:
        words = translate("StatusBar", "1 word")
    else:
        words = translate("StatusBar", "{n} words").format(n=f"{status.words:,}")
    if status.minutes:
        return f"{words} · " + translate("StatusBar", "about {minutes} min").format(minutes=status.minutes)
    return f"{words} · " + translate("StatusBar", "less than a minute")


def change_words(status: PostStatus) -> str:
    """What saving would change, or why it cannot."""
    if status.state in ("saved", "saving"):
        return ""
    if status.reason:
        return status.reason
    if status.state == "half_typed":
        return translate("StatusBar", "Typed in the form, but not in the post yet")
    head, body = status.head_lines, status.body_lines
    if status.state == "new":
        lines = max(head, 0) + max(body, 0)
        one, many = translate("StatusBar", "New file, 1 line"), translate("StatusBar", "New file, {n} lines")
        return "" if not lines else one if lines == 1 else many.format(n=f"{lines:,}")
    if head > 0 and body > 0:
        text = translate("StatusBar", "Saving would change lines: metadata {head}, body {body}")
        return text.format(head=head, body=body)
    if head > 0:
        return translate("StatusBar", "Saving would change lines: metadata {head}").format(head=head)
    if body > 0:
        return translate("StatusBar", "Saving would change lines: body {body}").format(body=body)
    return ""


class _Dot(QWidget):
    """A filled circle beside the save state."""

    def sizeHint(self) -> QSize:
        return QSize(11, 11)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self.property("color")))
        painter.drawEllipse(QRectF(0.5, (self.height() - 10) / 2, 10, 10))


def _label(parent: QWidget) -> QLabel:
    label = QLabel(parent)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("role", "dim")
    font = label.font()
    font.setPixelSize(max(11, round(QFontInfo(font).pixelSize() * 0.92)))
    label.setFont(font)
    return label
