"""The menu tree, built from the table of actions, for the ☰ button and a menu bar. Does no action itself."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu, QMenuBar, QWidget

from journal_app.post.errors import shown
from journal_app.ui.actions import ACTIONS, MENUS

translate = QCoreApplication.translate


class RecentMenu(QMenu):
    """The recent journals, newest first, and a way to others."""

    journal_requested = Signal(object)

    def __init__(self, parent: QWidget, others: Sequence[QAction] = ()) -> None:
        super().__init__(parent)
        self._others = tuple(others)
        self._folders: tuple[Path, ...] = ()
        self.triggered.connect(self._choose)
        self.show_recent(())

    def show_recent(self, folders: Sequence[Path]) -> None:
        """Offer these journal folders."""
        self._folders = tuple(folders)
        self.clear()
        for number, folder in enumerate(self._folders):
            action = self.addAction(folder_words(folder).replace("&", "&&"))
            action.setData(number)
        if not self._folders:
            self.addAction(translate("Menus", "No recent journals")).setEnabled(False)
        if self._others:
            self.addSeparator()
            self.addActions(self._others)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.show_recent(self._folders)
        super().changeEvent(event)

    @Slot(QAction)
    def _choose(self, action: QAction) -> None:
        number = action.data()
        if action not in self._others and isinstance(number, int):
            self.journal_requested.emit(self._folders[number])


def folder_words(folder: Path) -> str:
    """A folder as people name it: its own name, and where it lies."""
    parent = shown(folder.parent)
    home = shown(Path.home())
    if parent == home or parent.startswith(home + "/"):
        parent = "~" + parent[len(home) :]
    return f"{shown(Path(folder.name))} — {parent}"


class Menus(QObject):
    """The menu tree with its recent journals; the same menus serve the ☰ button and a menu bar."""

    def __init__(self, parent: QWidget, actions: Mapping[str, QAction]) -> None:
        super().__init__(parent)
        self.recent = RecentMenu(parent)
        actions["open_recent"].setMenu(self.recent)
        self.menus = {title: QMenu(parent) for title in MENUS}
        for entry in ACTIONS:
            menu = self.menus[entry.menu]
            if entry.gap:
                menu.addSeparator()
            menu.addAction(actions[entry.name])
        self.main = QMenu(parent)
        for menu in self.menus.values():
            self.main.addMenu(menu)
        self.word()

    def word(self) -> None:
        """Give each menu its title in the language of now."""
        for title, menu in self.menus.items():
            menu.setTitle(translate("Actions", title))
        self.main.setTitle(translate("Menus", "Menu"))
        self.main.setAccessibleName(self.main.title())

    def fill(self, bar: QMenuBar) -> None:
        """Put the menus on a menu bar."""
        for menu in self.menus.values():
            bar.addMenu(menu)
