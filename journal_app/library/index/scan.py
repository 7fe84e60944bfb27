"""Compares a folder with the rows known of it: stats everything, reads only what changed. Pure: values in, a Delta out.

For a row only the start of a file is read, as far as its head goes; counting the words is `counted`, which the index
calls in its own time. A file that cannot be read or parsed is a row with the reason, never the end of the scan.
"""

import contextlib
import gc
import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache
from itertools import chain, islice
from pathlib import Path
from sys import intern

from journal_app.library.index.delta import Delta, joined
from journal_app.library.row import UNDATED, PostRow
from journal_app.library.sites import folder as folder_of
from journal_app.library.sites.folder import Entry
from journal_app.post import count, dates, faults, fields, markers
from journal_app.post.errors import JournalError, NotAPost, shown
from journal_app.post.head import yaml
from journal_app.post.post import Post
from journal_app.post.site import Site
from journal_app.post.values import Value

_START = 4096  # bytes that hold nearly every head
_LONG_START = 1 << 16
_ENORMOUS = 8 << 20  # bytes; what lies behind them is neither counted nor indexed
_FIRST = 1 << 16
_BATCH = 256
_NONBLOCK = getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
_CLOSING = re.compile(rb"\n(?:---|\.\.\.)[ \t]*\n")
_FEW = 32  # so few changed files are read whole, and their words counted at once

Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
Read = Callable[[Iterator[list[Entry]], Site], Iterator[tuple[list[Entry], list[PostRow | None]]]]
"""Files in pieces, and the pieces with the rows of their files, in any order; None for what is no post."""


