"""A table of settings as widgets: one line a setting, under the heading of its group. Knows no disk and keeps nothing.

It is drawn from the fields of a frozen dataclass whose metadata hold `settings.Words`.
"""

from collections.abc import Callable
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QFileDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QWidget,
)

from journal_app.settings import Words
from journal_app.ui.dialogs.parts import sentence_label

translate = QCoreApplication.translate

_OUR_FONTS = 16  # icons and measures that the program brings along; Qt counts them from 0


class Sheet(QWidget):
    """The lines of one such value; `changed` brings the next one. `folder` is where its files are spelled from."""

    changed = Signal(object)

    def __init__(self, value: Any, parent: QWidget | None = None, *, folder: Path | None = None) -> None:
        super().__init__(parent)
        self._value = value
        self._folder = folder
        self._filling = False
        self._fill: dict[str, Callable[[Any], None]] = {}
        self._read: dict[str, Callable[[], Any]] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        group = ""
        for setting in fields(value):
            words: Words = setting.metadata["words"]
            row = grid.rowCount()
            if words.group != group:
                group = words.group
                heading = QLabel(translate("Settings", group), self)
                heading.setProperty("role", "heading")
                if row > 1:
                    grid.setRowMinimumHeight(row, 12)
                    row += 1
                grid.addWidget(heading, row, 0, 1, 2)
                row += 1
            self._add(grid, row, setting.name, words)
        self.show_value(value)

    @property
    def value(self) -> Any:
        """The settings as they are shown now."""
        return self._value

    def show_value(self, value: Any) -> None:
        """Show these settings; filling is no change."""
        self._value = value
        self._filling = True
        for name, fill in self._fill.items():
            fill(getattr(value, name))
        self._filling = False

    def _add(self, grid: QGridLayout, row: int, name: str, words: Words) -> None:
        text = translate("Settings", words.label)
        if words.kind == "switch":
            widget: QWidget = self._switch(name, text)
            grid.addWidget(widget, row, 1)
        else:
            made = {
                "choice": self._choice,
                "font": self._font,
                "number": self._number,
                "text": self._text,
                "file": self._text,
            }
            widget = made[words.kind](name, words)
            label = QLabel(text, self)
            label.setBuddy(widget)
            grid.addWidget(label, row, 0)
            if words.kind == "file":
                grid.addLayout(self._with_picker(widget, text), row, 1)
            elif words.kind == "number":
                grid.addWidget(widget, row, 1, Qt.AlignmentFlag.AlignLeft)
            else:
                grid.addWidget(widget, row, 1)
        widget.setObjectName(name)
        widget.setAccessibleName(text)
        if words.help:
            help_text = translate("Settings", words.help)
            widget.setAccessibleDescription(help_text)
            grid.addWidget(sentence_label(help_text, self, "dim"), row + 1, 1)

    def _choice(self, name: str, words: Words) -> QWidget:
        return self._box(name, [(value, translate("Settings", label)) for value, label in words.choices])

    def _font(self, name: str, words: Words) -> QWidget:
        ours = {family for number in range(_OUR_FONTS) for family in QFontDatabase.applicationFontFamilies(number)}
        families = [name for name in QFontDatabase.families() if not name.startswith(".") and name not in ours]
        system = ("", translate("Preferences", "The system's font"))
        return self._box(name, [system, *((family, family) for family in families)])

    def _box(self, name: str, choices: list[tuple[str, str]]) -> QWidget:
        box = QComboBox(self)
        box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        box.setMinimumContentsLength(18)
        for value, label in choices:
            box.addItem(label, value)

        def fill(value: Any) -> None:
            if box.findData(value) < 0:
                box.addItem(str(value), value)
            box.setCurrentIndex(box.findData(value))

        self._fill[name] = fill
        self._read[name] = box.currentData
        box.activated.connect(self._changed)
        return box

    def _switch(self, name: str, text: str) -> QWidget:
        box = QCheckBox(text, self)
        self._fill[name] = box.setChecked
        self._read[name] = box.isChecked
        box.clicked.connect(self._changed)
        return box

    def _number(self, name: str, words: Words) -> QWidget:
        box = QSpinBox(self)
        box.setRange(words.minimum, words.maximum)
        box.setMinimumWidth(116)
        box.setKeyboardTracking(False)
        self._fill[name] = box.setValue
        self._read[name] = box.value
        box.valueChanged.connect(self._changed)
        return box

    def _text(self, name: str, words: Words) -> QLineEdit:
        line = QLineEdit(self)
        self._fill[name] = line.setText
        self._read[name] = line.text
        line.textChanged.connect(self._changed)
        return line

    def _with_picker(self, line: QWidget, label: str) -> QHBoxLayout:
        """A line for a file, and the system's dialog beside it."""
        button = QPushButton(translate("Preferences", "Choose…"), self)
        button.setAccessibleName(translate("Preferences", "Choose a file: {name}").format(name=label))
        button.setAutoDefault(False)

        def pick() -> None:
            start = str(self._folder or Path.home())
            chosen, _ = QFileDialog.getOpenFileName(
                self, label, start, translate("Preferences", "Style sheets (*.css)")
            )
            if chosen and isinstance(line, QLineEdit):
                path = Path(chosen)
                inside = self._folder is not None and path.is_relative_to(self._folder)
                line.setText(path.relative_to(self._folder).as_posix() if inside and self._folder else chosen)

        button.clicked.connect(pick)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(line, 1)
        row.addWidget(button)
        return row

    @Slot()
    def _changed(self) -> None:
        if self._filling:
            return
        value = replace(self._value, **{name: read() for name, read in self._read.items()})
        if value != self._value:
            self._value = value
            self.changed.emit(value)
