"""What the post's panes show: editor, form, preview, status bar, following the desk. Saves nothing."""

from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Slot

from journal_app.app.preferences import Preferences
from journal_app.app.showing.browse import Browse
from journal_app.post import fields
from journal_app.post.changes import Changes, changes
from journal_app.post.count import Count, count
from journal_app.post.errors import JournalError
from journal_app.post.image_places import Places
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.session.desk import Desk, Opened, SaveFailure
from journal_app.session.jobs import Jobs
from journal_app.session.librarian import Librarian
from journal_app.session.renderer import Renderer
from journal_app.ui import messages
from journal_app.ui.editor.editor import Editor
from journal_app.ui.editor.facts import CursorAt
from journal_app.ui.metadata.place import FormPlace
from journal_app.ui.post_list.post_list import PostList
from journal_app.ui.preview.view import PreviewView
from journal_app.ui.window.main_window import MainWindow
from journal_app.ui.window.status_bar import PostStatus

if TYPE_CHECKING:  # no start waits for it
    from journal_app.render.hints import Hint

translate = QCoreApplication.translate

_MEASURE_MS = 120
_MEASURE_SLOWLY = 2000  # characters for which the wait is a millisecond longer: a long text is not counted between keys
_CURSOR_MS = 40
_TYPING_MS = 150
_ENCODINGS = {"utf-8": "UTF-8", "utf-8-sig": "UTF-8 BOM"}
_DIALECTS = {"python-markdown": "Python-Markdown", "gfm": "GFM"}


@dataclass(frozen=True, slots=True)
class Measured:
    """How long a post is and what saving it would change."""

    post: Post
    count: Count
    changes: Changes
    hints: "tuple[Hint, ...]" = ()


