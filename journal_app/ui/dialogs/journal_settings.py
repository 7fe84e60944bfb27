"""The settings of one journal, drawn from the table of its choices; and the short way to one of them, the dialect.

Nothing is stored here: what the author accepts is reported as the next choices.
"""

from dataclasses import fields, replace
from pathlib import Path

from PySide6.QtCore import QCoreApplication, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup
from PySide6.QtWidgets import QComboBox, QLineEdit, QMenu, QWidget

from journal_app.post.site import PLAIN, Site
from journal_app.settings import JournalChoices, Words
from journal_app.ui.dialogs.parts import Dialog, Page
from journal_app.ui.dialogs.sheet import Sheet

translate = QCoreApplication.translate


class JournalSettingsDialog(Dialog):
    """What is chosen for the journal in `folder`; `found` is the site without any choice, shown where none is made."""

    choices_accepted = Signal(object)  # JournalChoices

    def __init__(
        self, folder: Path, choices: JournalChoices, parent: QWidget | None = None, *, found: Site = PLAIN
    ) -> None:
        title = translate("JournalSettings", "Settings of {name}").format(name=folder.name)
        super().__init__(title, parent)
        text = translate(
            "JournalSettings", "They are kept with the program's settings; nothing is put into the journal."
        )
        self.add_sentence(text, "dim")
        self._sheet = Sheet(choices, self, folder=folder)
        self._show_found(found)
        self.column.addWidget(Page(self._sheet, 520, self), 1)
        self.add_buttons(translate("JournalSettings", "Apply"))
        self.setMinimumWidth(560)
        self.accepted.connect(self._accept)

    @property
    def sheet(self) -> Sheet:
        """Its lines."""
        return self._sheet

    def _show_found(self, site: Site) -> None:
        """Say in the empty lines what holds without a choice."""
        beside = translate("JournalSettings", "Beside the newest post")
        drafts = site.new_drafts or site.new_posts or beside
        told = {
            "posts_folder": site.new_posts or beside,
            "drafts_folder": drafts,
            "address": site.address or translate("JournalSettings", "None"),
            "language": translate("JournalSettings", "Found from the text"),
            "style_sheet": translate("JournalSettings", "None"),
        }
        for name, text in told.items():
            line = self._sheet.findChild(QLineEdit, name)
            if line is not None:
                line.setPlaceholderText(text)
        self._show_default("site", site.kind, translate("JournalSettings", "As its folder shows ({kind})"))
        lists = "path" if site.nested else "apart"
        self._show_default("category_lists", lists, translate("JournalSettings", "As its site reads them ({kind})"))

    def _show_default(self, name: str, found: str, text: str) -> None:
        box = self._sheet.findChild(QComboBox, name)
        if box is not None and box.findData("") >= 0:
            words = box.itemText(max(0, box.findData(found)))
            box.setItemText(box.findData(""), text.format(kind=words))

    @Slot()
    def _accept(self) -> None:
        self.choices_accepted.emit(self._sheet.value)


class DialectMenu(QMenu):
    """The dialects to choose from, and the way to the other settings of the journal."""

    choices_accepted = Signal(object)  # JournalChoices
    settings_requested = Signal()

    def __init__(self, choices: JournalChoices, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = choices
        words: Words = next(one for one in fields(JournalChoices) if one.name == "dialect").metadata["words"]
        self.setAccessibleName(translate("Settings", words.label))
        group = QActionGroup(self)
        for value, label in words.choices:
            action = self.addAction(translate("Settings", label))
            action.setCheckable(True)
            action.setChecked(value == choices.dialect)
            action.setData(value)
            group.addAction(action)
        self.addSeparator()
        self._more = QAction(translate("Actions", "Journal settings…"), self)
        self.addAction(self._more)
        self.triggered.connect(self._choose)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        if action is self._more:
            self.settings_requested.emit()
        else:
            self.choices_accepted.emit(replace(self._choices, dialect=action.data()))
