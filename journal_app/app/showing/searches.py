"""What the author keeps of sidebar and list: searches under a name, and how both look. Filters nothing itself."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, Slot

from journal_app.app.notices import Notices
from journal_app.app.preferences import Preferences
from journal_app.app.showing.browse import Browse
from journal_app.library.search.query import Saved, saved_from, saved_plain
from journal_app.session.librarian import Librarian
from journal_app.ui.post_list.look import ListLook
from journal_app.ui.post_list.post_list import PostList
from journal_app.ui.sidebar.lines import SidebarLook
from journal_app.ui.sidebar.sidebar import Sidebar
from journal_app.ui.window.main_window import MainWindow

translate = QCoreApplication.translate

_DELETED = "search deleted"  # the notice


class Searches(QObject):
    """Keeps them in the memory: searches with their journal, looks for all."""

    def __init__(
        self,
        librarian: Librarian,
        browse: Browse,
        sidebar: Sidebar,
        post_list: PostList,
        window: MainWindow,
        preferences: Preferences,
        notices: Notices,
    ) -> None:
        super().__init__(window)
        self._librarian = librarian
        self._browse = browse
        self._sidebar = sidebar
        self._window = window
        self._preferences = preferences
        self._notices = notices
        sidebar.set_look(SidebarLook.of(preferences.memory.panes.get("sidebar")))
        post_list.set_look(ListLook.of(preferences.memory.panes.get("list")))

    @property
    def saved(self) -> tuple[Saved, ...]:
        """The searches kept for the open journal, in the author's order."""
        folder = self._librarian.folder
        return () if folder is None else saved_from(self._preferences.journal(folder).saved)

    @Slot(object)
    def on_folder_opened(self, _: Path) -> None:
        """Another journal has other searches."""
        self._notices.forget(_DELETED)
        self._sidebar.show_saved(self.saved)

    @Slot(object)
    def on_saved_edited(self, saved: tuple[Saved, ...]) -> None:
        """The author deleted a search, which can be undone, or put them in another order."""
        before = self.saved
        self._keep(saved)
        gone = [search for search in before if search not in saved]
        if len(gone) == 1:
            self._say_deleted(gone[0], before.index(gone[0]))

    def _keep(self, saved: tuple[Saved, ...]) -> None:
        folder = self._librarian.folder
        if folder is not None:
            self._preferences.remember_journal(folder, saved=saved_plain(saved))

    def _say_deleted(self, search: Saved, place: int) -> None:
        text = translate("Searches", 'The search "{name}" was deleted.').format(name=search.name)
        undo = translate("Searches", "Undo"), partial(self._bring_back, search, place)
        self._notices.say(_DELETED, text, {"undo": undo}, again=partial(self._say_deleted, search, place))

    def _bring_back(self, search: Saved, place: int) -> None:
        """The deleted search again, in its place, unless another one has its name now."""
        self._notices.forget(_DELETED)
        saved = list(self.saved)
        if all(each.name != search.name for each in saved):
            saved.insert(place, search)
            self._keep(tuple(saved))
            self._sidebar.show_saved(saved)

    @Slot()
    def keep(self) -> None:
        """Ask for a name for what the list is asked for now, and keep it under that."""
        from journal_app.ui.dialogs.name_search import NameSearchDialog
        from journal_app.ui.facet_words import filter_words

        query = self._browse.query
        offered = filter_words(query).strip('"“”')
        dialog = NameSearchDialog(offered, [search.name for search in self.saved], self._window)
        if dialog.exec() and dialog.name:
            self._put(Saved(dialog.name, query.text.strip(), query.choices), dialog.name)

    @Slot(object)
    def rename(self, search: Saved) -> None:
        """Ask for another name of a kept search."""
        from journal_app.ui.dialogs.name_search import NameSearchDialog

        others = [each.name for each in self.saved if each.name != search.name]
        dialog = NameSearchDialog(search.name, others, self._window, again=True)
        if dialog.exec() and dialog.name:
            self._put(replace(search, name=dialog.name), search.name)

    def _put(self, search: Saved, place: str) -> None:
        """Keep a search in the place of the one called `place`, or as the last; one of its name goes."""
        saved = [search if each.name == place else each for each in self.saved]
        saved = [each for each in saved if each is search or each.name != search.name]
        if search not in saved:
            saved.append(search)
        self._keep(tuple(saved))
        self._sidebar.show_saved(saved)

    @Slot(object)
    def on_sidebar_look_edited(self, look: SidebarLook) -> None:
        """The author likes other lines."""
        self._remember("sidebar", look.plain())

    @Slot(object)
    def on_list_look_edited(self, look: ListLook) -> None:
        """The author likes cards or columns."""
        self._remember("list", look.plain())

    def _remember(self, name: str, plain: dict[str, Any]) -> None:
        memory = self._preferences.memory
        self._preferences.remember(replace(memory, panes={**memory.panes, name: plain}))
