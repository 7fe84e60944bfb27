"""Where a link leads that was clicked in the preview: to a post, to a heading in it, or nowhere. Shows nothing."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from journal_app import files
from journal_app.library.links.following import followed
from journal_app.library.row import PostRow
from journal_app.library.sites.folder import is_markdown
from journal_app.post.errors import JournalError
from journal_app.post.headings import headings
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.render.finish import slug


@dataclass(frozen=True, slots=True)
class Way:
    """Where a link leads: the `post` (None: nowhere), and the `line` of its file, from 1, if a heading was meant.

    `title` is what a post could be called to which the link would lead; "" when it names none.
    """

    post: Path | None = None
    line: int = 0
    title: str = ""


def way(target: str, current: Post, rows: Iterable[PostRow], site: Site, folder: Path) -> Way:
    """The way a link in the `current` post leads, among the posts of these rows."""
    path, _, part = target.partition("#")
    found = followed(target, current.path, rows, site, folder) if path else current.path
    if found is None:
        return Way(title=_title(unquote(path)))
    return Way(found, _line_of(unquote(part), current if found == current.path else _read(found)))


def _title(address: str) -> str:
    """What a post of this address would be called; "" for what cannot be one's, as an image or a place of the site."""
    name = PurePosixPath(address.rstrip("/")).name
    if address.startswith("/") or address.startswith("../"):
        return ""
    if is_markdown(Path(name)):
        return PurePosixPath(name).stem
    return "" if PurePosixPath(name).suffix[1:].isalpha() else name


def _line_of(part: str, post: Post | None) -> int:
    if not part or post is None:
        return 0
    meant = slug(part)
    return next((post.body_line + one.line + 1 for one in headings(post.body) if slug(one.text) == meant), 0)


def _read(path: Path) -> Post | None:
    try:
        return Post.parse(path, files.read(path)[0])
    except (OSError, JournalError):
        return None
