"""What the list knows of a post: one plain value. Knows nothing of files, heads or the database."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

UNDATED = float("-inf")


@dataclass(frozen=True, slots=True)
class PostRow:
    """One post as the list, the facets and the sort orders see it."""

    path: Path
    title: str = ""
    date: str = ""
    """The text of the date, as written; `moment` is the same in seconds since 1970, UNDATED without a date."""
    moment: float = UNDATED
    excerpt: str = ""
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    cover: str = ""
    words: int = -1
    """字数; -1 while it has not been counted."""
    draft: bool = False
    pinned: int = 0
    mtime_ns: int = 0
    size: int = 0
    inode: int = 0
    year: str = ""
    error: str = ""
    """Why the post cannot be read or its head does not parse, as a sentence; `error_line` counts from 1, 0: unknown."""
    error_line: int = 0
    fields: tuple[str, ...] = ()
    """The names of the head's fields in their order; equal tuples are one object."""
    copy_of: str = ""
    """The name of the file beside it that this one is a sync client's or our own conflict copy of."""
    has_image: bool = False
    """Whether the head names a picture or, once the words are counted, the text shows one."""
    nested: str = ""
    """Where the head nests lists of categories in a list, as Hexo has it: their paths (`a/b`), one a line."""


def places(row: PostRow, *, nested: bool) -> tuple[str, ...]:
    """Every place in the tree of categories that a post has: its categories, and all they lie in.

    `nested`: a list of categories is one path.
    """
    if row.nested:
        return category_paths(tuple(row.nested.split("\n")))
    return category_paths(row.categories, nested)


@lru_cache(maxsize=1 << 12)
def category_paths(categories: tuple[str, ...], nested: bool = False) -> tuple[str, ...]:
    """The categories and all they lie in: `a/b` lies in `a`; `nested`: each lies in the one before it."""
    if nested and len(categories) > 1:
        categories = ("/".join(categories),)
    if not any("/" in name for name in categories):
        return categories
    found: dict[str, None] = {}
    for name in categories:
        parts = [part.strip() for part in name.split("/") if part.strip()]
        for length in range(1, len(parts) + 1):
            found["/".join(parts[:length])] = None
    return tuple(found)
