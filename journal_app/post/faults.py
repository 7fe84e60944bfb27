"""What a site's own reader refuses in a head, by our reader's word or the strict one's. Knows no disk."""

from collections.abc import Mapping

from journal_app.post.errors import BrokenHead
from journal_app.post.head import yaml
from journal_app.post.post import Post

TWICE = "it stands twice in the head"
"""Why a field is locked that the head holds more than once."""
_STRICT_ALONE = (TWICE, "it is a template")


def is_sound(locked: Mapping[str, str]) -> bool:
    """Whether the reasons for which fields are locked tell of nothing that only another reader refuses."""
    return not any(reason in _STRICT_ALONE for reason in locked.values())


def fault(post: Post) -> BrokenHead | None:
    """Why the head does not parse, here or elsewhere: a doubled key and a bare template are read here and not by all.

    Its line counts from 1 in the file.
    """
    if post.broken is not None or post.head_kind != "yaml":
        return post.broken
    if is_sound(post.locked):
        return None
    found = yaml.strict(post.head_text)
    return BrokenHead(found.line + len(post.opening.splitlines()), found.reason) if found else None
