"""Saving when the system fails: the file holds the old bytes or the new ones, the author is told, nothing is lost."""

import errno
import os
import signal
import stat
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from journal_app import files
from journal_app.files import FileOps, Saved, temporary
from journal_app.post.errors import ChangedOnDisk, JournalError, SaveFailed
from journal_app.post.splice import Splice
from journal_app.session.desk import Desk
from journal_app.session.jobs import Jobs
from tests.faults import sandbox
from tests.faults.breaking import (
    FailingOps,
    HookedOps,
    RefusingOps,
    Short,
    fail,
    refused,
)
from tests.faults.saves import NEW, OLD, Kept, base_of, beside, failed, known, old_post

ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EDQUOT, errno.EINTR, errno.ENOENT, errno.EXDEV,
          errno.ESTALE, errno.EPERM, errno.ENOSYS)  # fmt: skip


@pytest.fixture
def post(tmp_path: Path) -> Path:
    return old_post(tmp_path)


# 2: every call, every error


def broken_save(path: Path, base: files.Stamp | None, ops: FailingOps, kept: Kept) -> str:
    """One save with a call that fails: "saved" or "failed", after the law was looked at."""
    try:
        files.save(path, NEW, base, keep=kept.append, ops=ops)
    except JournalError as error:
        there = path.read_bytes() if path.exists() else None
        may_be = {None, NEW} if base is None else {OLD, NEW}
        became = error.became if isinstance(error, SaveFailed) else "old"
        if became == "torn":
            assert OLD in kept
        else:
            assert there in may_be, (ops.called[-3:], there)
        if became == "old" and there is not None and isinstance(error, SaveFailed):
            assert there == OLD
        assert str(error).endswith(".") and str(path) in str(error)
        outcome = "failed"
    else:
        assert path.read_bytes() == NEW
        outcome = "saved"
    for name in beside(path):
        left = (path.parent / name).read_bytes()
        assert left == OLD or NEW.startswith(left), (name, ops.called[-3:])
    return outcome


def every_call_fails(prepare: Callable[[], tuple[Path, files.Stamp | None]], number: int, persistent: bool) -> None:
    at = 0
    while True:
        at += 1
        path, base = prepare()
        kept: Kept = []
        ops = FailingOps(at, number, persistent)
        outcome = broken_save(path, base, ops, kept)
        if outcome == "failed":  # the next try, with a disk that works again
            try:
                files.save(path, NEW, base, keep=kept.append)
            except ChangedOnDisk:
                assert path.exists() and path.read_bytes() not in (OLD, NEW) and OLD in kept  # torn, and told so
            else:
                assert path.read_bytes() == NEW
        files.settle_strays(path.parent, known(OLD, NEW))
        for name in beside(path):
            assert "(conflict " in name and NEW.startswith((path.parent / name).read_bytes())
        if len(ops.called) < at:
            break
    assert at > 12


@pytest.mark.parametrize("persistent", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.__getitem__)
def test_fault_02_whichever_call_fails_the_file_holds_old_or_new_bytes(
    tmp_path: Path, number: int, persistent: bool
) -> None:
    def prepare() -> tuple[Path, files.Stamp]:
        return fresh(tmp_path)

    every_call_fails(prepare, number, persistent)


@pytest.mark.parametrize("persistent", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.__getitem__)
def test_fault_02_whichever_call_fails_a_new_file_is_whole_or_absent(
    tmp_path: Path, number: int, persistent: bool
) -> None:
    def prepare() -> tuple[Path, None]:
        path, _ = fresh(tmp_path)
        path.unlink()
        return path, None

    every_call_fails(prepare, number, persistent)


@pytest.mark.parametrize("persistent", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.__getitem__)
def test_fault_02_whichever_call_fails_a_share_without_exchange_keeps_the_law(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, persistent: bool
) -> None:
    def exchange(self: FileOps, first: bytes, second: bytes) -> None:
        raise refused(errno.ENOSYS)

    monkeypatch.setattr(FileOps, "exchange", exchange)

    def prepare() -> tuple[Path, files.Stamp]:
        return fresh(tmp_path)

    every_call_fails(prepare, number, persistent)


@pytest.mark.parametrize("persistent", [False, True], ids=["once", "from then on"])
@pytest.mark.parametrize("number", ERRORS, ids=errno.errorcode.__getitem__)
def test_fault_02_whichever_call_fails_in_place_the_old_bytes_are_in_the_file_or_kept(
    tmp_path: Path, number: int, persistent: bool
) -> None:
    def prepare() -> tuple[Path, files.Stamp]:
        path, _ = fresh(tmp_path)
        os.link(path, tmp_path / f"{path.parent.name}-other")
        return path, base_of(path)

    every_call_fails(prepare, number, persistent)


