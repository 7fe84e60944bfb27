"""Another program writes at the last moment of a save, or seems to: kept as a conflict copy, or no question asked."""

import errno
import os
import stat
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from journal_app import files
from journal_app.files import FileOps
from journal_app.post.errors import ChangedOnDisk, SaveFailed
from tests.faults.breaking import (
    CALLS,
    HookedOps,
    RefusingHook,
    fail,
    later,
    refused,
)
from tests.faults.saves import NEW, OLD, THEIRS, base_of, beside, old_post


@pytest.fixture
def post(tmp_path: Path) -> Path:
    return old_post(tmp_path)


# 28 to 30: strangers at the last moment


@pytest.mark.parametrize("call", ["chmod", "fsync", "exchange"])
def test_fault_28_an_edit_between_the_check_and_the_exchange_is_kept(post: Path, call: str) -> None:
    saved = files.save(post, NEW, base_of(post), ops=HookedOps(call, lambda: post.write_bytes(THEIRS)))
    assert post.read_bytes() == NEW
    assert saved.displaced is not None and saved.displaced.read_bytes() == THEIRS
    assert saved.displaced.name.startswith("week-19 (conflict ") and saved.displaced.suffix == ".md"


def test_fault_28_a_program_that_has_the_file_open_is_waited_for(post: Path) -> None:
    handle = os.open(post, os.O_WRONLY)

    def write() -> None:
        os.pwrite(handle, THEIRS, 0)
        os.ftruncate(handle, len(THEIRS))
        os.close(handle)

    thread = later(0.2, write)
    saved = files.save(post, NEW, base_of(post))
    thread.join()
    assert post.read_bytes() == NEW
    assert saved.displaced is not None and saved.displaced.read_bytes() == THEIRS


