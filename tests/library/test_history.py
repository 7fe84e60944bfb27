"""What a save replaced can be had again, for as long and as much as the author wants."""

import errno
import os
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from journal_app import files
from journal_app.library import history
from journal_app.library.history import History

NOW = datetime(2026, 11, 24, 8, 0, tzinfo=UTC)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "state" / "history"


@pytest.fixture
def post(tmp_path: Path) -> Path:
    return tmp_path / "journal" / "week-20.md"


def size_of(store: Path) -> int:
    files = {file.stat().st_ino: file.stat().st_size for file in store.rglob("*") if file.is_file()}
    return sum(files.values())


def test_versions_come_back_newest_first_byte_for_byte(store: Path, post: Path) -> None:
    history = History(store)
    for number in range(3):
        history.keep(post, b"\xff\r\n%d" % number, NOW + timedelta(minutes=number))
    found = history.versions(post)
    assert [history.read(version.digest) for version in found] == [b"\xff\r\n2", b"\xff\r\n1", b"\xff\r\n0"]
    assert [version.moment for version in found] == [NOW + timedelta(minutes=number) for number in (2, 1, 0)]
    assert found[0].size == 4
    assert history.versions(post.with_name("other.md")) == ()


def test_one_content_is_on_the_disk_once(store: Path, post: Path) -> None:
    history = History(store)
    large = b"x" * 100_000
    for number in range(4):
        history.keep(post, large, NOW + timedelta(minutes=2 * number))
        history.keep(post, b"%d" % number, NOW + timedelta(minutes=2 * number + 1))
        history.keep(post.with_name(f"{number}.md"), large, NOW)
    assert len(history.versions(post)) == 8
    assert size_of(store) < 110_000


def test_the_newest_version_is_not_kept_twice(store: Path, post: Path) -> None:
    history = History(store)
    for number in range(3):
        history.keep(post, b"the same", NOW + timedelta(minutes=number))
    assert len(history.versions(post)) == 1


def test_versions_of_one_moment_keep_their_order(store: Path, post: Path) -> None:
    history = History(store)
    for word in (b"z", b"a", b"m"):
        history.keep(post, word, NOW)
    assert [history.read(version.digest) for version in history.versions(post)] == [b"m", b"a", b"z"]


def test_a_clock_that_goes_back_leaves_the_order_alone(store: Path, post: Path) -> None:
    history = History(store)
    history.keep(post, b"first", NOW)
    history.keep(post, b"second", NOW - timedelta(days=400))
    assert [history.read(version.digest) for version in history.versions(post)] == [b"second", b"first"]


def test_what_is_too_old_goes(store: Path, post: Path) -> None:
    history = History(store, days=30)
    history.keep(post, b"old", NOW - timedelta(days=31))
    history.keep(post, b"young", NOW - timedelta(days=29))
    digest = history.versions(post)[1].digest
    history.prune(NOW)
    assert [history.read(version.digest) for version in history.versions(post)] == [b"young"]
    with pytest.raises(OSError):
        history.read(digest)


def test_a_save_under_a_clock_that_is_years_ahead_costs_no_version(store: Path, post: Path) -> None:
    history, ahead = History(store), NOW + timedelta(days=5 * 365)
    history.keep(post, b"mine", NOW)
    history.keep(post.with_name("other.md"), b"saved under that clock", ahead)
    history.prune(ahead)
    assert [history.read(version.digest) for version in history.versions(post)] == [b"mine"]


def test_the_oldest_go_when_the_room_is_full_and_the_newest_of_each_post_last(store: Path, post: Path) -> None:
    history = History(store, megabytes=1)
    rare = post.with_name("rare.md")
    history.keep(rare, b"r" * 300_000, NOW - timedelta(days=20))
    for number in range(6):
        history.keep(post, b"%d" % number * 300_000, NOW - timedelta(days=6 - number))
    history.prune(NOW)
    assert size_of(store) < 1_010_000
    assert len(history.versions(rare)) == 1
    assert [history.read(version.digest)[:1] for version in history.versions(post)] == [b"5", b"4"]


def test_a_renamed_post_takes_its_versions_along(store: Path, post: Path) -> None:
    history = History(store)
    new = post.with_name("twenty.md")
    history.keep(post, b"before the name", NOW)
    history.moved(post, new)
    history.keep(new, b"after it", NOW + timedelta(hours=1))
    assert [history.read(version.digest) for version in history.versions(new)] == [b"after it", b"before the name"]
    assert history.versions(post) == ()
    history.moved(new, post)
    assert len(history.versions(post)) == 2


