"""Saving when the system fails: the file holds the old bytes or the new ones, the author is told, nothing is lost."""

import errno
import hashlib
import os
import signal
import socket
import stat
import struct
import threading
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from journal_app import files
from journal_app.files import FileOps, Saved, strays, temporary
from journal_app.library import folder as folder_of
from journal_app.library import sites
from journal_app.post.errors import ChangedOnDisk, JournalError, NotAPost, SaveFailed
from journal_app.post.splice import Splice
from journal_app.session.desk import Desk
from journal_app.session.jobs import Jobs
from tests.faults import sandbox
from tests.faults.breaking import FailingOps, HookedOps, RefusingOps, ShareOps, later, refused

OLD = "---\ntitle: 旧的一周\n---\n\n早上下雨。\n".encode() * 30
NEW = "---\ntitle: 新的一周\n---\n\n多写了一行。\n".encode() * 31
THEIRS = b"a stranger's words\n"
ERRORS = (errno.EIO, errno.ENOSPC, errno.EACCES, errno.EROFS, errno.EDQUOT, errno.EINTR, errno.ENOENT, errno.EXDEV,
          errno.ESTALE, errno.EPERM, errno.ENOSYS)  # fmt: skip
Kept = list[bytes]


@pytest.fixture
def post(tmp_path: Path) -> Path:
    folder = tmp_path / "journal"
    folder.mkdir()
    path = folder / "week-19.md"
    path.write_bytes(OLD)
    return path


def base_of(path: Path) -> files.Stamp:
    return files.read(path)[1]


def beside(path: Path) -> set[str]:
    """The other names in its folder."""
    return set(os.listdir(path.parent)) - {path.name}


def failed(path: Path, ops: FileOps = files.REAL, raw: bytes = NEW, **named: Any) -> SaveFailed:
    """The failure of a save that must not succeed."""
    with pytest.raises(SaveFailed) as told:
        files.save(path, raw, base_of(path), ops=ops, **named)
    return told.value


def known(*contents: bytes) -> Callable[[str], bool]:
    return {files.digest(raw) for raw in contents}.__contains__


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
        if became == "old" and there is not None:
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


