"""What the whole text of a post tells beyond its row: what it is called, its links, the lines of its fields."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from journal_app.library.links import links
from journal_app.library.links.links import Link
from journal_app.library.sites import slugs
from journal_app.library.sites.slugs import Called
from journal_app.post import fields
from journal_app.post.post import Post
from journal_app.post.site import Site

_LINES: Final = ("title", "date", "excerpt", "cover", "tags", "categories", "slug")
_MORE: Final = ("<!--more-->", "<!-- more -->")
_LONGEST: Final = 1 << 20  # code points of a body that are looked through


@dataclass(frozen=True, slots=True)
class Facts:
    """One post's. `stamp` is (mtime in ns, size, inode) of the file that was read; `lines` as `line_of` tells them."""

    stamp: tuple[int, int, int]
    called: Called
    links: tuple[Link, ...] = ()
    body_line: int = 0
    lines: tuple[int, ...] = ()
    title_is_empty: bool = False
    has_more: bool = False

    def line_of(self, field: str) -> int:
        """The line of the file, from 1, at which the field of this meaning stands; 1 when it has none."""
        return self.lines[_LINES.index(field)] if self.lines else 1


def of(post: Post, site: Site, stamp: tuple[int, int, int] = (0, 0, 0)) -> Facts:
    """The facts of this text."""
    head = post.fields
    found = fields.names(head)
    names = (found.title, found.date, found.excerpt, found.cover, found.tags, found.categories, "slug")
    first = len(post.opening.splitlines()) + 1
    body = post.body[:_LONGEST]
    title = head.get(found.title) if found.title else "-"
    return Facts(
        stamp,
        slugs.called(post.path, head, site),
        links.found(body, site.base),
        post.body_line,
        tuple(first + _line(post.head_text, name) if name in head else 1 for name in names),
        title is None or title == "",
        any(more in body for more in _MORE),
    )


def unread(path: Path, stamp: tuple[int, int, int]) -> Facts:
    """The facts of a file that cannot be read: its name alone."""
    return Facts(stamp, Called(slugs.name_of(path)))


def _line(head: str, name: str) -> int:
    """The line of the head, from 0, at which the field stands."""
    found = re.search(rf"^[ \t]*[\"']?{re.escape(name)}[\"']?[ \t]*[:=]", head, re.MULTILINE) if name else None
    return head.count("\n", 0, found.start()) if found else 0
