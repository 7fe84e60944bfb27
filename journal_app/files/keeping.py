"""Old bytes on their way into the history, before they are replaced. Knows only the function that takes them."""

import threading
from collections.abc import Callable

from journal_app.post.errors import JournalError

Keep = Callable[[bytes], object]


class Keeping:
    """`keep` at work in a thread of its own, so that it and the save wait for the disk together."""

    def __init__(self, keep: Keep, old: bytes) -> None:
        self._done = False
        self._thread = threading.Thread(target=self._run, args=(keep, old), name="history")
        self._thread.start()

    def is_done(self) -> bool:
        """Wait for it; whether it took the old bytes."""
        self._thread.join()
        return self._done

    def _run(self, keep: Keep, old: bytes) -> None:
        self._done = kept(keep, old)


def kept(keep: Keep | None, old: bytes) -> bool:
    """Whether `keep` took the old bytes."""
    if keep is None:
        return False
    try:
        keep(old)
    except (OSError, JournalError):
        return False
    return True
