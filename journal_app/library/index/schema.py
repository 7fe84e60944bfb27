"""The tables of the index. Knows no query, and no row: `packing` makes a text of it.

Full text is contentless FTS5 whose words `text.indexed` made. A text is never taken out of it: a post names the number
of its newest one, and what nobody names is no answer, until `prepare` finds more of that than of the rest and begins
the full text anew.
"""

import sqlite3

from journal_app.library.search.text import TOKEN_MARKS

VERSION = 6
APPLICATION = 0x4A524E4C  # "JRNL"

NEW, FOUND, COUNTED = 0, 1, 2
"""How far a post is filled in: its text is not in the index, or is, or is and its words are counted."""

_MOST_STALE = 2000

TABLES = f"""
CREATE TABLE folder (id INTEGER PRIMARY KEY, path BLOB NOT NULL UNIQUE);
CREATE TABLE post (
    id INTEGER PRIMARY KEY,
    folder INTEGER NOT NULL REFERENCES folder (id),
    path BLOB NOT NULL,
    row TEXT NOT NULL,
    text INTEGER NOT NULL DEFAULT 0,
    filled INTEGER NOT NULL DEFAULT {NEW},
    UNIQUE (folder, path)
);
CREATE INDEX unfilled ON post (folder, filled) WHERE filled < {COUNTED};
CREATE VIRTUAL TABLE words USING fts5 (
    title, excerpt, tags, body, content='', tokenize="ascii tokenchars '{TOKEN_MARKS}'"
);
INSERT INTO words (words, rank) VALUES ('automerge', 16);
"""


class OtherSchema(sqlite3.DatabaseError):
    """The file was made by another version of the program."""


def prepare(connection: sqlite3.Connection) -> None:
    """Make the tables in an empty file. DatabaseError when the file holds something else than this version's tables."""
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == VERSION:
        tables = {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}
        if not {"folder", "post", "words"} <= tables:
            raise OtherSchema("tables are missing")
        if connection.execute("PRAGMA application_id").fetchone()[0] != APPLICATION:
            raise OtherSchema("the file belongs to another program")
        _sweep(connection)
        return
    if version or connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        raise OtherSchema(f"the file has schema {version}")
    connection.executescript(
        f"BEGIN; {TABLES} PRAGMA application_id = {APPLICATION}; PRAGMA user_version = {VERSION}; COMMIT;"
    )


def _sweep(connection: sqlite3.Connection) -> None:
    """Begin the full text anew when most of it is of no post any more."""
    texts = connection.execute("SELECT count(*) FROM words_docsize").fetchone()[0]
    named = connection.execute("SELECT count(*) FROM post WHERE text > 0").fetchone()[0]
    if texts > 2 * named + _MOST_STALE:
        connection.executescript(
            f"BEGIN; INSERT INTO words (words) VALUES ('delete-all'); UPDATE post SET text = 0, filled = {NEW}; COMMIT;"
        )
