"""The preferences, drawn from the table of settings. Each change is reported at once; nothing is stored here."""

from collections.abc import Callable
from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, Signal, Slot
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QCheckBox, QComboBox, QGridLayout, QLabel, QSpinBox, QWidget

from journal_app.settings import Settings, Words
from journal_app.ui.dialogs.parts import Dialog, sentence_label

translate = QCoreApplication.translate

_OUR_FONTS = 16  # icons and measures that the program brings along; Qt counts them from 0


class PreferencesDialog(Dialog):
    """One line a setting, under the heading of its group."""

    settings_changed = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(translate("Preferences", "Preferences"), parent)
        self._settings = settings
        self._filling = False
        self._fill: dict[str, Callable[[Any], None]] = {}
        self._read: dict[str, Callable[[], Any]] = {}
        self._sheet = self._made_sheet()
        self.column.addWidget(self._sheet)
        self.column.addStretch(1)
        self._close = self.add_close()
        self.setMinimumWidth(520)
        self.show_settings(settings)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language that was just chosen here."""
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
        super().changeEvent(event)

    def _reword(self) -> None:
        """Make the lines anew; the focus stays on its setting."""
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None else ""
        old, self._sheet = self._sheet, self._made_sheet()
        self.column.replaceWidget(old, self._sheet)
        self._sheet.show()
        old.hide()
        old.deleteLater()
        self.setWindowTitle(translate("Preferences", "Preferences"))
        self._close.setText(translate("Dialogs", "Close"))
        self.show_settings(self._settings)
        widget = self._sheet.findChild(QWidget, name) if name else None
        if widget is not None:
            widget.setFocus()

    def _made_sheet(self) -> QWidget:
        """A line for each setting, in the language of now."""
        sheet = QWidget(self)
        grid = QGridLayout(sheet)
        grid.setContentsMargins(0, 0, 0, 0)
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
        return sheet

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
