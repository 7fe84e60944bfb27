"""What the recovery store still has besides the unsaved text it offers: text that was discarded, and every older state.

Pure functions that run in a lane of the store. Nothing is removed here.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from journal_app import files
from journal_app.post.errors import JournalError
from journal_app.post.opening import opened
from journal_app.session.post_log import Recovered, read_log, states, text_of


@dataclass(frozen=True, slots=True)
class Discarded:
    """A text the author gave up, and what its file says now; `disk` is None when there is no such file."""

    found: Recovered
    disk: str | None


def discarded(store: Path, folder: Path) -> tuple[Discarded, ...]:
    """The discarded texts of posts below `folder`, newest first; each once, and none that stands on disk."""
    texts: list[Recovered] = []
    for log in _logs(store / "discarded"):
        with contextlib.suppress(OSError):
            read = read_log(log)
            if isinstance(read, Recovered) and read.post.path.is_relative_to(folder):
                texts.append(read)
    texts.sort(key=lambda read: read.moment, reverse=True)
    seen: set[tuple[Path, bytes]] = set()
    kept = []
    for read in texts:
        same = (read.post.path, text_of(read.post))
        disk = _on_disk(read)
        if same not in seen and disk != read.post.text:
            seen.add(same)
            kept.append(Discarded(read, disk))
    return tuple(kept)


def holds(store: Path, digest: str) -> bool:
    """Whether a post was, in any log of the store, once these bytes: then its text is there, or a later one."""
    for log in (*_logs(store), *_logs(store / "discarded"), *_logs(store / "damaged")):
        with contextlib.suppress(OSError):
            for post in states(log):
                with contextlib.suppress(UnicodeEncodeError):
                    if files.digest(post.to_bytes()) == digest:
                        return True
    return False


def _logs(place: Path) -> Iterator[Path]:
    if place.is_dir():
        yield from sorted(place.glob("*.log"))


def _on_disk(read: Recovered) -> str | None:
    try:
        raw, _ = files.read(read.post.path)
    except (OSError, JournalError):
        return None
    return opened(read.post.path, raw, like=read.post).text
