"""Which journal a start is about: decided before Qt is there, so that another window can be asked to open it."""

from pathlib import Path

from journal_app.settings import Memory


def journal_of(target: Path | None, memory: Memory) -> Path | None:
    """The folder to open for `target`, a folder, a post, or None: the last journal. None is the welcome page.

    A post belongs to a recent journal around it, else to its own folder.
    """
    recent = [Path(name) for name in memory.recent]
    if target is None:
        return recent[0] if recent and recent[0].is_dir() else None
    if target.is_dir():
        return target
    return next((folder for folder in recent if target.is_relative_to(folder) and folder.is_dir()), target.parent)
