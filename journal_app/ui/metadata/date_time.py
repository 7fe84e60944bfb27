"""A field that is a date: told on Enter or on leaving it, in the shape it had; its zone is shown beside it."""

from PySide6.QtCore import QCoreApplication, QDate, QEvent, QObject, Qt, Slot
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QWidget

from journal_app.post.values import Value
from journal_app.ui.metadata import moments
from journal_app.ui.metadata.calendar import CalendarPopup
from journal_app.ui.metadata.field import Field
from journal_app.ui.metadata.glyph_button import GlyphButton
from journal_app.ui.metadata.lines import LineEdit

translate = QCoreApplication.translate

_DAY = 10


class DateField(Field):
    """A date and its zone. Up and Down move the part under the cursor; Alt+Down opens the calendar."""

    kind = "date"

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._line = LineEdit("value")
        self._line.setPlaceholderText(translate("Metadata", "no date"))
        self._line.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._line.textChanged.connect(self._fit)
        self._line.textChanged.connect(self.typing)
        self._line.installEventFilter(self)
        self._zone = QLabel()
        self._zone.setProperty("role", "dim")
        self._button = GlyphButton("calendar-blank", translate("Metadata", "Choose a day (Alt+Down)"))
        self._button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._button.clicked.connect(self.open_calendar)
        policy = self._button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self._button.setSizePolicy(policy)
        self._touched = False
        self._calendar: CalendarPopup | None = None
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self._line)
        layout.addWidget(self._zone)
        layout.addWidget(self._button)
        layout.addStretch(1)
        self.setFocusProxy(self._line)
        self._fit()

    @classmethod
    def can_hold(cls, value: Value) -> bool:
        return value is None or isinstance(value, str)

    def entry(self) -> LineEdit:
        return self._line

    def calendar(self) -> CalendarPopup | None:
        """The calendar, once it was opened."""
        return self._calendar

    def zone_text(self) -> str:
        """The zone shown, as it is written."""
        return self._zone.text()

    def set_read_only(self, reason: str) -> None:
        super().set_read_only(reason)
        self._line.setReadOnly(bool(reason))
        self._show_button()

    def set_touched(self, touched: bool) -> None:
        self._touched = touched
        self._show_button()

    def _show_button(self) -> None:
        self._button.setVisible(not self._read_only and (self._touched or not self._current()))

    def commit(self) -> None:
        if self._read_only or self._line.composing:
            return
        current = self._current()
        typed = self._line.text()
        if typed.strip() == moments.shown(current).text:
            self.complained.emit("")
            return
        text = moments.written(typed, current)
        if text is None:
            self.complained.emit(
                translate("Metadata", "This is not a date. Write it like {example}; Esc takes it back.").format(
                    example=moments.shown(current).text or "2024-11-17 23:12"
                )
            )
            return
        self._tell(text)
        self.restore(text)

    def half_typed(self) -> tuple[Value, ...]:
        current, typed = self._current(), self._line.text().strip()
        if self._read_only or not typed or typed == moments.shown(current).text:
            return ()
        return (moments.written(typed, current) or typed,)

    @Slot()
    def open_calendar(self) -> None:
        """Pop up the calendar under the date."""
        if self._read_only:
            return
        if self._calendar is None:
            self._calendar = CalendarPopup(self)
            self._calendar.chosen.connect(self._choose)
        day = QDate.fromString(self._line.text()[:_DAY], Qt.DateFormat.ISODate)
        self._calendar.open_at(self._line.mapToGlobal(self._line.rect().bottomLeft()), day)

    @Slot(QDate)
    def _choose(self, day: QDate) -> None:
        typed = self._line.text().strip()
        rest = typed[_DAY:] if QDate.fromString(typed[:_DAY], Qt.DateFormat.ISODate).isValid() else ""
        if not rest:
            rest = moments.shown(self._current()).text[_DAY:]
        self._line.setText(day.toString(Qt.DateFormat.ISODate) + rest)
        self._line.setFocus()
        self.commit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self._line:
            if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and self._key(event):
                return True
            if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut:
                self._left(event.reason())
        return super().eventFilter(watched, event)

    def _left(self, reason: Qt.FocusReason) -> None:
        if reason != Qt.FocusReason.PopupFocusReason:
            self.commit()

    def _key(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.commit()
            return True
        if key == Qt.Key.Key_Escape and self._line.text() != moments.shown(self._current()).text:
            self.restore(self._value)
            self.complained.emit("")
            return True
        if key == Qt.Key.Key_Down and event.modifiers() & Qt.KeyboardModifier.AltModifier:
            self.open_calendar()
            return True
        if key in (Qt.Key.Key_Up, Qt.Key.Key_Down) and not event.modifiers() and not self._read_only:
            self._step(1 if key == Qt.Key.Key_Up else -1)
            return True
        return False

    def _step(self, by: int) -> None:
        cursor = self._line.cursorPosition()
        text = moments.stepped(self._line.text(), cursor, by)
        if text is not None:
            self._line.setText(text)
            self._line.setCursorPosition(min(cursor, len(text)))
            self.commit()
            self._line.setCursorPosition(min(cursor, len(self._line.text())))

    def _current(self) -> str:
        return self._value if isinstance(self._value, str) else ""

    def _show(self, value: Value) -> None:
        shown = moments.shown(value if isinstance(value, str) else "")
        self._line.fill(shown.text)
        self._zone.setText(shown.zone)
        self._zone.setVisible(bool(shown.zone))
        self._show_button()

    @Slot()
    def _fit(self) -> None:
        """As wide as the text, so that the zone stands beside it."""
        text = self._line.text() or self._line.placeholderText()
        least = "0000-00-00"
        width = max(self._line.fontMetrics().horizontalAdvance(words) for words in (text, least))
        self._line.setFixedWidth(width + 14)
