"""The preferences, drawn from the table of settings. Each change is reported at once; nothing is stored here."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QSpinBox, QWidget

from journal_app.settings import Settings, Words
from journal_app.ui.dialogs.parts import Dialog, sentence_label

translate = QCoreApplication.translate


class PreferencesDialog(Dialog):
    """One line a setting, under the heading of its group."""

    settings_changed = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(translate("Preferences", "Preferences"), parent)
        self._settings = settings
        self._filling = False
        self._fill: dict[str, Callable[[Any], None]] = {}
        self._read: dict[str, Callable[[], Any]] = {}
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        group = ""
        for setting in fields(Settings):
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
        self.column.addLayout(grid)
        self.column.addStretch(1)
        self.add_close()
        self.setMinimumWidth(520)
        self.show_settings(settings)

    @property
    def settings(self) -> Settings:
        """The settings as they are shown now."""
        return self._settings

    def show_settings(self, settings: Settings) -> None:
        """Show these settings; filling is no change."""
        self._settings = settings
        self._filling = True
        for name, fill in self._fill.items():
            fill(getattr(settings, name))
        self._filling = False

    def _add(self, grid: QGridLayout, row: int, name: str, words: Words) -> None:
        text = translate("Settings", words.label)
        if words.kind == "switch":
            widget: QWidget = self._switch(name, text)
            grid.addWidget(widget, row, 1)
        else:
            widget = {"choice": self._choice, "font": self._font, "number": self._number}[words.kind](name, words)
            label = QLabel(text, self)
            label.setBuddy(widget)
            grid.addWidget(label, row, 0)
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
        families = [(family, family) for family in QFontDatabase.families() if not family.startswith(".")]
        return self._box(name, [("", translate("Preferences", "The system's font")), *families])

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
        box.setKeyboardTracking(False)
        self._fill[name] = box.setValue
        self._read[name] = box.value
        box.valueChanged.connect(self._changed)
        return box

    @Slot()
    def _changed(self) -> None:
        if self._filling:
            return
        settings = replace(self._settings, **{name: read() for name, read in self._read.items()})
        if settings != self._settings:
            self._settings = settings
            self.settings_changed.emit(settings)
