"""A row of the form: label, field, lock or cross, and a sentence below when something is wrong."""

from dataclasses import replace

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal, Slot
from PySide6.QtGui import QAction, QEnterEvent, QKeySequence
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from journal_app.post.values import Name, dotted
from journal_app.ui.metadata import kinds
from journal_app.ui.metadata.field import Field, smaller
from journal_app.ui.metadata.glyph_button import GlyphButton
from journal_app.ui.metadata.image import ImageField
from journal_app.ui.metadata.plan import RowPlan

translate = QCoreApplication.translate

LABEL_WIDTH = 74
_WIDEST = 140  # a long or deep name pushes its own field aside, up to here
_LEFT = 6
HEIGHT = 26
_INDENT = 12
REMOVE_KEYS = "Ctrl+Shift+Delete"


class Row(QWidget):
    """Label and field of one name. `edited(name, value)` is the author's; `removal_requested(name)` and
    `pictures_brought(name, brought)` are wishes."""

    edited = Signal(object, object)
    typing = Signal()
    removal_requested = Signal(object)
    pictures_brought = Signal(object, object)

    def __init__(self, plan: RowPlan, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._plan = plan
        self.field: Field = kinds.make(plan.kind)
        self.kind = plan.kind
        self._touched = False
        self._label = QLabel()
        self._label.setTextFormat(Qt.TextFormat.PlainText)
        self._label.setProperty("role", "dim")
        self._label.setFont(smaller(self.font()))
        self._label.setMinimumHeight(HEIGHT)
        self._cross = GlyphButton("x", "", 16)
        self._cross.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._cross.clicked.connect(self.ask_removal)
        self._lock = GlyphButton("lock-simple", "", 16)
        self._lock.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._sentence = QLabel()
        self._sentence.setProperty("role", "error")
        self._sentence.setTextFormat(Qt.TextFormat.PlainText)
        self._sentence.setFont(smaller(self.font()))
        self._sentence.setWordWrap(True)
        self._sentence.setContentsMargins(6, 0, 0, 4)
        self._sentence.hide()
        self._remove = QAction(self)
        self._remove.setShortcut(QKeySequence(REMOVE_KEYS))
        self._remove.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._remove.triggered.connect(self.ask_removal)
        self.addAction(self._remove)
        self._label.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self._label.addAction(self._remove)
        self._layout = QGridLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setHorizontalSpacing(0)
        self._layout.setVerticalSpacing(0)
        self._layout.setColumnStretch(1, 1)
        self._layout.addWidget(self._label, 0, 0, Qt.AlignmentFlag.AlignTop)
        self._layout.addWidget(self.field, 0, 1)
        edge = QVBoxLayout()
        edge.setContentsMargins(0, (HEIGHT - 16) // 2, 0, 0)
        edge.setSpacing(0)
        edge.addWidget(self._cross)
        edge.addWidget(self._lock)
        edge.addStretch(1)
        self._layout.addLayout(edge, 0, 2)
        self._layout.addWidget(self._sentence, 1, 1, 1, 2)
        self.field.edited.connect(self._edited)
        self.field.complained.connect(self.complain)
        self.field.typing.connect(self.typing)
        if isinstance(self.field, ImageField):
            self.field.brought.connect(self._brought)
        self._name(plan)

    @property
    def plan(self) -> RowPlan:
        """What the row shows."""
        return self._plan

    @property
    def name(self) -> Name:
        """The name of its field."""
        return self._plan.name

    def sentence(self) -> str:
        """The sentence below the field, or ""."""
        return self._sentence.text() if not self._sentence.isHidden() else ""

    def label(self) -> QLabel:
        """The label."""
        return self._label

    def show_plan(self, plan: RowPlan, *, anew: bool) -> None:
        """Show the value if it is another; `anew` shows it whatever stands there (another post)."""
        before, self._plan = self._plan, plan
        changed = plan.value != before.value
        if replace(plan, value=None) != replace(before, value=None):
            self._name(plan)
        if anew:
            self.complain("")
            self.field.rest()
            self.field.restore(plan.value)
        else:
            if changed:
                self.complain("")
            self.field.fill(plan.value)

    def refuse(self, sentence: str) -> None:
        """Say why an edit was refused, and show the post's value again."""
        self.field.restore(self._plan.value)
        self.complain(sentence)

    @Slot(str)
    def complain(self, sentence: str) -> None:
        """Show a sentence below the field; "" takes it away."""
        if sentence == self._sentence.text():
            return
        self._sentence.setText(sentence)
        self._sentence.setVisible(bool(sentence))
        self.field.entry().setAccessibleDescription(sentence or self._plan.locked)
        self.updateGeometry()

    def set_touched(self, touched: bool) -> None:
        """Whether the focus is in the row: then the cross shows."""
        self._touched = touched
        self._show_tools(touched or self.underMouse())

    @Slot()
    def ask_removal(self) -> None:
        """Wish the field away."""
        if not self._plan.locked and not self._plan.absent:
            self.removal_requested.emit(self.name)

    def enterEvent(self, event: QEnterEvent) -> None:
        super().enterEvent(event)
        self._show_tools(True)

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._show_tools(self._touched)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._label.setFont(smaller(self.font()))
            self._sentence.setFont(smaller(self.font()))

    def _show_tools(self, wanted: bool) -> None:
        self.field.set_touched(wanted)
        locked = bool(self._plan.locked)
        policy = self._cross.sizePolicy()
        policy.setRetainSizeWhenHidden(not locked)
        self._cross.setSizePolicy(policy)
        self._cross.setVisible(wanted and not locked and not self._plan.absent)

    def _name(self, plan: RowPlan) -> None:
        indent = plan.depth * _INDENT
        self._label.setContentsMargins(_LEFT + indent, 0, 6, 0)
        metrics = self._label.fontMetrics()
        around = _LEFT + indent + 6
        width = max(LABEL_WIDTH, min(_WIDEST, around + metrics.horizontalAdvance(plan.words) + 1))
        self._label.setFixedWidth(width)
        room = width - around
        self._label.setText(metrics.elidedText(plan.words, Qt.TextElideMode.ElideRight, room))
        key = dotted(plan.name)
        self._label.setToolTip(key if key == plan.words else f"{plan.words} ({key})")
        self._label.setBuddy(self.field.entry())
        self.field.set_accessible_name(plan.words)
        self.field.set_read_only(plan.locked)
        self.field.setToolTip(plan.locked)
        self._lock.setVisible(bool(plan.locked))
        self._lock.setToolTip(plan.locked)
        self._lock.setAccessibleName(translate("Metadata", "Locked: {reason}").format(reason=plan.locked))
        self.field.entry().setAccessibleDescription(plan.locked)
        words = translate("Metadata", "Remove the field {name}").format(name=key)
        self._remove.setText(words)
        self._remove.setEnabled(not plan.locked and not plan.absent)
        self._cross.setToolTip(f"{words} ({REMOVE_KEYS})")
        self._cross.setAccessibleName(words)
        self._show_tools(self._touched)

    @Slot(object)
    def _brought(self, brought: object) -> None:
        self.pictures_brought.emit(self.name, brought)

    @Slot(object)
    def _edited(self, value: object) -> None:
        self.edited.emit(self.name, value)
