"""The choices of a journal are drawn from their table, and are told when they are accepted, not before."""

from dataclasses import fields, replace
from pathlib import Path

from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from journal_app.settings import JournalChoices
from journal_app.ui.dialogs.journal_settings import DialectMenu, JournalSettingsDialog

CHOSEN = JournalChoices(dialect="gfm", style="note", join_han=True)


def told(spy: QSignalSpy) -> list[object]:
    return [spy.at(number)[0] for number in range(spy.count())]


def test_every_choice_has_a_widget_with_a_name_and_what_is_accepted_is_told(qtbot: QtBot) -> None:
    dialog = JournalSettingsDialog(Path("/journal"), CHOSEN)
    qtbot.addWidget(dialog)
    for choice in fields(JournalChoices):
        widget = dialog.findChild(QWidget, choice.name)
        assert widget is not None and widget.accessibleName(), choice.name
    spy = QSignalSpy(dialog.choices_accepted)
    style = dialog.findChild(QComboBox, "style")
    style.setCurrentIndex(style.findData("sans"))
    style.activated.emit(style.currentIndex())
    dialog.findChild(QLineEdit, "style_sheet").setText("own.css")
    dialog.findChild(QCheckBox, "join_han").click()
    assert told(spy) == []
    next(button for button in dialog.findChildren(QPushButton) if button.text() == "Apply").click()
    assert told(spy) == [replace(CHOSEN, style="sans", style_sheet="own.css", join_han=False)]


def test_the_menu_of_dialects_changes_the_dialect_alone(qtbot: QtBot) -> None:
    menu = DialectMenu(CHOSEN)
    qtbot.addWidget(menu)
    spy, more = QSignalSpy(menu.choices_accepted), QSignalSpy(menu.settings_requested)
    actions = [action for action in menu.actions() if not action.isSeparator()]
    assert [action.isChecked() for action in actions] == [False, True, False, False]
    actions[2].trigger()
    actions[3].trigger()
    assert told(spy) == [replace(CHOSEN, dialect="python-markdown")] and more.count() == 1
