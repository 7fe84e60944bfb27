"""What each action does: a method for each name in `ui/actions.py`. Catches JournalError; the window says it.

Dialogs are imported where they are opened: no start waits for one.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QApplication

from journal_app.app.exporting.exporting import Exporting
from journal_app.app.notices import Notices
from journal_app.app.opening import journal_of
from journal_app.app.posts.edits import Edits
from journal_app.app.posts.journals import Journals
from journal_app.app.posts.pictures import Pictures
from journal_app.app.posts.posts import Posts
from journal_app.app.preferences import Preferences
from journal_app.app.safety.leaving import Leaving
from journal_app.app.safety.versions import Versions
from journal_app.app.showing.browse import Browse
from journal_app.app.showing.present import Present
from journal_app.session.desk import Desk, HeadChange
from journal_app.session.librarian import Librarian
from journal_app.session.recovery import Recovery
from journal_app.ui.editor.editor import Editor
from journal_app.ui.metadata.place import FormPlace
from journal_app.ui.post_list.post_list import PostList
from journal_app.ui.window.main_window import MainWindow

translate = QCoreApplication.translate

_CURTAIN_MS = 250  # so long a window waits at most for what it is to show first


class Commands(QObject):
    """The author's wishes, carried out."""

    def __init__(
        self,
        desk: Desk,
        librarian: Librarian,
        recovery: Recovery,
        leaving: Leaving,
        versions: Versions,
        browse: Browse,
        present: Present,
        notices: Notices,
        posts: Posts,
        journals: Journals,
        editor: Editor,
        form: FormPlace,
        post_list: PostList,
        window: MainWindow,
        preferences: Preferences,
        actions: Mapping[str, QAction],
        pictures: Pictures,
        exporting: Exporting,
        edits: Edits,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._librarian = librarian
        self._recovery = recovery
        self._leaving = leaving
        self._versions = versions
        self._browse = browse
        self._present = present
        self._notices = notices
        self._posts = posts
        self._journals = journals
        self._editor = editor
        self._form = form
        self._list = post_list
        self._window = window
        self._preferences = preferences
        self._actions = actions
        self._exporting = exporting
        self._edits = edits
        self._pictures = pictures
        self._may_go = False
        self._is_shown = False

    # Starting and ending

    def start(self, target: Path | None) -> None:
        """Show the window on `target`, a folder or a post; else on the last journal; else the welcome."""
        folder = journal_of(target, self._preferences.memory)
        if folder is None:
            self._journals.welcome()
            self._window.show()
            return
        self._journals.open(folder, None if target is None or target.is_dir() else target)
        self._desk.post_opened.connect(self._show_window)  # painted once with all that is in it, and not three times
        QTimer.singleShot(_CURTAIN_MS, self, self._show_window)

    @Slot()
    def _show_window(self) -> None:
        """Show the window: the first post is in it, or lets itself be waited for."""
        if not self._is_shown:
            self._is_shown = True
            self._desk.post_opened.disconnect(self._show_window)
            self._window.show()

    def may_close(self) -> bool:
        """Asked before the window closes: unsaved posts are saved, kept or given up first."""
        if self._may_go or self._leaving.may_leave(self._window.close):
            self._remember_layout()
            QTimer.singleShot(0, self._window, QApplication.quit)
            return True
        return False

    def end_at_once(self) -> None:
        """The system wants the program to end: unsaved text stays in the recovery store."""
        self._leaving.leave_kept()
        self._may_go = True
        self._window.close()

    def tell_crash(self, error: BaseException) -> None:
        """Something broke inside: say so, and that the text is kept."""
        text = translate("Commands", "Something went wrong ({error}). Your text is kept; save it, then start again.")
        again = partial(self.tell_crash, error)
        self._notices.say("crash", text.format(error=type(error).__name__), warning=True, again=again)

    def _remember_layout(self) -> None:
        self._preferences.remember(replace(self._preferences.memory, layout=self._window.layout_state()))

    # Wishes of the panes

    @Slot(object)
    def open_post(self, path: Path) -> None:
        """Open a post."""
        self._form.commit()
        self._window.show_page("journal")
        self._desk.open(path)

    @Slot(object)
    def open_journal(self, folder: Path) -> None:
        """Open another journal, unless unsaved posts make the author stay."""
        if self._leaving.may_leave(partial(self.open_journal, folder)):
            self._journals.open(folder)

    @Slot(object)
    def open_dropped(self, paths: list[str]) -> None:
        """Files dropped on the editor: a folder is a journal, a post is opened."""
        for path in map(Path, paths):
            if path.is_dir():
                self.open_journal(path)
            elif path in self._browse.rows():
                self.open_post(path)

    @Slot(object)
    def remember_zoom(self, size: int) -> None:
        """Ctrl and the wheel changed the size of the editor's text."""
        self._preferences.choose(replace(self._preferences.settings, editor_size=size))

    @Slot()
    def show_remote_images(self) -> None:
        """The author said yes, for this journal, where the first such image stands."""
        if self._librarian.folder is not None:
            self._preferences.remember_journal(self._librarian.folder, remote_images=True)
            self._present.show_remote_images()

    def _current(self) -> Path | None:
        """The post an action is meant for: the list's, where it comes from there, else the open one."""
        if len(self._list.targets) == 1:
            return self._list.targets[0]
        current = self._desk.current
        return current.path if current else None

    # One method for each action

    @Slot()
    def new_post(self) -> None:
        """Write a new post like its newest sibling."""
        self._form.commit()
        if self._posts.new_post() is not None:
            self._editor.setFocus()

    @Slot()
    def new_week(self) -> None:
        """Write the next post of the weekly series."""
        self._form.commit()
        if self._posts.new_week():
            self._editor.setFocus()

    @Slot()
    def duplicate_post(self) -> None:
        """Duplicate the open post."""
        if path := self._current():
            self._posts.duplicate(path)

    @Slot()
    def rename_post(self) -> None:
        """Rename the open post's file."""
        if path := self._current():
            self._posts.rename(path)

    @Slot()
    def reveal_post(self) -> None:
        """Show the open post's file."""
        if path := self._current():
            self._posts.reveal(path)

    @Slot()
    def delete_post(self) -> None:
        """Move the open post to the trash, or those selected in the list."""
        if len(self._list.targets) > 1:
            self._posts.delete_many(self._list.targets)
        elif path := self._current():
            self._posts.delete(path)

    @Slot()
    def export_html(self) -> None:
        """Export the open post."""
        self._form.commit()
        if path := self._current():
            self._exporting.html(path)

    @Slot()
    def export_pdf(self) -> None:
        """Export the open post as a PDF."""
        self._form.commit()
        if path := self._current():
            self._exporting.pdf(path)

    @Slot()
    def export_posts(self) -> None:
        """Export many of the posts in the list into a folder."""
        self._form.commit()
        self._exporting.posts(self._list.selection)

    @Slot()
    def copy_rich(self) -> None:
        """Copy the open post as a mail or another editor takes it."""
        if path := self._current():
            self._exporting.copy(path)

    @Slot()
    def quick_open(self) -> None:
        """Find a post by a few letters."""
        if self._librarian.folder is None:
            return
        from journal_app.ui.dialogs.quick_open import QuickOpen

        dialog = QuickOpen(tuple(self._browse.rows().values()), self._librarian.folder, parent=self._window)
        dialog.post_requested.connect(self.open_post)
        dialog.exec()

    @Slot()
    def open_folder(self) -> None:
        """Pick a folder to open."""
        start = self._librarian.folder or Path.home()
        from journal_app.ui.dialogs import pickers

        folder = pickers.pick_folder(self._window, start)
        if folder is not None:
            self.open_journal(folder)

    @Slot()
    def open_recent(self) -> None:
        """Show the recent journals below the open one's name."""
        self._window.top_bar.open_recent()

    @Slot()
    def open_sample(self) -> None:
        """Open the author's copy of the sample journal."""
        if self._leaving.may_leave(self.open_sample):
            self._journals.open_sample()

    @Slot()
    def welcome(self) -> None:
        """Show the welcome page."""
        self._journals.welcome()

    @Slot()
    def save(self) -> None:
        """Save the open post."""
        self._form.commit()
        if path := self._current():
            self._desk.save(path)

    @Slot()
    def save_all(self) -> None:
        """Save every unsaved post."""
        self._form.commit()
        self._desk.save_all()

    @Slot()
    def revert(self) -> None:
        """Back to the version on disk; undo brings the edits back, and for a week they are among what was discarded."""
        if path := self._current():
            before = self._desk.post(path)
            if path in self._desk.unsaved and self._desk.saved(path) is not None:
                self._recovery.give_up(path)
            self._desk.revert(path)
            after = self._desk.post(path)
            if before is not None and after is not None:
                self._edits.remember_head(HeadChange(path, before.head_text, after.head_text), "")

    @Slot()
    def history(self) -> None:
        """Show the earlier versions of the open post."""
        self._form.commit()
        if path := self._current():
            self._versions.show(path)

    @Slot()
    def discarded(self) -> None:
        """Show the texts that were discarded in the last days."""
        self._form.commit()
        self._versions.show_discarded()

    @Slot()
    def preferences(self) -> None:
        """Show the preferences."""
        from journal_app.ui.dialogs.preferences import PreferencesDialog

        dialog = PreferencesDialog(self._preferences.settings, self._window)
        dialog.settings_changed.connect(self._preferences.choose)
        dialog.exec()

    @Slot()
    def quit(self) -> None:
        """Close the window."""
        self._window.close()

    @Slot()
    def undo(self) -> None:
        """Take back the last edit of form or body."""
        self._form.commit()
        self._editor.undo()

    @Slot()
    def redo(self) -> None:
        """Make it again."""
        self._editor.redo()

    @Slot()
    def cut(self) -> None:
        """Cut in whatever has the focus."""
        self._in_focus("cut")

    @Slot()
    def copy(self) -> None:
        """Copy from whatever has the focus."""
        self._in_focus("copy")

    @Slot()
    def paste(self) -> None:
        """Paste into whatever has the focus."""
        self._in_focus("paste")

    @Slot()
    def select_all(self) -> None:
        """Select all of whatever has the focus."""
        self._in_focus("select_all")

    @Slot()
    def offer_clipboard(self) -> None:
        """Enable what can be done where the focus is; a menu is about to show."""
        from journal_app.ui.clipboard import deeds

        possible = deeds(QApplication.focusWidget())
        for name in ("cut", "copy", "paste", "select_all"):
            self._actions[name].setEnabled(name in possible)

    def _in_focus(self, name: str) -> None:
        from journal_app.ui.clipboard import deeds

        if deed := deeds(QApplication.focusWidget()).get(name):
            deed()

    @Slot()
    def focus_search(self) -> None:
        """Go to the search box."""
        if self._librarian.folder is not None:
            self._window.show_page("journal")
        self._window.set_pane_shown("list", True)
        self._list.focus_search()

    @Slot()
    def focus_editor(self) -> None:
        """Go to the text."""
        self._editor.setFocus()

    @Slot()
    def insert_image(self) -> None:
        """Choose an image of the journal, or a file, and put its link into the text."""
        self._pictures.insert()

    @Slot()
    def next_post(self) -> None:
        """Open the post below."""
        self._list.next_post()

    @Slot()
    def previous_post(self) -> None:
        """Open the post above."""
        self._list.previous_post()

    @Slot()
    def toggle_sidebar(self) -> None:
        """Show or hide the sidebar."""
        self._toggle("sidebar")

    @Slot()
    def toggle_list(self) -> None:
        """Show or hide the list."""
        self._toggle("list")

    @Slot()
    def toggle_form(self) -> None:
        """Show or hide the form."""
        self._toggle("form")

    @Slot()
    def toggle_preview(self) -> None:
        """Show or hide the preview."""
        self._toggle("preview")
        self._present.show_preview()

    @Slot()
    def full_screen(self) -> None:
        """Fill the screen, or not."""
        self._window.set_full_screen(not self._window.isFullScreen())

    @Slot()
    def shortcuts(self) -> None:
        """Show all shortcuts."""
        from journal_app.ui.dialogs.shortcuts import ShortcutsDialog

        ShortcutsDialog(self._actions, self._window).exec()

    @Slot()
    def main_menu(self) -> None:
        """Open the menu."""
        self._window.top_bar.open_menu()

    @Slot()
    def about(self) -> None:
        """Say what this program is."""
        from journal_app.ui.dialogs.about import AboutDialog

        AboutDialog(self._window).exec()

    @Slot()
    def run_in_editor(self) -> None:
        """An action the editor does by itself, named like its command there."""
        sender = self.sender()
        if sender is not None:
            self._editor.run(sender.objectName())

    def _toggle(self, pane: str) -> None:
        self._window.set_pane_shown(pane, not self._window.pane_shown(pane))


EDITOR_ACTIONS = (
    "find",
    "replace",
    "find_next",
    "find_previous",
    "bold",
    "italic",
    "strike",
    "code",
    "link",
    "heading_1",
    "heading_2",
    "heading_3",
    "list",
    "numbered_list",
    "task_list",
    "quote",
    "zoom_in",
    "zoom_out",
    "zoom_reset",
)
