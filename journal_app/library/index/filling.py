"""The full text is filled in here: texts and counted rows are stored as they come. Knows tables, no connection.

Other processes read and spell texts meanwhile, and while SQLite stores them, it leaves Python alone.
"""

import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from journal_app.library.index import packing
from journal_app.library.index.reading import row_from
from journal_app.library.index.schema import COUNTED, FOUND, NEW
from journal_app.library.row import PostRow

TEXTS_SECONDS, COUNTS_SECONDS = 0.4, 0.1  # the window has each batch of counted rows to show
_BATCH_POSTS = 3000
_PIECE = 32  # posts read by a process at once, and texts for one statement

Waiting = tuple[int, bytes, str]
"""A post that is not filled in: its number, its path below the folder, its stored row."""

Read = Callable[[Iterator[list[Waiting]]], Iterator[tuple[list[Waiting], list[Any]]]]
"""Posts in pieces, and each piece with what `reading` makes of it."""


def at_once() -> None:
    """Nothing comes between."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A step of filling: how many texts can be found now, and the rows whose words were counted. False: all is done."""

    texts: int = 0
    counted: tuple[PostRow, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.texts or self.counted)


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


def store_texts(posts: list[Waiting], read: Read, connection: sqlite3.Connection) -> list[tuple[int, bytes]]:
    """Bring texts into the index for TEXTS_SECONDS, as `read` hands them over.

    The numbers and paths of those whose row did not change meanwhile; the others' turn comes again.
    """
    number: int = connection.execute("SELECT coalesce(max(id), 0) FROM words_docsize").fetchone()[0]
    made: list[tuple[int, bytes]] = []
    for piece, columns in read(_for_a_while(posts, TEXTS_SECONDS)):
        connection.execute(
            f"INSERT INTO words (rowid, title, excerpt, tags, body) VALUES {_places(5, len(piece))}",
            [value for text, spelt in enumerate(columns, number + 1) for value in (text, *spelt)],
        )
        numbered = list(enumerate(piece, number + 1))
        number += len(piece)
        changed = connection.execute(
            f"UPDATE post SET text = new, filled = {FOUND} "
            "FROM (SELECT column1 AS post, column2 AS new, column3 AS old "
            f"FROM (VALUES {_places(3, len(piece))})) AS made "
            f"WHERE post.id = made.post AND row = old AND filled = {NEW}",
            [value for text, (post, _, row) in numbered for value in (post, text, row)],
        ).rowcount
        if changed == len(piece):
            made.extend((text, name) for text, (_, name, _) in numbered)
        else:
            known = {text: name for text, (_, name, _) in numbered}
            made.extend(
                (text, known[text])
                for (text,) in connection.execute(
                    "SELECT text FROM post WHERE text BETWEEN ? AND ?", (numbered[0][0], numbered[-1][0])
                )
            )
    return made


def store_counts(folder: Path, posts: list[Waiting], read: Read, connection: sqlite3.Connection) -> tuple[PostRow, ...]:
    """Count the words of posts for COUNTS_SECONDS; their rows, but for those that changed meanwhile."""
    counted: list[PostRow] = []
    for piece, rows in read(_for_a_while(posts, COUNTS_SECONDS)):
        for (post, name, stored), values in zip(piece, rows, strict=True):
            row = row_from(folder / os.fsdecode(name), values)
            if connection.execute(
                f"UPDATE post SET row = ?, filled = {COUNTED} WHERE id = ? AND row = ? AND filled = {FOUND}",
                (packing.packed(row), post, stored),
            ).rowcount:
                counted.append(row)
    return tuple(counted)


def _for_a_while(posts: list[Waiting], seconds: float) -> Iterator[list[Waiting]]:
    """The posts in pieces, until so many seconds are over."""
    ends = time.monotonic() + seconds
    for start in range(0, len(posts), _PIECE):
        yield posts[start : start + _PIECE]
        if time.monotonic() > ends:
            break


def _places(columns: int, rows: int) -> str:
    return ",".join([f"({','.join('?' * columns)})"] * rows)
