"""Cut, copy, paste and select all in whatever has the focus, by its own methods. Knows no post."""

from collections.abc import Callable, Mapping
from typing import Protocol, runtime_checkable

from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)

Deeds = Mapping[str, Callable[[], object]]


@runtime_checkable
class Readable(Protocol):
    """A widget of ours whose text can be selected and copied."""

    def has_selection(self) -> bool:
        """Whether text is selected."""

    def copy(self) -> None:
        """Put it into the clipboard."""

    def select_all(self) -> None:
        """Select all of the text."""


def deeds(widget: QWidget | None) -> Deeds:
    """What of the four can be done in this widget or what it lies in, by name; {} where nothing can."""
    while widget is not None:
        if isinstance(widget, QAbstractSpinBox | QComboBox):
            return deeds(widget.findChild(QLineEdit))
        if isinstance(widget, QLineEdit):
            return _in_line(widget)
        if isinstance(widget, QPlainTextEdit | QTextEdit):
            return _in_text(widget)
        if isinstance(widget, QAbstractItemView):
            is_many = widget.selectionMode() == QAbstractItemView.SelectionMode.ExtendedSelection
            return {"select_all": widget.selectAll} if is_many else {}
        if isinstance(widget, Readable):
            all_of_it: Deeds = {"select_all": widget.select_all}
            return {**all_of_it, "copy": widget.copy} if widget.has_selection() else all_of_it
        widget = widget.parentWidget()
    return {}


def _in_line(line: QLineEdit) -> Deeds:
    found: dict[str, Callable[[], object]] = {}
    if line.hasSelectedText():
        found["copy"] = line.copy
        if not line.isReadOnly():
            found["cut"] = line.cut
    if not line.isReadOnly() and QApplication.clipboard().text():
        found["paste"] = line.paste
    if line.text():
        found["select_all"] = line.selectAll
    return found


def _in_text(text: QPlainTextEdit | QTextEdit) -> Deeds:
    found: dict[str, Callable[[], object]] = {}
    if text.textCursor().hasSelection():
        found["copy"] = text.copy
        if not text.isReadOnly():
            found["cut"] = text.cut
    if text.canPaste():
        found["paste"] = text.paste
    if not text.document().isEmpty():
        found["select_all"] = text.selectAll
    return found
