"""Names of posts on disk: which are free, what a bundle is called, what moves when one is renamed. Touches no file."""

import os
import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from journal_app.library.sites.folder import is_bundle
from journal_app.post.errors import JournalError

Taken = Callable[[Path], bool]

_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.IGNORECASE)
_FORBIDDEN = re.compile(r'[/\\:*?"<>|\x00-\x1f\x7f]')


@dataclass(frozen=True, slots=True)
class Rename:
    """`source` is to be renamed to `target` (a bundle's folder, or the file); `post` is the post's path after it."""

    source: Path
    target: Path
    post: Path


def on_disk(path: Path) -> bool:
    """Whether something of that name exists, be it a link that leads nowhere."""
    return os.path.lexists(path)


def name_of(path: Path, folder: Path) -> str:
    """What the author calls the post's place: the bundle's folder, or the file without its extension."""
    return path.parent.name if is_bundle(path, folder) else path.stem


def called(like: Path, name: str, folder: Path) -> Path:
    """The path of a post called `name` beside `like`: a bundle beside a bundle, with the same extension."""
    if is_bundle(like, folder):
        return like.parent.parent / name / like.name
    return like.parent / f"{name}{like.suffix}"


def free(path: Path, folder: Path, taken: Taken = on_disk) -> Path:
    """`path`, or with -2, -3, … behind its name when it or its bundle's folder is taken."""
    name = name_of(path, folder)
    candidate, number = path, 1
    while taken(candidate) or (is_bundle(candidate, folder) and taken(candidate.parent)):
        number += 1
        candidate = called(path, f"{name}-{number}", folder)
    return candidate


def renamed(path: Path, name: str, folder: Path, taken: Taken = on_disk) -> Rename:
    """What renaming the post to `name` moves. JournalError when the name cannot be one, or is taken.

    The file keeps its extension, which may be typed with the name. A change of case or composition alone is allowed on
    every file system.
    """
    name = name.strip()
    if not is_bundle(path, folder) and path.suffix and name.lower().endswith(path.suffix.lower()):
        name = name[: -len(path.suffix)].rstrip() or name
    if _RESERVED.fullmatch(name) or name[-1:] == ".":
        raise JournalError(f'"{name}" cannot be a file name on every system.')
    if not name or name in (".", "..") or _FORBIDDEN.search(name) or name[0] == ".":
        raise JournalError(f'"{name}" cannot be a file name.')
    if len(os.fsencode(name + path.suffix)) > 255:
        raise JournalError("The name is too long for a file.")
    post = called(path, name, folder)
    source, target = (path.parent, post.parent) if is_bundle(path, folder) else (path, post)
    if target != source and taken(target) and _folded(target.name) != _folded(source.name):
        raise JournalError(f'There is already something called "{target.name}" in this folder.')
    return Rename(source, target, post)


def _folded(name: str) -> str:
    """What file systems that ignore case and composition take for one name."""
    return unicodedata.normalize("NFC", name).casefold()
