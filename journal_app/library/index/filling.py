"""The full text is filled in here: texts read, spelt and stored, words counted. Knows posts and tables, no connection.

A text is spelt in one thread and stored in another, in which SQLite leaves Python alone.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from queue import SimpleQueue

from journal_app.library.index import packing
from journal_app.library.index.scan import counted
from journal_app.library.index.schema import COUNTED, FOUND, NEW
from journal_app.library.row import PostRow
from journal_app.library.search import text as words_of

BATCH_SECONDS = 0.2
_BATCH_POSTS = 1500

Waiting = tuple[int, bytes, str]
"""A post that is not filled in: its number, its path below the folder, its stored row."""


def at_once() -> None:
    """Nothing comes between."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A step of filling: how many texts can be found now, and the rows whose words were counted. False: all is done."""

    texts: int = 0
    counted: tuple[PostRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts or self.counted)


@dataclass(frozen=True, slots=True)
class Text:
    """A text spelt for the index, of the post with this number as its row was when it was read."""

    post: int
    path: bytes
    row: str
    columns: tuple[str, str, str, str]


class Belt:
    """Texts from one thread to another, in order. They can be gone through again: a transaction may have to be."""

    def __init__(self) -> None:
        self._coming: SimpleQueue[list[Text] | None] = SimpleQueue()
        self._seen: list[list[Text]] = []
        self._ended = False

    def put(self, texts: list[Text] | None) -> None:
        """Hand over some texts; None after the last."""
        self._coming.put(texts)

    def __iter__(self) -> Iterator[list[Text]]:
        yield from self._seen
        while not self._ended:
            texts = self._coming.get()
            if texts is None:
                self._ended = True
            else:
                self._seen.append(texts)
                yield texts


class Texts:
    """Whose text a number is, of one folder. Of a post there is one."""

    def __init__(self, begun: int, folder: Path, paths: dict[int, Path]) -> None:
        self.begun, self.folder, self.paths = begun, folder, paths
        self._numbers = {path: number for number, path in paths.items()}

    def name(self, paths: dict[int, Path]) -> None:
        """These are the newest texts of their posts."""
        for number, path in paths.items():
            self.paths.pop(self._numbers.get(path, 0), None)
            self.paths[number] = path
            self._numbers[path] = number

    def forget(self, paths: Iterable[Path]) -> None:
        """These posts are gone."""
        for path in paths:
            self.paths.pop(self._numbers.pop(path, 0), None)

    def move(self, before: Path, after: Path) -> None:
        """The post has another name."""
        number = self._numbers.pop(before, 0)
        if number:
            self._numbers[after] = number
            self.paths[number] = after


def waiting(connection: sqlite3.Connection, folder: Path, filled: int) -> list[Waiting]:
    """Some posts of `folder` that are filled in so far."""
    return connection.execute(
        "SELECT post.id, post.path, row FROM post JOIN folder ON folder.id = folder "
        "WHERE filled = ? AND folder.path = ? LIMIT ?",
        (filled, os.fsencode(folder), _BATCH_POSTS),
    ).fetchall()


def spelt(
    folder: Path,
    posts: list[Waiting],
    read: Callable[[PostRow], str],
    between: Callable[[], object],
) -> list[Text]:
    """Read and spell these posts' texts; `between` is called before each."""
    texts = []
    rows = packing.unpacked(folder, ((name, row) for _, name, row in posts)).values()
    for (post, name, stored), row in zip(posts, rows, strict=True):
        between()
        columns = (row.title, row.excerpt, words_of.apart(row.tags), read(row))
        title, excerpt, tags, body = map(words_of.indexed, columns)
        texts.append(Text(post, name, stored, (title, excerpt, tags, body)))
    return texts


def store_texts(belt: Belt, connection: sqlite3.Connection) -> list[tuple[int, bytes]]:
    """Index the texts that come; the numbers of those that did not change meanwhile (the others' turn comes again)."""
    number: int = connection.execute("SELECT coalesce(max(id), 0) FROM words_docsize").fetchone()[0]
    made: list[tuple[int, bytes]] = []
    for texts in belt:
        numbered = list(enumerate(texts, number + 1))
        number += len(texts)
        connection.execute(
            f"INSERT INTO words (rowid, title, excerpt, tags, body) VALUES {_places(5, len(texts))}",
            [value for text_number, text in numbered for value in (text_number, *text.columns)],
        )
        changed = connection.execute(
            f"UPDATE post SET text = new, filled = {FOUND} "
            "FROM (SELECT column1 AS post, column2 AS new, column3 AS old "
            f"FROM (VALUES {_places(3, len(texts))})) AS made "
            f"WHERE post.id = made.post AND row = old AND filled = {NEW}",
            [value for text_number, text in numbered for value in (text.post, text_number, text.row)],
        ).rowcount
        if changed == len(texts):
            made.extend((text_number, text.path) for text_number, text in numbered)
        else:
            known = {text_number: text.path for text_number, text in numbered}
            made.extend(
                (found, known[found])
                for (found,) in connection.execute(
                    "SELECT text FROM post WHERE text BETWEEN ? AND ?", (numbered[0][0], numbered[-1][0])
                )
            )
    return made


def _places(columns: int, rows: int) -> str:
    return ",".join([f"({','.join('?' * columns)})"] * rows)


def count_words(folder: Path, posts: list[Waiting], between: Callable[[], object]) -> list[tuple[int, str, PostRow]]:
    """The rows of the next posts with their words counted, for BATCH_SECONDS; with each its number and stored row."""
    ends = time.monotonic() + BATCH_SECONDS
    done = []
    for post, name, stored in posts:
        between()
        ((_, row),) = packing.unpacked(folder, [(name, stored)]).items()
        done.append((post, stored, counted(row)))
        if time.monotonic() > ends:
            break
    return done


def store_rows(done: list[tuple[int, str, PostRow]], connection: sqlite3.Connection) -> tuple[PostRow, ...]:
    """The counted rows that did not change meanwhile."""
    return tuple(
        row
        for post, stored, row in done
        if connection.execute(
            f"UPDATE post SET row = ?, filled = {COUNTED} WHERE id = ? AND row = ? AND filled = {FOUND}",
            (packing.packed(row), post, stored),
        ).rowcount
    )
