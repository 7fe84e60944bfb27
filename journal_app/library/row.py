"""What the list knows of a post: one plain value. Knows nothing of files, heads or the database."""

from dataclasses import dataclass
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
