"""What is read of many posts at once: rows, texts as the index takes them, counts. Also the process that only reads.

That process is asked in frames on its standard input and answers on its output; `readers` is the other side. A frame is
its length and as much `marshal`, which says everything here in a third of the time others take. It holds nothing, so
it may be killed at any moment. No Qt, no database.
"""

import gc
import marshal
import os
import struct
from collections.abc import Callable
from dataclasses import fields
from operator import attrgetter
from pathlib import Path
from typing import Any, BinaryIO

from journal_app.library.index import packing, scan
from journal_app.library.row import PostRow
from journal_app.library.search.text import apart, indexed
from journal_app.library.sites.folder import Entry
from journal_app.post.site import Site

READY = "ready"
_SHARED = [[field.name for field in fields(PostRow)[1:]].index(name) for name in ("categories", "tags", "fields")]
_LENGTH = struct.Struct("<Q")
_LARGEST = 1 << 31  # bytes
_YOUNG = 50_000  # objects between two looks for circles

Row = tuple[Any, ...]
"""A row without its path, in the order of its fields."""

Spelt = tuple[str, str, str, str]
"""Title, excerpt, tags and body in the words of the full text."""

row_values: Callable[[PostRow], Row] = attrgetter(*(field.name for field in fields(PostRow)[1:]))


def row_from(path: Path, values: Row) -> PostRow:
    """The row again; what is equal in many rows is one object."""
    made = list(values)
    for position in _SHARED:
        made[position] = scan.same(made[position])
    return PostRow(path, *made)


def site_values(site: Site) -> dict[str, Any]:
    """The site for a frame."""
    return {**{field.name: getattr(site, field.name) for field in fields(Site)}, "root": os.fspath(site.root)}


def rows(site: dict[str, Any], entries: list[tuple[str, int, int, int]]) -> list[Row | None]:
    """The rows of these files, each told by path, size, time and inode; None for what is no post."""
    of = Site(**{**site, "root": Path(site["root"])})
    made = (scan.row_at(Entry(Path(place), size, at, inode, place), of) for place, size, at, inode in entries)
    return [None if row is None else row_values(row) for row in made]


def texts(folder: str, posts: list[tuple[bytes, str]], body_of: Callable[[PostRow], str] = scan.body_of) -> list[Spelt]:
    """Title, excerpt, tags and body of these posts (path below the folder, stored row) as the index takes them."""
    return [
        (indexed(row.title), indexed(row.excerpt), indexed(apart(row.tags)), indexed(body_of(row)))
        for row in packing.unpacked(Path(folder), posts).values()
    ]


def counts(folder: str, posts: list[tuple[bytes, str]]) -> list[Row]:
    """The rows of these posts with what only the whole text shows."""
    return [row_values(scan.counted(row)) for row in packing.unpacked(Path(folder), posts).values()]


WORK: dict[str, Callable[[Any, list[Any]], list[Any]]] = {"rows": rows, "texts": texts, "counts": counts}


def main() -> int:
    """Serve until the input ends; returns the exit status."""
    source = os.fdopen(os.dup(0), "rb")
    target = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints must not get between the frames
    gc.freeze()
    gc.set_threshold(_YOUNG)
    try:
        send(target, READY)
        while (asked := received(source)) is not None:
            number, kind, setting, things = asked
            send(target, (number, WORK[kind](setting, things)))
    except BrokenPipeError:  # nobody waits for it any more
        return 0
    return 0


def send(target: BinaryIO, value: Any) -> None:
    """Write a frame. BrokenPipeError when nobody listens."""
    frame = marshal.dumps(value)
    target.write(_LENGTH.pack(len(frame)))
    target.write(frame)
    target.flush()


def received(source: BinaryIO) -> Any:
    """The next frame's value; None at the end of the input, also in the middle of a frame."""
    head = source.read(_LENGTH.size)
    if len(head) < _LENGTH.size:
        return None
    size = _LENGTH.unpack(head)[0]
    frame = source.read(size) if size <= _LARGEST else b""
    return marshal.loads(frame) if len(frame) == size else None
