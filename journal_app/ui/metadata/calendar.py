"""A small calendar that pops up under a date. Knows no post."""

from PySide6.QtCore import QDate, QLocale, QPoint, Qt, Signal, Slot
from PySide6.QtGui import QPalette, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QFrame, QToolButton, QVBoxLayout, QWidget

from journal_app.ui.style import icons


class CalendarPopup(QFrame):
    """One month at a time; `chosen` is the day clicked or taken with Enter."""

    chosen = Signal(QDate)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("role", "popup")
        self._days = QCalendarWidget()
        self._days.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self._days.setHorizontalHeaderFormat(QCalendarWidget.HorizontalHeaderFormat.ShortDayNames)
        self._days.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._days.setGridVisible(False)
        self._days.clicked.connect(self._choose)
        self._days.activated.connect(self._choose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 8)
        layout.addWidget(self._days)

    def days(self) -> QCalendarWidget:
        """The calendar itself."""
        return self._days

    def _dress(self) -> None:
        """The palette's colours where the style sheet does not reach: arrows, names of days, weekends."""
        colours = self.palette()
        dim = colours.color(QPalette.ColorRole.PlaceholderText)
        for name, glyph in (("prevmonth", "caret-left"), ("nextmonth", "caret-right")):
            button = self._days.findChild(QToolButton, f"qt_calendar_{name}")
            if button is not None:
                button.setIcon(icons.icon(glyph, dim.name()))
        header, weekend = QTextCharFormat(), QTextCharFormat()
        header.setForeground(dim)
        weekend.setForeground(dim)
        self._days.setHeaderTextFormat(header)
        for day in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self._days.setWeekdayTextFormat(day, weekend)

    def open_at(self, corner: QPoint, day: QDate) -> None:
        """Show `day`'s month with its top left corner at `corner` (global), inside the screen."""
        self._dress()
        self._days.setLocale(QLocale())
        self._days.setSelectedDate(day if day.isValid() else QDate.currentDate())
        self.adjustSize()
        screen = self.screen().availableGeometry()
        x = min(corner.x(), screen.right() - self.width())
        self.move(max(screen.left(), x), min(corner.y(), screen.bottom() - self.height()))
        self.show()
        self._days.setFocus()

    @Slot(QDate)
    def _choose(self, day: QDate) -> None:
        if self.isVisible():
            self.close()
            self.chosen.emit(day)
