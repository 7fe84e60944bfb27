"""The text's context menu. Knows the names of commands, not what they do."""

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QApplication, QMenu, QPlainTextEdit, QWidget

translate = QCoreApplication.translate


def make(parent: QWidget, view: QPlainTextEdit, can_undo: bool, can_redo: bool, run: Callable[[str], None]) -> QMenu:
    """The menu for what is selected now; it goes when it closes."""
    menu = QMenu(parent)
    menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    is_open = not view.isReadOnly()
    chosen = view.textCursor().hasSelection()
    carried = QApplication.clipboard().mimeData()
    can_paste = is_open and carried is not None and view.canInsertFromMimeData(carried)

    def add(name: str, text: str, keys: QKeySequence | QKeySequence.StandardKey, enabled: bool) -> None:
        action = QAction(text, menu)
        action.setObjectName(name)
        action.setShortcut(keys)
        action.setShortcutVisibleInContextMenu(True)
        action.setEnabled(enabled)
        action.triggered.connect(lambda: run(name))
        menu.addAction(action)

    keys = QKeySequence.StandardKey
    add("undo", translate("EditorMenu", "Undo"), keys.Undo, can_undo)
    add("redo", translate("EditorMenu", "Redo"), keys.Redo, can_redo)
    menu.addSeparator()
    add("cut", translate("EditorMenu", "Cut"), keys.Cut, is_open and chosen)
    add("copy", translate("EditorMenu", "Copy"), keys.Copy, chosen)
    add("paste", translate("EditorMenu", "Paste"), keys.Paste, can_paste)
    menu.addSeparator()
    add("bold", translate("EditorMenu", "Bold"), QKeySequence("Ctrl+B"), is_open)
    add("italic", translate("EditorMenu", "Italic"), QKeySequence("Ctrl+I"), is_open)
    add("link", translate("EditorMenu", "Link"), QKeySequence("Ctrl+K"), is_open)
    add("insert_image", translate("EditorMenu", "Insert image…"), QKeySequence("Ctrl+Shift+I"), is_open)
    menu.addSeparator()
    add("find", translate("EditorMenu", "Find…"), keys.Find, True)
    add("select_all", translate("EditorMenu", "Select all"), keys.SelectAll, True)
    return menu
