"""How a row becomes text in the index, and a row again. Knows no table.

Rows are JSON arrays: one `json.loads` for many of them is the fastest start, and JSON carries what SQLite's text does
not (names with undecodable bytes).
"""

import json
import os
from collections.abc import Callable, Iterable
from pathlib import Path

from journal_app.library.row import PostRow

_AT_ONCE = 500  # rows for one `json.loads`, in which no other thread has its turn


def packed(row: PostRow) -> str:
    """The row as JSON, without its path."""
    return json.dumps(
        (
            row.title,
            row.date,
            row.moment,
            row.excerpt,
            row.categories,
            row.tags,
            row.cover,
            row.words,
            row.draft,
            row.pinned,
            row.mtime_ns,
            row.size,
            row.inode,
            row.year,
            row.error,
            row.error_line,
            row.fields,
            row.copy_of,
            row.has_image,
            row.nested,
        ),
        separators=(",", ":"),
    )


def unpacked(
    folder: Path, stored: Iterable[tuple[bytes, str]], between: Callable[[], object] | None = None
) -> dict[Path, PostRow]:
    """The rows from their relative paths and JSON, by path; what is equal in many rows is one object.

    `between` is called before each few hundred of them.
    """
    pairs = list(stored)
    same: dict[tuple[str, ...], tuple[str, ...]] = {}
    rows = {}
    for start in range(0, len(pairs), _AT_ONCE):
        if between is not None:
            between()
        some = pairs[start : start + _AT_ONCE]
        for (name, _), values in zip(some, json.loads(f"[{','.join(row for _, row in some)}]"), strict=True):
            path = folder / os.fsdecode(name)
            for position in (4, 5, 16):  # categories, tags, fields
                found = tuple(values[position])
                values[position] = same.setdefault(found, found)
            rows[path] = PostRow(path, *values)
    return rows
