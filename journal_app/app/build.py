"""Makes each part once and hands it what it needs. Introduces nobody: `wiring` does."""

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from PySide6.QtGui import QAction

from journal_app import paths
from journal_app.app.commands import Commands
from journal_app.app.exporting.exporting import Exporting
from journal_app.app.housekeeping.housekeeping import Housekeeping
from journal_app.app.housekeeping.links import Links
from journal_app.app.housekeeping.problems import Problems
from journal_app.app.notices import Notices
from journal_app.app.posts.edits import Edits
from journal_app.app.posts.following import Following
from journal_app.app.posts.journals import Journals
from journal_app.app.posts.pictures import Pictures
from journal_app.app.posts.posts import Posts
from journal_app.app.preferences import Preferences
from journal_app.app.safety.autosave import Autosave
from journal_app.app.safety.keeping import Keeping
from journal_app.app.safety.leaving import Leaving
from journal_app.app.safety.strangers import Strangers
from journal_app.app.safety.versions import Versions
from journal_app.app.showing.articles import Articles
from journal_app.app.showing.browse import Browse
from journal_app.app.showing.outlining import Outlining
from journal_app.app.showing.present import Present
from journal_app.app.showing.searches import Searches
from journal_app.library.history import History
from journal_app.library.row import PostRow
from journal_app.post.image_places import Places
from journal_app.render.launch import Launched
from journal_app.render.safe import images
from journal_app.session.conflicts import Conflicts
from journal_app.session.desk import Desk
from journal_app.session.instance import Hold, Instance, runtime_dir
from journal_app.session.jobs import Jobs
from journal_app.session.librarian import Librarian
from journal_app.session.recovery import Recovery
from journal_app.session.renderer import Renderer
from journal_app.session.surveyor import Surveyor
from journal_app.session.watcher import Watcher
from journal_app.settings import Memory, Settings
from journal_app.ui.actions import make_actions
from journal_app.ui.editor.editor import Editor
from journal_app.ui.metadata.place import FormPlace
from journal_app.ui.post_list.post_list import PostList
from journal_app.ui.preview.page import Room
from journal_app.ui.preview.view import PreviewView
from journal_app.ui.sidebar.sidebar import Sidebar
from journal_app.ui.style.theme import Tokens
from journal_app.ui.window.main_window import MainWindow, Panes

_TURN = 0.0005  # seconds after which the window's thread has its turn again beside one that counts or indexes


class Look(Protocol):
    """Puts the language and the colours of some settings in force."""

    def apply(self, chosen: Settings) -> Tokens: ...


@dataclass(frozen=True, slots=True)
class Parts:
    """Everything that lives while the program runs."""

    preferences: Preferences
    look: Look
    actions: dict[str, QAction]
    jobs: Jobs
    reading: Jobs
    saving: Jobs
    desk: Desk
    conflicts: Conflicts
    instance: Instance
    librarian: Librarian
    watcher: Watcher
    renderer: Renderer
    recovery: Recovery
    sidebar: Sidebar
    post_list: PostList
    form: FormPlace
    editor: Editor
    preview: PreviewView
    window: MainWindow
    browse: Browse
    searches: Searches
    present: Present
    articles: Articles
    outlining: Outlining
    notices: Notices
    strangers: Strangers
    posts: Posts
    exporting: Exporting
    journals: Journals
    keeping: Keeping
    autosave: Autosave
    leaving: Leaving
    versions: Versions
    housekeeping: Housekeeping
    pictures: Pictures
    surveyor: Surveyor
    problems: Problems
    links: Links
    following: Following
    commands: Commands
    edits: Edits

    def close(self) -> None:
        """End threads, child and files, in the order of who feeds whom; unsaved text is safe before anything is waited
        for that may hang with its disk."""
        self.keeping.note_half_typed()
        self.recovery.close()
        self.housekeeping.close()
        self.journals.close()
        self.watcher.stop()
        self.surveyor.stop()
        self.reading.stop()
        self.renderer.stop()
        self.exporting.close()
        self.instance.release()
        self.librarian.close()
        self.saving.stop()
        self.recovery.end()
        self.jobs.stop()
        self.preferences.close()


