"""A field of text that wraps and grows with its lines, told at each key; with a counter where length matters."""

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from journal_app.post.values import Value
from journal_app.ui.metadata.field import Field, smaller
from journal_app.ui.metadata.lines import Paragraph

translate = QCoreApplication.translate

MOST_LINES = 8
EXCERPT_LENGTH = 160


class LongTextField(Field):
    """Lines of text. `single`: Enter does nothing, the text stays one line though it wraps; `limit`: a counter."""

    kind = "long"

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        single: bool = False,
        limit: int = 0,
        role: str = "value",
        most: int = MOST_LINES,
    ) -> None:
        super().__init__(parent)
        self._limit = limit
        self._locked_by_text = False
        self._text = Paragraph(role, most, single=single)
        self._text.typed.connect(self._tell)
        self._text.textChanged.connect(self._count)
        self._counter = QLabel()
        self._counter.setProperty("role", "dim")
        self._counter.setFont(smaller(self._counter.font()))
        self._counter.setVisible(bool(limit))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._text, 1)
        layout.addWidget(self._counter, 0, Qt.AlignmentFlag.AlignTop)
        self._counter.setContentsMargins(0, 3, 0, 0)
        self.setFocusProxy(self._text)

    @classmethod
    def can_hold(cls, value: Value) -> bool:
        return value is None or isinstance(value, str)

    def entry(self) -> Paragraph:
        return self._text

    def set_placeholder(self, text: str) -> None:
        """The words shown while nothing is there."""
        self._text.setPlaceholderText(text)

    def set_read_only(self, reason: str) -> None:
        super().set_read_only(reason)
        self._text.setReadOnly(bool(reason) or self._locked_by_text)

    def counter_text(self) -> str:
        """What the counter says, "25 / 160"."""
        return self._counter.text()

    def _show(self, value: Value) -> None:
        text = "" if value is None else str(value)
        self._locked_by_text = not self._text.holds_exactly(text)
        self._text.fill(text)
        self._text.setReadOnly(bool(self._read_only) or self._locked_by_text)
        self._count()

    @Slot()
    def _count(self) -> None:
        if not self._limit:
            return
        length = len(self._text.text())
        self._counter.setText(f"{length} / {self._limit}" if length else "")
        over = length > self._limit
        sentence = translate("Metadata", "Longer than most sites and search engines show.") if over else ""
        self._counter.setToolTip(sentence)
        role = "error" if over else "dim"
        if self._counter.property("role") != role:
            self._counter.setProperty("role", role)
            self._counter.style().unpolish(self._counter)
            self._counter.style().polish(self._counter)
