"""The index of the journals on this machine: rows between starts, and the full text. Knows no post's format.

Everything in it can be made anew from the files, so a file that is damaged, or of another version, is moved aside and
begun again. One connection; calls from several threads wait for each other, and files are read outside that wait.
"""

import contextlib
import os
import sqlite3
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeVar

from journal_app.library import schema
from journal_app.library import text as words_of
from journal_app.library.delta import Delta
from journal_app.library.row import PostRow
from journal_app.library.scan import Read, read_whole

_BATCH_SECONDS = 0.05
_BATCH_POSTS = 200
_BUSY_SECONDS = 5.0
_DAMAGE = {
    sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_NOTADB,
    sqlite3.SQLITE_FORMAT,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
}

_OUR_FAULT = (sqlite3.ProgrammingError, sqlite3.IntegrityError, sqlite3.InterfaceError, sqlite3.DataError)

Result = TypeVar("Result")


class Index:
    """The database at `database`, whose folder is made when it is missing; opened at the first call."""

    def __init__(self, database: Path) -> None:
        self._database = database
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._closed = False
        self._begun = 0
        self._trouble = ""
        self._paths: tuple[int, Path, dict[int, Path]] | None = None

    @property
    def begun(self) -> int:
        """How often an empty file took the place of one that held rows: what was stored before is gone."""
        return self._begun

    @property
    def trouble(self) -> str:
        """Why the index is only in memory, as a reason; "" when it is on disk."""
        return self._trouble

    def rows(self, folder: Path) -> dict[Path, PostRow]:
        """The rows stored for `folder`, by path; empty for a folder never seen."""

        def work(connection: sqlite3.Connection) -> list[tuple[bytes, str]]:
            return connection.execute(
                "SELECT post.path, row FROM post JOIN folder ON folder.id = folder WHERE folder.path = ? "
                "ORDER BY post.id",
                (os.fsencode(folder),),
            ).fetchall()

        return schema.unpacked(folder, self._do(work))

    def apply(self, folder: Path, delta: Delta) -> None:
        """Store a change of `folder`. The full text of a changed post is the old one until `fill` comes to it."""

        def work(connection: sqlite3.Connection) -> None:
            number = _folder_number(connection, folder)
            for path in delta.removed:
                found = connection.execute(
                    "DELETE FROM post WHERE folder = ? AND path = ? RETURNING id", (number, _relative(folder, path))
                ).fetchall()
                for (post,) in found:
                    _forget_text(connection, post)
            connection.executemany(
                "INSERT INTO post (folder, path, row) VALUES (?, ?, ?) "
                "ON CONFLICT (folder, path) DO UPDATE SET row = excluded.row, filled = 0",
                ((number, _relative(folder, row.path), schema.packed(row)) for row in (*delta.added, *delta.changed)),
            )

        self._do(work, writes=True)
        self._paths = None

    def fill(self, folder: Path, read: Callable[[PostRow], Read] = read_whole) -> Delta:
        """Read, count and index the next posts of `folder` whose full text is missing: a batch of about 0.1 s.

        The rows that were counted are the Delta's `changed`; an empty Delta says that nothing is left to do.
        """
        while waiting := self._do(lambda connection: _unfilled(connection, folder)):
            ends = time.monotonic() + _BATCH_SECONDS
            done: list[_Filled] = []
            for post, name, stored in waiting:
                ((_, row),) = schema.unpacked(folder, [(name, stored)]).items()
                found = read(row)
                row = replace(row, words=found.words)
                if found.error and not row.error:
                    row = replace(row, error=found.error, error_line=found.error_line)
                done.append(_Filled(post, stored, row, found.body))
                if time.monotonic() > ends:
                    break
            counted = self._do(partial(_store_texts, done), writes=True)
            if counted:
                return Delta(changed=counted)
        return Delta()

    def search(self, folder: Path, text: str) -> frozenset[Path]:
        """The posts of `folder` whose title, excerpt, tags or body hold every word of `text`.

        A text without words (white space) asks for nothing in particular: every post is an answer.
        """
        expression = words_of.match_expression(text)

        def work(connection: sqlite3.Connection) -> frozenset[Path]:
            paths = self._paths_of(connection, folder)
            if not expression:
                return frozenset(paths.values())
            found = connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (expression,)).fetchall()
            return frozenset(paths[post] for (post,) in found if post in paths)

        return self._do(work)

    def body(self, folder: Path, path: Path) -> str:
        """The indexed body of the post, to cut snippets from; empty while it is not indexed."""

        def work(connection: sqlite3.Connection) -> list[tuple[bytes]]:
            return connection.execute(
                "SELECT source.body FROM source JOIN post USING (id) JOIN folder ON folder.id = post.folder "
                "WHERE folder.path = ? AND post.path = ?",
                (os.fsencode(folder), _relative(folder, path)),
            ).fetchall()

        found = self._do(work)
        return schema.expanded(found[0][0]) if found else ""

    def close(self) -> None:
        """Close the file; the index is not used after this."""
        with self._lock:
            self._closed = True
            self._drop_connection()

    def _do(self, work: Callable[[sqlite3.Connection], Result], *, writes: bool = False) -> Result:
        """One transaction. A damaged file is moved aside and begun anew; where there can be none, memory has to do."""
        with self._lock:
            if self._closed:
                raise sqlite3.ProgrammingError("the index is closed")
            try:
                return self._transaction(work, writes)
            except sqlite3.DatabaseError as error:
                if isinstance(error, _OUR_FAULT):
                    raise
                failed = error
            if _is_damage(failed):
                try:
                    self._move_aside()
                    return self._transaction(work, writes)
                except _OUR_FAULT:
                    raise
                except (OSError, sqlite3.DatabaseError) as error:
                    failed = error if isinstance(error, sqlite3.DatabaseError) else failed
            self._fall_back(str(failed))
            return self._transaction(work, writes)

    def _transaction(self, work: Callable[[sqlite3.Connection], Result], writes: bool) -> Result:
        connection = self._opened()
        connection.execute("BEGIN IMMEDIATE" if writes else "BEGIN")
        try:
            result = work(connection)
            connection.execute("COMMIT")
        except BaseException:
            with contextlib.suppress(sqlite3.Error):
                connection.execute("ROLLBACK")
            raise
        return result

    def _opened(self) -> sqlite3.Connection:
        if self._connection is None:
            if self._trouble:
                self._connection = _connected(":memory:")
                return self._connection
            try:
                self._database.parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise sqlite3.OperationalError(error.strerror or str(error)) from error
            self._connection = _connected(self._database)
        return self._connection

    def _paths_of(self, connection: sqlite3.Connection, folder: Path) -> dict[int, Path]:
        """The posts' paths by number; kept, since a search must answer while the author types."""
        version: int = connection.execute("SELECT coalesce(max(id), 0) + count(*) FROM post").fetchone()[0]
        if self._paths is None or self._paths[:2] != (version, folder):
            stored = connection.execute(
                "SELECT post.id, post.path FROM post JOIN folder ON folder.id = folder WHERE folder.path = ?",
                (os.fsencode(folder),),
            )
            self._paths = (version, folder, {post: folder / os.fsdecode(name) for post, name in stored})
        return self._paths[2]

    def _move_aside(self) -> None:
        self._drop_connection()
        self._begun += 1
        for suffix in ("", "-wal", "-shm"):
            file = Path(f"{self._database}{suffix}")
            with contextlib.suppress(FileNotFoundError):
                os.replace(file, f"{self._database}.damaged{suffix}")

    def _fall_back(self, reason: str) -> None:
        """Locked for long, a full disk, nowhere to write: an index for this run only is better than none."""
        self._drop_connection()
        self._begun += 1
        self._trouble = reason

    def _drop_connection(self) -> None:
        if self._connection is not None:
            with contextlib.suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None
        self._paths = None