def fresh(folder: Path) -> tuple[Path, files.Stamp]:
    path = folder / f"journal-{len(os.listdir(folder))}" / "week-19.md"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path, base_of(path)


def test_fault_02_an_error_is_a_sentence_with_its_values(post: Path) -> None:
    told = failed(post, RefusingOps({"write": errno.ENOSPC}))
    assert (told.kind, told.needed) == ("full", len(NEW))
    assert f"the disk is full, {len(NEW):,} bytes are needed. The file is as it was." in str(told)
    told = failed(post, RefusingOps({"write": errno.EDQUOT}))
    assert (told.kind, told.needed) == ("full", len(NEW))
    told = failed(post, RefusingOps({"open": errno.EROFS}))
    assert told.kind == "read_only_disk" and "the disk can only be read" in str(told)
    told = failed(post, RefusingOps({"fsync": errno.EIO}))
    assert told.kind == "other" and "input/output error" in str(told)


def test_fault_02_a_failing_history_does_not_stop_a_save_and_is_told(post: Path) -> None:
    def keep(raw: bytes) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    assert files.save(post, NEW, base_of(post), keep=keep).lost == ("the history",)
    assert post.read_bytes() == NEW


# 3 and 5: no room


@pytest.mark.parametrize("ops", [files.REAL, None], ids=["one large write", "short writes"])
@pytest.mark.parametrize("kind", ["tmpfs", "ext4"])
def test_fault_03_a_full_disk_costs_nothing(tmp_path: Path, kind: str, ops: FileOps | None) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    path = place / "week.md"
    raw = os.urandom(9_000_000 if kind == "ext4" else 200_000)

    def save() -> tuple[SaveFailed, bytes, list[str]]:
        path.write_bytes(OLD)
        told = failed(path, ops or Short(), raw)
        return told, path.read_bytes(), os.listdir(place)

    told, content, names = sandbox.with_disk(place, kind, "64k", lambda: _values(save()))
    assert told == ("full", len(raw), f"{path} was not saved: the disk is full, {len(raw):,} bytes are needed. "
                    "The file is as it was.")  # fmt: skip
    assert content == OLD and set(names) - {"lost+found"} == {"week.md"}


def _values(found: tuple[SaveFailed, bytes, list[str]]) -> tuple[tuple[str, int, str], bytes, list[str]]:
    return (found[0].kind, found[0].needed, str(found[0])), found[1], found[2]


def test_fault_03_a_full_disk_is_never_written_in_place(post: Path) -> None:
    inode = post.stat().st_ino
    kept: Kept = []
    failed(post, RefusingOps({"write": errno.ENOSPC}), keep=kept.append)
    assert post.read_bytes() == OLD and post.stat().st_ino == inode and not kept


def test_fault_04_short_writes_go_on_until_all_is_written(post: Path) -> None:
    files.save(post, NEW, base_of(post), ops=Short())
    assert post.read_bytes() == NEW


def test_fault_04_a_write_that_writes_nothing_fails_the_save(post: Path) -> None:
    class Nothing(FileOps):
        def write(self, handle: int, chunk: memoryview) -> int:
            return 0

    assert "nothing was written" in str(failed(post, Nothing()))
    assert post.read_bytes() == OLD and not beside(post)


def test_fault_04_a_disk_that_claims_to_have_written_is_found_out(post: Path) -> None:
    class Lying(FileOps):
        def write(self, handle: int, chunk: memoryview) -> int:
            super().write(handle, chunk[:10])
            return len(chunk)

    class Rotten(FileOps):
        def write(self, handle: int, chunk: memoryview) -> int:
            return super().write(handle, memoryview(bytes(len(chunk))))

    for ops in (Lying(), Rotten()):
        told = failed(post, ops)
        assert "what was read back is not what was written" in str(told) and told.became == "old"
        assert post.read_bytes() == OLD
    assert [(post.parent / name).read_bytes() for name in beside(post)] == [bytes(len(NEW))]
    files.settle_strays(post.parent, known())


def test_fault_05_a_file_size_limit_costs_nothing(post: Path) -> None:
    import resource

    def save() -> tuple[str, int, str]:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
        told = failed(post)
        return told.kind, told.needed, str(told)

    kind, needed, text = sandbox.run(save)
    assert (kind, needed) == ("full", len(NEW)) and f"{len(NEW):,} bytes" in text
    assert post.read_bytes() == OLD and not beside(post)


# 6 and 7: fsync


