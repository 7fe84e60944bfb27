"""How open posts lay in bytes before somebody else changed that: undo brings back a text, and this its encoding."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from journal_app.post.errors import EditRefused
from journal_app.post.post import Post

_MOST = 8  # texts of one post


class Earlier:
    """The texts at both ends of each replacement that changed a post's encoding."""

    def __init__(self) -> None:
        self._known: dict[Path, tuple[Post, ...]] = {}

    def remember(self, before: Post, after: Post) -> None:
        """An open post is `after` now, by no key of the author's."""
        if before.envelope != after.envelope:
            self._known[after.path] = (*self._known.get(after.path, ()), before, after)[-_MOST:]

    def forget(self, path: Path) -> None:
        """The post was closed, or read again in another encoding."""
        self._known.pop(path, None)

    def moved(self, old: Path, new: Path) -> None:
        """The post's file has a new name."""
        known = self._known.pop(old, ())
        if known:
            self._known[new] = tuple(post.with_path(new) for post in known)

    def edited(self, post: Post, edit: Callable[[Post], Post]) -> Post:
        """`edit(post)`; in the encoding of an earlier text when the edit leads back to that. EditRefused as `edit`."""
        known = self._known.get(post.path, ())
        try:
            after = edit(post)
        except EditRefused:
            ways = (self._led_back(post, edit, earlier) for earlier in known if earlier.envelope != post.envelope)
            found = next((way for way in ways if way is not None), None)
            if found is None:
                raise
            after = found
        same = [one for one in known if one.body == after.body and one.head_text == after.head_text]
        if not same:
            return after
        best = next((one for one in same if one.envelope == after.envelope), same[-1])
        return replace(best, revision=after.revision)  # its line ends, too

    def _led_back(self, post: Post, edit: Callable[[Post], Post], earlier: Post) -> Post | None:
        """The edit as one of a post in the earlier text's encoding, if what it changes is as it was there."""
        try:
            after = edit(replace(post, envelope=earlier.envelope))
        except EditRefused:
            return None
        if after.body != post.body:
            return after if after.body == earlier.body else None
        return after if after.head_text == earlier.head_text else None
