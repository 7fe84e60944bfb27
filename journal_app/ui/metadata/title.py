"""The title: large, without a frame, over the other fields. Knows no post."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QFont, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from journal_app.post.values import Name, dotted
from journal_app.ui.metadata import labels
from journal_app.ui.metadata.field import smaller
from journal_app.ui.metadata.glyph_button import GlyphButton
from journal_app.ui.metadata.lines import Paragraph
from journal_app.ui.metadata.long_text import LongTextField
from journal_app.ui.metadata.plan import RowPlan

_LARGER = 1.62


class TitleRow(QWidget):
    """The title's field. `edited(name, value)` is the author's; Enter and Down leave it downwards."""

    edited = Signal(object, object)
    left_downwards = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = RowPlan(("title",), "", "text", "title")
        self.field = LongTextField(single=True, role="title", most=3)
        self.field.edited.connect(self._edited)
        self.field.entry().installEventFilter(self)
        self._lock = GlyphButton("lock-simple", "", 16)
        self._lock.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._lock.hide()
        self._sentence = QLabel()
        self._sentence.setProperty("role", "error")
        self._sentence.setWordWrap(True)
        self._sentence.setContentsMargins(6, 0, 0, 2)
        self._sentence.hide()
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 10, 0)
        row.setSpacing(0)
        row.addWidget(self.field, 1)
        row.addWidget(self._lock)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(row)
        layout.addWidget(self._sentence)
        self._set_fonts()

    @property
    def name(self) -> Name:
        """The name of its field."""
        return self._plan.name

    def line(self) -> Paragraph:
        """The text itself; it wraps."""
        return self.field.entry()

    def sentence(self) -> str:
        """The sentence below, or ""."""
        return self._sentence.text() if not self._sentence.isHidden() else ""

    def show_plan(self, plan: RowPlan, fallback: str, *, anew: bool) -> None:
        """Show the title; where there is none, what the list shows in its place, dim."""
        changed = plan.value != self._plan.value
        self._plan = plan
        self.field.set_placeholder(fallback or labels.label("title"))
        self.field.set_read_only(plan.locked)
        self.field.setToolTip(plan.locked or dotted(plan.name))
        self._lock.setVisible(bool(plan.locked) and not plan.absent)
        self._lock.setToolTip(plan.locked)
        self._lock.setAccessibleName(plan.locked)
        self.field.set_accessible_name(labels.label("title"))
        if anew or changed:
            self.complain("")
        if anew:
            self.field.restore(plan.value)
        else:
            self.field.fill(plan.value)
        self.field.entry().setAccessibleDescription(self.sentence() or plan.locked)

    def refuse(self, sentence: str) -> None:
        """Say why an edit was refused, and show the post's title again."""
        self.field.restore(self._plan.value)
        self.complain(sentence)

    def complain(self, sentence: str) -> None:
        """Show a sentence below the title; "" takes it away."""
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.field.entry().setAccessibleDescription(sentence or self._plan.locked)

    def focus(self) -> None:
        """Put the cursor into the title, all of it selected."""
        self.line().setFocus(Qt.FocusReason.OtherFocusReason)
        self.line().selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        pressed = watched is self.line() and event.type() == QEvent.Type.KeyPress
        if pressed and isinstance(event, QKeyEvent) and self._leaves(event):
            self.left_downwards.emit()
            return True
        return super().eventFilter(watched, event)

    def _leaves(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_Down and not event.modifiers():
            cursor = self.line().textCursor()
            return not cursor.movePosition(QTextCursor.MoveOperation.Down)
        return event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._set_fonts()

    def _set_fonts(self) -> None:
        font = smaller(self.font(), _LARGER)
        font.setWeight(QFont.Weight.DemiBold)
        self.line().setFont(font)
        self._sentence.setFont(smaller(self.font()))

    @Slot(object)
    def _edited(self, value: object) -> None:
        self.edited.emit(self.name, value)
