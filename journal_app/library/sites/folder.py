"""Which files of a folder are posts. Knows names, links and kinds of files, and never what is in them.

Posts are .md, .markdown, .mdx and .mkd. Hidden names, `_index.md`, site output (`public`), templates (`scaffolds`,
`archetypes`) and `node_modules` are not. A README is a post when it has a head, which only a reader can tell.
"""

import errno
import os
import re
import stat
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from journal_app.library.sites import sites
from journal_app.post.site import PLAIN, Site

EXTENSIONS = frozenset((".md", ".markdown", ".mdx", ".mkd"))
_NOT_FOR_POSTS = frozenset(("node_modules", "public", "scaffolds", "archetypes", "__pycache__"))
_NOT_POSTS = frozenset(("_index",))
_MANY = 5

Trouble = Callable[[Path, OSError], None]


class Entry(NamedTuple):
    """A file that may be a post, as the directory and `stat` tell of it. `mtime_ns` in nanoseconds since 1970."""

    path: Path
    size: int
    mtime_ns: int
    inode: int
    place: str = ""
    """The path as a text, where it is at hand: a Path makes its own when it is asked, and keeps it."""

    @property
    def needs_head(self) -> bool:
        """Whether the file is a post only if it has a head (README)."""
        return self.path.stem.lower() == "readme"


def is_markdown(path: Path) -> bool:
    """Whether it is a text somebody wrote, going by its name: a page is never written over one, post or not."""
    return path.suffix.lower() in EXTENSIONS


def is_post_name(name: str) -> bool:
    """Whether a file of this name can be a post."""
    dot = name.rfind(".")
    if dot < 1 or name[0] == "." or name[dot:].lower() not in EXTENSIONS:
        return False
    return name[:dot].lower() not in _NOT_POSTS


_COPY = re.compile(
    r"(?P<stem>.+?)(?:"
    r"\.sync-conflict-\d{8}-\d{6}(?:-\w+)?"  # Syncthing
    r"| \((?:[^()]* )?conflict(?:ed)? copy\b[^()]*\)"  # Dropbox, Nextcloud
    r"| \(SFConflict [^()]*\)"  # Seafile
    r"|_conflict-\d{8}-\d{6}"  # ownCloud
    r"| \(conflict \d{4}-\d\d-\d\d[^()]*\)"  # ours
    r")",
    re.IGNORECASE,
)


def original_of(name: str) -> str:
    """The name of the file that a conflict copy of this name is a copy of; "" when the name is none of a copy."""
    if "onflict" not in name:
        return ""
    stem, extension = os.path.splitext(name)
    found = _COPY.fullmatch(stem)
    return found["stem"] + extension if found else ""


def identity(folder: Path) -> tuple[int, int]:
    """Device and inode of the folder: another one may have taken its place. OSError when it is not there."""
    status = os.stat(folder)
    if not stat.S_ISDIR(status.st_mode):
        raise NotADirectoryError(errno.ENOTDIR, os.strerror(errno.ENOTDIR), str(folder))
    return status.st_dev, status.st_ino


def is_mass(vanished: int, known: int, *, other_folder: bool = False) -> bool:
    """Whether so many posts vanished in one look that it is more likely a lost mount or a half-done sync than a wish.

    More than a fifth of them and at least five; in a folder that took another's place any.
    """
    return vanished > 0 and (other_folder or (vanished >= _MANY and vanished * 5 > known))


def is_bundle(path: Path, folder: Path) -> bool:
    """Whether the post is a page bundle (`week-19/index.md`), so that its folder goes with it.

    The index of the journal's own folder is a file like others.
    """
    return path.stem.lower() == "index" and path.parent != folder


def posts(
    folder: Path, site: Site = PLAIN, trouble: Trouble | None = None, same: Mapping[str, Path] | None = None
) -> Iterator[Entry]:
    """Every post below `folder`, each file once, real folders first and by name; links are followed, never in a circle.

    Paths in `same` are given as these objects, which is quicker than to make them anew.
    A folder that cannot be listed is told to `trouble` and left out; if it is `folder` itself, OSError is raised.
    """
    os.scandir(folder).close()
    walk = _Walk(folder, site, trouble, same or {})
    for top in sites.post_folders(site, folder):
        yield from walk.below(os.fspath(top))
    yield from walk.linked()


