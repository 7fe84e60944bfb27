"""The preferences, drawn from the table of settings. Each change is reported at once; nothing is stored here."""

from PySide6.QtCore import QCoreApplication, QEvent, Signal, Slot
from PySide6.QtWidgets import QWidget

from journal_app.settings import Settings
from journal_app.ui.dialogs.parts import Dialog, Page
from journal_app.ui.dialogs.sheet import Sheet

translate = QCoreApplication.translate


class PreferencesDialog(Dialog):
    """One line a setting, under the heading of its group."""

    settings_changed = Signal(object)

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(translate("Preferences", "Preferences"), parent)
        self._settings = settings
        self._sheet = self._made_sheet()
        self._page = Page(self._sheet, 480, self)
        self.column.addWidget(self._page, 1)
        self._close = self.add_close()
        self.setMinimumWidth(520)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the language that was just chosen here."""
        if event.type() == QEvent.Type.LanguageChange:
            self._reword()
        super().changeEvent(event)

    def _reword(self) -> None:
        """Make the lines anew; the focus stays on its setting."""
        focused = self.focusWidget()
        name = focused.objectName() if focused is not None else ""
        self._sheet = self._made_sheet()
        self._page.show_page(self._sheet)
        self.setWindowTitle(translate("Preferences", "Preferences"))
        self._close.setText(translate("Dialogs", "Close"))
        widget = self._sheet.findChild(QWidget, name) if name else None
        if widget is not None:
            widget.setFocus()

    def _made_sheet(self) -> Sheet:
        """A line for each setting, in the language of now."""
        sheet = Sheet(self._settings, self)
        sheet.changed.connect(self._changed)
        return sheet

    @property
    def settings(self) -> Settings:
        """The settings as they are shown now."""
        return self._settings

    def show_settings(self, settings: Settings) -> None:
        """Show these settings; filling is no change."""
        self._settings = settings
        self._sheet.show_value(settings)

    @Slot(object)
    def _changed(self, settings: Settings) -> None:
        self._settings = settings
        self.settings_changed.emit(settings)
