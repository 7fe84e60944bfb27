"""The line under the fields: form or source at the left, the rarer fields' fold at the right. Knows no field."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QSize, Qt, Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from journal_app.ui.metadata.field import smaller

translate = QCoreApplication.translate

FORM, SOURCE = "form", "source"


class FoldButton(QToolButton):
    """Names the rarer fields, shortened at the end when there is no room."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = ""
        self._arrow = ""
        self.setProperty("role", "quiet")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str, arrow: str) -> None:
        """What it says, and the sign behind it."""
        self._words, self._arrow = words, arrow
        self.setAccessibleName(words)
        self._elide()
        self.updateGeometry()

    def words(self) -> str:
        """All it says, also what is cut off."""
        return self._words

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(f"{self._words} {self._arrow}".strip())
        return QSize(width + 14, 22)

    def minimumSizeHint(self) -> QSize:
        return QSize(48, 22)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    def _elide(self) -> None:
        room = self.width() - 12 - self.fontMetrics().horizontalAdvance(" " + self._arrow)
        shown = self.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, max(room, 16))
        self.setText(f"{shown} {self._arrow}".strip())


class FormBar(QWidget):
    """`view_requested` is "form" or "source"; `fold_requested` a click on the fold."""

    view_requested = Signal(str)
    fold_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        small = smaller(self.font())
        self.form = self._tab()
        self.source = self._tab()
        self.fold = FoldButton()
        self.fold.setFont(small)
        self.fold.clicked.connect(self.fold_requested)
        self._group = QButtonGroup(self)
        self._group.addButton(self.form)
        self._group.addButton(self.source)
        self.form.clicked.connect(self._form)
        self.source.clicked.connect(self._source)
        self.form.setChecked(True)
        self.speak()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(2, 0, 12, 0)
        layout.setSpacing(6)
        layout.addWidget(self.form)
        layout.addWidget(self.source)
        layout.addStretch(1)
        layout.addWidget(self.fold)

    def speak(self) -> None:
        """Say everything in the language that is set now."""
        self.form.setText(translate("Metadata", "Form"))
        self.form.setToolTip(translate("Metadata", "The fields, one by one"))
        self.source.setText(translate("Metadata", "Source"))
        self.source.setToolTip(translate("Metadata", "The head as it is in the file"))

    def show_state(self, view: str, form_allowed: bool) -> None:
        """Which view is shown, and whether the other can be."""
        (self.source if view == SOURCE else self.form).setChecked(True)
        self.form.setEnabled(form_allowed)

    def show_fold(self, names: Sequence[str], unfolded: bool) -> None:
        """Name the fields that are folded away; none: the fold is not there."""
        self.fold.setVisible(bool(names))
        if unfolded:
            self.fold.set_words(translate("Metadata", "Fewer fields"), "▾")
        else:
            self.fold.set_words(_listed(names), "▸")
        self.fold.setToolTip(translate("Metadata", "Show or hide the rarer fields"))

    def tab_stops(self) -> list[QWidget]:
        """The widgets Tab goes to, in reading order."""
        return [self.form, self.source, self.fold]

    def _tab(self) -> QToolButton:
        tab = QToolButton()
        tab.setCheckable(True)
        tab.setProperty("role", "tab")
        tab.setFont(smaller(self.font()))
        tab.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return tab

    @Slot()
    def _form(self) -> None:
        self.view_requested.emit(FORM)

    @Slot()
    def _source(self) -> None:
        self.view_requested.emit(SOURCE)


def _listed(names: Sequence[str]) -> str:
    """Up to three names, or two and how many more."""
    if not names:
        return ""
    if len(names) == 1:
        return names[0]
    if len(names) == 2:
        return translate("Metadata", "{first}, {second}").format(first=names[0], second=names[1])
    if len(names) == 3:
        return translate("Metadata", "{first}, {second}, {third}").format(
            first=names[0], second=names[1], third=names[2]
        )
    words = translate("Metadata", "{first}, {second} and {n} more")
    return words.format(first=names[0], second=names[1], n=len(names) - 2)