def test_fault_06_a_failing_fsync_fails_the_save_and_the_retry_takes_a_new_file(post: Path) -> None:
    opened: list[bytes] = []

    class Watching(FailingOps):
        def before(self, name: str, arguments: tuple[Any, ...]) -> None:
            if name == "open" and arguments[1] & os.O_CREAT:
                opened.append(arguments[0])
            if name == "fsync" and len(opened) == 1:
                raise refused(errno.EIO)

    ops = Watching(0, 0)
    assert "input/output error" in str(failed(post, ops))
    assert post.read_bytes() == OLD and not beside(post)
    files.save(post, NEW, base_of(post), ops=ops)
    assert post.read_bytes() == NEW and len(set(opened)) == 2


def test_fault_06_a_failing_fsync_of_the_folder_takes_the_exchange_back(post: Path) -> None:
    inode = post.stat().st_ino
    told = failed(post, HookedOps("fsync", lambda: fail(errno.EIO), skip=1))
    assert told.became == "old" and post.read_bytes() == OLD and post.stat().st_ino == inode
    assert not beside(post)


def test_fault_06_a_save_that_could_not_be_taken_back_succeeds_at_the_next_try(post: Path) -> None:
    base = base_of(post)

    class Broken(FailingOps):
        def before(self, name: str, arguments: tuple[Any, ...]) -> None:
            self.called.append(name)
            if "exchange" in self.called[:-1]:
                raise refused(errno.EIO)

    with pytest.raises(SaveFailed) as told:
        files.save(post, NEW, base, ops=Broken(0, 0))
    assert told.value.became == "new" and post.read_bytes() == NEW
    assert "The file holds the new text" in str(told.value)
    assert files.save(post, NEW, base).stamp.digest == files.digest(NEW)


def test_fault_07_a_folder_that_cannot_be_fsynced_is_told_once(
    post: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(temporary, "_said", set())

    class NoFolderSync(FileOps):
        def fsync(self, handle: int) -> None:
            if stat.S_ISDIR(self.fstat(handle).st_mode):
                raise refused(errno.EINVAL)
            super().fsync(handle)

    for raw in (NEW, OLD, NEW):
        files.save(post, raw, base_of(post), ops=NoFolderSync())
        assert post.read_bytes() == raw
    assert len([record for record in caplog.records if record.name == temporary.__name__]) == 1


# 20: saves that meet


def test_fault_20_of_a_hundred_quick_saves_the_last_text_wins(qtbot: QtBot, post: Path) -> None:
    desk = Desk(Jobs(1), Jobs(1))
    told: list[bytes] = []
    desk.post_saved.connect(lambda fact: told.append(fact.post.to_bytes()))
    with qtbot.waitSignal(desk.post_opened):
        desk.open(post)
    for step in range(100):
        desk.edit_body(post, Splice(0, 0, f"{step} "))
        desk.save(post)
        if step % 7 == 0:
            qtbot.waitUntil(lambda: not desk.is_saving)
    qtbot.waitUntil(lambda: not desk.is_saving and not desk.unsaved, timeout=20_000)
    current = desk.current
    assert current is not None and post.read_bytes() == current.to_bytes() == told[-1]
    assert not beside(post)


def test_fault_20_modified_clears_only_for_the_version_that_was_written(
    qtbot: QtBot, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = Desk(Jobs(1), Jobs(1))
    with qtbot.waitSignal(desk.post_opened):
        desk.open(post)
    go_on = threading.Event()

    def waiting(self: FileOps, handle: int) -> None:
        go_on.wait(5)
        os.fsync(handle)

    monkeypatch.setattr(FileOps, "fsync", waiting)
    desk.edit_body(post, Splice(0, 0, "一"))
    desk.save(post)
    desk.edit_body(post, Splice(0, 0, "二"))
    with qtbot.waitSignal(desk.post_saved):
        go_on.set()
    assert desk.unsaved == {post} and "二".encode() not in post.read_bytes()


def test_fault_20_two_saves_at_once_from_one_base_lose_neither_text(post: Path) -> None:
    for turn in range(50):
        texts = [f"{turn} {name}\n".encode() * 20 for name in "ab"]
        base = base_of(post)
        outcomes: list[Saved | JournalError] = []

        def save(raw: bytes, base: files.Stamp = base, outcomes: list[Any] = outcomes) -> None:
            try:
                outcomes.append(files.save(post, raw, base))
            except JournalError as error:
                outcomes.append(error)

        threads = [threading.Thread(target=save, args=(text,)) for text in texts]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        there = [post.read_bytes(), *((post.parent / name).read_bytes() for name in beside(post))]
        failures = sum(isinstance(outcome, JournalError) for outcome in outcomes)
        assert sum(text in there for text in texts) + failures >= 2, (turn, outcomes)
        for name in beside(post):
            (post.parent / name).unlink()
