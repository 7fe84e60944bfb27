"""The index of the journals on this machine: rows between starts, and the full text. Knows no post's format.

Everything in it can be made anew from the files, so a file that is damaged, or of another version, is moved aside and
begun again. Calls from several threads wait for each other, but for searches, which have a connection of their own.
"""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar

from journal_app.library.index import filling, packing, reading, schema
from journal_app.library.index.delta import Delta
from journal_app.library.index.readers import Readers
from journal_app.library.index.schema import FOUND, NEW
from journal_app.library.row import PostRow
from journal_app.library.search import text as words_of
from journal_app.library.search.text import Phrase

_TEXTS_ALONE, _COUNTS_ALONE = 1000, 200  # posts for which the start of a process costs more than it saves
_WEIGHTS = "8.0, 2.0, 4.0, 1.0"  # of a word in the title, the excerpt, the tags, the body
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

    def __init__(self, database: Path, readers: Readers | None = None) -> None:
        self._database = database
        self._readers = readers or Readers()
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        self._reader_lock = threading.Lock()
        self._reader: sqlite3.Connection | None = None
        self._identity: tuple[int, int] | None = None  # of the open file
        self._closed = False
        self._begun = 0
        self._trouble = ""
        self._texts: filling.Texts | None = None

    @property
    def begun(self) -> int:
        """How often an empty file took the place of one that held rows: what was stored before is gone."""
        return self._begun

    @property
    def trouble(self) -> str:
        """Why the index is only in memory, as a reason; "" when it is on disk."""
        return self._trouble

    def rows(self, folder: Path, between: Callable[[], object] = filling.at_once) -> dict[Path, PostRow]:
        """The rows stored for `folder`, by path; empty for a folder never seen. `between` comes before some of them."""

        def work(connection: sqlite3.Connection) -> list[tuple[bytes, str, int]]:
            return connection.execute(
                "SELECT post.path, row, text FROM post JOIN folder ON folder.id = folder WHERE folder.path = ? "
                "ORDER BY post.id",
                (os.fsencode(folder),),
            ).fetchall()

        stored = self._do(work)
        rows = packing.unpacked(folder, ((name, row) for name, row, _ in stored), between)
        by_text = {text: path for path, (_, _, text) in zip(rows, stored, strict=True) if text}
        self._texts = filling.Texts(self._begun, folder, by_text)
        return rows

    def apply(self, folder: Path, delta: Delta) -> None:
        """Store a change of `folder`. The full text of a changed post is the old one until `fill` comes to it."""

        def work(connection: sqlite3.Connection) -> None:
            number = _folder_number(connection, folder)
            _move(connection, folder, number, delta)
            connection.executemany(
                "DELETE FROM post WHERE folder = ? AND path = ?",
                [(number, _relative(folder, path)) for path in delta.removed],
            )
            moved = {after for _, after in delta.moved}
            for keeps, again in ((False, f", filled = {NEW}"), (True, "")):
                connection.executemany(
                    "INSERT INTO post (folder, path, row) VALUES (?, ?, ?) "
                    f"ON CONFLICT (folder, path) DO UPDATE SET row = excluded.row{again}",
                    [
                        (number, _relative(folder, row.path), packing.packed(row))
                        for row in (*delta.added, *delta.changed)
                        if (row.path in moved) is keeps
                    ],
                )

        self._do(work, writes=True)
        if self._texts is not None and self._texts.folder == folder:
            for before, after in delta.moved:
                self._texts.move(before, after)
            self._texts.forget(delta.removed)

    def fill(
        self,
        folder: Path,
        body_of: Callable[[PostRow], str] | None = None,
        between: Callable[[], object] = filling.at_once,
    ) -> filling.Filled:
        """Bring the next texts of `folder` into the full text, or else count the words of the next posts: for a moment.

        `body_of` gives a post's body where that is not in its file; `between` is called before some posts.
        """
        texts = self._reading("texts", folder, _TEXTS_ALONE, between)
        if body_of is not None:
            texts = partial(_read_here, folder, body_of)
        while waiting := self._do(lambda connection: filling.waiting(connection, folder, NEW)):
            made = self._do(partial(filling.store_texts, waiting, texts), writes=True)
            if self._texts is not None and self._texts.folder == folder:
                self._texts.name({text: folder / os.fsdecode(name) for text, name in made})
            if made:
                return filling.Filled(len(made))
        counts = self._reading("counts", folder, _COUNTS_ALONE, between)
        while waiting := self._do(lambda connection: filling.waiting(connection, folder, FOUND)):
            rows = self._do(partial(filling.store_counts, folder, waiting, counts), writes=True)
            if rows:
                return filling.Filled(counted=rows)
        return filling.Filled()

    def search(self, folder: Path, phrases: Iterable[Phrase], *, ranked: bool = False) -> dict[Path, float]:
        """The posts of `folder` whose title, excerpt, tags and body answer the phrases, and how well (0.0 is best).

        Without `ranked` all are 0.0. No phrases ask for nothing in particular: every post is an answer.
        """
        wanted, unwanted = words_of.match_expressions(phrases)
        score = f"bm25(words, {_WEIGHTS})" if ranked else "0.0"

        def work(connection: sqlite3.Connection) -> dict[Path, float]:
            texts = self._texts_of(connection, folder)
            if not wanted:
                found = dict.fromkeys(list(texts), 0.0)
            else:
                found = dict(connection.execute(f"SELECT rowid, {score} FROM words WHERE words MATCH ?", (wanted,)))
            if unwanted:
                for (text,) in connection.execute("SELECT rowid FROM words WHERE words MATCH ?", (unwanted,)):
                    found.pop(text, None)
            best = min(found.values(), default=0.0)
            named = ((texts.get(text), value - best) for text, value in found.items())
            return {path: value for path, value in named if path is not None}

        return self._search(work)

    def close(self) -> None:
        """Close the file and end who reads; the index is not used after this."""
        self._readers.rest()
        with self._lock:
            self._closed = True
            self._drop_connection()

    def _reading(self, kind: str, folder: Path, alone: int, between: Callable[[], object]) -> filling.Read:
        return partial(self._readers.read, kind, os.fspath(folder), told=_told, alone=alone, between=between)

    def _search(self, work: Callable[[sqlite3.Connection], Result]) -> Result:
        """Read beside whatever is written; where that cannot be, in turn."""
        with self._reader_lock:
            try:
                if self._identity is not None and self._identity == _identity(self._database):
                    if self._reader is None:
                        self._reader = _connected(self._database)
                    return work(self._reader)
            except sqlite3.DatabaseError as error:
                if isinstance(error, _OUR_FAULT):
                    raise
        return self._do(work)

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
            self._identity = _identity(self._database)
        return self._connection

    def _texts_of(self, connection: sqlite3.Connection, folder: Path) -> dict[int, Path]:
        """The posts' paths by the number of their text; kept, since a search must answer while the author types."""
        texts = self._texts
        if texts is None or texts.folder != folder or texts.begun != self._begun:
            stored = connection.execute(
                "SELECT text, post.path FROM post JOIN folder ON folder.id = folder WHERE folder.path = ? AND text > 0",
                (os.fsencode(folder),),
            )
            texts = filling.Texts(self._begun, folder, {text: folder / os.fsdecode(name) for text, name in stored})
            self._texts = texts
        return texts.paths

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
        self._texts = self._identity = None
        with self._reader_lock:
            if self._reader is not None:
                with contextlib.suppress(sqlite3.Error):
                    self._reader.close()
                self._reader = None


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


