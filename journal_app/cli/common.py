"""What the commands share: finding a post or a folder, reading it, saying what went wrong."""

import sys
from pathlib import Path

from journal_app import files
from journal_app.files import Stamp
from journal_app.library.index import scan
from journal_app.library.row import PostRow
from journal_app.library.sites import folder as folder_of
from journal_app.library.sites import sites
from journal_app.post.errors import JournalError, NotAPost, shown
from journal_app.post.post import Post
from journal_app.post.site import Site


class NoSuchPath(Exception):
    """The command names a file or folder that is not there."""


def said(sentence: str) -> None:
    """Tell an error."""
    print(f"journal-app: {sentence}", file=sys.stderr)


def folder_at(name: str) -> Path:
    """The folder called so. NoSuchPath when there is none."""
    path = Path(name)
    if not path.is_dir():
        raise NoSuchPath(f"There is no folder {shown(path)}.")
    return path


def as_named(path: Path, name: Path, folder: Path) -> Path:
    """A file below `folder`, spelled as the author did who named that folder `name`; another one as it is."""
    return name / path.relative_to(folder) if path.is_relative_to(folder) else path


def post_at(name: str) -> Path:
    """The file of the post called so; a bundle's folder means its index. NoSuchPath when there is none."""
    path = Path(name)
    if path.is_dir():
        indexes = [path / f"index{extension}" for extension in sorted(folder_of.EXTENSIONS)]
        found = next((index for index in indexes if index.is_file()), None)
        if found is None:
            raise NoSuchPath(f"{shown(path)} is a folder and no post.")
        return found
    if not path.exists():
        raise NoSuchPath(f"There is no post {shown(path)}.")
    return path


def read(path: Path) -> tuple[Post, Stamp]:
    """The post and the stamp to save it against."""
    try:
        raw, stamp = files.read(path)
    except OSError as error:
        raise NotAPost(path, files.sentence(error, reading=True)) from error
    return Post.parse(path, raw), stamp


def sound_head(path: Path) -> tuple[Post, Stamp]:
    """The post, when its head can be read; BrokenHead otherwise."""
    post, stamp = read(path)
    if post.broken is not None:
        raise JournalError(f"{shown(path)}: {post.broken}")
    return post, stamp


def rows_of(folder: Path, site: Site) -> tuple[PostRow, ...]:
    """The rows of a folder, newest first."""
    try:
        found = scan.look(folder, site, {}).added
    except OSError as error:
        raise JournalError(f"{shown(folder)} cannot be read: {files.sentence(error, reading=True)}.") from error
    return tuple(sorted(found, key=lambda row: (row.moment, row.title), reverse=True))


def site_around(path: Path) -> Site:
    """The site a post belongs to, seen from its own place."""
    return sites.site_of(path.parent.parent if path.stem.lower() == "index" else path.parent)
