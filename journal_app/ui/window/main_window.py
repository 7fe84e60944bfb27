"""The window: bars, four columns, notices. It is handed its panes and knows of them only that they are widgets."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PySide6.QtCore import QByteArray, QCoreApplication, QEvent, QMimeData, Qt, Signal, Slot
from PySide6.QtGui import QAction, QCloseEvent, QDragEnterEvent, QDropEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QMainWindow, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from journal_app.ui.actions import word_actions
from journal_app.ui.dialogs.welcome import WelcomePage
from journal_app.ui.menus import Menus
from journal_app.ui.metadata.place import FormPlace
from journal_app.ui.style.theme import Tokens
from journal_app.ui.window.editor_column import EditorColumn
from journal_app.ui.window.status_bar import StatusBar
from journal_app.ui.window.tab_order import next_stop
from journal_app.ui.window.top_bar import TopBar

translate = QCoreApplication.translate

WIDTHS = {"sidebar": 195, "list": 271, "post": 406, "preview": 406, "links": 240}
LEAST = {"sidebar": 140, "list": 200, "post": 280, "preview": 200, "links": 180}
LENT = 340  # the width of a page that stands in the place of the post list
_HIGHEST_FORM = 2_000  # pixels; no form is higher
YIELDING = ("links", "preview", "sidebar", "list")  # what a narrow window leaves out, in this order
TOGGLES = {
    "sidebar": "toggle_sidebar",
    "list": "toggle_list",
    "form": "toggle_form",
    "preview": "toggle_preview",
    "links": "toggle_links",
}
LATER = ("links",)  # made and added when they are first wanted


@dataclass(frozen=True, slots=True)
class Panes:
    """The widgets of the window, left to right; form and editor share a column."""

    sidebar: QWidget
    post_list: QWidget
    form: FormPlace
    editor: QWidget
    preview: QWidget


class MainWindow(QMainWindow):
    """Shows its panes and what they are called; `may_close` is asked before it closes."""

    journal_requested = Signal(object)
    folder_dropped = Signal(object)
    panes_changed = Signal()
    worded = Signal()  # all actions have their usual words, in another language

    def __init__(
        self,
        actions: Mapping[str, QAction],
        panes: Panes,
        may_close: Callable[[], bool],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._actions = actions
        self._may_close = may_close
        self._names = ("", "")
        self.setAcceptDrops(True)
        self.addActions(list(actions.values()))
        self.menus = Menus(self, actions)
        if sys.platform == "darwin":
            self.menus.fill(self.menuBar())
        self.top_bar = TopBar(actions, self.menus, self)
        self.status = StatusBar(self)
        self.column = EditorColumn(panes.form, panes.editor, self)
        self.banner = self.column.banner
        self.welcome = WelcomePage(actions, self)

        self._reading_order: tuple[QWidget, ...] = (
            self.top_bar,
            panes.sidebar,
            panes.post_list,
            self.banner,
            panes.form,
            panes.editor,
            panes.preview,
            self.welcome,
            self.status,
        )
        self._editor, self._form = panes.editor, panes.form
        self._post_list = panes.post_list
        self._panes = {
            "sidebar": panes.sidebar,
            "list": panes.post_list,
            "post": self.column,
            "preview": panes.preview,
        }
        self._splitter = QSplitter(Qt.Orientation.Horizontal, self)
        self._splitter.setHandleWidth(1)
        self._splitter.setChildrenCollapsible(False)
        for number, (name, pane) in enumerate(self._panes.items()):
            pane.setMinimumWidth(LEAST[name])
            self._splitter.addWidget(pane)
            self._splitter.setStretchFactor(number, 1 if name in ("post", "preview") else 0)
        self._widths = dict(WIDTHS)
        self._has_series = True
        self._shown = {name: name not in LATER for name in TOGGLES}
        self._lent = 0  # the width of the post list while another page stands in its place
        self._left_out: frozenset[str] = frozenset()  # for want of room; the author's layout has them
        self._favoured = ""  # asked for where there is no room for all

        self._pages = QStackedWidget(self)
        self._pages.addWidget(self._splitter)
        self._pages.addWidget(self.welcome)
        self._body = QWidget(self)
        column = QVBoxLayout(self._body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(self._pages, 1)
        column.addWidget(self.status)
        self.setCentralWidget(self._body)
        self.top_bar.journal_requested.connect(self.journal_requested)
        self.menus.recent.journal_requested.connect(self.journal_requested)
        self.welcome.journal_requested.connect(self.journal_requested)
        self.welcome.back_requested.connect(self._back)
        self.resize(1280, 800)
        self.setMinimumSize(640, 400)
        self._splitter.setSizes(list(self._widths.values()))
        panes.editor.setFocus()
        self._follow()
        self.show_title("", "")

    def show_page(self, name: str) -> None:
        """Show the `journal` or the `welcome` page."""
        self._pages.setCurrentIndex(0 if name == "journal" else 1)
        self.top_bar.show_tools(name == "journal")
        self.status.show_facts(name == "journal")
        self._entitle()
        if name != "journal":
            self.welcome.setFocus()

    @Slot()
    def _back(self) -> None:
        self.show_page("journal")
        self._editor.setFocus()

    def show_post_pane(self, open_now: bool) -> None:
        """Show form and editor, or the word that no post is open."""
        self.column.show_post(open_now)

    def show_journal(self, folder: Path | None, recent: Sequence[Path]) -> None:
        """Name the open journal and offer the recent ones wherever they are offered."""
        self.top_bar.show_journal(folder, tuple(recent))
        self.welcome.show_journal(folder)
        self.welcome.show_recent(recent)

    def show_title(self, post: str, journal: str, modified: bool = False) -> None:
        """Name the open post and the journal in the window's title."""
        self._names = (post, journal)
        self._entitle()
        self.setWindowModified(modified)

    def _entitle(self) -> None:
        """The window's title; the welcome page is of no journal."""
        shown = self._names if self._pages.currentIndex() == 0 else ()
        names = [name for name in (*shown, translate("MainWindow", "Journal")) if name]
        self.setWindowTitle(" — ".join(dict.fromkeys(names)) + "[*]")

    @Slot(bool)
    def show_series(self, known: bool) -> None:
        """Offer the next week, or say why there is none to write."""
        action = self._actions["new_week"]
        if known and not self._has_series:
            word_actions(self._actions)
        self._has_series = known
        action.setEnabled(known)
        if not known:
            action.setToolTip(translate("MainWindow", 'No title holds a number to count on from, like "Week 3"'))

    def pane_shown(self, name: str) -> bool:
        """Whether the pane `sidebar`, `list`, `form`, `preview` or `links` is seen."""
        return self._shown[name] and name not in self._left_out and (name not in LATER or name in self._panes)

    def pane_wanted(self, name: str) -> bool:
        """Whether the author had this pane shown, though it may not be made yet."""
        return self._shown[name]

    def add_pane(self, name: str, pane: QWidget) -> None:
        """Take in a pane that was not made at the start, right of the others."""
        self._remember_widths()
        pane.setMinimumWidth(LEAST[name])
        pane.setVisible(False)
        self._panes[name] = pane
        self._splitter.addWidget(pane)
        self._splitter.setStretchFactor(self._splitter.count() - 1, 0)
        self._reading_order = (*self._reading_order[:-2], pane, *self._reading_order[-2:])
        self._fit_panes()
        self._spread()
        self._follow()

    def lend_list(self, page: QWidget | None) -> None:
        """Show `page` in the place of the post list, wider than it; None: show the list again."""
        here, there = self._panes["list"], page or self._post_list
        if there is here:
            return
        self._remember_widths()
        there.setMinimumWidth(LEAST["list"])
        self._splitter.replaceWidget(self._splitter.indexOf(here), there)
        here.setParent(self._body)
        here.hide()
        self._panes["list"] = there
        self._reading_order = tuple(there if part is here else part for part in self._reading_order)
        if page is not None:
            self._lent = self._lent or self._widths["list"]
            self._widths["list"] = max(LENT, self._lent)
        else:
            self._widths["list"], self._lent = self._lent, 0
        self._fit_panes()
        self._spread()
        self._follow()

    def set_pane_shown(self, name: str, shown: bool) -> None:
        """Show or hide a pane; its width comes back with it. Where there is no room for it, another makes room."""
        if self._shown[name] != shown or self.pane_shown(name) != shown:
            self._remember_widths()
            self._shown[name] = shown
            self._favoured = name if shown else ""
            if name == "form":
                self.column.show_form(shown)
            else:
                self._fit_panes()
                self._spread()
        self._follow()

    def come_to_front(self, token: str = "") -> None:
        """Be seen, whatever lies above; `token` is the desktop's leave to take the focus, where it asks for one."""
        self.setWindowState(self.windowState() & ~Qt.WindowState.WindowMinimized)
        self.show()
        if token:
            os.environ["XDG_ACTIVATION_TOKEN"] = token  # where Qt looks for it
        self.raise_()
        self.activateWindow()

    def set_full_screen(self, full: bool) -> None:
        """Fill the screen, or be a window again."""
        state = self.windowState()
        flag = Qt.WindowState.WindowFullScreen
        self.setWindowState(state | flag if full else state & ~flag)

    def layout_state(self) -> dict[str, Any]:
        """Place, sizes and hidden panes, in JSON's types, for `restore_layout`."""
        self._remember_widths()
        return {
            "geometry": bytes(self.saveGeometry().toBase64().data()).decode("ascii"),
            "widths": self._widths | ({"list": self._lent} if self._lent else {}),
            "form": self._form.room if self._form.isVisibleTo(self) else 0,
            "hidden": [name for name, shown in self._shown.items() if not shown and name not in LATER],
            "shown": [name for name in LATER if self._shown[name]],
        }

    def restore_layout(self, layout: Mapping[str, Any]) -> None:
        """Take up an earlier layout; odd entries are passed over."""
        geometry = layout.get("geometry")
        if isinstance(geometry, str):
            self.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))
        widths = layout.get("widths")
        if isinstance(widths, dict):
            for name, width in widths.items():
                if name in self._widths and isinstance(width, int) and width > 0:
                    self._widths[name] = width
        hidden, wanted = layout.get("hidden"), layout.get("shown")
        for name in TOGGLES:
            shown = not (isinstance(hidden, list) and name in hidden)
            if name in LATER:
                shown = isinstance(wanted, list) and name in wanted
            self._shown[name] = shown
            if name == "form":
                self.column.show_form(shown)
        height = layout.get("form")
        if isinstance(height, int) and 0 < height < _HIGHEST_FORM:
            self._form.keep_room(height)
        self._favoured = ""
        self._fit_panes()
        self._spread()
        self._follow()

    def set_tokens(self, tokens: Tokens) -> None:
        """Take a mode's colours, for the bars, the banner and the welcome page; panes are told by their makers."""
        for part in (self.top_bar, self.status, self.banner, self.welcome):
            part.set_tokens(tokens)
        self._calm_splitter()

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab walks as the window is read: bar, sidebar, list, notices, form, text, preview, bar."""
        stop = next_stop(self._reading_order, self.focusWidget(), forward)
        if stop is None:
            return super().focusNextPrevChild(forward)
        reason = Qt.FocusReason.TabFocusReason if forward else Qt.FocusReason.BacktabFocusReason
        stop.setFocus(reason)
        return True

    def showEvent(self, event: QShowEvent) -> None:
        """Spread the panes once more when the width is known."""
        super().showEvent(event)
        self._calm_splitter()
        if not event.spontaneous():
            for layout in (self.layout(), self._body.layout(), self._pages.layout()):
                if layout is not None:
                    layout.activate()
            self._spread()

    def _calm_splitter(self) -> None:
        """The style sheet's look of a handle under the pointer would have all panes painted when the pointer comes."""
        self._splitter.setAttribute(Qt.WidgetAttribute.WA_Hover, False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave panes out while the window is too narrow for them, and bring them back."""
        super().resizeEvent(event)
        if self._fit_panes():
            self._spread()
            self._follow()
            self.panes_changed.emit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Close when that is allowed."""
        event.setAccepted(self._may_close())

    def changeEvent(self, event: QEvent) -> None:
        """Speak the new language; follow the system into and out of full screen."""
        if event.type() == QEvent.Type.LanguageChange:
            word_actions(self._actions)
            self.show_series(self._has_series)
            self.menus.word()
            self.show_title(*self._names, self.isWindowModified())
            self.worded.emit()
        elif event.type() == QEvent.Type.WindowStateChange:
            self._follow()
        super().changeEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Welcome a folder."""
        if _folder(event.mimeData()) is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()

    def dropEvent(self, event: QDropEvent) -> None:
        """Report the folder."""
        folder = _folder(event.mimeData())
        if folder is not None:
            event.setDropAction(Qt.DropAction.CopyAction)
            event.accept()
            self.folder_dropped.emit(folder)

    def _fit_panes(self) -> bool:
        """Show the wished panes there is room for; whether that changed what is left out."""
        wished = [name for name in self._panes if self._shown.get(name, True)]
        left_out: list[str] = []
        for name in sorted(YIELDING, key=lambda name: name == self._favoured):
            room = [LEAST[one] + self._splitter.handleWidth() for one in wished if one not in left_out]
            if name in wished and sum(room) - self._splitter.handleWidth() > self.width():
                left_out.append(name)
        before, self._left_out = self._left_out, frozenset(left_out)
        if not left_out:
            self._favoured = ""
        for name in YIELDING:
            if name in self._panes:
                self._panes[name].setVisible(self.pane_shown(name))
        return before != self._left_out

    def _remember_widths(self) -> None:
        if not self.isVisible() or self._left_out:
            return
        for name, width in zip(self._panes, self._splitter.sizes(), strict=True):
            if width > 0 and self._shown.get(name, True):
                self._widths[name] = width

    def _spread(self) -> None:
        """Give each shown pane its width; what is left or lacking is the post's."""
        seen = {name for name in self._widths if name not in YIELDING or self.pane_shown(name)}
        widths = {name: width if name in seen else 0 for name, width in self._widths.items()}
        room = self._splitter.width() - sum(1 for width in widths.values() if width) + 1
        if self.isVisible() and room > 0:
            widths["post"] = max(LEAST["post"], room - sum(widths.values()) + widths["post"])
        self._splitter.setSizes(list(widths.values()))

    def _follow(self) -> None:
        """Let the toggles say what is shown; no toggle is a wish here."""
        states = {TOGGLES[name]: self.pane_shown(name) for name in TOGGLES}
        states["full_screen"] = bool(self.windowState() & Qt.WindowState.WindowFullScreen)
        for name, state in states.items():
            self._actions[name].setChecked(state)


def _folder(mime: QMimeData) -> Path | None:
    """The one local folder that is dragged; None for anything else."""
    urls = mime.urls()
    if len(urls) != 1 or not urls[0].isLocalFile():
        return None
    path = Path(urls[0].toLocalFile())
    return path if path.is_dir() else None