def look(
    folder: Path,
    site: Site,
    known: Mapping[Path, PostRow],
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> Delta:
    """What changed in `folder` since `known`.

    `progress` hears (done, total) files; total counts those to be read, and is 0 while it is not known.
    Cancelled, the Delta holds what was read so far and names nothing as removed. OSError when `folder` is not there: an
    unmounted journal is not an empty one. Rows below a folder that cannot be listed stay.
    """
    collecting = gc.isenabled()
    gc.disable()  # a look makes many objects and no circles: each collection would go over all of them in vain
    try:
        return joined(batches(folder, site, known, progress, cancelled))
    finally:
        if collecting:
            gc.enable()


def batches(
    folder: Path,
    site: Site,
    known: Mapping[Path, PostRow],
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
    between: Callable[[], object] | None = None,
    read: Read | None = None,
) -> Iterator[Delta]:
    """`look`, a Delta at a time while it reads; the last one names what is gone. `between` comes before each file.

    `read` makes the rows of many files; without it they are made here. A journal of which nothing is known is read
    while it is listed: `progress` hears of 0 files until they are all known.
    """
    listed = _Listed(folder, site, known, between)
    unread = listed.unread()
    first = list(islice(unread, _FEW + 1))
    gone: dict[int, Path] = {}
    if known:  # a new name is known as one only when all names are
        first += unread
        gone = {known[path].inode: path for path in known if path not in listed.seen}
    few = len(first) <= _FEW
    done = 0
    pieces = _pieces(chain(first, unread), cancelled)
    for entries, rows in _read_here(pieces, site, between, whole=few) if few or read is None else read(pieces, site):
        added: list[PostRow] = []
        changed: list[PostRow] = []
        moved: list[tuple[Path, Path]] = []
        for entry, row in zip(entries, rows, strict=True):
            if row is None:
                listed.seen.discard(entry.path)
            elif entry.path in known:
                changed.append(row)
            else:
                before = known[gone[entry.inode]] if entry.inode in gone else None
                if before is not None and _is_same(before, row):
                    moved.append((before.path, row.path))
                    row = replace(row, words=before.words, has_image=before.has_image)
                added.append(row)
        done += len(entries)
        if progress is not None:
            progress(done, listed.found if listed.is_whole else 0)
        yield Delta(tuple(added), tuple(changed), moved=tuple(moved))
    if cancelled is not None and cancelled():
        return
    missing = (path for path in known if path not in listed.seen)
    unlisted = listed.unlisted
    yield Delta(removed=tuple(path for path in missing if not any(path.is_relative_to(top) for top in unlisted)))


class _Listed:
    """A walk through the folder beside the rows that are known of it."""

    def __init__(
        self, folder: Path, site: Site, known: Mapping[Path, PostRow], between: Callable[[], object] | None
    ) -> None:
        self._folder, self._site, self._known, self._between = folder, site, known, between
        self.seen: set[Path] = set()
        self.unlisted: list[Path] = []
        self.found = 0
        self.is_whole = False

    def unread(self) -> Iterator[Entry]:
        """The files whose rows are not known, or are of other files than these."""
        known, between = self._known, self._between
        same = {os.fspath(path): path for path in known}
        for entry in folder_of.posts(self._folder, self._site, self._left_out, same):
            if between is not None:
                between()
            row = None
            if known:  # a path is slow to hash
                self.seen.add(entry.path)
                row = known.get(entry.path)
            if row is None or (row.mtime_ns, row.size, row.inode) != (entry.mtime_ns, entry.size, entry.inode):
                self.found += 1
                yield entry
        self.is_whole = True

    def _left_out(self, path: Path, _: OSError) -> None:
        self.unlisted.append(path)


def _pieces(entries: Iterator[Entry], cancelled: Cancelled | None) -> Iterator[list[Entry]]:
    """The files in pieces, until that is cancelled."""
    while (piece := list(islice(entries, _BATCH))) and not (cancelled is not None and cancelled()):
        yield piece


def _read_here(
    pieces: Iterator[list[Entry]], site: Site, between: Callable[[], object] | None, *, whole: bool
) -> Iterator[tuple[list[Entry], list[PostRow | None]]]:
    for piece in pieces:
        rows = []
        for entry in piece:
            if between is not None:
                between()
            rows.append(row_at(entry, site, whole=whole))
        yield piece, rows


def _is_same(before: PostRow, after: PostRow) -> bool:
    """Whether the one is the other under another name, so that its text need not be read again."""
    return (before.size, before.mtime_ns, before.title) == (after.size, after.mtime_ns, after.title)


def glance(known: Iterable[PostRow], site: Site) -> Delta:
    """Which of these few posts have changed where they are. Whatever else became of one, a look has to find out."""
    changed: list[PostRow] = []
    for row in known:
        with contextlib.suppress(OSError):
            status = os.stat(row.path)
            entry = Entry(row.path, status.st_size, status.st_mtime_ns, status.st_ino)
            if stat.S_ISREG(status.st_mode) and entry[1:4] != (row.size, row.mtime_ns, row.inode):
                now = row_at(entry, site, whole=True)
                if now is not None:
                    changed.append(now)
    return Delta(changed=tuple(changed))


def row_at(entry: Entry, site: Site, *, whole: bool = False) -> PostRow | None:
    """The row of the file; None for a README without a head, which is no post. `whole` counts the words too."""
    try:
        if whole:
            return _row_of_whole(entry, site)
        start = _first_bytes(entry.place or entry.path, _START)
        row = _plain_row(entry, start, site)
        if row is not None:
            return row
        post = _start(entry, start)
        return _unless_plain_readme(entry, post, row_of(post, site, entry))
    except JournalError as error:
        return _failed(entry, str(error))
    except OSError as error:
        from journal_app import files  # a process that only reads starts without it

        return _failed(entry, f"The file cannot be read: {files.sentence(error, reading=True)}.")


def row_of(post: Post, site: Site, entry: Entry | None = None, words: int = -1) -> PostRow:
    """The row of a post; without an `entry` the post is not on disk yet."""
    row = _row(
        entry or Entry(post.path, 0, 0, 0), fields.meaning(post, site), tuple(post.fields), words, *_problem(post)
    )
    return replace(row, has_image=True) if words >= 0 and not row.has_image and _shows_image(post.body) else row


def _problem(post: Post) -> tuple[str, int]:
    """What is wrong with the text, as a sentence, and where; markers of a merge before what they did to the head."""
    if line := markers.line_in(post):
        return f"A merge that was not finished left its markers in line {line}.", line
    fault = faults.fault(post)
    return (str(fault), fault.line) if fault else ("", 0)


def _row(
    entry: Entry, meaning: fields.Meaning, names: tuple[str, ...], words: int = -1, error: str = "", error_line: int = 0
) -> PostRow:
    date = dates.moment_of(meaning.date) if meaning.date else None
    copy_of = folder_of.original_of(entry.path.name) if "onflict" in entry.path.name else ""
    return PostRow(
        entry.path,
        meaning.title,
        meaning.date,
        UNDATED if date is None else date.timestamp(),
        meaning.excerpt,
        same(meaning.categories),
        same(meaning.tags),
        meaning.cover,
        words,
        meaning.draft,
        meaning.pinned,
        entry.mtime_ns,
        entry.size,
        entry.inode,
        "" if date is None else intern(f"{date.year:04}"),
        error or _copy(copy_of),
        error_line,
        same(names),
        copy_of,
        bool(meaning.cover),
        meaning.nested,
    )


def _copy(original: str) -> str:
    return f"It is a conflict copy of {original}." if original else ""


def _row_of_whole(entry: Entry, site: Site) -> PostRow | None:
    post = Post.parse(entry.path, _bytes(entry.path))
    return _unless_plain_readme(entry, post, row_of(post, site, entry, count.count(post.body).words))


def body_of(row: PostRow) -> str:
    """The body of the post, for the full text: white space may differ. Empty when the file cannot be read."""
    try:
        raw = _bytes(row.path)
        end = _CLOSING.search(raw, 3) if raw.startswith(b"---\n") and raw[4:5] not in b" \t\n" else None
        if end is not None and not row.error:
            with contextlib.suppress(UnicodeDecodeError):
                return raw[end.end() :].decode()
        return Post.parse(row.path, raw).body
    except (JournalError, OSError):
        return ""


def counted(row: PostRow) -> PostRow:
    """The row with what only the whole text shows: its 字数, a picture in it, something wrong behind the head."""
    try:
        post = Post.parse(row.path, _bytes(row.path))
    except (JournalError, OSError):
        return replace(row, words=0)
    row = replace(row, words=count.count(post.body).words, has_image=row.has_image or _shows_image(post.body))
    error, line = ("", 0) if row.error else _problem(post)
    return replace(row, error=error, error_line=line) if error else row


def _shows_image(body: str) -> bool:
    """Whether the text shows a picture: in Markdown, in HTML, or by a tag of Hexo's or a shortcode of Hugo's."""
    return any(sign in body for sign in ("![", "<img", "{% asset_img", "{{< figure"))


def _start(entry: Entry, start: bytes) -> Post:
    """The post as far as its head needs: its first bytes, or more of them, or all."""
    if len(start) < _START and len(start) == entry.size:
        return Post.parse(entry.path, start)
    post = Post.parse_start(entry.path, start) if len(start) == _START else None
    if post is None and entry.size > _LONG_START:
        post = Post.parse_start(entry.path, _first_bytes(entry.path, _LONG_START))
    return post or Post.parse(entry.path, _bytes(entry.path))


def _plain_row(entry: Entry, start: bytes, site: Site) -> PostRow | None:
    """The row of the commonest of posts: UTF-8, a YAML head with a title, line feeds. None for every other.

    The same as by way of a Post, in half the time; a test holds both to each other.
    """
    if not start.startswith(b"---\n") or b"<<<<<<<" in start or start[4:5] in b" \t\n":
        return None
    end = start.find(b"\n---", 3)
    if end < 0 or start[end + 4 : end + 5] != b"\n" or start.find(b"\n...", 3, end) >= 0:
        return None
    try:
        head = start[4 : end + 1].decode()
    except UnicodeDecodeError:
        return None
    if "\r" in head or "\0" in head or "\u2029" in head or "\ufdd0" in head or "\ufdd1" in head:
        return None
    found: Mapping[str, Value] | None = yaml.plain_fields(head)
    if found is None:
        reading = yaml.read_one_of_many(head)  # a head of a scan would only push an open post's out of the cache
        if reading.reason or not faults.is_sound(reading.locked):
            return None
        found = reading.fields
    meaning = fields.meaning_in(found, entry.path, site)
    return _row(entry, meaning, tuple(found)) if meaning.title else None


def _first_bytes(path: str | Path, size: int) -> bytes:
    """At most `size` bytes; a file that became a FIFO meanwhile does not block."""
    handle = os.open(path, os.O_RDONLY | _NONBLOCK)
    try:
        return os.read(handle, size)
    finally:
        os.close(handle)


def _bytes(path: Path) -> bytes:
    """The file's bytes; of an enormous file the lines within the first 8 MiB."""
    handle = os.open(path, os.O_RDONLY | _NONBLOCK)
    try:
        if not stat.S_ISREG(os.fstat(handle).st_mode):
            raise NotAPost(path, "it is not a regular file")
        raw = os.read(handle, _FIRST)
        if len(raw) == _FIRST:
            with open(handle, "rb", closefd=False) as file:
                raw += file.read(_ENORMOUS + 1 - _FIRST)
    finally:
        os.close(handle)
    return raw if len(raw) <= _ENORMOUS else raw[:_ENORMOUS].rpartition(b"\n")[0] + b"\n"


def _failed(entry: Entry, reason: str) -> PostRow:
    name = entry.path.parent.name if entry.path.stem.lower() == "index" else entry.path.stem
    return PostRow(
        entry.path,
        shown(Path(name)),
        mtime_ns=entry.mtime_ns,
        size=entry.size,
        inode=entry.inode,
        words=0,
        error=reason,
        copy_of=folder_of.original_of(entry.path.name),
    )


def _unless_plain_readme(entry: Entry, post: Post, row: PostRow) -> PostRow | None:
    return None if entry.needs_head and not post.head_kind else row


@lru_cache(maxsize=4096)
def same(names: tuple[str, ...]) -> tuple[str, ...]:
    """One object for equal tuples."""
    return tuple(map(intern, names))