def test_fault_28_a_program_that_never_closes_the_file_writes_into_a_conflict_copy(
    post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("journal_app.files.aside.PATIENCE", 0.1)
    with post.open("r+b", buffering=0) as stranger:
        saved = files.save(post, NEW, base_of(post))
        stranger.write(THEIRS)
    assert post.read_bytes() == NEW
    assert saved.displaced is not None and saved.displaced.read_bytes().startswith(THEIRS)


def test_fault_28_an_edit_of_the_old_version_before_it_is_removed_is_kept(post: Path) -> None:
    """Somebody who opened the old version and comes to write only after it was judged."""
    started = threading.Event()

    def write() -> None:
        stray = next(post.parent.glob(".~journal-*"))
        started.set()
        stray.write_bytes(THEIRS)  # waits for our lease

    def act() -> None:
        thread = later(0, write)
        started.wait(5)
        time.sleep(0.1)
        threads.append(thread)

    threads: list[threading.Thread] = []
    saved = files.save(post, NEW, base_of(post), ops=HookedOps("is_leased", act))
    threads[0].join()
    assert post.read_bytes() == NEW
    assert saved.displaced is not None and saved.displaced.read_bytes() == THEIRS


def test_fault_28_an_edit_of_the_old_version_while_it_is_removed_is_written_anew(post: Path) -> None:
    threads: list[threading.Thread] = []

    def act() -> None:
        stray = next(post.parent.glob(".~journal-*"))
        threads.append(later(0, lambda: stray.write_bytes(THEIRS)))
        time.sleep(0.1)

    saved = files.save(post, NEW, base_of(post), ops=HookedOps("unlink", act))
    threads[0].join()
    assert post.read_bytes() == NEW
    assert saved.displaced is not None and saved.displaced.read_bytes() == THEIRS


def test_fault_28_without_leases_a_late_edit_is_seen_by_its_time(post: Path) -> None:
    def act() -> None:
        next(post.parent.glob(".~journal-*")).write_bytes(THEIRS)

    class NoLease(HookedOps):
        def before(self, name: str, arguments: tuple[Any, ...]) -> None:
            super().before(name, arguments)
            if name == "lease":
                raise refused(errno.EACCES)

    saved = files.save(post, NEW, base_of(post), ops=NoLease("fsync", act, skip=1))
    assert saved.displaced is not None and saved.displaced.read_bytes() == THEIRS


@pytest.mark.parametrize("skip", [0, 1, 2])
def test_fault_28_an_edit_right_after_the_exchange_is_not_taken_for_ours(post: Path, skip: int) -> None:
    other = post.parent / "tmp"
    other.write_bytes(THEIRS)

    class After(FileOps):
        calls = -1

        def fsync(self, handle: int) -> None:
            super().fsync(handle)
            if stat.S_ISDIR(self.fstat(handle).st_mode) and other.exists():
                post.write_bytes(THEIRS) if skip else other.rename(post)

    with pytest.raises(ChangedOnDisk):
        files.save(post, NEW, base_of(post), ops=After())
    assert post.read_bytes() == THEIRS


@pytest.mark.parametrize(
    "act",
    [
        lambda post: post.unlink(),
        lambda post: (post.unlink(), post.symlink_to("x")),
        lambda post: (post.unlink(), post.mkdir()),
    ],
    ids=["deleted", "link", "folder"],
)
def test_fault_28_what_happens_to_the_name_right_after_the_exchange_stands(
    post: Path, act: Callable[[Path], object]
) -> None:
    kept: list[bytes] = []
    with pytest.raises(ChangedOnDisk):
        files.save(post, NEW, base_of(post), keep=kept.append, ops=HookedOps("lease", lambda: act(post)))
    assert kept == [OLD] and not beside(post)
    assert not post.is_file() and (post.is_symlink() or post.is_dir() or not post.exists())


def test_fault_28_a_link_put_in_the_files_place_is_kept(post: Path) -> None:
    def act() -> None:
        post.rename(post.parent / "moved.md")
        post.symlink_to("moved.md")

    saved = files.save(post, NEW, base_of(post), ops=HookedOps("exchange", act))
    assert post.read_bytes() == NEW and not post.is_symlink()
    assert (post.parent / "moved.md").read_bytes() == OLD
    assert saved.displaced is not None and saved.displaced.is_symlink()


def test_fault_28_a_new_file_never_falls_on_one_that_appears(post: Path) -> None:
    path = post.parent / "new.md"

    def appear() -> None:
        path.write_bytes(THEIRS)

    for name, missing in (("rename_new", set()), ("link", {"rename_new"}), ("link", {"rename_new", "link"})):
        with pytest.raises(ChangedOnDisk):
            files.save(path, NEW, None, ops=RefusingHook(name, appear, missing))
        assert path.read_bytes() == THEIRS, missing
        path.unlink()
        assert beside(path) == {post.name}


def test_fault_29_other_content_of_the_same_size_and_time_is_seen(post: Path) -> None:
    base = base_of(post)
    status = post.stat()
    post.write_bytes(OLD.replace(b"title", b"TITLE"))
    os.utime(post, ns=(status.st_atime_ns, status.st_mtime_ns))
    assert (post.stat().st_size, post.stat().st_mtime_ns) == (base.size, base.mtime_ns)
    with pytest.raises(ChangedOnDisk):
        files.save(post, NEW, base)
    assert b"TITLE" in post.read_bytes()


def test_fault_30_a_touched_file_is_saved_without_a_question(post: Path) -> None:
    base = base_of(post)
    for seconds in (0, 1, 4_000_000_000):
        os.utime(post, (seconds, seconds))
        assert files.save(post, OLD, base).displaced is None
    again = post.parent / "synced"
    again.write_bytes(OLD)
    again.rename(post)
    assert files.save(post, NEW, base).displaced is None
    assert post.read_bytes() == NEW


@pytest.mark.parametrize("skip", range(12))
def test_fault_28_a_new_file_that_is_taken_back_takes_no_strangers_words_with_it(tmp_path: Path, skip: int) -> None:
    """The disk refuses after the file has its name, and somebody writes to it then or later."""
    path = tmp_path / "new.md"
    wrote: list[bool] = []

    class Refusing(HookedOps):
        named = False

        def rename_new(self, source: bytes, target: bytes) -> None:
            super().rename_new(source, target)
            self.named = True

        def before(self, name: str, arguments: tuple[Any, ...]) -> None:
            if self.named:
                super().before(name, arguments)
                if name == "fsync":
                    fail(errno.EIO)

    def write() -> None:
        if path.exists():
            with path.open("r+b", buffering=0) as file:
                file.write(THEIRS)
            wrote.append(True)

    with pytest.raises((SaveFailed, ChangedOnDisk)):
        files.save(path, NEW, None, ops=Refusing(CALLS, write, skip))
    there = [file.read_bytes() for file in tmp_path.iterdir()]
    assert bool(there) == bool(wrote) and all(raw.startswith(THEIRS) for raw in there), there


@pytest.mark.parametrize("third", [False, True], ids=["a stranger", "and a third one"])
def test_fault_28_a_new_file_that_others_replaced_is_never_told_as_ours(tmp_path: Path, third: bool) -> None:
    """The disk refuses after the file has its name; a stranger's stands there by then, and goes aside for a moment."""
    path = tmp_path / "new.md"

    class Refusing(FileOps):
        refused = False

        def fsync(self, handle: int) -> None:
            super().fsync(handle)
            if stat.S_ISDIR(os.fstat(handle).st_mode) and not self.refused:
                self.refused = True
                (tmp_path / "theirs").write_bytes(THEIRS)
                (tmp_path / "theirs").replace(path)
                fail(errno.EIO)

        def rename_new(self, source: bytes, target: bytes) -> None:
            super().rename_new(source, target)
            if third and source == os.fsencode(path):
                path.write_bytes(b"a third one's words")

    with pytest.raises(ChangedOnDisk):
        files.save(path, NEW, None, ops=Refusing())
    assert path.read_bytes() == (b"a third one's words" if third else THEIRS)
    kept = [file for file in tmp_path.iterdir() if file != path]
    assert [file.read_bytes() for file in kept] == [THEIRS] * third
    assert all(" (conflict " in file.name for file in kept)


def test_fault_28_a_new_file_that_was_removed_at_once_is_not_told_as_there(tmp_path: Path) -> None:
    path = tmp_path / "new.md"

    class Refusing(FileOps):
        def fsync(self, handle: int) -> None:
            super().fsync(handle)
            if stat.S_ISDIR(os.fstat(handle).st_mode):
                path.unlink(missing_ok=True)
                fail(errno.EIO)

    with pytest.raises(SaveFailed) as told:
        files.save(path, NEW, None, ops=Refusing())
    assert told.value.became == "old" and not list(tmp_path.iterdir())
