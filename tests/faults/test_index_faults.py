"""Row 66: whatever happens to the index, the list, the search and the posts are there; it is made anew."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from journal_app import paths
from journal_app.library.index import index as indexes
from journal_app.library.index import schema
from journal_app.session.librarian import Found, Librarian
from tests.app.conftest import Start

POSTS = 40


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "journal"
    folder.mkdir()
    for number in range(POSTS):
        (folder / f"post-{number:02}.md").write_text(f"---\ntitle: 第 {number} 篇\n---\n\n科研压力大，{number}。\n")
    return folder


@pytest.fixture
def database(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "index.sqlite"


@pytest.fixture(autouse=True)
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(indexes, "_BUSY_SECONDS", 0.2)


def opened(qtbot: QtBot, database: Path, folder: Path) -> Librarian:
    librarian = Librarian(database)
    librarian.open(folder)
    qtbot.waitUntil(lambda: is_whole(librarian), timeout=15_000)
    return librarian


def is_whole(librarian: Librarian) -> bool:
    rows = librarian.rows
    return len(rows) == POSTS and not librarian.is_looking and all(row.words > 0 for row in rows.values())


def finds_all(qtbot: QtBot, librarian: Librarian) -> bool:
    with qtbot.waitSignal(librarian.found, timeout=10_000) as told:
        librarian.search("科研")
    answer = told.args[0]
    assert isinstance(answer, Found)
    return len(answer.paths) == POSTS


def proven(qtbot: QtBot, librarian: Librarian, folder: Path) -> None:
    """The list is whole, follows the folder, and every post is found; no post was touched."""
    qtbot.waitUntil(lambda: finds_all(qtbot, librarian), timeout=15_000)
    path = folder / "post-07.md"
    path.write_text("---\ntitle: another\n---\n\n科研压力大，也。\n")
    librarian.look()
    qtbot.waitUntil(lambda: librarian.rows[path].title == "another", timeout=10_000)
    assert len(list(folder.iterdir())) == POSTS
    librarian.close()


def garbage(database: Path) -> None:
    database.write_bytes(os.urandom(50_000))


def garbage_inside(database: Path) -> None:
    """The pages behind the first are damaged: the file opens, and fails when it is read."""
    raw = bytearray(database.read_bytes())
    for at in range(8192, len(raw), 4096):
        raw[at : at + 2000] = os.urandom(2000)
    database.write_bytes(raw)


def half(database: Path) -> None:
    raw = database.read_bytes()
    database.write_bytes(raw[: len(raw) // 2])


def newer(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


def of_another(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION + 1}")
    connection.close()


def odd_rows(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE post SET row = '{not json'")
    connection.close()


def empty(database: Path) -> None:
    database.write_bytes(b"")


def a_folder(database: Path) -> None:
    database.unlink()
    database.mkdir()


@pytest.mark.parametrize(
    "damage", [garbage, garbage_inside, half, newer, of_another, odd_rows, empty, a_folder], ids=lambda f: f.__name__
)
def test_fault_66_a_damaged_index_is_made_anew(
    qtbot: QtBot, database: Path, folder: Path, damage: Callable[[Path], None]
) -> None:
    opened(qtbot, database, folder).close()
    with sqlite3.connect(database) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    damage(database)
    proven(qtbot, opened(qtbot, database, folder), folder)


def test_fault_66_an_index_that_another_program_locks_is_done_without(
    qtbot: QtBot, database: Path, folder: Path
) -> None:
    opened(qtbot, database, folder).close()
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    (folder / "post-00.md").write_text("---\ntitle: changed\n---\n\n科研压力大。\n")
    librarian = opened(qtbot, database, folder)
    proven(qtbot, librarian, folder)
    other.execute("ROLLBACK")
    other.close()
    again = opened(qtbot, database, folder)
    assert again.rows[folder / "post-00.md"].title == "changed"
    again.close()


def test_fault_66_an_index_locked_in_the_middle_of_a_run(qtbot: QtBot, database: Path, folder: Path) -> None:
    librarian = opened(qtbot, database, folder)
    qtbot.waitUntil(lambda: not librarian._jobs.busy)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    (folder / "post-00.md").write_text("---\ntitle: changed\n---\n\n科研压力大。\n")
    with qtbot.waitSignal(librarian.trouble, timeout=10_000) as told:
        librarian.look()
    assert "index cannot be kept on disk" in told.args[0]
    proven(qtbot, librarian, folder)
    other.execute("ROLLBACK")
    other.close()


def test_fault_66_an_index_deleted_in_the_middle_of_a_run(qtbot: QtBot, database: Path, folder: Path) -> None:
    librarian = opened(qtbot, database, folder)
    for file in database.parent.iterdir():
        file.unlink()
    proven(qtbot, librarian, folder)
    proven(qtbot, opened(qtbot, database, folder), folder)


def test_fault_66_an_index_overwritten_in_the_middle_of_a_run(qtbot: QtBot, database: Path, folder: Path) -> None:
    librarian = opened(qtbot, database, folder)
    qtbot.waitUntil(lambda: not librarian._jobs.busy)
    size = database.stat().st_size
    with open(database, "r+b") as file:
        file.write(os.urandom(max(size, 20_000)))
    proven(qtbot, librarian, folder)
    proven(qtbot, opened(qtbot, database, folder), folder)


@pytest.mark.skipif(not sys.platform.startswith("linux") or os.geteuid() != 0, reason="only root mounts")
@pytest.mark.parametrize("kilobytes", [16, 120])
def test_fault_66_a_full_disk_under_the_index(qtbot: QtBot, tmp_path: Path, folder: Path, kilobytes: int) -> None:
    place = tmp_path / "small"
    place.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k", "tmpfs", str(place)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("this machine does not let root mount")
    try:
        proven(qtbot, opened(qtbot, place / "index.sqlite", folder), folder)
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)


def test_fault_66_a_cache_directory_that_cannot_be_made(qtbot: QtBot, tmp_path: Path, folder: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    proven(qtbot, opened(qtbot, tmp_path / "file" / "index.sqlite", folder), folder)


@pytest.mark.webengine
def test_fault_66_the_window_works_on_a_ruined_index(qtbot: QtBot, start: Start, journal: Path) -> None:
    database = paths.cache_dir() / "index.sqlite"
    database.parent.mkdir(parents=True, exist_ok=True)
    garbage(database)
    parts = start(journal)
    qtbot.waitUntil(lambda: parts.desk.current is not None and len(parts.post_list.rows) == 3, timeout=10_000)
    qtbot.keyClicks(parts.editor.view, "still ")
    parts.commands.save()
    qtbot.waitUntil(lambda: not parts.desk.unsaved, timeout=5000)
    assert b"still" in (journal / "week-20.md").read_bytes()
