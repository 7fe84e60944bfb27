"""Which journal a start is about: decided before Qt is there, so that another window can be asked to open it."""

from pathlib import Path

from journal_app.session.presence import is_folder
from journal_app.settings import Memory


def journal_of(target: Path | None, memory: Memory) -> Path | None:
    """The folder to open for `target`, a folder, a post, or None: the last journal. None is the welcome page, also
    where the last journal lies on a share that does not answer.

    A post belongs to a recent journal around it, else to its own folder.
    """
    recent = [Path(name) for name in memory.recent]
    if target is None:
        return recent[0] if recent and is_folder(recent[0]) else None
    if target.is_dir():
        return target
    return next((folder for folder in recent if target.is_relative_to(folder) and is_folder(folder)), target.parent)