def _identity(database: Path) -> tuple[int, int] | None:
    """Which file stands there now; None without one."""
    try:
        status = os.stat(database)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Whether the file itself is at fault: damaged, no database, deleted meanwhile, or of another version."""
    return isinstance(error, schema.OtherSchema) or getattr(error, "sqlite_errorcode", 0) & 0xFF in _DAMAGE


def _told(waiting: filling.Waiting) -> tuple[bytes, str]:
    return waiting[1:]


def _read_here(
    folder: Path, body_of: Callable[[PostRow], str], pieces: Iterator[list[filling.Waiting]]
) -> Iterator[tuple[list[filling.Waiting], list[reading.Spelt]]]:
    for piece in pieces:
        yield piece, reading.texts(os.fspath(folder), list(map(_told, piece)), body_of)


def _relative(folder: Path, path: Path) -> bytes:
    return os.fsencode(path.relative_to(folder))


def _folder_number(connection: sqlite3.Connection, folder: Path) -> int:
    name = os.fsencode(folder)
    connection.execute("INSERT INTO folder (path) VALUES (?) ON CONFLICT (path) DO NOTHING", (name,))
    number: int = connection.execute("SELECT id FROM folder WHERE path = ?", (name,)).fetchone()[0]
    return number


def _move(connection: sqlite3.Connection, folder: Path, number: int, delta: Delta) -> None:
    """A file under a new name keeps its text."""
    connection.executemany(
        "UPDATE OR IGNORE post SET path = ? WHERE folder = ? AND path = ?",
        [(_relative(folder, after), number, _relative(folder, before)) for before, after in delta.moved],
    )