def build(
    chosen: Settings,
    memory: Memory,
    look: Look,
    *,
    hold: Hold | None = None,
    separate: bool = False,
    room: Room | None = None,
    folder: Path | None = None,
    launched: Launched | None = None,
) -> Parts:
    """Make every part, with these settings and what was remembered.

    `hold`: the journal's folder is ours already; `room`: the preview's page loads already; `folder`: opened next;
    `launched`: the render child that runs already.
    """
    sys.setswitchinterval(_TURN)
    tokens = look.apply(chosen)
    renderer = Renderer(launched=launched)
    preferences = Preferences(chosen, memory)
    reading, saving, storing, jobs = Jobs(1), Jobs(1), Jobs(1), Jobs(1)
    history = History(paths.state_dir() / "history", chosen.history_days, chosen.history_megabytes)
    desk = Desk(reading, saving, history.keep)
    conflicts = Conflicts(desk, reading)
    instance = Instance(runtime_dir(paths.state_dir()), hold)
    librarian = Librarian(paths.cache_dir() / "index.sqlite")
    if folder is not None:
        librarian.foresee(folder)
    watcher = Watcher()
    recovery = Recovery(paths.state_dir() / "recovery", storing)

    def cover_of(row: PostRow) -> Path | None:
        try:
            return images.find(row.cover, Places(row.path, librarian.site), field=True).path
        except images.Refused:
            return None

    def may_close() -> bool:
        return commands.may_close()

    def current_tokens() -> Tokens:
        return look.apply(preferences.settings)

    sidebar, post_list, form, editor = Sidebar(), PostList(cover_of), FormPlace(), Editor()
    preview = PreviewView(room=room)
    panes = Panes(sidebar, post_list, form, editor, preview)
    window_actions = make_actions(editor)
    window = MainWindow(window_actions, panes, may_close)
    window.set_tokens(tokens)
    browse = Browse(librarian, desk, sidebar, post_list, window, preferences, jobs)
    post_list.set_actions(window_actions)
    present = Present(desk, librarian, renderer, jobs, browse, editor, form, preview, post_list, window, preferences)
    articles = Articles(preferences, librarian, present, jobs, preview, window)
    outlining = Outlining(desk, jobs, editor, preview, window, preferences, window_actions["toggle_outline"])
    notices = Notices(desk, conflicts, window.banner, current_tokens)
    searches = Searches(librarian, browse, sidebar, post_list, window, preferences, notices)
    strangers = Strangers(
        desk, conflicts, librarian, instance, browse, notices, editor, window, separate=separate
    )  # fmt: skip
    posts = Posts(desk, librarian, jobs, browse, notices, window)
    exporting = Exporting(desk, librarian, jobs, browse, notices, window, preferences)
    journals = Journals(desk, librarian, watcher, recovery, browse, notices, posts, window, preferences, current_tokens)
    keeping = Keeping(desk, recovery, form)
    autosave = Autosave(desk, librarian, preferences, window)
    leaving = Leaving(desk, form, keeping, autosave, window)
    versions = Versions(history, recovery, posts, desk, storing, jobs, notices, window, current_tokens)
    housekeeping = Housekeeping(
        desk, librarian, history, browse, post_list, form, window, current_tokens, window_actions["undo_run"]
    )
    pictures = Pictures(desk, librarian, jobs, browse, notices, editor, window)
    surveyor = Surveyor(librarian)
    problems = Problems(surveyor, desk, librarian, window, current_tokens)
    links = Links(surveyor, desk, librarian, notices, window, current_tokens)
    following = Following(desk, librarian, jobs, browse, notices, posts, form, editor)
    edits = Edits(desk, browse, notices, editor, form)
    commands = Commands(
        desk, librarian, recovery, leaving, versions, browse, present, notices, posts, journals, editor, form,
        post_list, window, preferences, window_actions, pictures,
        exporting, edits,
    )  # fmt: skip
    window.restore_layout(memory.layout)
    return Parts(
        preferences, look, window_actions, jobs, reading, saving, desk, conflicts, instance, librarian, watcher,
        renderer, recovery, sidebar, post_list, form, editor, preview, window, browse, searches, present, articles,
        outlining, notices, strangers, posts, exporting, journals, keeping, autosave, leaving, versions, housekeeping,
        pictures, surveyor, problems, links, following, commands, edits,
    )  # fmt: skip
