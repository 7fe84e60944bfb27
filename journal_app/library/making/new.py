"""New posts out of old ones: the shape of the newest sibling, without what was said in it. Writes no file.

What is kept of the sibling: its folder, bundle or file, extension, encoding, line ends, the bytes of its head (order,
quotes, indents, comments) and every constant field. What is not: title and dates are set, the excerpt, the cover,
categories and tags are emptied, a pin is taken off, and what names one post alone (slug, aliases, id …) is removed.
"""

import json
import re
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import datetime
from heapq import nlargest
from pathlib import Path

from journal_app.library.making import names
from journal_app.library.making.names import Taken, on_disk
from journal_app.library.row import PostRow
from journal_app.post import dates, fields
from journal_app.post.errors import EditRefused, JournalError
from journal_app.post.post import Post, Value
from journal_app.post.slug import slug

_OF_ONE_POST = frozenset(
    ("slug", "permalink", "url", "link", "aliases", "alias", "redirect_from", "id", "uuid", "guid", "abbrlink", "cid")
)
_TRIED = 20  # posts whose heads cannot be edited are passed over, but not for ever
_DAY_IN_NAME = re.compile(r"(\d{4})([-_.]?)(\d{2})\2(\d{2})(?=\D|\Z)")


def sibling(rows: Iterable[PostRow], read: Callable[[Path], Post]) -> Post | None:
    """The post a new one takes after: the newest whose head can be read and edited; by date, then by last change."""
    sound = [row for row in rows if not row.error]
    for row in nlargest(_TRIED, sound, key=lambda row: (row.moment, row.mtime_ns)):
        try:
            post = read(row.path)
        except (JournalError, OSError):
            continue
        if not post.read_only and not post.broken and not post.locked:
            return post
    return None


def like(
    sibling: Post | None, title: str, folder: Path, now: datetime, taken: Taken = on_disk, *, name: str = ""
) -> Post:
    """A post called `title`, dated `now`, in the shape of `sibling` and beside it; without one a plain post.

    `folder` is the journal's; `name` is the file's or bundle's name, made from the title when empty. The path is free.
    """
    if sibling is None:
        path = folder / f"{name or slug(title)}.md"
        return plain(names.free(path, folder, taken), title, now)
    old = names.name_of(sibling.path, folder)
    day = _DAY_IN_NAME.match(old)
    if not name:
        name = (f"{now:%Y}{day[2]}{now:%m}{day[2]}{now:%d}-" if day else "") + slug(title)
    path = names.free(names.called(sibling.path, name, folder), folder, taken)
    found = fields.names(sibling.fields)
    changes: dict[str, Value] = {}
    for field, value in sibling.fields.items():
        if field in (found.categories, found.tags):
            changes[field] = [] if isinstance(value, list) else ""
        elif field == found.pinned:
            changes[field] = unpinned(value)
        elif field == found.excerpt:
            changes[field] = ""
        elif field == found.cover:
            changes[field] = without_picture(value)
    return made_of(sibling, path, title, now, changes)


def made_of(sibling: Post, path: Path, title: str, now: datetime, changes: dict[str, Value]) -> Post:
    """The sibling's head with another title, `now` in its dates and the `changes`, and no body."""
    if sibling.read_only or sibling.broken:
        return plain(path, title, now)
    blank = re.match(r"\n*", sibling.body)
    post = sibling.with_body(blank.group() if blank else "")
    found = fields.names(sibling.fields)
    if not found.title:
        with suppress(EditRefused):
            post = sibling.with_body(f"{post.body}# {title}\n\n")
    wanted = dict(changes)
    for field, value in sibling.fields.items():
        if field == found.title:
            wanted[field] = title
        elif isinstance(value, str) and (date := dates.read(value)) is not None and field not in changes:
            wanted[field] = date.moved_to(now)
    try:
        post = _with_json(post, wanted) if post.head_kind == "json" else _with_fields(post, wanted, found)
    except EditRefused:
        return plain(path, title, now)
    return Post.parse(path, post.to_bytes())


def plain(path: Path, title: str, now: datetime) -> Post:
    """A post with a title and a date, in UTF-8 with line feeds."""
    date = now.isoformat(" ", "seconds")
    return Post.parse(path, f"---\ntitle: new\ndate: {date}\n---\n\n".encode()).with_field("title", title)


def duplicate(post: Post, taken: Taken = on_disk, *, folder: Path = Path()) -> Post:
    """The same bytes under a free name beside the post. A bundle's pictures are not part of the value."""
    path = names.called(post.path, names.name_of(post.path, folder) + "-copy", folder)
    return Post.parse(names.free(path, folder, taken), post.to_bytes())


def unpinned(value: Value) -> Value:
    """A pin's field when it is off, in the kind of value it has."""
    return False if isinstance(value, bool) else 0


def without_picture(value: Value) -> Value:
    """A cover field's value without its picture: a map keeps its other keys."""
    if isinstance(value, dict):
        return {key: "" if key in ("src", "url", "image", "path", "alt") else item for key, item in value.items()}
    return ""


def _with_fields(post: Post, wanted: dict[str, Value], found: fields.Names) -> Post:
    for field in _OF_ONE_POST.intersection(post.fields):
        with suppress(EditRefused):
            post = post.without_field(field)
    for field, value in wanted.items():
        if field in post.fields and post.fields[field] != value:
            try:
                post = _with_value(post, field, value)
            except EditRefused:
                if field in (found.title, found.date):
                    raise
    return post


def _with_value(post: Post, field: str, value: Value) -> Post:
    """Set a field; in a map key by key, so that the spelling of the others stays."""
    old = post.fields[field]
    if isinstance(old, dict) and isinstance(value, dict) and list(old) == list(value):
        for key, item in value.items():
            if item != old[key]:
                post = post.with_field((field, key), item)
        return post
    return post.with_field(field, value)


def _with_json(post: Post, wanted: dict[str, Value]) -> Post:
    """A JSON head is written anew, with the indent it had."""
    kept = {key: value for key, value in post.fields.items() if key not in _OF_ONE_POST}
    indent = re.search(r"\n([ \t]+)", post.head_text)
    text = json.dumps(
        kept | {key: value for key, value in wanted.items() if key in kept},
        ensure_ascii=False,
        indent=indent[1] if indent else None,
    )
    return post.with_head_text(text)