class Short(FileOps):
    """Writes half of what it is given."""

    def write(self, handle: int, chunk: memoryview) -> int:
        return super().write(handle, chunk[: max(1, len(chunk) // 2)])


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
    told = failed(post, HookedOps("fsync", lambda: _fail(errno.EIO), skip=1))
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


def _fail(number: int) -> None:
    raise refused(number)


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


# 10 to 12: what may not be written


def test_fault_10_a_read_only_file_is_asked_for_and_never_replaced_silently() -> None:
    with sandbox.nobodys_folder() as folder:
        path = folder / "week.md"

        def save() -> tuple[str, bytes, str, int, bytes]:
            path.write_bytes(OLD)
            path.chmod(0o444)
            told = failed(path)
            before = path.read_bytes()
            files.save(path, NEW, base_of(path), force=frozenset({"read_only_file"}))
            return told.kind, before, str(told), stat.S_IMODE(path.stat().st_mode), path.read_bytes()

        kind, before, text, mode, after = sandbox.as_nobody(save)
        assert (kind, before) == ("read_only_file", OLD) and "the file is read-only" in text
        assert (after, mode) == (NEW, 0o444)


def test_fault_10_somebody_elses_file_is_asked_for_too() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can make a file of somebody else")
    with sandbox.nobodys_folder() as folder:
        path = folder / "week.md"
        path.write_bytes(OLD)
        path.chmod(0o644)
        kind = sandbox.as_nobody(lambda: failed(path).kind)
        assert kind == "read_only_file" and path.read_bytes() == OLD and path.stat().st_uid == 0


def test_fault_10_root_is_asked_as_well(post: Path) -> None:
    post.chmod(0o444)
    assert failed(post).kind == "read_only_file"
    assert post.read_bytes() == OLD


def test_fault_11_a_closed_folder_is_written_in_place_after_a_copy_was_kept() -> None:
    with sandbox.nobodys_folder() as folder:
        path = folder / "week.md"
        backup = folder / "backup"

        def prepare() -> None:
            path.write_bytes(OLD)
            backup.mkdir()
            folder.chmod(0o555)

        def keep(raw: bytes) -> None:
            assert path.read_bytes() == OLD
            (backup / "old").write_bytes(raw)

        def save() -> tuple[bool, Saved]:
            inode = path.stat().st_ino
            saved = files.save(path, NEW, base_of(path), keep=keep)
            return path.stat().st_ino == inode, saved

        sandbox.as_nobody(prepare)
        same, saved = sandbox.as_nobody(save)
        assert same and path.read_bytes() == NEW and (backup / "old").read_bytes() == OLD
        assert saved.stamp.digest == files.digest(NEW)


@pytest.mark.parametrize("keep", [None, lambda raw: _fail(errno.ENOSPC)], ids=["none", "fails"])
def test_fault_11_a_closed_folder_without_a_copy_is_refused(keep: Callable[[bytes], None] | None) -> None:
    with sandbox.nobodys_folder() as folder:
        path = folder / "week.md"

        def save() -> tuple[str, str]:
            path.write_bytes(OLD)
            folder.chmod(0o555)
            told = failed(path, keep=keep)
            return told.kind, str(told)

        kind, text = sandbox.as_nobody(save)
        assert kind == "permission" and "has to be kept first" in text
        assert path.read_bytes() == OLD


@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.ENAMETOOLONG])
@pytest.mark.parametrize("call", ["open", "exchange"])
def test_fault_11_no_other_error_leads_to_writing_in_place(post: Path, number: int, call: str) -> None:
    kept: Kept = []

    class Ops(FileOps):
        def open(self, path: bytes, flags: int, mode: int = 0o600) -> int:
            if call == "open" and flags & os.O_CREAT:
                raise refused(number)
            assert not flags & os.O_RDWR
            return super().open(path, flags, mode)

        def exchange(self, first: bytes, second: bytes) -> None:
            if call == "exchange":
                raise refused(number)
            super().exchange(first, second)

    failed(post, Ops(), keep=kept.append)
    assert post.read_bytes() == OLD and not beside(post)


@pytest.mark.parametrize("kind", ["tmpfs", "ext4"])
def test_fault_12_a_read_only_disk_is_named(tmp_path: Path, kind: str) -> None:
    place = tmp_path / "disk"
    place.mkdir()
    path = place / "week.md"

    def save() -> tuple[str, str, bytes, str]:
        path.write_bytes(OLD)
        base = base_of(path)
        sandbox.remount_read_only(place)
        told = failed(path)
        with pytest.raises(SaveFailed) as new:
            files.save(place / "new.md", NEW, None)
        assert base_of(path) == base
        return told.kind, str(told), path.read_bytes(), new.value.kind

    kind_told, text, content, kind_new = sandbox.with_disk(place, kind, "1m", save)
    assert kind_told == kind_new == "read_only_disk"
    assert "the disk can only be read. The file is as it was." in text and content == OLD


# 13 to 15: links


def test_fault_13_a_link_stays_one_and_its_target_gets_the_bytes(post: Path) -> None:
    link = post.parent / "latest.md"
    link.symlink_to(post.name)
    files.save(link, NEW, base_of(link))
    assert link.is_symlink() and os.readlink(link) == post.name and post.read_bytes() == NEW


def test_fault_13_a_link_to_the_folder_stays_one(post: Path) -> None:
    folder = post.parent.parent / "linked"
    folder.symlink_to("journal")
    files.save(folder / post.name, NEW, base_of(folder / post.name))
    files.save(folder / "new.md", NEW, None)
    assert folder.is_symlink() and post.read_bytes() == NEW and (post.parent / "new.md").read_bytes() == NEW


def test_fault_14_a_loop_of_links_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.md").symlink_to("b.md")
    (tmp_path / "b.md").symlink_to("a.md")
    for base in (files.Stamp(0, 0, 0, ""), None):
        with pytest.raises(SaveFailed, match="circle"):
            files.save(tmp_path / "a.md", NEW, base)
    with pytest.raises(SaveFailed, match="circle"):
        files.write(tmp_path / "a.md", NEW)
    assert (tmp_path / "a.md").is_symlink() and (tmp_path / "b.md").is_symlink()


def test_fault_14_a_link_to_nothing_is_asked_for(tmp_path: Path) -> None:
    link = tmp_path / "week.md"
    link.symlink_to("drafts/week.md")
    with pytest.raises(SaveFailed) as told:
        files.save(link, NEW, None)
    assert told.value.kind == "dangling_link" and os.listdir(tmp_path) == ["week.md"]
    files.save(link, NEW, None, force=frozenset({"dangling_link"}))
    assert link.is_symlink() and (tmp_path / "drafts" / "week.md").read_bytes() == NEW


def test_fault_14_a_journal_whose_linked_folder_is_not_here_is_not_made_anew(tmp_path: Path) -> None:
    (tmp_path / "journal").symlink_to(tmp_path / "not-mounted" / "journal")
    with pytest.raises(SaveFailed) as told:
        files.save(tmp_path / "journal" / "week.md", NEW, None)
    assert told.value.kind == "folder_missing" and os.listdir(tmp_path) == ["journal"]


def test_fault_14_a_post_whose_folder_went_is_told_so(post: Path) -> None:
    base = base_of(post)
    post.parent.rename(post.parent.parent / "elsewhere")
    with pytest.raises(SaveFailed) as told:
        files.save(post, NEW, base)
    assert told.value.kind == "folder_missing" and not post.parent.exists()


@pytest.mark.parametrize("raw", [NEW, NEW * 50, b"short\n"], ids=["longer", "much longer", "shorter"])
def test_fault_15_both_names_of_a_hard_link_show_the_new_text(post: Path, raw: bytes) -> None:
    other = post.parent / "twin.md"
    os.link(post, other)
    kept: Kept = []
    synced: list[str] = []
    ops = HookedOps("write", lambda: synced.extend("x" * len(kept)))
    files.save(post, raw, base_of(post), keep=kept.append, ops=ops)
    assert post.read_bytes() == other.read_bytes() == raw and post.samefile(other)
    assert kept == [OLD] and synced  # kept before the first byte was written


def test_fault_15_a_hard_link_without_a_copy_is_refused(post: Path) -> None:
    os.link(post, post.parent / "twin.md")
    told = failed(post)
    assert "several names" in str(told) and post.read_bytes() == OLD


def test_fault_15_a_hard_link_on_a_full_disk_stays_as_it_was(post: Path) -> None:
    os.link(post, post.parent / "twin.md")
    kept: Kept = []
    for ops in (RefusingOps({"reserve": errno.ENOSPC}), FailingWrite(1), FailingWrite(2)):
        told = failed(post, ops, NEW * 9, keep=kept.append)
        assert told.kind == "full" and told.became == "old" and post.read_bytes() == OLD


class FailingWrite(Short):
    """The disk is full at the Nth write, and that one only."""

    def __init__(self, at: int) -> None:
        self.at = at

    def write(self, handle: int, chunk: memoryview) -> int:
        self.at -= 1
        if self.at == 0:
            raise refused(errno.ENOSPC)
        return super().write(handle, chunk)


def test_fault_15_a_stranger_in_the_last_moment_stops_a_write_in_place(post: Path) -> None:
    os.link(post, post.parent / "twin.md")

    class Late(FileOps):
        def open(self, path: bytes, flags: int, mode: int = 0o600) -> int:
            if flags & os.O_RDWR:
                post.write_bytes(THEIRS)
            return super().open(path, flags, mode)

    with pytest.raises(ChangedOnDisk):
        files.save(post, NEW, base_of(post), keep=lambda raw: None, ops=Late())
    assert post.read_bytes() == THEIRS


# 16: what belongs to a file


def acl(*entries: tuple[int, int, int]) -> bytes:
    """`system.posix_acl_access` as the kernel takes it: tag, permissions, id."""
    return struct.pack("<I", 2) + b"".join(struct.pack("<HHI", *entry) for entry in entries)


NO_ID = 0xFFFFFFFF
ACCESS = acl((1, 6, NO_ID), (2, 4, 1001), (4, 4, NO_ID), (16, 4, NO_ID), (32, 0, NO_ID))


def test_fault_16_owner_group_mode_and_attributes_stay(post: Path) -> None:
    if os.geteuid() == 0:
        os.chown(post, 1000, 1001)
    post.chmod(0o640)
    attributes = {"user.mood": b"calm", "user.empty": b""}
    try:
        for name, value in attributes.items():
            os.setxattr(post, name, value)
        os.setxattr(post, "system.posix_acl_access", ACCESS)
    except OSError as error:
        pytest.skip(f"this file system takes no attributes: {error}")
    before = post.stat()
    saved = files.save(post, NEW, base_of(post))
    after = post.stat()
    assert saved.lost == () and post.read_bytes() == NEW
    assert (after.st_uid, after.st_gid, after.st_mode) == (before.st_uid, before.st_gid, before.st_mode)
    found = {name: os.getxattr(post, name) for name in os.listxattr(post)}
    assert found == attributes | {"system.posix_acl_access": ACCESS}


def test_fault_16_a_default_access_list_of_the_folder_adds_nothing(post: Path) -> None:
    try:
        os.setxattr(post.parent, "system.posix_acl_default", ACCESS)
    except OSError as error:
        pytest.skip(f"this file system takes no access lists: {error}")
    assert os.listxattr(post) == []
    files.save(post, NEW, base_of(post))
    assert os.listxattr(post) == []


def test_fault_16_what_is_lost_is_told() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can make a file of somebody else")
    with sandbox.nobodys_folder() as folder:
        path = folder / "week.md"
        path.write_bytes(OLD)
        os.chown(path, 1001, 1001)
        path.chmod(0o2666)

        def save() -> tuple[Saved, os.stat_result]:
            return files.save(path, NEW, base_of(path)), path.stat()

        saved, status = sandbox.as_nobody(save)
        assert saved.lost == ("the owner", "the group") and path.read_bytes() == NEW
        assert stat.S_IMODE(status.st_mode) == 0o666 and status.st_uid == sandbox.NOBODY


def test_fault_16_another_group_gets_no_more_than_everybody() -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can make a file of another group")
    with sandbox.nobodys_folder() as folder:
        path = folder / "week.md"
        path.write_bytes(OLD)
        os.chown(path, sandbox.NOBODY, 1001)
        path.chmod(0o660)
        saved = sandbox.as_nobody(lambda: files.save(path, NEW, base_of(path)))
        assert saved.lost == ("the group",) and stat.S_IMODE(path.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("call", "words"), [("chmod", "the mode"), ("set_attribute", "user.mood"), ("chown", "the owner")]
)
def test_fault_16_each_refused_attribute_is_named(post: Path, call: str, words: str) -> None:
    if call == "chown" and os.geteuid() != 0:
        pytest.skip("only root can make a file of somebody else")
    if call == "chown":
        os.chown(post, 1000, 1000)
    os.setxattr(post, "user.mood", b"calm")
    saved = files.save(post, NEW, base_of(post), ops=RefusingOps({call: errno.EPERM}))
    assert words in saved.lost and post.read_bytes() == NEW


# 17 to 19: odd names


def test_fault_17_what_is_no_file_is_never_opened(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo.md")
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "device.md").symlink_to("/dev/zero")
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(str(tmp_path / "socket.md"))
    opened: list[bytes] = []

    class Watching(FileOps):
        def open(self, path: bytes, flags: int, mode: int = 0o600) -> int:
            opened.append(path)
            return super().open(path, flags, mode)

    start = time.monotonic()
    for name in ("fifo.md", "folder.md", "device.md", "socket.md"):
        with pytest.raises(NotAPost):
            files.read(tmp_path / name, Watching())
        with pytest.raises(JournalError):
            files.save(tmp_path / name, NEW, None)
        with pytest.raises(JournalError):
            files.write(tmp_path / name, NEW)
    listener.close()
    assert not list(folder_of.posts(tmp_path, sites.site_of(tmp_path)))
    assert not opened and time.monotonic() - start < 2


@pytest.mark.parametrize("name", [b"w" * 252 + b".md", "周".encode() * 84 + b".md", b"\xff" * 252 + b".md"])
def test_fault_18_a_name_of_255_bytes_is_saved_and_so_is_its_conflict_copy(tmp_path: Path, name: bytes) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    files.save(path, OLD, None)
    stranger = HookedOps("exchange", lambda: path.write_bytes(THEIRS))
    saved = files.save(path, NEW, base_of(path), ops=stranger)
    assert path.read_bytes() == NEW
    assert saved.displaced is not None and saved.displaced.read_bytes() == THEIRS
    assert len(os.fsencode(saved.displaced.name)) <= 255 and saved.displaced.name.endswith(").md")


def test_fault_19_a_taken_or_planted_temporary_name_is_passed_over(
    post: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    victim = tmp_path / "victim"
    victim.write_bytes(b"not ours")
    tokens = iter(["11111111", "22222222", "33333333", "44444444"])
    monkeypatch.setattr(temporary.secrets, "token_hex", lambda size: next(tokens))
    mark = temporary.mark(os.fsencode(post.name)).decode()
    planted = post.parent / f".~journal-{mark}-11111111"
    planted.symlink_to(victim)
    taken = post.parent / f".~journal-{mark}-22222222"
    taken.write_bytes(b"somebody's")
    files.save(post, NEW, base_of(post))
    assert post.read_bytes() == NEW and victim.read_bytes() == b"not ours"
    assert planted.is_symlink() and taken.read_bytes() == b"somebody's"


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


class RefusingHook(HookedOps):
    """A file system without these calls, and somebody who acts at another one."""

    def __init__(self, name: str, act: Callable[[], object], missing: set[str]) -> None:
        super().__init__(name, act)
        self.missing = missing

    def before(self, name: str, arguments: tuple[Any, ...]) -> None:
        super().before(name, arguments)
        if name in self.missing:
            raise refused(errno.ENOSYS)


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


# 42: clocks


class Clock(FileOps):
    """A clock that shows what the test wants."""

    def __init__(self, *years: int) -> None:
        self.years = list(years)

    def now(self) -> datetime:
        year = self.years.pop(0) if len(self.years) > 1 else self.years[0]
        return datetime(year, 3, 29, 1, 30, tzinfo=UTC)


def test_fault_42_conflict_copies_have_names_of_their_own_when_the_clock_stands_or_jumps(post: Path) -> None:
    class Late(Clock):
        count = 0

        def exchange(self, first: bytes, second: bytes) -> None:
            self.count += 1
            post.write_bytes(THEIRS + b"%d" % self.count)
            super().exchange(first, second)

    ops = Late(2026, 2026, 2020, 2038, 2026, 2020)
    for step in range(8):
        files.save(post, NEW + b"%d" % step, base_of(post), ops=ops)
    copies = {(post.parent / name).read_bytes() for name in beside(post)}
    assert copies == {THEIRS + b"%d" % step for step in range(1, 9)}


@pytest.mark.parametrize("seconds", [0, -86400 * 365, 32_503_680_000])
def test_fault_42_no_time_makes_a_conflict_and_none_hides_one(post: Path, seconds: int) -> None:
    os.utime(post, (seconds, seconds))
    base = base_of(post)
    assert files.save(post, NEW, base, ops=Clock(1971)).displaced is None
    post.write_bytes(THEIRS)
    os.utime(post, ns=(base.mtime_ns, base.mtime_ns))
    with pytest.raises(ChangedOnDisk):
        files.save(post, OLD, base)


# 43: names that only differ in case or composition


class FoldingOps(FileOps):
    """A file system that takes `A.md` and `a.md`, composed or not, for one name."""

    def _real(self, path: bytes) -> bytes:
        import unicodedata

        def folded(name: bytes) -> str:
            return unicodedata.normalize("NFC", os.fsdecode(name)).casefold()

        directory, name = os.path.split(path)
        for there in os.listdir(directory):
            if folded(there) == folded(name):
                return os.path.join(directory, there)
        return path

    def realpath(self, path: bytes, strict: bool) -> bytes:
        return super().realpath(self._real(path), strict)

    def stat(self, path: bytes) -> os.stat_result:
        return super().stat(self._real(path))

    def lstat(self, path: bytes) -> os.stat_result:
        return super().lstat(self._real(path))

    def open(self, path: bytes, flags: int, mode: int = 0o600) -> int:
        return super().open(self._real(path), flags, mode)

    def rename(self, source: bytes, target: bytes) -> None:
        there = self._real(target)
        super().rename(self._real(source), target)
        if there != target and os.path.lexists(there) and there != self._real(source):
            os.unlink(there)

    def rename_new(self, source: bytes, target: bytes) -> None:
        if os.path.lexists(self._real(target)):
            raise refused(errno.EEXIST)
        super().rename_new(self._real(source), target)

    def exchange(self, first: bytes, second: bytes) -> None:
        super().exchange(self._real(first), self._real(second))


@pytest.mark.parametrize(("old", "new"), [("week.md", "Week.md"), ("é.md", "e\u0301.md")])
def test_fault_43_a_name_changes_in_case_or_composition_only(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / old).write_bytes(OLD)
    files.move(tmp_path / old, tmp_path / new, FoldingOps())
    assert os.listdir(tmp_path) == [new] and (tmp_path / new).read_bytes() == OLD


@pytest.mark.parametrize(("old", "new"), [("week.md", "Week.md"), ("é.md", "e\u0301.md")])
def test_fault_43_the_twin_is_never_written_over(tmp_path: Path, old: str, new: str) -> None:
    (tmp_path / old).write_bytes(OLD)
    (tmp_path / "other.md").write_bytes(NEW)
    with pytest.raises(ChangedOnDisk):
        files.save(tmp_path / new, NEW, None, ops=FoldingOps())
    with pytest.raises(SaveFailed, match="already"):
        files.move(tmp_path / "other.md", tmp_path / new, FoldingOps())
    assert sorted(os.listdir(tmp_path)) == sorted([old, "other.md"]) and (tmp_path / old).read_bytes() == OLD


def test_fault_43_two_names_of_one_file_are_not_taken_for_a_respelling(tmp_path: Path) -> None:
    (tmp_path / "week.md").write_bytes(OLD)
    os.link(tmp_path / "week.md", tmp_path / "Week.md")
    with pytest.raises(SaveFailed, match="already"):
        files.move(tmp_path / "week.md", tmp_path / "Week.md")
    assert sorted(os.listdir(tmp_path)) == ["Week.md", "week.md"]


def test_fault_43_a_save_under_the_other_spelling_replaces_the_one_file(tmp_path: Path) -> None:
    (tmp_path / "Week.md").write_bytes(OLD)
    ops = FoldingOps()
    _, base = files.read(tmp_path / "Week.md", ops)
    files.save(tmp_path / "Week.md", NEW, base, ops=ops)
    assert os.listdir(tmp_path) == ["Week.md"] and (tmp_path / "Week.md").read_bytes() == NEW


# 44: network shares


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
@pytest.mark.parametrize("number", [errno.ENOSYS, errno.EINVAL, errno.EOPNOTSUPP])
def test_fault_44_a_share_without_exchange_saves_creates_and_renames(post: Path, number: int, links: bool) -> None:
    ops = ShareOps(links, number=number)
    start = time.monotonic()
    assert files.save(post, NEW, base_of(post), ops=ops).displaced is None
    files.save(post.parent / "new" / "index.md", NEW, None, ops=ops)
    files.move(post, post.parent / "week-20.md", ops)
    files.move(post.parent / "new", post.parent / "renamed", ops)
    assert (post.parent / "week-20.md").read_bytes() == NEW
    assert (post.parent / "renamed" / "index.md").read_bytes() == NEW
    assert set(os.listdir(post.parent)) == {"week-20.md", "renamed"}
    assert time.monotonic() - start < 1  # a share's "somebody has it open" is not waited for


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_fault_44_a_share_never_puts_one_name_over_another(post: Path, links: bool) -> None:
    ops = ShareOps(links)
    other = post.parent / "other.md"
    other.write_bytes(THEIRS)
    (post.parent / "a").mkdir()
    (post.parent / "b").mkdir()
    for source, target in ((post, other), (post.parent / "a", post.parent / "b")):
        with pytest.raises(SaveFailed, match="already"):
            files.move(source, target, ops)
    with pytest.raises(ChangedOnDisk):
        files.save(other, NEW, None, ops=ops)
    assert other.read_bytes() == THEIRS and post.read_bytes() == OLD
    assert set(os.listdir(post.parent)) == {"other.md", post.name, "a", "b"}


@pytest.mark.parametrize("links", [True, False], ids=["links", "no links"])
def test_fault_44_an_edit_before_the_last_look_stops_the_save(post: Path, links: bool) -> None:
    class Late(ShareOps):
        def link(self, source: bytes, target: bytes) -> None:
            super().link(source, target)

        def before(self, name: str, arguments: tuple[Any, ...]) -> None:
            if name == "link":
                post.write_bytes(THEIRS)
            super().before(name, arguments)

    with pytest.raises(ChangedOnDisk):
        files.save(post, NEW, base_of(post), ops=Late(links))
    assert post.read_bytes() == THEIRS and not beside(post)


def test_fault_44_an_edit_after_the_last_look_is_kept_where_there_are_links(post: Path) -> None:
    class Late(ShareOps):
        def before(self, name: str, arguments: tuple[Any, ...]) -> None:
            if name == "rename":
                post.write_bytes(THEIRS)
            super().before(name, arguments)

    saved = files.save(post, NEW, base_of(post), ops=Late())
    assert post.read_bytes() == NEW
    assert saved.displaced is not None and saved.displaced.read_bytes() == THEIRS


@pytest.mark.parametrize("call", ["open", "read", "fstat", "write", "fsync", "exchange", "close"])
def test_fault_44_a_stale_handle_fails_the_save_and_nothing_else(post: Path, call: str) -> None:
    base = base_of(post)
    for skip in range(4):
        try:
            files.save(post, NEW, base, ops=HookedOps(call, lambda: _fail(errno.ESTALE), skip))
        except SaveFailed as error:
            assert "stale file handle" in str(error)
            assert post.read_bytes() == (OLD if error.became == "old" else NEW)
        else:
            assert post.read_bytes() == NEW
        assert not [name for name in beside(post) if not name.startswith(".~journal-")]
        post.write_bytes(OLD)


def test_fault_44_the_window_answers_while_a_slow_share_saves(
    qtbot: QtBot, post: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slowly(self: FileOps, handle: int) -> None:
        time.sleep(0.5)
        os.fsync(handle)

    monkeypatch.setattr(FileOps, "fsync", slowly)
    desk = Desk(Jobs(1), Jobs(1))
    with qtbot.waitSignal(desk.post_opened):
        desk.open(post)
    desk.edit_body(post, Splice(0, 0, "一"))
    gaps: list[float] = []
    last = time.monotonic()

    def tick() -> bool:
        nonlocal last
        now = time.monotonic()
        gaps.append(now - last)
        last = now
        return not desk.is_saving

    start = time.monotonic()
    desk.save(post)
    assert time.monotonic() - start < 0.25
    qtbot.waitUntil(tick)
    assert time.monotonic() - start > 0.9 and max(gaps) < 0.25
    assert "一".encode() in post.read_bytes()


# 1: what a crash left (the kills themselves are in test_kills.py)


def stray_of(path: Path, raw: bytes, token: str = "0badcafe") -> Path:
    stray = path.parent / f".~journal-{temporary.mark(os.fsencode(path.name)).decode()}-{token}"
    stray.write_bytes(raw)
    return stray


@pytest.mark.parametrize("raw", [OLD, NEW, b"", bytes(4096)], ids=["base", "new", "empty", "zeroes"])
def test_fault_01_a_stray_whose_content_is_known_is_removed(post: Path, raw: bytes) -> None:
    stray = stray_of(post, raw)
    assert files.settle_strays(post.parent, known(NEW)) == (strays.Settled(stray, None),)
    assert not beside(post) and post.read_bytes() == OLD


def test_fault_01_a_stray_whose_content_is_unknown_becomes_a_conflict_copy_of_its_post(post: Path) -> None:
    (post.parent / "week-20.md").write_bytes(NEW)
    stray = stray_of(post, THEIRS)
    orphan = stray_of(post.parent / "gone.md", THEIRS + b"!")
    deeper = post.parent / "2026" / "week-1.md"
    deeper.parent.mkdir()
    third = stray_of(deeper, NEW + b"?")
    done = {one.stray: one.kept for one in files.settle_strays(post.parent, known())}
    assert set(done) == {stray, orphan, third}
    for one, raw in ((stray, THEIRS), (orphan, THEIRS + b"!"), (third, NEW + b"?")):
        kept = done[one]
        assert kept is not None and kept.read_bytes() == raw and kept.parent == one.parent
    assert done[stray] is not None and done[stray].name.startswith("week-19 (conflict ")  # type: ignore[union-attr]
    assert not files.settle_strays(post.parent, known())


def test_fault_01_a_stray_of_a_living_writer_is_left_alone(post: Path) -> None:
    settled: list[object] = []

    def settle() -> None:
        settled.append(sandbox.run(lambda: files.settle_strays(post.parent, known())))

    files.save(post, NEW, base_of(post), ops=HookedOps("fsync", settle))
    files.save(post, OLD, base_of(post), ops=HookedOps("fsync", settle, skip=1))
    assert settled == [(), ()] and post.read_bytes() == OLD and not beside(post)


def test_fault_01_a_stray_that_is_no_file_or_cannot_be_read_is_never_opened_or_removed(post: Path) -> None:
    mark = temporary.mark(os.fsencode(post.name)).decode()
    (post.parent / f".~journal-{mark}-00000001").symlink_to("nowhere")
    os.mkfifo(post.parent / f".~journal-{mark}-00000002")
    (post.parent / f".~journal-{mark}-00000003").mkdir()
    done = files.settle_strays(post.parent, known())
    assert len(done) == 2 and all(one.kept is not None for one in done)


def test_fault_01_the_content_of_a_post_is_hashed_not_guessed(post: Path) -> None:
    asked: list[str] = []

    def ask(digest: str) -> bool:
        asked.append(digest)
        return False

    stray_of(post, THEIRS)
    files.settle_strays(post.parent, ask)
    assert asked == [hashlib.sha256(THEIRS).hexdigest()]