class Present(QObject):
    """Shows the post in front of the author."""

    def __init__(
        self,
        desk: Desk,
        librarian: Librarian,
        renderer: Renderer,
        jobs: Jobs,
        browse: Browse,
        editor: Editor,
        form: FormPlace,
        preview: PreviewView,
        post_list: PostList,
        window: MainWindow,
        preferences: Preferences,
    ) -> None:
        super().__init__(window)
        self._desk = desk
        self._librarian = librarian
        self._renderer = renderer
        self._jobs = jobs
        self._browse = browse
        self._editor = editor
        self._form = form
        self._preview = preview
        self._list = post_list
        self._window = window
        self._preferences = preferences
        self._in_form: Post | None = None
        self._measured: Measured | None = None
        self._failure: JournalError | None = None
        self._measure = QTimer(self)
        self._measure.setSingleShot(True)
        self._measure.setInterval(_MEASURE_MS)
        self._measure.timeout.connect(self._start_measuring)
        self._measuring = False
        self._measure_again = False
        self._half_typed = False
        self._typing = QTimer(self)
        self._typing.setSingleShot(True)
        self._typing.setInterval(_TYPING_MS)
        self._typing.timeout.connect(self._look_at_form)
        self._cursor = CursorAt(1, 1)
        self._cursor_timer = QTimer(self)
        self._cursor_timer.setSingleShot(True)
        self._cursor_timer.setInterval(_CURSOR_MS)
        self._cursor_timer.timeout.connect(self._show_cursor)

    @Slot(object)
    def on_post_opened(self, opened: Opened) -> None:
        """A post comes in front."""
        post = opened.post
        self._failure = None
        self._half_typed = False
        self._window.show_page("journal")
        self._window.show_post_pane(True)
        self._preview.expect(post.path)
        self._editor.show_post(post)
        if opened.line > post.body_line:
            self._editor.go_to_line(opened.line - post.body_line)
        places = Places(post.path, self._librarian.site)
        self._form.set_places(places)
        self._fill_form(post)
        if 1 < opened.line <= post.body_line:
            self._window.set_pane_shown("form", True)
            self._form.show_line(opened.line - len(post.opening.splitlines()))
        self._preview.set_places(places)
        self.show_remote_images()
        self._render(post)
        self._list.show_current(post.path)
        self._measured = None
        self._start_measuring()
        self._show_status()
        self._show_title(post)
        folder = self._librarian.folder
        if folder is not None and post.path.is_relative_to(folder):
            self._preferences.remember_journal(folder, last_post=str(post.path.relative_to(folder)))

    @Slot(object)
    def on_post_edited(self, post: Post) -> None:
        """A post is other than before, by whose hand ever."""
        self._editor.take_post(post)
        current = self._desk.current
        if current is None or current.path != post.path:
            return
        self._fill_form(post)
        self._render(post)
        self._failure = None
        self._measure.start(_MEASURE_MS + len(post.body) // _MEASURE_SLOWLY)
        if self._half_typed:
            self._typing.start()
        self._show_status()

    @Slot()
    def on_typing(self) -> None:
        """Something is typed in the form that the post has not taken, or no longer is."""
        self._typing.start()

    @Slot()
    def _look_at_form(self) -> None:
        half_typed = bool(self._form.half_typed())
        if half_typed != self._half_typed:
            self._half_typed = half_typed
            self._show_status()

    @Slot(object)
    def on_unsaved_changed(self, _: object) -> None:
        """The save state."""
        self._show_status()
        current = self._desk.current
        if current is not None:
            self._show_title(current)
        self._measure.start()

    @Slot(object)
    def on_post_closed(self, path: Path) -> None:
        """A post is not open any more."""
        self._editor.forget(path)
        if self._desk.current is None:
            self._in_form = None
            self._window.show_post_pane(False)
            self._preview.clear()
            self._window.status.show_post(None)
            self._window.show_title("", self._journal_name())

    @Slot(object)
    def on_cursor_moved(self, cursor: CursorAt) -> None:
        """Where the caret is; told a moment later, since whatever changes outside the editor holds up its painting."""
        self._cursor = cursor
        if not self._cursor_timer.isActive():
            self._cursor_timer.start()

    @Slot()
    def _show_cursor(self) -> None:
        self._window.status.show_cursor(self._cursor.line, self._cursor.column)
        self._preview.show_caret(self._cursor.line - 1)

    @Slot()
    def on_vocabulary_changed(self) -> None:
        """New words for the completions."""
        current = self._desk.current
        if current is not None:
            self._in_form = None
            self._fill_form(current)

    @Slot(object)
    def on_saved(self, _: object) -> None:
        """The text is safe on disk."""
        self._failure = None
        self._measure.start()
        self._show_status()

    @Slot(object)
    def on_save_failed(self, failure: SaveFailure) -> None:
        """Say in the status bar that the last save did not happen."""
        current = self._desk.current
        if current is not None and current.path == failure.path and not self._desk.in_conflict(failure.path):
            self._failure = failure.error
            self._show_status()

    @Slot(object)
    def on_post_moved(self, move: tuple[Path, Path]) -> None:
        """The post's file has a new name."""
        old, new = move
        self._editor.rename(old, new)
        current = self._desk.current
        if current is not None and current.path == new:
            self.on_post_opened(Opened(current))

    def show_remote_images(self) -> None:
        """Show images from the web as the settings and this journal's answer say."""
        folder = self._librarian.folder
        chosen = self._preferences.settings.remote_images
        answer = self._preferences.journal(folder).remote_images if folder is not None else None
        if chosen != "ask":
            answer = chosen == "always"
        self._preview.set_remote_images(bool(answer), ask=chosen == "ask")

    def read_anew(self) -> None:
        """The journal is another kind of site, or its posts are read in another way."""
        current = self._desk.current
        if current is not None:
            self._render(current)
            self._show_status()
            self._start_measuring()

    def reword(self) -> None:
        """Speak the language of now where the widgets hold only sentences."""
        self._show_status()
        current = self._desk.current
        if current is not None and self._measured is not None and self._measured.post.path == current.path:
            self._editor.hinting.show_hints(self._measured.hints)
        if current is not None and current.is_large:
            self._render(current)

    @Slot()
    def show_preview(self) -> None:
        """The preview was shown again: bring it up to date."""
        current = self._desk.current
        if current is not None:
            self._render(current)

    def _render(self, post: Post) -> None:
        """The post in the preview; of a large one its headline and a note."""
        if not self._window.pane_shown("preview"):
            return
        if post.is_large:
            note = translate("Present", "This post is too large for the preview.")
            post = replace(post, body=note, body_ends="n", bulk=None)
        chosen = self._preferences.choices(self._librarian.folder)
        self._renderer.show(post, self._librarian.site, join_han=chosen.join_han, language=chosen.language)

    def _fill_form(self, post: Post) -> None:
        shown = self._in_form
        self._in_form = post
        if (
            shown is not None
            and shown.path == post.path
            and shown.head_text == post.head_text
            and (post.head_kind or shown.body[:200] == post.body[:200])
        ):
            return
        self._form.show_post(post, self._browse.vocabulary)

    @Slot()
    def _start_measuring(self) -> None:
        """Measure the post in front, one text at a time: what is typed meanwhile is measured after that."""
        post = self._desk.current
        if self._measuring:
            self._measure_again = True
        elif post is not None and not post.is_large:
            self._measuring = True
            work = partial(_measured, self._desk.saved(post.path), post, self._librarian.site.dialect)
            self._jobs.run(work, self._on_measured, self._on_unmeasured)

    def _on_measured(self, measured: Measured) -> None:
        self._measuring = False
        if self._measure_again:
            self._measure_again = False
            self._measure.start()
        current = self._desk.current
        if current is not None and current.path == measured.post.path:
            self._measured = measured
            self._editor.hinting.show_hints(measured.hints)
            self._show_status()

    def _on_unmeasured(self, error: Exception) -> None:
        self._measuring = False
        raise error

    def _show_title(self, post: Post) -> None:
        title = fields.meaning(post, self._librarian.site).title
        self._window.show_title(title, self._journal_name(), post.path in self._desk.unsaved)

    def _journal_name(self) -> str:
        return self._librarian.folder.name if self._librarian.folder else ""

    def _show_status(self) -> None:
        post = self._desk.current
        if post is None:
            return
        unsaved = post.path in self._desk.unsaved
        measured = self._measured
        site = self._librarian.site
        status = PostStatus(
            state="failed"
            if self._failure
            else "read_only"
            if post.read_only
            else "conflict"
            if self._desk.in_conflict(post.path)
            else "new"
            if unsaved and self._desk.saved(post.path) is None
            else "unsaved"
            if unsaved
            else "half_typed"
            if self._half_typed
            else "saved",
            reason=messages.sentence(self._failure) if self._failure else messages.reason(post.read_only),
            head_lines=measured.changes.head if measured and unsaved else -1,
            body_lines=measured.changes.body if measured and unsaved else -1,
            words=measured.count.words if measured else -1,
            words_without_punctuation=measured.count.without_punctuation if measured else -1,
            minutes=measured.count.minutes if measured else 0,
            dialect=_DIALECTS.get(site.dialect, site.dialect),
            site=_site_name(site),
            encoding=_ENCODINGS.get(post.encoding, post.encoding.upper()),
            line_ends=post.line_ends,
        )
        self._window.status.show_post(status)


def _measured(saved: Post | None, post: Post, dialect: str) -> Measured:
    from journal_app.render.hints import hints

    return Measured(post, count(post.body), changes(saved, post), hints(post.body, dialect))


def _site_name(site: Site) -> str:
    names = {"vitepress": "VitePress", "mkdocs": "MkDocs", "plain": ""}
    return names.get(site.kind, site.kind.capitalize())
