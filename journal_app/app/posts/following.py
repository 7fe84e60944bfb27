"""Clicks on links in the preview: posts open here, the web and mail in the desktop's own programs, the rest is told."""

from collections.abc import Iterable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote

from PySide6.QtCore import QCoreApplication, QObject, Slot

from journal_app.app.notices import Notices
from journal_app.app.posts.posts import Posts
from journal_app.app.showing.browse import Browse
from journal_app.library.row import PostRow
from journal_app.post.errors import shown
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.session.desk import Desk
from journal_app.session.jobs import Jobs, raised
from journal_app.session.librarian import Librarian
from journal_app.ui.editor.editor import Editor
from journal_app.ui.metadata.place import FormPlace

if TYPE_CHECKING:  # not for the start
    from journal_app.app.posts.ways import Way

translate = QCoreApplication.translate


class Following(QObject):
    """Follows a link that was clicked, or says where it does not lead."""

    def __init__(
        self,
        desk: Desk,
        librarian: Librarian,
        jobs: Jobs,
        browse: Browse,
        notices: Notices,
        posts: Posts,
        form: FormPlace,
        editor: Editor,
    ) -> None:
        super().__init__(editor)
        self._desk = desk
        self._librarian = librarian
        self._jobs = jobs
        self._browse = browse
        self._notices = notices
        self._posts = posts
        self._form = form
        self._editor = editor

    @Slot(str)
    def follow(self, target: str) -> None:
        """Go where the link leads, as written or with its scheme."""
        current = self._desk.current
        scheme = target.split(":", 1)[0].lower() if ":" in target else ""
        if scheme in ("http", "https", "mailto"):
            import webbrowser

            webbrowser.open(target)
        elif target.startswith("#"):
            self._say_nowhere(target, "")
        elif not scheme and current is not None and self._librarian.folder is not None:
            rows = tuple(self._browse.rows().values())
            work = partial(_way, target, current, rows, self._librarian.site, self._librarian.folder)
            self._jobs.run(work, partial(self._go_on, target, current.path), raised)

    def _go_on(self, target: str, before: Path, way: "Way") -> None:
        """Open what a link led to, or say that it leads nowhere, unless the author went elsewhere meanwhile."""
        current = self._desk.current
        if current is None or current.path != before:
            return
        if way.post is None:
            self._say_nowhere(target, way.title)
        elif way.post != before or way.line:
            self._notices.forget("link")
            self._form.commit()
            self._desk.open(way.post, way.line)

    def _say_nowhere(self, target: str, title: str) -> None:
        """A link of the post leads nowhere; if it names a post, it can be written."""
        if target.startswith("#"):
            text = translate("Following", "There is no heading “{name}” in this post.")
        else:
            text = translate("Following", "“{name}” leads to no post of this journal.")
        name = shown(Path(unquote(target.lstrip("#"))))
        deeds = {}
        if title:
            words = translate("Following", "Write “{title}”…").format(title=title)
            deeds["write"] = (words, partial(self._write, title))
        current = self._desk.current
        again = partial(self._say_nowhere, target, title)
        self._notices.say("link", text.format(name=name), deeds, again=again, about=current.path if current else None)

    def _write(self, title: str) -> None:
        """Write the post a link would lead to."""
        self._notices.forget("link")
        self._form.commit()
        if self._posts.new_post(title) is not None:
            self._editor.setFocus()


def _way(target: str, post: Post, rows: Iterable[PostRow], site: Site, folder: Path) -> "Way":
    from journal_app.app.posts.ways import way

    return way(target, post, rows, site, folder)
