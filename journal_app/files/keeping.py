"""Old bytes on their way into the history, before they are replaced. Knows only the function that takes them."""

from collections.abc import Callable

from journal_app.post.errors import JournalError

Keep = Callable[[bytes], object]


def kept(keep: Keep | None, old: bytes) -> bool:
    """Whether `keep` took the old bytes."""
    if keep is None:
        return False
    try:
        keep(old)
    except (OSError, JournalError):
        return False
    return True
