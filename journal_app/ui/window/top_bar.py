"""The bar at the top: which journal, new posts, what is shown, the ☰ menu. Decides nothing."""

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QPalette
from PySide6.QtWidgets import QHBoxLayout, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from journal_app.post.errors import shown
from journal_app.ui.menus import Menus, RecentMenu
from journal_app.ui.style import icons
from journal_app.ui.style.lines import hairline
from journal_app.ui.style.theme import LIGHT, Tokens

translate = QCoreApplication.translate

HEIGHT = 40


class TopBar(QWidget):
    """The journal's name with its menu, new post, new week; metadata, preview, export, ☰."""

    journal_requested = Signal(object)

    def __init__(self, actions: Mapping[str, QAction], menus: Menus, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "bar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setFixedHeight(HEIGHT + 1)
        self._actions = actions
        self._menus = menus
        self.recent = RecentMenu(parent or self, [actions["open_folder"], actions["open_sample"]])
        self.recent.journal_requested.connect(self.journal_requested)
        self._journal = _Button("", self)
        bold = self._journal.font()
        bold.setBold(True)
        self._journal.setFont(bold)
        self._journal.setMenu(self.recent)
        self._journal.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self._journal.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._new_post = _Button("", self, actions["new_post"])
        self._new_week = _Button("primary", self, actions["new_week"])
        self._outline = _Button("", self, actions["toggle_outline"])
        self._form = _Button("", self, actions["toggle_form"])
        self._preview = _Button("", self, actions["toggle_preview"])
        self._export = _Button("", self, actions["export_html"])
        self._menu = _Button("", self)
        self._menu.clicked.connect(self.open_menu)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        row = QHBoxLayout()
        column.addLayout(row, 1)
        column.addWidget(hairline(self))
        row.setContentsMargins(4, 0, 4, 0)
        row.setSpacing(6)
        for button in (self._journal, self._new_post, self._new_week):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        row.addStretch(1)
        for button in (self._outline, self._form, self._preview, self._export, self._menu):
            row.addWidget(button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._folder: Path | None = None
        self.set_tokens(LIGHT)
        self._word()

    def show_journal(self, folder: Path | None, recent: tuple[Path, ...] = ()) -> None:
        """Name the open journal, or none, and offer the recent ones."""
        self._folder = folder
        self.recent.show_recent(recent)
        self._menus.recent.show_recent(recent)
        self._word()

    def show_tools(self, shown_now: bool) -> None:
        """Show what is about the open journal, or hide it while there is none."""
        for button in (self._new_post, self._new_week, self._outline, self._form, self._preview, self._export):
            button.setVisible(shown_now)

    @Slot()
    def open_recent(self) -> None:
        """Open the menu of journals below the open one's name, its first entry chosen."""
        _open(self.recent, self._journal.mapToGlobal(QPoint(0, self._journal.height() + 2)))

    @Slot()
    def open_menu(self) -> None:
        """Open the ☰ menu below its button, its first entry chosen."""
        menu: QMenu = self._menus.main
        corner = self._menu.mapToGlobal(QPoint(self._menu.width(), self._menu.height() + 2))
        _open(menu, corner - QPoint(menu.sizeHint().width(), 0))

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours."""
        self._journal.setIcon(icons.icon("caret-down", tokens.dim, 12))
        self._new_post.setIcon(icons.icon("plus", tokens.dim))
        self._menu.setIcon(icons.icon("list", tokens.ink, 18))
        for button in (self._new_post, self._outline, self._form, self._preview, self._export):
            palette = button.palette()
            palette.setColor(QPalette.ColorRole.ButtonText, QColor(tokens.dim))
            button.setPalette(palette)

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._word()
        super().changeEvent(event)

    def _word(self) -> None:
        name = shown(Path(self._folder.name)) if self._folder else translate("TopBar", "No journal")
        name = self.fontMetrics().elidedText(name, Qt.TextElideMode.ElideRight, 220)
        self._journal.setText(name.replace("&", "&&"))
        where = shown(self._folder) if self._folder else translate("TopBar", "Open a journal")
        self._journal.setToolTip(where)
        self._journal.setAccessibleName(translate("TopBar", "Journal: {name}").format(name=name))
        for button, action in (
            (self._new_post, "new_post"),
            (self._new_week, "new_week"),
            (self._outline, "toggle_outline"),
            (self._form, "toggle_form"),
            (self._preview, "toggle_preview"),
        ):
            text = self._actions[action].text().removesuffix("…")
            button.setText(text)
            button.setAccessibleName(text)
        self._export.setText(translate("TopBar", "Export"))
        self._export.setAccessibleName(self._actions["export_html"].text().removesuffix("…"))
        menu = translate("TopBar", "Menu")
        self._menu.setToolTip(f"{menu} (Alt+M)")
        self._menu.setAccessibleName(menu)


def _open(menu: QMenu, at: QPoint) -> None:
    menu.popup(at)
    first = next(iter(menu.actions()), None)
    if first is not None:
        menu.setActiveAction(first)


class _Button(QToolButton):
    """A frameless button whose look is named by its role; with an action it does and follows that action."""

    def __init__(self, role: str, parent: QWidget, action: QAction | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", role)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setIconSize(QSize(16, 16))
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)
        self.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        self._action = action
        if action is None:
            return
        self.setCheckable(action.isCheckable())
        self.clicked.connect(action.trigger)
        action.changed.connect(self._follow)
        self._follow()

    @Slot()
    def _follow(self) -> None:
        if self._action is not None:
            self.setEnabled(self._action.isEnabled())
            self.setToolTip(self._action.toolTip())
            self.setChecked(self._action.isChecked())
