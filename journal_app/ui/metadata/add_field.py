"""Adding a field: one of the journal's usual names, or another with a kind of its own. Decides no place in the head."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QMenu, QPushButton, QToolButton, QVBoxLayout, QWidget

from journal_app.post import dates, fields
from journal_app.post.values import Value
from journal_app.ui.metadata import labels
from journal_app.ui.metadata.field import smaller
from journal_app.ui.metadata.lines import LineEdit

translate = QCoreApplication.translate


class AddField(QWidget):
    """A quiet button with a menu; "Another field…" makes it a name and a kind. `chosen`: name and first value."""

    chosen = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._taken: frozenset[str] = frozenset()
        self._date_like = ""
        self.button = QToolButton()
        self.button.setProperty("role", "tab")
        self.button.setFont(smaller(self.font()))
        self.button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.button.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu = QMenu(self)
        self.menu.triggered.connect(self._picked)
        self.button.setMenu(self.menu)
        self.name = LineEdit("")
        self.name.textChanged.connect(self._judge)
        self.name.installEventFilter(self)
        self.kind = QComboBox()
        for kind, words in _kinds():
            self.kind.addItem(words, kind)
        self.add = QPushButton()
        self.add.clicked.connect(self._add_typed)
        self.cancel = QPushButton()
        self.cancel.setProperty("role", "link")
        self.cancel.clicked.connect(self.close_entry)
        self._entry = QWidget()
        row = QHBoxLayout(self._entry)
        row.setContentsMargins(5, 4, 16, 4)
        row.setSpacing(6)
        row.addWidget(self.name, 1)
        for widget in (self.kind, self.add, self.cancel):
            row.addWidget(widget)
        self._entry.hide()
        self.speak()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.button.setFixedHeight(24)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._entry)

    def speak(self) -> None:
        """Say everything in the language that is set now; the menu is made anew with the next names."""
        self.button.setText(translate("Metadata", "＋ Add field"))
        self.name.setPlaceholderText(translate("Metadata", "name"))
        self.name.setAccessibleName(translate("Metadata", "Name of the new field"))
        self.kind.setAccessibleName(translate("Metadata", "Kind of the new field"))
        for place, (_, words) in enumerate(_kinds()):
            self.kind.setItemText(place, words)
        self.add.setText(translate("Metadata", "Add"))
        self.cancel.setText(translate("Metadata", "Cancel"))
        self.menu.clear()

    def show_names(self, usual: Sequence[str], taken: Sequence[str], date_like: str) -> None:
        """Offer the usual names that are not taken. `date_like` is a date in the post's shape, or ""."""
        self._date_like = date_like
        taken_now = frozenset(taken)
        wanted = [name for name in dict.fromkeys(usual) if name not in taken_now]
        offered = [action.data() for action in self.menu.actions() if action.data()]
        self._taken = taken_now
        if wanted == offered and self.menu.actions():
            return
        self.menu.clear()
        for name in wanted:
            words = labels.label(name)
            action = self.menu.addAction((name if words == name else f"{words} ({name})").replace("&", "&&"))
            action.setData(name)
        if wanted:
            self.menu.addSeparator()
        self.menu.addAction(translate("Metadata", "Another field…")).setData("")

    def tab_stops(self) -> list[QWidget]:
        """The widgets Tab goes to, in reading order."""
        return [self.button, self.name, self.kind, self.add, self.cancel]

    @Slot()
    def open_entry(self) -> None:
        """Ask for a name and a kind."""
        self.button.hide()
        self.name.clear()
        self._entry.show()
        self.name.setFocus()
        self._judge()

    @Slot()
    def close_entry(self) -> None:
        """Go back to the button."""
        if not self._entry.isHidden():
            had = self._entry.isAncestorOf(self._focused())
            self.button.show()
            if had:
                self.button.setFocus()
            self._entry.hide()

    def _focused(self) -> QWidget:
        return self.focusWidget() or self

    @Slot(QAction)
    def _picked(self, action: QAction) -> None:
        name = action.data()
        if name:
            self.chosen.emit(name, first_value(name, self._date_like))
        else:
            self.open_entry()

    @Slot()
    def _judge(self) -> None:
        name = self.name.text().strip()
        taken = name in self._taken
        self.add.setEnabled(bool(name) and not taken)
        self.name.setToolTip(translate("Metadata", "The post has this field already.") if taken else "")

    @Slot()
    def _add_typed(self) -> None:
        name = self.name.text().strip()
        if not name or name in self._taken:
            return
        kind = self.kind.currentData()
        self.close_entry()
        self.chosen.emit(name, _FIRST[kind] if kind in _FIRST else first_value("date", self._date_like))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.name and event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._add_typed()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.close_entry()
                return True
        return super().eventFilter(watched, event)


_FIRST: dict[str, Value] = {"text": "", "list": [], "switch": False, "number": 0, "image": ""}


def first_value(name: str, date_like: str) -> Value:
    """What a new field of this name holds at first: now for a date (in the shape of `date_like`), else nothing."""
    kind = fields.kind(name, None)
    if kind == "date":
        now = datetime.now().astimezone().replace(microsecond=0)
        like = dates.read(date_like)
        return like.moved_to(now if like.zone else now.replace(tzinfo=None)) if like else now.isoformat(" ")
    if kind == "list":
        return []
    if kind == "switch" or name in ("published", "comments", "toc", "math", "hidden"):
        return name == "draft"
    if name in ("pinned", "sticky", "top"):
        return True if name == "pinned" else 1
    return ""


def _kinds() -> tuple[tuple[str, str], ...]:
    return (
        ("text", translate("Metadata", "Text")),
        ("list", translate("Metadata", "List")),
        ("date", translate("Metadata", "Date")),
        ("switch", translate("Metadata", "Yes or no")),
        ("number", translate("Metadata", "Number")),
    )