class _Walk:
    """One walk: what was seen, and the links that wait until everything real has been seen."""

    def __init__(self, folder: Path, site: Site, trouble: Trouble | None, same: Mapping[str, Path]) -> None:
        self._same = same
        self._skipped = sites.skipped(site, folder)
        self._has_leaf_bundles = site.kind == "hugo"
        self._trouble = trouble
        self._top = os.path.realpath(folder)
        self._folders: list[str] = []
        self._files: set[tuple[int, int]] = set()
        self._links: list[str] = []

    def below(self, top: str, seen: set[tuple[int, int]] | None = None) -> Iterator[Entry]:
        """The posts below `top`. `seen` is given below a link: folders in it are left out, and new ones noted."""
        waiting = [top]
        while waiting:
            folder = waiting.pop()
            if seen is None:
                self._folders.append(folder)
            else:
                identity = _identity(folder)
                if identity & seen:
                    continue
                seen |= identity
            files, folders = self._listed(folder)
            if self._has_leaf_bundles and folder != top:
                indexes = [entry for entry in files if _is_index(entry.name)]
                if indexes:  # everything beside and below is a resource of this one post
                    files, folders = indexes, []
            own = Path(folder)
            for entry in files:
                found = self._entry(entry, own, seen is not None)
                if found is not None:
                    yield found
            waiting.extend(reversed(folders))

    def linked(self) -> Iterator[Entry]:
        """The posts behind symbolic links that no real path leads to. A link to a folder above the journal is none."""
        seen: set[tuple[int, int]] = set()
        if self._links:
            for folder in self._folders:
                seen |= _identity(folder)
        while self._links:
            links, self._links = sorted(self._links), []
            for link in links:
                if os.path.isdir(link):
                    target = os.path.realpath(link)
                    if os.path.commonpath((target, self._top)) != target:
                        yield from self.below(link, seen)
                elif is_post_name(os.path.basename(link)) and os.path.isfile(link):
                    status = os.stat(link)
                    if (status.st_dev, status.st_ino) not in self._files:
                        self._files.add((status.st_dev, status.st_ino))
                        yield Entry(Path(link), status.st_size, status.st_mtime_ns, status.st_ino)

    def _listed(self, folder: str) -> tuple[list[os.DirEntry[str]], list[str]]:
        files: list[os.DirEntry[str]] = []
        folders: list[str] = []
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    name = entry.name
                    if name[0] == ".":
                        continue
                    if entry.is_symlink():
                        if name not in _NOT_FOR_POSTS:
                            self._links.append(entry.path)
                    elif entry.is_dir(follow_symlinks=False):
                        if name not in _NOT_FOR_POSTS and entry.path not in self._skipped:
                            folders.append(entry.path)
                    elif is_post_name(name):
                        files.append(entry)
        except OSError as error:
            if self._trouble is not None:
                self._trouble(Path(folder), error)
            return [], []
        files.sort(key=_name)
        folders.sort()
        return files, folders

    def _entry(self, entry: os.DirEntry[str], folder: Path, behind_link: bool) -> Entry | None:
        try:
            status = entry.stat(follow_symlinks=False)
        except OSError:  # gone since it was listed
            return None
        if not stat.S_ISREG(status.st_mode):  # a FIFO, a device or a socket is never opened
            return None
        identity = (status.st_dev, status.st_ino)
        if behind_link and identity in self._files:
            return None
        self._files.add(identity)
        place = entry.path
        path = self._same.get(place) or _below(folder, entry.name)
        return Entry(path, status.st_size, status.st_mtime_ns, status.st_ino, place)


def _joined(folder: Path, name: str) -> Path:
    return folder / name


_below: Callable[[Path, str], Path] = getattr(Path, "_make_child_relpath", _joined)
"""A path from its folder and a name in it: what `iterdir` makes it by, in a third of the time, where that is there."""


def _is_index(name: str) -> bool:
    """Whether the file is a bundle's post, or a conflict copy of it."""
    return os.path.splitext(original_of(name) or name)[0].lower() == "index"


def _name(entry: os.DirEntry[str]) -> str:
    return entry.name


def _identity(path: str) -> set[tuple[int, int]]:
    """Device and inode of what the path leads to; empty when it leads nowhere."""
    try:
        status = os.stat(path)
    except OSError:
        return set()
    return {(status.st_dev, status.st_ino)}
