"""What the commands share: finding a post or a folder, reading it, saying what went wrong."""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from journal_app import files
from journal_app.files import Stamp
from journal_app.library.housekeeping.twins import spelling
from journal_app.library.index import scan
from journal_app.library.row import PostRow
from journal_app.library.sites import chosen
from journal_app.library.sites import folder as folder_of
from journal_app.post.errors import JournalError, NotAPost, shown
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.settings import JournalChoices, load_journal

_LEVELS_ABOVE = 8


class NoSuchPath(Exception):
    """The command names a file or folder that is not there."""


def said(sentence: str) -> None:
    """Tell an error."""
    print(f"journal-app: {sentence}", file=sys.stderr)


@dataclass(frozen=True, slots=True)
class Journal:
    """A journal as the window has it: its folder as named and as a whole path, and the site its author says it is."""

    name: Path
    folder: Path
    site: Site

    def called(self, path: Path) -> Path:
        """A file as it is named from here; `path` is a whole one."""
        return as_named(path, self.name, self.folder)


def journal_at(name: str) -> Journal:
    """The journal in the folder called so. NoSuchPath when there is none."""
    path = folder_at(name)
    folder = Path(os.path.abspath(path))
    return Journal(path, folder, site_around(folder))


def home_of(folder: Path) -> tuple[Path, JournalChoices]:
    """The folder of the journal that `folder` is or lies in, and what was chosen there; itself where nothing was."""
    folder = Path(os.path.abspath(folder))
    for place in (folder, *list(folder.parents)[:_LEVELS_ABOVE]):
        if (choices := load_journal(place)) != JournalChoices():
            return place, choices
    return folder, JournalChoices()


def site_around(folder: Path) -> Site:
    """The site that a folder is or lies in: as its author says, else as it is found."""
    home, choices = home_of(folder)
    return chosen.site_of(home if choices.site else Path(os.path.abspath(folder)), choices)


def folder_of_post(path: Path) -> Path:
    """The folder a post lies in; a bundle lies in the one above its own."""
    return path.parent.parent if path.stem.lower() == "index" else path.parent


def nobody_has(kind: str, word: str, known: Iterable[str]) -> str:
    """That no post has a tag or category, as a sentence; with one that looks like it, if there is any."""
    alike = next((one for one in sorted(known) if spelling(one) == spelling(word)), None)
    hint = f'; there is "{alike}"' if alike is not None else ""
    return f'No post has the {kind} "{word}"{hint}.'


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