def test_nobody_else_may_read_it(store: Path, post: Path) -> None:
    before = os.umask(0)
    try:
        History(store).keep(post, b"private", NOW)
    finally:
        os.umask(before)
    for place in (store, *store.rglob("*")):
        assert stat.S_IMODE(place.stat().st_mode) == (0o700 if place.is_dir() else 0o600), place


def test_a_torn_version_is_never_given_out(store: Path, post: Path) -> None:
    history = History(store)
    history.keep(post, b"whole text", NOW)
    (version,) = history.versions(post)
    for file in store.rglob(f"*{version.digest}"):
        file.write_bytes(b"whole")
    with pytest.raises(OSError):
        history.read(version.digest)
    history.keep(post, b"whole text", NOW + timedelta(seconds=1))
    assert history.read(version.digest) == b"whole text"


def test_without_hard_links_a_version_is_a_copy(store: Path, post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(os, "link", refuse)
    history = History(store)
    for word in (b"a", b"b", b"a"):
        history.keep(post, word, NOW)
    assert [history.read(version.digest) for version in history.versions(post)] == [b"a", b"b", b"a"]
    history.prune(NOW + timedelta(days=40))
    assert history.versions(post) == ()


@pytest.mark.skipif(sys.platform != "linux", reason="asks the system which files are open")
def test_no_file_is_renamed_while_it_is_open_since_windows_refuses(
    store: Path, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = Path.rename

    def refuse_open(path: Path, target: Path) -> Path:
        inode = path.stat().st_ino
        open_now: set[int] = set()
        for handle in os.listdir("/proc/self/fd"):
            with suppress(OSError):  # the one that lists them
                open_now.add(os.fstat(int(handle)).st_ino)
        if inode in open_now:
            raise PermissionError(f"{path} is open")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse_open)
    history = History(store)
    for word in (b"a", b"b", b"b"):
        history.keep(post, word, NOW)
    assert [history.read(version.digest) for version in history.versions(post)] == [b"b", b"a"]


def test_a_version_that_does_not_reach_the_disk_is_none(
    store: Path, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.EIO, "input/output error")

    history = History(store)
    history.keep(post, b"a", NOW)
    monkeypatch.setattr(files.FileOps, "fsync", fail)
    with pytest.raises(OSError, match="input/output"):
        history.keep(post, b"b", NOW)
    assert [history.read(version.digest) for version in history.versions(post)] == [b"a"]


def test_a_store_that_cannot_be_written_says_so(tmp_path: Path, post: Path) -> None:
    (tmp_path / "blocked").write_bytes(b"")
    with pytest.raises(OSError):
        History(tmp_path / "blocked" / "history").keep(post, b"x", NOW)


def test_keeping_and_pruning_at_once_lose_no_young_version(store: Path, post: Path) -> None:
    code = (
        "import sys, pathlib, datetime; from journal_app.library.history import History\n"
        "history = History(pathlib.Path(sys.argv[1]))\n"
        "for n in range(60): history.prune(datetime.datetime.now(datetime.UTC))\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(store)]) as pruning:
        history = History(store)
        for number in range(200):
            history.keep(post, b"%d" % (number % 7))
    assert pruning.returncode == 0
    found = history.versions(post)
    assert len(found) == 200
    assert [history.read(version.digest) for version in found[:7]] == [b"3", b"2", b"1", b"0", b"6", b"5", b"4"]


def test_a_first_version_on_its_way_keeps_its_folder_and_an_old_empty_one_goes(store: Path, post: Path) -> None:
    history = History(store)
    history.keep(post, b"one")
    (folder,) = (store / "posts").iterdir()
    for file in folder.iterdir():
        if file.name != "path":
            file.unlink()  # as between the two steps of a first keep
    history.prune(datetime.now(UTC))
    assert (folder / "path").exists()
    history.prune(datetime.now(UTC) + timedelta(days=2))
    assert not folder.exists()


def test_a_version_that_gets_a_new_time_while_others_list_stops_none_of_them(
    store: Path, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = History(store, megabytes=0)
    kept.keep(post, b"mine", NOW)
    listed = history._entries

    def stale(folder: Path) -> Iterator[history._Entry]:
        yield from listed(folder)
        yield history._Entry(1, "0" * 64, folder / ("1-" + "0" * 64))

    monkeypatch.setattr(history, "_entries", stale)
    monkeypatch.setattr(kept, "days", 365 * 80)
    assert len(kept.versions(post)) == 1
    kept.moved(post, post.with_name("other.md"))
    assert len(kept.versions(post.with_name("other.md"))) == 1
    kept.prune(NOW)
    assert not kept.versions(post.with_name("other.md"))
