"""The table of actions, and the menus built from it."""

from collections import Counter

from PySide6.QtCore import QObject
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from journal_app.ui.actions import ACTIONS, MENUS, make_actions
from journal_app.ui.menus import Menus


def test_every_action_has_its_own_name_and_words_in_a_known_menu() -> None:
    assert [name for name, count in Counter(entry.name for entry in ACTIONS).items() if count > 1] == []
    assert all(entry.name.isidentifier() and entry.text and entry.menu in MENUS for entry in ACTIONS)


def test_no_two_actions_share_their_keys(qtbot: QtBot) -> None:
    owners: dict[str, list[str]] = {}
    for entry in ACTIONS:
        for keys in entry.keys:
            written = QKeySequence(keys, QKeySequence.SequenceFormat.PortableText)
            assert not written.isEmpty(), keys
            owners.setdefault(written.toString(), []).append(entry.name)
    assert {keys: names for keys, names in owners.items() if len(names) > 1} == {}


def test_actions_carry_their_keys_and_tell_them_in_their_tooltip(qtbot: QtBot) -> None:
    owner = QObject()
    actions = make_actions(owner)
    assert actions["save"].shortcut() == QKeySequence("Ctrl+S")
    assert len(actions["redo"].shortcuts()) == 2
    assert "Ctrl+S" in actions["save"].toolTip()
    assert actions["toggle_preview"].isCheckable()


def test_every_action_stands_in_the_menu_tree_once(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    actions = make_actions(window)
    menus = Menus(window, actions)
    found = [
        action.objectName() for menu in menus.menus.values() for action in menu.actions() if not action.isSeparator()
    ]
    assert sorted(found) == sorted(actions)
    assert [action.menu() for action in menus.main.actions()] == list(menus.menus.values())