@dataclass(frozen=True, slots=True)
class _Filled:
    post: int
    stored: str
    row: PostRow
    body: str


def _connected(database: Path | str) -> sqlite3.Connection:
    connection = sqlite3.connect(database, timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        schema.prepare(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the file itself is at fault: damaged, no database, deleted meanwhile, or of another version."""
    return isinstance(error, schema.OtherSchema) or getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE


def _relative(folder: Path, path: Path) -> bytes:
    return os.fsencode(path.relative_to(folder))


def _folder_number(connection: sqlite3.Connection, folder: Path) -> int:
    name = os.fsencode(folder)
    connection.execute("INSERT INTO folder (path) VALUES (?) ON CONFLICT (path) DO NOTHING", (name,))
    number: int = connection.execute("SELECT id FROM folder WHERE path = ?", (name,)).fetchone()[0]
    return number


def _unfilled(connection: sqlite3.Connection, folder: Path) -> list[tuple[int, bytes, str]]:
    return connection.execute(
        "SELECT post.id, post.path, row FROM post JOIN folder ON folder.id = folder "
        "WHERE filled = 0 AND folder.path = ? LIMIT ?",
        (os.fsencode(folder), _BATCH_POSTS),
    ).fetchall()


def _store_texts(done: list[_Filled], connection: sqlite3.Connection) -> tuple[PostRow, ...]:
    """Index the texts; the rows of those that did not change meanwhile (the others' turn comes again)."""
    counted = []
    for filled in done:
        changed = connection.execute(
            "UPDATE post SET row = ?, filled = 1 WHERE id = ? AND row = ?",
            (schema.packed(filled.row), filled.post, filled.stored),
        ).rowcount
        if changed:
            _forget_text(connection, filled.post)
            _remember_text(connection, filled)
            counted.append(filled.row)
    return tuple(counted)


def _remember_text(connection: sqlite3.Connection, filled: _Filled) -> None:
    row = filled.row
    source = (row.title, row.excerpt, words_of.apart(row.tags))
    connection.execute(
        "INSERT INTO source (id, title, excerpt, tags, body) VALUES (?, ?, ?, ?, ?)",
        (filled.post, *map(schema.compressed, source), schema.compressed(filled.body)),
    )
    connection.execute(
        "INSERT INTO words (rowid, title, excerpt, tags, body) VALUES (?, ?, ?, ?, ?)",
        (filled.post, *map(words_of.indexed, (*source, filled.body))),
    )


def _forget_text(connection: sqlite3.Connection, post: int) -> None:
    """Take a text out of the index: contentless FTS5 wants the words it was given."""
    found = connection.execute(
        "DELETE FROM source WHERE id = ? RETURNING title, excerpt, tags, body", (post,)
    ).fetchall()
    for source in found:
        connection.execute(
            "INSERT INTO words (words, rowid, title, excerpt, tags, body) VALUES ('delete', ?, ?, ?, ?, ?)",
            (post, *(words_of.indexed(schema.expanded(text)) for text in source)),
        )
