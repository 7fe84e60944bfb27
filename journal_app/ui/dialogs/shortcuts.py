"""A list of all shortcuts, drawn from the table of actions, with a filter."""

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication, Qt, Slot
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHeaderView, QLineEdit, QTreeWidget, QTreeWidgetItem, QWidget

from journal_app.ui.actions import ACTIONS, MENUS, VIEW
from journal_app.ui.dialogs.parts import Dialog
from journal_app.ui.lists.row_focus import RowFocusDelegate

translate = QCoreApplication.translate


class ShortcutsDialog(Dialog):
    """What each action is called and which keys do it."""

    def __init__(self, actions: Mapping[str, QAction], parent: QWidget | None = None) -> None:
        super().__init__(translate("Shortcuts", "Keyboard shortcuts"), parent)
        self._filter = QLineEdit(self)
        self._filter.setClearButtonEnabled(True)
        self._filter.setPlaceholderText(translate("Shortcuts", "Filter by words or keys"))
        self._filter.setAccessibleName(self._filter.placeholderText())
        self._filter.textChanged.connect(self._narrow)
        self._tree = QTreeWidget(self)
        self._tree.setColumnCount(2)
        self._tree.setHeaderLabels([translate("Shortcuts", "Action"), translate("Shortcuts", "Keys")])
        self._tree.setAccessibleName(self.windowTitle())
        self._tree.setRootIsDecorated(False)
        self._tree.setItemDelegate(RowFocusDelegate(self._tree))
        self._tree.setIndentation(0)
        self._tree.header().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        self._tree.header().setSectionResizeMode(1, QHeaderView.ResizeMode.ResizeToContents)
        self._tree.header().setStretchLastSection(False)
        self._groups: list[QTreeWidgetItem] = []
        for menu in MENUS:
            group = QTreeWidgetItem([translate("Actions", menu)])
            group.setFlags(Qt.ItemFlag.ItemIsEnabled)
            font = group.font(0)
            font.setBold(True)
            group.setFont(0, font)
            self._tree.addTopLevelItem(group)
            for entry in ACTIONS:
                if entry.menu == menu and entry.keys:
                    action = actions[entry.name]
                    item = QTreeWidgetItem([action.text().removesuffix("…"), keys_text(action)])
                    group.addChild(item)
            for words, keys in elsewhere() if menu == VIEW else ():
                group.addChild(QTreeWidgetItem([words, keys]))
            self._groups.append(group)
        self._tree.expandAll()
        self.column.addWidget(self._filter)
        self.column.addWidget(self._tree, 1)
        self.add_close()
        self.resize(480, 560)
        self._filter.setFocus()

    @Slot(str)
    def _narrow(self, text: str) -> None:
        wanted = text.casefold().replace(" ", "")
        for group in self._groups:
            seen = 0
            for place in range(group.childCount()):
                item = group.child(place)
                if item is None:
                    continue
                there = wanted in (item.text(0) + item.text(1)).casefold().replace(" ", "")
                item.setHidden(not there)
                seen += there
            group.setHidden(not seen)


def keys_text(action: QAction) -> str:
    """Every key sequence of the action, as this system writes them."""
    native = QKeySequence.SequenceFormat.NativeText
    return ", ".join(keys.toString(native) for keys in action.shortcuts())


def elsewhere() -> tuple[tuple[str, str], ...]:
    """Keys that are no actions: those of the post list."""
    return (
        (translate("Shortcuts", "In the post list: go to the text"), translate("Shortcuts", "Enter")),
        (translate("Shortcuts", "In the post list: move to trash"), translate("Shortcuts", "Delete")),
    )
